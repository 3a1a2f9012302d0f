//! What is stated of the sample beside its variants, by the user and by the tumour type itself, held
//! against the components of profiles.

use crate::knowledge::definitions::{self, Definition};
use crate::matching::named;
use crate::model::profile::{Alteration, Component, CopyNumberClass, Profile, Signature};
use crate::model::stated_fact::{Fact, HIGH_BURDEN, Her2, Microsatellites, PdL1Score, StatedFact};
use crate::model::tumor_type::TumorType;

/// All that is stated of a sample.
#[derive(Debug, Clone, Default)]
pub(super) struct Stated<'s> {
    facts: &'s [StatedFact],
    implied: Vec<&'static Component>,
}

impl<'s> Stated<'s> {
    /// Returns what the user states as `facts` and what the tumour type says.
    pub(super) fn new(facts: &'s [StatedFact], tumor: Option<&TumorType>) -> Self {
        let nodes = tumor.into_iter().flat_map(|tumor| tumor.same.iter().chain(&tumor.ancestors));
        let implied = nodes.filter_map(|id| definitions::of(id)).flat_map(Definition::implied);
        Self { facts, implied: implied.collect() }
    }

    /// Returns whether `component` is there, where that is stated.
    pub(super) fn says(&self, component: &Component) -> Option<bool> {
        let by_user = self.facts.iter().find_map(|stated| answer(&stated.fact, component));
        by_user.or_else(|| self.implied.iter().find_map(|known| by_implied(known, component)))
    }
}

/// Whether a definition holds, where that can be told; `is_there` answers for one component.
pub(super) fn truth(
    profile: &Profile,
    is_there: &dyn Fn(&Component) -> Option<bool>,
) -> Option<bool> {
    let all = |parts: &[Profile], sought: bool| {
        let parts: Vec<_> = parts.iter().map(|part| truth(part, is_there)).collect();
        match () {
            () if parts.contains(&Some(sought)) => Some(sought),
            () if parts.contains(&None) => None,
            () => Some(!sought),
        }
    };
    match profile {
        Profile::Component(component) => is_there(component),
        Profile::And(parts) => all(parts, false),
        Profile::Or(parts) => all(parts, true),
        Profile::Not(part) => truth(part, is_there).map(|is| !is),
        Profile::InPhase(..) => None,
    }
}

/// What a component that the tumour type implies says of another one.
fn by_implied(known: &Component, component: &Component) -> Option<bool> {
    let status = match (&*known.gene, abundance(known)) {
        ("ERBB2", Some("POSITIVE")) => Some(Fact::Her2(Her2::Positive)),
        ("ERBB2", Some("NEGATIVE")) => Some(Fact::Her2(Her2::Negative)),
        ("ERBB2", Some("LOW")) => Some(Fact::Her2(Her2::Low)),
        ("ERBB2", Some("ULTRALOW")) => Some(Fact::Her2(Her2::Ultralow)),
        ("ESR1", Some(word)) => Some(Fact::Receptor("ESR1", word == "POSITIVE")),
        ("PGR", Some(word)) => Some(Fact::Receptor("PGR", word == "POSITIVE")),
        _ => None,
    };
    match status {
        Some(fact) => answer(&fact, component),
        None => named::compare(known, component).map(|_| true),
    }
}

/// The word before `Expression`, in capitals: `POSITIVE`, `CPS >= 1`.
fn abundance(component: &Component) -> Option<&'static str> {
    let Alteration::Expression(text) = &component.alteration else { return None };
    let words = ["POSITIVE", "NEGATIVE", "LOW", "ULTRALOW", "3+"];
    let text = text.strip_suffix(" Expression")?;
    words.into_iter().find(|word| text.eq_ignore_ascii_case(word))
}

/// Whether the component says that there is little or nothing of a protein.
pub(super) fn is_negative(component: &Component) -> bool {
    abundance(component) == Some("NEGATIVE")
}

/// Returns whether the component is there by a fact, where that tells.
pub(super) fn answer(fact: &Fact, component: &Component) -> Option<bool> {
    match (fact, &component.alteration) {
        (Fact::Her2(status), _) if component.gene == "ERBB2" => her2(*status, component),
        (Fact::Receptor(gene, is_there), _) if component.gene == *gene => {
            match abundance(component)? {
                "POSITIVE" => Some(*is_there),
                "NEGATIVE" => Some(!is_there),
                _ => None,
            }
        }
        (Fact::PdL1(score, value), Alteration::Expression(text)) if component.gene == "CD274" => {
            pd_l1(*score, *value, text)
        }
        (fact, Alteration::Signature(signature)) => of_the_tumor(fact, *signature),
        _ => None,
    }
}

fn her2(status: Her2, component: &Component) -> Option<bool> {
    let is_positive = match status {
        Her2::Positive | Her2::ThreePlus => Some(true),
        Her2::Equivocal => None,
        Her2::Negative | Her2::Low | Her2::Ultralow | Her2::Null => Some(false),
    };
    if component.alteration == Alteration::CopyNumber(CopyNumberClass::Amplification) {
        // In-situ hybridisation is part of the status.
        return is_positive.filter(|is_positive| !is_positive);
    }
    match abundance(component)? {
        "POSITIVE" => is_positive,
        "NEGATIVE" => is_positive.map(|is_positive| !is_positive),
        "3+" => match status {
            Her2::Positive => None,
            _ => Some(status == Her2::ThreePlus),
        },
        "LOW" if matches!(status, Her2::Negative | Her2::Equivocal) => None,
        "LOW" => Some(status == Her2::Low),
        "ULTRALOW" if status == Her2::Negative => None,
        "ULTRALOW" => Some(status == Her2::Ultralow),
        _ => None,
    }
}

fn of_the_tumor(fact: &Fact, signature: Signature) -> Option<bool> {
    use Microsatellites::{High, Low, Stable};
    match (fact, signature) {
        (Fact::Microsatellites(state), Signature::MsiHigh) => Some(*state == High),
        // A label's "not MSI-H".
        (Fact::Microsatellites(state), Signature::MsiLow) => Some(matches!(state, Low | Stable)),
        (Fact::Microsatellites(High), Signature::MismatchRepairProficient) => Some(false),
        (Fact::MismatchRepairDeficient(is), Signature::MismatchRepairDeficient) => Some(*is),
        (Fact::MismatchRepairDeficient(is), Signature::MismatchRepairProficient) => Some(!is),
        (Fact::TumorMutationalBurden(burden), Signature::TmbHigh) => Some(*burden >= HIGH_BURDEN),
        (Fact::TumorMutationalBurden(burden), Signature::TmbLow) => {
            (*burden >= HIGH_BURDEN).then_some(false)
        }
        (Fact::HighMutationalBurden(is), Signature::TmbHigh) => Some(*is),
        (Fact::HighMutationalBurden(is), Signature::TmbLow) => Some(!is),
        (
            Fact::HomologousRecombinationDeficient(is),
            Signature::HomologousRecombinationDeficient,
        ) => Some(*is),
        _ => None,
    }
}

/// Holds a score against `>= 50% Expression`, `CPS >= 10 Expression`, `TAP >= 1% Expression`. Of one
/// tumour the combined score is never below the percentage of tumour cells.
fn pd_l1(score: PdL1Score, value: f64, text: &str) -> Option<bool> {
    let (name, rest) = text.split_once(">=")?;
    let mut words = rest.split_whitespace();
    let least: f64 = words.next()?.trim_end_matches('%').parse().ok()?;
    let is_of_immune_cells = words.any(|word| word.eq_ignore_ascii_case("TIIC"));
    let asked = match name.trim() {
        "" if is_of_immune_cells => PdL1Score::ImmuneCells,
        "" => PdL1Score::TumorCells,
        "CPS" => PdL1Score::Combined,
        "TAP" => PdL1Score::TumorArea,
        _ => return None,
    };
    let reaches = value >= least;
    match (score, asked) {
        (score, asked) if score == asked => Some(reaches),
        (PdL1Score::Unnamed, PdL1Score::TumorCells) => Some(reaches),
        (PdL1Score::TumorCells | PdL1Score::Unnamed, PdL1Score::Combined) => {
            reaches.then_some(true)
        }
        (PdL1Score::Combined, PdL1Score::TumorCells) => (!reaches).then_some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::ontology::Ontology;
    use crate::knowledge::profile::{self, component};

    #[test]
    fn facts_meet_components() {
        let (yes, no, open) = (Some(true), Some(false), None);
        for (fact, asked, want) in [
            ("HER2=positive", "ERBB2 Positive Expression", yes),
            ("HER2=positive", "ERBB2 Negative Expression", no),
            ("HER2=positive", "ERBB2 Low Expression", no),
            ("HER2=positive", "ERBB2 3+ Expression", open),
            ("HER2=positive", "ERBB2 Amplification", open),
            ("HER2=positive", "ERBB2 Mutation", open),
            ("HER2=3+", "ERBB2 3+ Expression", yes),
            ("HER2=2+", "ERBB2 Positive Expression", open),
            ("HER2=2+", "ERBB2 3+ Expression", no),
            ("HER2=low", "ERBB2 Low Expression", yes),
            ("HER2=low", "ERBB2 Negative Expression", yes),
            ("HER2=low", "ERBB2 Positive Expression", no),
            ("HER2=negative", "ERBB2 Low Expression", open),
            ("HER2=negative", "ERBB2 Amplification", no),
            ("HER2=0", "ERBB2 Low Expression", no),
            ("ER=positive", "ESR1 Positive Expression", yes),
            ("ER=positive", "ESR1 Negative Expression", no),
            ("ER=positive", "PGR Positive Expression", open),
            ("ER=positive", "ESR1 Y537S", open),
            ("PR=negative", "PGR Negative Expression", yes),
            ("MSI=high", "MSI High", yes),
            ("MSI=high", "MSI Low", no),
            ("MSI=high", "pMMR", no),
            ("MSI=high", "dMMR", open),
            ("MSI=stable", "MSI High", no),
            ("MMR=deficient", "dMMR", yes),
            ("MMR=proficient", "dMMR", no),
            ("TMB=10", "TMB High", yes),
            ("TMB=9.9", "TMB High", no),
            ("TMB=9.9", "TMB Low", open),
            ("TMB=high", "TMB Low", no),
            ("TMB=12", "MSI High", open),
            ("HRD=positive", "HRD", yes),
            ("HRD=negative", "HRD", no),
            ("PD-L1=50", "CD274 >= 50% Expression", yes),
            ("PD-L1=49", "CD274 >= 50% Expression", no),
            ("PD-L1=50", "CD274 CPS >= 10 Expression", yes),
            ("PD-L1=5", "CD274 CPS >= 10 Expression", open),
            ("PD-L1=50", "CD274 TAP >= 1% Expression", open),
            ("PD-L1=50", "CD274 >= 10% TIIC Expression", open),
            ("PD-L1=IC:10", "CD274 >= 10% TIIC Expression", yes),
            ("PD-L1=CPS:10", "CD274 CPS >= 10 Expression", yes),
            ("PD-L1=CPS:9", "CD274 CPS >= 10 Expression", no),
            ("PD-L1=CPS:60", "CD274 >= 50% Expression", open),
            ("PD-L1=CPS:40", "CD274 >= 50% Expression", no),
            ("PD-L1=50", "CD274 Amplification", open),
        ] {
            let facts = [StatedFact::parse(fact).unwrap()];
            let stated = Stated::new(&facts, None);
            assert_eq!(stated.says(&component(asked)), want, "{fact}: {asked}");
        }
    }

    #[test]
    fn the_tumour_type_says_what_defines_it() {
        let (yes, no, open) = (Some(true), Some(false), None);
        for (tumor, asked, want) in [
            ("TNBC", "ERBB2 Negative Expression", yes),
            ("TNBC", "ESR1 Positive Expression", no),
            ("TNBC", "PGR Negative Expression", yes),
            ("TNBC", "ERBB2 Positive Expression", no),
            ("HER2+ breast cancer", "ERBB2 Positive Expression", yes),
            ("HER2+ breast cancer", "ERBB2 Negative Expression", no),
            ("HER2+ breast cancer", "ESR1 Positive Expression", open),
            ("ER+ breast cancer", "ESR1 Positive Expression", yes),
            ("BRCA", "ESR1 Positive Expression", open),
            ("CML", "BCR::ABL1 Fusion", yes),
            ("APL", "PML::RARA Fusion", yes),
            ("APL", "BCR::ABL1 Fusion", open),
            ("AML", "PML::RARA Fusion", open),
            ("LUAD", "BCR::ABL1 Fusion", open),
        ] {
            let tumor_type = Ontology::embedded().resolve(tumor).unwrap();
            let stated = Stated::new(&[], Some(&tumor_type));
            assert_eq!(stated.says(&component(asked)), want, "{tumor}: {asked}");
        }
        // What the user states comes before what the type is nearly always.
        let facts = [StatedFact::parse("HER2=positive").unwrap()];
        let tumor_type = Ontology::embedded().resolve("TNBC").unwrap();
        let stated = Stated::new(&facts, Some(&tumor_type));
        assert_eq!(stated.says(&component("ERBB2 Positive Expression")), yes);
    }

    #[test]
    fn three_values() {
        let holds = |text: &str| {
            truth(&profile::parse(text).unwrap(), &|component| match &*component.gene {
                "KRAS" => Some(true),
                "NRAS" => Some(false),
                _ => None,
            })
        };
        assert_eq!(holds("KRAS Mutation OR BRAF Mutation"), Some(true));
        assert_eq!(holds("NRAS Mutation OR BRAF Mutation"), None);
        assert_eq!(holds("NRAS Mutation AND BRAF Mutation"), Some(false));
        assert_eq!(holds("KRAS Mutation AND BRAF Mutation"), None);
        assert_eq!(holds("NOT KRAS Mutation"), Some(false));
    }
}
