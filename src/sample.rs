//! What only the whole sample shows, one rule a file.

pub mod assessed;
pub mod combine;
pub mod evaluate;
pub mod haplotype;
pub mod lost_copy;
pub mod phase;
pub mod reversion;
pub mod second_hit;
