//! cBioPortal's columns of drivers: what they may hold is limited by its importer.

use std::fmt::{self, Write};

use crate::model::conclusion::RankedRegimen;
use crate::model::finding::OncogenicityClass;

use super::row::MafRow;

/// Longest annotation that cBioPortal takes.
const ANNOTATION: usize = 80;

/// `cbp_driver`: by the class of oncogenicity alone.
pub(super) fn driver(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    let Some(finding) = row.finding else { return Ok(()) };
    out.write_str(match finding.oncogenicity.class {
        OncogenicityClass::Oncogenic | OncogenicityClass::LikelyOncogenic => "Putative_Driver",
        OncogenicityClass::Benign | OncogenicityClass::LikelyBenign => "Putative_Passenger",
        OncogenicityClass::Uncertain | OncogenicityClass::NotApplicable => "Unknown",
    })
}

/// `cbp_driver_annotation`: the class and its criteria.
pub(super) fn annotation(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    let Some(finding) = row.finding else { return Ok(()) };
    let class = finding.oncogenicity.class.name();
    if class.is_empty() {
        return Ok(());
    }
    let criteria = finding.oncogenicity.criteria.iter();
    let criteria = criteria.map(|criterion| format!("{}{:+}", criterion.code, criterion.points));
    short(&format!("{} (Horak 2022)", class.replace('_', " ")), criteria, out)
}

/// `cbp_driver_tiers`: the highest level.
pub(super) fn tiers(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    match row.finding.and_then(|finding| finding.highest_level()) {
        Some(level) => write!(out, "Level {level}"),
        None => Ok(()),
    }
}

/// `cbp_driver_tiers_annotation`: the regimens of that level.
pub(super) fn tiers_annotation(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    let Some(finding) = row.finding else { return Ok(()) };
    let Some(level) = finding.highest_level() else { return Ok(()) };
    let sides = finding.conclusions.regimens.sides();
    let regimens = sides.into_iter().flat_map(|(_, regimens)| regimens);
    let best = regimens.filter(|regimen| regimen.level == level);
    let what = if level.is_resistance() { "resistance" } else { "sensitivity" };
    short(what, best.map(RankedRegimen::to_string), out)
}

/// Writes as many of `parts` behind `head` as fit; `…` stands for the others.
fn short(head: &str, parts: impl Iterator<Item = String>, out: &mut dyn Write) -> fmt::Result {
    let mut text = head.to_owned();
    for (index, part) in parts.enumerate() {
        let by = if index == 0 { ": " } else { ", " };
        if text.len() + by.len() + part.len() + 5 > ANNOTATION {
            text.push_str(", ...");
            break;
        }
        text.push_str(by);
        text.push_str(&part);
    }
    out.write_str(&text)
}
