//! Homologous recombination: scores and probabilities, and from which on it is deficient.

use std::ops::RangeInclusive;

use super::content::{Cell, Row, SHARE, Table, number};
use super::fault::Fault;
use super::method::{About, Method};
use super::says::{Read, Says, row_of, unknown};
use crate::model::sample_facts::HintAbout;
use crate::model::stated_fact::Fact;

/// Sum of loss of heterozygosity, telomeric imbalance and large-scale transitions from which on
/// recombination is deficient.
pub(super) const SCAR: Limit = Limit { least: 42.0, source: "PMID:26957554" };
/// What such a sum can be: no genome has more breaks.
pub(super) const SUM: RangeInclusive<f64> = 0.0..=1000.0;
/// How much a sum may be off its parts, which may be rounded.
const ROUNDING: f64 = 0.5;
/// Probability of CHORD.
const CHORD: Limit = Limit { least: 0.5, source: "doi:10.1038/s41467-020-19406-4" };
/// Names of the column of scarHRD's sum.
const HRD_SUM: &[&str] = &["HRD-sum", "HRD.sum", "HRD_sum"];
/// Names of the columns of its parts.
const PARTS: [&[&str]; 3] = [&["HRD"], &["Telomeric AI", "Telomeric.AI", "Telomeric_AI"], &["LST"]];
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
    if table.column(&["p_hrd"]).is_some() {
        let row = row()?;
        let text = |name| table.cell(row, &[name]).map(|cell| cell.text).unwrap_or_default();
        let share = |name| number(table.cell(row, &[name]).as_ref(), &SHARE);
        share("p_BRCA1")?;
        share("p_BRCA2")?;
        let said = CHORD.says("p_hrd", share("p_hrd")?);
        let said = of_chord(said, &text("hr_status"), &text("remarks_hr_status"));
        return Ok((Method::Chord, vec![said]));
    }
    if table.column(HRD_SUM).is_some() {
        return Ok((Method::ScarHrd, vec![SCAR.says("HRD-sum", sum(table, row()?)?)]));
    }
    let probability = &["Probability", "HRDetect", "hrdetect_prob"];
    let is_detect = table.column(&["del.mh.prop", "del.mh.prop_zscore", "hrd"]).is_some();
    if is_detect && table.column(probability).is_some() {
        let value = number(table.cell(row()?, probability).as_ref(), &SHARE)?;
        return Ok((Method::HrDetect, vec![HRDETECT.says("probability", value)]));
    }
    Err(unknown(About::Recombination).into())
}

/// Returns the sum of scarHRD, which is that of its parts where these are there.
fn sum(table: &Table, row: &Row) -> Result<Option<f64>, Fault> {
    let whole = table.cell(row, HRD_SUM);
    let sum = number(whole.as_ref(), &SUM)?;
    let mut parts = Some(0.0);
    for names in PARTS {
        let part = number(table.cell(row, names).as_ref(), &SUM)?;
        parts = parts.zip(part).map(|(parts, part)| parts + part);
    }
    match (whole, sum, parts) {
        (Some(Cell { name, line, .. }), Some(sum), Some(parts))
            if (sum - parts).abs() > ROUNDING =>
        {
            Err(Fault::at(line, format!("{name}: {sum}, where its parts add up to {parts}")))
        }
        _ => Ok(sum),
    }
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
