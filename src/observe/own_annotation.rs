//! The input's own annotation beside the computed consequence.

use std::collections::BTreeSet;

use crate::input::annotation::{
    AnnotationEntry, AnnotationFormat, applies_to, entries, select_per_gene, to_consequence,
};
use crate::input::maf::NO_TRANSCRIPT;
use crate::input::record::Record;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::Flag;
use crate::model::protein_change::ProteinChange;

use crate::matching::matcher::Matcher;

/// Reads the input's own annotation of ALT `number`: it stands in where the embedded transcripts give no
/// protein change, and is compared where they do.
pub(crate) fn compare(
    matcher: &Matcher,
    format: &AnnotationFormat,
    record: &Record<'_>,
    number: usize,
    consequences: &mut [TranscriptConsequence],
) -> BTreeSet<Flag> {
    let mut flags = BTreeSet::new();
    let Some(value) = record.info_value(format.id.as_bytes()) else { return flags };
    let (reference, alternates) = (record.reference(), record.alt());
    let own =
        || entries(format, value).filter(|entry| applies_to(entry, reference, alternates, number));
    for consequence in consequences.iter_mut().filter(|c| c.codons.is_some()) {
        let TranscriptConsequence { gene, transcript, .. } = &*consequence;
        let Some(model) = matcher.store.transcript(gene, transcript, matcher.assembly) else {
            continue;
        };
        // A row of a MAF may name no transcript: it means the one that the gene is reported on.
        let is_same = |entry: &AnnotationEntry<'_>| {
            model.is_called(entry.transcript)
                || entry.transcript == NO_TRANSCRIPT && entry.gene == &**gene
        };
        let same_transcript = own().find(is_same);
        let parse = |text: &str| ProteinChange::parse(text);
        let is_known = consequence.codons.is_some_and(|codons| model.knows_codons(codons));
        if consequence.protein.is_none() && !is_known {
            let stand_in = same_transcript.or_else(|| {
                select_per_gene(own().filter(|entry| entry.gene == &*consequence.gene))
                    .into_iter()
                    .next()
            });
            if let Some(theirs) = stand_in.and_then(|entry| to_consequence(&entry, &parse)) {
                *consequence = theirs;
            }
        } else if let Some(theirs) =
            same_transcript.and_then(|entry| to_consequence(&entry, &parse))
            && theirs.protein.is_some()
            && consequence.protein.is_some()
            && theirs.protein != consequence.protein
        {
            flags.insert(Flag::ConsequenceDisagrees);
        }
    }
    flags
}
