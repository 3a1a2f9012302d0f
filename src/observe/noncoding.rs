//! Non-coding genes of tumour biology, of which only the span is known: research context, looked at
//! where knowledge names the gene or every variant is asked for.

use crate::genome::spans;
use crate::knowledge::evidence::EvidenceTable;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::contig::Contig;
use crate::model::position::Interval;

/// Returns the consequences of `edit` in the non-coding genes that it lies in. Only their spans are
/// known, not their exons.
pub(crate) fn consequences(
    edit: &SequenceEdit,
    assembly: Assembly,
) -> impl Iterator<Item = TranscriptConsequence> {
    let interval = edit.interval();
    spans::noncoding_at(edit.contig, interval, assembly).map(move |(gene, span)| {
        let mut terms = Terms::from_iter([Term::NonCodingTranscript]);
        if interval.start <= span.start && span.end <= interval.end {
            terms.insert(Term::TranscriptAblation);
        }
        TranscriptConsequence {
            terms,
            ..TranscriptConsequence::unplaced(gene.gene, "".into(), "".into())
        }
    })
}

/// Returns the spans of those non-coding genes that a profile of `table` names.
pub(crate) fn named_regions(
    table: &EvidenceTable<'_>,
    assembly: Assembly,
) -> impl Iterator<Item = (Contig, Interval)> {
    spans::noncoding()
        .iter()
        .filter(|span| table.profiles_of_gene(span.gene).next().is_some())
        .filter_map(move |span| Some((span.contig, span.on(assembly)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `annotate` does not look for them there.
    #[test]
    fn no_table_compiled_in_names_one() {
        let table = EvidenceTable::embedded();
        assert_eq!(named_regions(table, Assembly::GRCh38).count(), 0);
    }
}
