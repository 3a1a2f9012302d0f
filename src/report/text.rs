//! Values as people and scripts read them in a cell.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::finding::{Finding, GeneContext, GradedEvidence, Process, Side};
use crate::model::level::Level;
use crate::model::regimen;
use crate::model::therapy::TherapyClass;

/// Joined by `;`, each value once, in first-seen order.
pub fn joined<'t>(values: impl Iterator<Item = &'t str>) -> String {
    unique(values).join(";")
}

/// Each value once, in first-seen order, without empty ones.
pub fn unique<'t>(values: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = BTreeSet::new();
    values.filter(|value| !value.is_empty() && seen.insert(*value)).collect()
}

/// An allele fraction with at most four decimals.
pub fn fraction(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The items that give this finding a level, the highest first.
pub fn cited(finding: &Finding) -> impl Iterator<Item = &GradedEvidence> {
    let mut items: Vec<_> = finding
        .evidence()
        .map(|(_, graded)| graded)
        .filter(|graded| graded.level.is_some())
        .collect();
    items.sort_by_key(|graded| graded.level);
    items.into_iter()
}

/// Ids of what gives a level, then of what the user's tables say of the change.
pub fn evidence_ids(finding: &Finding) -> Vec<&str> {
    let facts = finding.known_facts().map(|fact| fact.id);
    unique(cited(finding).map(|graded| graded.evidence.id).chain(facts))
}

/// What these cite.
pub fn citations(finding: &Finding) -> Vec<&str> {
    let facts = finding.known_facts().flat_map(|fact| fact.citation.each());
    unique(cited(finding).map(|graded| graded.evidence.citation.as_str()).chain(facts))
}

/// A regimen with its best level.
pub struct RankedRegimen {
    /// `Cetuximab + Encorafenib`.
    pub name: String,
    /// Its best level.
    pub level: Level,
    /// The classes of its drugs, where known.
    pub classes: Vec<TherapyClass>,
}

impl fmt::Display for RankedRegimen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.name, self.level)
    }
}

/// The regimens of one side that have a level, the highest level first; with `only`, those that
/// hold a drug of that class.
pub fn regimens(finding: &Finding, side: Side, only: Option<TherapyClass>) -> Vec<RankedRegimen> {
    let mut best: Vec<(String, RankedRegimen)> = Vec::new();
    for graded in cited(finding).filter(|graded| graded.side == side) {
        let Some(level) = graded.level else { continue };
        for (name, classes) in
            regimen::regimens(graded.evidence).into_iter().zip(classes_of(graded))
        {
            let key = regimen::key(&name);
            let wanted = only.is_none_or(|class| classes.contains(&class));
            if wanted && !best.iter().any(|(known, _)| *known == key) {
                best.push((key, RankedRegimen { name, level, classes }));
            }
        }
    }
    best.into_iter().map(|(_, regimen)| regimen).collect()
}

/// The classes of each regimen of an item: all of its drugs for a combination, one drug's for an
/// alternative.
fn classes_of(graded: &GradedEvidence) -> Vec<Vec<TherapyClass>> {
    let regimens = regimen::regimens(graded.evidence).len();
    let each: Vec<_> = graded.classes.iter().map(|class| class.iter().copied().collect()).collect();
    if regimens == each.len() {
        each
    } else {
        vec![graded.classes.iter().flatten().copied().collect()]
    }
}

/// The `therapies_sensitive` or `therapies_resistant` cell.
pub fn therapies(finding: &Finding, side: Side) -> String {
    let regimens = regimens(finding, side, None);
    regimens.iter().map(RankedRegimen::to_string).collect::<Vec<_>>().join(";")
}

/// Classes of every drug in a regimen that has a level.
pub fn classes(finding: &Finding) -> String {
    joined(class_set(finding).iter().map(|class| class.name()))
}

/// Classes of every drug in a regimen that has a level.
pub fn class_set(finding: &Finding) -> BTreeSet<TherapyClass> {
    cited(finding).flat_map(|graded| graded.classes.iter().flatten().copied()).collect()
}

/// Immune-checkpoint regimens: `sensitive: Pembrolizumab [1];resistant: Nivolumab [R2]`.
pub fn immunotherapy(finding: &Finding) -> String {
    let class = Some(TherapyClass::ImmuneCheckpointInhibitor);
    [("sensitive", Side::Sensitive), ("resistant", Side::Resistant)]
        .into_iter()
        .flat_map(|(word, side)| {
            let regimens = regimens(finding, side, class);
            regimens.into_iter().map(move |regimen| format!("{word}: {regimen}"))
        })
        .collect::<Vec<_>>()
        .join(";")
}

/// Processes of tumour biology with their sources, research context:
/// `angiogenesis[WP1539,WP1993];wnt_signalling[WP428]`.
pub fn processes(gene: &GeneContext) -> String {
    let cell = |process: &Process| format!("{}[{}]", process.name, process.sources);
    gene.processes.iter().map(cell).collect::<Vec<_>>().join(";")
}

/// How the best evidence relates to the tumour type of the run.
pub fn tumor_type_match(finding: &Finding) -> &'static str {
    let best = cited(finding).next().and_then(|graded| graded.relation);
    best.or_else(|| finding.evidence().filter_map(|(_, graded)| graded.relation).min())
        .map_or("", |relation| relation.name())
}
