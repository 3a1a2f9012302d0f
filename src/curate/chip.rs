//! Makes the CHIP table from the four lists of the published whitelist.

use std::collections::BTreeSet;
use std::path::Path;

use crate::error::{Problems, Result};
use crate::io::table::Table;

/// The four lists: the path each was read from, for messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// `Gene`, `AAChange`.
    pub missense: (&'a Path, &'a str),
    /// `Gene`: nonsense and frameshift changes count.
    pub truncating: (&'a Path, &'a str),
    /// `Gene`: essential splice changes count.
    pub splice: (&'a Path, &'a str),
    /// `Gene`, `ReportedMut` in words: gives residue ranges and the truncated genes of no other list.
    pub genes: (&'a Path, &'a str),
}

const HEADER: &str = "\
# Changes of clonal haematopoiesis of indeterminate potential (CHIP): a published whitelist (files CHIP_*_cv_08262022, MIT), in
# its own residue numbering. Regenerate: cargo xtask data chip.tsv. The list's limits to exons are
# not kept: truncating changes of ASXL1 and ASXL2 (exons 11-12), PPM1D (5-6) and GATA3 (zinc fingers) count anywhere.
gene\tkind\tchange
";

/// Renders the CHIP table (`data/generated/chip.tsv`), sorted by gene, kind and change, with current symbols.
///
/// # Errors
/// [`crate::Error::Table`] naming every row that lacks a column or holds no substitution.
pub fn import(sources: Sources<'_>) -> Result<String> {
    let mut rows: BTreeSet<(&str, &str, String)> = BTreeSet::new();
    let table = |(path, text): (&Path, &str)| Table::parse(path, text, &[]);
    let missense = table(sources.missense)?;
    let (truncating, splice) = (table(sources.truncating)?, table(sources.splice)?);
    let genes = table(sources.genes)?;
    let mut problems = Problems::default();
    for (line, [gene, change]) in missense.picked(["Gene", "AAChange"])? {
        if !is_substitution(change) {
            problems.push(
                missense.path(),
                line,
                format!("AAChange: not a substitution: {change:?}"),
            );
        }
        let synonymous = change.bytes().next() == change.bytes().last();
        if !synonymous {
            rows.insert((current(gene), "missense", change.to_owned()));
        }
    }
    problems.into_result()?;
    for (table, kind) in [(&truncating, "truncating"), (&splice, "splice")] {
        for (_, [gene]) in table.picked(["Gene"])? {
            rows.insert((current(gene), kind, String::new()));
        }
    }
    for (_, [gene, reported]) in genes.picked(["Gene", "ReportedMut"])? {
        if reported.starts_with("Frameshift/nonsense") {
            rows.insert((current(gene), "truncating", String::new()));
        }
        for range in missense_ranges(reported) {
            rows.insert((current(gene), "missense_range", range.to_owned()));
        }
    }
    let mut out = String::from(HEADER);
    for (gene, kind, change) in rows {
        out.push_str(format!("{gene}\t{kind}\t{change}").trim_end());
        out.push('\n');
    }
    Ok(out)
}

/// Returns the current symbol of a gene. The whitelist still uses two former ones.
fn current(gene: &str) -> &str {
    match gene {
        "MLL" => "KMT2A",
        "MLL2" => "KMT2D",
        other => other,
    }
}

fn is_substitution(change: &str) -> bool {
    let Some(inner) = change.strip_prefix(|c: char| c.is_ascii_uppercase()) else { return false };
    let Some(number) = inner.strip_suffix(|c: char| c.is_ascii_uppercase() || c == '*') else {
        return false;
    };
    number.parse::<u32>().is_ok()
}

/// Returns the residue ranges of a missense rule. `RING finger missense p.381-421` has one,
/// `missense … (p.1104-1481 and 1843-2002)` has two.
fn missense_ranges(reported: &str) -> impl Iterator<Item = &str> {
    let text = reported
        .split_once("missense")
        .and_then(|(_, rest)| rest.split_once("p."))
        .map_or("", |(_, ranges)| ranges);
    text.split(|c: char| !c.is_ascii_digit() && c != '-').filter(|word| {
        word.split_once('-')
            .is_some_and(|(a, b)| a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_ranges() {
        let path = Path::new("f.txt");
        let sources = Sources {
            missense: (path, "Gene\tAAChange\nJAK2\tV617F\nJAK2\tA1A\n"),
            truncating: (path, "Gene\nMLL2\n"),
            splice: (path, "Gene\nTET2\n"),
            genes: (
                path,
                "Gene\tReportedMut\nTET2\tmissense (p.1104-1481 and 1843-2002)\nPPM1D\tFrameshift/nonsense, exon 5\n",
            ),
        };
        let table = import(sources).unwrap();
        let rows: Vec<&str> = table.lines().skip(4).collect();
        assert_eq!(
            rows,
            [
                "JAK2\tmissense\tV617F",
                "KMT2D\ttruncating",
                "PPM1D\ttruncating",
                "TET2\tmissense_range\t1104-1481",
                "TET2\tmissense_range\t1843-2002",
                "TET2\tsplice",
            ]
        );
        let bad = Sources { missense: (path, "Gene\tAAChange\nA\tx\nB\t5\n"), ..sources };
        let error = import(bad).unwrap_err().to_string();
        assert!(error.contains("f.txt:2:") && error.contains("f.txt:3:"), "{error}");
    }
}
