//! Embedded transcripts, assembly detection, regions of interest.
//!
//! The transcript table is text compiled into the binary. Opening it costs nothing: only the small
//! gene index of the assembly in use is read, and a gene's rows are parsed when first asked for.

pub mod assembly;
mod build;
pub mod differences;
mod index;
mod model;
mod row;
pub(crate) mod sequence;
pub mod spans;
mod store;

pub use build::{gene_index, import, region_table};
pub use model::TranscriptModel;
pub use store::{EMBEDDED_TABLES, TranscriptStore, coding_regions, regions};

/// Genes whose promoter carries known driver mutations, with how many bases before the first
/// exon count as promoter.
const PROMOTERS: &[(&str, u32)] = &[("TERT", 300)];

/// Bases before the first exon of `gene` that count as its promoter; 0 for most genes.
pub fn promoter_length(gene: &str) -> u32 {
    PROMOTERS.iter().find(|(name, _)| *name == gene).map_or(0, |&(_, length)| length)
}
