//! The floors of a kind of sample. All numbers are this program's own.

use crate::model::liquid::Preset;
use crate::model::specimen::Specimen;

use super::thresholds::ABSENCE;

/// Molecules that support an allele of plasma: one is what errors make.
const MOLECULES: u32 = 2;
/// The fraction down to which plasma must exclude an allele for it to count as absent.
const ABSENCE_IN_PLASMA: f64 = 0.005;
/// The fraction below which a call in plasma is said to be low.
const LOW_IN_PLASMA: f64 = 0.002;
/// The same in tissue.
const LOW_IN_TISSUE: f64 = 0.05;

/// Returns what was sequenced.
pub fn specimen(preset: Preset) -> Specimen {
    match preset {
        Preset::Tissue => Specimen::Tissue,
        Preset::LiquidBiopsy => Specimen::Blood,
    }
}

/// Returns the fraction down to which an allele must be excluded for it to count as absent.
pub fn absence(preset: Option<Preset>) -> f64 {
    match preset {
        Some(Preset::LiquidBiopsy) => ABSENCE_IN_PLASMA,
        Some(Preset::Tissue) | None => ABSENCE,
    }
}

/// Returns the fraction below which a call is said to be low.
pub fn low_fraction(preset: Option<Preset>) -> f64 {
    match preset {
        Some(Preset::LiquidBiopsy) => LOW_IN_PLASMA,
        Some(Preset::Tissue) | None => LOW_IN_TISSUE,
    }
}

/// Returns the fewest supporting units of a call that is looked at, where the user names none.
pub fn least_support(preset: Preset) -> Option<u32> {
    (preset == Preset::LiquidBiopsy).then_some(MOLECULES)
}
