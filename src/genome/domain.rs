//! The part of a protein that fusions of its gene keep.

use crate::model::event_detail::EventDomain;

/// A stretch of residues that fusions keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Domain {
    /// HGNC symbol of its gene.
    pub gene: &'static str,
    /// What it is, in the reader's words: `kinase domain`.
    pub name: &'static str,
    /// Its first and last residue on the reported transcript.
    pub residues: (u32, u32),
}

const KINASE: &str = "kinase domain";

/// Genes of which fusions keep one part, with its first and last residue on the reported
/// transcript.
///
/// They are UniProt's domain features, by hand and unverified. A border that falls into an exon
/// which published fusions leave out, or keep from its first base, is moved to that exon's edge:
/// the last exon of FGFR1 to FGFR4, exon 13 of PDGFRA, exon 12 of CSF1R, exon 15 of FLT3.
const DOMAINS: [(&str, &str, u32, u32); 36] = [
    ("ABL1", KINASE, 242, 493),
    ("ABL2", KINASE, 288, 539),
    ("ALK", KINASE, 1116, 1392),
    ("BRAF", KINASE, 457, 717),
    ("CSF1R", KINASE, 586, 910),
    ("EGFR", KINASE, 712, 979),
    ("ERBB2", KINASE, 720, 987),
    ("ERBB4", KINASE, 718, 985),
    ("FGFR1", KINASE, 478, 764),
    ("FGFR2", KINASE, 481, 767),
    ("FGFR3", KINASE, 472, 758),
    ("FGFR4", KINASE, 467, 753),
    ("FLT3", KINASE, 614, 943),
    ("IGF1R", KINASE, 999, 1274),
    ("INSR", KINASE, 1023, 1298),
    ("JAK2", KINASE, 849, 1124),
    ("KIT", KINASE, 589, 937),
    ("LTK", KINASE, 510, 786),
    ("LYN", KINASE, 247, 501),
    ("MERTK", KINASE, 587, 858),
    ("MET", KINASE, 1078, 1345),
    ("MST1R", KINASE, 1082, 1345),
    ("NRG1", "EGF-like domain", 178, 222),
    ("NTRK1", KINASE, 510, 781),
    ("NTRK2", KINASE, 538, 807),
    ("NTRK3", KINASE, 538, 839),
    ("PDGFRA", KINASE, 596, 954),
    ("PDGFRB", KINASE, 600, 962),
    ("PRKACA", KINASE, 44, 298),
    ("RAF1", KINASE, 349, 609),
    ("RARA", "DNA- and ligand-binding domains", 88, 415),
    ("RET", KINASE, 724, 1016),
    ("ROS1", KINASE, 1945, 2222),
    ("SYK", KINASE, 371, 631),
    ("TEK", KINASE, 824, 1096),
    ("TYK2", KINASE, 897, 1176),
];

/// Returns the part of the gene that its fusions keep, where the table has it.
pub fn of_gene(gene: &str) -> Option<Domain> {
    let &(gene, name, first, last) = DOMAINS.iter().find(|(name, ..)| *name == gene)?;
    Some(Domain { gene, name, residues: (first, last) })
}

/// Returns the first and last residue of the gene's kinase domain, where the table has it.
pub fn kinase_domain(gene: &str) -> Option<(u32, u32)> {
    of_gene(gene).filter(|domain| domain.name == KINASE).map(|domain| domain.residues)
}

impl Domain {
    /// Returns the domain as results have it.
    pub fn told(self, is_kept: bool) -> EventDomain {
        EventDomain { gene: self.gene, name: self.name, is_kept }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::model::assembly::Assembly;

    #[test]
    fn genes_are_in_order_and_placed() {
        assert!(DOMAINS.is_sorted());
        let store = TranscriptStore::embedded();
        for (gene, _, first, last) in DOMAINS {
            let model = &store.gene(gene, Assembly::GRCh38)[0];
            assert!(first < last && last < model.codon_count(), "{gene}");
        }
    }
}
