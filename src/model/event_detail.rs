//! How a structural event is made in a gene: exons, reading frame, domains, and what shows it.

use super::position::ExonRank;

/// What is known of the make of an event in a gene, or in two that it joins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventDetail {
    /// Its exons, where their numbers are known.
    pub exons: Option<EventExons>,
    /// The reading frame across it; `None` where it has none, as copies of a gene.
    pub frame: Option<EventFrame>,
    /// The domains that such events keep, and whether this one does.
    pub domains: Vec<EventDomain>,
    /// What shows it.
    pub reading: Option<Reading>,
    /// The copies of the gene, where a number of them is stated.
    pub copies: Option<Copies>,
}

impl EventDetail {
    /// Returns the detail of an event of which only what shows it is known.
    pub fn read_by(reading: Reading) -> Self {
        Self { reading: Some(reading), ..Self::default() }
    }
}

/// A number of copies in a cell of the tumour, to two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copies {
    hundredths: u64,
}

impl Copies {
    /// Returns a number of copies; what is below none is none.
    pub fn of(copies: f64) -> Self {
        Self { hundredths: (copies * 100.0).round().max(0.0) as u64 }
    }

    /// Returns the number.
    pub fn number(self) -> f64 {
        self.hundredths as f64 / 100.0
    }
}

/// The exons of an event, on the reported transcripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventExons {
    /// The exons beside a junction, `None` where the number is not known or no gene is there.
    Joined(Option<ExonRank>, Option<ExonRank>),
    /// The first and last exon that is lost or repeated.
    Within(ExonRank, ExonRank),
}

/// The reading frame across an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFrame {
    /// It is kept.
    In,
    /// It is kept where one exon beside the junction is left out.
    BySkipping,
    /// It shifts.
    Out,
    /// The 5′ gene keeps its own stop codon.
    Stop,
    /// The 3′ gene keeps its own start codon.
    OwnStart,
    /// What is known does not tell it.
    NotKnown,
}

impl EventFrame {
    /// Returns the word used in the `frame` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::In => "in_frame",
            Self::BySkipping => "by_exon_skipping",
            Self::Out => "out_of_frame",
            Self::Stop => "stop_codon",
            Self::OwnStart => "own_start",
            Self::NotKnown => "not_known",
        }
    }
}

/// A domain of a gene that an event keeps or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventDomain {
    /// HGNC symbol.
    pub gene: &'static str,
    /// `kinase domain`.
    pub name: &'static str,
    /// Whether it is kept whole.
    pub is_kept: bool,
}

/// What shows an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A junction of DNA, read on the transcripts: its effect on RNA is predicted.
    DnaJunction,
    /// A number of copies, or the depth of reads.
    DnaCopies,
    /// A transcript, by a caller of fusions in RNA.
    Rna,
    /// A table that does not say of what.
    Table,
}

impl Reading {
    /// Returns the word used in the `reading` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::DnaJunction => "dna_junction",
            Self::DnaCopies => "dna_copies",
            Self::Rna => "rna",
            Self::Table => "table",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_to_two_decimals() {
        for (stated, want) in [(38.0, 38.0), (12.456, 12.46), (0.0, 0.0), (-0.3, 0.0)] {
            assert_eq!(Copies::of(stated).number(), want, "{stated}");
        }
    }
}
