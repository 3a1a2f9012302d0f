//! Fusions of two genes: which is 5′, exons, reading frame, domains, and whether they can work.

use std::collections::BTreeSet;

use crate::genome::{TranscriptModel, TranscriptStore, spans};
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::event_detail::{EventDetail, EventDomain, EventExons, Reading as ReadBy};
use crate::model::finding::Flag;
use crate::model::gene_name::GeneName;
use crate::model::position::{ExonRank, Interval};
use crate::model::profile::{Alteration, Component, Partner};
use crate::model::structural::{Breakend, Junction, StructuralKind};
use crate::model::transcript::Strand;

use super::Effect;
use super::domain;
use super::ends::Ends;
use super::frame::Frame;
use super::piece::{Part, Piece};

/// One gene of a fusion, and which end of it is kept.
#[derive(Debug, Clone)]
pub struct Side<'t> {
    /// The gene, or `None` where it is not known.
    pub gene: Option<&'t str>,
    /// Which end is kept.
    pub part: Part,
    /// Its transcripts, cut: the reported one first. None where the place of the break is not known,
    /// or the gene has no exon there.
    pub pieces: Vec<Piece<'t>>,
    /// Whether it is one of the genes that knowledge and consequences are about.
    is_embedded: bool,
}

impl<'t> Side<'t> {
    /// Returns the side of a gene of which nothing but the name is known.
    pub fn named(gene: Option<&'t str>, part: Part) -> Self {
        Self { gene, part, pieces: Vec::new(), is_embedded: false }
    }

    /// Notes of each piece whether its end may lie elsewhere.
    fn loosen(&mut self, end: Breakend, ends: Ends<'_>) {
        for piece in &mut self.pieces {
            piece.loosen(end, ends);
        }
    }

    /// Adds a transcript of the gene, cut.
    pub fn with(mut self, piece: Piece<'t>) -> Self {
        self.pieces.push(piece);
        self
    }
}

/// Returns the fusions that a junction makes in sense orientation: the 5′ part of one gene before
/// the 3′ part of another. One of the two has embedded transcripts. The other may be any
/// protein-coding gene.
pub fn fusions(
    junction: &Junction,
    ends: Ends<'_>,
    store: &TranscriptStore,
    assembly: Assembly,
) -> Vec<Effect> {
    let [mut a, mut b] = [junction.a, junction.b].map(|end| {
        let mut sides = placed(end, store, assembly);
        sides.iter_mut().for_each(|side| side.loosen(end, ends));
        sides
    });
    // Two genes that knowledge does not have are not looked up. Nor is a gene on the strand of one
    // that is placed, which may be the same gene under an older symbol.
    let is_placed = [!a.is_empty(), !b.is_empty()];
    for (end, sides, is_other_placed) in
        [(junction.a, &mut a, is_placed[1]), (junction.b, &mut b, is_placed[0])]
    {
        if is_other_placed {
            let taken: Vec<Part> = sides.iter().map(|side| side.part).collect();
            let others = spanning(end, store, assembly).map(|mut side| {
                side.loosen(end, ends);
                side
            });
            sides.extend(others.filter(|side| !taken.contains(&side.part)));
        }
    }
    let mut effects = Vec::new();
    for first in &a {
        for second in &b {
            let is_known = first.is_embedded || second.is_embedded;
            if !is_known || first.gene == second.gene {
                continue;
            }
            let (five, three) = match (first.part, second.part) {
                (Part::FivePrime, Part::ThreePrime) => (first, second),
                (Part::ThreePrime, Part::FivePrime) => (second, first),
                _ => continue,
            };
            let strand = first.pieces.first().map(|piece| piece.model.strand);
            let inserted =
                strand.filter(|_| ends.are_exact).map(|strand| ends.inserted_along(strand));
            let mut effect = joined(five, three, inserted.as_deref());
            effect.notes.push("predicted from DNA; confirm by RNA".to_owned());
            effect.detail.reading = Some(ReadBy::DnaJunction);
            effects.push(effect);
        }
    }
    effects
}

/// Returns the genes with embedded transcripts at a breakend, cut there.
pub(super) fn placed(end: Breakend, store: &TranscriptStore, assembly: Assembly) -> Vec<Side<'_>> {
    let mut sides: Vec<Side<'_>> = Vec::new();
    let base = Interval::new(end.position, end.position + 1);
    for model in store.at(end.contig, base, assembly).filter(|model| model.span().overlaps(base)) {
        let Some(piece) = Piece::cut(model, end) else { continue };
        match sides.iter_mut().find(|side| side.gene == Some(&*model.gene)) {
            Some(side) => side.pieces.push(piece),
            None => sides.push(Side {
                gene: Some(&*model.gene),
                part: piece.part,
                pieces: vec![piece],
                is_embedded: true,
            }),
        }
    }
    sides
}

/// Returns the genes whose span holds a breakend that their embedded transcripts, if any, do not
/// reach.
///
/// A gene that begins upstream of its embedded transcript has further first exons (ABL1 exon 1b,
/// those of NRG1). Of a 3′ part from there on, all exons of the transcript but the first are kept.
fn spanning(
    end: Breakend,
    store: &TranscriptStore,
    assembly: Assembly,
) -> impl Iterator<Item = Side<'_>> {
    spans::genes_at(end.contig, end.position, assembly).filter_map(move |span| {
        let part = Part::of(span.strand, end.kept);
        let named = Side::named(Some(span.gene), part);
        let models = store.gene(span.gene, assembly);
        let Some(model) = models.first() else {
            let partner = store.coding_gene(span.gene, assembly);
            let pieces = partner.filter(|model| model.span().contains(end.position));
            let pieces = pieces.and_then(|model| Piece::cut(model, end)).into_iter().collect();
            return Some(Side { pieces, ..named });
        };
        if models.iter().any(|model| model.span().contains(end.position)) {
            return None;
        }
        let whole = model.span();
        let is_upstream = (end.position < whole.start) == (model.strand == Strand::Forward);
        match (is_upstream, part) {
            (true, Part::ThreePrime) => {
                let pieces: Vec<_> = models
                    .iter()
                    .filter_map(|model| Piece::whole(model, part, ExonRank(2)))
                    .collect();
                Some(Side { pieces, is_embedded: true, ..named })
            }
            // An exon upstream of all that is known, or downstream of it.
            (_, Part::FivePrime) => Some(Side { is_embedded: true, ..named }),
            (false, Part::ThreePrime) => None,
        }
    })
}

/// Returns the side of `gene` at a breakend, or `None` where the gene does not reach it.
pub fn side<'s>(
    gene: &str,
    end: Breakend,
    store: &'s TranscriptStore,
    assembly: Assembly,
) -> Option<Side<'s>> {
    let is_of_gene = |side: &Side<'_>| side.gene == Some(gene);
    let placed = placed(end, store, assembly).into_iter().find(is_of_gene);
    placed.or_else(|| spanning(end, store, assembly).find(is_of_gene))
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

/// One transcript of each gene, joined.
struct Reading<'s, 't> {
    five: Option<&'s Piece<'t>>,
    three: Option<&'s Piece<'t>>,
    frame: Frame,
    /// Whether a domain that fusions of either gene keep is kept, where there is one.
    domain: Option<bool>,
}

impl<'s, 't> Reading<'s, 't> {
    fn of(
        five: Option<&'s Piece<'t>>,
        three: Option<&'s Piece<'t>>,
        inserted: Option<&[u8]>,
    ) -> Self {
        let frame = match (five, three) {
            (Some(five), Some(three)) => Frame::of(five, three, inserted),
            _ => Frame::NotKnown,
        };
        let kept = [five, three].into_iter().flatten().filter_map(domain::kept);
        let domain = kept.map(|(_, is_kept)| is_kept).reduce(|a, b| a || b);
        Self { five, three, frame, domain }
    }

    fn doubts(&self) -> BTreeSet<Flag> {
        let of_frame = match self.frame {
            Frame::Out => Some(Flag::OutOfFrame),
            Frame::Stop | Frame::StopBetween => Some(Flag::StopCodon),
            Frame::BySkipping { .. } => Some(Flag::FrameBySkipping),
            Frame::In | Frame::NotKnown | Frame::OwnStart => None,
        };
        of_frame
            .into_iter()
            .chain((self.domain == Some(false)).then_some(Flag::DomainLost))
            .collect()
    }

    fn detail(&self) -> EventDetail {
        let rank = |piece: Option<&Piece<'_>>| piece.map(|piece| piece.exon);
        let exons = (rank(self.five), rank(self.three));
        EventDetail {
            exons: (exons != (None, None)).then_some(EventExons::Joined(exons.0, exons.1)),
            frame: Some(self.frame.told()),
            domains: self.domains().collect(),
            ..EventDetail::default()
        }
    }

    fn domains(&self) -> impl Iterator<Item = EventDomain> {
        let kept = [self.five, self.three].into_iter().flatten().filter_map(domain::kept);
        kept.map(|(domain, is_kept)| domain.told(is_kept))
    }

    /// Writes exons, frame and domains.
    fn describe(&self, five: &Side<'_>, three: &Side<'_>) -> String {
        let side = |piece: Option<&Piece<'_>>, side: &Side<'_>| match piece {
            Some(piece) => piece.describe(),
            None => format!("{} (exons not known)", side.gene.unwrap_or("?")),
        };
        let frame = match self.frame {
            Frame::In => "in frame".to_owned(),
            Frame::NotKnown => "reading frame not known".to_owned(),
            Frame::OwnStart => "joined in a 5′ UTR: the 3′ gene keeps its own start".to_owned(),
            Frame::Out => "out of frame as spliced at these exons".to_owned(),
            Frame::Stop => "the 5′ gene keeps its own stop codon".to_owned(),
            Frame::StopBetween => "the codons at the junction hold a stop".to_owned(),
            Frame::BySkipping { is_five, exon } => {
                let side = if is_five { five } else { three };
                format!(
                    "out of frame as spliced at these exons, in frame without exon {exon} of {}",
                    side.gene.unwrap_or("?")
                )
            }
        };
        let mut text = format!("{}::{}; {frame}", side(self.five, five), side(self.three, three));
        for EventDomain { gene, name, is_kept } in self.domains() {
            let kept = if is_kept { "kept" } else { "not kept whole" };
            text.push_str(&format!("; {name} of {gene} {kept}"));
        }
        text
    }
}

/// Returns the fusion of the 5′ part of one gene and the 3′ part of another, on the transcripts
/// with which it works best. `inserted` are the bases between them in transcript direction, where the ends
/// are exact.
pub fn joined(five: &Side<'_>, three: &Side<'_>, inserted: Option<&[u8]>) -> Effect {
    let pieces = |side: &Side<'_>| side.pieces.len().max(1);
    let reading = (0..pieces(five))
        .flat_map(|i| (0..pieces(three)).map(move |k| (i, k)))
        .map(|(i, k)| Reading::of(five.pieces.get(i), three.pieces.get(k), inserted))
        .min_by_key(|reading| (reading.domain == Some(false), reading.frame))
        .unwrap_or_else(|| Reading::of(None, None, None));
    let partner = |side: &Side<'_>, piece: Option<&Piece<'_>>| match side.gene {
        Some(gene) => Partner::Gene(gene.to_owned(), piece.map(|piece| piece.exon.0)),
        None => Partner::Unknown,
    };
    let is_placed = reading.five.is_some() || reading.three.is_some();
    let gene = GeneName::fusion(five.gene, three.gene);
    Effect {
        is_told: is_told(&gene),
        gene,
        transcript: if is_placed {
            format!("{}::{}", accession(reading.five), accession(reading.three))
        } else {
            String::new()
        },
        terms: vec![Term::GeneFusion],
        kind: StructuralKind::Fusion,
        alterations: vec![Component {
            gene: five.gene.or(three.gene).unwrap_or_default().to_owned(),
            alteration: Alteration::Fusion(
                partner(five, reading.five),
                partner(three, reading.three),
            ),
        }],
        notes: if is_placed { vec![reading.describe(five, three)] } else { Vec::new() },
        is_inactivating: false,
        doubts: reading.doubts(),
        detail: reading.detail(),
    }
}

fn accession<'p>(piece: Option<&'p Piece<'_>>) -> &'p str {
    piece.map_or("", |piece| &*piece.model.accession)
}

/// Returns whether a fusion or rearrangement of `gene` is worth a row by itself: fusions of one of
/// its genes keep a known domain.
pub fn is_told(gene: &GeneName) -> bool {
    gene.genes().any(|gene| domain::of_gene(gene).is_some())
}

#[cfg(test)]
mod breaks;

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
        fusions(&Junction { a, b }, Ends::EXACT, TranscriptStore::embedded(), assembly)
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
    fn a_partner_without_bases_has_exons_and_frame() {
        // SPTBN1 intron, ALK intron 19.
        for (assembly, sptbn1, alk) in
            [(Assembly::GRCh38, 54_600_001, 29_223_600), (Assembly::GRCh37, 54_827_138, 29_446_466)]
        {
            let a = end("2", sptbn1, Kept::Left);
            let b = end("2", alk, Kept::Left);
            let fusions = found(a, b, assembly);
            assert_eq!(fusions.len(), 1, "{fusions:?}");
            assert_eq!(fusions[0].0, "SPTBN1::ALK");
            assert!(
                fusions[0].1.contains("SPTBN1 exon 3::ALK exon 20; out of frame"),
                "{fusions:?}"
            );
            assert!(fusions[0].1.contains("kinase domain of ALK kept"), "{fusions:?}");
            // Antisense, and two genes that knowledge does not have.
            assert!(found(end("2", sptbn1, Kept::Right), b, assembly).is_empty());
            assert!(found(a, a, assembly).is_empty());
        }
    }
}
