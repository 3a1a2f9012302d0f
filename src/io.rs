//! Opening and sniffing inputs, BGZF blocks, atomic outputs, checksums.
//!
//! This module knows bytes and containers. What a VCF line means is for [`crate::input`].

pub(crate) mod bgzf;
mod checksum;
pub(crate) mod limit;
mod output;
mod place;
mod sniff;
mod source;
mod splice;
pub mod table;
mod text;

pub use checksum::{RunningDigest, Sha256Hex, sha256};
pub(crate) use checksum::{Watch, Watched, embedded_sha256};
pub use output::{Output, is_broken_pipe};
pub use sniff::{Compression, Content, Format};
pub use source::Source;
pub(crate) use source::{Stored, fault_at, gzip, gzip_fault, inflate_all};
pub use splice::Block;
pub(crate) use splice::{LineEdit, splice_bgzf, splice_text};
pub use text::{open_text, read_error, read_text};
