//! Genes that a junction cuts where their fusions are cut, without a gene in sense on its other side.

use std::collections::BTreeSet;

use crate::genome::TranscriptStore;
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::event_detail::{EventDetail, EventExons, EventFrame, Reading};
use crate::model::finding::Flag;
use crate::model::gene_name::GeneName;
use crate::model::profile::{Alteration, Component};
use crate::model::structural::{Breakend, Junction, Kept, StructuralKind};

use super::Effect;
use super::domain;
use super::fusion::placed;
use super::piece::{Part, Piece};

/// Genes of which fusions keep the 5′ part.
const FUSED_AS_FIVE_PRIME: [&str; 4] = ["FGFR1", "FGFR2", "FGFR3", "FGFR4"];

/// The gene of which labels mean any rearrangement after the kinase domain, whatever follows.
const WHATEVER_FOLLOWS: &str = "FGFR2";

/// Returns the genes of known fusions that the junction rearranges, where `fusions` of the junction
/// do not tell it.
///
/// The break lies where it lies in fusions of the gene: one of the two parts keeps the domain.
pub fn changes(
    junction: &Junction,
    fusions: &[Effect],
    store: &TranscriptStore,
    assembly: Assembly,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (end, other) in [(junction.a, junction.b), (junction.b, junction.a)] {
        for side in placed(end, store, assembly) {
            let Some(piece) = side.pieces.first() else { continue };
            let gene = &*piece.model.gene;
            let is_fused = fusions.iter().any(|fusion| fusion.gene.genes().any(|of| of == gene));
            let span = piece.model.span();
            let is_within = other.contig == end.contig && span.contains(other.position);
            if !is_fused && !is_within {
                effects.extend(rearranged(piece, end));
            }
        }
    }
    effects
}

fn rearranged(piece: &Piece<'_>, end: Breakend) -> Option<Effect> {
    let (domain, is_kept) = domain::kept(piece)?;
    let gene = &piece.model.gene;
    let is_usual = |part| match part {
        Part::FivePrime => FUSED_AS_FIVE_PRIME.contains(&&**gene),
        Part::ThreePrime => true,
    };
    let mut doubts = BTreeSet::new();
    if is_kept {
        if !is_usual(piece.part) {
            return None;
        }
        if piece.part == Part::ThreePrime || **gene != *WHATEVER_FOLLOWS {
            doubts.insert(Flag::PartnerUnknown);
        }
    } else {
        let kept = match end.kept {
            Kept::Left => Kept::Right,
            Kept::Right => Kept::Left,
        };
        let rest = Piece::cut(piece.model, Breakend { kept, ..end })?;
        if !is_usual(rest.part) || !domain::kept(&rest)?.1 {
            return None;
        }
        doubts.insert(Flag::DomainLost);
    }
    let kept = if is_kept { "kept" } else { "not kept whole" };
    let part = match piece.part {
        Part::FivePrime => "up to",
        Part::ThreePrime => "from",
    };
    Some(Effect {
        gene: GeneName::from(gene.clone()),
        transcript: piece.model.accession.to_string(),
        terms: vec![Term::FeatureTruncation],
        kind: StructuralKind::Rearrangement,
        alterations: vec![Component {
            gene: gene.to_string(),
            alteration: Alteration::Rearrangement(None),
        }],
        notes: vec![
            format!(
                "{part} {}, joined to no gene in sense; {} {kept}",
                piece.describe(),
                domain.name
            ),
            "predicted from DNA; confirm by RNA".to_owned(),
        ],
        is_inactivating: false,
        doubts,
        is_told: true,
        detail: EventDetail {
            exons: Some(match piece.part {
                Part::FivePrime => EventExons::Joined(Some(piece.exon), None),
                Part::ThreePrime => EventExons::Joined(None, Some(piece.exon)),
            }),
            frame: Some(EventFrame::NotKnown),
            domains: vec![domain.told(is_kept)],
            ..EventDetail::read_by(Reading::DnaJunction)
        },
    })
}
