//! What queries ask for.

use crate::model::assembly::Assembly;
use crate::model::phase::Phase;
use crate::model::profile::Component;
use crate::model::protein_change::ProteinChange;

/// What one part of a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Plus-strand alleles at a 1-based position.
    Genomic {
        /// Chromosome in any style.
        chrom: String,
        /// 1-based.
        pos: u32,
        /// REF.
        reference: String,
        /// ALT.
        alternate: String,
    },
    /// A change of plus-strand bases whose REF is not told.
    Span {
        /// Chromosome in any style.
        chrom: String,
        /// First position, 1-based.
        first: u32,
        /// Last position.
        last: u32,
        /// What happens there.
        change: SpanChange,
    },
    /// A `c.` name on a transcript or a gene's reported transcript.
    Coding {
        /// Accession or gene symbol.
        on: String,
        /// `c.1799T>A`.
        name: String,
        /// The protein change that the query says it makes.
        protein: Option<ProteinChange>,
    },
    /// One finding, by what statements may call it.
    OneOf(Vec<Component>),
    /// A gene, of which no change is told.
    Gene(String),
}

/// What happens to a stretch of bases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpanChange {
    /// They are replaced by these, or by none.
    Replaced(String),
    /// They are there twice.
    Repeated,
    /// These go between the two.
    Inserted(String),
}

/// Whether changes are said to be inherited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Inherited.
    Germline,
    /// Acquired by the tumour.
    Somatic,
}

impl Origin {
    /// Returns how it was read.
    pub fn told(self) -> &'static str {
        match self {
            Self::Germline => "said to be inherited (germline)",
            Self::Somatic => "said to be acquired (somatic)",
        }
    }
}

/// A query, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What it asks for, all of one sample.
    pub parts: Vec<Asked>,
    /// The assembly that it names itself.
    pub assembly: Option<Assembly>,
    /// Parts, by their number, that are said to be inherited or acquired.
    pub origins: Vec<(usize, Origin)>,
    /// How the changes of one gene lie to each other, where that is said.
    pub phase: Option<Phase>,
    /// How it was read, where that is not as it is written.
    pub notes: Vec<String>,
}
