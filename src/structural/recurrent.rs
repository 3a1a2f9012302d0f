//! Losses of exons that recur in tumours and activate their gene.

use std::fmt;

use crate::model::profile::{Alteration, RegionClass};

use super::Effect;

/// An activating loss of exons.
#[derive(Debug, Clone, Copy)]
pub struct Recurrent {
    gene: &'static str,
    /// First exon that is lost, from and to.
    first: (u32, u32),
    /// Last exon that is lost, from and to.
    last: (u32, u32),
    /// What is lost with them.
    what: &'static str,
    /// Where it is described.
    source: &'static str,
}

/// Exons on the reported transcripts.
const RECURRENT: [Recurrent; 9] = [
    Recurrent {
        gene: "EGFR",
        first: (2, 2),
        last: (7, 7),
        what: "EGFRvIII: part of the ligand-binding domain",
        source: "PMID:23777544",
    },
    Recurrent {
        gene: "EGFR",
        first: (14, 14),
        last: (15, 15),
        what: "EGFRvII: part of the extracellular domain",
        source: "unverified",
    },
    Recurrent {
        gene: "ERBB2",
        first: (16, 16),
        last: (16, 16),
        what: "part of the extracellular domain next to the membrane",
        source: "DOI:10.3390/cancers11070902",
    },
    Recurrent {
        gene: "NFE2L2",
        first: (2, 2),
        last: (2, 3),
        what: "the binding site of KEAP1, which marks the protein for decay",
        source: "DOI:10.1016/j.celrep.2016.08.010",
    },
    Recurrent {
        gene: "CTNNB1",
        first: (2, 3),
        last: (3, 4),
        what: "the phosphorylation sites that mark the protein for decay (exon 3)",
        source: "unverified",
    },
    Recurrent {
        gene: "BRAF",
        first: (2, 4),
        last: (8, 10),
        what: "the domain that keeps the kinase inactive, with its RAS-binding site",
        source: "PMID:22113612",
    },
    Recurrent {
        gene: "ALK",
        first: (2, 4),
        last: (3, 11),
        what: "part of the extracellular domain",
        source: "PMID:27049722 of exons 4-11",
    },
    Recurrent {
        gene: "PDGFRA",
        first: (8, 8),
        last: (9, 9),
        what: "part of the extracellular domain",
        source: "Ozawa 2010, Genes Dev",
    },
    Recurrent {
        gene: "MET",
        first: (14, 14),
        last: (14, 14),
        what: "the binding site of the ubiquitin ligase CBL",
        source: "PMID:25971938",
    },
];

impl fmt::Display for Recurrent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a recurrent, activating loss: {} ({})", self.what, self.source)
    }
}

/// Returns what activates the gene, where the effect is such a loss of exons in frame.
pub fn activating(effect: &Effect) -> Option<Recurrent> {
    if effect.is_inactivating {
        return None;
    }
    let lost = effect.alterations.iter().find_map(|component| match component.alteration {
        Alteration::Exon { first, last, class: RegionClass::ExonLoss } => Some((first, last)),
        _ => None,
    })?;
    let is_in = |exon: u32, (from, to): (u32, u32)| (from..=to).contains(&exon);
    RECURRENT.into_iter().find(|known| {
        effect.gene == known.gene && is_in(lost.0, known.first) && is_in(lost.1, known.last)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::consequence::Term;
    use crate::model::event_detail::EventDetail;
    use crate::model::profile::Component;
    use crate::model::structural::StructuralKind;

    #[test]
    fn only_the_recurrent_ones_in_frame() {
        for (gene, first, last, is_inactivating, want) in [
            ("CTNNB1", 3, 3, false, true),
            ("CTNNB1", 3, 3, true, false),
            ("CTNNB1", 9, 10, false, false),
            ("BRAF", 2, 8, false, true),
            ("BRAF", 4, 8, false, true),
            ("BRAF", 11, 15, false, false),
            ("KRAS", 2, 3, false, false),
        ] {
            let class = RegionClass::ExonLoss;
            let effect = Effect {
                gene: gene.into(),
                transcript: String::new(),
                terms: vec![Term::ExonLoss],
                kind: StructuralKind::ExonLoss,
                alterations: vec![Component {
                    gene: gene.to_owned(),
                    alteration: Alteration::Exon { first, last, class },
                }],
                notes: Vec::new(),
                is_inactivating,
                doubts: BTreeSet::new(),
                is_told: false,
                detail: EventDetail::default(),
            };
            assert_eq!(activating(&effect).is_some(), want, "{gene} {first}-{last}");
        }
    }
}
