//! What was noticed of an allele that knowledge speaks of, reported or not: enough to judge it by
//! other knowledge.

use serde::Serialize;

use crate::model::allele::{AltKind, SequenceEdit};
use crate::model::finding::Finding;
use crate::model::recorded::RecordedAlteration;
use crate::model::structural::StructuralChange;

/// What was noticed of an allele that knowledge speaks of.
#[derive(Serialize)]
pub(super) struct Noted<'v> {
    /// 1-based line of its record in the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<Edit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    structural: Option<Structural<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'static str>,
    flags: Vec<&'static str>,
}

/// The sequence change that a symbolic allele is read as.
#[derive(Serialize)]
struct Edit {
    /// 1-based: the first base removed, else the base that the new ones come before.
    pos: u32,
    deleted: String,
    inserted: String,
}

impl From<&SequenceEdit> for Edit {
    fn from(edit: &SequenceEdit) -> Self {
        let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
        Self { pos: edit.start + 1, deleted: text(&edit.deleted), inserted: text(&edit.inserted) }
    }
}

/// What a structural variant comes to in the gene.
#[derive(Serialize)]
struct Structural<'v> {
    word: &'v str,
    inactivating: bool,
    /// What knowledge may call it.
    alterations: Vec<RecordedAlteration>,
}

impl<'v> From<&'v StructuralChange> for Structural<'v> {
    fn from(change: &'v StructuralChange) -> Self {
        Self {
            word: change.kind.name(),
            inactivating: change.is_inactivating,
            alterations: change.alterations.iter().map(RecordedAlteration::from).collect(),
        }
    }
}

impl<'v> Noted<'v> {
    pub(super) fn of(finding: &'v Finding) -> Self {
        let is_spelt = AltKind::of(finding.variant.alternate.as_bytes()) == AltKind::Sequence;
        Self {
            line: finding.variant.line,
            read_as: finding.change.edit().filter(|_| !is_spelt).map(Edit::from),
            structural: finding.change.structural().map(Structural::from),
            withheld: finding.withheld.map(|withheld| withheld.name()),
            flags: finding.flags.iter().map(|flag| flag.name()).collect(),
        }
    }
}
