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
//! cohort       many samples: the sheet, what is done, tables over all of them
//! matching     does this change meet that profile, and how specifically
//! interpret    level, tier, oncogenicity, rationale
//! consequence  structural  input  reads (BAM, CRAM)  knowledge (tables only)  report (formats only)
//! genome  io
//! model        typed values that the rooms hand to each other; error, diagnostics, cells, control beside it
//! ```
//!
//! The way in is [`Annotator`]:
//!
//! ```
//! use theravar::Annotator;
//!
//! let annotator = Annotator::builder().tumor_type("melanoma").build()?;
//! let explained = annotator.explain("BRAF V600E")?;
//! let finding = &explained.findings[0];
//! assert_eq!(finding.highest_level().map(|level| level.name()), Some("1"));
//! # Ok::<(), theravar::Error>(())
//! ```
//!
//! Public are the annotator, its options, the [`model`], errors and warnings. All other rooms are hidden
//! from the documentation: they serve the binary, the benches and the tests, and may change.
//!
//! Coordinates are 0-based half-open inside and 1-based at the edges (VCF, HGVS, reports).

mod cells;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod cohort;
#[doc(hidden)]
pub mod consequence;
mod control;
#[doc(hidden)]
pub mod curate;
pub mod diagnostics;
pub mod error;
#[doc(hidden)]
pub mod genome;
#[doc(hidden)]
pub mod input;
#[doc(hidden)]
pub mod interpret;
#[doc(hidden)]
pub mod io;
#[doc(hidden)]
pub mod knowledge;
#[doc(hidden)]
pub mod matching;
pub mod model;
#[doc(hidden)]
pub mod observe;
#[doc(hidden)]
pub mod pipeline;
#[cfg(feature = "bam")]
#[doc(hidden)]
pub mod reads;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod sample;
#[cfg(test)]
#[path = "../tests/support/shared.rs"]
mod shared;
#[doc(hidden)]
pub mod structural;

pub use diagnostics::Warning;
pub use error::{Error, Result};
pub use io::Source;
pub use observe::thresholds::Thresholds;
pub use pipeline::annotator::{Annotated, Annotator, AnnotatorBuilder};
pub use pipeline::explain::Explanation;
pub use pipeline::options::Options;
pub use pipeline::progress::Progress;
pub use report::provenance::Provenance;
pub use report::run::Run;
pub use structural::copies::CopyThresholds;
