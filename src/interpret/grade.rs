//! Levels of evidence and AMP tiers of one item (SPECS §1.1, §1.2, §1.5).

use crate::knowledge::{reviews, withdrawals};
use crate::model::evidence::{Direction, Evidence, Interaction, Significance, Source};
use crate::model::finding::GradedEvidence;
use crate::model::level::{AmpTier, Level};
use crate::model::regimen;
use crate::model::side::Side;
use crate::model::source_level::{SourceLevel, VariantOrigin};
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
    /// It speaks of changes that do something else, or of which it is not known that they do it: why.
    OtherEffect(&'static str),
    /// It speaks of inherited changes, and this one is not.
    NotInherited,
    /// It speaks of how an inherited polymorphism changes what a drug does.
    Pharmacogenetic,
    /// The profile needs something that this input cannot show.
    Unseen,
    /// The change itself is in doubt: the match says why.
    Withheld,
    /// The item is on inherited changes, and the tumour acquired this one.
    Acquired,
}

/// What keeps items of another tumour type from a level.
const ELSEWHERE: &str = "no level: evidence in another tumour type";
/// What keeps pharmacogenetic items from a level.
const PHARMACOGENETIC: &str = "pharmacogenetic: an inherited polymorphism, no level";

/// Judges one item in the tumour type of the run (`relation` is `None` where none was given).
pub fn grade<'k>(
    evidence: Evidence<'k>,
    relation: Option<TumorRelation>,
    hold: Hold,
) -> GradedEvidence<'k> {
    let side = side_of(&evidence);
    let graded = |level, tier, note| GradedEvidence {
        evidence,
        relation,
        side,
        level,
        tier,
        classes: Vec::new(),
        drugs: Vec::new(),
        oncotree: "",
        note,
        conditions: Vec::new(),
        is_pharmacogenetic: hold == Hold::Pharmacogenetic
            || evidence.significance == Significance::AdverseResponse,
        overruled: Vec::new(),
    };
    // It speaks neither for nor against another item.
    if let Some(why) = reviews::of(evidence.id) {
        return GradedEvidence { side: Side::Neither, ..graded(None, None, why) };
    }
    if evidence.direction == Direction::DoesNotSupport {
        return graded(None, None, "counter-evidence: the study does not support it");
    }
    if evidence.significance == Significance::AdverseResponse {
        return graded(None, None, "toxicity: not a statement of sensitivity or resistance");
    }
    if side == Side::Neither {
        return graded(None, None, "not a statement of sensitivity or resistance");
    }
    match hold {
        Hold::OtherEffect(why) => return graded(None, Some(AmpTier::III), why),
        Hold::NotInherited => {
            let why = "no level: it speaks of inherited changes, and this one is somatic";
            return graded(None, None, why);
        }
        Hold::Pharmacogenetic => return graded(None, None, PHARMACOGENETIC),
        Hold::Withheld => return graded(None, None, "no level: see how it matched"),
        Hold::Acquired => {
            return graded(
                None,
                None,
                "no level: evidence on inherited changes, and this one is somatic",
            );
        }
        Hold::Unseen => return graded(None, None, "no level: a condition could not be seen"),
        Hold::None => {}
    }
    let own = own_grade(&evidence, side, is_small(&evidence));
    match relation {
        None => graded(own.level, own.tier, own.note),
        Some(relation) if relation.is_match() => graded(own.level, own.tier, own.note),
        Some(relation) if relation.is_same_class() => match own.level {
            Some(Level::L1 | Level::L2 | Level::L3A) if side == Side::Sensitive => {
                graded(Some(Level::L3B), own.elsewhere, "evidence in another tumour type")
            }
            _ => graded(None, own.elsewhere, ELSEWHERE),
        },
        Some(_) => graded(None, None, "no level: evidence in an unrelated tumour type"),
    }
}

fn side_of(evidence: &Evidence<'_>) -> Side {
    match evidence.significance {
        Significance::Sensitivity => Side::Sensitive,
        Significance::Resistance => Side::Resistant,
        Significance::ReducedSensitivity => Side::Reduced,
        Significance::AdverseResponse | Significance::NotApplicable => Side::Neither,
    }
}

/// The stars from which on CIViC holds a clinical study to be well powered.
const WELL_POWERED: u8 = 4;

/// Whether it is a clinical study that its source does not rate as well powered.
fn is_small(evidence: &Evidence<'_>) -> bool {
    evidence.level() == SourceLevel::B
        && evidence.source == Source::Civic
        && evidence.rating.is_none_or(|stars| stars < WELL_POWERED)
}

/// The level that an item which supports its statement has in its own tumour type, if any.
/// A withdrawn drug or indication counts.
pub fn own_level(evidence: &Evidence<'_>) -> Option<Level> {
    match side_of(evidence) {
        Side::Neither => None,
        side => own_grade(evidence, side, is_small(evidence)).level,
    }
}

/// What an item supports: what its source says, less what a withdrawn approval takes away. A label
/// that no longer stands has no level; what others say of the drug is level 4 at most.
fn own_grade(evidence: &Evidence<'_>, side: Side, is_small: bool) -> Grade {
    let stated = stated_grade(evidence, side, is_small);
    if side != Side::Sensitive {
        return stated;
    }
    let Some(withdrawal) = withdrawals::of(evidence) else { return stated };
    if evidence.source == Source::Fda {
        return Grade { level: None, tier: None, elsewhere: None, note: withdrawal.status };
    }
    match stated.level {
        Some(Level::L1 | Level::L2 | Level::L3A) => Grade {
            level: Some(Level::L4),
            tier: Some(AmpTier::IIC),
            elsewhere: stated.elsewhere,
            note: withdrawal.status,
        },
        _ => stated,
    }
}

fn stated_grade(evidence: &Evidence<'_>, side: Side, is_small: bool) -> Grade {
    let of = |level, tier, elsewhere, note| Grade { level, tier, elsewhere, note };
    let is_sensitive = side == Side::Sensitive;
    if side == Side::Reduced {
        let tier = match evidence.level() {
            SourceLevel::A | SourceLevel::B => AmpTier::IIC,
            SourceLevel::E => AmpTier::III,
            _ => AmpTier::IID,
        };
        return of(None, Some(tier), Some(tier), "reduced sensitivity: no resistance");
    }
    if evidence.source == Source::Fda {
        let level = if is_sensitive { Level::L1 } else { Level::R1 };
        return of(Some(level), Some(AmpTier::IA), Some(AmpTier::IIC), "FDA label");
    }
    match evidence.level() {
        // What a meeting alone has heard is validated by nobody yet.
        SourceLevel::A if is_sensitive && is_abstract(evidence.citation.as_str()) => {
            of(Some(Level::L3A), Some(AmpTier::IB), Some(AmpTier::IIC), "meeting abstract")
        }
        SourceLevel::A | SourceLevel::TierIA
            if !is_sensitive && evidence.interaction == Interaction::Combination =>
        {
            of(None, None, None, "a trial of a combination without benefit: no resistance")
        }
        SourceLevel::A | SourceLevel::TierIA => {
            let own = if is_sensitive { Level::L2 } else { Level::R1 };
            of(Some(own), Some(AmpTier::IA), Some(AmpTier::IIC), "validated association")
        }
        SourceLevel::B if is_sensitive && is_small => {
            of(Some(Level::L4), Some(AmpTier::IIC), Some(AmpTier::IIC), "small clinical study")
        }
        SourceLevel::B if is_sensitive => {
            of(Some(Level::L3A), Some(AmpTier::IB), Some(AmpTier::IIC), "clinical evidence")
        }
        SourceLevel::B => {
            of(Some(Level::R2), Some(AmpTier::IB), Some(AmpTier::IIC), "clinical evidence")
        }
        SourceLevel::C => {
            let own = if is_sensitive { Level::L4 } else { Level::R2 };
            of(Some(own), Some(AmpTier::IID), Some(AmpTier::IID), "case evidence")
        }
        SourceLevel::D if is_sensitive => {
            of(Some(Level::L4), Some(AmpTier::IID), Some(AmpTier::IID), "preclinical")
        }
        SourceLevel::D => {
            of(None, Some(AmpTier::IID), Some(AmpTier::IID), "preclinical resistance")
        }
        SourceLevel::E if is_sensitive => of(None, Some(AmpTier::III), None, "inferential"),
        SourceLevel::E => of(None, Some(AmpTier::III), None, "preclinical resistance"),
        SourceLevel::Label | SourceLevel::Other => {
            of(None, None, None, "the source gives no level that maps to one")
        }
    }
}

/// Whether only the abstract of a meeting is cited: of ASCO or ASH, as CIViC names its sources.
fn is_abstract(citation: &str) -> bool {
    citation.split(';').all(|one| one.starts_with("ASCO:") || one.starts_with("ASH:"))
}

/// Small studies that another clinical item agrees with are as good as a large one: one of the same
/// regimen in one disease (or in the patient's tumour, or in a kind of the disease), of another citation.
/// `items` are all judged items of one variant; `covers` tells whether a disease takes in another.
pub fn raise_concordant_studies(
    items: &mut [&mut GradedEvidence<'_>],
    covers: impl Fn(&str, &str) -> bool,
) {
    use SourceLevel::{A, B, C, TierIA};
    let is_clinical = |item: &GradedEvidence| {
        item.side == Side::Sensitive
            && item.evidence.direction == Direction::Supports
            && matches!(item.evidence.level(), A | B | C | TierIA)
            && (item.level.is_some() || item.note == ELSEWHERE)
    };
    // What holds of inherited changes alone agrees with nothing on others.
    let is_inherited = |item: &GradedEvidence| {
        let origin = item.evidence.variant_origin();
        !matches!(origin, VariantOrigin::Somatic | VariantOrigin::Other)
    };
    if !items.iter().any(|item| is_clinical(item) && is_small(&item.evidence)) {
        return;
    }
    let keys = |item: &GradedEvidence| -> Vec<String> {
        regimen::regimens(&item.evidence).iter().map(|name| regimen::key(name)).collect()
    };
    let told: Vec<_> = items
        .iter()
        .filter(|item| is_clinical(item))
        .map(|item| {
            let Evidence { disease_id, citation, .. } = item.evidence;
            (is_inherited(item), place(item), disease_id, citation, keys(item))
        })
        .collect();
    for item in items.iter_mut().filter(|item| is_clinical(item) && is_small(&item.evidence)) {
        let own = keys(item);
        let disease = item.evidence.disease_id;
        let concerns = |citation, regimens: &[String]| {
            citation != item.evidence.citation && regimens.iter().any(|other| own.contains(other))
        };
        let inherited = is_inherited(item);
        let mut others = told
            .iter()
            .filter(|(of, .., citation, keys)| *of == inherited && concerns(*citation, keys));
        let agrees = others.clone().any(|(_, at, ..)| *at == place(item))
            || others.any(|(_, _, of, ..)| *of != disease && covers(disease, of));
        if !agrees {
            continue;
        }
        let own = own_grade(&item.evidence, item.side, false);
        let is_here = item.relation.is_none_or(TumorRelation::is_match);
        if is_here {
            let note = "clinical evidence: a small study that another item agrees with";
            (item.level, item.tier, item.note) = (own.level, own.tier, note);
        } else if item.relation.is_some_and(TumorRelation::is_same_class) {
            let elsewhere = "evidence in another tumour type";
            (item.level, item.tier, item.note) = (Some(Level::L3B), own.elsewhere, elsewhere);
        }
    }
}

/// Where an item holds: in the patient's tumour, or in its own disease.
fn place<'k>(item: &GradedEvidence<'k>) -> &'k str {
    let is_match = item.relation.is_some_and(TumorRelation::is_match);
    if is_match { "" } else { item.evidence.disease_id }
}

/// Several concordant case reports in the patient's tumour raise each other from II-D to II-C:
/// `items` are all judged items of one variant. Knowledge bases repeat each other: what cites the same
/// is one report.
pub fn raise_concordant_cases(items: &mut [&mut GradedEvidence<'_>]) {
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

/// The therapy and the side that a case report speaks of.
fn key<'k>(item: &GradedEvidence<'k>) -> (&'k str, Side) {
    (item.evidence.therapies, item.side)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::evidence::EvidenceTable;

    #[test]
    fn a_withdrawn_drug_is_no_standard_of_care() {
        let header = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
            direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n";
        let row = |id: &str, source: &str, drug: &str, effect: &str, level: &str| {
            format!(
                "EGFR\tEGFR Exon 20 Insertion\t{id}\t{source}\tX\tDOID:3908\t{drug}\t\tSupports\t\
                 {effect}\t{level}\tPMID:{id}\t\tfalse\t\n"
            )
        };
        let (works, fails) = ("Sensitivity/Response", "Resistance");
        let text = [
            header.to_owned(),
            row("1", "FDA", "Mobocertinib", works, "label"),
            row("2", "CIViC", "Mobocertinib", works, "A"),
            row("3", "CIViC", "Mobocertinib", works, "C"),
            row("4", "CIViC", "Mobocertinib", fails, "B"),
            row("5", "FDA", "Amivantamab", works, "label"),
        ];
        let text: &'static str = text.concat().leak();
        let table = Box::leak(Box::new(EvidenceTable::from_text(text, "t").unwrap()));
        let judged = |relation| -> Vec<_> {
            table.all().map(|evidence| grade(evidence, relation, Hold::None)).collect()
        };
        let levels = |relation| judged(relation).iter().map(|g| g.level).collect::<Vec<_>>();
        let own = [None, Some(Level::L4), Some(Level::L4), Some(Level::R2), Some(Level::L1)];
        assert_eq!(levels(Some(TumorRelation::Same)), own);
        assert_eq!(judged(None)[1].note, "approval withdrawn 2024-07-15");
        // Elsewhere only a drug that stands somewhere is of use.
        let elsewhere = [None, None, None, None, Some(Level::L3B)];
        assert_eq!(levels(Some(TumorRelation::OtherSameClass)), elsewhere);
    }

    #[test]
    fn a_meeting_abstract_validates_nothing() {
        for (citation, is) in [
            ("ASCO:231047", true),
            ("ASH:10.1182/blood-2022-163099", true),
            ("PMID:1", false),
            ("ASCO:1;PMID:1", false),
            ("unverified", false),
        ] {
            assert_eq!(is_abstract(citation), is, "{citation}");
        }
    }

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
