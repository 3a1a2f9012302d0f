//! What matching needs to know of one variant in one gene.

use crate::model::allele::SequenceEdit;
use crate::model::consequence::TranscriptConsequence;
use crate::model::protein_edit::ProteinEdit;
use crate::model::transcript::Transcript;

/// One variant on one transcript of one gene.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'v> {
    /// The consequence on this transcript.
    pub consequence: &'v TranscriptConsequence,
    /// The sequence edit; `None` where only a protein change is known (`explain "BRAF V600E"`).
    pub edit: Option<&'v SequenceEdit>,
    /// The transcript's blocks, where embedded.
    pub transcript: Option<&'v Transcript>,
    /// The transcript's protein, where its bases are embedded.
    pub protein: Option<&'v [u8]>,
    /// The variant as a canonical edit of that protein.
    pub protein_edit: Option<&'v ProteinEdit>,
}
