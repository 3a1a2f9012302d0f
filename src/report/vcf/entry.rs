//! One entry of the INFO field: an allele in a gene.

use std::fmt::{self, Write};
use std::num::NonZeroU32;

use crate::control::is_control;
use crate::model::finding::Finding;
use crate::report::cell::Cell;
use crate::report::column::{Column, key, own};
use crate::report::variant::{Observed, Row, Variant};

/// A part of an entry.
pub(in crate::report) type Part = Column<fn(&Row<'_>, &mut dyn Write) -> fmt::Result>;

/// The parts of an entry, in order.
pub(in crate::report) const PARTS: &[Part] = &[
    own(
        "Allele",
        "The ALT; of neighbours that were read together, which are no ALT, the whole allele.",
        |row, out| match row.observed() {
            Some(allele) if allele.parts.is_empty() => allele.alt.put(out),
            Some(Observed { chrom, pos, r#ref, alt, .. }) => {
                let pos = pos.map_or(0, NonZeroU32::get);
                write!(out, "{}:{pos}:{}>{}", chrom.0, r#ref.0, alt.0)
            }
            None => Ok(()),
        },
    ),
    key!(located.gene as "Gene"),
    key!(located.transcript as "Transcript"),
    key!(located.hgvs_c as "HGVSc"),
    key!(located.hgvs_p as "HGVSp"),
    key!(located.consequence as "Consequence"),
    key!(judged.match_type as "MatchType"),
    key!(judged.biomarkers as "Biomarkers"),
    key!(judged.highest_level as "HighestLevel"),
    key!(judged.highest_sensitive_level as "HighestSensitiveLevel"),
    key!(judged.highest_resistance_level as "HighestResistanceLevel"),
    key!(judged.amp_tier as "AMPTier"),
    key!(judged.oncogenicity as "Oncogenicity"),
    key!(judged.therapies_sensitive as "TherapiesSensitive"),
    key!(judged.therapies_resistant as "TherapiesResistant"),
    key!(judged.evidence as "Evidence"),
    key!(noted.flags as "Flags"),
];

/// Returns the entry of one finding in the record that spells it as `alternate`: [`PARTS`] joined by `|`,
/// lists in a part joined by `&`.
pub(super) fn entry(finding: &Finding, alternate: &str) -> String {
    let mut variant = Variant::judged(finding);
    variant.spell(alternate);
    let row = Row::new("", variant);
    let part = |part: &Part| {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = (part.write)(&row, &mut text);
        encoded(&text.replace(';', "&"))
    };
    PARTS.iter().map(part).collect::<Vec<_>>().join("|")
}

/// Percent-encodes what would end the part, the entry, the field or the column (VCF 4.5 §1.2, and
/// `|`), and control characters.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' | ';' | '=' | ',' | '|' | ' ' | '\t' | '\n' | '\r' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if is_control(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
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
        assert_eq!(encoded("\x1b[1m\u{202e}é"), "%1B[1m%E2%80%AEé");
    }
}
