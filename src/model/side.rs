//! Which way evidence points.

/// Which way an evidence item points, once judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Towards using the therapy.
    Sensitive,
    /// Against using it.
    Resistant,
    /// It works less well: no resistance, and never a level.
    Reduced,
    /// Neither: toxicity, or not stated.
    Neither,
}
