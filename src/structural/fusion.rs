//! Fusions of two genes at a junction: which is 5′, exons, reading frame, kinase domain.

use std::collections::BTreeSet;

use crate::genome::{TranscriptModel, TranscriptStore};
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Component, Partner};
use crate::model::structural::{Breakend, Junction};

use super::Effect;
use super::domain::kinase_domain;
use super::piece::{Part, Piece};

/// The fusions that a junction makes in sense orientation: the 5′ part of one gene before the 3′
/// part of another.
pub fn fusions(junction: &Junction, store: &TranscriptStore, assembly: Assembly) -> Vec<Effect> {
    let ends = [junction.a, junction.b].map(|end| pieces(end, store, assembly));
    let [a, b] = &ends;
    let mut effects = Vec::new();
    for first in a {
        for second in b {
            if first.model.gene == second.model.gene {
                continue;
            }
            let (five, three) = match (first.part, second.part) {
                (Part::FivePrime, Part::ThreePrime) => (first, second),
                (Part::ThreePrime, Part::FivePrime) => (second, first),
                _ => continue,
            };
            effects.push(fusion(five, three));
        }
    }
    effects
}

/// The reported transcript of each gene at a breakend, cut there.
fn pieces(end: Breakend, store: &TranscriptStore, assembly: Assembly) -> Vec<Piece<'_>> {
    reported(store, end, assembly).filter_map(|model| Piece::cut(model, end)).collect()
}

/// The reported transcript of each gene whose span holds the breakend.
pub(super) fn reported(
    store: &TranscriptStore,
    end: Breakend,
    assembly: Assembly,
) -> impl Iterator<Item = &TranscriptModel> {
    let interval = Interval::new(end.position, end.position + 1);
    let mut seen = BTreeSet::new();
    store
        .at(end.contig, interval, assembly)
        .filter(move |model| model.span().overlaps(interval) && seen.insert(model.gene.clone()))
}

fn fusion(five: &Piece<'_>, three: &Piece<'_>) -> Effect {
    let gene = |piece: &Piece<'_>| piece.model.gene.to_string();
    let partner = |piece: &Piece<'_>| Partner::Gene(gene(piece), Some(piece.exon));
    let named = |gene: String| Component {
        gene,
        alteration: Alteration::Fusion(partner(five), partner(three)),
    };
    let mut note = format!("{}::{}; {}", five.describe(), three.describe(), frame(five, three));
    for piece in [five, three] {
        if let Some(domain) = kinase_domain(&piece.model.gene) {
            let kept = if piece.keeps(domain) { "kept" } else { "not kept whole" };
            note.push_str(&format!("; kinase domain of {} {kept}", piece.model.gene));
        }
    }
    Effect {
        gene: format!("{}::{}", five.model.gene, three.model.gene),
        transcript: format!("{}::{}", five.model.accession, three.model.accession),
        terms: vec![Term::GeneFusion],
        word: "fusion",
        alterations: vec![named(gene(five))],
        notes: vec![note, "predicted from DNA; confirm by RNA".to_owned()],
        is_inactivating: false,
    }
}

/// Whether the reading frame goes on across the junction.
fn frame(five: &Piece<'_>, three: &Piece<'_>) -> &'static str {
    let is_coding = |piece: &Piece<'_>| !piece.model.cds.is_empty();
    if !is_coding(five) || !is_coding(three) || five.in_exon || three.in_exon {
        "reading frame not told"
    } else if five.coding <= 0 || three.coding < 0 {
        "joined in a 5′ UTR: the 3′ gene keeps its own start"
    } else if five.coding % 3 == three.coding % 3 {
        "in frame"
    } else {
        "out of frame as spliced at these exons"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::contig::Contig;
    use crate::model::structural::Kept;

    fn end(contig: &str, one_based: u32, kept: Kept) -> Breakend {
        let contig = Contig::from_name(contig.as_bytes()).unwrap();
        Breakend { contig, position: one_based - 1, kept }
    }

    fn found(a: Breakend, b: Breakend, assembly: Assembly) -> Vec<(String, String)> {
        fusions(&Junction { a, b }, TranscriptStore::embedded(), assembly)
            .into_iter()
            .map(|effect| (effect.gene, effect.notes[0].clone()))
            .collect()
    }

    #[test]
    fn slc34a2_ros1() {
        let a = end("4", 25_676_702, Kept::Left);
        let b = end("6", 117_329_446, Kept::Left);
        let fusions = found(a, b, Assembly::GRCh38);
        assert_eq!(fusions.len(), 1, "{fusions:?}");
        assert_eq!(fusions[0].0, "SLC34A2::ROS1");
        assert!(fusions[0].1.contains("kinase domain of ROS1 kept"), "{fusions:?}");
        // Told from the other end it is the same; turned round it is no sense fusion.
        assert_eq!(found(b, a, Assembly::GRCh38), fusions);
        let b = end("6", 117_329_446, Kept::Right);
        assert!(found(a, b, Assembly::GRCh38).is_empty());
    }

    #[test]
    fn ccdc6_ret() {
        let a = end("10", 43_599_731, Kept::Right);
        let b = end("10", 61_599_286, Kept::Right);
        let fusions = found(a, b, Assembly::GRCh37);
        assert_eq!(fusions.len(), 1, "{fusions:?}");
        assert_eq!(fusions[0].0, "CCDC6::RET");
    }
}
