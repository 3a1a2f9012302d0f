//! What rows of tables are read on.

use crate::genome::TranscriptStore;
use crate::model::assembly::Assembly;

/// The transcripts and the assembly of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'g> {
    pub(super) store: &'g TranscriptStore,
    pub(super) assembly: Assembly,
}
