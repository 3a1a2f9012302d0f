//! Genes that decide how drugs are taken apart, and what a sample shows of them: of the patient, not of
//! the tumour.

use super::allele::SequenceEdit;
use super::assembly::Assembly;
use super::profile::{Alteration, Component};

/// What is left of an enzyme's work by an allele (the words of CPIC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlleleFunction {
    /// Nothing.
    None,
    /// Less.
    Decreased,
}

impl AlleleFunction {
    /// All functions.
    pub const ALL: [Self; 2] = [Self::None, Self::Decreased];

    /// Returns the words of tables and results.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "no function",
            Self::Decreased => "decreased function",
        }
    }

    /// Reads [`AlleleFunction::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name() == text)
    }
}

/// An allele of such a gene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PharmacogeneAllele {
    /// HGNC symbol.
    pub gene: &'static str,
    /// `*2A`.
    pub allele: &'static str,
    /// `rs3918290`.
    pub dbsnp: &'static str,
    /// Coding change on the transcript in use: `c.1905+1G>A`.
    pub change: &'static str,
    /// The change on GRCh37 and GRCh38.
    pub edits: [SequenceEdit; 2],
    /// What is left of the enzyme's work.
    pub function: AlleleFunction,
    /// Drugs, joined by semicolons.
    pub drugs: &'static str,
    /// Level of the pair of gene and drug, by CPIC.
    pub level: &'static str,
    /// The guideline.
    pub citation: &'static str,
}

impl PharmacogeneAllele {
    /// Returns the change on `assembly`.
    pub fn edit(&self, assembly: Assembly) -> &SequenceEdit {
        match assembly {
            Assembly::GRCh37 => &self.edits[0],
            Assembly::GRCh38 => &self.edits[1],
        }
    }

    /// Returns the allele as profiles name it: `UGT1A1 UGT1A1*28`.
    pub fn component(&self) -> Component {
        let name = format!("{}{}", self.gene, self.allele);
        Component { gene: self.gene.to_owned(), alteration: Alteration::Haplotype(name) }
    }

    /// Returns gene and allele: `DPYD *2A`.
    pub fn name(&self) -> String {
        format!("{} {}", self.gene, self.allele)
    }
}

/// Copies of an allele that a genotype names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genotype {
    /// GT as the input writes it: `0/1`.
    pub text: Box<str>,
    /// Copies of this allele.
    pub copies: u32,
    /// Copies of any allele that are called.
    pub called: u32,
}

impl Genotype {
    /// Returns the zygosity in a word.
    pub fn zygosity(&self) -> &'static str {
        match (self.copies, self.called) {
            (0, _) => "absent",
            (copies, called) if copies == called && called > 1 => "homozygous",
            (_, 1) => "one copy called",
            _ => "heterozygous",
        }
    }
}

/// The genotypes of a site in the tumour and its matched normal, as far as they are called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Genotypes {
    /// In the tumour.
    pub tumor: Option<Genotype>,
    /// In the matched normal.
    pub normal: Option<Genotype>,
}

/// An allele that a sample shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAllele {
    /// Which one.
    pub allele: &'static PharmacogeneAllele,
    /// In how many copies.
    pub genotypes: Genotypes,
}

impl FoundAllele {
    /// Returns the genotype that is nearest to the patient's own: that of the normal, else the tumour's.
    pub fn genotype(&self) -> Option<&Genotype> {
        self.genotypes.normal.as_ref().or(self.genotypes.tumor.as_ref())
    }
}

/// What a sample shows of such a gene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pharmacogene {
    /// HGNC symbol.
    pub gene: &'static str,
    /// Drugs that it takes apart.
    pub drugs: Vec<&'static str>,
    /// The alleles that are there.
    pub found: Vec<FoundAllele>,
    /// Alleles whose places were read deeply enough, and that are not there.
    pub absent: Vec<&'static PharmacogeneAllele>,
    /// Alleles of which the input says nothing: they may be there.
    pub not_assessed: Vec<&'static PharmacogeneAllele>,
    /// What follows, in a sentence.
    pub reading: String,
    /// What the reader must know.
    pub notes: Vec<String>,
    /// Level of the pair of gene and drug, by CPIC.
    pub level: &'static str,
    /// Guidelines.
    pub citations: Vec<&'static str>,
}
