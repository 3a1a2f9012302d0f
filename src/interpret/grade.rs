//! Levels of evidence and AMP tiers of one item (SPECS §1.1, §1.2, §1.5).

use crate::model::evidence::{Direction, Evidence, Significance, Source};
use crate::model::finding::{GradedEvidence, Side};
use crate::model::level::{AmpTier, Level};
use crate::model::source_level::SourceLevel;
use crate::model::tumor_type::TumorRelation;

/// What an item supports where its disease is the patient's.
struct Grade {
    level: Option<Level>,
    tier: Option<AmpTier>,
    /// The tier where the disease is another one.
    elsewhere: Option<AmpTier>,
    note: &'static str,
}

/// What may keep an item from setting a level, beyond its own strength and disease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Nothing.
    None,
    /// The variant meets the profile only as "any mutation of the gene" and nothing is known of it.
    UnknownSignificance,
    /// The profile needs something that this input cannot show.
    Unseen,
    /// The change itself is in doubt: the match says why.
    Withheld,
}

/// Judges one item in the tumour type of the run (`relation` is `None` where none was given).
pub fn grade(
    evidence: &'static Evidence<'static>,
    relation: Option<TumorRelation>,
    hold: Hold,
) -> GradedEvidence {
    let side = side_of(evidence);
    let graded = |level, tier, note| GradedEvidence {
        evidence,
        relation,
        side,
        level,
        tier,
        classes: Vec::new(),
        oncotree: "",
        note,
        conditions: Vec::new(),
    };
    if evidence.direction == Direction::DoesNotSupport {
        return graded(None, None, "counter-evidence: the study does not support it");
    }
    if side == Side::Neither {
        return graded(None, None, "not a statement of sensitivity or resistance");
    }
    match hold {
        Hold::UnknownSignificance => {
            return graded(
                None,
                Some(AmpTier::III),
                "no level: gene-level evidence, and nothing names this change",
            );
        }
        Hold::Withheld => return graded(None, None, "no level: see how it matched"),
        Hold::Unseen => return graded(None, None, "no level: a condition could not be seen"),
        Hold::None => {}
    }
    let own = own_grade(evidence, side);
    match relation {
        None => graded(own.level, own.tier, own.note),
        Some(relation) if relation.is_match() => graded(own.level, own.tier, own.note),
        Some(relation) if relation.is_same_class() => match own.level {
            Some(Level::L1 | Level::L2 | Level::L3A) if side == Side::Sensitive => {
                graded(Some(Level::L3B), own.elsewhere, "evidence in another tumour type")
            }
            _ => graded(None, own.elsewhere, "no level: evidence in another tumour type"),
        },
        Some(_) => graded(None, None, "no level: evidence in an unrelated tumour type"),
    }
}

fn side_of(evidence: &Evidence<'_>) -> Side {
    match evidence.significance {
        Significance::Sensitivity => Side::Sensitive,
        Significance::Resistance | Significance::ReducedSensitivity => Side::Resistant,
        Significance::AdverseResponse | Significance::NotApplicable => Side::Neither,
    }
}

/// The level that an item which supports its statement has in its own tumour type, if any.
pub fn own_level(evidence: &Evidence<'_>) -> Option<Level> {
    match side_of(evidence) {
        Side::Neither => None,
        side => own_grade(evidence, side).level,
    }
}

fn own_grade(evidence: &Evidence<'_>, side: Side) -> Grade {
    let of = |level, tier, elsewhere, note| Grade { level, tier, elsewhere, note };
    let reduced = evidence.significance == Significance::ReducedSensitivity;
    if evidence.source == Source::Fda {
        let level = if side == Side::Sensitive { Level::L1 } else { Level::R1 };
        return of(Some(level), Some(AmpTier::IA), Some(AmpTier::IIC), "FDA label");
    }
    match (evidence.level(), side) {
        (SourceLevel::A | SourceLevel::B, Side::Resistant) if reduced => {
            of(Some(Level::L4), Some(AmpTier::IIC), Some(AmpTier::IIC), "reduced sensitivity")
        }
        (SourceLevel::A | SourceLevel::TierIA, side) => {
            let own = if side == Side::Sensitive { Level::L2 } else { Level::R1 };
            of(Some(own), Some(AmpTier::IA), Some(AmpTier::IIC), "validated association")
        }
        (SourceLevel::B, Side::Sensitive) => {
            of(Some(Level::L3A), Some(AmpTier::IB), Some(AmpTier::IIC), "clinical evidence")
        }
        (SourceLevel::B, _) => {
            of(Some(Level::R2), Some(AmpTier::IB), Some(AmpTier::IIC), "clinical evidence")
        }
        (SourceLevel::C, Side::Sensitive) => {
            of(Some(Level::L4), Some(AmpTier::IID), Some(AmpTier::IID), "case evidence")
        }
        (SourceLevel::C, _) if reduced => {
            of(None, Some(AmpTier::IID), Some(AmpTier::IID), "case evidence")
        }
        (SourceLevel::C, _) => {
            of(Some(Level::R2), Some(AmpTier::IID), Some(AmpTier::IID), "case evidence")
        }
        (SourceLevel::D, Side::Sensitive) => {
            of(Some(Level::L4), Some(AmpTier::IID), Some(AmpTier::IID), "preclinical")
        }
        (SourceLevel::D, _) => {
            of(None, Some(AmpTier::IID), Some(AmpTier::IID), "preclinical resistance")
        }
        (SourceLevel::E, Side::Sensitive) => of(None, Some(AmpTier::III), None, "inferential"),
        (SourceLevel::E, _) => of(None, Some(AmpTier::III), None, "preclinical resistance"),
        (SourceLevel::Label | SourceLevel::Other, _) => {
            of(None, None, None, "the source gives no level that maps to one")
        }
    }
}

/// Several concordant case reports in the patient's tumour raise each other from II-D to II-C:
/// `items` are all judged items of one variant. Knowledge bases repeat each other: what cites the same
/// is one report.
pub fn raise_concordant_cases(items: &mut [&mut GradedEvidence]) {
    let key = |item: &GradedEvidence| (item.evidence.therapies, item.side);
    let is_case = |item: &GradedEvidence| {
        item.evidence.level() == SourceLevel::C
            && item.tier == Some(AmpTier::IID)
            && item.relation.is_none_or(TumorRelation::is_match)
    };
    let cases: Vec<_> = items
        .iter()
        .filter(|item| is_case(item))
        .map(|item| (key(item), item.evidence.citation))
        .collect();
    for item in items.iter_mut().filter(|item| is_case(item)) {
        let mine = (key(item), item.evidence.citation);
        if cases.iter().any(|other| other.0 == mine.0 && other.1 != mine.1) {
            item.tier = Some(AmpTier::IIC);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::evidence::EvidenceTable;

    #[test]
    fn a_report_that_two_sources_cite_is_one_case() {
        let case = |id: &str, source: &str, citation: &str| {
            format!(
                "BRAF\tBRAF V600E\t{id}\t{source}\tMelanoma\tDOID:1909\tDrug\t\tSupports\t\
                 Sensitivity/Response\tC\t{citation}\t\tfalse\t\n"
            )
        };
        let header = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
            direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n";
        let tiers = |rows: &[String]| -> Vec<_> {
            let text: &'static str = format!("{header}{}", rows.concat()).leak();
            let table = Box::leak(Box::new(EvidenceTable::from_text(text, "t").unwrap()));
            let mut judged: Vec<_> =
                table.all().map(|evidence| grade(evidence, None, Hold::None)).collect();
            raise_concordant_cases(&mut judged.iter_mut().collect::<Vec<_>>());
            judged.into_iter().map(|item| item.tier).collect()
        };
        let first = case("EID1", "CIViC", "PMID:1");
        let again = case("CGI:2", "CGI", "PMID:1");
        let other = case("CGI:3", "CGI", "PMID:2");
        assert_eq!(tiers(&[first.clone(), again.clone()]), [Some(AmpTier::IID); 2]);
        assert_eq!(tiers(&[first, again, other]), [Some(AmpTier::IIC); 3]);
    }
}
