//! What one read shows at a target.

/// What one read shows at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Reference,
    Alternate,
    /// Another base of this index in A, C, G, T.
    Base(u8),
    /// Another allele.
    Other,
    /// N.
    Unknown,
    /// A base below the floor.
    LowQuality,
    /// The read fits both alleles.
    Undecided,
}
