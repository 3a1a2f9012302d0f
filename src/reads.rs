//! Reads of BAM and CRAM files, and what they show at a target.
//!
//! A file is opened and checked in [`open`]; [`regions`] streams the reads of near targets once, and
//! `pile` makes counts of them. What the counts mean is for `observe`.

mod alignment;
mod bases;
mod call;
mod caller;
pub mod depth;
mod file;
mod haplotype;
mod header;
pub mod open;
mod pile;
pub mod regions;
mod share;
mod tags;
pub mod targets;

pub use bases::Bases;
pub use open::{Opened, Options};
pub use regions::Floors;
