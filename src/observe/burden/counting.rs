//! What the scan threads count by.

use super::rules::Rules;
use crate::genome::coding::CodingBlocks;
use crate::model::regions::Regions;
use crate::model::specimen::Specimen;

/// What is counted, where, and by which rules.
#[derive(Debug)]
pub struct Counting {
    /// The rules.
    pub rules: Rules,
    /// The coding bases that are counted over.
    pub footprint: Regions,
    /// The coding sequences, by gene.
    pub blocks: CodingBlocks,
    /// What the sample is made of.
    pub specimen: Specimen,
    /// Whether alleles beyond the footprint are told, too.
    pub tells_all: bool,
}
