//! Alternate alleles as VCF writes them, and the sequence edit that one of them is.

use super::contig::Contig;
use super::position::Interval;

/// What an ALT string is (VCF 4.5 §1.6.1, field ALT).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AltKind {
    /// Bases: `A`, `ACGT`, any case, IUPAC codes included.
    Sequence,
    /// `*`: missing because of an upstream deletion.
    OverlappingDeletion,
    /// `.`: no alternate allele.
    Missing,
    /// `<NON_REF>` or `<*>`: any other allele.
    Unspecified,
    /// `<DEL>`, `<DUP:TANDEM>`, `<CNV>`, …
    Symbolic,
    /// `G]17:198982]`, `.TGCA`, `G.`: breakends, single ones too.
    Breakend,
    /// None of these.
    Malformed,
}

impl AltKind {
    /// Classifies one ALT string.
    pub fn of(alt: &[u8]) -> Self {
        match alt {
            // As nearly all alleles are.
            [base] if is_base(*base) => AltKind::Sequence,
            b"" => AltKind::Malformed,
            b"." => AltKind::Missing,
            b"*" => AltKind::OverlappingDeletion,
            b"<NON_REF>" | b"<*>" | b"<X>" => AltKind::Unspecified,
            [b'<', id @ .., b'>'] if id.iter().all(|b| !matches!(b, b'<' | b'>')) => {
                AltKind::Symbolic
            }
            [b'<', ..] => AltKind::Malformed,
            _ if alt.iter().any(|b| matches!(b, b'[' | b']')) => AltKind::Breakend,
            [b'.', rest @ ..] | [rest @ .., b'.'] if is_bases(rest) => AltKind::Breakend,
            _ if is_bases(alt) => AltKind::Sequence,
            _ => AltKind::Malformed,
        }
    }
}

/// Returns whether `bases` is a non-empty run of IUPAC nucleotide codes in either case.
pub fn is_bases(bases: &[u8]) -> bool {
    !bases.is_empty()
        && bases.iter().all(|b| {
            matches!(
                b.to_ascii_uppercase(),
                b'A' | b'C'
                    | b'G'
                    | b'T'
                    | b'N'
                    | b'R'
                    | b'Y'
                    | b'S'
                    | b'W'
                    | b'K'
                    | b'M'
                    | b'B'
                    | b'D'
                    | b'H'
                    | b'V'
            )
        })
}

/// Returns whether `base` is A, C, G or T, in either case.
pub fn is_base(base: u8) -> bool {
    matches!(base.to_ascii_uppercase(), b'A' | b'C' | b'G' | b'T')
}

/// Returns whether the IUPAC nucleotide `code` may stand for `base`, in either case.
fn stands_for(code: u8, base: u8) -> bool {
    let bases: &[u8] = match code.to_ascii_uppercase() {
        b'R' => b"AG",
        b'Y' => b"CT",
        b'S' => b"CG",
        b'W' => b"AT",
        b'K' => b"GT",
        b'M' => b"AC",
        b'B' => b"CGT",
        b'D' => b"AGT",
        b'H' => b"ACT",
        b'V' => b"ACG",
        b'N' => b"ACGT",
        _ => return code.eq_ignore_ascii_case(&base),
    };
    bases.contains(&base.to_ascii_uppercase())
}

/// Returns whether the nucleotides `codes` may stand for the `bases` of the same places, in either case.
pub fn may_be(codes: &[u8], bases: &[u8]) -> bool {
    codes.iter().zip(bases).all(|(&code, &base)| stands_for(code, base))
}

/// A replacement of reference bases on the plus strand, trimmed of shared bases, upper case.
///
/// `start` is 0-based: the first replaced base, or for a pure insertion the base that the new
/// bases come before. Build it with [`SequenceEdit::trimmed`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SequenceEdit {
    /// The chromosome.
    pub contig: Contig,
    /// 0-based position of the first replaced base.
    pub start: u32,
    /// Bases removed, none for an insertion.
    pub deleted: Vec<u8>,
    /// Bases put in their place, none for a deletion.
    pub inserted: Vec<u8>,
}

impl SequenceEdit {
    /// Returns the edit of VCF's REF and ALT at the 0-based `start` of REF, or `None` where nothing
    /// differs.
    ///
    /// Shared last bases are trimmed first, then shared first bases. So an indel keeps VCF's
    /// leftmost anchoring.
    pub fn trimmed(contig: Contig, start: u32, reference: &[u8], alternate: &[u8]) -> Option<Self> {
        Self::trimmed_in(None, contig, start, reference, alternate)
    }

    /// Returns what [`SequenceEdit::trimmed`] does, in the memory of an edit that is no longer needed, if there
    /// is one.
    pub fn trimmed_in(
        spare: Option<Self>,
        contig: Contig,
        start: u32,
        reference: &[u8],
        alternate: &[u8],
    ) -> Option<Self> {
        let same = |a: &u8, b: &u8| a.eq_ignore_ascii_case(b);
        let suffix = reference
            .iter()
            .rev()
            .zip(alternate.iter().rev())
            .take_while(|(a, b)| same(a, b))
            .count();
        let reference = &reference[..reference.len() - suffix];
        let alternate = &alternate[..alternate.len() - suffix];
        let prefix = reference.iter().zip(alternate).take_while(|(a, b)| same(a, b)).count();
        let (mut deleted, mut inserted) =
            spare.map(|edit| (edit.deleted, edit.inserted)).unwrap_or_default();
        for (bases, of) in [(&mut deleted, reference), (&mut inserted, alternate)] {
            bases.clear();
            bases.extend(of[prefix..].iter().map(u8::to_ascii_uppercase));
        }
        if deleted.is_empty() && inserted.is_empty() {
            return None;
        }
        Some(Self { contig, start: start + prefix as u32, deleted, inserted })
    }

    /// Returns the replaced reference bases, 0-based half-open. The interval is empty for an
    /// insertion.
    pub fn interval(&self) -> Interval {
        Interval::new(self.start, self.start + self.deleted.len() as u32)
    }

    /// Returns whether one base replaces one base.
    pub fn is_snv(&self) -> bool {
        self.deleted.len() == 1 && self.inserted.len() == 1
    }

    /// Returns whether bases replace as many.
    pub fn is_substitution(&self) -> bool {
        self.deleted.len() == self.inserted.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alt_kinds() {
        for (alt, want) in [
            ("A", AltKind::Sequence),
            ("acgtn", AltKind::Sequence),
            ("*", AltKind::OverlappingDeletion),
            (".", AltKind::Missing),
            ("<NON_REF>", AltKind::Unspecified),
            ("<DUP:TANDEM>", AltKind::Symbolic),
            ("G]17:198982]", AltKind::Breakend),
            (".TGCA", AltKind::Breakend),
            ("G.", AltKind::Breakend),
            ("A-", AltKind::Malformed),
            ("", AltKind::Malformed),
        ] {
            assert_eq!(AltKind::of(alt.as_bytes()), want, "{alt}");
        }
    }

    #[test]
    fn ambiguity_codes() {
        for (code, base, want) in
            [(b'Y', b'C', true), (b'y', b't', true), (b'Y', b'A', false), (b'n', b'G', true)]
        {
            assert_eq!(stands_for(code, base), want, "{code} {base}");
        }
        assert!(stands_for(b'a', b'A') && !stands_for(b'A', b'C'));
        assert!(may_be(b"RcN", b"ACT") && !may_be(b"RC", b"CC"));
    }

    #[test]
    fn trims_suffix_then_prefix() {
        let contig = Contig::from_name(b"7").unwrap();
        let edit = |r: &str, a: &str| SequenceEdit::trimmed(contig, 10, r.as_bytes(), a.as_bytes());
        let show = |e: SequenceEdit| {
            (e.start, String::from_utf8(e.deleted).unwrap(), String::from_utf8(e.inserted).unwrap())
        };
        assert_eq!(edit("AC", "AC"), None);
        assert_eq!(show(edit("ga", "gt").unwrap()), (11, "A".into(), "T".into()));
        assert_eq!(show(edit("CAAA", "CAA").unwrap()), (11, "A".into(), String::new()));
        assert_eq!(show(edit("C", "CTT").unwrap()), (11, String::new(), "TT".into()));
        assert_eq!(show(edit("AATTG", "ACG").unwrap()), (11, "ATT".into(), "C".into()));
    }
}
