//! Does this variant meet that profile, and how specifically?
//!
//! [`component`] compares one variant with one component, [`gene`] with every profile of its gene,
//! [`hotspot`] with a residue that is often changed, [`facts`] is what is seen of one variant.

pub mod allele_regions;
pub mod candidate;
pub mod component;
pub mod facts;
pub mod gene;
pub mod hotspot;
pub mod known_allele;
pub mod known_change;
mod late_stop;
pub mod matcher;
pub mod matches;
pub mod named;
pub mod numbering;
pub mod place;
pub mod protein;
pub mod region;
mod residues;
pub(crate) mod reversion;
pub mod spelled;
pub mod splice;
mod state;
pub(crate) mod stated;
pub mod target;
pub mod vocabulary;
