//! Why a record or an allele cannot be used.

use crate::input::record::Malformed;
use crate::model::allele::is_base;
use crate::model::call::Doubt;

/// A record that lies nowhere: where it belongs on its chromosome is not known.
pub(crate) const BEYOND: Malformed =
    Malformed::new("POS", "behind the last base of the chromosome");

/// An allele that stands for several.
const AMBIGUOUS: Malformed = Malformed::new("ALT", "an ambiguity code, which is not one allele");

/// A base of the reference that nothing tells.
const UNKNOWN_BASE: Malformed =
    Malformed::new("REF", "an ambiguity code, for a base that is not known here");
/// An allele that is none.
const NO_CHANGE: Malformed = Malformed::new("ALT", "the bases of REF");
/// An allele that a genotype or reads name and nothing spells.
pub(crate) const UNSPELLED: Malformed =
    Malformed::new("ALT", "any other allele, which the genotype or the reads say is there");

/// Returns why the bases do not say which change it is, if they do not. `N` says so of a substitution; in an
/// insertion or deletion callers write it for what they do not spell.
pub(crate) fn unusable(reference: &[u8], alternate: &[u8]) -> Option<Malformed> {
    // As nearly all records are.
    if let ([from], [to]) = (reference, alternate)
        && from != to
        && is_base(*from)
        && is_base(*to)
    {
        return None;
    }
    let may_have_n = reference.len() != alternate.len();
    let is_spelled = |b: &u8| is_base(*b) || may_have_n && b.eq_ignore_ascii_case(&b'N');
    if !alternate.iter().all(is_spelled) {
        return Some(AMBIGUOUS);
    }
    if !may_have_n && !reference.iter().all(is_spelled) {
        return Some(UNKNOWN_BASE);
    }
    reference.eq_ignore_ascii_case(alternate).then_some(NO_CHANGE)
}

/// Says what speaks against the absence of an allele.
pub(crate) fn of_doubt(doubt: Doubt) -> Malformed {
    match doubt {
        Doubt::Reads => Malformed::new("GT", "leaves out an allele that many reads have"),
        Doubt::Fraction => Malformed::new("AF", "a fraction of an allele that no read has"),
        Doubt::NoReads => Malformed::new("GT", "an allele at a site without reads"),
    }
}
