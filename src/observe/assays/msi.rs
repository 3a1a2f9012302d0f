//! Microsatellites: which share of them is instable, and from which on a tumour is.

use std::borrow::Cow;

use super::content::{COUNT, Cell, Object, PERCENT, Row, SHARE, Table, is_part, number};
use super::fault::Fault;
use super::method::{About, Method};
use super::says::{Read, Says, is_of, row_of, unknown};
use crate::model::sample_facts::HintAbout;
use crate::model::stated_fact::{Fact, Microsatellites};

/// Per cent of instable sites from which on MSIsensor's tumours are MSI-H, and below which they are
/// stable. Of those between, nearly all were stable by PCR.
const MSISENSOR: Bands = Bands { high: 10.0, stable: 3.0, source: "PMID:30211344" };
/// The same of MSIsensor2, by its own documentation.
const MSISENSOR2: Bands =
    Bands { high: 20.0, stable: 20.0, source: "github.com/niu-lab/msisensor2" };
/// What holds for both.
const EITHER: Bands = Bands { high: 20.0, stable: 3.0, source: "MSIsensor and MSIsensor2" };
/// Per cent from which on sites of Illumina's panels are taken as instable. Its maker names no limit: 20 %
/// is in wide use, and a comparison with PCR found a borderline group from 8.7 % on (unverified).
pub(super) const DRAGEN: Bands =
    Bands { high: 20.0, stable: 8.7, source: "in wide use, unverified" };
/// The same of mSINGS, as a share.
const MSINGS: f64 = 0.2;
/// What is said where there is no number.
const NO_SHARE: &str = "no share of instable sites was given";
/// Sites that MSIsensor needs: as few as its successor was tested with.
const FEWEST_SITES: f64 = 50.0;
/// Sites that Illumina's panels need.
const FEWEST_OF_DRAGEN: f64 = 40.0;

/// Limits of a share of instable sites, in per cent.
pub(super) struct Bands {
    high: f64,
    stable: f64,
    source: &'static str,
}

impl Bands {
    /// Returns what a percentage says.
    fn says(&self, percent: f64) -> Says {
        let Self { high, stable, source } = self;
        let fact = |word: &str, state, limit: String| {
            let basis = format!("{percent} % of sites instable, {limit} ({source})");
            Says::Fact(format!("MSI={word}"), Fact::Microsatellites(state), basis)
        };
        if percent >= *high {
            fact("high", Microsatellites::High, format!("high from {high}"))
        } else if percent < *stable {
            fact("stable", Microsatellites::Stable, format!("stable below {stable}"))
        } else {
            open(format!(
                "{percent} % of sites instable, between {stable} and {high} ({source}): \
                 indeterminate; test by PCR, or the proteins of mismatch repair"
            ))
        }
    }
}

fn open(text: String) -> Says {
    Says::Open(HintAbout::Microsatellites, text)
}

/// Reads a table.
pub(super) fn table(table: &Table, named: Option<Method>, sample: &str) -> Read {
    if table.column(&["Total_Number_of_Sites"]).is_some() {
        return sensor(table, named, sample);
    }
    if table.columns.first().is_some_and(|first| first.eq_ignore_ascii_case("Position")) {
        return Ok((Method::Msings, vec![msings(table, sample)?]));
    }
    Err(unknown(About::Microsatellites).into())
}

fn sensor(table: &Table, named: Option<Method>, sample: &str) -> Read {
    let row = row_of(table, sample)?;
    let cell = |names: &[&str]| table.cell(row, names);
    let all = cell(&["Total_Number_of_Sites"]);
    let sites = number(all.as_ref(), &COUNT)?.unwrap_or(0.0);
    for part in ["Number_of_Somatic_Sites", "Number_of_Unstable_Sites"] {
        is_part(cell(&[part]).as_ref(), all.as_ref())?;
    }
    let percent = cell(&["%", "MSI_score"])
        .ok_or_else(|| "no column %: not a whole summary of MSIsensor".to_owned())?;
    let percent = percent.number(&PERCENT)?;
    let of_pro = table.column(&["Number_of_Unstable_Sites"]).is_some();
    let method = match (named, of_pro) {
        (Some(named @ (Method::MsiSensor | Method::MsiSensor2 | Method::MsiSensorPro)), _) => named,
        (_, true) => Method::MsiSensorPro,
        (_, false) => Method::MsiSensor,
    };
    let said = match percent {
        None => open(NO_SHARE.to_owned()),
        Some(percent) if sites < FEWEST_SITES => {
            open(format!("{percent} % of {sites} sites: too few to say (50 at least)"))
        }
        Some(percent) => match (method, named) {
            (Method::MsiSensorPro, _) => open(format!(
                "{percent} % of {sites} sites instable: the authors of MSIsensor-pro name no limit; \
                 state MSI by that of your panel (--fact MSI=high)"
            )),
            (Method::MsiSensor2, _) => MSISENSOR2.says(percent),
            (_, Some(_)) => MSISENSOR.says(percent),
            (_, None) => match EITHER.says(percent) {
                Says::Open(about, text) => Says::Open(
                    about,
                    format!(
                        "{text}; name the program (--msi msisensor:FILE, --msi msisensor2:FILE)"
                    ),
                ),
                said => said,
            },
        },
    };
    Ok((method, vec![said]))
}

/// Reads mSINGS: samples are columns.
fn msings(table: &Table, sample: &str) -> Result<Says, Fault> {
    let at = match table.columns.len() {
        2 => is_of(Some(table.columns[1].as_str()), sample).map(|()| 1)?,
        columns => table
            .columns
            .iter()
            .position(|column| !sample.is_empty() && column == sample)
            .ok_or_else(|| {
            format!(
                "{} samples and none of sample {sample:?}: give a file of one sample",
                columns.saturating_sub(1)
            )
        })?,
    };
    let value = |names: &[&str]| {
        table.rows.iter().find_map(|Row { line, cells }| {
            let name = cells.first()?;
            let is = names.iter().any(|known| name.eq_ignore_ascii_case(known));
            let text = cells.get(at).map(String::as_str).unwrap_or_default();
            is.then(|| Cell { name, text: Cow::from(text), line: *line })
        })
    };
    let all = value(&["covered_loci", "passing_loci"]);
    is_part(value(&["unstable_loci"]).as_ref(), all.as_ref())?;
    let score = number(value(&["msings_score", "msing_score"]).as_ref(), &SHARE)?;
    let status = value(&["msi_status", "msi status"]).map(|cell| cell.text).unwrap_or_default();
    let status = status.to_ascii_uppercase();
    if score.is_none() && status.is_empty() {
        let reason = "no msings_score and no msi_status: not a whole result of mSINGS";
        return Err(reason.to_owned().into());
    }
    let basis = |limit: &str| {
        let score = score.map(|score| score.to_string()).unwrap_or_default();
        format!("score {score}, status {status}, {limit} {MSINGS} (unverified)")
    };
    Ok(match (score, status.as_str()) {
        (Some(score), "POS" | "") if score >= MSINGS => Says::Fact(
            "MSI=high".to_owned(),
            Fact::Microsatellites(Microsatellites::High),
            basis("high from"),
        ),
        (Some(score), "NEG" | "") if score < MSINGS => Says::Fact(
            "MSI=stable".to_owned(),
            Fact::Microsatellites(Microsatellites::Stable),
            basis("stable below"),
        ),
        _ => open(format!(
            "{}: indeterminate; test by PCR, or the proteins of mismatch repair",
            basis("high from")
        )),
    })
}

/// Reads DRAGEN's `microsat_output.json`.
pub(super) fn dragen(object: &Object) -> Result<Says, Fault> {
    let percent = object.value("PercentageUnstableSites").ok_or_else(|| {
        "no PercentageUnstableSites: not a microsat_output.json of DRAGEN".to_owned()
    })?;
    let is_valid =
        object.value("ResultIsValid").is_none_or(|valid| valid.text.eq_ignore_ascii_case("true"));
    let all = object.value("TotalMicrosatelliteSitesAssessed");
    is_part(object.value("TotalMicrosatelliteSitesUnstable").as_ref(), all.as_ref())?;
    let sites = number(all.as_ref(), &COUNT)?;
    Ok(of_sites(percent.number(&PERCENT)?, sites, is_valid))
}

/// Returns what a percentage of the sites of Illumina's panels says.
pub(super) fn of_sites(percent: Option<f64>, sites: Option<f64>, is_valid: bool) -> Says {
    match (percent, sites) {
        (Some(_), _) if !is_valid => open("the result is not valid, as it says itself".to_owned()),
        (Some(percent), Some(sites)) if sites < FEWEST_OF_DRAGEN => {
            open(format!("{percent} % of {sites} sites: too few to say (40 at least)"))
        }
        (Some(percent), _) => DRAGEN.says(percent),
        (None, _) => open(NO_SHARE.to_owned()),
    }
}
