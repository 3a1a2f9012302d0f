//! What a sequence edit does to a transcript: location, coding change, protein change.
//!
//! For one transcript the work has an order: check REF, shift, locate, name, describe the protein.
//! An indel is shifted 3′ in transcript direction over the known bases, exon and intron alike. An
//! allele that touches an unknown base, or stops shifting at one, is placed but not named.

mod back_translate;
mod coding;
mod edit;
mod frame;
mod frameshift;
mod locate;
pub mod merge;
mod name;
mod predict;
mod protein;
mod reverse;
mod shift;
mod splice;
mod unknown;
#[cfg(test)]
mod vectors;

pub use back_translate::{edit_at, edit_for};
pub use frame::{CodingFrame, PlacedEdit, ReadingFrame, coding_length_change};
pub use locate::CodingPosition;
pub use predict::Predictor;
pub use reverse::{coding_to_genomic, substitution_edits};
pub use splice::{site_beside as splice_site_beside, site_edit as splice_site_edit};
