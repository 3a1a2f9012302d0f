//! Input: VCF headers, lazy records, the parallel scan, caller dialects.

mod bcf;
pub mod header;
pub mod record;
pub mod scan;

#[cfg(test)]
mod corpus_tests;

pub use header::Header;
pub use record::Record;
