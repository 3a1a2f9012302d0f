//! Evidence, diseases, therapies and genes: read-only tables and their importers.

pub(crate) mod borrowed_table;
pub mod change_effects;
pub mod chip;
pub mod clinical_names;
pub mod definitions;
pub mod escat;
pub mod evidence;
pub mod exclusions;
pub mod genes;
pub mod hereditary;
pub mod immunotherapy;
pub mod manifest;
pub mod numbering;
pub mod oncogenicity;
pub mod ontology;
pub mod pharmacogenes;
pub mod processes;
pub mod profile;
pub mod reviews;
pub(crate) mod schema;
pub(crate) mod sorted_text;
pub mod therapies;
pub mod variants;
pub mod withdrawals;
