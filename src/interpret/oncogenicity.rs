//! Oncogenicity by the ClinGen/CGC/VICC criteria that can be evaluated offline (SPECS §1.4,
//! Horak 2022, PMID 35101336).

use crate::model::change_state::{ChangeState, Effect};
use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::evidence::Direction;
use crate::model::finding::{Criterion, Oncogenicity, OncogenicityClass, ProfileMatch};
use crate::model::gene::GeneRole;
use crate::model::match_type::MatchType;
use crate::model::oncogenicity::{
    FactKind, FactMatch, SAME_CHANGE, Samples, is_contested, refutes,
};
use crate::model::source_level::{SourceLevel, VariantOrigin};

use super::rationale::{classified, counted};

/// Samples with any change of the residue from which on a hotspot is a strong one.
const STRONG_RESIDUE: u32 = 50;

/// Classifies a variant from its gene's role, its consequence, the profiles that name it, and what
/// the user's tables of oncogenicity say of it. `of_input` are the criteria
/// that its frequency in the population and the scores of predictors meet.
pub fn classify(
    role: GeneRole,
    consequence: &TranscriptConsequence,
    state: ChangeState,
    matches: &[ProfileMatch],
    facts: &[FactMatch],
    of_input: Vec<Criterion>,
) -> Oncogenicity {
    // No criterion stands for a classification as benign; but the class of null variants does not
    // take in a change that is known not to be oncogenic.
    let null = role.is_suppressor()
        && (consequence.is_truncating() || consequence.terms.has(Term::StartLost))
        && !refutes(facts)
        // Nor a late stop that takes little of the protein.
        && !matches!(state.effect, Effect::Benign | Effect::Unknown);
    let is_structural = consequence.terms.any(&[
        Term::GeneFusion,
        Term::TranscriptAmplification,
        Term::FeatureElongation,
        Term::ExonLoss,
        Term::CopyNumberLoss,
    ]);
    if is_structural && !null {
        // The criteria are those of sequence variants.
        return Oncogenicity {
            class: OncogenicityClass::NotApplicable,
            criteria: Vec::new(),
            not_evaluated: Vec::new(),
        };
    }
    let mut criteria: Vec<Criterion> = of_input;
    let mut award = |code, points, fact: Option<usize>, reason: String| {
        criteria.push(Criterion { code, points, fact, reason });
    };
    let supported = |m: &&ProfileMatch, clinical: bool| {
        m.conditions.is_empty()
            && m.withheld.is_none()
            && m.evidence.iter().any(|e| {
                e.evidence.direction == Direction::Supports
                    // A common polymorphism may change how a drug works; it drives no tumour.
                    && e.evidence.variant_origin() != VariantOrigin::CommonGermline
                    && (e.evidence.level() == SourceLevel::D) != clinical
                    && e.evidence.level() != SourceLevel::E
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
        award(
            "OVS1",
            8,
            None,
            format!("null variant ({}) in a tumour suppressor", consequence.terms),
        );
    }
    let exact = matches.iter().filter(is_exact).find(|m| supported(m, true));
    let oncogenic = facts.iter().enumerate().find(|(_, m)| {
        m.fact.kind == FactKind::Oncogenic && m.is_driver(role) && !is_contested(facts)
    });
    if let Some(m) = exact {
        award("OS1", 4, None, format!("the same change has clinical evidence as {}", m.profile));
    } else if let Some((place, m)) = oncogenic {
        award("OS1", 4, Some(place), format!("the same change is known: {}", classified(&m.fact)));
    }
    let is_known = exact.is_some() || oncogenic.is_some();
    if let Some(m) = matches.iter().filter(is_exact).find(|m| supported(m, false)) {
        award("OS2", 4, None, format!("preclinical studies of this change as {}", m.profile));
    }
    let hotspot = hotspot(role, facts);
    let is_strong =
        |samples: &Samples| samples.residue >= STRONG_RESIDUE && samples.change >= SAME_CHANGE;
    let strong = hotspot.filter(|(_, _, samples)| is_strong(samples) && !is_known);
    if let Some((place, m, samples)) = strong {
        award("OS3", 4, Some(place), counted(&m.fact, samples));
    }
    let in_frame = consequence.terms.any(&[Term::InframeDeletion, Term::InframeInsertion]);
    let in_cancer_gene = role.is_oncogene() || role.is_suppressor();
    if !null && in_frame && in_cancer_gene {
        award("OM2", 2, None, "in-frame change of length in a cancer gene".to_owned());
    } else if !null && consequence.terms.has(Term::StopLost) && role.is_suppressor() {
        award("OM2", 2, None, "stop loss in a tumour suppressor".to_owned());
    }
    let named_residue = matches
        .iter()
        .find(|m| m.match_type == MatchType::Codon && (supported(m, true) || supported(m, false)))
        .filter(|_| !is_known && strong.is_none() && consequence.terms.has(Term::Missense));
    if let Some(m) = named_residue {
        award("OM3", 2, None, format!("missense at a residue named by {}", m.profile));
    }
    // Publications swap the names OM3 and OM4: here OM3 is another missense of the residue, OM4 the
    // hotspot of fewer samples. Neither hotspot criterion goes with OM3.
    if let Some((place, m, samples)) = hotspot.filter(|_| named_residue.is_none()) {
        if samples.change < SAME_CHANGE {
            award("OP3", 1, Some(place), counted(&m.fact, samples));
        } else if samples.residue < STRONG_RESIDUE {
            award("OM4", 2, Some(place), counted(&m.fact, samples));
        }
    }
    // Of a change that is named by its residue alone nothing says that it is away from them.
    let is_placed = consequence.hgvs_c.is_some();
    let is_silent = consequence.terms.has(Term::Synonymous);
    if is_silent && is_placed && !consequence.terms.has(Term::SpliceRegion) {
        award("SBP2", -1, None, "silent, away from splice sites".to_owned());
    }
    let points = criteria.iter().map(|c| c.points).sum();
    Oncogenicity { class: OncogenicityClass::of(points), criteria, not_evaluated: Vec::new() }
}

/// The hotspot that most samples make one for this very change, and its place among `facts`. A change that is no driver in a gene
/// of this role is left out: a stop that a few samples have in an oncogene.
fn hotspot<'f, 'k>(
    role: GeneRole,
    facts: &'f [FactMatch<'k>],
) -> Option<(usize, &'f FactMatch<'k>, Samples)> {
    facts
        .iter()
        .enumerate()
        .filter(|(_, m)| m.fact.kind == FactKind::Hotspot)
        .filter(|(_, m)| m.counts() && !m.is_stop_elsewhere(role))
        .filter_map(|(place, m)| Some((place, m, m.fact.samples?)))
        .filter(|(_, _, samples)| samples.change > 0)
        .max_by_key(|(_, _, samples)| (samples.change, samples.residue))
}
