//! Fusions of two genes at a junction: which is 5′, exons, reading frame, kinase domain.

use std::collections::BTreeSet;

use crate::genome::{TranscriptModel, TranscriptStore, spans};
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::gene_name::GeneName;
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Component, Partner};
use crate::model::structural::{Breakend, Junction, StructuralKind};

use super::Effect;
use super::domain::kinase_domain;
use super::piece::{Part, Piece};

/// One gene at a breakend, and which end of it is kept.
#[derive(Debug, Clone, Copy)]
enum Side<'t> {
    /// A gene with embedded transcripts.
    Placed(Piece<'t>),
    /// A gene of which only the span is known.
    Named(&'t str, Part),
}

impl Side<'_> {
    fn gene(&self) -> &str {
        match self {
            Self::Placed(piece) => &piece.model.gene,
            Self::Named(gene, _) => gene,
        }
    }

    fn part(&self) -> Part {
        match self {
            Self::Placed(piece) => piece.part,
            Self::Named(_, part) => *part,
        }
    }

    fn piece(&self) -> Option<&Piece<'_>> {
        match self {
            Self::Placed(piece) => Some(piece),
            Self::Named(..) => None,
        }
    }

    fn exon(&self) -> Option<u32> {
        self.piece().map(|piece| piece.exon.0)
    }

    fn accession(&self) -> &str {
        self.piece().map_or("", |piece| &piece.model.accession)
    }

    fn describe(&self) -> String {
        self.piece().map_or_else(
            || format!("{} (exons not embedded)", self.gene()),
            |piece| piece.describe(),
        )
    }
}

/// Returns the fusions that a junction makes in sense orientation: the 5′ part of one gene before
/// the 3′ part of another. One of the two has embedded transcripts. The other may be any
/// protein-coding gene.
pub fn fusions<'s>(
    junction: &Junction,
    store: &'s TranscriptStore,
    assembly: Assembly,
) -> Vec<Effect> {
    let placed =
        |end| -> Vec<Side<'s>> { pieces(end, store, assembly).map(Side::Placed).collect() };
    let (mut a, mut b) = (placed(junction.a), placed(junction.b));
    // Two genes that knowledge does not have are not looked up. Nor is a gene on the strand of one
    // that is placed, which may be the same gene under an older symbol.
    let is_placed = [!a.is_empty(), !b.is_empty()];
    for (end, sides, is_other_placed) in
        [(junction.a, &mut a, is_placed[1]), (junction.b, &mut b, is_placed[0])]
    {
        if is_other_placed {
            let taken: Vec<Part> = sides.iter().map(Side::part).collect();
            let others = named(end, store, assembly);
            sides.extend(others.filter(|side| !taken.contains(&side.part())));
        }
    }
    let mut effects = Vec::new();
    for first in &a {
        for second in &b {
            let is_known = first.piece().is_some() || second.piece().is_some();
            if !is_known || first.gene() == second.gene() {
                continue;
            }
            let (five, three) = match (first.part(), second.part()) {
                (Part::FivePrime, Part::ThreePrime) => (first, second),
                (Part::ThreePrime, Part::FivePrime) => (second, first),
                _ => continue,
            };
            effects.push(fusion(five, three));
        }
    }
    effects
}

/// Returns the reported transcript of each gene at a breakend, cut there.
fn pieces(
    end: Breakend,
    store: &TranscriptStore,
    assembly: Assembly,
) -> impl Iterator<Item = Piece<'_>> {
    reported(store, end, assembly).filter_map(move |model| Piece::cut(model, end))
}

/// Returns the genes without embedded transcripts at a breakend.
fn named(
    end: Breakend,
    store: &TranscriptStore,
    assembly: Assembly,
) -> impl Iterator<Item = Side<'_>> {
    spans::genes_at(end.contig, end.position, assembly)
        .filter(move |span| store.gene(span.gene, assembly).is_empty())
        .map(move |span| Side::Named(span.gene, Part::of(span.strand, end.kept)))
}

/// Returns the reported transcript of each gene whose span holds the breakend.
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

fn fusion(five: &Side<'_>, three: &Side<'_>) -> Effect {
    let partner = |side: &Side<'_>| Partner::Gene(side.gene().to_owned(), side.exon());
    let alteration = Component {
        gene: five.gene().to_owned(),
        alteration: Alteration::Fusion(partner(five), partner(three)),
    };
    let frame = match (five.piece(), three.piece()) {
        (Some(five), Some(three)) => frame(five, three),
        _ => "reading frame not known",
    };
    let mut note = format!("{}::{}; {frame}", five.describe(), three.describe());
    for piece in [five, three].into_iter().filter_map(Side::piece) {
        if let Some(domain) = kinase_domain(&piece.model.gene) {
            let kept = if piece.keeps(domain) { "kept" } else { "not kept whole" };
            note.push_str(&format!("; kinase domain of {} {kept}", piece.model.gene));
        }
    }
    Effect {
        gene: GeneName::fusion(Some(five.gene()), Some(three.gene())),
        transcript: format!("{}::{}", five.accession(), three.accession()),
        terms: vec![Term::GeneFusion],
        kind: StructuralKind::Fusion,
        alterations: vec![alteration],
        notes: vec![note, "predicted from DNA; confirm by RNA".to_owned()],
        is_inactivating: false,
    }
}

/// Returns whether the reading frame goes on across the junction, in words.
fn frame(five: &Piece<'_>, three: &Piece<'_>) -> &'static str {
    let is_coding = |piece: &Piece<'_>| !piece.model.cds.is_empty();
    if !is_coding(five) || !is_coding(three) || five.in_exon || three.in_exon {
        "reading frame not known"
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
            .map(|effect| (effect.gene.to_string(), effect.notes[0].clone()))
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
        // Seen from the other end it is the same. Turned round it is no sense fusion.
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

    #[test]
    fn a_partner_without_transcripts_is_named() {
        // SPTBN1 intron, ALK intron 19.
        for (assembly, sptbn1, alk) in
            [(Assembly::GRCh38, 54_600_001, 29_223_600), (Assembly::GRCh37, 54_827_138, 29_446_466)]
        {
            let a = end("2", sptbn1, Kept::Left);
            let b = end("2", alk, Kept::Left);
            let fusions = found(a, b, assembly);
            assert_eq!(fusions.len(), 1, "{fusions:?}");
            assert_eq!(fusions[0].0, "SPTBN1::ALK");
            assert!(fusions[0].1.contains("reading frame not known"), "{fusions:?}");
            assert!(fusions[0].1.contains("kinase domain of ALK kept"), "{fusions:?}");
            // Antisense, and two genes that knowledge does not have.
            assert!(found(end("2", sptbn1, Kept::Right), b, assembly).is_empty());
            assert!(found(a, a, assembly).is_empty());
        }
    }
}
