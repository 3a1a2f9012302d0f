//! Embedded transcripts, assembly detection, regions of interest.
//!
//! The transcript table is text compiled into the binary, and opening it costs nothing. Only the
//! small gene index of the assembly in use is read. A gene's rows are parsed when first asked for.

pub mod assembly;
pub(crate) mod blocks;
pub mod coding;
pub(crate) mod coding_genes;
pub mod differences;
pub mod domain;
pub(crate) mod index;
mod model;
pub mod own;
mod promoter;
pub mod reference;
pub(crate) mod row;
pub(crate) mod sequence;
pub mod spans;
pub(crate) mod store;
mod tables;
pub mod vrs;

pub use model::{Supply, TranscriptModel};
pub use promoter::promoter_length;
pub use store::{TranscriptStore, coding_regions, regions};
pub use tables::{gene_index, region_table};
