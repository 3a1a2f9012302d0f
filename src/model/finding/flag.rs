//! What the reader must know of a row, and why a row has no level.

/// Why evidence on a change gives no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// Its haplotype reads otherwise.
    ReplacedOnHaplotype,
    /// Its parts may lie on different copies.
    UnknownPhase,
    /// It restores the frame of another change of its copy.
    RestoresFrame,
    /// It lacks what events of its kind need to work: the flags say what.
    NotFunctional,
    /// A whole arm is gained.
    ArmLevel,
    /// Less than half of the gene has the copies.
    Partial,
    /// The bases that come in are not given.
    SequenceNotGiven,
    /// The user's own reads do not show it, though they would.
    NotInReads,
    /// The user's own reads show it, and the input does not call it.
    NotCalled,
    /// White cells have it too: it is not the tumour's.
    OfBloodCells,
}

impl Withheld {
    /// All reasons.
    pub const ALL: [Withheld; 10] = [
        Self::ReplacedOnHaplotype,
        Self::UnknownPhase,
        Self::RestoresFrame,
        Self::NotFunctional,
        Self::ArmLevel,
        Self::Partial,
        Self::SequenceNotGiven,
        Self::NotInReads,
        Self::NotCalled,
        Self::OfBloodCells,
    ];

    /// Returns the word used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReplacedOnHaplotype => "replaced_on_haplotype",
            Self::UnknownPhase => "unknown_phase",
            Self::RestoresFrame => "restores_frame",
            Self::NotFunctional => "not_functional",
            Self::ArmLevel => "arm_level",
            Self::Partial => "partial",
            Self::SequenceNotGiven => "sequence_not_given",
            Self::NotInReads => "not_supported_by_reads",
            Self::NotCalled => "not_called",
            Self::OfBloodCells => "of_blood_cells",
        }
    }

    /// Returns the reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::ReplacedOnHaplotype => "its haplotype reads otherwise (component_of)",
            Self::UnknownPhase => "right only if both changes are in cis (UNKNOWN_PHASE)",
            Self::RestoresFrame => "it restores the reading frame of its copy (reversion)",
            Self::NotFunctional => "not predicted functional (the flags say why)",
            Self::ArmLevel => "the whole arm is gained, no gene by itself (arm_level)",
            Self::Partial => "less than half of the gene has these copies (partial)",
            Self::SequenceNotGiven => {
                "the inserted bases are not given: to be confirmed (sequence_not_given)"
            }
            Self::NotInReads => "the reads do not show the change (not_supported_by_reads)",
            Self::OfBloodCells => "white cells have the change too: it is not the tumour's (chip)",
            Self::NotCalled => {
                "reads show the change, and the input does not call it: to be confirmed (not_called)"
            }
        }
    }
}

/// What the reader of a row must know about it. Ordered as they are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// The change is on the clonal-haematopoiesis list.
    Chip,
    /// The allele fraction is below 5 %.
    LowVaf,
    /// FILTER is neither PASS nor missing.
    Filtered,
    /// REF disagrees with the embedded bases.
    RefMismatch,
    /// The caller's fraction cannot be that of its reads. The reads' own stands.
    FractionDisagrees,
    /// The consequence needs bases that are not embedded.
    OutsideSequence,
    /// The consequence is the input's own annotation.
    ConsequenceFromInput,
    /// The input's own annotation names another protein change on the same transcript.
    ConsequenceDisagrees,
    /// A profile of more than one alteration is involved.
    Combination,
    /// A therapy depends on something that this input cannot show (see the rationale).
    Conditional,
    /// Only gene-level evidence: significance of this change is not known.
    UnknownSignificance,
    /// Evidence points both ways for one therapy.
    Conflict,
    /// A resistance change of the same gene takes the level of a therapy.
    Overruled,
    /// The input calls the allele inherited.
    Germline,
    /// In a gene of hereditary cancer, and of a fraction that an inherited allele would have: to be confirmed
    /// in normal tissue.
    GermlineSuspect,
    /// An allele of a gene that takes drugs apart: of the patient, no level.
    Pharmacogene,
    /// Common in the population: no somatic level.
    Polymorphism,
    /// Both copies of a tumour suppressor are hit.
    Biallelic,
    /// With another change on the same copy it restores the reading frame.
    Reversion,
    /// The same, if both lie on one copy, or if one replaces the other: the input does not say.
    PossibleReversion,
    /// The last base of an exon is changed: its splicing may be spoiled.
    PredictedSplice,
    /// The source counts residues on another transcript, or by a convention of its own.
    TranscriptNumbering,
    /// Several records of one haplotype, read together.
    Haplotype,
    /// Another change in the same codon, and whether they are on one copy is not known.
    AdjacentUnphased,
    /// A fusion shifts the reading frame.
    OutOfFrame,
    /// A fusion is in frame only if an exon beside the junction is skipped.
    FrameBySkipping,
    /// The 5′ part of a fusion ends in a stop codon before the 3′ part.
    StopCodon,
    /// A fusion or rearrangement leaves out the domain that others of the gene keep.
    DomainLost,
    /// A part of a fusion is read against its gene's direction.
    Antisense,
    /// Nothing is known to drive the kept part: it is joined to no gene in its direction.
    PartnerUnknown,
    /// The caller itself doubts the call.
    LowConfidence,
    /// The copies are those of a whole arm of a chromosome.
    ArmLevel,
    /// Less than half of the gene's coding bases have the copies.
    Partial,
    /// The bases that come in are not given: what they are is to be confirmed.
    SequenceNotGiven,
    /// The file of reads that was given does not show the called allele, though its depth would.
    NotSupportedByReads,
    /// The file of reads that was given shows the allele, and the input does not call it: no level.
    NotCalled,
}

impl Flag {
    /// All flags.
    pub const ALL: [Flag; 36] = [
        Flag::Chip,
        Flag::LowVaf,
        Flag::Filtered,
        Flag::RefMismatch,
        Flag::FractionDisagrees,
        Flag::OutsideSequence,
        Flag::ConsequenceFromInput,
        Flag::ConsequenceDisagrees,
        Flag::Combination,
        Flag::Conditional,
        Flag::UnknownSignificance,
        Flag::Conflict,
        Flag::Overruled,
        Flag::Germline,
        Flag::GermlineSuspect,
        Flag::Pharmacogene,
        Flag::Polymorphism,
        Flag::Biallelic,
        Flag::Reversion,
        Flag::PossibleReversion,
        Flag::PredictedSplice,
        Flag::TranscriptNumbering,
        Flag::Haplotype,
        Flag::AdjacentUnphased,
        Flag::OutOfFrame,
        Flag::FrameBySkipping,
        Flag::StopCodon,
        Flag::DomainLost,
        Flag::Antisense,
        Flag::PartnerUnknown,
        Flag::LowConfidence,
        Flag::ArmLevel,
        Flag::Partial,
        Flag::SequenceNotGiven,
        Flag::NotSupportedByReads,
        Flag::NotCalled,
    ];

    /// Returns the word used in the `flags` column.
    pub fn name(self) -> &'static str {
        match self {
            Flag::Chip => "chip",
            Flag::LowVaf => "low_vaf",
            Flag::Filtered => "filtered",
            Flag::RefMismatch => "ref_mismatch",
            Flag::FractionDisagrees => "fraction_disagrees",
            Flag::OutsideSequence => "outside_sequence",
            Flag::ConsequenceFromInput => "consequence_from_input",
            Flag::ConsequenceDisagrees => "consequence_disagrees",
            Flag::Combination => "combination",
            Flag::Conditional => "conditional",
            Flag::UnknownSignificance => "unknown_significance",
            Flag::Conflict => "conflict",
            Flag::Overruled => "overruled",
            Flag::Germline => "germline",
            Flag::GermlineSuspect => "germline_suspect",
            Flag::Pharmacogene => "pharmacogene",
            Flag::Polymorphism => "polymorphism",
            Flag::Biallelic => "biallelic",
            Flag::Reversion => "reversion",
            Flag::PossibleReversion => "possible_reversion",
            Flag::PredictedSplice => "predicted_splice",
            Flag::TranscriptNumbering => "transcript_numbering",
            Flag::Haplotype => "haplotype",
            Flag::AdjacentUnphased => "adjacent_unphased",
            Flag::OutOfFrame => "out_of_frame",
            Flag::FrameBySkipping => "frame_by_exon_skipping",
            Flag::StopCodon => "stop_codon",
            Flag::DomainLost => "domain_lost",
            Flag::Antisense => "antisense",
            Flag::PartnerUnknown => "partner_unknown",
            Flag::LowConfidence => "low_confidence",
            Flag::ArmLevel => "arm_level",
            Flag::Partial => "partial",
            Flag::SequenceNotGiven => "sequence_not_given",
            Flag::NotSupportedByReads => "not_supported_by_reads",
            Flag::NotCalled => "not_called",
        }
    }
}
