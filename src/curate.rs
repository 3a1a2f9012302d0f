//! Importers of knowledge, makers of the embedded tables, and what checks and counts them.

pub mod age;
pub mod allele_regions;
pub mod check;
pub mod chip;
pub mod civic;
pub mod coding_genes;
pub mod diff;
pub mod fda;
pub mod finding_change;
pub mod fit;
pub mod genes;
pub mod import;
pub mod info;
mod loci;
pub mod numbering;
pub mod ontology;
pub mod spans;
mod symbol;
pub mod tables;
pub mod transcripts;
pub mod update;
