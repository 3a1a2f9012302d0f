//! Which way evidence points.

/// Which way an evidence item points, once judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Towards using the therapy.
    Sensitive,
    /// Against using it: resistance, reduced sensitivity.
    Resistant,
    /// Neither: toxicity, or not stated.
    Neither,
}
