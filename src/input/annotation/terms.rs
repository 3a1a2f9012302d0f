//! Annotators' names of consequences.

use crate::model::consequence::{Term, Terms};

/// Reads the terms of an `&`-joined list, and skips unknown ones.
pub(super) fn read(list: &str) -> impl Iterator<Item = Term> {
    // bcftools marks consequences after a stop on the same haplotype with `*`.
    list.trim_start_matches('*').split('&').filter_map(term)
}

/// Reads SO names, SnpEff's finer names, older names, and the short names of bcftools csq.
pub(super) fn term(name: &str) -> Option<Term> {
    Term::parse(name).or_else(|| {
        Some(match name {
            "conservative_inframe_insertion" | "disruptive_inframe_insertion" => {
                Term::InframeInsertion
            }
            "conservative_inframe_deletion" | "disruptive_inframe_deletion" => {
                Term::InframeDeletion
            }
            "frameshift_elongation" | "frameshift_truncation" | "frameshift" => Term::Frameshift,
            "rare_amino_acid_variant" | "missense" => Term::Missense,
            "initiator_codon_variant" | "start_lost_variant" => Term::StartLost,
            "inframe_codon_loss" => Term::InframeDeletion,
            "inframe_codon_gain" => Term::InframeInsertion,
            "splice_acceptor" => Term::SpliceAcceptor,
            "splice_donor" => Term::SpliceDonor,
            "splice_region" => Term::SpliceRegion,
            "synonymous" => Term::Synonymous,
            "stop_retained" => Term::StopRetained,
            "start_retained" | "start_retained_variant" => Term::StartRetained,
            "inframe_altering" => Term::ProteinAltering,
            "coding_sequence" => Term::CodingSequence,
            "5_prime_utr" | "5_prime_UTR_premature_start_codon_gain_variant" => Term::FivePrimeUtr,
            "3_prime_utr" => Term::ThreePrimeUtr,
            "non_coding" | "non_coding_exon_variant" => Term::NonCodingExon,
            "intron" | "coding_transcript_intron_variant" | "conserved_intron_variant" => {
                Term::Intron
            }
            "intergenic" | "intergenic_region" => Term::Intergenic,
            _ => return None,
        })
    })
}

/// Returns whether all terms lie in an intron.
pub(super) fn are_intronic(terms: Terms) -> bool {
    const INTRONIC: [Term; 7] = [
        Term::SpliceAcceptor,
        Term::SpliceDonor,
        Term::SpliceDonor5th,
        Term::SpliceDonorRegion,
        Term::SplicePolypyrimidine,
        Term::SpliceRegion,
        Term::Intron,
    ];
    terms.any(&[Term::Intron, Term::SpliceAcceptor, Term::SpliceDonor])
        && terms.iter().all(|term| INTRONIC.contains(&term))
}
