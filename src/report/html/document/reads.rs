//! What the sample's own reads show, as a result states it.

use serde::Deserialize;

#[derive(Deserialize)]
pub(in crate::report) struct Reads {
    pub(in crate::report) files: Vec<File>,
    pub(in crate::report) unit: String,
    pub(in crate::report) absence_fraction: f64,
    pub(in crate::report) detected: usize,
    pub(in crate::report) not_detected: usize,
    pub(in crate::report) not_assessed: usize,
    pub(in crate::report) by_chance: f64,
    pub(in crate::report) targets: Vec<Target>,
}

#[derive(Deserialize)]
pub(in crate::report) struct File {
    pub(in crate::report) path: String,
    pub(in crate::report) sample: String,
}

/// A target.
#[derive(Deserialize)]
pub(in crate::report) struct Target {
    pub(in crate::report) target: String,
    pub(in crate::report) chrom: String,
    pub(in crate::report) pos: u32,
    pub(in crate::report) r#ref: String,
    pub(in crate::report) alt: String,
    pub(in crate::report) called: bool,
    pub(in crate::report) status: String,
    #[serde(default)]
    pub(in crate::report) reason: String,
    pub(in crate::report) support: u32,
    pub(in crate::report) usable: u32,
    pub(in crate::report) needed: u32,
    pub(in crate::report) fraction: Option<f64>,
    pub(in crate::report) interval: Option<(f64, f64)>,
    pub(in crate::report) lod: Option<f64>,
    pub(in crate::report) background: f64,
    pub(in crate::report) p_value: Option<f64>,
}
