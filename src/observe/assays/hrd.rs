//! Homologous recombination: scores and probabilities, and from which on it is deficient.

use super::content::{Table, number};
use super::method::{About, Method};
use super::says::{Read, Says, row_of, unknown};
use crate::model::sample_facts::HintAbout;
use crate::model::stated_fact::Fact;

/// Sum of loss of heterozygosity, telomeric imbalance and large-scale transitions from which on
/// recombination is deficient.
pub(super) const SCAR: Limit = Limit { least: 42.0, source: "PMID:26957554" };
/// Probability of CHORD.
const CHORD: Limit = Limit { least: 0.5, source: "doi:10.1038/s41467-020-19406-4" };
/// Probability of HRDetect.
const HRDETECT: Limit = Limit { least: 0.7, source: "PMID:28288110" };

/// From which value on recombination is deficient.
pub(super) struct Limit {
    least: f64,
    source: &'static str,
}

impl Limit {
    /// Returns what a value says.
    pub(super) fn says(&self, what: &str, value: Option<f64>) -> Says {
        let Self { least, source } = self;
        match value {
            Some(value) => {
                let is_deficient = value >= *least;
                let word = if is_deficient { "positive" } else { "negative" };
                Says::Fact(
                    format!("HRD={word}"),
                    Fact::HomologousRecombinationDeficient(is_deficient),
                    format!("{what} {value}, deficient from {least} ({source})"),
                )
            }
            None => open(format!("no {what} was given")),
        }
    }
}

fn open(text: String) -> Says {
    Says::Open(HintAbout::HomologousRecombination, text)
}

/// Reads a table.
pub(super) fn table(table: &Table, sample: &str) -> Read {
    let row = || row_of(table, sample);
    if let Some(at) = table.column(&["p_hrd"]) {
        let row = row()?;
        let status = table.column(&["hr_status"]).map_or("", |status| table.cell(row, status));
        let remark = table.column(&["remarks_hr_status"]).map_or("", |at| table.cell(row, at));
        let said = CHORD.says("p_hrd", number(table.cell(row, at)));
        return Ok((Method::Chord, vec![of_chord(said, status, remark)]));
    }
    if let Some(at) = table.column(&["HRD-sum", "HRD.sum", "HRD_sum"]) {
        let value = number(table.cell(row()?, at));
        return Ok((Method::ScarHrd, vec![SCAR.says("HRD-sum", value)]));
    }
    if let (Some(at), Some(_)) = (
        table.column(&["Probability", "HRDetect", "hrdetect_prob"]),
        table.column(&["del.mh.prop", "del.mh.prop_zscore", "hrd"]),
    ) {
        let value = number(table.cell(row()?, at));
        return Ok((Method::HrDetect, vec![HRDETECT.says("probability", value)]));
    }
    Err(unknown(About::Recombination))
}

/// CHORD says itself where it cannot tell (few indels, instable microsatellites).
fn of_chord(said: Says, status: &str, remark: &str) -> Says {
    let agrees = match (&said, status) {
        (Says::Fact(..), "") => true,
        (Says::Fact(text, ..), "HR_deficient") => text == "HRD=positive",
        (Says::Fact(text, ..), "HR_proficient") => text == "HRD=negative",
        _ => false,
    };
    match said {
        Says::Fact(_, _, basis) if !agrees => {
            open(format!("{basis}; CHORD says {status} {remark}").trim_end().to_owned())
        }
        said => said,
    }
}
