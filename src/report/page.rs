//! One page for a reader at a terminal: what works, what fails, what is to be confirmed, what was looked at.

use std::io::{self, Write};

use crate::control::Escaping;
use crate::model::finding::Finding;
use crate::model::level::{AmpTier, Level};
use crate::model::proven::percent;
use crate::model::summary::{Confirmation, Entry};

use super::format::{Format, PlainVariants, SampleResult};
use super::page_lines::{named, paragraph, title};
use super::page_regimens::{self, MOST_REGIMENS, conditions};
use super::page_sample;
use super::provenance;

/// Names in a list that are told.
const MOST_NAMES: usize = 12;
/// Columns before a regimen.
const INDENT: &str = "      ";

/// The page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page;

impl Format for Page {
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        _: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        // What a file says commands no terminal.
        let out = &mut Escaping(out);
        head(out, result)?;
        let summary = &(result.summary)();
        if summary.therapies.is_empty() && summary.elsewhere.is_empty() {
            title(out, "Therapies")?;
            writeln!(out, "  no change was found that makes a therapy work")?;
        }
        entries(out, result, "Therapies in this tumour type", &summary.therapies)?;
        entries(out, result, "Therapies that fail", &summary.resistances)?;
        list_of_entries(
            out,
            result,
            "In other tumour types, or by early evidence",
            &summary.elsewhere,
        )?;
        conflicts(out, result)?;
        page_sample::immunotherapy(out, result.immunotherapy)?;
        page_sample::biomarkers(out, result.biomarkers)?;
        page_sample::pharmacogenes(out, result.pharmacogenes)?;
        confirmations(out, result, &summary.confirmations)?;
        drivers(out, result, &summary.drivers)?;
        foot(out, result, summary.unknown_significance)
    }
}

fn head(out: &mut dyn Write, result: &SampleResult<'_>) -> io::Result<()> {
    let run = result.run;
    writeln!(out, "theravar {}", env!("CARGO_PKG_VERSION"))?;
    named(out, "sample", &run.sample_words())?;
    match &run.tumor {
        Some(tumor) => named(out, "tumour type", &format!("{} ({})", tumor.name, tumor.id))?,
        None => {
            named(out, "tumour type", "not given: levels are the sources' own (set --tumor-type)")?;
        }
    }
    for fact in &run.facts.known {
        named(out, "fact", &fact.to_string())?;
    }
    if let Some(fraction) = &run.tumor_fraction {
        let least = if fraction.is_stated { "" } else { "at least " };
        let text = format!("{least}{} of the DNA ({})", percent(fraction.share), fraction.by);
        named(out, "tumour", &text)?;
    }
    named(out, "assembly", &run.assembly_words())
}

/// `EGFR L858R   NM_005228.5:c.2573T>G, exon 21 of 28, 34 % of 353 reads`.
fn change(out: &mut dyn Write, level: Option<Level>, finding: &Finding<'_>) -> io::Result<()> {
    let consequence = &finding.consequence;
    let mut about = Vec::new();
    if let Some(coding) = &consequence.hgvs_c {
        about.push(format!("{}:{coding}", consequence.transcript));
    }
    about.extend(consequence.exon.map(|rank| format!("exon {}", rank)));
    about.extend(reads(finding));
    let tier = finding.amp_tier();
    if tier != AmpTier::III {
        about.push(format!("AMP {tier}"));
    }
    let level = level.map_or("", |level| level.name());
    paragraph(out, &format!("  {level:<3} {:<24} ", finding.name()), &about.join(", "))
}

/// `34 % of 353 reads`, as far as it is stated.
fn reads(finding: &Finding<'_>) -> Option<String> {
    let call = &finding.variant.call;
    let fraction = call.vaf.map(|vaf| format!("{:.1} %", vaf * 100.0));
    let depth = call.depth.map(|depth| format!("{depth} reads"));
    match (fraction, depth) {
        (Some(fraction), Some(depth)) => Some(format!("{fraction} of {depth}")),
        (fraction, depth) => fraction.or(depth),
    }
}

fn entries(
    out: &mut dyn Write,
    result: &SampleResult<'_>,
    name: &str,
    entries: &[Entry],
) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    title(out, name)?;
    for entry in entries {
        change(out, entry.level(), &result.findings[entry.finding].0)?;
        page_regimens::list(out, INDENT, entry.regimens.iter())?;
    }
    Ok(())
}

/// One line a change: what works elsewhere is not told at length.
fn list_of_entries(
    out: &mut dyn Write,
    result: &SampleResult<'_>,
    name: &str,
    entries: &[Entry],
) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    title(out, name)?;
    for entry in entries {
        let level = entry.level().map_or("", |level| level.name());
        let finding = result.findings[entry.finding].0.name();
        let mut regimens: Vec<String> = entry
            .regimens
            .iter()
            .take(MOST_REGIMENS)
            .map(|regimen| format!("{regimen}{}", conditions(regimen)))
            .collect();
        match entry.regimens.len().saturating_sub(MOST_REGIMENS) {
            0 => {}
            more => regimens.push(format!("and {more} more")),
        }
        paragraph(out, &format!("  {level:<3} {finding:<24} "), &regimens.join("; "))?;
    }
    Ok(())
}

fn conflicts(out: &mut dyn Write, result: &SampleResult<'_>) -> io::Result<()> {
    if result.conflicts.is_empty() {
        return Ok(());
    }
    title(out, "Changes that speak against each other")?;
    for conflict in result.conflicts {
        for sentence in conflict.sentences().into_iter().flatten() {
            paragraph(out, "  ", &sentence)?;
        }
    }
    Ok(())
}

fn confirmations(
    out: &mut dyn Write,
    result: &SampleResult<'_>,
    confirmations: &[Confirmation],
) -> io::Result<()> {
    if confirmations.is_empty() {
        return Ok(());
    }
    title(out, "To be confirmed")?;
    for confirmation in confirmations {
        let name = result.findings[confirmation.finding].0.name();
        paragraph(out, &format!("  {name:<28} "), confirmation.reason)?;
    }
    Ok(())
}

fn drivers(out: &mut dyn Write, result: &SampleResult<'_>, drivers: &[usize]) -> io::Result<()> {
    let mut names: Vec<String> = drivers.iter().map(|&at| result.findings[at].0.name()).collect();
    names.dedup();
    if !names.is_empty() {
        title(out, "Drivers without a therapy")?;
        let more = names.len().saturating_sub(MOST_NAMES);
        names.truncate(MOST_NAMES);
        if more > 0 {
            names.push(format!("and {more} more"));
        }
        paragraph(out, "  ", &names.join(", "))?;
    }
    Ok(())
}

fn foot(out: &mut dyn Write, result: &SampleResult<'_>, unknown: usize) -> io::Result<()> {
    let run = result.run;
    writeln!(out)?;
    let unknown = match unknown {
        0 => "no change".to_owned(),
        1 => "1 change (-f tsv lists it)".to_owned(),
        count => format!("{count} changes (-f tsv lists them)"),
    };
    named(out, "unknown", &format!("significance: {unknown}"))?;
    let counts = &run.counts;
    named(
        out,
        "records",
        &format!("{} read, {} skipped as malformed", counts.records, counts.malformed),
    )?;
    for warning in result.warnings {
        named(out, "warning", &warning.to_string())?;
    }
    if let Some(given) = result.provenance {
        for (key, value) in provenance::lines(given, run) {
            if key == "knowledge" {
                named(out, key, &value)?;
            }
        }
        writeln!(out)?;
        paragraph(out, "", given.disclaimer)?;
    }
    Ok(())
}
