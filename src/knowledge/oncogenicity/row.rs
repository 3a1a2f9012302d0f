//! One row of a table of oncogenicity: reading it, and making it from a source.

use std::cmp::Ordering;

use crate::knowledge::schema::cells;
use crate::knowledge::schema::draft;
use crate::knowledge::schema::known;
use crate::knowledge::variants;
use crate::model::assembly::Assembly;
use crate::model::citation::Citation;
use crate::model::oncogenicity::{FactKind, OncogenicityFact, Samples};
use crate::model::protein_change::{ProteinChange, Residue};

/// Columns, in order. `residues` is `600` or `745-759`; `start` is 1-based without an anchor base
/// and, for an insertion, the base before it.
pub(crate) const COLUMNS: [&str; 18] = [
    "gene",
    "change",
    "kind",
    "class",
    "residues",
    "residue_samples",
    "change_samples",
    "transcript",
    "assembly",
    "chrom",
    "start",
    "ref",
    "alt",
    "diseases",
    "review",
    "id",
    "source",
    "citation",
];

/// Reads one line; on failure says which column is wrong.
pub(crate) fn parse(line: &str) -> Result<OncogenicityFact<'_>, String> {
    let [
        gene,
        change,
        kind,
        class,
        residues,
        residue_samples,
        change_samples,
        transcript,
        assembly,
        chrom,
        start,
        reference,
        alternate,
        diseases,
        review,
        id,
        source,
        citation,
    ] = cells::<{ COLUMNS.len() }>(line)?;
    for (name, value) in [("gene", gene), ("id", id), ("source", source), ("citation", citation)] {
        if value.is_empty() {
            return Err(format!("{name} is empty"));
        }
    }
    let kind = known("kind", kind, FactKind::parse(kind))?;
    let parsed = match change {
        "" => None,
        text => Some(known("change", text, ProteinChange::parse(text))?),
    };
    let allele = match assembly {
        "" => None,
        name => {
            let assembly: Assembly = name.parse()?;
            Some((assembly, variants::edit(chrom, start, reference, alternate)?))
        }
    };
    if parsed.is_none() && allele.is_none() {
        return Err("neither change nor assembly and bases are given".to_owned());
    }
    let (mut stretch, mut samples) = (None, None);
    if kind.is_hotspot() {
        known("change", change, parsed.as_ref())?;
        stretch = Some(span(residues)?);
        let number = |column, text: &str| {
            text.parse::<u32>().map_err(|_| format!("{column} {text:?} is not a number"))
        };
        let counted = Samples {
            residue: number("residue_samples", residue_samples)?,
            change: number("change_samples", change_samples)?,
        };
        if counted.change > counted.residue {
            return Err("change_samples are more than residue_samples".to_owned());
        }
        samples = Some(counted);
    }
    Ok(OncogenicityFact {
        gene,
        kind,
        change: parsed,
        residues: stretch,
        samples,
        class,
        transcript,
        allele,
        diseases,
        review,
        id,
        source,
        citation: Citation::parse(citation),
    })
}

/// Reads a residue or a range of residues: `600`, `745-759`.
fn span(text: &str) -> Result<(u32, u32), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| Residue::parse(text).map(|residue| residue.number);
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        _ => Err(format!("residues {text:?} are not 600 or 745-759")),
    }
}

/// The change by its bases, as a source gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bases {
    /// Of the coordinates.
    pub(crate) assembly: Assembly,
    /// The chromosome's name.
    pub(crate) chrom: String,
    /// 1-based; of an insertion, the base before it.
    pub(crate) start: u32,
    /// Replaced, without an anchor base.
    pub(crate) reference: String,
    /// In their place.
    pub(crate) alternate: String,
}

/// A row that an importer makes; fields as in [`OncogenicityFact`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactDraft {
    pub(crate) gene: String,
    pub(crate) change: String,
    pub(crate) kind: FactKind,
    pub(crate) class: String,
    pub(crate) residues: String,
    pub(crate) samples: Option<Samples>,
    pub(crate) transcript: String,
    pub(crate) bases: Option<Bases>,
    pub(crate) diseases: String,
    pub(crate) review: String,
    pub(crate) id: String,
    pub(crate) source: &'static str,
    pub(crate) citation: String,
}

impl FactDraft {
    fn line(&self) -> String {
        let number = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
        let bases = self.bases.as_ref();
        [
            &*self.gene,
            &*self.change,
            self.kind.name(),
            &*self.class,
            &*self.residues,
            &*number(self.samples.map(|samples| samples.residue)),
            &*number(self.samples.map(|samples| samples.change)),
            &*self.transcript,
            &*bases.map(|bases| bases.assembly.to_string()).unwrap_or_default(),
            bases.map_or("", |bases| &*bases.chrom),
            &*number(bases.map(|bases| bases.start)),
            bases.map_or("", |bases| &*bases.reference),
            bases.map_or("", |bases| &*bases.alternate),
            &*self.diseases,
            &*self.review,
            &*self.id,
            self.source,
            &*self.citation,
        ]
        .join("\t")
    }

    /// Compares by gene, kind, place, and the rest of the row.
    fn order(&self, other: &Self) -> Ordering {
        let key = |draft: &Self| {
            let first = span(&draft.residues).map_or(0, |(first, _)| first);
            (first, draft.bases.as_ref().map_or(0, |bases| bases.start))
        };
        (&self.gene, self.kind, key(self))
            .cmp(&(&other.gene, other.kind, key(other)))
            .then_with(|| self.line().cmp(&other.line()))
    }
}

/// Renders a table of `drafts` under comment lines. Rows are sorted, and equal rows are written
/// once.
pub(crate) fn table(comments: &[String], mut drafts: Vec<FactDraft>) -> String {
    drafts.sort_by(FactDraft::order);
    drafts.dedup();
    let mut text = draft::header(comments, &COLUMNS);
    for draft in drafts {
        text.push_str(&draft.line());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hotspot() -> FactDraft {
        FactDraft {
            gene: "EGFR".to_owned(),
            change: "E746_A750del".to_owned(),
            kind: FactKind::Hotspot,
            class: "in-frame indel".to_owned(),
            residues: "745-759".to_owned(),
            samples: Some(Samples { residue: 155, change: 123 }),
            transcript: "ENST00000275493".to_owned(),
            bases: None,
            diseases: String::new(),
            review: String::new(),
            id: "h:1".to_owned(),
            source: "h",
            citation: "x".to_owned(),
        }
    }

    fn allele() -> FactDraft {
        let bases = Bases {
            assembly: Assembly::GRCh37,
            chrom: "7".to_owned(),
            start: 55_259_515,
            reference: "T".to_owned(),
            alternate: "G".to_owned(),
        };
        FactDraft {
            change: String::new(),
            kind: FactKind::Oncogenic,
            residues: String::new(),
            samples: None,
            bases: Some(bases),
            ..hotspot()
        }
    }

    #[test]
    fn a_row_reads_what_was_written() {
        let line = hotspot().line();
        let fact = parse(&line).unwrap();
        assert_eq!(fact.residues, Some((745, 759)));
        assert_eq!(fact.samples, Some(Samples { residue: 155, change: 123 }));
        assert_eq!(fact.change, ProteinChange::parse("E746_A750del"));
        let line = allele().line();
        let (assembly, edit) = parse(&line).unwrap().allele.unwrap();
        assert_eq!(
            (assembly, edit.start, edit.inserted),
            (Assembly::GRCh37, 55_259_514, b"G".to_vec())
        );
    }

    #[test]
    fn bad_cells() {
        let row = |draft: FactDraft| parse(&draft.line()).map(|_| ()).unwrap_err();
        let without = FactDraft { bases: None, ..allele() };
        assert!(row(without).contains("neither change nor"));
        for (from, to, reason) in [
            ("745-759", "759-745", "residues \"759-745\""),
            ("123", "156", "change_samples are more"),
            ("E746_A750del", "", "neither change nor"),
            ("E746_A750del", "soon", "change \"soon\" is not known"),
            ("hotspot", "hot", "kind \"hot\""),
            ("\th\t", "\t\t", "source is empty"),
            ("\tx", "", "17 columns, expected 18"),
        ] {
            let line = hotspot().line().replacen(from, to, 1);
            assert!(parse(&line).unwrap_err().starts_with(reason), "{line}: {:?}", parse(&line));
        }
        let line = allele().line().replace("\tT\tG\t", "\tT\tT\t");
        assert!(parse(&line).unwrap_err().contains("change nothing"));
    }

    #[test]
    fn tables_are_sorted_and_without_doubles() {
        let later = FactDraft { gene: "KRAS".to_owned(), ..hotspot() };
        let text = table(&["c".to_owned()], vec![later, allele(), hotspot(), hotspot()]);
        let keys: Vec<_> = text
            .lines()
            .map(|line| line.split('\t').take(3).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(keys[0], "# c");
        assert_eq!(
            keys[2..],
            ["EGFR E746_A750del hotspot", "EGFR  oncogenic", "KRAS E746_A750del hotspot"]
        );
    }
}
