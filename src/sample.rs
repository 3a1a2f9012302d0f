//! What only the whole sample shows, one rule a file; [`judge::Sample::judge`] applies them in one order.

pub mod assessed;
pub mod combine;
mod conflict;
mod damaging;
mod defined;
pub mod evaluate;
pub mod fact;
mod gene_part;
pub mod haplotype;
pub mod judge;
pub mod knowledge;
mod lost_copy;
pub(crate) mod mate;
mod origin;
pub mod own_transcripts;
mod phase;
pub(crate) mod repeat;
mod reversion;
mod same_gene;
mod second_hit;
mod seen;
mod stated;
