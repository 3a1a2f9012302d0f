//! Annotation of tumour variant calls with the therapies they make sensitive or resistant.
//!
//! Rooms stand on floors; a room imports lower floors only, and no two files import each other. A test
//! holds the law. From the top:
//!
//! ```text
//! cli          one file a subcommand
//! pipeline     the order of work: drive, read, collect, replay, explain, lock
//! sample       what only the whole sample shows, one rule a file
//! observe      a record, a structural event, a user's table, a named query -> candidates
//! curate       importers, makers of the embedded tables, check, fit, diff, info
//! matching     does this change meet that profile, and how specifically
//! interpret    level, tier, oncogenicity, rationale
//! consequence  structural  input  knowledge (tables only)  report (formats only)
//! genome  io
//! model        typed values that the rooms hand to each other; error, diagnostics beside it
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
//! Coordinates are 0-based half-open inside and 1-based at the edges (VCF, HGVS, reports).

pub mod cli;
pub mod consequence;
pub mod curate;
pub mod diagnostics;
pub mod error;
pub mod genome;
pub mod input;
pub mod interpret;
pub mod io;
pub mod knowledge;
pub mod matching;
pub mod model;
pub mod observe;
pub mod pipeline;
pub mod report;
pub mod sample;
#[cfg(test)]
#[path = "../tests/support/shared.rs"]
mod shared;
pub mod structural;

pub use error::{Error, Result};
