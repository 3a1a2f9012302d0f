//! Tumour types as the disease table resolves them, and how evidence on one disease bears on another.

use std::collections::BTreeMap;

/// Solid or liquid (blood, lymph, bone marrow).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TumorClass {
    /// Tumour of a solid organ or tissue.
    Solid,
    /// Leukaemia, lymphoma, myeloma and other haematologic neoplasms.
    Liquid,
}

impl TumorClass {
    /// Returns the word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            TumorClass::Solid => "solid",
            TumorClass::Liquid => "liquid",
        }
    }

    /// Reads [`TumorClass::name`].
    pub fn parse(text: &str) -> Option<Self> {
        [TumorClass::Solid, TumorClass::Liquid].into_iter().find(|class| class.name() == text)
    }
}

/// The tumour type that a query was resolved to, with every disease whose evidence covers it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TumorType {
    /// Node of the disease table: `ONCOTREE:COAD`, `DOID:9952`, `MAIN:Colorectal Cancer`, `CLASS:solid`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// OncoTree code, where the node is one or is nearly always one (`COADREAD` for colorectal cancer).
    pub oncotree: Option<String>,
    /// OncoTree main type.
    pub main_type: Option<String>,
    /// Solid or liquid, or `None` for all tumours and for diseases that are no tumours.
    pub class: Option<TumorClass>,
    /// Node ids that are this very tumour type, sorted.
    pub same: Vec<String>,
    /// Node ids of the ancestors whose evidence covers this tumour type, sorted.
    pub ancestors: Vec<String>,
    /// Node ids of the diseases that a biomarker defines and the sample has, or has not, that
    /// biomarker; of others nothing is known.
    pub defined: BTreeMap<&'static str, bool>,
}

/// How the disease of a piece of evidence relates to the tumour type at hand (SPECS §1.1), ordered
/// from the closest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TumorRelation {
    /// The same tumour type.
    Same,
    /// An ancestor or the main type: it covers this tumour type.
    Ancestor,
    /// All solid tumours, of which this is one.
    AllSolid,
    /// All liquid tumours, of which this is one.
    AllLiquid,
    /// All tumours.
    AllTumors,
    /// A subtype of this tumour type, or a type that a biomarker defines within it: the evidence
    /// holds if the tumour is of that type, which is not known.
    Subtype,
    /// Another tumour type, solid and solid or liquid and liquid.
    OtherSameClass,
    /// Another tumour type of the other class, or a disease that the table does not have.
    Other,
}

impl TumorRelation {
    /// Whether the evidence keeps its level for this tumour type, on a condition or without one.
    pub fn is_match(self) -> bool {
        self.covers() || self == TumorRelation::Subtype
    }

    /// Whether the evidence speaks of all tumours of this type.
    pub fn covers(self) -> bool {
        !matches!(
            self,
            TumorRelation::Subtype | TumorRelation::OtherSameClass | TumorRelation::Other
        )
    }

    /// Whether it is evidence on another tumour type, solid for solid or liquid for liquid.
    pub fn is_same_class(self) -> bool {
        self == TumorRelation::OtherSameClass
    }

    /// The word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            TumorRelation::Same => "same",
            TumorRelation::Ancestor => "ancestor",
            TumorRelation::AllSolid => "all_solid",
            TumorRelation::AllLiquid => "all_liquid",
            TumorRelation::AllTumors => "all_tumors",
            TumorRelation::Subtype => "subtype",
            TumorRelation::OtherSameClass => "other_same_class",
            TumorRelation::Other => "other",
        }
    }
}
