//! Input: VCF headers, lazy records, the parallel scan, caller dialects.

pub mod header;
pub mod record;

pub use header::Header;
pub use record::Record;
