//! Words that results use: one list a kind, for JSON, tables and the schema.

use std::borrow::Cow;
use std::fmt::{self, Write};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::model::assembly::Assembly;
use crate::model::change_state::Effect;
use crate::model::consequence::Impact;
use crate::model::escat::EscatTier;
use crate::model::event_detail::{EventFrame, Reading};
use crate::model::evidence::{Direction, Interaction, Significance, Source};
use crate::model::finding::{Flag, OncogenicityClass, Withheld};
use crate::model::immunotherapy::{Bearing, Inhibitor, MarkerStatus};
use crate::model::level::{AmpTier, Level};
use crate::model::match_type::MatchType;
use crate::model::oncogenicity::{FactKind, Sameness};
use crate::model::profile::Assay;
use crate::model::therapy::TherapyClass;
use crate::model::tumor_type::TumorRelation;

use super::cell::Cell;

/// A kind of thing of which results name each by a word.
pub(super) trait Named: Copy {
    /// What the schema calls the kind.
    const KIND: &'static str;
    /// What the kind is.
    const MEANING: &'static str;

    /// Returns every word of the kind.
    fn words() -> Vec<&'static str>;

    /// Returns the word.
    fn word(self) -> &'static str;
}

/// Something that results name by a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word<T>(pub(super) T);

impl<T: Named> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<T: Named> Cell for Word<T> {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        out.write_str(self.0.word())
    }
}

impl<T: Named> JsonSchema for Word<T> {
    fn schema_name() -> Cow<'static, str> {
        T::KIND.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"enum": T::words(), "description": T::MEANING})
    }
}

/// Lists the words of a kind. A value that is not in the list, nor among those that results do not
/// name, does not compile.
macro_rules! vocabulary {
    ($($meaning:literal $kind:literal $type:ident {
        $($value:ident $({ $field:ident: $is:literal })?)*
    } $(unnamed $unnamed:ident)?)*) => {
        $(impl Named for $type {
            const KIND: &'static str = $kind;
            const MEANING: &'static str = $meaning;

            fn words() -> Vec<&'static str> {
                vec![$($type::$value $({ $field: $is })?.word(),)*]
            }

            fn word(self) -> &'static str {
                match self {
                    $($type::$value $({ $field: $is })? => self.name(),)*
                    $($type::$unnamed => self.name(),)?
                }
            }
        })*
    };
}

vocabulary! {
    "Reference assembly of the positions." "assembly" Assembly { GRCh37 GRCh38 }
    "Therapeutic level, the highest claim first." "level" Level { R1 L1 L2 L3A L3B L4 R2 }
    "ESCAT tier." "escat_tier" EscatTier { IA IB IC IIA IIB IIIA IIIB }
    "AMP/ASCO/CAP 2017 tier." "amp_tier" AmpTier { IA IB IIC IID III IV }
    "How specifically knowledge names the change." "match_type" MatchType {
        Allele Protein EquivalentProtein Codon Range Exon Splice Class Gene Fusion CopyNumber Signature
    }
    "Class of a drug." "therapy_class" TherapyClass {
        KinaseInhibitor MonoclonalAntibody AntibodyDrugConjugate BispecificAntibody
        ImmuneCheckpointInhibitor HormoneTherapy ParpInhibitor CellTherapy Chemotherapy OtherTargeted
    }
    "How the disease of the evidence relates to the tumour type of the run; absent where none was given."
    "tumor_type_match" TumorRelation {
        Same Ancestor AllSolid AllLiquid AllTumors Subtype OtherSameClass Other
    }
"What a change does to its gene." "effect" Effect {
        Activating Inactivating ResistanceOnly Benign Unknown
    }
    "Kind of test." "assay" Assay {
        SmallVariant CopyNumber Fusion Signature Wildtype Germline Expression Epigenetic Other
    }
    "What the reader must know of a row." "flag" Flag {
        Chip LowVaf Filtered RefMismatch FractionDisagrees OutsideSequence ConsequenceFromInput
        ConsequenceDisagrees Combination Conditional UnknownSignificance Conflict Overruled Germline
        GermlineSuspect Pharmacogene Polymorphism Biallelic Reversion PossibleReversion PredictedSplice TranscriptNumbering Haplotype AdjacentUnphased
        OutOfFrame FrameBySkipping StopCodon DomainLost Antisense PartnerUnknown LowConfidence
        ArmLevel Partial SequenceNotGiven NotSupportedByReads NotCalled
    }
    "Reading frame across a structural event." "frame" EventFrame {
        In BySkipping Out Stop OwnStart NotKnown
    }
    "What shows a structural event." "reading" Reading { DnaJunction DnaCopies Rna Table }
    "Whether a marker is there." "marker_status" MarkerStatus { Present Absent NotAssessed }
    "Which way a marker points where it is there." "bearing" Bearing {
        Favours Against Context NotCounted
    }
    "What a checkpoint inhibitor binds." "inhibitor" Inhibitor {
        AntiPd1 AntiPdL1 AntiCtla4 AntiLag3
    }
    "Severity of a consequence, as Ensembl VEP grades it." "impact" Impact { High Moderate Low Modifier }
    "Class of oncogenicity (Horak 2022)." "oncogenicity" OncogenicityClass {
        Oncogenic LikelyOncogenic Uncertain LikelyBenign Benign
    } unnamed NotApplicable
    "Who states the evidence." "source" Source { Fda Civic Curated Moalmanac Cgi OncoKb Serve User }
    "Whether the statement was supported or refuted." "direction" Direction { Supports DoesNotSupport }
    "The predictive effect." "significance" Significance {
        Sensitivity Resistance ReducedSensitivity AdverseResponse
    } unnamed NotApplicable
    "How several therapies of one statement relate." "interaction" Interaction {
        Combination Substitutes Sequential
    } unnamed Single
    "Why the evidence on a change gives no level." "withheld" Withheld {
        ReplacedOnHaplotype UnknownPhase RestoresFrame NotFunctional ArmLevel Partial
        SequenceNotGiven NotInReads NotCalled OfBloodCells
    }
    "What a table says of a change beside therapies." "fact_kind" FactKind {
        Hotspot Hotspot3d Oncogenic NotOncogenic ClinicalImpact
    }
    "In what a variant and a fact agree." "sameness" Sameness { Allele Protein Residue }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn words_are_told_apart() {
        let all = [
            <Level as Named>::words(),
            <TumorRelation as Named>::words(),
            <Flag as Named>::words(),
            <TherapyClass as Named>::words(),
        ];
        for words in all {
            let unique: BTreeSet<_> = words.iter().collect();
            assert_eq!(unique.len(), words.len(), "{words:?}");
            assert!(words.iter().all(|word| !word.is_empty()));
        }
        assert_eq!(<Flag as Named>::words(), Flag::ALL.map(Flag::name));
    }
}
