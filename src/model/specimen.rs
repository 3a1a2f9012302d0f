//! What was sequenced: tissue of the tumour, or blood.

/// The kind of material, as far as its name shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Specimen {
    /// Not stated.
    #[default]
    Unknown,
    /// Tissue of the tumour.
    Tissue,
    /// Blood, its plasma, or bone marrow.
    Blood,
}

impl Specimen {
    /// Returns the specimen that a word in the sample's name gives: `P1_plasma`, `case7-ctDNA-2`,
    /// `FFPE_12`.
    pub fn of_name(name: &str) -> Self {
        const BLOOD: [&str; 12] = [
            "plasma",
            "cfdna",
            "ctdna",
            "liquid",
            "blood",
            "buffy",
            "pbmc",
            "wbc",
            "leukocyte",
            "leukocytes",
            "marrow",
            "pb",
        ];
        const TISSUE: [&str; 8] =
            ["ffpe", "tissue", "biopsy", "resection", "frozen", "met", "metastasis", "primary"];
        let is_in = |list: &[&str]| {
            name.split(|c: char| !c.is_ascii_alphanumeric())
                .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
                .any(|word| list.iter().any(|known| word.eq_ignore_ascii_case(known)))
        };
        match (is_in(&BLOOD), is_in(&TISSUE)) {
            (true, false) => Self::Blood,
            (false, true) => Self::Tissue,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_words_of_the_name() {
        for (name, want) in [
            ("T2_plasma", Specimen::Blood),
            ("case7-ctDNA2", Specimen::Blood),
            ("P1.cfDNA", Specimen::Blood),
            ("FFPE_12", Specimen::Tissue),
            ("TUMOR", Specimen::Unknown),
            ("plasma_vs_tissue", Specimen::Unknown),
            ("Bloodworth", Specimen::Unknown),
            ("", Specimen::Unknown),
        ] {
            assert_eq!(Specimen::of_name(name), want, "{name}");
        }
    }
}
