//! What differs between the findings of one sample by two states of knowledge.

use std::collections::BTreeMap;
use std::fmt;

use compact_str::CompactString;

use crate::interpret::reportable::is_reportable;
use crate::model::finding::{Finding, ObservedVariant};
use crate::model::level::Level;
use crate::model::regimen;
use crate::model::side::Side;

/// The columns that a change prints.
pub const COLUMNS: &str = "file\tsample\tgene\tchange\twhat\tbefore\tafter";

/// What of a finding changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is one only by the later knowledge.
    FindingAdded,
    /// It is one only by the earlier knowledge.
    FindingRemoved,
    /// The highest level of sensitivity.
    SensitiveLevel,
    /// The highest level of resistance.
    ResistanceLevel,
    /// A therapy is called only by the later knowledge.
    TherapyAdded,
    /// A therapy is called only by the earlier knowledge.
    TherapyRemoved,
    /// A therapy is called at another level.
    TherapyLevel,
}

impl What {
    /// Returns the word that is printed.
    pub fn name(self) -> &'static str {
        match self {
            What::FindingAdded => "finding_added",
            What::FindingRemoved => "finding_removed",
            What::SensitiveLevel => "sensitive_level",
            What::ResistanceLevel => "resistance_level",
            What::TherapyAdded => "therapy_added",
            What::TherapyRemoved => "therapy_removed",
            What::TherapyLevel => "therapy_level",
        }
    }
}

/// One row: what of one finding of one sample changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingChange {
    /// The result.
    pub file: String,
    /// The tumour sample.
    pub sample: String,
    /// Gene.
    pub gene: String,
    /// `V600E`, `amplification`.
    pub change: String,
    /// What of it.
    pub what: What,
    /// By the earlier knowledge.
    pub before: String,
    /// By the later knowledge.
    pub after: String,
}

impl FindingChange {
    /// Returns the same change with its file and sample.
    pub(crate) fn of(self, file: String, sample: String) -> Self {
        Self { file, sample, ..self }
    }

    /// Returns the cells that identify the finding.
    pub(crate) fn finding(&self) -> (&str, &str, &str, &str) {
        (&self.file, &self.sample, &self.gene, &self.change)
    }
}

impl fmt::Display for FindingChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, sample, gene, change, what, before, after } = self;
        write!(f, "{file}\t{sample}\t{gene}\t{change}\t{}\t{before}\t{after}", what.name())
    }
}

/// The identity of an allele within a sample. A haplotype differs from a record with the same bases.
pub(crate) type AlleleKey = (CompactString, u32, CompactString, CompactString, bool);

/// Returns the key of `variant`.
pub(crate) fn allele_key(variant: &ObservedVariant) -> AlleleKey {
    let ObservedVariant { chrom, pos, reference, alternate, parts, .. } = variant;
    (chrom.clone(), *pos, reference.clone(), alternate.clone(), parts.is_empty())
}

/// The identity of a finding within a sample: allele, gene, transcript, event.
pub(crate) type FindingKey = (AlleleKey, String, String, String);

/// Returns the key of `finding`.
pub(crate) fn key(finding: &Finding) -> FindingKey {
    let consequence = &finding.consequence;
    (
        allele_key(&finding.variant),
        consequence.gene.to_string(),
        consequence.transcript.to_string(),
        // Two events of one record may hit one gene.
        finding.change.structural().map(|change| change.kind.name().to_owned()).unwrap_or_default(),
    )
}

/// A regimen by side and [`regimen::key`].
type TherapyKey = (Side, String);
/// Its name and best level.
type Called = (String, Level);

/// Returns the regimens that a finding calls.
pub(crate) fn therapies(finding: &Finding) -> BTreeMap<TherapyKey, Called> {
    let sides = finding.conclusions.regimens.sides().into_iter();
    sides
        .flat_map(|(side, regimens)| regimens.iter().map(move |ranked| (side, ranked)))
        .map(|(side, r)| ((side, regimen::key(&r.name)), (r.name.clone(), r.level)))
        .collect()
}

/// Compares the findings of one sample. The rows have neither file nor sample yet.
pub(crate) fn between(before: &[Finding], after: &[Finding]) -> Vec<FindingChange> {
    let mut pairs: BTreeMap<FindingKey, [Option<&Finding>; 2]> = BTreeMap::new();
    for (side, findings) in [before, after].into_iter().enumerate() {
        for finding in findings.iter().filter(|finding| is_reportable(finding, None)) {
            pairs.entry(key(finding)).or_default()[side] = Some(finding);
        }
    }
    pairs.into_values().flat_map(|[before, after]| of_finding(before, after)).collect()
}

fn of_finding(before: Option<&Finding>, after: Option<&Finding>) -> Vec<FindingChange> {
    let Some(any) = after.or(before) else { return Vec::new() };
    let gene = any.consequence.gene.to_string();
    let name = any.name();
    let change = name.strip_prefix(&gene).unwrap_or(&name).trim().to_owned();
    let mut changes = Vec::new();
    let mut push = |what, before: String, after: String| {
        let (file, sample) = (String::new(), String::new());
        let (gene, change) = (gene.clone(), change.clone());
        changes.push(FindingChange { file, sample, gene, change, what, before, after });
    };
    let biomarkers = |finding: &Finding| finding.biomarkers().join(";");
    match (before, after) {
        (None, Some(new)) => push(What::FindingAdded, String::new(), biomarkers(new)),
        (Some(old), None) => push(What::FindingRemoved, biomarkers(old), String::new()),
        _ => {}
    }
    for (what, side) in
        [(What::SensitiveLevel, Side::Sensitive), (What::ResistanceLevel, Side::Resistant)]
    {
        let level = |finding: Option<&Finding>| {
            finding.and_then(|f| f.highest(side)).map_or(String::new(), |l| l.to_string())
        };
        let (old, new) = (level(before), level(after));
        if old != new {
            push(what, old, new);
        }
    }
    let mut regimens: BTreeMap<TherapyKey, [Option<Called>; 2]> = BTreeMap::new();
    for (index, finding) in [before, after].into_iter().enumerate() {
        for (key, regimen) in finding.map(therapies).into_iter().flatten() {
            regimens.entry(key).or_default()[index] = Some(regimen);
        }
    }
    for ((side, _), [old, new]) in regimens {
        let what = match (&old, &new) {
            (None, _) => What::TherapyAdded,
            (_, None) => What::TherapyRemoved,
            (Some((_, old)), Some((_, new))) if old == new => continue,
            _ => What::TherapyLevel,
        };
        let word = if side == Side::Sensitive { "sensitive" } else { "resistant" };
        let cell = |called: Option<Called>| match called {
            Some((name, level)) => format!("{word}: {name} [{level}]"),
            None => String::new(),
        };
        push(what, cell(old), cell(new));
    }
    changes
}
