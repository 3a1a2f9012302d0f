//! Fusions as callers and laboratories write them, one row each.

use crate::diagnostics::Warning;
use crate::error::Result;
use crate::io::file_name;
use crate::io::table::{Table, TableRow};
use crate::matching::matcher::Matcher;
use crate::model::event_detail::{EventDetail, EventFrame, Reading};
use crate::model::finding::Flag;
use crate::structural::domain;
use crate::structural::fusion::{self, Side};
use crate::structural::piece::Part;
use crate::structural::{Effect, exons};

use super::agreed::{self, Saying};
use super::breaks::{self, Breaks};
use super::columns::{Columns, Genes, cell};
use super::doubts;
use super::ground::Ground;
use super::remarks::{NOT_USED, Remarks};
use super::symbols::Symbols;
use super::words;
use super::{order, patients, rows};

/// What the rows of one table say.
#[derive(Debug, Default)]
pub(super) struct Fusions {
    pub(super) effects: Vec<Effect>,
    /// Whether the table names the sample that they are of.
    pub(super) is_by_name: bool,
    pub(super) warnings: Vec<Warning>,
}

/// Reads the rows of `sample`.
///
/// # Errors
/// [`crate::Error::Table`] where a column is missing, or with every bad row.
/// [`crate::Error::Usage`] where the table has several samples and the run names none.
pub(super) fn read(table: &Table, sample: &str, matcher: &Matcher<'_>) -> Result<Fusions> {
    let columns = Columns::of(table)?;
    table.check_widths(&columns.needed())?;
    let own = patients::own(table, sample, &columns.used())?;
    let mut symbols = Symbols::new(matcher);
    let (mut unread, mut remarks) = (Vec::new(), Remarks::default());
    let effects = rows::read(table, &own.rows, |row| {
        let reader = Reader { table, columns: &columns, matcher };
        symbols.read_row(row.line());
        breaks::check(row, &columns, matcher.assembly, &mut remarks);
        let effects = reader.effects(row, &mut symbols, &mut unread, &mut remarks)?;
        Ok(Some(reader.saying(row, effects)))
    })?;
    let (effects, contradicting) =
        agreed::agreed(table, effects, STRICTER_USED, |says| *says != Some(Reads::In));
    let path = table.path().to_path_buf();
    let unread = (!unread.is_empty())
        .then_some(Warning::UnreadRearrangements { table: path, genes: unread });
    let is_by_name = own.is_by_name;
    let warnings = own
        .warning
        .into_iter()
        .chain(remarks.into_warnings(table))
        .chain(contradicting)
        .chain(symbols.warning(table.path()))
        .chain(unread);
    let effects = effects.into_iter().flatten().collect();
    Ok(Fusions { effects, is_by_name, warnings: warnings.collect() })
}

/// What is done with rows that contradict each other.
const STRICTER_USED: &str =
    "those out of frame are used, the others are not; keep the rows that are right";

/// Whether a junction is read through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    In,
    Out,
}

struct Reader<'r> {
    table: &'r Table,
    columns: &'r Columns,
    matcher: &'r Matcher<'r>,
}

impl Reader<'_> {
    fn effects(
        &self,
        row: &TableRow,
        symbols: &mut Symbols<'_>,
        unread: &mut Vec<String>,
        remarks: &mut Remarks,
    ) -> Result<Vec<Effect>, String> {
        let (named, is_ordered) = self.genes(row);
        if named == [None, None] {
            return match self.columns.genes {
                Genes::Pair(pair) if cell(row, Some(pair)).is_none() => {
                    remarks.push(row.line(), "genes: missing", NOT_USED);
                    Ok(Vec::new())
                }
                _ => Err("neither gene is named".to_owned()),
            };
        }
        if self.lacks_partner(row, named) {
            remarks.push(row.line(), "partner: missing", "read as a fusion with an unknown gene");
        }
        let current = named.map(|name| name.map(|name| symbols.current(name)));
        let as_written = current.each_ref().map(Option::as_deref);
        let mut words = words::of(row, self.columns);
        let (genes, is_turned) = match (is_ordered, &words.order) {
            (true, _) => (as_written, false),
            (false, Some((five, three))) if is_order(as_written, five, three, symbols) => {
                (as_written, false)
            }
            (false, Some((five, three)))
                if is_order([as_written[1], as_written[0]], five, three, symbols) =>
            {
                ([as_written[1], as_written[0]], true)
            }
            _ => order::of(self.matcher, as_written),
        };
        let mut note = format!("by {}", file_name(self.table.path()));
        if named != as_written {
            note.push_str(&format!(", as {}", named.map(|name| name.unwrap_or("?")).join("::")));
        }
        for said in &words.said {
            note.push_str(&format!(", {said}"));
        }
        let ground = Ground { store: self.matcher.store, assembly: self.matcher.assembly };
        doubts::check(row, self.columns, as_written, ground, remarks);
        if let [Some(five), Some(three)] = genes
            && five == three
        {
            return Ok(self.within(row, five, note, ground, unread).into_iter().collect());
        }
        let columns_of = if is_turned { [1, 0] } else { [0, 1] };
        let Breaks { five, three, is_placed, is_antisense } =
            breaks::of(row, self.columns, genes, columns_of, ground);
        let mut effect = fusion::joined(&five, &three, None);
        effect.notes.insert(0, note);
        if is_turned {
            effect.notes.push(format!(
                "the table states no order of the genes: {} is what knowledge has of {}",
                genes.map(|gene| gene.unwrap_or("?")).join("::"),
                as_written.map(|gene| gene.unwrap_or("?")).join("::"),
            ));
        }
        // The frame is told by the tool that read the transcript, or by the place of the break.
        if words.frame.is_some() || !is_placed {
            for doubt in [Flag::OutOfFrame, Flag::StopCodon, Flag::FrameBySkipping] {
                effect.doubts.remove(&doubt);
            }
        }
        let is_read = matches!(words.frame, Some(EventFrame::In | EventFrame::BySkipping));
        if is_antisense && !is_read {
            words.doubts.insert(Flag::Antisense);
        }
        // A kinase that no gene is joined to in front has nothing that is known to drive it.
        let is_of_place = is_ordered || self.columns.is_of_sites;
        if is_of_place && !is_read && genes[0].is_none() {
            words.doubts.insert(Flag::PartnerUnknown);
        }
        if self.loses_domain(row, &five, &three) {
            words.doubts.insert(Flag::DomainLost);
        }
        effect.doubts.extend(words.doubts);
        let is_read_here = is_placed && words.frame.is_none();
        effect.detail = EventDetail {
            frame: words
                .frame
                .or(effect.detail.frame.filter(|_| is_read_here))
                .or(Some(EventFrame::NotKnown)),
            reading: Some(self.reading(row)),
            ..effect.detail
        };
        Ok(vec![effect])
    }

    /// Returns whether a partner is not written, which is not to say that there is none. Tools write `.` or
    /// `intergenic` for a break between genes.
    fn lacks_partner(&self, row: &TableRow, named: [Option<&str>; 2]) -> bool {
        let is_left_out =
            |cell: &str| matches!(cell.trim(), "") || is_word_for_missing(cell.trim());
        match self.columns.genes {
            Genes::Ordered(five, three) | Genes::Plain(five, three) => {
                [five, three].iter().any(|&column| is_left_out(row.cell(column)))
            }
            Genes::Pair(pair) => {
                // `--ALK` is how tools of pairs write a break between genes.
                let text = row.cell(pair);
                named.contains(&None) && !["::", "--"].iter().any(|sign| text.contains(sign))
            }
        }
    }

    /// Returns what comes of a row, with what other rows on the same junction must agree in.
    fn saying(&self, row: &TableRow, effects: Vec<Effect>) -> Saying<Option<Reads>, Vec<Effect>> {
        let frame = words::of(row, self.columns).frame;
        let says = match frame.filter(|_| !effects.is_empty()) {
            Some(EventFrame::In) => Some(Reads::In),
            Some(EventFrame::Out | EventFrame::Stop) => Some(Reads::Out),
            _ => None,
        };
        let shown = if says == Some(Reads::In) { "in frame" } else { "out of frame" };
        let genes = effects.first().map(|effect| effect.gene.to_string()).unwrap_or_default();
        // A row that says nothing of the frame contradicts none.
        let line = row.line();
        let own = if says.is_none() { format!(" {line}") } else { String::new() };
        let of = format!("{genes}{}{own}", breaks::junction(row, self.columns));
        Saying { line, of, says, shown: shown.to_owned(), gives: effects }
    }

    /// Returns what shows the event of the row.
    fn reading(&self, row: &TableRow) -> Reading {
        let says_yes = |column| {
            cell(row, column).is_some_and(|said| {
                ["yes", "true"].iter().any(|yes| said.eq_ignore_ascii_case(yes))
            })
        };
        match self.columns.support.map(says_yes) {
            [true, _] => Reading::Rna,
            [false, true] => Reading::DnaJunction,
            [false, false] => self.columns.reading,
        }
    }

    /// Returns the genes that the row names, and whether 5′ is the first.
    fn genes<'r>(&self, row: &'r TableRow) -> ([Option<&'r str>; 2], bool) {
        match self.columns.genes {
            Genes::Ordered(five, three) => ([five, three].map(|at| gene_name(row.cell(at))), true),
            Genes::Plain(five, three) => {
                let is_directed = cell(row, self.columns.directed)
                    .is_some_and(|said| said.eq_ignore_ascii_case("true"));
                ([five, three].map(|at| gene_name(row.cell(at))), is_directed)
            }
            Genes::Pair(pair) => {
                let text = row.cell(pair);
                for (between, is_ordered) in [("::", true), ("--", true)] {
                    if let Some((five, three)) = text.split_once(between) {
                        return ([gene_name(five), gene_name(three)], is_ordered);
                    }
                }
                let is_gene = |name: &str| self.matcher.genes.get(name).is_some();
                let whole = gene_name(text);
                if self.columns.affected.is_some() && whole.is_some_and(is_gene) {
                    return ([whole, whole], true);
                }
                let mut places = text.match_indices(['-', '/', '_', ';', ':']);
                let split = places.find_map(|(at, sign)| {
                    let (five, three) = (text[..at].trim(), text[at + sign.len()..].trim());
                    (is_gene(five) && is_gene(three)).then_some([Some(five), Some(three)])
                });
                (split.unwrap_or([whole, None]), false)
            }
        }
    }

    /// Returns what a junction within one gene comes to.
    fn within(
        &self,
        row: &TableRow,
        gene: &str,
        note: String,
        ground: Ground,
        unread: &mut Vec<String>,
    ) -> Option<Effect> {
        let is_deletion = cell(row, self.columns.class).is_some_and(|class| {
            let class = class.to_lowercase();
            ["deletion", "del", "loss"].contains(&&*class)
        });
        let effect = breaks::within(row, self.columns, gene, ground).or_else(|| {
            let is_suppressor = self.matcher.genes.is_suppressor(gene);
            let model = ground.store.gene(gene, ground.assembly).first()?;
            (is_deletion && is_suppressor).then(|| exons::broken(model))
        });
        let Some(mut effect) = effect else {
            let matters = self.matcher.table.profiles_of_gene(gene).next().is_some();
            if matters && !unread.iter().any(|other| other == gene) {
                unread.push(gene.to_owned());
            }
            return None;
        };
        effect.notes.insert(0, note);
        effect.detail.reading = Some(self.reading(row));
        Some(effect)
    }

    /// Returns whether the tool says that the domain of the gene which has one is lost.
    fn loses_domain(&self, row: &TableRow, five: &Side<'_>, three: &Side<'_>) -> bool {
        let Some(side) = [three, five]
            .into_iter()
            .find(|side| side.gene.is_some_and(|gene| domain::kinase_domain(gene).is_some()))
        else {
            return false;
        };
        let has_kinase = |text: &str| text.to_lowercase().contains("kinase");
        if let Some(lost) = cell(row, self.columns.domains_lost) {
            let kept = cell(row, self.columns.domains).unwrap_or_default();
            return has_kinase(lost) && !has_kinase(kept);
        }
        // Arriba lists the domains of both genes.
        let Some(kept) = cell(row, self.columns.domains) else { return false };
        let Some((of_five, of_three)) = kept.split_once('|') else { return false };
        let of_side = if side.part == Part::FivePrime { of_five } else { of_three };
        !has_kinase(of_side)
    }
}

/// Whether two genes are those of an order that the words of a row have.
fn is_order(genes: [Option<&str>; 2], five: &str, three: &str, symbols: &mut Symbols<'_>) -> bool {
    genes == [Some(&*symbols.current(five)), Some(&*symbols.current(three))]
}

/// Returns whether a cell is filled in where nothing is known.
fn is_word_for_missing(cell: &str) -> bool {
    ["NA", "N/A", "nan", "null"].iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// Returns the symbol of `EML4` or `EML4^ENSG00000143924.18`. `None` for a place between genes
/// (`A(1200),B(30)`).
fn gene_name(cell: &str) -> Option<&str> {
    let name = cell.split('^').next().unwrap_or(cell).trim();
    let says_nothing = ["", ".", "-", "NA", "N/A", "?", "none", "intergenic"];
    let is_place = name.contains(',') || name.contains('(');
    let is_name = !says_nothing.iter().any(|nothing| name.eq_ignore_ascii_case(nothing));
    (is_name && !is_place).then(|| name.split(';').next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_genes() {
        assert_eq!(gene_name("EML4^ENSG00000143924.18"), Some("EML4"));
        assert_eq!(gene_name("A(1200),B(30)"), None);
        assert_eq!(gene_name("NOTCH2NL;RP11-458D21.5"), Some("NOTCH2NL"));
        assert_eq!(gene_name("NA"), None);
    }
}
