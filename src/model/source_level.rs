//! How strong a source holds a statement to be, and the origin of the variants it is about.

/// A source's own level of evidence, on CIViC's scale where it is not a label's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceLevel {
    /// An assertion of AMP Tier I, Level A.
    TierIA,
    /// Validated association.
    A,
    /// Clinical evidence.
    B,
    /// Case study.
    C,
    /// Preclinical evidence.
    D,
    /// Inferential association.
    E,
    /// What a label states.
    Label,
    /// A level on another scale.
    Other,
}

impl SourceLevel {
    /// Reads the cell of a table, without the words of a source that has its own level behind the
    /// letter: `A (FDA guidelines)`.
    pub fn parse(cell: &str) -> Self {
        match cell.split_once(" (").map_or(cell, |(letter, _)| letter) {
            "A" => Self::A,
            "B" => Self::B,
            "C" => Self::C,
            "D" => Self::D,
            "E" => Self::E,
            "label" => Self::Label,
            text if text.starts_with("assertion Tier I - Level A") => Self::TierIA,
            _ => Self::Other,
        }
    }

    /// Returns whether a table may have the cell: a level on the scale, or a known one beside it.
    pub fn is_known(cell: &str) -> bool {
        Self::parse(cell) != Self::Other || WITHOUT_LEVEL.iter().any(|word| cell.starts_with(word))
    }
}

/// Levels of statements that set none of theravar's: what drives a tumour, assertions below Tier I Level A.
const WITHOUT_LEVEL: [&str; 2] = ["driver", "assertion "];

/// Where the variants of a statement come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VariantOrigin {
    /// Acquired by the tumour.
    Somatic,
    /// Inherited.
    Germline,
    /// Inherited, and rare.
    RareGermline,
    /// An inherited polymorphism.
    CommonGermline,
    /// Several, or not stated.
    Other,
}

impl VariantOrigin {
    /// Reads the cell of a table, in CIViC's words.
    pub fn parse(cell: &str) -> Self {
        match cell {
            "Somatic" => Self::Somatic,
            "Germline" => Self::Germline,
            "Rare Germline" => Self::RareGermline,
            "Common Germline" => Self::CommonGermline,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_with_and_without_words() {
        for (cell, want) in [
            ("A", SourceLevel::A),
            ("A (FDA guidelines)", SourceLevel::A),
            ("E", SourceLevel::E),
            ("assertion Tier I - Level A", SourceLevel::TierIA),
            ("assertion Tier II - Level C", SourceLevel::Other),
            ("AB", SourceLevel::Other),
            ("label", SourceLevel::Label),
            ("3A", SourceLevel::Other),
        ] {
            assert_eq!(SourceLevel::parse(cell), want, "{cell}");
        }
    }

    #[test]
    fn origins_in_the_words_of_civic() {
        assert_eq!(VariantOrigin::parse("Common Germline"), VariantOrigin::CommonGermline);
        assert_eq!(VariantOrigin::parse("Rare Germline"), VariantOrigin::RareGermline);
        assert_eq!(VariantOrigin::parse("N/A"), VariantOrigin::Other);
    }
}
