//! One entry of the INFO field: an allele in a gene.

use std::fmt::Write as _;

use crate::model::finding::{Finding, Side};
use crate::model::level::Level;
use crate::report::text;

/// The parts of an entry, in order.
pub(super) const FIELDS: [&str; 17] = [
    "Allele",
    "Gene",
    "Transcript",
    "HGVSc",
    "HGVSp",
    "Consequence",
    "MatchType",
    "Biomarkers",
    "HighestLevel",
    "HighestSensitiveLevel",
    "HighestResistanceLevel",
    "AMPTier",
    "Oncogenicity",
    "TherapiesSensitive",
    "TherapiesResistant",
    "Evidence",
    "Flags",
];

/// The entry of one finding in the record that spells it as `alternate`: [`FIELDS`] joined by `|`, lists in a part joined by `&`.
pub(super) fn entry(finding: &Finding, alternate: &str) -> String {
    let (variant, consequence) = (&finding.variant, &finding.consequence);
    let level = |level: Option<Level>| level.map_or("", |level| level.name()).to_owned();
    let list = |text: String| text.replace(';', "&");
    // What neighbours come to together is no ALT of the record.
    let allele = if variant.parts.is_empty() {
        alternate.to_owned()
    } else {
        format!("{}:{}:{}>{}", variant.chrom, variant.pos, variant.reference, variant.alternate)
    };
    let parts: [String; FIELDS.len()] = [
        allele,
        consequence.gene.to_string(),
        consequence.transcript.to_string(),
        consequence.hgvs_c.clone().unwrap_or_default(),
        consequence.protein.as_ref().map(|p| p.hgvs()).unwrap_or_default(),
        list(consequence.terms.to_string()),
        finding.matches.first().map_or("", |m| m.match_type.name()).to_owned(),
        list(text::joined(finding.matches.iter().map(|m| m.profile))),
        level(finding.highest_level()),
        level(finding.highest(Side::Sensitive)),
        level(finding.highest(Side::Resistant)),
        finding.amp_tier().name().to_owned(),
        finding.oncogenicity.class.name().to_owned(),
        list(text::therapies(finding, Side::Sensitive)),
        list(text::therapies(finding, Side::Resistant)),
        text::evidence_ids(finding).join("&"),
        list(text::joined(finding.flags.iter().map(|flag| flag.name()))),
    ];
    parts.map(|part| encoded(&part)).join("|")
}

/// Percent-encoding of what would end the part, the entry, the field or the column (VCF 4.5
/// §1.2, and `|`).
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' | ';' | '=' | ',' | '|' | ' ' | '\t' | '\n' | '\r' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_part_is_encoded() {
        assert_eq!(encoded("p.V600E"), "p.V600E");
        assert_eq!(encoded("p.(=)"), "p.(%3D)");
        assert_eq!(encoded("A + B [1]"), "A%20+%20B%20[1]");
        assert_eq!(encoded("5%|a,b;c\td"), "5%25%7Ca%2Cb%3Bc%09d");
    }
}
