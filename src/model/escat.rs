//! Tiers of ESCAT, the scale of the European Society for Medical Oncology (Mateo 2018, PMID 30137196).

/// A tier, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EscatTier {
    /// A randomised trial showed that patients with the change gain.
    IA,
    /// A trial without a control arm showed a benefit that matters.
    IB,
    /// The benefit holds across tumours.
    IC,
    /// Patients with the change gained, looked at afterwards.
    IIA,
    /// More responses, no data on survival.
    IIB,
    /// The same change in another tumour.
    IIIA,
    /// A similar change of the same gene, without data of its own.
    IIIB,
}

impl EscatTier {
    /// All tiers that are assigned.
    pub const ALL: [Self; 7] =
        [Self::IA, Self::IB, Self::IC, Self::IIA, Self::IIB, Self::IIIA, Self::IIIB];

    /// Returns the word of tables and results.
    pub fn name(self) -> &'static str {
        match self {
            Self::IA => "I-A",
            Self::IB => "I-B",
            Self::IC => "I-C",
            Self::IIA => "II-A",
            Self::IIB => "II-B",
            Self::IIIA => "III-A",
            Self::IIIB => "III-B",
        }
    }

    /// Reads [`EscatTier::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.name() == text)
    }
}

/// A row of the table of tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EscatRow {
    /// HGNC symbol.
    pub gene: &'static str,
    /// Words of which a statement on the regimen must name one, joined by `|`; empty for any.
    pub within: &'static str,
    /// The regimen, drugs joined by ` + `.
    pub regimen: &'static str,
    /// Id of the tumour type.
    pub tumor: &'static str,
    /// Id of a tumour type within it that is left out; empty for none.
    pub but: &'static str,
    /// The tier there.
    pub tier: EscatTier,
    /// Whether another oncogenic change of the gene counts as similar.
    pub has_similar: bool,
    /// The trial.
    pub trial: &'static str,
    /// Its paper; ends in `unverified` where the number was not seen.
    pub citation: &'static str,
}

/// A tier that a finding gives a regimen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscatCall {
    /// The tier.
    pub tier: EscatTier,
    /// The row that it rests on.
    pub row: &'static EscatRow,
    /// Why it is this tier, in words.
    pub because: String,
}
