//! What structural variants do to genes: fusions, lost and repeated exons, numbers of copies.

pub mod arms;
pub mod copies;
pub mod domain;
pub mod ends;
pub mod enhancer;
pub mod exons;
pub mod frame;
pub mod fusion;
pub mod insertion;
pub mod noncoding;
pub mod piece;
pub mod rearrangement;
pub mod recurrent;

use std::collections::BTreeSet;

use crate::model::consequence::Term;
use crate::model::event_detail::EventDetail;
use crate::model::finding::Flag;
use crate::model::gene_name::GeneName;
use crate::model::profile::Component;
use crate::model::structural::StructuralKind;

/// What speaks against a fusion or a rearrangement doing what others of its genes do.
pub const DOUBTS: [Flag; 8] = [
    Flag::OutOfFrame,
    Flag::FrameBySkipping,
    Flag::StopCodon,
    Flag::DomainLost,
    Flag::Antisense,
    Flag::PartnerUnknown,
    Flag::LowConfidence,
    Flag::SequenceNotGiven,
];

/// What one structural event does to one gene, or to two that it joins.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The gene, or the two that are joined.
    pub gene: GeneName,
    /// The transcripts it is described on, joined by `::`.
    pub transcript: String,
    /// Sequence Ontology terms.
    pub terms: Vec<Term>,
    /// What kind of change it is.
    pub kind: StructuralKind,
    /// What knowledge may say of it.
    pub alterations: Vec<Component>,
    /// What the reader must know: exons, frame, thresholds.
    pub notes: Vec<String>,
    /// Whether it inactivates the gene.
    pub is_inactivating: bool,
    /// What speaks against it doing what events of its kind do.
    pub doubts: BTreeSet<Flag>,
    /// Whether it is worth a row where no statement speaks of it.
    pub is_told: bool,
    /// Its exons, frame and domains, and what shows it.
    pub detail: EventDetail,
}
