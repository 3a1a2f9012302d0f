//! What a scan thread hands over.

use crate::input::record::Malformed;
use crate::matching::candidate::Candidate;
use crate::model::burden::BurdenAllele;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::observe::gene_part::GenePart;
use crate::observe::lost_copy::LostCopy;
use crate::observe::part::Part;

/// What is not understood of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// REF is not what the assembly has there.
    Reference,
    /// A symbolic allele or a breakend does not say what it is, or says two things.
    Event,
    /// All of the record is skipped.
    Record(Malformed),
    /// An allele is skipped.
    Allele(Malformed),
    /// A value is not used.
    Value(Malformed),
}

/// What a record gives.
#[derive(Debug)]
pub enum Out<'k> {
    /// An allele that may become a finding.
    Candidate(Box<Candidate<'k>>),
    /// An allele that matters, in a record that failed a FILTER.
    Filtered(Box<Candidate<'k>>),
    /// An allele in a coding region, to be read together with its neighbours.
    Part(Box<Part>),
    /// Rows, in the format of this number, of alleles without a finding that follow each other, where all
    /// are wanted.
    Plain(usize, Vec<u8>),
    /// Such a row that could not be written.
    Unwritten(std::io::Error),
    /// A stretch that was read deeply enough, with its depth: what is not reported there is not there.
    Assessed(Contig, Interval, u32),
    /// A stretch of which the record says that too few reads show it: nothing is known to be absent there.
    Shallow(Contig, Interval),
    /// A stretch where an allele was seen and left out: nothing is known to be absent there.
    Skipped(Contig, Interval),
    /// A stretch that is changed in a way of which nothing follows: nothing is known to be absent there.
    Open(Contig, Interval),
    /// A stretch of which something is said that is not understood: nothing is known to be absent
    /// there.
    Unread {
        /// What is not understood.
        what: Unread,
        /// Its chromosome.
        contig: Contig,
        /// The bases.
        interval: Interval,
        /// Lines from the base line that the sink is given.
        offset: u64,
    },
    /// A gene of which the record's segment holds less than half.
    GenePart(Box<GenePart<'k>>),
    /// An allele that counts for the mutational burden, or does not.
    Burden(Box<BurdenAllele>),
    /// A stretch of which one copy at least is lost.
    LostCopy(Box<LostCopy>),
}
