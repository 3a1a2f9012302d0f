//! What knowledge may call a structural change, in the form that results keep. So a result can be
//! judged again by other knowledge.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arm::ChromosomeArm;
use super::profile::{Alteration, Component, CopyNumberClass, Partner, RegionClass};

/// A [`Component`] as results keep it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RecordedAlteration {
    /// A copy-number event, by [`CopyNumberClass::name`].
    CopyNumber {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
        /// `amplification`, `gain`, `deletion`, `loss of heterozygosity`.
        #[schemars(extend("enum" = CopyNumberClass::ALL.map(CopyNumberClass::name)))]
        class: String,
    },
    /// Loss by any mechanism.
    Loss {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
    },
    /// An inactivating change.
    LossOfFunction {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
    },
    /// Both copies inactivated.
    BiallelicInactivation {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
    },
    /// Exons lost from the genome.
    ExonLoss {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
        /// First exon, 1-based.
        #[schemars(range(min = 1))]
        first_exon: u32,
        /// Last exon.
        #[schemars(range(min = 1))]
        last_exon: u32,
    },
    /// Exons lost from the transcript.
    ExonSkipping {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
        /// First exon, 1-based.
        #[schemars(range(min = 1))]
        first_exon: u32,
        /// Last exon.
        #[schemars(range(min = 1))]
        last_exon: u32,
    },
    /// An internal tandem duplication.
    InternalTandemDuplication {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
    },
    /// A duplication of the whole kinase domain.
    KinaseDomainDuplication {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
    },
    /// A partial tandem duplication.
    PartialTandemDuplication {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
    },
    /// A copy of an arm lost.
    ArmDeletion {
        /// `5q`.
        #[schemars(regex(pattern = "^([1-9]|1[0-9]|2[0-2]|X|Y)[pq]$"))]
        arm: String,
        /// Whether all of it is lost.
        whole: bool,
    },
    /// A fusion.
    Fusion {
        /// The gene that the component is listed under.
        #[schemars(length(min = 1))]
        gene: String,
        /// The 5′ partner, where known.
        five_prime: Option<RecordedPartner>,
        /// The 3′ partner, where known.
        three_prime: Option<RecordedPartner>,
    },
    /// A gene cut or joined, whatever the other part is.
    Rearrangement {
        /// HGNC symbol.
        #[schemars(length(min = 1))]
        gene: String,
    },
    /// Anything else, in words only.
    Other {
        /// In words.
        #[schemars(length(min = 1))]
        text: String,
    },
}

/// One side of a fusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecordedPartner {
    /// HGNC symbol.
    #[schemars(length(min = 1))]
    pub gene: String,
    /// The exon at the junction, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub exon: Option<u32>,
}

impl From<&Component> for RecordedAlteration {
    fn from(component: &Component) -> Self {
        let gene = component.gene.clone();
        match &component.alteration {
            Alteration::CopyNumber(class) => {
                Self::CopyNumber { gene, class: class.name().to_owned() }
            }
            Alteration::Loss => Self::Loss { gene },
            Alteration::LossOfFunction => Self::LossOfFunction { gene },
            Alteration::Biallelic => Self::BiallelicInactivation { gene },
            &Alteration::Exon { first, last, class: RegionClass::ExonLoss } => {
                Self::ExonLoss { gene, first_exon: first, last_exon: last }
            }
            &Alteration::Exon { first, last, class: RegionClass::Skipping } => {
                Self::ExonSkipping { gene, first_exon: first, last_exon: last }
            }
            Alteration::InternalTandemDuplication => Self::InternalTandemDuplication { gene },
            Alteration::KinaseDomainDuplication => Self::KinaseDomainDuplication { gene },
            Alteration::PartialTandemDuplication => Self::PartialTandemDuplication { gene },
            &Alteration::ArmDeletion { arm, whole } => {
                Self::ArmDeletion { arm: arm.to_string(), whole }
            }
            Alteration::Fusion(five, three) if *five != Partner::Any && *three != Partner::Any => {
                let partner = |partner: &Partner| match partner {
                    Partner::Gene(gene, exon) => {
                        Some(RecordedPartner { gene: gene.clone(), exon: *exon })
                    }
                    Partner::Any | Partner::Unknown => None,
                };
                Self::Fusion { gene, five_prime: partner(five), three_prime: partner(three) }
            }
            Alteration::Rearrangement(None) => Self::Rearrangement { gene },
            _ => Self::Other { text: component.to_string() },
        }
    }
}

impl RecordedAlteration {
    /// Returns the component, or `None` where only words were kept, or a word is not known.
    pub fn component(&self) -> Option<Component> {
        let of = |gene: &str, alteration| Some(Component { gene: gene.to_owned(), alteration });
        let exons = |&first, &last, class| Alteration::Exon { first, last, class };
        match self {
            Self::CopyNumber { gene, class } => {
                let class = CopyNumberClass::ALL.into_iter().find(|c| c.name() == class)?;
                of(gene, Alteration::CopyNumber(class))
            }
            Self::Loss { gene } => of(gene, Alteration::Loss),
            Self::LossOfFunction { gene } => of(gene, Alteration::LossOfFunction),
            Self::BiallelicInactivation { gene } => of(gene, Alteration::Biallelic),
            Self::ExonLoss { gene, first_exon, last_exon } => {
                of(gene, exons(first_exon, last_exon, RegionClass::ExonLoss))
            }
            Self::ExonSkipping { gene, first_exon, last_exon } => {
                of(gene, exons(first_exon, last_exon, RegionClass::Skipping))
            }
            Self::InternalTandemDuplication { gene } => {
                of(gene, Alteration::InternalTandemDuplication)
            }
            Self::KinaseDomainDuplication { gene } => of(gene, Alteration::KinaseDomainDuplication),
            Self::PartialTandemDuplication { gene } => {
                of(gene, Alteration::PartialTandemDuplication)
            }
            Self::ArmDeletion { arm, whole } => {
                let arm = ChromosomeArm::parse(arm)?;
                of("", Alteration::ArmDeletion { arm, whole: *whole })
            }
            Self::Fusion { gene, five_prime, three_prime } => {
                let partner = |side: &Option<RecordedPartner>| match side {
                    Some(side) => Partner::Gene(side.gene.clone(), side.exon),
                    None => Partner::Unknown,
                };
                of(gene, Alteration::Fusion(partner(five_prime), partner(three_prime)))
            }
            Self::Rearrangement { gene } => of(gene, Alteration::Rearrangement(None)),
            Self::Other { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_structural_variants_come_to_is_kept_whole() {
        let gene = |name: &str, exon| Partner::Gene(name.to_owned(), exon);
        let arm = ChromosomeArm::parse("5q").unwrap();
        let skipping = |class| Alteration::Exon { first: 14, last: 14, class };
        let mut alterations = vec![
            Alteration::Loss,
            Alteration::LossOfFunction,
            Alteration::Biallelic,
            skipping(RegionClass::ExonLoss),
            skipping(RegionClass::Skipping),
            Alteration::InternalTandemDuplication,
            Alteration::KinaseDomainDuplication,
            Alteration::PartialTandemDuplication,
            Alteration::Fusion(gene("EML4", Some(13)), gene("ALK", Some(20))),
            Alteration::Fusion(gene("EML4", None), Partner::Unknown),
            Alteration::Rearrangement(None),
        ];
        alterations.extend(CopyNumberClass::ALL.map(Alteration::CopyNumber));
        let of = |gene: &str, alteration| Component { gene: gene.to_owned(), alteration };
        let mut components: Vec<_> = alterations.into_iter().map(|a| of("EML4", a)).collect();
        components
            .extend([true, false].map(|whole| of("", Alteration::ArmDeletion { arm, whole })));
        for component in components {
            let text = serde_json::to_string(&RecordedAlteration::from(&component)).unwrap();
            let read: RecordedAlteration = serde_json::from_str(&text).unwrap();
            assert_eq!(read.component(), Some(component), "{text}");
        }
        let words = RecordedAlteration::from(&of("KRAS", Alteration::Mutation));
        assert_eq!(words, RecordedAlteration::Other { text: "KRAS mutation".to_owned() });
        assert_eq!(words.component(), None);
    }
}
