//! What the user must know of a run: a warning says what, how many, and what to do.

use std::path::PathBuf;

use serde::{Serialize, Serializer};

use super::tally::{Scope, Tally};
use crate::error::Location;
use crate::model::summary::LeftOut;

/// What the user must know of a run, with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// Records, alleles or values are malformed in one way, and were left aside.
    Malformed {
        /// What was left aside.
        scope: Scope,
        /// The VCF column or FORMAT/INFO key at fault.
        field: String,
        /// What is wrong, in a few words.
        reason: String,
        /// How many there are, and where (of BCF, the records' ordinals).
        tally: Tally,
    },
    /// Alleles that would match were left out because of FILTER.
    Filtered {
        /// How many there are.
        alleles: u64,
    },
    /// Of these, some would have a level.
    FilteredLevels {
        /// Them, the highest level first.
        alleles: Vec<LeftOut>,
    },
    /// The caller reports every allele of interest as absent.
    AllAbsent {
        /// The sample that was looked at.
        sample: String,
        /// How many there are.
        alleles: u64,
    },
    /// Symbolic alleles and breakends do not say what they are, or say two things.
    Uninterpreted {
        /// How many there are, and where.
        tally: Tally,
    },
    /// Segments do not say how many copies they have.
    WithoutCopies {
        /// How many there are.
        segments: u64,
    },
    /// Segments are gained by a ratio that is an amplification only if part of the cells is normal.
    UndilutedGains {
        /// How many there are.
        segments: u64,
    },
    /// The index of the input cannot be read, or does not belong to it. The input was read whole.
    UnusableIndex {
        /// The index.
        index: PathBuf,
        /// What is wrong, in a few words.
        reason: String,
    },
    /// The index of the input does not fit its records. The input was read whole.
    ForeignIndex {
        /// The input.
        input: PathBuf,
    },
    /// Findings that no record of the input holds are not in the VCF.
    WithoutRecord {
        /// How many there are.
        findings: usize,
    },
    /// What must be known of one sample of several.
    OfSample {
        /// The sample.
        sample: String,
        /// What must be known.
        warning: Box<Warning>,
    },
    /// More warnings of samples, which are not shown.
    MoreOfSamples {
        /// How many there are.
        warnings: usize,
    },
    /// The tumour type that a row names is not known, or several are named.
    TumorTypeOfRow {
        /// What the rows say.
        said: String,
    },
    /// A clinical table names no tumour type of some samples.
    WithoutTumorType {
        /// The table.
        table: PathBuf,
        /// The samples.
        samples: Vec<String>,
    },
    /// A table of samples has no row of some that were read.
    WithoutSampleRow {
        /// The table.
        table: PathBuf,
        /// The samples.
        samples: Vec<String>,
    },
    /// Indels of a table stand without the base before them.
    WithoutAnchor {
        /// How many there are.
        rows: usize,
    },
    /// Findings without a sequence are not in the MAF.
    WithoutMafRow {
        /// How many there are.
        findings: usize,
    },
    /// REF of alleles is not what the assembly has there.
    OtherReference {
        /// How many there are, and where.
        tally: Tally,
        /// The assembly.
        assembly: String,
    },
    /// Something speaks for another assembly than the one that the input is read on.
    Assembly {
        /// The assembly.
        assembly: String,
        /// What speaks against it.
        against: String,
    },
    /// Alleles stand in a column whose role is not known, and have no call in the tumour's.
    Elsewhere {
        /// How many there are.
        alleles: u64,
        /// The first such column.
        column: String,
        /// The tumour's column.
        sample: String,
    },
    /// Two sources say otherwise of the sample.
    FactsDisagree {
        /// What stands, with where it comes from.
        kept: String,
        /// What is not used, with where it comes from.
        other: String,
    },
    /// The header says that the calls were never filtered, or names no filter.
    Unfiltered {
        /// Whether the header says so itself.
        is_stated: bool,
    },
    /// A user's table has nothing of the run's sample.
    SampleNotInTable {
        /// The table.
        table: PathBuf,
        /// The run's sample.
        sample: String,
        /// The samples of the table.
        samples: Vec<String>,
    },
    /// A user's table has column names alone.
    NoRows {
        /// The table.
        table: PathBuf,
    },
    /// A user's table names genes that are not known.
    UnknownGenes {
        /// The table.
        table: PathBuf,
        /// The names.
        genes: Vec<String>,
    },
    /// A user's table joins genes to themselves without saying where.
    UnreadRearrangements {
        /// The table.
        table: PathBuf,
        /// The genes.
        genes: Vec<String>,
    },
    /// Rows of a user's file are left aside, or not used as they stand.
    Rows {
        /// The file.
        file: PathBuf,
        /// What is wrong, in a few words.
        what: String,
        /// How many there are, and where.
        tally: Tally,
        /// What is done with them, and what to do.
        remedy: &'static str,
    },
    /// A user's file of regions has none.
    NoRegions {
        /// The file.
        file: PathBuf,
    },
    /// How a query was read, where that is not as it is written.
    Query(String),
    /// A row of the user's transcripts has a coding sequence that no protein, or a doubtful one, is read from.
    Transcript {
        /// The table and the line.
        at: Location,
        /// Which transcript, and what of it.
        reason: String,
    },
    /// Something of a file of reads.
    Reads(String),
    /// Called alleles are not in the reads that were given.
    NotInReads {
        /// Them, with the counts.
        alleles: Vec<String>,
    },
    /// The reads that were given show targets that the input does not call.
    NotCalled {
        /// Them, with the counts.
        alleles: Vec<String>,
        /// How many targets that the input does not call were assessed.
        assessed: usize,
        /// How many of these background alone would show.
        by_chance: String,
    },
    /// An output has no index beside it.
    NotIndexed {
        /// The output.
        output: PathBuf,
        /// Why, in a few words.
        reason: String,
    },
    /// The index beside the output is of what was there before.
    StaleIndex {
        /// The index.
        index: PathBuf,
    },
}

impl Serialize for Warning {
    /// Writes the warning as its sentence.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
