//! One variant for a reader: what it is, what it means, why, and what was looked at and not called.

use std::io::{self, Write};

use crate::model::evidence::Direction;
use crate::model::finding::{Finding, GradedEvidence, ProfileMatch};
use crate::model::regimen;
use crate::model::side::Side;
use crate::model::tumor_type::TumorType;

/// Writes the explanation of `query`.
///
/// # Errors
/// What the writer returns.
pub fn write(
    out: &mut dyn Write,
    query: &str,
    findings: &[Finding],
    tumor: Option<&TumorType>,
    notes: &[String],
) -> io::Result<()> {
    writeln!(out, "query       {query}")?;
    match tumor {
        Some(tumor) => writeln!(out, "tumor type  {} ({})", tumor.name, tumor.id)?,
        None => writeln!(out, "tumor type  not given: levels are the sources' own")?,
    }
    for note in notes {
        writeln!(out, "note        {note}")?;
    }
    if findings.is_empty() {
        writeln!(out, "\nNo embedded transcript is touched, and no profile names it.")?;
    }
    for finding in findings {
        write_finding(out, finding)?;
    }
    writeln!(
        out,
        "\nResearch use only, not a medical device; every finding is to be confirmed by a professional."
    )
}

fn write_finding(out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
    let c = &finding.consequence;
    let short = c.protein.as_ref().map(|change| change.short()).unwrap_or_default();
    writeln!(out, "\n{}", format!("{} {short}", c.gene).trim())?;
    let variant = &finding.variant;
    if !variant.chrom.is_empty() {
        let (chrom, pos) = (&variant.chrom, variant.pos);
        writeln!(out, "  allele        {chrom}:{pos} {}>{}", variant.reference, variant.alternate)?;
    }
    if !c.transcript.is_empty() {
        let coding = c.hgvs_c.as_deref().map(|name| format!(":{name}")).unwrap_or_default();
        let protein = c.protein.as_ref().map(|change| change.hgvs()).unwrap_or_default();
        let exon = c.exon.map(|rank| format!(", exon {rank}")).unwrap_or_default();
        writeln!(out, "  transcript    {}{coding} {protein} ({}{exon})", c.transcript, c.terms)?;
    }
    if c.transcript.is_empty() && !c.terms.is_empty() {
        writeln!(out, "  consequence   {}", c.terms)?;
    }
    let level = |side| finding.highest(side).map_or("none", |level| level.name());
    writeln!(
        out,
        "  levels        sensitive {}, resistant {}; AMP tier {}",
        level(Side::Sensitive),
        level(Side::Resistant),
        finding.amp_tier()
    )?;
    writeln!(
        out,
        "  gene          {}",
        match finding.gene.role.name() {
            "" => "role not known",
            role => role,
        }
    )?;
    for (index, process) in finding.gene.processes.iter().enumerate() {
        let head = if index == 0 { "processes     research context: " } else { "              " };
        let role = if process.role.is_empty() { "" } else { ": " };
        writeln!(
            out,
            "  {head}{}{role}{} [{}]",
            process.name.replace('_', " "),
            process.role,
            process.sources
        )?;
    }
    writeln!(out, "  oncogenicity  {}", finding.oncogenicity.class.name())?;
    for criterion in &finding.oncogenicity.criteria {
        writeln!(out, "                {criterion}")?;
    }
    let flags: Vec<_> = finding.flags.iter().map(|flag| flag.name()).collect();
    if !flags.is_empty() {
        writeln!(out, "  flags         {}", flags.join(", "))?;
    }
    for sentence in &finding.rationale {
        writeln!(out, "  because       {sentence}")?;
    }
    if finding.matches.is_empty() {
        writeln!(out, "  No profile of the knowledge holds for it.")?;
    }
    let called = |graded: &GradedEvidence| graded.level.is_some();
    section(out, "Called", finding, called)?;
    section(out, "Not called", finding, |graded| {
        !called(graded) && graded.evidence.direction == Direction::Supports
    })?;
    section(out, "Counter-evidence", finding, |graded| {
        graded.evidence.direction == Direction::DoesNotSupport
    })
}

fn section(
    out: &mut dyn Write,
    title: &str,
    finding: &Finding,
    wanted: impl Fn(&GradedEvidence) -> bool,
) -> io::Result<()> {
    let mut items: Vec<(&ProfileMatch, &GradedEvidence)> =
        finding.evidence().filter(|(_, graded)| wanted(graded)).collect();
    if items.is_empty() {
        return Ok(());
    }
    items.sort_by_key(|(_, graded)| (graded.level.is_none(), graded.level));
    writeln!(out, "  {title}:")?;
    for (matched, graded) in items {
        let evidence = &graded.evidence;
        let level = graded.level.map_or("-", |level| level.name());
        let relation =
            graded.relation.map_or(String::new(), |relation| format!(", {}", relation.name()));
        writeln!(
            out,
            "    {level:<3} {:<20} {:<44} {} [{}{relation}] {} {} {} ({})",
            evidence.significance.name(),
            regimen::regimens(evidence).join(" or "),
            matched.profile,
            evidence.disease,
            evidence.id,
            evidence.source_level,
            evidence.citation,
            graded.note
        )?;
    }
    Ok(())
}
