//! Which findings are worth a row.

use crate::model::finding::{Finding, Flag, OncogenicityClass};
use crate::model::level::Level;
use crate::model::structural::{StructuralChange, StructuralKind};

/// States of repair and of microsatellites that nearly all tumours have, as profiles.
const USUAL: [&str; 2] = ["pMMR", "MSI Low"];

/// Whether a finding is worth a row: a therapy-level match of any kind, or a driver by itself or by
/// the user's tables.
pub fn is_reportable(finding: &Finding, min_level: Option<Level>) -> bool {
    // Nearly all tumours have it: a row only where a statement speaks of this one.
    let is_usual = finding.matches.iter().any(|m| USUAL.contains(&m.profile));
    if is_usual && finding.highest_level().is_none_or(|level| !level.is_at_least(Level::L3A)) {
        return false;
    }
    match min_level {
        Some(min) => finding
            .evidence()
            .filter_map(|(_, graded)| graded.level)
            .any(|level| level.is_at_least(min)),
        None => {
            let is_joined = |change: &StructuralChange| {
                matches!(change.kind, StructuralKind::Fusion | StructuralKind::Rearrangement)
            };
            !finding.matches.is_empty()
                || finding.change.structural().is_some_and(is_joined)
                || finding.flags.contains(&Flag::Haplotype)
                || finding.flags.contains(&Flag::AdjacentUnphased)
                || finding.flags.contains(&Flag::RefMismatch)
                || finding.flags.contains(&Flag::Partial)
                || finding.flags.contains(&Flag::Pharmacogene)
                || finding.flags.contains(&Flag::GermlineSuspect)
                || finding.change.structural().is_some() && finding.state.drives(finding.gene.role)
                || finding.gene.role.is_suppressor()
                    && finding.flags.contains(&Flag::PredictedSplice)
                || finding.facts.iter().any(|fact| fact.is_driver(finding.gene.role))
                // What keeps every residue is seen by nothing else.
                || finding.state.is_defined_driver(finding.gene.role)
                    && finding.change.structural().is_none()
                    && !finding.consequence.is_nonsynonymous()
                || finding.oncogenicity.class <= OncogenicityClass::LikelyOncogenic
        }
    }
}
