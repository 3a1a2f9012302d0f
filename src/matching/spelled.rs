//! An edit as a VCF record spells it.

use crate::genome::TranscriptStore;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::position::{Interval, Position};
use crate::model::target::TargetAllele;

/// Spells an edit with an anchor where it needs one, as far left as the known bases show that it can
/// stand. `None` where REF is not what the assembly is known to have, or the anchor is not known.
pub fn spell(
    edit: &SequenceEdit,
    store: &TranscriptStore,
    assembly: Assembly,
) -> Option<TargetAllele> {
    let base = |position: u32| {
        let at = Interval::new(position, position + 1);
        store.reference_bases(edit.contig, at, assembly).map(|bases| bases[0])
    };
    let SequenceEdit { contig, mut start, mut deleted, mut inserted } = edit.clone();
    if let Some(known) = known(edit, store, assembly)
        && known != deleted
    {
        return None;
    }
    if deleted.is_empty() || inserted.is_empty() {
        let run = if deleted.is_empty() { &mut inserted } else { &mut deleted };
        while let Some(before) = start.checked_sub(1).and_then(base)
            && run.last() == Some(&before)
        {
            run.rotate_right(1);
            start -= 1;
        }
        start = start.checked_sub(1)?;
        let anchor = base(start)?;
        deleted.insert(0, anchor);
        inserted.insert(0, anchor);
    }
    let text = |bases: Vec<u8>| String::from_utf8(bases).ok();
    let (reference, alternate) = (text(deleted)?, text(inserted)?);
    Some(TargetAllele { contig, position: Position(start).one_based(), reference, alternate })
}

/// Returns the known bases that an edit replaces.
fn known<'s>(
    edit: &SequenceEdit,
    store: &'s TranscriptStore,
    assembly: Assembly,
) -> Option<&'s [u8]> {
    let interval = edit.interval();
    if interval.is_empty() { None } else { store.reference_bases(edit.contig, interval, assembly) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consequence::coding_to_genomic;

    #[test]
    fn as_far_left_as_it_can_stand() {
        let store = TranscriptStore::embedded();
        for (gene, change, want) in [
            ("EGFR", "c.2573T>G", "7:55259515:T>G"),
            ("EGFR", "c.2235_2249del", "7:55242464:AGGAATTAAGAGAAGC>A"),
            ("EGFR", "c.2236_2250del", "7:55242465:GGAATTAAGAGAAGCA>G"),
            ("ERBB2", "c.2313_2324dup", "17:37880981:A>AGCATACGTGATG"),
        ] {
            let model = &store.gene(gene, Assembly::GRCh37)[0];
            let edit = coding_to_genomic(model, change).unwrap();
            let TargetAllele { contig, position, reference, alternate } =
                spell(&edit, store, Assembly::GRCh37).unwrap();
            assert_eq!(format!("{contig}:{position}:{reference}>{alternate}"), want, "{gene}");
        }
    }
}
