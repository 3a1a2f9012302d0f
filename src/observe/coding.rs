//! Coding genes beyond the table of transcripts, looked at where the user's tables name them.

use crate::genome::TranscriptStore;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::Transcript;

/// Returns the coding exons, with flanks as wide as those of other genes, of those of `genes` that the table of
/// transcripts does not have.
pub(crate) fn named_regions<'s>(
    genes: impl IntoIterator<Item = &'s str>,
    store: &'s TranscriptStore,
    assembly: Assembly,
) -> impl Iterator<Item = (Contig, Interval)> {
    let models = genes.into_iter().filter_map(move |gene| store.coding_gene(gene, assembly));
    models.flat_map(|model| {
        let flank = Transcript::FLANK;
        let wide = move |block: &Interval| {
            Interval::new(block.start.saturating_sub(flank), block.end + flank)
        };
        model.cds.iter().map(move |block| (model.contig, wide(block)))
    })
}
