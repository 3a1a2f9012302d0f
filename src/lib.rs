//! Annotation of tumour variant calls with the therapies they make sensitive or resistant.
//!
//! Data flows one way; each module is one station:
//!
//! ```text
//! input -> normalize -> consequence -> matching -> interpret -> report
//!      \____________ model (typed values) ____________/
//! ```
//!
//! ```
//! use theravar::pipeline::explain::{Options, run};
//!
//! let options = Options {
//!     query: "BRAF V600E".to_owned(),
//!     tumor_type: Some("melanoma".to_owned()),
//!     assembly: None,
//!     knowledge: Vec::new(),
//! };
//! let explanation = run(&options)?;
//! let finding = &explanation.findings[0];
//! assert_eq!(finding.highest_level().map(|level| level.name()), Some("1"));
//! # Ok::<(), theravar::Error>(())
//! ```
//!
//! `knowledge` and `genome` are read-only tables, `pipeline` knows the order, `cli` the flags.
//! Coordinates are 0-based half-open inside and 1-based at the edges (VCF, HGVS, reports).

pub mod cli;
pub mod consequence;
pub mod diagnostics;
pub mod error;
pub mod genome;
pub mod input;
pub mod interpret;
pub mod io;
pub mod knowledge;
pub mod matching;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod report;
#[cfg(test)]
#[path = "../tests/support/shared.rs"]
mod shared;
pub mod structural;

pub use error::{Error, Result};
