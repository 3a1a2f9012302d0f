//! What of the sample bears on immune-checkpoint therapy: each marker present, absent or not assessed.
//! Absent needs proof: the place was read, or it is stated.

use std::collections::BTreeSet;

use crate::interpret::by_facts::checkpoint;
use crate::interpret::finding::Judge;
use crate::knowledge::immunotherapy::{self, Marker};
use crate::model::conclusion::Regimens;
use crate::model::evaluation::Condition;
use crate::model::finding::{Finding, Flag, GradedEvidence};
use crate::model::immunotherapy::{Bearing, ImmuneMarker, MarkerStatus};
use crate::model::profile::{
    Alteration, Assay, Component, CopyNumberClass, Profile, ProfileId, Signature,
};
use crate::model::regimen;
use crate::model::stated_fact::StatedFact;
use crate::model::tumor_type::TumorRelation;
use crate::observe::lost_copy::{LostCopy, Place, StretchLoss};
use crate::sample::assessed::Assessed;
use crate::sample::shown::{Says, says};
use crate::sample::stated::Stated;

/// What markers are asked of.
pub(super) struct OfMarkers<'s, 'k> {
    /// Everything that was judged.
    pub(super) findings: &'s [Finding<'k>],
    /// Where the sample shows absence.
    pub(super) assessed: &'s Assessed<'k>,
    /// What of the genome has lost a copy.
    pub(super) lost: &'s [LostCopy],
    /// What is stated beside the variants.
    pub(super) facts: &'s [StatedFact],
    /// The tables, and the tumour type.
    pub(super) judge: &'s Judge<'k, 's>,
    /// The profiles that hold by what is stated, with what they still need.
    pub(super) held: &'s [(ProfileId, Vec<Condition>)],
}

/// A part of a marker, and what says so.
#[derive(Debug)]
enum Shown {
    Yes(Vec<String>),
    No(Vec<String>),
    Open(Vec<String>),
}

/// Returns every marker that is known for the tumour type, in the table's order.
pub(super) fn markers(of: &OfMarkers<'_, '_>) -> Vec<ImmuneMarker> {
    let concerns = |marker: &&Marker| {
        let mut types = marker.tumor_types().peekable();
        types.peek().is_none() || types.any(|id| of.judge.concerns(id))
    };
    immunotherapy::all().iter().filter(concerns).map(|marker| of.marker(marker)).collect()
}

/// Takes the regimens with a checkpoint inhibitor from changes that may come from blood cells, and from those
/// of genes that are not counted.
pub(super) fn discount(findings: &mut [Finding<'_>]) {
    let markers = || immunotherapy::all().iter();
    for finding in findings.iter_mut().filter(|f| !f.conclusions.checkpoint.is_empty()) {
        let mut not_counted = markers().filter(|marker| marker.bearing == Bearing::NotCounted);
        let is_named = not_counted.any(|marker| {
            let parts = marker.profile.components();
            parts.into_iter().any(|part| says(finding, part) != Says::Nothing)
        });
        if is_named || finding.flags.contains(&Flag::Chip) {
            finding.conclusions.checkpoint = Regimens::default();
        }
    }
}

/// Returns whether the profile speaks of what facts are stated of: a signature, or PD-L1.
fn is_of_facts(component: &Component) -> bool {
    matches!(component.alteration.assay(), Assay::Signature | Assay::Expression)
}

impl<'k> OfMarkers<'_, 'k> {
    fn marker(&self, marker: &'static Marker) -> ImmuneMarker {
        let shown = self.walk(&marker.profile, marker.bearing);
        let (status, because) = match shown {
            Shown::Yes(because) => (MarkerStatus::Present, because),
            Shown::No(because) => (MarkerStatus::Absent, because),
            Shown::Open(because) => (MarkerStatus::NotAssessed, because),
        };
        let mut items = self.of_facts(marker);
        if status == MarkerStatus::Present {
            items.extend(self.of_variants(marker));
        }
        let regimens = match marker.bearing {
            Bearing::NotCounted | Bearing::Context => Regimens::default(),
            Bearing::Favours => Regimens { resistant: Vec::new(), ..checkpoint(&items) },
            Bearing::Against => Regimens { sensitive: Vec::new(), ..checkpoint(&items) },
        };
        ImmuneMarker {
            id: marker.id,
            name: marker.name,
            status,
            bearing: marker.bearing,
            because,
            assess: marker.assess,
            inhibitors: self.judge.inhibitors(&regimens),
            evidence: evidence(&items, &regimens),
            regimens,
            note: marker.note,
            citation: marker.citation,
        }
    }

    fn walk(&self, profile: &Profile, bearing: Bearing) -> Shown {
        let all = |parts: &[Profile]| parts.iter().map(|part| self.walk(part, bearing)).collect();
        match profile {
            Profile::Component(component) => self.component(component, bearing),
            Profile::And(parts) => every(all(parts)),
            Profile::Or(parts) => {
                // Scores of one thing: the one that was measured stands for all.
                let is_measured = parts.iter().all(|part| !part.any(&|part| !is_of_facts(part)));
                any(all(parts), is_measured)
            }
            Profile::InPhase(_, part) => self.walk(part, bearing),
            Profile::Not(part) => match self.walk(part, bearing) {
                Shown::Yes(because) => Shown::No(because),
                Shown::No(because) => Shown::Yes(because),
                Shown::Open(because) => Shown::Open(because),
            },
        }
    }

    fn component(&self, component: &Component, bearing: Bearing) -> Shown {
        if let Some((is_there, text)) = said(self.facts, self.judge, component) {
            let because = vec![text];
            return if is_there { Shown::Yes(because) } else { Shown::No(because) };
        }
        let (mut there, mut perhaps) = (Vec::new(), Vec::new());
        for finding in self.findings {
            match says(finding, component) {
                Says::Yes => there.push(finding),
                // A gene that is not counted is named whatever its change does.
                Says::Perhaps if bearing == Bearing::NotCounted => there.push(finding),
                Says::Perhaps => perhaps.push(finding),
                Says::Nothing => {}
            }
        }
        let is_loss = matches!(component.alteration, Alteration::LossOfFunction);
        let mut because: Vec<String> =
            there.iter().map(|finding| named(finding, is_loss, there.len())).collect();
        if component.alteration == Alteration::CopyNumber(CopyNumberClass::LossOfHeterozygosity) {
            because.extend(self.lost_copy(&component.gene));
        }
        if !because.is_empty() {
            return Shown::Yes(because);
        }
        if !perhaps.is_empty() {
            let unknown =
                |finding: &&Finding| format!("{} is of unknown significance", finding.name());
            return Shown::Open(perhaps.iter().map(unknown).collect());
        }
        match component.alteration.assay() {
            Assay::SmallVariant | Assay::Wildtype if self.assessed.covers(component) => {
                Shown::No(vec![format!("{} was read and has none", component.gene)])
            }
            Assay::CopyNumber if self.assessed.knows_copies(component) => {
                Shown::No(vec![format!("copies of {} are given", component.gene)])
            }
            Assay::SmallVariant | Assay::Wildtype => {
                Shown::Open(vec![format!("not known that all of {} was read", component.gene)])
            }
            Assay::CopyNumber => {
                Shown::Open(vec![format!("copies of {} are not known", component.gene)])
            }
            Assay::Fusion => {
                Shown::Open(vec![format!("breaks of {} cannot be excluded", component.gene)])
            }
            _ => Shown::Open(vec!["not stated".to_owned()]),
        }
    }

    /// Returns what shows that a copy of the gene is lost, and no more than that.
    fn lost_copy(&self, gene: &str) -> Option<String> {
        self.lost.iter().find_map(|lost| match &lost.place {
            Place::Gene { gene: known, row } => {
                (known == gene).then(|| format!("one copy of {gene} lost, {row}"))
            }
            // A segment that has fewer copies than the rest may have both alleles.
            Place::Stretch { by: StretchLoss::FewerThanOthers, .. } => None,
            Place::Stretch { chrom, contig, interval, .. } => {
                self.assessed.is_gene_within(gene, *contig, *interval).then(|| {
                    let (from, to) = (interval.start + 1, interval.end);
                    format!("one copy of {gene} lost, {chrom}:{from}-{to}")
                })
            }
        })
    }

    /// Returns the judged statements on profiles that hold by what is stated of the marker.
    fn of_facts(&self, marker: &Marker) -> Vec<GradedEvidence<'k>> {
        if self.held.is_empty() {
            return Vec::new();
        }
        let parts = marker.profile.components();
        let families: Vec<Family> = parts.into_iter().filter_map(Family::of).collect();
        if families.is_empty() {
            return Vec::new();
        }
        let table = &self.judge.table;
        let is_of_marker = |part: &Component| {
            Family::of(part).is_some_and(|family| families.contains(&family))
                && said(self.facts, self.judge, part).is_some_and(|(is_there, _)| is_there)
        };
        let held = self.held.iter().filter(|(id, _)| table.profile(*id).any(&is_of_marker));
        // What follows from a score in one tumour type does not follow in another.
        held.flat_map(|(id, unseen)| self.judge.on_profile(*id, unseen))
            .filter(|item| item.relation.is_none_or(TumorRelation::is_match))
            .collect()
    }

    /// Returns the judged statements on the variants that are the marker.
    fn of_variants(&self, marker: &Marker) -> Vec<GradedEvidence<'k>> {
        let parts = marker.profile.components();
        let is_of_marker =
            |finding: &&Finding| parts.iter().any(|part| says(finding, part) == Says::Yes);
        let findings = self.findings.iter().filter(is_of_marker);
        findings.flat_map(|finding| finding.evidence().map(|(_, item)| item.clone())).collect()
    }
}

/// What is stated of one thing by several profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    MismatchRepair,
    Burden,
    PdL1,
}

impl Family {
    fn of(component: &Component) -> Option<Self> {
        use Signature::{
            MismatchRepairDeficient, MismatchRepairProficient, MsiHigh, MsiLow, TmbHigh, TmbLow,
        };
        match &component.alteration {
            Alteration::Signature(
                MsiHigh | MsiLow | MismatchRepairDeficient | MismatchRepairProficient,
            ) => Some(Self::MismatchRepair),
            Alteration::Signature(TmbHigh | TmbLow) => Some(Self::Burden),
            Alteration::Expression(_) if component.gene == "CD274" => Some(Self::PdL1),
            _ => None,
        }
    }
}

/// Returns whether a component is there, with the words that say so: the one way in which markers
/// read what is stated of the sample.
fn said(
    facts: &[StatedFact],
    judge: &Judge<'_, '_>,
    component: &Component,
) -> Option<(bool, String)> {
    if !is_of_facts(component) {
        return None;
    }
    let by_user = facts.iter().find_map(|fact| {
        let alone = std::slice::from_ref(fact);
        Some((Stated::new(alone, None).says(component)?, fact.to_string()))
    });
    by_user.or_else(|| {
        let by_type = Stated::new(&[], judge.tumor).says(component)?;
        Some((by_type, "by the tumour type".to_owned()))
    })
}

/// Returns whether any part is there. With `is_measured`, one that is not says so of all.
fn any(parts: Vec<Shown>, is_measured: bool) -> Shown {
    let (mut yes, mut no, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let (mut is_there, mut is_absent, mut is_open) = (false, false, false);
    for part in parts {
        match part {
            Shown::Yes(because) => (is_there, _) = (true, extend(&mut yes, because)),
            Shown::No(because) => (is_absent, _) = (true, extend(&mut no, because)),
            Shown::Open(because) => (is_open, _) = (true, extend(&mut open, because)),
        }
    }
    match () {
        () if is_there => Shown::Yes(yes),
        () if is_open && !(is_measured && is_absent) => Shown::Open(open),
        () => Shown::No(no),
    }
}

/// Returns whether all parts are there.
fn every(parts: Vec<Shown>) -> Shown {
    let (mut yes, mut no, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let (mut is_absent, mut is_open) = (false, false);
    for part in parts {
        match part {
            Shown::Yes(because) => extend(&mut yes, because),
            Shown::No(because) => (is_absent, _) = (true, extend(&mut no, because)),
            Shown::Open(because) => (is_open, _) = (true, extend(&mut open, because)),
        }
    }
    match () {
        () if is_absent => Shown::No(no),
        () if is_open => Shown::Open(open),
        () => Shown::Yes(yes),
    }
}

fn extend(into: &mut Vec<String>, because: Vec<String>) {
    for text in because {
        if !into.contains(&text) {
            into.push(text);
        }
    }
}

/// The change in words; of a loss, how many copies it is known to take.
fn named(finding: &Finding<'_>, is_loss: bool, hits: usize) -> String {
    let name = finding.name();
    match () {
        () if !is_loss => name,
        () if finding.flags.contains(&Flag::Biallelic) => format!("{name}: both copies hit"),
        () if hits > 1 => format!("{name}: one of {hits} hits, not known to be on both copies"),
        () => format!("{name}: one hit, the other copy not known to be lost"),
    }
}

/// Returns the ids of the items that give a level to one of the regimens, each once.
fn evidence(items: &[GradedEvidence<'_>], regimens: &Regimens) -> Vec<String> {
    let sides = regimens.sides();
    let all = sides.iter().flat_map(|(_, regimens)| regimens.iter());
    let named: BTreeSet<&str> = all.map(|regimen| regimen.name.as_str()).collect();
    let mut ids: Vec<String> = Vec::new();
    for item in items.iter().filter(|item| item.level.is_some()) {
        let names = regimen::regimens(&item.evidence);
        let id = item.evidence.id.to_owned();
        if names.iter().any(|name| named.contains(name.as_str())) && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
