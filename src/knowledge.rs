//! Evidence, diseases, therapies and genes: read-only tables and their importers.

pub mod chip;
pub mod genes;
pub mod ontology;
mod sorted_text;
mod source_table;
pub mod therapies;
