//! What only the whole sample shows, one rule a file; [`judge::Sample::judge`] applies them in one order.

pub(crate) mod alleles;
pub mod assessed;
mod biomarkers;
pub mod burden;
pub mod by_reads;
pub mod combine;
mod conflict;
mod damaging;
mod defined;
pub mod evaluate;
pub mod fact;
pub mod facts;
mod gene_part;
pub mod haplotype;
pub mod identifiers;
mod immunotherapy;
pub mod inherited;
pub mod judge;
pub mod knowledge;
pub mod left_out;
pub mod liquid;
#[cfg(feature = "bam")]
pub mod listed;
mod lost_copy;
pub(crate) mod mate;
mod normal;
mod origin;
pub mod own_transcripts;
pub mod pharmacogenes;
mod phase;
#[cfg(feature = "bam")]
pub mod proof;
#[cfg(feature = "bam")]
mod reads_files;
pub mod repair;
pub(crate) mod repeat;
mod reversion;
pub mod row_type;
mod same_gene;
mod second_hit;
mod seen;
pub mod serial;
mod shown;
mod signature;
pub mod standard;
mod stated;
pub mod targets;
pub mod white_cells;
