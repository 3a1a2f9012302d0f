//! What changes do to their genes by definition: codons of labels, regions of in-frame changes,
//! recurrent residues, common polymorphisms.

use std::sync::LazyLock;

use super::profile::statement;
use super::sorted_text::ByKey;
use crate::cells::cells;
use crate::model::change_state::Effect;
use crate::model::profile::{Alteration, Profile};

pub(crate) static TABLE: &str = include_str!("../../data/curated/change_effects.tsv");

/// The definitions of each gene, parsed when it is asked for: a sample touches few of them.
static GENES: LazyLock<ByKey<Definition>> = LazyLock::new(|| ByKey::new(TABLE));

/// One alteration of one gene, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// HGNC symbol.
    pub gene: &'static str,
    /// The alteration.
    pub alteration: Alteration,
    /// The alteration in words: `Exon 19 Deletion`.
    pub what: &'static str,
    /// What it does; `None` where the row bounds what a mutation of the gene means.
    pub effect: Option<Effect>,
    /// The label, publication or record that says so.
    pub by: &'static str,
}

/// Returns the definitions of `gene` (HGNC symbol).
pub fn of_gene(gene: &str) -> &'static [Definition] {
    GENES.get(gene, definitions)
}

/// Reads a row, which lists alterations of one effect.
fn definitions(line: &'static str) -> Vec<Definition> {
    let mut cells = cells(line);
    let mut next = || cells.next().unwrap_or_default();
    let (gene, effect, alterations, by) = (next(), next(), next(), next());
    let definition = |what: &'static str| match statement(gene, what) {
        Profile::Component(component) => Some(Definition {
            gene,
            alteration: component.alteration,
            what,
            effect: Effect::parse(effect),
            by,
        }),
        _ => None,
    };
    alterations.split(';').filter_map(definition).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::knowledge::sorted_text;
    use crate::model::assembly::Assembly;
    use crate::model::protein_change::ProteinChange;

    fn all() -> impl Iterator<Item = &'static Definition> {
        GENES.keys().flat_map(|gene| of_gene(gene))
    }

    /// The first residue that an alteration names by its letter.
    fn residue(alteration: &Alteration) -> Option<(u8, u32)> {
        let residue = match alteration {
            Alteration::Codon(at) | Alteration::CodonTo(at, _) => *at,
            Alteration::Protein(ProteinChange::Substitution { at, .. }) => *at,
            Alteration::Protein(change) => change.named_residues().next()?,
            _ => return None,
        };
        Some((residue.residue?, residue.number))
    }

    #[test]
    fn rows_are_sorted_read_and_cited() {
        let body = sorted_text::body(TABLE);
        let mut count = 0;
        let mut last = "";
        for line in body.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            assert!(last <= cells[0], "{line}");
            last = cells[0];
            assert!(cells[1] == "scope" || Effect::parse(cells[1]).is_some(), "{line}");
            assert!(cells[3].contains(':'), "{line}");
            count += cells[2].split(';').count();
        }
        assert_eq!(all().count(), count);
        for definition in all() {
            assert!(!matches!(definition.alteration, Alteration::Other(_)), "{definition:?}");
        }
    }

    #[test]
    fn residues_are_those_of_the_embedded_proteins() {
        let store = TranscriptStore::embedded();
        let mut wrong = Vec::new();
        for definition in all() {
            let Some((letter, number)) = residue(&definition.alteration) else { continue };
            let models = store.gene(definition.gene, Assembly::GRCh38);
            let mut proteins = models.iter().filter_map(|model| model.protein_sequence());
            let fits = |protein: &[u8]| {
                [Some(&letter), Some(&b'X')].contains(&protein.get(number as usize - 1))
            };
            let is_embedded = proteins.clone().next().is_some();
            if is_embedded && !proteins.any(fits) && definition.gene != "H3-3A" {
                wrong.push(format!("{} {}", definition.gene, definition.what));
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
