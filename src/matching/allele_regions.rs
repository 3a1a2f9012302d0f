//! Where the base changes lie that sources give with their profiles, beyond coding exons: in introns,
//! untranslated regions and promoters. Records there must be looked at too.

use crate::genome::TranscriptStore;
use crate::knowledge::variants::{KnownAllele, KnownAlleles};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;

use crate::matching::place::SHIFT;

/// Returns the place of `known` on `assembly`, widened on either side by as far as a caller may
/// shift it. Its coordinates are GRCh37's; on GRCh38 it lies as far from its exon.
pub(crate) fn place(
    store: &TranscriptStore,
    known: &KnownAllele<'_>,
    assembly: Assembly,
) -> Option<(Contig, Interval)> {
    let start = match assembly {
        Assembly::GRCh37 => i64::from(known.edit.start),
        Assembly::GRCh38 => {
            let old = store.gene(known.gene, Assembly::GRCh37).first()?;
            let new = store.transcript(known.gene, &old.accession, assembly)?;
            let (exon, _) = old.exon_at(known.edit.start);
            let exon = exon.min(old.exons.len().checked_sub(1)?);
            let offset = i64::from(known.edit.start) - i64::from(old.exons[exon].start);
            i64::from(new.exons.get(exon)?.start) + offset
        }
    };
    let end = start + known.edit.deleted.len() as i64 + SHIFT;
    let start = u32::try_from(start - SHIFT).unwrap_or(0);
    Some((known.edit.contig, Interval::new(start, u32::try_from(end).ok()?)))
}

/// Returns the places of `alleles` on `assembly` that `regions` does not hold.
pub(crate) fn beyond<'r>(
    alleles: &'r KnownAlleles<'_>,
    store: &'r TranscriptStore,
    assembly: Assembly,
    regions: &'r Regions,
) -> impl Iterator<Item = (Contig, Interval)> + 'r {
    let places = alleles.all().iter().filter_map(move |known| place(store, known, assembly));
    places.filter(|&(contig, interval)| !regions.covers(contig, interval))
}
