//! One variant for a reader: what it is, what it means, why, and what was looked at and not called.

use std::io::{self, Write};

use crate::model::biomarkers::GeneBiomarkers;
use crate::model::finding::Finding;
use crate::model::side::Side;
use crate::model::tumor_type::TumorType;

use super::{explain_short, explain_whole};

/// What is to be told.
#[derive(Debug, Clone, Copy)]
pub struct Explained<'e> {
    /// The query as written.
    pub query: &'e str,
    /// One for each gene that is changed.
    pub findings: &'e [Finding<'e>],
    /// Genes of which no change is named.
    pub genes: &'e [GeneBiomarkers<'e>],
    /// The tumour type as resolved.
    pub tumor: Option<&'e TumorType>,
    /// How the query was read.
    pub notes: &'e [String],
    /// Whether every reason and every statement is told, or what fits on a screen.
    pub is_whole: bool,
}

/// The most regimens that a biomarker of a gene is listed with.
const REGIMENS: usize = 4;

/// Writes an explanation.
///
/// # Errors
/// What the writer returns.
pub fn write(out: &mut dyn Write, explained: &Explained<'_>) -> io::Result<()> {
    let Explained { query, findings, genes, tumor, notes, is_whole } = *explained;
    writeln!(out, "query       {query}")?;
    match tumor {
        Some(tumor) => writeln!(out, "tumor type  {} ({})", tumor.name, tumor.id)?,
        None => writeln!(out, "tumor type  not given: levels are the sources' own")?,
    }
    for note in notes {
        writeln!(out, "note        {note}")?;
    }
    for gene in genes {
        write_gene(out, gene)?;
    }
    if findings.is_empty() && genes.is_empty() {
        writeln!(out, "\nNo embedded transcript is touched, and no profile names it.")?;
    }
    for finding in findings {
        write_finding(out, finding, is_whole)?;
    }
    writeln!(
        out,
        "\nResearch use only, not a medical device; every finding is to be confirmed by a professional."
    )
}

/// What matters in a gene; no level is claimed for a change that is not named.
fn write_gene(out: &mut dyn Write, gene: &GeneBiomarkers<'_>) -> io::Result<()> {
    writeln!(out, "\n{}", gene.gene)?;
    if gene.biomarkers.is_empty() {
        return writeln!(out, "  No profile of the knowledge names it.");
    }
    writeln!(out, "  No change is named: no level. {} profiles name it:", gene.biomarkers.len())?;
    for biomarker in &gene.biomarkers {
        let first: Vec<&str> =
            biomarker.regimens.iter().take(REGIMENS).map(String::as_str).collect();
        let more = match biomarker.regimens.len().saturating_sub(REGIMENS) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let (profile, statements) = (biomarker.profile, biomarker.statements);
        let text = format!("{profile:<44} {statements:>3}  {}{more}", first.join("; "));
        writeln!(out, "    {}", text.trim_end())?;
    }
    Ok(())
}

fn write_finding(out: &mut dyn Write, finding: &Finding, is_whole: bool) -> io::Result<()> {
    let c = &finding.consequence;
    let of_protein = c.protein.as_ref().map(|change| change.short());
    let short = of_protein.or_else(|| c.hgvs_c.clone()).unwrap_or_default();
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
    writeln!(out, "  effect        {}", finding.state.sentence())?;
    let class = finding.oncogenicity.class.name();
    if !class.is_empty() {
        writeln!(out, "  oncogenicity  {class}")?;
    }
    let flags: Vec<_> = finding.flags.iter().map(|flag| flag.name()).collect();
    if !flags.is_empty() {
        writeln!(out, "  flags         {}", flags.join(", "))?;
    }
    if is_whole { explain_whole::write(out, finding) } else { explain_short::write(out, finding) }
}
