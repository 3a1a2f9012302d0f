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
    /// Returns the word used in tables and reports.
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

    /// Returns whether loss of function of this gene is oncogenic.
    pub fn is_suppressor(self) -> bool {
        matches!(self, GeneRole::TumorSuppressor | GeneRole::Both)
    }

    /// Returns whether gain of function of this gene is oncogenic.
    pub fn is_oncogene(self) -> bool {
        matches!(self, GeneRole::Oncogene | GeneRole::Both)
    }
}

/// What kind of protein a gene makes, as far as therapy asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GeneFamily {
    /// Receptor tyrosine kinase.
    ReceptorTyrosineKinase,
    /// Any other kinase.
    Kinase,
    /// Immune checkpoint: receptor or ligand.
    ImmuneCheckpoint,
    /// Any other receptor.
    Receptor,
    /// None of these, or not known.
    #[default]
    Other,
}

impl GeneFamily {
    /// Returns the word used in tables and reports, empty for [`GeneFamily::Other`].
    pub fn name(self) -> &'static str {
        match self {
            GeneFamily::ReceptorTyrosineKinase => "receptor_tyrosine_kinase",
            GeneFamily::Kinase => "kinase",
            GeneFamily::ImmuneCheckpoint => "immune_checkpoint",
            GeneFamily::Receptor => "receptor",
            GeneFamily::Other => "",
        }
    }

    /// Reads [`GeneFamily::name`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::ReceptorTyrosineKinase, Self::Kinase, Self::ImmuneCheckpoint, Self::Receptor]
            .into_iter()
            .chain([Self::Other])
            .find(|family| family.name() == text)
    }
}
