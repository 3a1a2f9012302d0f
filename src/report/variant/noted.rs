//! An allele of which knowledge has a statement, reported or not, with enough to judge it by other
//! knowledge.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::allele::{AltKind, SequenceEdit};
use crate::model::finding::{Finding, Flag, Withheld};
use crate::report::words::Word;

use super::structural::Structural;

/// An allele of which knowledge has a statement.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Noted<'v> {
    /// 1-based line of its record in the input (of BCF, its ordinal).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    line: Option<u64>,
    /// Identifier of the allele by GA4GH VRS 2 (`ga4gh:VA.…`); none where a base beside an insertion or deletion that
    /// decides it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^ga4gh:VA\\.[A-Za-z0-9_-]{32}$"))]
    pub(in crate::report) vrs_id: Option<&'v str>,
    /// What registries call this very allele, as far as a table of known alleles says: the ClinGen Allele Registry
    /// (`CA123643`), a variant of CIViC (`VID12`).
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    pub(in crate::report) registry_ids: &'v [&'v str],
    /// The sequence change that a symbolic allele is read as.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<Edit>,
    /// The effect of a structural variant in the gene.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) structural: Option<Structural<'v>>,
    /// Why its evidence gives no level.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<Word<Withheld>>,
    /// What the reader must know of the row.
    #[schemars(extend("uniqueItems" = true))]
    pub(in crate::report) flags: Vec<Word<Flag>>,
}

/// The sequence change that a symbolic allele is read as.
#[derive(Serialize, JsonSchema)]
struct Edit {
    /// 1-based: the first base removed, else the base that the new ones come before.
    #[schemars(range(min = 1))]
    pos: u32,
    /// The bases removed.
    #[schemars(regex(pattern = "^[A-Z]*$"))]
    deleted: String,
    /// The bases that come in.
    #[schemars(regex(pattern = "^[A-Z]*$"))]
    inserted: String,
}

impl From<&SequenceEdit> for Edit {
    fn from(edit: &SequenceEdit) -> Self {
        let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
        Self { pos: edit.start + 1, deleted: text(&edit.deleted), inserted: text(&edit.inserted) }
    }
}

impl<'v> Noted<'v> {
    pub(super) fn of(finding: &'v Finding) -> Self {
        let is_spelt = AltKind::of(finding.variant.alternate.as_bytes()) == AltKind::Sequence;
        Self {
            line: finding.variant.line,
            vrs_id: finding.vrs.as_ref().map(|allele| allele.id.as_str()),
            registry_ids: &finding.registry_ids,
            read_as: finding.change.edit().filter(|_| !is_spelt).map(Edit::from),
            structural: finding.change.structural().map(Structural::from),
            withheld: finding.withheld.map(Word),
            flags: finding.flags.iter().copied().map(Word).collect(),
        }
    }
}
