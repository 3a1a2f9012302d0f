//! Runs of equal bases, where polymerases slip and mismatch repair mends it.

use crate::genome::TranscriptStore;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;

/// Returns how many equal bases stand in a row where `edit` adds or removes some of the same. 0 where it
/// adds or removes others, `None` where the bases around are not embedded.
pub(super) fn around(
    store: &TranscriptStore,
    assembly: Assembly,
    edit: &SequenceEdit,
) -> Option<u32> {
    let changed = match (edit.deleted.as_slice(), edit.inserted.as_slice()) {
        ([], bases) | (bases, []) => bases,
        _ => return Some(0),
    };
    let (&base, rest) = changed.split_first()?;
    if rest.iter().any(|other| *other != base) {
        return Some(0);
    }
    let model = store
        .at(edit.contig, edit.interval(), assembly)
        .chain(store.coding_genes_at(edit.contig, edit.interval(), assembly))
        .find(|model| model.base(edit.start).is_some())?;
    let is_same = |at: u32| model.base(at).is_some_and(|known| known.eq_ignore_ascii_case(&base));
    let before = (0..edit.start).rev().take_while(|&at| is_same(at)).count();
    let behind = (edit.start..).take_while(|&at| is_same(at)).count();
    u32::try_from(before + behind).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::contig::Contig;

    #[test]
    fn runs_around_a_change() {
        let store = TranscriptStore::embedded();
        let assembly = Assembly::GRCh38;
        // TGFBR2 has ten A in a row; its neighbours are G.
        let model = store.gene("TGFBR2", assembly).first().unwrap();
        let start = model
            .cds
            .iter()
            .flat_map(|block| block.start..block.end)
            .find(|&at| (0..10).all(|n| model.base(at + n) == Some(b'A')))
            .unwrap();
        let contig = Contig::from_name(b"3").unwrap();
        let run = |start, deleted: &[u8], inserted: &[u8]| {
            let edit = SequenceEdit {
                contig,
                start,
                deleted: deleted.to_vec(),
                inserted: inserted.to_vec(),
            };
            around(store, assembly, &edit)
        };
        assert_eq!(run(start, b"A", b""), Some(10));
        assert_eq!(run(start + 9, b"A", b""), Some(10));
        assert_eq!(run(start, b"", b"A"), Some(10));
        assert_eq!(run(start, b"", b"AA"), Some(10));
        assert_eq!(run(start, b"AAA", b""), Some(10));
        assert_eq!(run(start, b"", b"AG"), Some(0), "no slip");
        assert_eq!(run(start, b"A", b"GC"), Some(0), "no slip");
        assert_eq!(run(1_000, b"A", b""), None, "no bases");
    }
}
