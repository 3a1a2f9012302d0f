//! Columns of one row of copies that cannot both be right.
//!
//! Ratios depend on purity and ploidy, and calls on the caller: only what no sample can show is refused.

use crate::model::profile::CopyNumberClass;
use crate::model::structural::CopyState;
use crate::model::tumor_content::TumorContent;

use super::call::CopyCall;

/// The highest ploidy that is believed, and the lowest.
const PLOIDY: (f64, f64) = (12.0, 1.0);
/// How far a measured log2 ratio may lie from what its copies give.
const NOISE: f64 = 0.5;
/// How far fitted copies may lie from whole ones.
const FIT: f64 = 0.5;

/// Refuses a call that the number of copies beside it denies.
pub(super) fn of_call(
    call: Option<CopyCall>,
    shown: &str,
    copies: Option<f64>,
    content: TumorContent,
) -> Result<(), String> {
    let Some(copies) = copies else { return Ok(()) };
    let usual = content.ploidy().max(TumorContent::DIPLOID);
    let is_denied = match call {
        Some(CopyCall::Class(CopyNumberClass::Amplification | CopyNumberClass::Gain)) => {
            copies <= 1.0
        }
        Some(CopyCall::Class(CopyNumberClass::Deletion) | CopyCall::OneLost) => copies > usual,
        _ => false,
    };
    match is_denied {
        true => Err(format!("call: {shown:?} and {copies} copies contradict each other")),
        false => Ok(()),
    }
}

/// Refuses copies that no purity and ploidy bring to the log2 ratio beside them, and fewer copies than those of
/// the rarer allele.
pub(super) fn of_numbers(state: &CopyState, log2: Option<f64>) -> Result<(), String> {
    let Some(total) = state.total else { return Ok(()) };
    if let Some(minor) = state.minor.filter(|minor| *minor > total + FIT) {
        return Err(format!("copies: {minor} of the rarer allele and {total} in all"));
    }
    let Some(log2) = log2 else { return Ok(()) };
    // Normal cells bring each ratio nearer to 1.
    let (lowest, highest) = ((total / PLOIDY.0).min(1.0), (total / PLOIDY.1).max(1.0));
    match (lowest.log2() - NOISE..=highest.log2() + NOISE).contains(&log2) {
        true => Ok(()),
        false => Err(format!("copies: {total} and a log2 ratio of {log2} contradict each other")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_sample_shows_is_refused() {
        let state = |total, minor| CopyState { total: Some(total), minor, ..CopyState::default() };
        for (total, log2, is_possible) in [
            (8.0, -3.0, false),
            (8.0, 2.0, true),
            // A tetraploid genome, few tumour cells, a single X, nothing left.
            (3.0, -0.42, true),
            (12.0, 0.1, true),
            (1.0, 0.0, true),
            (0.0, -20.0, true),
            (0.0, f64::NEG_INFINITY, true),
            (0.0, 1.0, false),
            (1.0, 2.0, false),
            (2.0, 3.0, false),
        ] {
            let held = of_numbers(&state(total, None), Some(log2));
            assert_eq!(held.is_ok(), is_possible, "{total} {log2}: {held:?}");
        }
        assert!(of_numbers(&state(2.0, Some(5.0)), None).is_err());
        assert!(of_numbers(&state(1.9, Some(1.0)), None).is_ok());
        let gain = Some(CopyCall::Class(CopyNumberClass::Gain));
        let deep = Some(CopyCall::Class(CopyNumberClass::Deletion));
        let (diploid, tetraploid) = (
            TumorContent::default(),
            TumorContent { ploidy: Some(4.0), ..TumorContent::default() },
        );
        for (call, copies, content, is_possible) in [
            (gain, 1.0, diploid, false),
            (gain, 3.0, diploid, true),
            (deep, 3.0, diploid, false),
            (deep, 0.0, diploid, true),
            (Some(CopyCall::OneLost), 3.0, diploid, false),
            (Some(CopyCall::OneLost), 3.0, tetraploid, true),
            (None, 5.0, diploid, true),
        ] {
            let held = of_call(call, "x", Some(copies), content);
            assert_eq!(held.is_ok(), is_possible, "{call:?} {copies}");
        }
    }
}
