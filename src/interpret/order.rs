//! The order of findings for who wants the strongest claim first.

use std::cmp::Reverse;

use crate::model::finding::{Finding, OncogenicityClass};

/// Returns the numbers of `findings`: those that are reported by their highest level, then by `weight`,
/// then as in the input; the others behind them.
pub fn by_level(findings: &[(Finding<'_>, bool)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_cached_key(|&at| {
        let (finding, is_reported) = &findings[at];
        let level = finding.highest_level();
        // None is less than any level.
        (!is_reported, level.is_none(), level, weight(finding), at)
    });
    order
}

/// Returns what parts findings of one level: the surest driver first, then what most reads show.
pub(super) fn weight(finding: &Finding<'_>) -> (u8, Reverse<u32>) {
    let class = match finding.oncogenicity.class {
        OncogenicityClass::Oncogenic | OncogenicityClass::NotApplicable => 0,
        OncogenicityClass::LikelyOncogenic => 1,
        _ => 2,
    };
    // In parts of a million, as fractions have no total order.
    let fraction = finding.variant.call.vaf.map_or(0, |vaf| (vaf * 1e6) as u32);
    (class, Reverse(fraction))
}
