//! The mutational burden: lines of the provenance, a line for the terminal, and the table of every allele.

use crate::control::escaped;
use crate::model::burden::{Burden, BurdenAllele, BurdenVerdict, MutationClass};

/// The columns of the table of every allele.
pub const COLUMNS: [&str; 13] = [
    "chrom",
    "pos",
    "ref",
    "alt",
    "gene",
    "class",
    "depth",
    "alt_depth",
    "vaf",
    "homopolymer",
    "counted",
    "reason",
    "detail",
];

/// Appends the row of one allele.
pub fn row(allele: &BurdenAllele, out: &mut Vec<u8>) {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let cells = [
        allele.chrom.to_string(),
        allele.pos.to_string(),
        allele.reference.to_string(),
        allele.alternate.to_string(),
        allele.gene.to_string(),
        allele.class.map(MutationClass::name).unwrap_or_default().to_owned(),
        number(allele.depth),
        number(allele.alt_depth),
        allele.vaf.map(|vaf| format!("{vaf:.4}")).unwrap_or_default(),
        number(allele.homopolymer),
        if allele.not_counted.is_none() { "yes" } else { "no" }.to_owned(),
        allele.not_counted.map(|reason| reason.name()).unwrap_or_default().to_owned(),
        allele.detail.clone(),
    ];
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(b'\t');
        }
        out.extend(escaped(&cell.replace(['\t', '\n', '\r'], " "), &[]).as_bytes());
    }
    out.push(b'\n');
}

/// Returns the word of what a burden says: `high`, `not_high`, `open`.
pub(super) fn verdict(burden: &Burden) -> &'static str {
    match burden.verdict {
        BurdenVerdict::High => "high",
        BurdenVerdict::NotHigh => "not_high",
        BurdenVerdict::Open(_) => "open",
    }
}

/// Returns the burden on one line.
pub fn line(burden: &Burden) -> String {
    let says = match &burden.verdict {
        BurdenVerdict::High => "high, 10 or more".to_owned(),
        BurdenVerdict::NotHigh => "not high, below 10".to_owned(),
        BurdenVerdict::Open(reasons) => format!("not used: {}", reasons.join("; ")),
    };
    format!(
        "TMB {:.2}/Mb (95 % {:.2} to {:.2}; {} mutations over {:.3} Mb, {}; {}): {says}",
        burden.per_megabase,
        burden.interval.0,
        burden.interval.1,
        burden.total(),
        burden.megabases(),
        burden.footprint_of,
        burden.preset
    )
}

/// Returns the lines of the provenance.
pub(super) fn lines(burden: &Burden) -> Vec<(&'static str, String)> {
    let list = |numbers: Vec<(&'static str, u64)>| {
        let words: Vec<_> =
            numbers.iter().map(|(name, number)| format!("{name} {number}")).collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    };
    let counted = burden.counted.iter().map(|(class, n)| (class.name(), *n)).collect();
    let not_counted = burden.not_counted.iter().map(|(reason, n)| (reason.name(), *n)).collect();
    let mut lines = vec![
        ("tmb", line(burden)),
        ("tmb_counted", list(counted)),
        ("tmb_not_counted", list(not_counted)),
    ];
    lines.extend(burden.notes.iter().map(|note| ("tmb_note", note.clone())));
    lines
}
