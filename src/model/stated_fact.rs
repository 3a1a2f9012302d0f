//! What a user states of a sample beside its variants: `HER2=positive`, `TMB=12`.

use std::fmt;

use super::fact_origin::FactOrigin;

/// A fact and the words that it was stated in.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedFact {
    /// What is stated.
    pub fact: Fact,
    /// `HER2=positive`, as the user wrote it.
    pub text: String,
    /// Where it comes from.
    pub origin: FactOrigin,
}

/// What is stated.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Abundance of ERBB2 by ASCO/CAP.
    Her2(Her2),
    /// A hormone receptor, by its gene (ESR1, PGR): there or not.
    Receptor(&'static str, bool),
    /// Microsatellites.
    Microsatellites(Microsatellites),
    /// Mismatch repair: deficient or not.
    MismatchRepairDeficient(bool),
    /// Mutations a megabase.
    TumorMutationalBurden(f64),
    /// Whether the mutational burden is high, without a number.
    HighMutationalBurden(bool),
    /// PD-L1: the score and its value.
    PdL1(PdL1Score, f64),
    /// Homologous-recombination deficiency: there or not.
    HomologousRecombinationDeficient(bool),
    /// An inherited change: the gene, and the coding or protein change where it is named.
    Germline {
        /// HGNC symbol.
        gene: String,
        /// `c.5946del`, `p.(Ser1982fs)`.
        change: Option<String>,
    },
}

/// HER2 status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Her2 {
    /// Positive, by protein or by copies.
    Positive,
    /// Protein 3+.
    ThreePlus,
    /// Protein 2+, copies not stated: neither positive nor negative.
    Equivocal,
    /// Negative, not said whether low.
    Negative,
    /// Negative, protein 1+, or 2+ without amplification.
    Low,
    /// Negative, faint staining of few cells.
    Ultralow,
    /// Negative, no staining.
    Null,
}

/// State of the microsatellites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Microsatellites {
    /// Highly instable.
    High,
    /// Instable in few.
    Low,
    /// Stable.
    Stable,
}

/// How PD-L1 was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdL1Score {
    /// Percent of tumour cells (TPS, TC).
    TumorCells,
    /// Combined positive score.
    Combined,
    /// Percent of the tumour's area (TAP).
    TumorArea,
    /// Percent of immune cells (IC).
    ImmuneCells,
    /// A number alone: a percentage of tumour cells or a combined score.
    Unnamed,
}

/// Mutations a megabase from which on the burden is high: the label of pembrolizumab (FDA:125514), after
/// KEYNOTE-158 (PMID:32919526).
pub const HIGH_BURDEN: f64 = 10.0;

/// More mutations a megabase than any tumour has.
const MOST_BURDEN: f64 = 10_000.0;

/// The keys, for messages.
const KEYS: &str = "HER2, ER, PR, MSI, MMR, TMB, PD-L1, HRD, germline";

impl StatedFact {
    /// Reads `KEY=VALUE`; keys and words in any case.
    ///
    /// # Errors
    /// What is wrong with it, and which keys or values there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (key, value) = text
            .split_once('=')
            .ok_or_else(|| format!("{text:?} is no fact: write KEY=VALUE, as HER2=positive"))?;
        let (key, value) = (key.trim(), value.trim());
        let word = value.to_ascii_lowercase();
        let unknown = |known: &str| format!("{key}={value}: unknown value; known: {known}");
        let sign = || match word.as_str() {
            "positive" | "pos" | "+" | "yes" => Some(true),
            "negative" | "neg" | "-" | "no" => Some(false),
            _ => None,
        };
        let receptor = |gene| {
            let is_there = sign().or_else(|| percent(&word).map(|percent| percent >= 1.0));
            is_there
                .map(|is_there| Fact::Receptor(gene, is_there))
                .ok_or_else(|| unknown("positive, negative, a percentage of cells"))
        };
        let fact = match key.to_ascii_lowercase().replace(['-', '_', ' '], "").as_str() {
            "her2" | "erbb2" => Fact::Her2(
                her2(&word)
                    .ok_or_else(|| unknown("positive, negative, low, ultralow, 3+, 2+, 1+, 0"))?,
            ),
            "er" | "esr1" => receptor("ESR1")?,
            "pr" | "pgr" | "pgr1" => receptor("PGR")?,
            "msi" => match word.as_str() {
                "high" | "h" | "msi-h" | "msi-high" | "instable" | "unstable" => {
                    Fact::Microsatellites(Microsatellites::High)
                }
                "low" | "l" | "msi-l" | "msi-low" => Fact::Microsatellites(Microsatellites::Low),
                "stable" | "s" | "mss" => Fact::Microsatellites(Microsatellites::Stable),
                _ => return Err(unknown("high, low, stable")),
            },
            "mmr" => match word.as_str() {
                "deficient" | "dmmr" | "d" => Fact::MismatchRepairDeficient(true),
                "proficient" | "pmmr" | "p" => Fact::MismatchRepairDeficient(false),
                _ => return Err(unknown("deficient, proficient")),
            },
            "tmb" => match word.as_str() {
                "high" | "h" => Fact::HighMutationalBurden(true),
                "low" | "l" => Fact::HighMutationalBurden(false),
                number => match number.parse::<f64>() {
                    Ok(burden) if (0.0..=MOST_BURDEN).contains(&burden) => {
                        Fact::TumorMutationalBurden(burden)
                    }
                    _ => return Err(unknown("mutations a megabase, high, low")),
                },
            },
            "pdl1" | "cd274" => pd_l1(&word).ok_or_else(|| {
                unknown(
                    "a percentage of tumor cells, TPS:50, CPS:10, TAP:5, IC:10, positive, negative",
                )
            })?,
            "hrd" => match sign() {
                Some(is_deficient) => Fact::HomologousRecombinationDeficient(is_deficient),
                None => return Err(unknown("positive, negative")),
            },
            "germline" => germline(value).ok_or_else(|| unknown("GENE, GENE:c.…, GENE:p.…"))?,
            _ => return Err(format!("{key}: unknown fact; known: {KEYS}")),
        };
        Ok(Self { fact, text: format!("{key}={value}"), origin: FactOrigin::Stated })
    }
}

impl StatedFact {
    /// Checks that no fact denies another: of which the first would win.
    ///
    /// # Errors
    /// The two that cannot both hold.
    pub fn agree(facts: &[Self]) -> Result<(), String> {
        for (at, one) in facts.iter().enumerate() {
            if let Some(other) = facts[..at].iter().find(|other| denies(&one.fact, &other.fact)) {
                return Err(format!("{other} and {one} cannot both hold: state one of them"));
            }
        }
        Ok(())
    }
}

/// Whether two facts speak of one thing and cannot both hold.
fn denies(one: &Fact, other: &Fact) -> bool {
    use Fact::{HighMutationalBurden as High, TumorMutationalBurden as Burden};
    match (one, other) {
        (Fact::Her2(a), Fact::Her2(b)) => a != b && !a.takes_in(*b) && !b.takes_in(*a),
        (Fact::Receptor(gene, a), Fact::Receptor(of, b)) => gene == of && a != b,
        (Fact::PdL1(score, a), Fact::PdL1(of, b)) => score == of && a != b,
        (Burden(burden), High(high)) | (High(high), Burden(burden)) => {
            (*burden >= HIGH_BURDEN) != *high
        }
        (Fact::Germline { .. }, _) => false,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other) && one != other,
    }
}

impl Her2 {
    /// Whether `other` says the same in more detail.
    fn takes_in(self, other: Self) -> bool {
        match self {
            Self::Positive => other == Self::ThreePlus,
            Self::Negative => matches!(other, Self::Low | Self::Ultralow | Self::Null),
            // Copies settle it.
            Self::Equivocal => matches!(other, Self::Positive | Self::Negative | Self::Low),
            _ => false,
        }
    }
}

impl fmt::Display for StatedFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn her2(word: &str) -> Option<Her2> {
    Some(match word {
        "positive" | "pos" | "+" | "amplified" => Her2::Positive,
        "3+" | "ihc3+" | "3" => Her2::ThreePlus,
        "2+" | "ihc2+" | "2" | "equivocal" => Her2::Equivocal,
        "low" | "1+" | "ihc1+" | "1" => Her2::Low,
        "ultralow" | "ultra-low" => Her2::Ultralow,
        "0" | "ihc0" | "null" => Her2::Null,
        "negative" | "neg" | "-" => Her2::Negative,
        _ => return None,
    })
}

fn pd_l1(word: &str) -> Option<Fact> {
    match word {
        "positive" | "pos" | "+" => return Some(Fact::PdL1(PdL1Score::TumorCells, 1.0)),
        "negative" | "neg" | "-" => return Some(Fact::PdL1(PdL1Score::TumorCells, 0.0)),
        _ => {}
    }
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (name, number) = word.split_at(digits);
    // A dash before the number may be its sign.
    let score = match name.trim_end_matches([':', '=', ' ']) {
        "" => PdL1Score::Unnamed,
        "tps" | "tc" => PdL1Score::TumorCells,
        "cps" => PdL1Score::Combined,
        "tap" => PdL1Score::TumorArea,
        "ic" | "tiic" => PdL1Score::ImmuneCells,
        _ => return None,
    };
    let score = match score {
        PdL1Score::Unnamed if number.ends_with('%') => PdL1Score::TumorCells,
        score => score,
    };
    percent(number).map(|value| Fact::PdL1(score, value))
}

/// `50`, `50%`: from 0 to 100.
fn percent(text: &str) -> Option<f64> {
    let number: f64 = text.strip_suffix('%').unwrap_or(text).trim().parse().ok()?;
    (0.0..=100.0).contains(&number).then_some(number)
}

fn germline(value: &str) -> Option<Fact> {
    let (gene, change) = match value.split_once([':', ' ']) {
        Some((gene, change)) => (gene.trim(), Some(change.trim())),
        None => (value, None),
    };
    let is_gene = !gene.is_empty() && gene.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_change = |change: &str| change.starts_with("c.") || change.starts_with("p.");
    (is_gene && change.is_none_or(is_change)).then(|| Fact::Germline {
        gene: gene.to_ascii_uppercase(),
        change: change.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_both_hold_is_refused() {
        let agree = |facts: &[&str]| {
            let facts: Vec<_> = facts.iter().map(|f| StatedFact::parse(f).unwrap()).collect();
            StatedFact::agree(&facts)
        };
        for facts in [
            ["MSI=high", "MSI=stable"],
            ["HER2=positive", "HER2=negative"],
            ["HER2=low", "HER2=3+"],
            ["ER=positive", "er=negative"],
            ["TMB=3", "TMB=high"],
            ["TMB=3", "TMB=12"],
            ["PD-L1=TPS:50", "PD-L1=TPS:1"],
            ["MMR=proficient", "MMR=deficient"],
        ] {
            assert!(agree(&facts).unwrap_err().contains(facts[0]), "{facts:?}");
        }
        for facts in [
            ["HER2=positive", "HER2=3+"],
            ["HER2=2+", "HER2=negative"],
            ["HER2=negative", "HER2=low"],
            ["PD-L1=TPS:50", "PD-L1=CPS:60"],
            ["ER=positive", "PR=negative"],
            ["TMB=12", "TMB=high"],
            ["germline=BRCA1", "germline=BRCA2"],
            ["MSI=high", "MSI=h"],
        ] {
            assert_eq!(agree(&facts), Ok(()), "{facts:?}");
        }
    }

    #[test]
    fn keys_and_words_in_any_case() {
        for (text, want) in [
            ("HER2=positive", Fact::Her2(Her2::Positive)),
            ("her2=LOW", Fact::Her2(Her2::Low)),
            ("HER2=3+", Fact::Her2(Her2::ThreePlus)),
            ("er=Positive", Fact::Receptor("ESR1", true)),
            ("PR=5%", Fact::Receptor("PGR", true)),
            ("PR=negative", Fact::Receptor("PGR", false)),
            ("MSI=high", Fact::Microsatellites(Microsatellites::High)),
            ("msi=MSS", Fact::Microsatellites(Microsatellites::Stable)),
            ("TMB=12", Fact::TumorMutationalBurden(12.0)),
            ("tmb=high", Fact::HighMutationalBurden(true)),
            ("PD-L1=50", Fact::PdL1(PdL1Score::Unnamed, 50.0)),
            ("PDL1=50%", Fact::PdL1(PdL1Score::TumorCells, 50.0)),
            ("pd-l1=CPS:10", Fact::PdL1(PdL1Score::Combined, 10.0)),
            ("HRD=positive", Fact::HomologousRecombinationDeficient(true)),
            ("MMR=deficient", Fact::MismatchRepairDeficient(true)),
            (
                "germline=BRCA2:c.5946del",
                Fact::Germline { gene: "BRCA2".to_owned(), change: Some("c.5946del".to_owned()) },
            ),
            ("germline=brca1", Fact::Germline { gene: "BRCA1".to_owned(), change: None }),
        ] {
            assert_eq!(StatedFact::parse(text).unwrap().fact, want, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_is() {
        for (text, want) in [
            ("HER2", "KEY=VALUE"),
            ("COLOR=blue", "known: HER2, ER"),
            ("HER2=maybe", "known: positive, negative"),
            ("ER=", "known: positive"),
            ("PR=", "known: positive"),
            ("MSI=12", "known: high"),
            ("TMB=-1", "known: mutations"),
            ("TMB=nan", "known: mutations"),
            ("PD-L1=150", "known: a percentage"),
            ("PD-L1=XYZ:5", "known: a percentage"),
            ("PD-L1=TPS:-50", "known: a percentage"),
            ("PD-L1=-5", "known: a percentage"),
            ("PD-L1=CPS:-1", "known: a percentage"),
            ("PD-L1=CPS:101", "known: a percentage"),
            ("PD-L1=IC:nan", "known: a percentage"),
            ("PD-L1=TPS:+50", "known: a percentage"),
            ("ER=-5", "known: positive"),
            ("ER=101%", "known: positive"),
            ("TMB=1e9", "known: mutations"),
            ("HRD=12", "known: positive"),
            ("germline=", "known: GENE"),
            ("germline=BRCA2:5946del", "known: GENE"),
        ] {
            let error = StatedFact::parse(text).unwrap_err();
            assert!(error.contains(want), "{text}: {error}");
        }
    }
}
