//! Input: VCF headers, lazy records, the parallel scan, caller dialects, existing annotation.

pub mod annotation;
pub mod background;
pub(crate) mod bcf;
pub mod bed;
mod bytes;
pub mod clinical;
pub mod depth;
pub(crate) mod extent;
pub mod filters;
pub mod header;
pub mod index;
pub mod maf;
pub mod mosdepth;
pub mod origin;
pub mod population;
mod preview;
pub mod record;
pub mod result;
pub mod samples;
pub mod scan;
pub mod scores;
pub mod serial;
pub mod structural;
pub mod unread;
mod values;
pub(crate) mod wide;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod real_files;

pub use header::Header;
pub use preview::preview;
pub use record::Record;
