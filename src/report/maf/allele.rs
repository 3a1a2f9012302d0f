//! An allele as MAF writes it: without the anchor base, `-` for no base.

use std::fmt;

use crate::model::allele::{AltKind, SequenceEdit};
use crate::model::finding::VariantView;

/// `Variant_Type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum VariantType {
    /// One base for one.
    Snp,
    /// Two for two.
    Dnp,
    /// Three for three.
    Tnp,
    /// More for as many.
    Onp,
    /// More bases than before.
    Ins,
    /// Fewer.
    Del,
}

impl VariantType {
    /// Returns MAF's word.
    pub(in crate::report) fn name(self) -> &'static str {
        match self {
            Self::Snp => "SNP",
            Self::Dnp => "DNP",
            Self::Tnp => "TNP",
            Self::Onp => "ONP",
            Self::Ins => "INS",
            Self::Del => "DEL",
        }
    }

    /// Returns the term of the Sequence Ontology that VEP gives as VARIANT_CLASS.
    pub(super) fn class(self, is_pure: bool) -> &'static str {
        match self {
            Self::Snp => "SNV",
            Self::Ins if is_pure => "insertion",
            Self::Del if is_pure => "deletion",
            Self::Ins | Self::Del => "indel",
            Self::Dnp | Self::Tnp | Self::Onp => "substitution",
        }
    }
}

/// An allele in the coordinates of MAF, 1-based and closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct MafAllele {
    /// The first base that changes; of a pure insertion the base before it.
    pub(in crate::report) start: u32,
    /// The last base that changes; of a pure insertion the base behind it.
    pub(in crate::report) end: u32,
    /// Its type.
    pub(in crate::report) kind: VariantType,
    /// The bases that go, or `-`.
    pub(in crate::report) reference: String,
    /// The bases that come, or `-`.
    pub(in crate::report) alternate: String,
}

impl MafAllele {
    /// Returns the allele of a variant of bases; `read_as` is what a symbolic one is read as.
    ///
    /// Shared first bases are trimmed first, as vcf2maf does, then shared last ones.
    pub(in crate::report) fn of(
        variant: VariantView<'_>,
        read_as: Option<&SequenceEdit>,
    ) -> Option<Self> {
        let bases = |text: &str| if text == "-" { String::new() } else { text.to_owned() };
        let is_bases =
            |text: &str| text == "-" || AltKind::of(text.as_bytes()) == AltKind::Sequence;
        let VariantView { pos, reference, alternate, .. } = variant;
        if is_bases(reference) && is_bases(alternate) {
            return Self::trimmed(pos, &bases(reference), &bases(alternate));
        }
        let SequenceEdit { start, deleted, inserted, .. } = read_as?;
        let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
        Self::trimmed(start + 1, &text(deleted), &text(inserted))
    }

    fn trimmed(pos: u32, reference: &str, alternate: &str) -> Option<Self> {
        let (reference, alternate) = (reference.as_bytes(), alternate.as_bytes());
        let same = |(a, b): &(&u8, &u8)| a.eq_ignore_ascii_case(b);
        let prefix = reference.iter().zip(alternate).take_while(same).count();
        let (reference, alternate) = (&reference[prefix..], &alternate[prefix..]);
        let suffix = reference.iter().rev().zip(alternate.iter().rev()).take_while(same).count();
        let reference = &reference[..reference.len() - suffix];
        let alternate = &alternate[..alternate.len() - suffix];
        let first = pos + prefix as u32;
        let last = first + reference.len() as u32;
        let (start, end) = match reference {
            [] => (first.checked_sub(1)?, first),
            _ => (first, last - 1),
        };
        let kind = match (reference.len(), alternate.len()) {
            (0, 0) => return None,
            (a, b) if a < b => VariantType::Ins,
            (a, b) if a > b => VariantType::Del,
            (1, _) => VariantType::Snp,
            (2, _) => VariantType::Dnp,
            (3, _) => VariantType::Tnp,
            _ => VariantType::Onp,
        };
        let text = |bases: &[u8]| match bases {
            [] => "-".to_owned(),
            bases => String::from_utf8_lossy(bases).to_ascii_uppercase(),
        };
        Some(Self { start, end, kind, reference: text(reference), alternate: text(alternate) })
    }

    /// Returns whether the reading frame stays as it is.
    pub(super) fn is_in_frame(&self) -> bool {
        let length = |bases: &str| if bases == "-" { 0 } else { bases.len() };
        length(&self.reference).abs_diff(length(&self.alternate)) % 3 == 0
    }

    /// Returns whether bases only go, or only come.
    pub(super) fn is_pure(&self) -> bool {
        self.reference == "-" || self.alternate == "-"
    }
}

impl fmt::Display for VariantType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::ObservedVariant;

    /// What vcf2maf writes of these alleles, and of some that it leaves untrimmed behind.
    #[test]
    fn coordinates_and_types() {
        for (pos, reference, alternate, want) in [
            (100, "A", "T", "100 100 SNP A T"),
            (100, "AC", "GT", "100 101 DNP AC GT"),
            (100, "GAC", "GTT", "101 102 DNP AC TT"),
            (100, "ACG", "GTA", "100 102 TNP ACG GTA"),
            (100, "ACGT", "GTAC", "100 103 ONP ACGT GTAC"),
            (100, "A", "ATT", "100 101 INS - TT"),
            (100, "ATT", "A", "101 102 DEL TT -"),
            (100, "GAATTAAGAGAAGCA", "G", "101 114 DEL AATTAAGAGAAGCA -"),
            (100, "A", "GA", "99 100 INS - G"),
            (100, "ACGG", "AGG", "101 101 DEL C -"),
            (100, "AC", "GTTT", "100 101 INS AC GTTT"),
            (100, "TACG", "TGT", "101 103 DEL ACG GT"),
            (100, "NAAG", "N", "101 103 DEL AAG -"),
            (100, "CTT", "CT", "102 102 DEL T -"),
            (100, "-", "TT", "99 100 INS - TT"),
            (100, "TT", "-", "100 101 DEL TT -"),
            (100, "a", "t", "100 100 SNP A T"),
        ] {
            let variant = ObservedVariant {
                pos,
                reference: reference.into(),
                alternate: alternate.into(),
                ..ObservedVariant::default()
            };
            let MafAllele { start, end, kind, reference, alternate } =
                MafAllele::of(variant.view(), None).unwrap();
            assert_eq!(format!("{start} {end} {kind} {reference} {alternate}"), want);
        }
        for alternate in ["<DEL>", "A[2:5[", "A", "*"] {
            let variant = ObservedVariant {
                pos: 5,
                reference: "A".into(),
                alternate: alternate.into(),
                ..ObservedVariant::default()
            };
            assert_eq!(MafAllele::of(variant.view(), None), None, "{alternate}");
        }
    }
}
