//! Input: VCF headers, lazy records, the parallel scan, caller dialects, existing annotation.

pub mod annotation;
pub mod depth;
pub mod header;
#[cfg(test)]
mod real_files;
pub mod record;
pub mod samples;
pub mod scan;

pub use header::Header;
pub use record::Record;
