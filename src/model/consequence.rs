//! Sequence Ontology consequence terms and what one variant does to one transcript.

use std::fmt;
use std::sync::Arc;

use super::gene_name::GeneName;
use super::protein_change::ProteinChange;

/// How severe a consequence is, as Ensembl VEP grades it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Impact {
    /// `HIGH`.
    High,
    /// `MODERATE`.
    Moderate,
    /// `LOW`.
    Low,
    /// `MODIFIER`.
    Modifier,
}

impl Impact {
    /// Returns VEP's word.
    pub fn name(self) -> &'static str {
        match self {
            Impact::High => "HIGH",
            Impact::Moderate => "MODERATE",
            Impact::Low => "LOW",
            Impact::Modifier => "MODIFIER",
        }
    }
}

macro_rules! terms {
    ($($(#[$doc:meta])* $variant:ident $name:literal $impact:ident;)*) => {
        /// A Sequence Ontology consequence term, ordered from the most severe (VEP's order).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Term { $($(#[$doc])* $variant,)* }

        impl Term {
            /// All terms, the most severe first.
            pub const ALL: &'static [Term] = &[$(Term::$variant,)*];

            /// Returns the SO name: `missense_variant`.
            pub fn name(self) -> &'static str {
                match self { $(Term::$variant => $name,)* }
            }

            /// Returns VEP's impact.
            pub const fn impact(self) -> Impact {
                match self { $(Term::$variant => Impact::$impact,)* }
            }
        }
    };
}

terms! {
    /// The whole feature is deleted.
    TranscriptAblation "transcript_ablation" High;
    /// Acceptor −1/−2 changed.
    SpliceAcceptor "splice_acceptor_variant" High;
    /// Donor +1/+2 changed.
    SpliceDonor "splice_donor_variant" High;
    /// A stop codon made.
    StopGained "stop_gained" High;
    /// Reading frame shifted.
    Frameshift "frameshift_variant" High;
    /// Stop codon lost.
    StopLost "stop_lost" High;
    /// Start codon lost.
    StartLost "start_lost" High;
    /// Two genes joined in one transcript (SnpEff's term for SO:0001565).
    GeneFusion "gene_fusion" High;
    /// More copies of the feature.
    TranscriptAmplification "transcript_amplification" High;
    /// Exons repeated.
    FeatureElongation "feature_elongation" High;
    /// Whole exons lost (SO:0001572).
    ExonLoss "exon_loss_variant" High;
    /// The feature is broken.
    FeatureTruncation "feature_truncation" High;
    /// A stretch has lost a copy (SO:0001743).
    CopyNumberLoss "copy_number_loss" High;
    /// Residues inserted.
    InframeInsertion "inframe_insertion" Moderate;
    /// Residues deleted.
    InframeDeletion "inframe_deletion" Moderate;
    /// A residue replaced.
    Missense "missense_variant" Moderate;
    /// The protein changes in a way the other terms do not name.
    ProteinAltering "protein_altering_variant" Moderate;
    /// Donor +5.
    SpliceDonor5th "splice_donor_5th_base_variant" Low;
    /// 1–3 bases of the exon, 3–8 of the intron.
    SpliceRegion "splice_region_variant" Low;
    /// Donor +3 to +6.
    SpliceDonorRegion "splice_donor_region_variant" Low;
    /// Acceptor −3 to −17.
    SplicePolypyrimidine "splice_polypyrimidine_tract_variant" Low;
    /// Start codon kept.
    StartRetained "start_retained_variant" Low;
    /// Stop codon kept.
    StopRetained "stop_retained_variant" Low;
    /// Same residue.
    Synonymous "synonymous_variant" Low;
    /// In the CDS, with an effect that is not known.
    CodingSequence "coding_sequence_variant" Modifier;
    /// 5′ UTR.
    FivePrimeUtr "5_prime_UTR_variant" Modifier;
    /// 3′ UTR.
    ThreePrimeUtr "3_prime_UTR_variant" Modifier;
    /// In an exon of a non-coding transcript.
    NonCodingExon "non_coding_transcript_exon_variant" Modifier;
    /// In an intron.
    Intron "intron_variant" Modifier;
    /// In a non-coding gene, in an exon or not (SO:0001619).
    NonCodingTranscript "non_coding_transcript_variant" Modifier;
    /// Up to 5 kb upstream.
    Upstream "upstream_gene_variant" Modifier;
    /// Up to 5 kb downstream.
    Downstream "downstream_gene_variant" Modifier;
    /// Between genes.
    Intergenic "intergenic_variant" Modifier;
}

impl Term {
    /// Reads an SO name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|term| term.name() == name)
    }
}

/// A set of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Terms(u64);

impl Terms {
    /// Adds one term.
    pub fn insert(&mut self, term: Term) {
        self.0 |= 1u64 << term as u8;
    }

    /// Removes one term.
    pub fn remove(&mut self, term: Term) {
        self.0 &= !(1u64 << term as u8);
    }

    /// Returns whether `term` is in the set.
    pub fn has(self, term: Term) -> bool {
        self.0 & (1u64 << term as u8) != 0
    }

    /// Returns whether any of `terms` is in the set.
    pub fn any(self, terms: &[Term]) -> bool {
        terms.iter().any(|&term| self.has(term))
    }

    /// Returns whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the terms, the most severe first.
    pub fn iter(self) -> impl Iterator<Item = Term> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let term = Term::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(*term)
        })
    }

    /// Writes the terms joined by `&`, as VEP does.
    pub fn write(self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
        for (i, term) in self.iter().enumerate() {
            if i > 0 {
                out.write_str("&")?;
            }
            out.write_str(term.name())?;
        }
        Ok(())
    }

    /// Returns the highest impact of the set.
    pub fn impact(self) -> Option<Impact> {
        // Terms stand by severity, but not all of one impact are neighbours.
        const OF: [u64; 4] =
            [of(Impact::High), of(Impact::Moderate), of(Impact::Low), of(Impact::Modifier)];
        let impacts = [Impact::High, Impact::Moderate, Impact::Low, Impact::Modifier];
        impacts.into_iter().zip(OF).find(|(_, terms)| self.0 & terms != 0).map(|(impact, _)| impact)
    }
}

/// Returns the terms of an impact, a bit each.
const fn of(impact: Impact) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < Term::ALL.len() {
        let term = Term::ALL[at];
        if term.impact() as u8 == impact as u8 {
            bits |= 1 << term as u8;
        }
        at += 1;
    }
    bits
}

impl FromIterator<Term> for Terms {
    fn from_iter<I: IntoIterator<Item = Term>>(terms: I) -> Self {
        let mut set = Terms::default();
        terms.into_iter().for_each(|term| set.insert(term));
        set
    }
}

impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

/// Ranks of the exons (or introns) touched, 1-based in transcript direction, and how many there
/// are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rank {
    /// First touched.
    pub first: u32,
    /// Last touched.
    pub last: u32,
    /// Number in the transcript.
    pub total: u32,
}

impl fmt::Display for Rank {
    /// Writes `15 of 18`, `2-18 of 29`: `5/11` would be a date to a spreadsheet.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{} of {}", self.first, self.total)
        } else {
            write!(f, "{}-{} of {}", self.first, self.last, self.total)
        }
    }
}

/// What one sequence edit does to one transcript.
#[derive(Debug, Clone, PartialEq)]
pub struct TranscriptConsequence {
    /// The gene (HGNC), or the two of a fusion.
    pub gene: GeneName,
    /// Versioned transcript accession the numbers below count on.
    pub transcript: Arc<str>,
    /// Its versioned protein accession, empty where unknown.
    pub protein_accession: Arc<str>,
    /// SO terms.
    pub terms: Terms,
    /// HGVS coding change without accession: `c.1799T>A`.
    pub hgvs_c: Option<String>,
    /// The protein change, where the coding sequence is changed and known.
    pub protein: Option<ProteinChange>,
    /// Residues whose codons are touched, 1-based, first and last. Given for every edit that
    /// reaches the CDS, also where amino acids are unknown.
    pub codons: Option<(u32, u32)>,
    /// Exons touched.
    pub exon: Option<Rank>,
    /// Introns touched.
    pub intron: Option<Rank>,
    /// The last base of a coding exon is changed, which may spoil its splicing.
    pub last_exon_base: bool,
    /// REF does not agree with the embedded reference bases.
    pub ref_mismatch: bool,
    /// The consequence needs bases that are not embedded (flank exhausted, exons-only transcript).
    pub outside_sequence: bool,
    /// The terms and names were taken from the input's own annotation (CSQ, ANN, BCSQ).
    pub from_input: bool,
}

impl TranscriptConsequence {
    /// Creates a consequence that names the transcript and says nothing more yet.
    pub fn unplaced(
        gene: impl Into<GeneName>,
        transcript: Arc<str>,
        protein_accession: Arc<str>,
    ) -> Self {
        Self {
            gene: gene.into(),
            transcript,
            protein_accession,
            terms: Terms::default(),
            hgvs_c: None,
            protein: None,
            codons: None,
            exon: None,
            intron: None,
            last_exon_base: false,
            ref_mismatch: false,
            outside_sequence: false,
            from_input: false,
        }
    }

    /// Returns whether the gene makes no protein.
    pub fn is_noncoding(&self) -> bool {
        self.terms.has(Term::NonCodingTranscript)
    }

    /// Returns whether nothing but the inside of introns changes, away from all splice sites.
    pub fn is_deep_in_intron(&self) -> bool {
        self.terms == Terms::from_iter([Term::Intron])
            && self.codons.is_none()
            && self.exon.is_none()
            && !self.last_exon_base
    }

    /// Returns whether one of the ±1/±2 bases of a splice site changes.
    pub fn is_essential_splice(&self) -> bool {
        self.terms.any(&[Term::SpliceAcceptor, Term::SpliceDonor])
    }

    /// Returns whether it is such a change of a splice site that joins coding sequence. Without an intron of a
    /// UTR (`c.-20+1G>A`) no codon is known to be lost.
    pub fn is_coding_splice(&self) -> bool {
        let is_of_utr = |name: &str| name.starts_with("c.-") || name.starts_with("c.*");
        self.is_essential_splice()
            && (self.codons.is_some() || !self.hgvs_c.as_deref().is_some_and(is_of_utr))
    }

    /// Returns whether the frame is shifted before the stop codon. A shift in the stop codon itself
    /// leaves every residue and only lengthens the protein.
    pub fn is_frameshift(&self) -> bool {
        self.terms.has(Term::Frameshift)
            && !matches!(self.protein, Some(ProteinChange::Extension { .. }))
    }

    /// Returns whether it is a stop gained, frameshift or essential splice change of coding sequence, or
    /// breaks or deletes the transcript. Splice region is not truncating.
    pub fn is_truncating(&self) -> bool {
        self.is_coding_splice()
            || self.is_frameshift()
            || self.terms.any(&[
                Term::StopGained,
                Term::FeatureTruncation,
                Term::TranscriptAblation,
            ])
    }

    /// Returns whether the protein (or a splice site) changes at all: what a curated "Mutation"
    /// means.
    pub fn is_nonsynonymous(&self) -> bool {
        matches!(self.terms.impact(), Some(Impact::High | Impact::Moderate))
    }
}
