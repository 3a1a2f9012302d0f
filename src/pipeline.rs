//! The order of the stations: reader, workers, sample evaluation, report.

pub mod annotate;
pub mod annotator;
mod by_reads;
pub mod cohort;
mod collect;
pub mod explain;
pub mod explained;
#[cfg(feature = "bam")]
pub mod genotype;
pub mod lock;
mod maf;
pub mod monitor;
pub mod options;
mod prepare;
pub mod progress;
mod read;
mod read_sample;
mod records;
pub mod replay;
pub mod report;
pub mod request;
pub mod summary;
pub mod targets;
