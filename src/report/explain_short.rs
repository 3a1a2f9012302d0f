//! What matters of one finding, on a screen: its regimens, one line each, and what else is to be known.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::model::evidence::Direction;
use crate::model::finding::Finding;
use crate::model::level::Level;

use super::page_lines::paragraph;
use super::page_regimens;

/// Sentences that are told.
const MOST_REASONS: usize = 6;
/// Columns before a regimen.
const INDENT: &str = "    ";

/// Writes it.
pub(super) fn write(out: &mut dyn Write, finding: &Finding<'_>) -> io::Result<()> {
    matches(out, finding)?;
    reasons(out, finding)?;
    let regimens = &finding.conclusions.regimens;
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        regimens.sensitive.iter().partition(|regimen| regimen.level.is_at_least(Level::L3A));
    for (title, regimens) in [
        ("Works", here),
        ("Fails", regimens.resistant.iter().collect()),
        ("Works in other tumour types, or by early evidence", elsewhere),
    ] {
        if !regimens.is_empty() {
            writeln!(out, "  {title}:")?;
            page_regimens::list(out, INDENT, regimens.into_iter())?;
        }
    }
    let (mut called, mut not_called, mut counter) = (0, 0, 0);
    for (_, graded) in finding.evidence() {
        let count = match graded.evidence.direction {
            _ if graded.level.is_some() => &mut called,
            Direction::DoesNotSupport => &mut counter,
            Direction::Supports => &mut not_called,
        };
        *count += 1;
    }
    let overruled = finding.evidence().filter(|(_, item)| !item.overruled.is_empty()).count();
    let overruled = match overruled {
        0 => String::new(),
        count => format!(" ({count} overruled)"),
    };
    let text = format!(
        "{called} called, {not_called} not called{overruled}, {counter} against it: --all lists them"
    );
    paragraph(out, "  statements    ", &text)
}

/// How the change was met: the most specific match, and how many others.
fn matches(out: &mut dyn Write, finding: &Finding<'_>) -> io::Result<()> {
    let Some(best) = finding.matches.first() else {
        return writeln!(out, "  No profile of the knowledge holds for it.");
    };
    let more = match finding.matches.len() - 1 {
        0 => String::new(),
        1 => "; 1 more profile holds".to_owned(),
        more => format!("; {more} more profiles hold, some of them under conditions"),
    };
    paragraph(out, "  matches       ", &format!("{}{more}", best.place()))
}

/// The sentences beside those that tell a match.
fn reasons(out: &mut dyn Write, finding: &Finding<'_>) -> io::Result<()> {
    let places: Vec<String> = finding.matches.iter().map(|matched| matched.place()).collect();
    let overruled = finding.evidence().flat_map(|(matched, item)| matched.overruled(item));
    let told: BTreeSet<String> = overruled.chain([finding.state.sentence()]).collect();
    let is_told = |text: &String| {
        told.contains(text) || places.iter().any(|place| text.starts_with(place.as_str()))
    };
    let mut left_out = 0;
    let reasons = finding.rationale.iter().filter(|text| !is_told(text));
    for (index, reason) in reasons.enumerate() {
        if index < MOST_REASONS {
            paragraph(out, "  because       ", reason)?;
        } else {
            left_out += 1;
        }
    }
    match left_out {
        0 => Ok(()),
        more => writeln!(out, "                and {more} more reasons"),
    }
}
