//! Genes: role in cancer and family.

/// How a gene drives cancer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GeneRole {
    /// Gain of function drives.
    Oncogene,
    /// Loss of function drives.
    TumorSuppressor,
    /// Either, by alteration or tissue.
    Both,
    /// Not known.
    #[default]
    Unknown,
}

impl GeneRole {
    /// The word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            GeneRole::Oncogene => "oncogene",
            GeneRole::TumorSuppressor => "tumor_suppressor",
            GeneRole::Both => "oncogene;tumor_suppressor",
            GeneRole::Unknown => "",
        }
    }

    /// Reads [`GeneRole::name`].
    pub fn parse(text: &str) -> Option<Self> {
        [GeneRole::Oncogene, GeneRole::TumorSuppressor, GeneRole::Both, GeneRole::Unknown]
            .into_iter()
            .find(|role| role.name() == text)
    }

    /// Whether loss of function of this gene is oncogenic.
    pub fn is_suppressor(self) -> bool {
        matches!(self, GeneRole::TumorSuppressor | GeneRole::Both)
    }

    /// Whether gain of function of this gene is oncogenic.
    pub fn is_oncogene(self) -> bool {
        matches!(self, GeneRole::Oncogene | GeneRole::Both)
    }
}
