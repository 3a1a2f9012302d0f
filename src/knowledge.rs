//! Evidence, diseases, therapies and genes: read-only tables and their importers.

pub mod chip;
pub mod civic;
pub mod diff;
pub mod embedded;
pub mod evidence;
pub mod exclusions;
pub mod fda;
pub mod genes;
pub mod import;
pub mod info;
pub mod numbering;
pub mod oncogenicity;
pub mod ontology;
pub mod processes;
pub mod profile;
mod schema;
mod sorted_text;
mod source_table;
pub mod therapies;
pub mod variants;
pub mod withdrawals;
