//! Which ALT of the record an entry describes.

use crate::model::allele::AltKind;

use super::entry::AnnotationEntry;
use super::format::Dialect;

/// Returns whether `entry` describes the ALT with 1-based number `alt_index`. `reference` is the
/// record's REF and `alternates` its whole ALT column.
///
/// - VEP: `ALLELE_NUM` where it is there. Else the allele is compared in VEP's own spelling.
///   Where REF and any ALT differ in length and all alleles begin with one base, VEP cuts that base
///   off. Nothing left is `-`. Symbolic alleles are words (`deletion`, or the bare `INV`). With
///   `--minimal`, all shared bases are cut off.
/// - SnpEff and mehari: the ALT as in the record. `G-C` (G against a germline C) and
///   `G-7:140453136_A>T` (G beside another change) describe G, on another background than REF.
/// - bcftools: there is no allele. An entry with a changed base belongs to the ALT that its
///   `REF>ALT` spells. One without (intron, UTR) belongs to every ALT.
pub fn applies_to(
    entry: &AnnotationEntry<'_>,
    reference: &[u8],
    alternates: &[u8],
    alt_index: usize,
) -> bool {
    let Some(alternate) =
        alt_index.checked_sub(1).and_then(|at| alternates.split(|&b| b == b',').nth(at))
    else {
        return false;
    };
    let allele = entry.allele.as_bytes();
    match entry.dialect {
        Dialect::Vep => match entry.allele_number {
            Some(number) => number == alt_index,
            None => is_vep_spelling(allele, reference, alternates, alternate),
        },
        Dialect::SnpEff => {
            let own = allele.iter().position(|&b| b == b'-').map_or(allele, |at| &allele[..at]);
            own == alternate
        }
        Dialect::Bcftools => {
            let is_own = |change: &str| {
                let (before, after) = change.split_once('>').unwrap_or_default();
                let before = before.trim_start_matches(|c: char| c.is_ascii_digit());
                before.as_bytes() == reference && after.as_bytes() == alternate
            };
            entry.dna_change.is_empty() || entry.dna_change.split('+').any(is_own)
        }
    }
}

/// Returns whether the entry describes the allele on another background than REF (SnpEff's `G-C`).
pub(super) fn is_relative(entry: &AnnotationEntry<'_>) -> bool {
    entry.dialect == Dialect::SnpEff && entry.allele.get(1..).is_some_and(|rest| rest.contains('-'))
}

fn is_vep_spelling(allele: &[u8], reference: &[u8], alternates: &[u8], alternate: &[u8]) -> bool {
    if AltKind::of(alternate) != AltKind::Sequence {
        let bare = alternate.strip_prefix(b"<").and_then(|name| name.strip_suffix(b">"));
        return allele == alternate
            || Some(allele) == bare
            || Some(allele) == symbolic_word(alternate);
    }
    let all = || alternates.split(|&b| b == b',').filter(|alt| *alt != b"*");
    let is_indel = all().any(|alt| alt.len() != reference.len());
    let shares_first = all().all(|alt| alt.first() == reference.first());
    let spelling = match alternate {
        [_, rest @ ..] if is_indel && shares_first => rest,
        whole => whole,
    };
    let is = |spelling: &[u8]| match spelling {
        [] => allele == b"-",
        bases => allele == bases,
    };
    is(spelling) || (is_indel && is(minimal(reference, alternate)))
}

/// Returns the ALT without the bases that it shares with REF, first bases first, as `--minimal`
/// does.
fn minimal<'a>(reference: &[u8], alternate: &'a [u8]) -> &'a [u8] {
    let prefix = reference.iter().zip(alternate).take_while(|(a, b)| a == b).count();
    let (reference, alternate) = (&reference[prefix..], &alternate[prefix..]);
    let ends = reference.iter().rev().zip(alternate.iter().rev());
    let suffix = ends.take_while(|(a, b)| a == b).count();
    &alternate[..alternate.len() - suffix]
}

/// Returns VEP's word for a symbolic allele.
fn symbolic_word(alternate: &[u8]) -> Option<&'static [u8]> {
    Some(match alternate {
        b"<DEL>" => b"deletion",
        b"<INS>" => b"insertion",
        b"<DUP>" => b"duplication",
        b"<DUP:TANDEM>" => b"tandem_duplication",
        b"<INV>" => b"inversion",
        b"<CNV>" => b"copy_number_variation",
        _ => return None,
    })
}
