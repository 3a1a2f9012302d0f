//! Annotation of tumour variant calls with the therapies they make sensitive or resistant.
//!
//! Data flows one way; each module is one station:
//!
//! ```text
//! input -> normalize -> consequence -> matching -> interpret -> report
//!      \____________ model (typed values) ____________/
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
pub mod pipeline;
pub mod report;

pub use error::{Error, Result};
