//! Consequences that the input already carries: VEP's CSQ, SnpEff's and mehari's ANN, and BCSQ of
//! bcftools csq.
//!
//! The header's Description gives the order of the fields ([`AnnotationFormat`]). Entries are
//! borrowed slices ([`AnnotationEntry`]). Only those that are selected become owned values
//! ([`to_consequence`]).

mod allele;
mod convert;
mod entry;
mod format;
mod peptide;
mod terms;

pub use allele::applies_to;
pub use convert::{consequences, select_per_gene, to_consequence};
pub use entry::{AnnotationEntry, entries};
pub use format::{AnnotationFormat, Dialect};

#[cfg(test)]
mod tests;
