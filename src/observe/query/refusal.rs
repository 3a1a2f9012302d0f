//! Why queries are refused.

/// Why a text is not read. Of several reasons the one that understood most is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Refusal {
    /// How much was understood.
    pub(super) rank: u8,
    pub(super) reason: String,
}

impl Refusal {
    /// No gene is named.
    pub(super) fn nothing(text: &str) -> Self {
        let reason = format!(
            "{text:?} is not understood: write 7-140453136-A-T, \"BRAF V600E\", \
             NM_004333.6:c.1799T>A, \"EML4::ALK\" or \"MET amplification\""
        );
        Self { rank: 0, reason }
    }

    /// A gene is not known.
    pub(super) fn gene(reason: String) -> Self {
        Self { rank: 1, reason }
    }

    /// The gene is known, but not what is said of it.
    pub(super) fn words(reason: String) -> Self {
        Self { rank: 2, reason }
    }

    /// Everything is understood, and contradicts itself.
    pub(super) fn residue(reason: String) -> Self {
        Self { rank: 3, reason }
    }

    /// Returns the one of two that understood more.
    pub(super) fn or(self, other: Self) -> Self {
        if other.rank > self.rank { other } else { self }
    }
}
