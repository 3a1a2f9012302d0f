//! Oncogenicity by the ClinGen/CGC/VICC criteria that can be evaluated offline (SPECS §1.4,
//! Horak 2022, PMID 35101336).

use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::evidence::Direction;
use crate::model::finding::{Criterion, Oncogenicity, OncogenicityClass, ProfileMatch};
use crate::model::gene::GeneRole;
use crate::model::match_type::MatchType;

/// Classifies a variant from its gene's role, its consequence and the profiles that name it.
/// Population-frequency and in-silico criteria need data in the input and are not awarded here.
pub fn classify(
    role: GeneRole,
    consequence: &TranscriptConsequence,
    matches: &[ProfileMatch],
) -> Oncogenicity {
    let null = role.is_suppressor()
        && (consequence.is_truncating() || consequence.terms.has(Term::StartLost));
    let is_structural = consequence.terms.any(&[
        Term::GeneFusion,
        Term::TranscriptAmplification,
        Term::FeatureElongation,
        Term::ExonLoss,
        Term::CopyNumberLoss,
    ]);
    if is_structural && !null {
        // The criteria are those of sequence variants.
        return Oncogenicity { class: OncogenicityClass::NotApplicable, criteria: Vec::new() };
    }
    let mut criteria = Vec::new();
    let mut award = |code, points, reason: String| {
        criteria.push(Criterion { code, points, reason });
    };
    let supported = |m: &&ProfileMatch, clinical: bool| {
        m.conditions.is_empty()
            && m.withheld.is_none()
            && m.evidence.iter().any(|e| {
                e.evidence.direction == Direction::Supports
                    // A common polymorphism may change how a drug works; it drives no tumour.
                    && e.evidence.origin != "Common Germline"
                    && (e.evidence.letter() == "D") != clinical
                    && e.evidence.letter() != "E"
                    && e.evidence.is_confirmed()
            })
    };
    let is_exact = |m: &&ProfileMatch| {
        matches!(
            m.match_type,
            MatchType::Allele | MatchType::Protein | MatchType::EquivalentProtein
        )
    };
    if null {
        award("OVS1", 8, format!("null variant ({}) in a tumour suppressor", consequence.terms));
    }
    let exact = matches.iter().filter(is_exact).find(|m| supported(m, true));
    if let Some(m) = exact {
        award("OS1", 4, format!("the same change has clinical evidence as {}", m.profile));
    }
    if let Some(m) = matches.iter().filter(is_exact).find(|m| supported(m, false)) {
        award("OS2", 4, format!("preclinical studies of this change as {}", m.profile));
    }
    let in_frame = consequence.terms.any(&[Term::InframeDeletion, Term::InframeInsertion]);
    let in_cancer_gene = role.is_oncogene() || role.is_suppressor();
    if !null && in_frame && in_cancer_gene {
        award("OM2", 2, "in-frame change of length in a cancer gene".to_owned());
    } else if !null && consequence.terms.has(Term::StopLost) && role.is_suppressor() {
        award("OM2", 2, "stop loss in a tumour suppressor".to_owned());
    }
    let named_residue = matches
        .iter()
        .find(|m| m.match_type == MatchType::Codon && (supported(m, true) || supported(m, false)));
    if let (None, Some(m), true) = (exact, named_residue, consequence.terms.has(Term::Missense)) {
        award("OM3", 2, format!("missense at a residue named by {}", m.profile));
    }
    if consequence.terms.has(Term::Synonymous) && !consequence.terms.has(Term::SpliceRegion) {
        award("SBP2", -1, "silent, away from splice sites".to_owned());
    }
    let points = criteria.iter().map(|c| c.points).sum();
    Oncogenicity { class: OncogenicityClass::of(points), criteria }
}
