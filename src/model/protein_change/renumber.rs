//! The same change counted from another start.

use super::{ProteinChange, Residue, Residues};

impl Residue {
    /// Returns this residue `by` further on, or `None` where that is before the first.
    pub fn renumbered(self, by: i32) -> Option<Self> {
        let number = self.number.checked_add_signed(by).filter(|&number| number > 0)?;
        Some(Self { number, ..self })
    }
}

impl Residues {
    fn renumbered(self, by: i32) -> Option<Self> {
        Some(Self { first: self.first.renumbered(by)?, last: self.last.renumbered(by)? })
    }
}

impl ProteinChange {
    /// Returns this change with each residue `by` further on. Returns `None` where that is before
    /// the first residue, and for changes of the first and of no residue.
    pub fn renumbered(&self, by: i32) -> Option<Self> {
        use ProteinChange as P;
        let mut moved = self.clone();
        match &mut moved {
            P::Substitution { at, .. } | P::Frameshift { at, .. } | P::Extension { at, .. } => {
                *at = at.renumbered(by)?;
            }
            P::Synonymous { at }
            | P::Deletion { at }
            | P::Duplication { at }
            | P::Insertion { at, .. }
            | P::Delins { at, .. } => *at = at.renumbered(by)?,
            P::Splice { at } => *at = at.checked_add_signed(by).filter(|&at| at > 0)?,
            P::StartLost | P::Unknown => return None,
        }
        Some(moved)
    }

    /// Returns the residues that the change names with their letters.
    pub fn named_residues(&self) -> impl Iterator<Item = Residue> {
        use ProteinChange as P;
        let ends = match *self {
            P::Substitution { at, .. } | P::Frameshift { at, .. } | P::Extension { at, .. } => {
                [Some(at), None]
            }
            P::Synonymous { at }
            | P::Deletion { at }
            | P::Duplication { at }
            | P::Insertion { at, .. }
            | P::Delins { at, .. } => [Some(at.first), Some(at.last)],
            P::Splice { .. } | P::StartLost | P::Unknown => [None, None],
        };
        ends.into_iter().flatten().filter(|residue| residue.residue.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_residue_moves() {
        for (text, by, want) in [
            ("V600E", 40, Some("V640E")),
            ("E746_A750del", -45, Some("E701_A705del")),
            ("L747_A750delinsP", 1, Some("L748_A751delinsP")),
            ("K27M", 1, Some("K28M")),
            ("X1010_splice", 18, Some("X1028_splice")),
            ("K27M", -27, None),
            ("M1?", 1, None),
        ] {
            let change = ProteinChange::parse(text).unwrap();
            let moved = change.renumbered(by).map(|change| change.short());
            assert_eq!(moved.as_deref(), want, "{text} {by}");
        }
    }

    #[test]
    fn residues_with_letters() {
        let letters = |text: &str| {
            let change = ProteinChange::parse(text).unwrap();
            change.named_residues().map(|r| r.number).collect::<Vec<_>>()
        };
        assert_eq!(letters("E746_A750del"), [746, 750]);
        assert_eq!(letters("746_750del"), [0; 0]);
        assert_eq!(letters("K468fs"), [468]);
    }
}
