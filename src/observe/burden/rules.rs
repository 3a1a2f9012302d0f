//! What counts, by preset. `docs/tmb.md` has the source of each number.

use crate::model::burden::BurdenPreset;

/// Genes that plasma has of blood cells: left out by the preset of TruSight Oncology 500's plasma
/// assay.
const BLOOD_GENES: &[&str] = &["ASXL1", "DNMT3A", "PPM1D", "TET2"];

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Fewest reads at the site.
    pub min_depth: u32,
    /// Fewest supporting reads.
    pub min_alt: u32,
    /// Smallest allele fraction.
    pub min_vaf: f64,
    /// Allele fraction above which an allele is taken as inherited where there is no normal.
    pub max_vaf: Option<f64>,
    /// Frequency in the population from which on an allele is taken as inherited.
    pub population: f64,
    /// Whether synonymous changes count.
    pub counts_synonymous: bool,
    /// Whether several neighbouring bases, changed at once, count.
    pub counts_multi_base: bool,
    /// Whether known drivers are left out.
    pub removes_drivers: bool,
    /// Whether truncations of suppressors are left out.
    pub removes_suppressor_truncations: bool,
    /// Genes that are left out in blood.
    pub blood_genes: &'static [&'static str],
}

impl Rules {
    /// Returns the rules of a preset.
    pub fn of(preset: BurdenPreset) -> Self {
        match preset {
            BurdenPreset::Foundation => Self {
                min_depth: 0,
                min_alt: 0,
                min_vaf: 0.05,
                max_vaf: None,
                // Two of the 121,412 alleles of ExAC.
                population: 2.0 / 121_412.0,
                counts_synonymous: true,
                counts_multi_base: true,
                removes_drivers: true,
                removes_suppressor_truncations: true,
                blood_genes: &[],
            },
            BurdenPreset::Tso500 => Self {
                min_depth: 50,
                min_alt: 0,
                min_vaf: 0.05,
                max_vaf: Some(0.9),
                // Ten of the 251,496 alleles of gnomAD's exomes (v2.1).
                population: 10.0 / 251_496.0,
                counts_synonymous: true,
                counts_multi_base: false,
                removes_drivers: true,
                removes_suppressor_truncations: false,
                blood_genes: BLOOD_GENES,
            },
            BurdenPreset::ExomeNonsyn => Self {
                min_depth: 25,
                min_alt: 3,
                min_vaf: 0.05,
                max_vaf: None,
                population: 1e-4,
                counts_synonymous: false,
                counts_multi_base: true,
                removes_drivers: false,
                removes_suppressor_truncations: false,
                blood_genes: &[],
            },
        }
    }
}
