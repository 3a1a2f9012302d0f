//! Input: VCF headers, lazy records, the parallel scan, caller dialects.

mod bcf;
pub mod header;
mod preview;
pub mod record;
pub mod scan;

#[cfg(test)]
mod corpus_tests;

pub use header::Header;
pub use preview::preview;
pub use record::Record;
