//! What a named alteration means on the genome.

use std::collections::BTreeMap;

use super::assembly::Assembly;
use super::contig::Contig;
use super::level::Level;
use super::position::Interval;
use super::read_support;

/// What an alteration names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TargetKind {
    /// One change.
    Allele,
    /// Any substitution of a residue.
    Codon,
    /// A class of changes of exons.
    Exon,
    /// A class of changes of residues.
    Range,
    /// What spoils the splicing of an exon.
    Splice,
    /// Changes of a promoter.
    Promoter,
    /// Changes of a gene, wherever they are.
    Gene,
    /// A number of copies of a gene.
    CopyNumber,
    /// A break within a gene.
    Rearrangement,
}

impl TargetKind {
    /// Returns the word used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allele => "allele",
            Self::Codon => "codon",
            Self::Exon => "exon",
            Self::Range => "range",
            Self::Splice => "splice",
            Self::Promoter => "promoter",
            Self::Gene => "gene",
            Self::CopyNumber => "copy_number",
            Self::Rearrangement => "rearrangement",
        }
    }
}

/// Why an alteration has no place on the genome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unplaced {
    /// It is a score of the whole tumour.
    WholeTumor,
    /// It is of RNA, of protein or of methylation.
    NotOfDna,
    /// It is an inherited genotype.
    Genotype,
    /// It is a whole arm.
    Arm,
    /// Its gene has no transcript here.
    NoTranscript,
    /// Its residues or bases are not those of a transcript here.
    NoSuchBases,
    /// Its region is not defined.
    NoRegion,
}

impl Unplaced {
    /// Returns the reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::WholeTumor => "a score of the whole tumour",
            Self::NotOfDna => "of RNA, protein or methylation",
            Self::Genotype => "an inherited genotype",
            Self::Arm => "a whole chromosome arm",
            Self::NoTranscript => "a gene without a transcript here",
            Self::NoSuchBases => "residues or bases that no transcript here has",
            Self::NoRegion => "a region that is not defined",
        }
    }
}

/// An allele as a VCF record spells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TargetAllele {
    /// The chromosome.
    pub contig: Contig,
    /// POS, 1-based.
    pub position: u32,
    /// REF.
    pub reference: String,
    /// ALT.
    pub alternate: String,
}

/// An alteration that statements name, on the genome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// HGNC symbol.
    pub gene: String,
    /// In words, without the gene: `L858R`.
    pub alteration: String,
    /// What it names.
    pub kind: TargetKind,
    /// The chromosome.
    pub contig: Contig,
    /// Its bases, 0-based half-open, sorted.
    pub intervals: Vec<Interval>,
    /// The transcript that its residues are counted on.
    pub transcript: String,
    /// The best level of its statements, if any has one.
    pub level: Option<Level>,
    /// Ids of its statements.
    pub evidence: Vec<String>,
    /// The alleles that make it, as far as its name says.
    pub alleles: Vec<TargetAllele>,
}

/// All targets of a tumour type, and what has no place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Targets {
    /// By chromosome, position, gene and alteration.
    pub list: Vec<Target>,
    /// The alterations without a place, by why.
    pub unplaced: BTreeMap<Unplaced, Vec<String>>,
    /// Those at allele, codon or promoter level of which no allele can be spelled.
    pub unspelled: Vec<String>,
}

/// Names that are told of many.
const TOLD: usize = 5;

impl Targets {
    /// Returns each allele once, in the order of the genome, with the alterations that it is.
    pub fn by_allele(&self) -> BTreeMap<&TargetAllele, Vec<String>> {
        let mut alleles: BTreeMap<&TargetAllele, Vec<String>> = BTreeMap::new();
        for target in &self.list {
            let name = format!("{} {}", target.gene, target.alteration);
            for allele in &target.alleles {
                alleles.entry(allele).or_default().push(name.clone());
            }
        }
        alleles
    }

    /// Returns each allele once, as reads are asked for it. Its names are joined by `,`.
    pub fn for_reads(&self) -> Vec<read_support::Target> {
        let alleles = self.by_allele().into_iter();
        alleles
            .map(|(allele, names)| read_support::Target {
                contig: allele.contig,
                start: allele.position.saturating_sub(1),
                reference: allele.reference.clone().into_bytes(),
                alternate: allele.alternate.clone().into_bytes(),
                name: names.join(","),
            })
            .collect()
    }

    /// Returns what was listed, and what could not be, in sentences.
    pub fn notes(&self, tumor: &str, assembly: Assembly) -> Vec<String> {
        let alleles: usize = self.list.iter().map(|target| target.alleles.len()).sum();
        let mut notes = vec![format!(
            "{} alterations with {alleles} alleles ({assembly}, {tumor})",
            self.list.len()
        )];
        for (why, names) in &self.unplaced {
            notes.push(format!("without a place, {}: {}", why.reason(), told(names)));
        }
        if !self.unspelled.is_empty() {
            notes.push(format!(
                "placed without an allele (no name of bases, or bases that are not embedded): {}",
                told(&self.unspelled)
            ));
        }
        notes
    }
}

/// Returns how many there are, and the first of them.
fn told(names: &[String]) -> String {
    let first: Vec<&str> = names.iter().take(TOLD).map(String::as_str).collect();
    let more = if names.len() > TOLD { ", …" } else { "" };
    format!("{} ({}{more})", names.len(), first.join(", "))
}
