//! `Variant_Classification` by the most severe term, as vcf2maf classes them.

use crate::model::consequence::Term;

use super::allele::VariantType;

/// Returns the class of an allele by its most severe term; `None` is an allele in no known gene.
pub(super) fn classification(
    term: Option<Term>,
    kind: VariantType,
    is_in_frame: bool,
) -> &'static str {
    use VariantType::{Del, Ins};
    let shifted = match kind {
        Ins => "Frame_Shift_Ins",
        Del => "Frame_Shift_Del",
        _ => "Targeted_Region",
    };
    match term {
        Some(
            Term::SpliceAcceptor | Term::SpliceDonor | Term::TranscriptAblation | Term::ExonLoss,
        ) => "Splice_Site",
        Some(Term::StopGained) => "Nonsense_Mutation",
        Some(Term::Frameshift) => shifted,
        Some(Term::StopLost) => "Nonstop_Mutation",
        Some(Term::StartLost) => "Translation_Start_Site",
        Some(Term::InframeInsertion) => "In_Frame_Ins",
        Some(Term::InframeDeletion) => "In_Frame_Del",
        Some(Term::ProteinAltering) => match (is_in_frame, kind) {
            (true, Ins) => "In_Frame_Ins",
            (true, Del) => "In_Frame_Del",
            _ => shifted,
        },
        Some(Term::Missense | Term::CodingSequence) => "Missense_Mutation",
        Some(Term::Intron | Term::TranscriptAmplification) => "Intron",
        Some(
            Term::SpliceRegion
            | Term::SpliceDonor5th
            | Term::SpliceDonorRegion
            | Term::SplicePolypyrimidine,
        ) => "Splice_Region",
        Some(Term::Synonymous | Term::StopRetained | Term::StartRetained) => "Silent",
        Some(Term::NonCodingExon | Term::NonCodingTranscript) => "RNA",
        Some(Term::FivePrimeUtr) => "5'UTR",
        Some(Term::ThreePrimeUtr) => "3'UTR",
        Some(Term::Intergenic) => "IGR",
        Some(Term::Upstream) => "5'Flank",
        Some(Term::Downstream) => "3'Flank",
        Some(
            Term::GeneFusion
            | Term::FeatureElongation
            | Term::FeatureTruncation
            | Term::CopyNumberLoss,
        )
        | None => "Targeted_Region",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        for (term, kind, is_in_frame, class) in [
            (Term::Missense, VariantType::Snp, true, "Missense_Mutation"),
            (Term::Frameshift, VariantType::Ins, false, "Frame_Shift_Ins"),
            (Term::Frameshift, VariantType::Del, false, "Frame_Shift_Del"),
            (Term::ProteinAltering, VariantType::Del, true, "In_Frame_Del"),
            (Term::ProteinAltering, VariantType::Ins, false, "Frame_Shift_Ins"),
            (Term::SpliceDonor, VariantType::Snp, true, "Splice_Site"),
            (Term::SpliceRegion, VariantType::Snp, true, "Splice_Region"),
            (Term::Upstream, VariantType::Snp, true, "5'Flank"),
            (Term::FivePrimeUtr, VariantType::Snp, true, "5'UTR"),
        ] {
            assert_eq!(classification(Some(term), kind, is_in_frame), class);
        }
        assert_eq!(classification(None, VariantType::Snp, true), "Targeted_Region");
    }
}
