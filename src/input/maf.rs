//! MAF: one row an allele of one of many samples, its columns by name.
//!
//! vcf2maf, the GDC, Funcotator, cBioPortal and OncoKB's annotator each write other columns in another
//! order. A row with coordinates becomes a record of VCF, so that it goes the way of all records. A row
//! that only names its protein change is asked for by that name.

mod columns;
mod faults;
mod numbers;
mod record;
mod row;
mod samples;
mod table;

pub use self::record::SampleRecords;
pub(crate) use self::row::NO_TRANSCRIPT;
pub use self::row::NamedRow;
pub(crate) use self::row::STATUS;
pub use self::samples::MafSample;
pub use self::table::{Maf, MafText};

#[cfg(test)]
mod tests;
