//! Therapy classes.

/// The class of a drug, as the `therapy_classes` column spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TherapyClass {
    /// Small-molecule kinase inhibitor.
    KinaseInhibitor,
    /// Unconjugated antibody against a receptor or ligand.
    MonoclonalAntibody,
    /// Antibody with a cytotoxic payload.
    AntibodyDrugConjugate,
    /// Antibody with two specificities.
    BispecificAntibody,
    /// Antibody against PD-1, PD-L1, CTLA-4, LAG-3.
    ImmuneCheckpointInhibitor,
    /// Endocrine therapy.
    HormoneTherapy,
    /// PARP inhibitor.
    ParpInhibitor,
    /// CAR-T and other cells.
    CellTherapy,
    /// Cytotoxic chemotherapy.
    Chemotherapy,
    /// Any other drug with a molecular target.
    OtherTargeted,
}

impl TherapyClass {
    /// All classes.
    pub const ALL: [TherapyClass; 10] = [
        TherapyClass::KinaseInhibitor,
        TherapyClass::MonoclonalAntibody,
        TherapyClass::AntibodyDrugConjugate,
        TherapyClass::BispecificAntibody,
        TherapyClass::ImmuneCheckpointInhibitor,
        TherapyClass::HormoneTherapy,
        TherapyClass::ParpInhibitor,
        TherapyClass::CellTherapy,
        TherapyClass::Chemotherapy,
        TherapyClass::OtherTargeted,
    ];

    /// Returns the word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            TherapyClass::KinaseInhibitor => "kinase_inhibitor",
            TherapyClass::MonoclonalAntibody => "monoclonal_antibody",
            TherapyClass::AntibodyDrugConjugate => "antibody_drug_conjugate",
            TherapyClass::BispecificAntibody => "bispecific_antibody",
            TherapyClass::ImmuneCheckpointInhibitor => "immune_checkpoint_inhibitor",
            TherapyClass::HormoneTherapy => "hormone_therapy",
            TherapyClass::ParpInhibitor => "parp_inhibitor",
            TherapyClass::CellTherapy => "cell_therapy",
            TherapyClass::Chemotherapy => "chemotherapy",
            TherapyClass::OtherTargeted => "other_targeted",
        }
    }

    /// Reads [`TherapyClass::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == text)
    }
}
