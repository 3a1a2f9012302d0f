//! Serial samples of one patient: what was seen of each change, and what became of it.

use super::assembly::Assembly;
use super::proven::percent;

/// What one sample shows of a change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sighting {
    /// Allele fraction.
    pub fraction: Option<f64>,
    /// Reads or molecules that show the change.
    pub support: Option<u32>,
    /// All at the site.
    pub usable: Option<u32>,
    /// Whether the change is there; `None` where the sample cannot say.
    pub is_there: Option<bool>,
    /// The fraction down to which it is excluded, or would be seen.
    pub limit: Option<f64>,
    /// The 95 % interval of its fraction, where it is there and has counts.
    pub interval: Option<[f64; 2]>,
    /// Whether reads show it and the input does not call it.
    pub is_not_called: bool,
}

/// What became of a change since an earlier sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trend {
    /// It was not there, and is.
    New,
    /// It has grown.
    Rising,
    /// It is there, and has not changed beyond chance.
    Persistent,
    /// It has shrunk.
    Falling,
    /// It was there, and is not, though it would have been seen.
    Cleared,
    /// A sample cannot say.
    NotAssessable,
}

impl Trend {
    /// All of them, the most urgent first.
    pub const ALL: [Trend; 6] = [
        Self::New,
        Self::Rising,
        Self::Persistent,
        Self::Falling,
        Self::Cleared,
        Self::NotAssessable,
    ];

    /// Returns the word used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Rising => "rising",
            Self::Persistent => "persistent",
            Self::Falling => "falling",
            Self::Cleared => "cleared",
            Self::NotAssessable => "not_assessable",
        }
    }
}

/// A change since an earlier sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What became of it.
    pub trend: Trend,
    /// Probability of such a difference by chance, where both samples have counts.
    pub p_value: Option<f64>,
    /// What limits the statement.
    pub note: Option<String>,
}

/// One change through all samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Gene and change.
    pub name: String,
    /// `7:55249071:C>T`.
    pub allele: String,
    /// Best level of a therapy that it makes work.
    pub sensitive: Option<String>,
    /// Best level of a therapy that it makes fail.
    pub resistance: Option<String>,
    /// Flags that say that it may not be the tumour's: `chip`, `germline`, `germline_suspect`.
    pub not_of_tumor: Vec<String>,
    /// What each sample shows.
    pub sightings: Vec<Sighting>,
    /// What became of it from each sample to the next; `None` where neither shows it.
    pub steps: Vec<Option<Step>>,
    /// What became of it from the first sample to the last.
    pub overall: Option<Step>,
}

impl Track {
    /// Returns whether it makes a therapy fail, and is new or has grown.
    pub fn is_emerging_resistance(&self) -> bool {
        let grows = |step: &Option<Step>| {
            step.as_ref().is_some_and(|step| matches!(step.trend, Trend::New | Trend::Rising))
        };
        self.resistance.is_some() && (grows(&self.overall) || self.steps.last().is_some_and(grows))
    }
}

/// How a later sample compares with the first, over all changes of the tumour.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// Mean allele fraction of the sample.
    pub mean: f64,
    /// Its ratio to that of the first sample, with a 95 % interval where all changes have counts.
    pub ratio: Option<(f64, Option<[f64; 2]>)>,
    /// Whether the mean has fallen by more than half.
    pub is_response: Option<bool>,
    /// Whether no change is left of the first sample's; `None` where one cannot be said.
    pub is_cleared: Option<bool>,
    /// How many changes are counted.
    pub changes: usize,
}

impl Response {
    /// Returns the response in words.
    pub fn words(&self) -> String {
        let plural = if self.changes == 1 { "" } else { "s" };
        let mut words = vec![format!("{} change{plural}", self.changes)];
        match self.ratio {
            Some((ratio, Some([low, high]))) => words.push(format!(
                "mean fraction {}, ratio {ratio:.2} (95 % interval {low:.2} to {high:.2})",
                percent(self.mean)
            )),
            Some((ratio, None)) => {
                words.push(format!("mean fraction {}, ratio {ratio:.2}", percent(self.mean)));
            }
            None => words.push("ratio not assessable".to_owned()),
        }
        match self.is_response {
            Some(true) => words.push("molecular response (mean below half)".to_owned()),
            Some(false) => words.push("no molecular response".to_owned()),
            None => {}
        }
        words.push(
            match self.is_cleared {
                Some(true) => "ctDNA cleared",
                Some(false) => "ctDNA not cleared",
                None => "clearance not assessable",
            }
            .to_owned(),
        );
        words.join(", ")
    }
}

/// One sample.
#[derive(Debug, Clone, PartialEq)]
pub struct TimePoint {
    /// The file as named.
    pub path: String,
    /// Its sample.
    pub sample: String,
    /// The date, where a sheet states it.
    pub date: String,
}

/// Serial samples, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The samples in their order.
    pub points: Vec<TimePoint>,
    /// The assembly of all of them.
    pub assembly: Assembly,
    /// The tumour type.
    pub tumor_type: Option<String>,
    /// The changes: emerging resistance first.
    pub tracks: Vec<Track>,
    /// The response of every sample after the first.
    pub responses: Vec<Response>,
    /// What the user must know.
    pub warnings: Vec<String>,
}
