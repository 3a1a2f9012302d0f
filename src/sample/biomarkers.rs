//! The standard biomarkers of the tumour type: each found, not found, or not assessed, and why.

use std::collections::{BTreeMap, BTreeSet};

use crate::interpret::by_facts;
use crate::interpret::finding::Judge;
use crate::matching::candidate::Candidate;
use crate::matching::target::place;
use crate::model::change_state::{Effect, Need};
use crate::model::finding::{Finding, Flag};
use crate::model::level::Level;
use crate::model::profile::{Alteration, Assay, Component, ProfileId};
use crate::model::standard_biomarker::{
    Absence, Detection, Gap, StandardBiomarker, StandardBiomarkers, limit_of_detection,
};
use crate::model::stated_fact::StatedFact;
use crate::model::target::Unplaced;
use crate::sample::assessed::{Assessed, LookedAt};
use crate::sample::standard::{self, Named};
use crate::sample::stated::Stated;

/// The candidates that meet each part of a profile, with what they must do for it to mean them.
pub(super) type Met = BTreeMap<(ProfileId, usize), Vec<(usize, Option<Need>)>>;

/// Returns which candidates meet which part.
pub(super) fn met(candidates: &[Candidate<'_>]) -> Met {
    let mut met = Met::new();
    for (index, candidate) in candidates.iter().enumerate() {
        for hit in &candidate.met.hits {
            met.entry((hit.profile, hit.component)).or_default().push((index, hit.hit.need));
        }
    }
    met
}

/// What biomarkers are asked of.
pub(super) struct OfBiomarkers<'s, 'k> {
    /// Everything that was judged.
    pub(super) findings: &'s [Finding<'k>],
    /// Which of them meet which part of a profile.
    pub(super) met: &'s Met,
    /// Where the sample shows absence.
    pub(super) assessed: &'s Assessed<'k>,
    /// What is stated beside the variants.
    pub(super) facts: &'s [StatedFact],
    /// The tables, and the tumour type.
    pub(super) judge: &'s Judge<'k, 's>,
    /// Reads of an allele from which on it is called.
    pub(super) reads: u32,
}

/// Returns the standard biomarkers of the tumour type; none where it is not given.
pub(super) fn find(of: &OfBiomarkers<'_, '_>) -> StandardBiomarkers {
    if of.judge.tumor.is_none() {
        return StandardBiomarkers::default();
    }
    let named = standard::named(of.judge, standard::is_standard);
    let list = named.iter().filter_map(|one| of.biomarker(one, &named)).collect();
    StandardBiomarkers { list, reads: of.reads }
}

impl OfBiomarkers<'_, '_> {
    /// Returns the biomarker `named`, which is one of `all`.
    fn biomarker(&self, named: &Named<'_>, all: &[Named<'_>]) -> Option<StandardBiomarker> {
        let level = named.level()?;
        let (there, mut perhaps) = self.seen(named, level);
        let component = &named.component;
        if component.alteration == Alteration::Wildtype {
            perhaps.extend(self.changes(&component.gene, |finding| !self.denies(finding)));
        }
        let names = |indexes: &BTreeSet<usize>| -> Vec<String> {
            let mut names: Vec<String> =
                indexes.iter().map(|&index| self.findings[index].name()).collect();
            names.dedup();
            names
        };
        let regimens = by_facts::regimens(&named.items);
        let regimens = regimens.sides().into_iter().flat_map(|(_, side)| side.to_vec());
        Some(StandardBiomarker {
            name: component.to_string(),
            gene: component.gene.clone(),
            assay: component.alteration.assay(),
            level,
            regimens: regimens.collect(),
            detection: match component.alteration {
                Alteration::Wildtype => {
                    let denied = self.changes(&component.gene, |finding| self.denies(finding));
                    self.wild_type(component, names(&denied), names(&perhaps), all)
                }
                _ => self.detection(component, names(&there)),
            },
            uncertain: names(&perhaps),
            evidence: named.ids().into_iter().map(str::to_owned).collect(),
        })
    }

    /// Returns the findings that are the alteration, and those of which that is not known.
    fn seen(&self, named: &Named<'_>, level: Level) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let (mut there, mut perhaps) = (BTreeSet::new(), BTreeSet::new());
        for part in &named.parts {
            for &(index, need) in self.met.get(part).into_iter().flatten() {
                let finding = &self.findings[index];
                let is_doubtful = finding.withheld.is_some()
                    || finding.flags.contains(&Flag::Polymorphism)
                    || finding.state.effect == Effect::Benign;
                let unmet = need.and_then(|need| {
                    need.unmet(finding.state, finding.gene.role, level.is_resistance(), true)
                });
                match (is_doubtful, unmet) {
                    (true, _) => {}
                    (false, None) => _ = there.insert(index),
                    (false, Some(_)) if finding.state.effect == Effect::Unknown => {
                        perhaps.insert(index);
                    }
                    (false, Some(_)) => {}
                }
            }
        }
        (there, perhaps)
    }

    fn detection(&self, component: &Component, there: Vec<String>) -> Detection {
        let by_user = self.facts.iter().find_map(|fact| {
            let says = Stated::new(std::slice::from_ref(fact), None).says(component)?;
            Some((says, fact.to_string()))
        });
        let by_type = || {
            let says = Stated::new(&[], self.judge.tumor).says(component)?;
            Some((says, "by the tumour type".to_owned()))
        };
        let stated = by_user.or_else(by_type);
        if !there.is_empty() {
            return Detection::Detected(there);
        }
        match stated {
            Some((true, text)) => return Detection::Detected(vec![text]),
            Some((false, text)) => return Detection::NotDetected(Absence::Stated(text)),
            None => {}
        }
        let open = Detection::NotAssessed;
        match component.alteration.assay() {
            Assay::SmallVariant | Assay::Wildtype => self.of_bases(component),
            Assay::CopyNumber if self.assessed.knows_copies(component) => {
                Detection::NotDetected(Absence::Copies)
            }
            Assay::CopyNumber => open(Gap::NoCopies),
            Assay::Fusion => open(Gap::NoFusions),
            Assay::Signature => open(Gap::NotStated),
            Assay::Germline => open(Gap::Genotype),
            Assay::Expression | Assay::Epigenetic | Assay::Other => open(Gap::NotOfDna),
        }
    }

    /// Returns what the sample's bases say of an alteration that is not among its variants.
    fn of_bases(&self, component: &Component) -> Detection {
        let open = Detection::NotAssessed;
        let (store, assembly) = self.assessed.genome();
        let target = match place(component, store, assembly) {
            Ok(target) => target,
            Err(Unplaced::NoTranscript | Unplaced::NoSuchBases) => return open(Gap::NoBases),
            Err(_) => return open(Gap::NoPlace),
        };
        let is_promoter = matches!(component.alteration, Alteration::Promoter(_));
        if target.model.protein_sequence().is_none() && !is_promoter {
            return open(Gap::NoBases);
        }
        let contig = target.model.contig;
        match self.assessed.looked_at(contig, &target.intervals) {
            LookedAt::NotUnderstood => open(Gap::NotUnderstood),
            LookedAt::LeftOut => open(Gap::LeftOut),
            LookedAt::TooShallow => open(Gap::TooShallow),
            LookedAt::NotKnown => open(Gap::NoCoverage),
            LookedAt::Whole => match self.assessed.depth(contig, &target.intervals) {
                None => Detection::NotDetected(Absence::DepthUnknown),
                Some(depth) => match limit_of_detection(depth, self.reads) {
                    Some(limit) => Detection::NotDetected(Absence::Read { depth, limit }),
                    None => open(Gap::TooShallow),
                },
            },
        }
    }

    /// Returns whether a gene is of the wild type: it was read, no change of it drives or may drive, and
    /// no fusion of it is asked for, which bases alone do not exclude.
    fn wild_type(
        &self,
        component: &Component,
        denied: Vec<String>,
        perhaps: Vec<String>,
        all: &[Named<'_>],
    ) -> Detection {
        let is_fusion = |named: &&Named<'_>| {
            named.component.alteration.assay() == Assay::Fusion
                && named.component.gene == component.gene
        };
        if !denied.is_empty() {
            return Detection::NotDetected(Absence::Changed(denied));
        }
        if !perhaps.is_empty() {
            return Detection::NotAssessed(Gap::UncertainChange);
        }
        match self.of_bases(component) {
            Detection::NotDetected(_) if all.iter().any(|named| is_fusion(&named)) => {
                Detection::NotAssessed(Gap::NoFusions)
            }
            Detection::NotDetected(_) => {
                Detection::Detected(vec!["all coding bases were read".to_owned()])
            }
            other => other,
        }
    }

    /// Returns the changes of the protein of `gene` that pass the test and are not known to do nothing.
    fn changes(&self, gene: &str, test: impl Fn(&Finding<'_>) -> bool) -> BTreeSet<usize> {
        let is_told = |finding: &Finding<'_>| {
            finding.withheld.is_none()
                && finding.state.effect != Effect::Benign
                && !finding.flags.contains(&Flag::Polymorphism)
                && (finding.consequence.is_nonsynonymous() || finding.state.effect.alters())
                && finding.consequence.gene.genes().any(|own| own == gene)
        };
        let findings = self.findings.iter().enumerate();
        findings.filter(|(_, f)| is_told(f) && test(f)).map(|(index, _)| index).collect()
    }

    /// Whether a change denies that its gene is of the wild type: it is known to do something.
    fn denies(&self, finding: &Finding<'_>) -> bool {
        finding.state.effect != Effect::Unknown || finding.change.structural().is_some()
    }
}
