//! A residue that stays, by the changes of bases that keep it: some of them act by splicing.

use crate::consequence::Predictor;
use crate::genome::TranscriptModel;
use crate::knowledge::change_effects;
use crate::model::allele::SequenceEdit;
use crate::model::position::ResidueNumber;
use crate::model::profile::Alteration;
use crate::model::protein_change::ProteinChange;

/// The changes of one base that keep a residue.
pub(super) struct Keeping {
    /// Those that are known to act, with their `c.` names.
    pub(super) acting: Vec<(SequenceEdit, String)>,
    /// Whether these are all.
    pub(super) is_all: bool,
}

/// Returns the changes of one base of `model` that keep the residues of `change`; `None` where it is none that
/// keeps a residue.
pub(super) fn keeping(model: &TranscriptModel, change: &ProteinChange) -> Option<Keeping> {
    let ProteinChange::Synonymous { at } = change else { return None };
    let ends = (ResidueNumber(at.first.number), ResidueNumber(at.last.number));
    let mut positions =
        model.codons_on_genome(ends.0, ends.1).into_iter().flat_map(|run| run.start..run.end);
    let (mut acting, mut all) = (Vec::new(), 0);
    let mut add = |position: u32| {
        let base = model.base(position)?;
        for alternate in b"ACGT".iter().filter(|other| **other != base) {
            let (deleted, inserted) = (vec![base], vec![*alternate]);
            let edit = SequenceEdit { contig: model.contig, start: position, deleted, inserted };
            let made = Predictor::on(model, &edit)?;
            if !matches!(made.protein, Some(ProteinChange::Synonymous { .. })) {
                continue;
            }
            all += 1;
            acting.extend(
                made.hgvs_c.filter(|name| acts(&model.gene, name)).map(|name| (edit, name)),
            );
        }
        Some(())
    };
    positions.try_for_each(&mut add)?;
    Some(Keeping { is_all: all > 0 && acting.len() == all, acting })
}

/// Whether a definition says that the coding change acts.
fn acts(gene: &str, name: &str) -> bool {
    change_effects::of_gene(gene).iter().any(|definition| {
        definition.effect.is_some_and(|effect| effect.alters())
            && matches!(&definition.alteration, Alteration::Coding(named) if named == name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::model::assembly::Assembly;

    #[test]
    fn bases_that_keep_a_residue() {
        for assembly in Assembly::ALL {
            let of = |gene: &str, change: &str| {
                let model = TranscriptStore::embedded().gene(gene, assembly).first().unwrap();
                let found = keeping(model, &ProteinChange::parse(change).unwrap())?;
                let names: Vec<String> = found.acting.into_iter().map(|(_, name)| name).collect();
                Some((names.join(" "), found.is_all))
            };
            let told = |names: &str, is_all| Some((names.to_owned(), is_all));
            assert_eq!(of("BRCA1", "Q1395="), told("c.4185G>A", true));
            assert_eq!(of("BRCA2", "P3039="), told("c.9117G>A", false));
            assert_eq!(of("KRAS", "G12="), told("", false));
            assert_eq!(of("KRAS", "G12C"), None);
        }
    }
}
