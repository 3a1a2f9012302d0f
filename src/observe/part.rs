//! Alleles in coding regions, to be read together with their neighbours.

use crate::model::allele::SequenceEdit;
use crate::model::finding::ObservedVariant;
use crate::model::gene_name::GeneName;

/// An allele in a coding region, as a worker hands it over.
#[derive(Debug, Clone)]
pub struct Part {
    /// The edit.
    pub edit: SequenceEdit,
    /// The allele as the input wrote it.
    pub variant: ObservedVariant,
    /// Codons that it touches, by gene.
    pub codons: Vec<(GeneName, (u32, u32))>,
    /// How many candidates it made; they come right before it.
    pub candidates: usize,
}
