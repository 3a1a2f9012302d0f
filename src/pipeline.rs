//! The order of the stations: reader, workers, sample evaluation, report.

pub mod annotate;
pub mod assessed;
pub mod candidate;
pub mod check;
mod collect;
pub mod counts;
pub mod explain;
pub mod haplotype;
pub mod knowledge;
mod known_allele;
pub mod lock;
pub mod lost_copy;
pub mod matcher;
mod noncoding;
pub mod numbering;
mod own_annotation;
mod prepare;
pub mod progress;
pub mod query;
mod read;
mod sample;
mod second_hit;
mod structural;
pub mod summary;
mod tables;
pub mod thresholds;
pub mod worker;
