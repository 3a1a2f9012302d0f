//! What is known of a whole sample beside its variants one by one: TMB, MSI, MMR, HRD, HER2, PD-L1.

use super::burden::Burden;
use super::fact_origin::FactOrigin;
use super::stated_fact::{Fact, Microsatellites, StatedFact};

/// What a hint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HintAbout {
    /// Mutational burden.
    Burden,
    /// Microsatellites.
    Microsatellites,
    /// Mismatch repair.
    MismatchRepair,
    /// The exonuclease domain of POLE or POLD1.
    Polymerase,
    /// Homologous recombination.
    HomologousRecombination,
    /// Inherited changes.
    Inherited,
}

impl HintAbout {
    /// Returns the key: `TMB`, `MSI`, `MMR`, `POLE`, `HRD`, `germline`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Burden => "TMB",
            Self::Microsatellites => "MSI",
            Self::MismatchRepair => "MMR",
            Self::Polymerase => "POLE",
            Self::HomologousRecombination => "HRD",
            Self::Inherited => "germline",
        }
    }
}

/// What was seen of the sample and settles nothing by itself. It meets no profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What it is about.
    pub about: HintAbout,
    /// What was seen, and what would settle it.
    pub text: String,
    /// What shows it.
    pub origin: FactOrigin,
}

/// What is known of one sample beside its variants.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SampleFacts {
    /// What holds. The user's own statements come first, and win.
    pub known: Vec<StatedFact>,
    /// What was seen and settles nothing.
    pub hints: Vec<Hint>,
    /// The mutational burden that was computed, also where it settles nothing.
    pub burden: Option<Burden>,
}

impl SampleFacts {
    /// Returns what the user states, and nothing else.
    pub fn stated(known: Vec<StatedFact>) -> Self {
        Self { known, ..Self::default() }
    }

    /// Returns the fact that comes first of those that `pick` picks.
    fn first<T>(&self, pick: impl Fn(&Fact) -> Option<T>) -> Option<(T, &FactOrigin)> {
        self.known.iter().find_map(|known| Some((pick(&known.fact)?, &known.origin)))
    }

    /// Returns the state of the microsatellites, with where it comes from.
    pub fn microsatellites(&self) -> Option<(Microsatellites, &FactOrigin)> {
        self.first(|fact| match fact {
            Fact::Microsatellites(state) => Some(*state),
            _ => None,
        })
    }

    /// Returns whether mismatch repair is deficient, with where that comes from.
    pub fn mismatch_repair_deficient(&self) -> Option<(bool, &FactOrigin)> {
        self.first(|fact| match fact {
            Fact::MismatchRepairDeficient(is) => Some(*is),
            _ => None,
        })
    }

    /// Returns the mutations a megabase, with where they come from.
    pub fn mutational_burden(&self) -> Option<(f64, &FactOrigin)> {
        self.first(|fact| match fact {
            Fact::TumorMutationalBurden(burden) => Some(*burden),
            _ => None,
        })
    }

    /// Returns whether homologous recombination is deficient, with where that comes from.
    pub fn recombination_deficient(&self) -> Option<(bool, &FactOrigin)> {
        self.first(|fact| match fact {
            Fact::HomologousRecombinationDeficient(is) => Some(*is),
            _ => None,
        })
    }

    /// Returns the hints about `about`.
    pub fn hints(&self, about: HintAbout) -> impl Iterator<Item = &Hint> {
        self.hints.iter().filter(move |hint| hint.about == about)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_fact_counts() {
        let stated = StatedFact::parse("TMB=12").unwrap();
        let origin = FactOrigin::Computed { method: "exome-nonsyn", basis: "3/34".to_owned() };
        let computed = StatedFact { origin, ..StatedFact::parse("TMB=3").unwrap() };
        let facts = SampleFacts::stated(vec![stated, computed]);
        assert_eq!(facts.mutational_burden(), Some((12.0, &FactOrigin::Stated)));
        assert_eq!(facts.microsatellites(), None);
    }
}
