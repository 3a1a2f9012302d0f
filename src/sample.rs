//! What only the whole sample shows, one rule a file; [`judge::Sample::judge`] applies them in one order.

pub(crate) mod alleles;
pub mod assessed;
pub mod burden;
pub mod combine;
mod conflict;
mod damaging;
mod defined;
pub mod evaluate;
pub mod fact;
pub mod facts;
mod gene_part;
pub mod haplotype;
pub mod judge;
pub mod knowledge;
mod lost_copy;
pub(crate) mod mate;
mod origin;
mod phase;
pub mod repair;
pub(crate) mod repeat;
mod reversion;
mod same_gene;
mod second_hit;
mod seen;
mod signature;
mod stated;
