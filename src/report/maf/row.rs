//! What one row of a MAF is made from.

use crate::model::change::Change;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Finding, GeneContext, VariantView};
use crate::report::variant::{Row, Variant};

use super::allele::MafAllele;

/// How a tumour without a name is called.
const TUMOR: &str = "TUMOR";

/// One allele of one sample.
pub(in crate::report) struct MafRow<'v> {
    /// The allele and its call.
    pub(in crate::report) variant: VariantView<'v>,
    /// The allele in MAF's coordinates, or `None` where the change is only named.
    pub(in crate::report) allele: Option<MafAllele>,
    /// What it does to the gene of the row.
    pub(in crate::report) consequence: Option<&'v TranscriptConsequence>,
    /// What was concluded of it in that gene.
    pub(in crate::report) finding: Option<&'v Finding<'v>>,
    /// What it does to all genes, that of the row first.
    pub(super) effects: Vec<&'v TranscriptConsequence>,
    /// The cells of the columns that other tables of results have too.
    pub(super) own: Row<'v>,
}

impl<'v> MafRow<'v> {
    /// Returns the row of the findings of one allele; `None` where there are none, or no allele of bases.
    pub(in crate::report) fn judged(
        sample: &'v str,
        findings: &[&'v Finding<'v>],
    ) -> Option<MafRow<'v>> {
        let best = *findings.iter().min_by_key(|finding| {
            let level = finding.highest_level();
            (level.is_none(), level)
        })?;
        let allele = MafAllele::of(best.variant.view(), best.change.edit());
        if allele.is_none() && !matches!(best.change, Change::Named) {
            return None;
        }
        let others = findings.iter().filter(|other| !std::ptr::eq(**other, best));
        Some(Self {
            variant: best.variant.view(),
            allele,
            consequence: Some(&best.consequence),
            finding: Some(best),
            effects: std::iter::once(&best.consequence)
                .chain(others.map(|other| &other.consequence))
                .collect(),
            own: Row::new(named(sample), Variant::judged(best)),
        })
    }

    /// Returns the row of an allele without a finding.
    pub(super) fn plain(
        sample: &'v str,
        variant: VariantView<'v>,
        place: Option<(&'v TranscriptConsequence, &'v GeneContext)>,
        allele: MafAllele,
    ) -> MafRow<'v> {
        Self {
            variant,
            allele: Some(allele),
            consequence: place.map(|(consequence, _)| consequence),
            finding: None,
            effects: place.map(|(consequence, _)| consequence).into_iter().collect(),
            own: Row::new(named(sample), Variant::plain(variant, place)),
        }
    }
}

fn named(sample: &str) -> &str {
    if sample.is_empty() { TUMOR } else { sample }
}
