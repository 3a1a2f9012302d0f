//! The biomarkers that a tumour type is usually asked for, each found, not found, or not looked for.

use super::conclusion::RankedRegimen;
use super::level::Level;
use super::profile::Assay;

/// What the sample says of a biomarker.
#[derive(Debug, Clone, PartialEq)]
pub enum Detection {
    /// It is there: the variants, or what is stated.
    Detected(Vec<String>),
    /// It is not there.
    NotDetected(Absence),
    /// The sample says neither.
    NotAssessed(Gap),
}

impl Detection {
    /// Returns the word used in results.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Detected(_) => "DETECTED",
            Self::NotDetected(_) => "NOT_DETECTED",
            Self::NotAssessed(_) => "NOT_ASSESSED",
        }
    }
}

/// What shows that a biomarker is not there.
#[derive(Debug, Clone, PartialEq)]
pub enum Absence {
    /// Every base was read, at least this deeply.
    Read {
        /// The smallest depth.
        depth: u32,
        /// The smallest fraction that would have been seen.
        limit: f64,
    },
    /// Every base was read, and how deeply is not known.
    DepthUnknown,
    /// The number of copies is given.
    Copies,
    /// It is stated, or follows from what is.
    Stated(String),
    /// The gene is changed: it is not of the wild type.
    Changed(Vec<String>),
}

/// What keeps a biomarker from being assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing says that its bases were read.
    NoCoverage,
    /// Fewer reads than make a call.
    TooShallow,
    /// An allele there was left out by a filter or a threshold.
    LeftOut,
    /// A record there is not understood.
    NotUnderstood,
    /// A change of the gene is there of which it is not known what it does.
    UncertainChange,
    /// The bases of its gene are not embedded.
    NoBases,
    /// The number of copies is not given.
    NoCopies,
    /// Fusions that are not reported may be there.
    NoFusions,
    /// It is no marker of DNA, and not stated.
    NotOfDna,
    /// It is a score of the whole tumour, and not stated.
    NotStated,
    /// It is an inherited genotype.
    Genotype,
    /// It has no place on the genome here.
    NoPlace,
}

impl Gap {
    /// Returns the word used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoCoverage => "no_coverage_known",
            Self::TooShallow => "too_shallow",
            Self::LeftOut => "filtered",
            Self::NotUnderstood => "not_understood",
            Self::UncertainChange => "uncertain_change",
            Self::NoBases => "no_bases",
            Self::NoCopies => "copies_not_given",
            Self::NoFusions => "fusions_not_excluded",
            Self::NotOfDna => "not_a_dna_marker",
            Self::NotStated => "not_stated",
            Self::Genotype => "inherited_genotype",
            Self::NoPlace => "no_place",
        }
    }

    /// Returns what would assess it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::NoCoverage => "give a gVCF, or --assessed-bed",
            Self::TooShallow => "read more deeply",
            Self::LeftOut => "look at the filtered or dropped allele",
            Self::NotUnderstood => "look at the record that is not understood",
            Self::UncertainChange => "judge the change: what it does is not known",
            Self::NoBases => "read by another tool: amino acids of the gene are not embedded",
            Self::NoCopies => "give copies of the gene: --cna",
            Self::NoFusions => "structural variants from DNA, or RNA: --fusions",
            Self::NotOfDna => "another test, as immunohistochemistry: --fact",
            Self::NotStated => "state it: --fact",
            Self::Genotype => "a germline test",
            Self::NoPlace => "another test",
        }
    }
}

/// A biomarker of the tumour type, in one sample.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardBiomarker {
    /// In words: `EGFR L858R`.
    pub name: String,
    /// HGNC symbol; empty of the whole tumour.
    pub gene: String,
    /// Which test shows it.
    pub assay: Assay,
    /// The best level of its statements: 1, 2 or R1.
    pub level: Level,
    /// The regimens that they speak of.
    pub regimens: Vec<RankedRegimen>,
    /// What the sample says.
    pub detection: Detection,
    /// Changes of the gene of which it is not known whether they are it.
    pub uncertain: Vec<String>,
    /// Ids of its statements.
    pub evidence: Vec<String>,
}

/// The biomarkers of a tumour type, and by what they count as found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StandardBiomarkers {
    /// By gene and name.
    pub list: Vec<StandardBiomarker>,
    /// Reads of an allele from which on it is called, for the limits of detection.
    pub reads: u32,
}

impl StandardBiomarkers {
    /// Returns how many are found, not found, and not assessed; `None` where none was asked for.
    pub fn counts(&self) -> Option<String> {
        let of = |word: &str| self.list.iter().filter(|one| one.detection.word() == word).count();
        let [found, absent, open] = ["DETECTED", "NOT_DETECTED", "NOT_ASSESSED"].map(of);
        (!self.list.is_empty()).then(|| {
            format!(
                "; standard biomarkers: {found} detected, {absent} not detected, {open} not assessed"
            )
        })
    }
}

/// The chance with which an allele of the limit of detection is seen.
pub const POWER: f64 = 0.95;

/// Returns the smallest fraction of which `reads` or more are seen among `depth` with the chance
/// [`POWER`]; `None` where there are fewer reads than that.
pub fn limit_of_detection(depth: u32, reads: u32) -> Option<f64> {
    if reads == 0 || depth < reads {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    // Halving sixty times is beyond the precision of the numbers.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if at_least(depth, reads, middle) >= POWER { high = middle } else { low = middle }
    }
    Some(high)
}

/// Returns the chance that `reads` or more of `depth` show an allele of this fraction.
fn at_least(depth: u32, reads: u32, fraction: f64) -> f64 {
    if fraction >= 1.0 {
        return 1.0;
    }
    let (n, odds) = (f64::from(depth), fraction.ln() - (-fraction).ln_1p());
    // ln of the chance of no read at all, then of one more each.
    let mut term = n * (-fraction).ln_1p();
    let mut below = term.exp();
    for seen in 1..reads {
        let seen = f64::from(seen);
        term += ((n - seen + 1.0) / seen).ln() + odds;
        below += term.exp();
    }
    1.0 - below
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers are those of scipy.stats.binom.sf(k - 1, n, f).
    #[test]
    fn limits_of_detection() {
        for (depth, reads, want) in [
            (20, 3, 0.2826),
            (100, 3, 0.0616),
            (1000, 3, 0.00628),
            (100, 1, 0.02951),
            (3, 3, 0.98305),
            (10_000, 5, 0.000_915),
        ] {
            let limit = limit_of_detection(depth, reads).unwrap();
            assert!((limit / want - 1.0).abs() < 0.005, "{depth} {reads}: {limit}");
            assert!((at_least(depth, reads, limit) - POWER).abs() < 1e-6);
        }
        assert_eq!(limit_of_detection(2, 3), None);
    }
}
