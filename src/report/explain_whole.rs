//! Everything of one finding: every reason, and every statement that was looked at, called or not.

use std::io::{self, Write};

use crate::model::evidence::Direction;
use crate::model::finding::{Finding, GradedEvidence, ProfileMatch};
use crate::model::regimen;

/// Writes it.
pub(super) fn write(out: &mut dyn Write, finding: &Finding<'_>) -> io::Result<()> {
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
    for criterion in &finding.oncogenicity.criteria {
        writeln!(out, "                {criterion}")?;
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
        let called = graded.level.is_some();
        let relation =
            graded.relation.map_or(String::new(), |relation| format!(", {}", relation.name()));
        let conditions = match graded.conditions.as_slice() {
            conditions if called && !conditions.is_empty() => {
                format!("; conditional: if {}", conditions.join(" and "))
            }
            _ => String::new(),
        };
        writeln!(
            out,
            "    {level:<3} {:<20} {:<44} {} [{}{relation}] {} {} {} ({}{conditions})",
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
