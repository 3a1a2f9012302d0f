//! Evidence, diseases, therapies and genes: read-only tables and their importers.

pub mod civic;
pub mod evidence;
pub mod fda;
pub mod info;
pub mod profile;
mod schema;
pub mod variants;
