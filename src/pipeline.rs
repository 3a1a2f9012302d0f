//! The order of the stations: reader, workers, sample evaluation, report.

pub mod annotate;
pub mod assessed;
pub mod candidate;
mod collect;

pub mod explain;
pub mod haplotype;
pub mod knowledge;
mod known_allele;
pub mod matcher;
mod prepare;
pub mod progress;
pub mod query;
mod sample;
mod second_hit;
mod structural;
pub mod summary;
mod tables;
pub mod worker;
