//! What a named alteration means on the genome.

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
