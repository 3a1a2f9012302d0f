//! What is asked and told of a liquid biopsy.

/// Floors and words for a kind of sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Tissue of the tumour.
    Tissue,
    /// Cell-free DNA of plasma.
    LiquidBiopsy,
}

/// How much of the cell-free DNA is the tumour's.
#[derive(Debug, Clone, PartialEq)]
pub struct TumorFraction {
    /// The share.
    pub share: f64,
    /// Where it is from, in words.
    pub by: String,
    /// Whether the user states it; else it is the least that the highest driver needs.
    pub is_stated: bool,
}
