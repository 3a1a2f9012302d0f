//! The order of the stations: reader, workers, sample evaluation, report.

pub mod annotate;
mod collect;
pub mod explain;
pub mod explained;
pub mod knowledge;
pub mod lock;
pub mod options;
mod prepare;
pub mod progress;
mod read;
mod records;
pub mod replay;
pub mod summary;
