//! Many samples in one run: which they are, what is kept of each, and the tables over all of them.
//!
//! What is concluded of a sample is concluded of that sample alone. This room lists samples, remembers
//! which are done, and lays their results out side by side.

pub mod about;
pub mod alteration;
pub mod entry;
pub mod folder;
pub mod inputs;
mod listing;
mod matrix;
pub mod outcome;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
pub mod sample;
pub mod shared;
pub mod sheet;
pub mod tables;
pub mod work;
