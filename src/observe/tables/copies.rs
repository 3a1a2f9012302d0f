//! Numbers of copies of genes or of segments, in the columns of those who call them.

use crate::error::Result;
use crate::io::table::{Table, TableRow};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::event_detail::{Copies as EventCopies, EventDetail, Reading};
use crate::model::position::Interval;
use crate::model::profile::CopyNumberClass;
use crate::model::structural::{CopyState, MOST_COPIES, Stretch};
use crate::model::tumor_content::TumorContent;
use crate::observe::lost_copy::{LostCopy, Place, StretchLoss};
use crate::observe::structural::CopyContext;
use crate::structural::Effect;
use crate::structural::copies;

use super::agreed::Saying;
use super::columns::{cell, said};
use super::contradiction;
use super::remarks::{NOT_USED, Remarks};
use super::symbols::Symbols;

const NUMBERS: &[&str] = &[
    "cn",
    "tcn.em",
    "tcn",
    "total_cn",
    "cnt",
    "total_copy_number",
    "copynumber",
    "copy_number",
    "copies",
    "mincopynumber",
];
/// ClinCNV's copies in the cells of the tumour, or in all. Its rows are segments, with or without genes.
const CLINCNV: &[&str] = &["tumor_cn_change", "cn_change"];
/// Copies of each region of a segment, in one cell: CnvHunter.
const REGIONS: &[&str] = &["region_copy_numbers"];
const MAJOR: &[&str] = &["nmajor", "major_cn", "majorallelecopynumber", "major_cn_allele"];
const MINOR: &[&str] =
    &["nminor", "minor_cn", "minorallelecopynumber", "minor_cn_allele", "lcn.em", "lcn"];
const LOG2: &[&str] = &["log2", "seg.mean", "seg_mean", "segment_mean"];
const GENES: &[&str] = &["gene", "hugo_symbol", "gene_symbol", "genes"];

/// Where the copies stand.
#[derive(Debug, Clone, Copy)]
enum Copies {
    Number(usize),
    /// The middle one of a list of numbers.
    Middle(usize),
    Alleles(usize, usize),
    /// As a ratio to two copies, without regard to purity.
    Log2(usize),
}

/// The columns of a table of copies.
#[derive(Debug)]
pub(super) struct CopyColumns {
    gene: Option<usize>,
    /// Chromosome, first and last base.
    place: Option<[usize; 3]>,
    copies: Copies,
    /// Copies of the rarer allele, beside the total.
    minor: Option<usize>,
    /// The log2 ratio beside a number of copies.
    ratio: Option<usize>,
    /// ClinCNV's word for a segment: `LOH`, `LOHDup`.
    state: Option<usize>,
}

/// Copies as low as a fit gives where there are none. What is lower is no number of copies.
const LEAST: f64 = -0.5;

/// What a row comes to for one gene, or for its stretch.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The gene whose copies the row states, where it names one.
    pub(super) gene: Option<String>,
    pub(super) effect: Option<Effect>,
    pub(super) stretch: Option<Stretch>,
    pub(super) lost: Option<LostCopy>,
}

/// What rows on one gene or stretch agree in.
#[derive(Debug, PartialEq)]
pub(super) struct Says {
    class: Option<CopyNumberClass>,
    has_lost: bool,
}

/// Returns the column of numbers of copies that stands beside one of calls.
///
/// # Errors
/// As [`CopyColumns::of`].
pub(super) fn beside_calls(table: &Table) -> Result<Option<usize>> {
    table.column(NUMBERS)
}

/// Returns the names of columns of which a table of copies has one.
pub(super) fn known() -> Vec<&'static str> {
    [NUMBERS, MAJOR, LOG2, REGIONS, CLINCNV].concat()
}

impl CopyColumns {
    /// Finds the columns; `None` where the table has no copies, or neither genes nor places.
    ///
    /// # Errors
    /// [`crate::Error::Table`] where two columns have one name.
    pub(super) fn of(table: &Table) -> Result<Option<Self>> {
        let of_clincnv = table.column(CLINCNV)?;
        let number = of_clincnv.map_or_else(|| table.column(NUMBERS), |column| Ok(Some(column)))?;
        let copies = match (number, table.column(MAJOR)?, table.column(MINOR)?) {
            (Some(number), ..) => Copies::Number(number),
            (_, Some(major), Some(minor)) => Copies::Alleles(major, minor),
            _ => match (table.column(LOG2)?, table.column(REGIONS)?) {
                (Some(ratio), _) => Copies::Log2(ratio),
                (None, Some(list)) => Copies::Middle(list),
                (None, None) => return Ok(None),
            },
        };
        let place = [
            table.column(&["chromosome", "chrom", "chr"])?,
            table.column(&["start", "startpos", "start.pos", "loc.start"])?,
            table.column(&["end", "endpos", "end.pos", "loc.end"])?,
        ];
        let place = match place {
            [Some(chromosome), Some(start), Some(end)] => Some([chromosome, start, end]),
            _ => None,
        };
        // Of genes in a list, a segment may hold a part.
        let is_of_segments = of_clincnv.is_some() || matches!(copies, Copies::Middle(_));
        let gene = match is_of_segments && place.is_some() {
            true => None,
            false => table.column(GENES)?,
        };
        let state = of_clincnv.map(|_| table.column(&["state"])).transpose()?.flatten();
        let minor = match copies {
            Copies::Number(_) => table.column(MINOR)?,
            _ => None,
        };
        let ratio = match copies {
            Copies::Number(_) | Copies::Alleles(..) => table.column(LOG2)?,
            _ => None,
        };
        Ok((gene.is_some() || place.is_some()).then_some(Self {
            gene,
            place,
            copies,
            minor,
            ratio,
            state,
        }))
    }

    /// Returns every column that was found.
    pub(super) fn used(&self) -> Vec<usize> {
        let copies = match self.copies {
            Copies::Number(column) | Copies::Middle(column) | Copies::Log2(column) => vec![column],
            Copies::Alleles(major, minor) => vec![major, minor],
        };
        self.gene
            .into_iter()
            .chain(self.place.into_iter().flatten())
            .chain(copies)
            .chain(self.minor)
            .chain(self.state)
            .collect()
    }

    /// Reads a row. Genes that it names have its copies; else its stretch has them.
    pub(super) fn read(
        &self,
        row: &TableRow,
        symbols: &mut Symbols<'_>,
        sample: &CopyContext<'_>,
        by: &str,
        remarks: &mut Remarks,
    ) -> Result<Vec<Saying<Says, Told>>, String> {
        let line = row.line();
        symbols.read_row(line);
        let genes = self.gene.map(|column| row.cell(column));
        let is_between = self.place.is_some() && genes.is_some_and(is_between_genes);
        if is_between {
            return Ok(Vec::new());
        }
        if genes.is_some_and(|genes| !genes.split(',').any(|name| is_gene(name.trim()))) {
            remarks.push(line, "gene: missing", NOT_USED);
            return Ok(Vec::new());
        }
        let &CopyContext { thresholds, content } = sample;
        let copies = self.state(row, content)?;
        let Some(number) = copies.total else {
            remarks.push(line, "copies: missing", NOT_USED);
            return Ok(Vec::new());
        };
        if self.minor.is_some() && copies.minor.is_none() {
            remarks.push(line, "copies of the rarer allele: missing", "its loss is not read there");
        }
        let class = copies::class_of(number, thresholds, content);
        let has_lost = copies.is_one_or_none() || copies.has_lost_an_allele();
        let saying = |of: String, gives: Told| {
            let says = Says { class, has_lost };
            Saying { line, of, says, shown: format!("{number} copies"), gives }
        };
        let Some(genes) = genes else {
            let told = self.of_stretch(row, content, copies, symbols.assembly(), remarks)?;
            return Ok(told.map(|(of, gives)| saying(of, gives)).into_iter().collect());
        };
        let note = match self.copies {
            Copies::Log2(_) if content.purity.is_none() => {
                format!("{number:.2} copies by {by}, from the ratio as it is")
            }
            Copies::Log2(_) => format!("{number:.2} copies by {by}, from the ratio and the purity"),
            _ => format!("{number} copies by {by}"),
        };
        // Parts of a gene may have copies of their own.
        let at = self.place.map(|place| place.map(|column| row.cell(column)));
        let at = at.map(|[chrom, start, end]| format!(" at {chrom}:{start}-{end}"));
        let mut told = Vec::new();
        for name in genes.split(',').map(str::trim).filter(|name| is_gene(name)) {
            let says = class.is_some() || has_lost;
            let gene = if says { symbols.current(name) } else { symbols.untold(name) };
            let of = format!("{gene}{}", at.as_deref().unwrap_or_default());
            let mut gives = Told { gene: Some(gene.clone()), ..Told::default() };
            if let Some(class) = class {
                let copies = Some(EventCopies::of(number));
                let detail = EventDetail { copies, ..EventDetail::read_by(Reading::Table) };
                let effect = copies::effect(&gene, "", class, note.clone());
                gives.effect = Some(Effect { detail, ..effect });
            } else if has_lost {
                let place = Place::Gene { gene, row: note.clone() };
                gives.lost = Some(LostCopy { place, copies: Some(number) });
            }
            told.push(saying(of, gives));
        }
        Ok(told)
    }

    /// Returns what the stretch of a row comes to, with its name.
    fn of_stretch(
        &self,
        row: &TableRow,
        content: TumorContent,
        copies: CopyState,
        assembly: Assembly,
        remarks: &mut Remarks,
    ) -> Result<Option<(String, Told)>, String> {
        let Some((chrom, contig, interval)) = self.stretch(row, remarks)? else { return Ok(None) };
        if interval.end > contig.length(assembly) {
            let what = format!("segments end beyond their chromosome on {assembly}");
            let remedy = "not used; make sure of the assembly of the table";
            remarks.push_unplaced(row.line(), what, remedy);
            return Ok(None);
        }
        let stretch = Stretch { contig, interval, copies, called: None, name: None };
        let lost = StretchLoss::of(&stretch, content).map(|by| LostCopy {
            place: Place::Stretch { chrom: chrom.into(), contig, interval, by },
            copies: copies.total,
        });
        let name = format!("{contig}:{}-{}", interval.start + 1, interval.end);
        Ok(Some((name, Told { stretch: Some(stretch), lost, ..Told::default() })))
    }

    fn state(&self, row: &TableRow, content: TumorContent) -> Result<CopyState, String> {
        let number = |column: usize| -> Result<Option<f64>, String> {
            let Some(text) = cell(row, Some(column)) else { return Ok(None) };
            text.parse().map(Some).map_err(|_| format!("copies: {text:?} is no number"))
        };
        let copies = |column: usize| number(column)?.map(possible).transpose();
        let mut state = CopyState::default();
        match self.copies {
            Copies::Number(column) => state.total = copies(column)?,
            Copies::Middle(column) => state.total = middle(row.cell(column))?,
            Copies::Alleles(major, minor) => {
                let (major, minor) = (copies(major)?, copies(minor)?);
                state.total = major.zip(minor).map(|(major, minor)| major + minor);
                state.minor = minor;
            }
            Copies::Log2(column) => {
                let of_ratio = |ratio: f64| below_most(content.copies(ratio.exp2()));
                state.total = number(column)?.map(of_ratio).transpose()?;
                state.is_undiluted_ratio = content.purity.is_none();
            }
        }
        if let Some(minor) = self.minor {
            state.minor = copies(minor)?;
        }
        if cell(row, self.state).is_some_and(|word| word.starts_with("LOH")) {
            state.minor = state.minor.or(Some(0.0));
        }
        let log2 = cell(row, self.ratio).and_then(|text| text.parse().ok());
        contradiction::of_numbers(&state, log2)?;
        Ok(state)
    }

    fn stretch<'r>(
        &self,
        row: &'r TableRow,
        remarks: &mut Remarks,
    ) -> Result<Option<(&'r str, Contig, Interval)>, String> {
        let Some([chromosome, start, end]) = self.place else { return Ok(None) };
        let chrom = row.cell(chromosome);
        let Some(contig) = Contig::from_name(chrom.as_bytes()) else {
            // A scaffold has no genes here.
            if !Contig::is_beside(chrom.as_bytes()) {
                let what = format!("chromosome: {chrom:?} is not known");
                remarks.push_unplaced(row.line(), what, NOT_USED);
            }
            return Ok(None);
        };
        let base = |column: usize| -> Result<u32, String> {
            let text = row.cell(column);
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            let number = number.ok_or_else(|| format!("position: {text:?} is no position"))?;
            Ok(number.max(0.0) as u32)
        };
        let (start, end) = (base(start)?, base(end)?);
        if end < start {
            return Err(format!("the segment ends at {end}, before its start {start}"));
        }
        Ok(Some((chrom, contig, Interval::new(start.saturating_sub(1), end.max(1)))))
    }
}

/// Returns the middle one of the numbers of a list, of two the lower.
fn middle(list: &str) -> Result<Option<f64>, String> {
    let number = |text: &str| -> Result<f64, String> {
        let number = text.trim().parse();
        possible(number.map_err(|_| format!("copies: {text:?} is no number"))?)
    };
    let texts = list.split(',').filter(|text| !text.trim().is_empty());
    let mut numbers = texts.map(number).collect::<Result<Vec<f64>, String>>()?;
    numbers.sort_by(f64::total_cmp);
    Ok(numbers.get(numbers.len().saturating_sub(1) / 2).copied())
}

/// Refuses what is no number of copies.
fn possible(copies: f64) -> Result<f64, String> {
    if copies < LEAST {
        return Err(format!(
            "copies: {copies} is negative, and these are numbers of copies: calls from -2 to 2 stand in a \
             column named call"
        ));
    }
    below_most(copies)
}

fn below_most(copies: f64) -> Result<f64, String> {
    match copies <= MOST_COPIES {
        true => Ok(copies),
        false => Err(format!("copies: {copies} is more than any gene has ({MOST_COPIES})")),
    }
}

/// Returns whether a cell of genes is that of a stretch between genes, in the words of CNVkit.
fn is_between_genes(cell: &str) -> bool {
    matches!(cell, "-" | "." | "Antitarget" | "Background" | "CGH")
}

fn is_gene(name: &str) -> bool {
    !is_between_genes(name) && said(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::profile::CopyNumberClass;
    use crate::structural::copies::CopyThresholds;

    #[test]
    fn classes_of_numbers() {
        let thresholds = CopyThresholds::default();
        let tetraploid = TumorContent { ploidy: Some(4.0), ..TumorContent::default() };
        for (copies, content, want) in [
            (6.0, TumorContent::default(), Some(CopyNumberClass::Amplification)),
            (5.9, TumorContent::default(), None),
            (0.5, TumorContent::default(), Some(CopyNumberClass::Deletion)),
            (6.0, tetraploid, None),
            (12.0, tetraploid, Some(CopyNumberClass::Amplification)),
        ] {
            assert_eq!(copies::class_of(copies, &thresholds, content), want, "{copies}");
        }
        assert!(is_gene("ERBB2") && !is_gene("Antitarget"));
    }
}
