//! A standard biomarker of the tumour type as results tell it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use crate::model::level::Level;
use crate::model::profile::Assay;
use crate::model::standard_biomarker::{
    Absence, Detection, Gap, StandardBiomarker, StandardBiomarkers,
};

use super::cell::{Text, number};
use super::variant::Regimen;
use super::words::Word;

/// A standard biomarker of the tumour type in the sample.
#[derive(Serialize, JsonSchema)]
pub(super) struct Biomarker<'r> {
    /// In words: `EGFR L858R`.
    pub(super) biomarker: Text<'r>,
    /// HGNC symbol; absent for scores of the whole tumour.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) gene: Text<'r>,
    /// Which test shows it.
    pub(super) assay: Word<Assay>,
    /// The best level of its statements: 1, 2 or R1.
    pub(super) level: Word<Level>,
    /// Whether it is there.
    #[schemars(extend("enum" = ["DETECTED", "NOT_DETECTED", "NOT_ASSESSED"]))]
    pub(super) status: &'static str,
    /// The variants, or the statement of the run, that settle it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(length(min = 1), inner(length(min = 1)))]
    pub(super) by: &'r [String],
    /// The smallest fraction that would have been seen with a chance of 95 %; only where the depth is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    pub(super) limit_of_detection: Option<Number>,
    /// The smallest depth over its bases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) depth: Option<u32>,
    /// Reads from which on an allele is called, for the limit of detection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reads: Option<u32>,
    /// What shows its absence, or keeps it from being assessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<Text<'r>>,
    /// What would assess it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remedy: Option<Text<'r>>,
    /// Changes of the gene of which it is not known whether they are it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(length(min = 1), inner(length(min = 1)))]
    pub(super) uncertain: &'r [String],
    /// The regimens that its statements speak of.
    pub(super) regimens: Vec<Regimen<'r>>,
    /// Ids of its statements.
    #[schemars(length(min = 1), inner(length(min = 1)))]
    pub(super) evidence: &'r [String],
}

impl<'r> Biomarker<'r> {
    fn of(biomarker: &'r StandardBiomarker, called_from: u32) -> Self {
        let (mut by, mut limit_of_detection, mut depth): (&[String], _, _) = (&[], None, None);
        let (mut reads, mut reason, mut remedy) = (None, None, None);
        match &biomarker.detection {
            Detection::Detected(names) => by = names,
            Detection::NotDetected(absence) => {
                reason = Some(Text(match absence {
                    Absence::Read { .. } => "read",
                    Absence::DepthUnknown => "not called; depth unknown",
                    Absence::Copies => "copies are given",
                    Absence::Stated(_) => "stated",
                    Absence::Changed(_) => "changed",
                }));
                match absence {
                    Absence::Read { depth: known, limit } => {
                        limit_of_detection = number(&format!("{limit:.6}"));
                        (depth, reads) = (Some(*known), Some(called_from));
                    }
                    Absence::Stated(text) => by = std::slice::from_ref(text),
                    Absence::Changed(names) => by = names,
                    Absence::DepthUnknown | Absence::Copies => {}
                }
            }
            Detection::NotAssessed(gap) => {
                let gap: &Gap = gap;
                (reason, remedy) = (Some(Text(gap.name())), Some(Text(gap.remedy())));
            }
        }
        Self {
            biomarker: Text(&biomarker.name),
            gene: Text(&biomarker.gene),
            assay: Word(biomarker.assay),
            level: Word(biomarker.level),
            status: biomarker.detection.word(),
            by,
            limit_of_detection,
            depth,
            reads,
            reason,
            remedy,
            uncertain: &biomarker.uncertain,
            regimens: biomarker.regimens.iter().map(Regimen::from).collect(),
            evidence: &biomarker.evidence,
        }
    }

    /// Returns all of them.
    pub(super) fn all(biomarkers: &'r StandardBiomarkers) -> impl Iterator<Item = Self> {
        let StandardBiomarkers { list, reads } = biomarkers;
        list.iter().map(|biomarker| Self::of(biomarker, *reads))
    }
}
