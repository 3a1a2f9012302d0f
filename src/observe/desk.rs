//! What one scan thread has at hand from record to record.

use crate::consequence::Predictor;
use crate::input::depth::Keys;
use crate::model::allele::SequenceEdit;
use crate::model::consequence::TranscriptConsequence;
use crate::observe::plain_rows::LastContext;
use crate::observe::surroundings::Surroundings;

/// What one scan thread has at hand from record to record.
#[derive(Debug)]
pub struct Desk<'k> {
    pub(crate) predictor: Predictor<'k>,
    /// The keys of the last FORMAT column.
    pub(crate) keys: Option<Box<Keys>>,
    pub(crate) surroundings: Surroundings<'k>,
    pub(crate) context: LastContext,
    /// The last edit, whose memory is used again.
    pub(crate) edit: Option<SequenceEdit>,
    /// The last consequences, whose memory is used again.
    pub(crate) consequences: Vec<TranscriptConsequence>,
    pub(crate) tally: Tally,
}

/// Counts of one thread that all threads would stand in line for.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    /// Alleles that the caller itself reports as absent.
    pub(crate) absent: u64,
    /// Alleles that are there.
    pub(crate) present: u64,
}

impl<'k> Desk<'k> {
    pub(crate) fn new(predictor: Predictor<'k>) -> Self {
        Self {
            predictor,
            keys: None,
            surroundings: Surroundings::default(),
            context: LastContext::default(),
            edit: None,
            consequences: Vec::new(),
            tally: Tally::default(),
        }
    }
}
