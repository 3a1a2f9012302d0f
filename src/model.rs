//! Typed values that the stations hand to each other.

pub mod allele;
pub mod arm;
pub mod assembly;
pub mod call;
pub mod consequence;
pub mod contig;
pub mod evaluation;
pub mod evidence;
pub mod finding;
pub mod gene;
pub mod level;
pub mod match_type;
pub mod oncogenicity;
pub mod phase;
pub mod position;
pub mod profile;
pub mod protein_change;
pub mod protein_edit;
pub mod recorded;
pub mod regimen;
pub mod regions;
pub mod specimen;
pub mod structural;
pub mod therapy;
pub mod transcript;
pub mod tumor_type;
