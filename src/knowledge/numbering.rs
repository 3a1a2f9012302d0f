//! Residue numbers of other transcripts and conventions: by how much they differ from those of the
//! embedded protein, and where.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::sorted_text;
use super::variants::KnownAlleles;
use crate::cells::cells;
use crate::model::profile::{Alteration, Profile};
use crate::model::protein_change::{ProteinChange, Residue};

pub(crate) static TABLE: &str = include_str!("../../data/generated/numbering.tsv");
static CHECKED: LazyLock<Vec<OtherNumbering>> =
    LazyLock::new(|| sorted_text::body(TABLE).lines().filter_map(row).collect());

/// One other way to number the residues of a gene's protein.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherNumbering {
    /// HGNC symbol.
    pub gene: &'static str,
    /// The other number less the embedded protein's.
    pub offset: i32,
    /// First residue, in the embedded protein's numbers, that it holds for.
    pub first: u32,
    /// Last residue that it holds for.
    pub last: u32,
    /// Whether changes of the gene are usually written so. A name may then mean it even where its
    /// residue fits the embedded protein.
    pub usual: bool,
    /// What it is.
    pub note: &'static str,
}

/// Returns the other numberings of a gene's protein.
pub fn of_gene(gene: &str) -> &'static [OtherNumbering] {
    let start = CHECKED.partition_point(|row| row.gene < gene);
    let length = CHECKED[start..].partition_point(|row| row.gene == gene);
    &CHECKED[start..start + length]
}

/// An offset that a source's aliases show: the same two letters under two numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownOffset {
    /// HGNC symbol.
    pub gene: &'static str,
    /// The other number less the embedded protein's.
    pub offset: i32,
    /// Embedded residues that show it.
    pub residues: Vec<u32>,
    /// The source's variant ids.
    pub ids: Vec<&'static str>,
}

/// Returns the offsets that the names and aliases of the known alleles show, by gene and offset.
/// `is_residue` says whether the embedded protein of a gene has this residue.
pub fn shown(
    alleles: &KnownAlleles<'static>,
    is_residue: impl Fn(&str, Residue) -> bool,
) -> Vec<ShownOffset> {
    let mut shown: BTreeMap<(&str, i32), ShownOffset> = BTreeMap::new();
    for allele in alleles.all() {
        let Ok(Profile::Component(component)) = super::profile::parse(allele.profile) else {
            continue;
        };
        let Alteration::Protein(ProteinChange::Substitution { at: named, alternate }) =
            component.alteration
        else {
            continue;
        };
        for alias in allele.aliases.split(';') {
            let Some(ProteinChange::Substitution { at, alternate: other }) =
                ProteinChange::parse(alias)
            else {
                continue;
            };
            if at.residue != named.residue || other != alternate || at.number == named.number {
                continue;
            }
            // Either of the two may be the embedded protein's.
            let (ours, theirs) = match (is_residue(allele.gene, named), is_residue(allele.gene, at))
            {
                (true, _) => (named.number, at.number),
                (false, true) => (at.number, named.number),
                (false, false) => continue,
            };
            let offset = theirs.cast_signed() - ours.cast_signed();
            let row = shown.entry((allele.gene, offset)).or_insert_with(|| ShownOffset {
                gene: allele.gene,
                offset,
                residues: Vec::new(),
                ids: Vec::new(),
            });
            row.residues.push(ours);
            row.ids.push(allele.id);
        }
    }
    for row in shown.values_mut() {
        row.residues.sort_unstable();
        row.residues.dedup();
        row.ids.sort_unstable();
        row.ids.dedup();
    }
    shown.into_values().collect()
}

fn row(line: &'static str) -> Option<OtherNumbering> {
    let mut cells = cells(line);
    let mut next = || cells.next();
    Some(OtherNumbering {
        gene: next()?,
        offset: next()?.parse().ok()?,
        first: next()?.parse().ok()?,
        last: next()?.parse().ok()?,
        usual: next()? == "usual",
        note: {
            next()?;
            next()?
        },
    })
}
