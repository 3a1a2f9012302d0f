//! Regimens on a page, one line each.

use std::io::{self, Write};

use crate::model::conclusion::RankedRegimen;

use super::page_lines::paragraph;

/// Regimens of a change that are told one by one.
pub(super) const MOST_REGIMENS: usize = 5;

/// Writes the first of `regimens`, each as `1   Cetuximab + Encorafenib (FDA:210496)`, and how many follow.
pub(super) fn list<'r>(
    out: &mut dyn Write,
    indent: &str,
    regimens: impl Iterator<Item = &'r RankedRegimen>,
) -> io::Result<()> {
    let mut left_out = 0;
    for (index, regimen) in regimens.enumerate() {
        if index >= MOST_REGIMENS {
            left_out += 1;
            continue;
        }
        let text = format!("{} ({}){}", regimen.name, regimen.by, conditions(regimen));
        paragraph(out, &format!("{indent}{:<3} ", regimen.level.name()), &text)?;
    }
    match left_out {
        0 => Ok(()),
        more => writeln!(out, "{indent}and {more} more"),
    }
}

/// Returns what else must be true, as the end of a line.
pub(super) fn conditions(regimen: &RankedRegimen) -> String {
    match regimen.conditions.as_slice() {
        [] => String::new(),
        conditions => format!(", if {}", conditions.join(" and ")),
    }
}
