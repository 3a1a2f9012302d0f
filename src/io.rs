//! Opening and sniffing inputs, BGZF blocks, atomic outputs, checksums.
//!
//! This module knows bytes and containers. What a VCF line means is for [`crate::input`].

pub(crate) mod bcf;
pub(crate) mod bgzf;
mod checksum;
mod identity;
mod layout;
pub(crate) mod limit;
mod name;
mod output;
mod place;
mod sniff;
mod source;
mod splice;
pub mod table;
mod text;
mod unchanged;

pub use checksum::{RunningCrc, RunningDigest, Sha256Hex, sha256};
pub(crate) use checksum::{Watch, Watched, embedded_sha256};
pub use identity::FileId;
#[cfg(test)]
pub(crate) use layout::windows;
pub(crate) use layout::{LAST, Stretch};
pub use layout::{Layout, Stretches};
pub(crate) use name::{file_name, with_ending};
pub(crate) use output::followed;
pub use output::{Output, STDOUT, sync};
pub use sniff::{Compression, Content, Format};
pub use source::Source;
pub(crate) use source::{Stored, fault_at, gzip, gzip_fault, inflate_all};
pub use splice::{Block, Growth};
pub(crate) use splice::{LineEdit, splice_bgzf, splice_text};
pub(crate) use text::read_source;
pub use text::{open_text, read_error, read_hashed, read_text};
pub(crate) use unchanged::SecondLook;
