//! What a statement rests on.

use std::fmt;

/// The citations of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Citation<'a> {
    /// The statement cites nothing: it is shown, and nothing is concluded from it.
    Unverified,
    /// `PMID:…`, `ASCO:…`, `FDA:application`, several joined by semicolons.
    Cites(&'a str),
}

impl<'a> Citation<'a> {
    /// The word in a table for a statement that cites nothing.
    pub const UNVERIFIED: &'static str = "unverified";

    /// Reads the cell of a table.
    pub fn parse(cell: &'a str) -> Self {
        if cell == Self::UNVERIFIED { Self::Unverified } else { Self::Cites(cell) }
    }

    /// Returns the cell of a table.
    pub fn as_str(self) -> &'a str {
        match self {
            Self::Unverified => Self::UNVERIFIED,
            Self::Cites(what) => what,
        }
    }

    /// Returns whether something is cited.
    pub fn is_verified(self) -> bool {
        self != Self::Unverified
    }

    /// Returns the citations one by one, or the word for none where there is none.
    pub fn each(self) -> impl Iterator<Item = &'a str> {
        self.as_str().split(';')
    }
}

impl fmt::Display for Citation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Citation;

    #[test]
    fn cells_are_read_and_written() {
        for (cell, is_verified, count) in
            [("unverified", false, 1), ("PMID:1", true, 1), ("PMID:1;PMID:2", true, 2)]
        {
            let citation = Citation::parse(cell);
            assert_eq!((citation.as_str(), citation.is_verified()), (cell, is_verified));
            assert_eq!(citation.each().count(), count);
        }
    }
}
