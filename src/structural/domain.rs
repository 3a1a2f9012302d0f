//! Whether a fusion keeps the part of a gene that it needs to do what fusions of the gene do.

pub use crate::genome::domain::{Domain, kinase_domain, of_gene};

use super::piece::Piece;

/// Returns the domain of the piece's gene, and whether the piece keeps it.
pub(super) fn kept(piece: &Piece<'_>) -> Option<(Domain, bool)> {
    let domain = of_gene(&piece.model.gene)?;
    Some((domain, piece.keeps(domain.residues)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::model::assembly::Assembly;
    use crate::model::position::{ExonRank, Interval};
    use crate::model::structural::{Breakend, Kept};
    use crate::model::transcript::Strand;

    /// Returns whether the part of `gene` from exon `first` on, or up to exon `last`, keeps its domain.
    fn keeps(gene: &str, first: Option<u32>, last: Option<u32>) -> bool {
        let model = &TranscriptStore::embedded().gene(gene, Assembly::GRCh38)[0];
        let exon = |rank| -> Interval { model.exon(ExonRank(rank)).unwrap() };
        let (position, kept_side) = match (first, last, model.strand) {
            (Some(first), _, Strand::Forward) => (exon(first).start - 20, Kept::Right),
            (Some(first), _, Strand::Reverse) => (exon(first).end + 20, Kept::Left),
            (_, Some(last), Strand::Forward) => (exon(last).end + 20, Kept::Left),
            (_, last, Strand::Reverse) => (exon(last.unwrap()).start - 20, Kept::Right),
            _ => unreachable!(),
        };
        let end = Breakend { contig: model.contig, position, kept: kept_side };
        kept(&Piece::cut(model, end).unwrap()).unwrap().1
    }

    #[test]
    fn borders_are_those_of_published_fusions() {
        for (gene, kept_from, lost_from) in [
            ("ALK", 20, 21),
            ("RET", 12, 13),
            ("ROS1", 36, 37),
            ("NTRK1", 13, 14),
            ("NTRK3", 15, 16),
            ("BRAF", 11, 12),
            ("RAF1", 10, 11),
            ("ABL1", 3, 5),
            ("JAK2", 19, 20),
            ("MET", 15, 16),
            ("CSF1R", 12, 13),
            ("NRG1", 6, 7),
            ("RARA", 3, 4),
            ("FGFR1", 11, 12),
        ] {
            assert!(keeps(gene, Some(kept_from), None), "{gene} from exon {kept_from}");
            assert!(!keeps(gene, Some(lost_from), None), "{gene} from exon {lost_from}");
        }
        for gene in ["FGFR1", "FGFR2", "FGFR3", "FGFR4"] {
            assert!(keeps(gene, None, Some(17)), "{gene} to exon 17");
            assert!(!keeps(gene, None, Some(16)), "{gene} to exon 16");
        }
        assert!(keeps("EGFR", None, Some(24)));
        assert!(!keeps("EGFR", None, Some(23)));
        assert!(!keeps("ALK", None, Some(20)));
    }
}
