//! Exons of one gene that a junction takes out or repeats, and genes that a junction breaks.

use std::collections::BTreeSet;

use crate::genome::{TranscriptModel, TranscriptStore};
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::event_detail::{EventDetail, EventDomain, EventExons, EventFrame, Reading};
use crate::model::position::{ExonRank, Interval, ResidueNumber, TranscriptPosition};
use crate::model::profile::{Alteration, Component, RegionClass};
use crate::model::structural::{Breakend, Junction, Kept, SpanKind, StructuralKind};

use super::Effect;
use super::domain::{self, kinase_domain};
use super::ends::Ends;
use super::fusion::reported;
use super::piece::Piece;

/// What is asked of the genes that a junction lies in.
pub struct Genes<'g> {
    /// Transcripts.
    pub store: &'g TranscriptStore,
    /// The assembly of the junction.
    pub assembly: Assembly,
    /// Whether a gene is a tumour suppressor.
    pub is_suppressor: &'g dyn Fn(&str) -> bool,
}

/// Share of a suppressor's residues from which on their loss in frame takes its function: PVS1 of
/// ClinGen (Abou Tayoun 2018, PMID 30192042) counts the loss of more than a tenth as strong evidence.
pub(super) const LARGE: f64 = 0.1;
/// A deletion of a whole gene up to this length is one of that gene, and not of a part of a chromosome.
const OF_ONE_GENE: u32 = 1_000_000;

/// Returns what a junction does to the genes that it breaks: exons lost, exons repeated, or the
/// gene cut.
pub fn changes(junction: &Junction, ends: Ends<'_>, genes: &Genes<'_>) -> Vec<Effect> {
    let models = at_ends(junction, genes);
    let mut effects: Vec<Effect> = models
        .iter()
        .filter_map(|model| change(model, junction, ends, (genes.is_suppressor)(&model.gene)))
        .collect();
    effects.extend(lost_whole(junction, &models, genes));
    effects
}

/// Returns what a deletion or a duplication does whose ends only the depth of reads shows: exons of one
/// gene lost or repeated. Nothing is known to be joined at such ends.
pub fn changes_by_depth(junction: &Junction, genes: &Genes<'_>) -> Vec<Effect> {
    let Some((contig, interval, kind)) = junction.span() else { return Vec::new() };
    let ends = Ends::BY_EXON;
    at_ends(junction, genes)
        .into_iter()
        .filter(|model| {
            let is_inside = holds(model.span(), interval) && contig == model.contig;
            let takes_exons = kind == SpanKind::Deletion
                && interval.len() <= OF_ONE_GENE
                && exons_inside(model, interval).is_some();
            is_inside || takes_exons
        })
        .filter_map(|model| change(model, junction, ends, (genes.is_suppressor)(&model.gene)))
        .map(|mut effect| {
            effect.detail.reading = Some(Reading::DnaCopies);
            effect
        })
        .collect()
}

/// Returns what the loss of the exons from `first` to `last` does that only its name states; `None` where the
/// transcript has no such exons, or none of them codes.
pub fn loss_by_name(
    model: &TranscriptModel,
    first: ExonRank,
    last: ExonRank,
    is_suppressor: bool,
) -> Option<Effect> {
    let (one, other) = (model.exon(first)?, model.exon(last)?);
    let end = |position, kept| Breakend { contig: model.contig, position, kept };
    let before = one.start.min(other.start).checked_sub(1)?;
    let junction =
        Junction { a: end(before, Kept::Left), b: end(one.end.max(other.end), Kept::Right) };
    let mut effect = change(model, &junction, Ends::BY_EXON, is_suppressor)?;
    effect.detail.reading = None;
    Some(effect)
}

/// Returns whether a deletion of `interval` is one of exons: it takes a whole one, or in frame a large part
/// of a suppressor.
pub fn is_of_exons(model: &TranscriptModel, interval: Interval, is_suppressor: bool) -> bool {
    let lost = coding_inside(model, interval);
    let is_large = is_suppressor
        && lost.is_multiple_of(3)
        && f64::from(lost) >= LARGE * f64::from(model.cds_in_transcript().len());
    lost > 0 && (is_large || model.cds.iter().any(|&block| holds(interval, block)))
}

/// Returns the genes that a single breakend cuts inside an exon or an intron. Its other end is not
/// known (VCF 4.5 §5.4.9), so it names no fusion.
pub fn cut(end: Breakend, store: &TranscriptStore, assembly: Assembly) -> Vec<Effect> {
    reported(store, end, assembly)
        .map(|model| {
            let mut effect = broken(model);
            effect.notes.push("single breakend: what it is joined to is not known".to_owned());
            effect
        })
        .collect()
}

/// Returns the reported transcript of each gene at either end.
fn at_ends<'g>(junction: &Junction, genes: &Genes<'g>) -> Vec<&'g TranscriptModel> {
    let mut models: Vec<&TranscriptModel> = Vec::new();
    for end in [junction.a, junction.b] {
        for model in reported(genes.store, end, genes.assembly) {
            if !models.iter().any(|other| other.gene == model.gene) {
                models.push(model);
            }
        }
    }
    models
}

/// Returns the suppressors, other than those cut, of which a deletion of few genes takes one copy whole.
fn lost_whole(junction: &Junction, cut: &[&TranscriptModel], genes: &Genes<'_>) -> Vec<Effect> {
    let Some((contig, interval, SpanKind::Deletion)) = junction.span() else { return Vec::new() };
    if interval.len() > OF_ONE_GENE {
        return Vec::new();
    }
    let mut found: Vec<Effect> = Vec::new();
    for model in genes.store.at(contig, interval, genes.assembly) {
        let is_known = |effect: &Effect| effect.gene == *model.gene;
        let is_whole = !model.cds.is_empty() && holds(interval, model.span());
        if is_whole
            && (genes.is_suppressor)(&model.gene)
            && !cut.iter().any(|other| other.gene == model.gene)
            && !found.iter().any(is_known)
        {
            found.push(Effect {
                terms: vec![Term::TranscriptAblation],
                alterations: vec![component(model, Alteration::LossOfFunction)],
                notes: vec![format!("one copy of {} is deleted whole", model.gene)],
                is_inactivating: true,
                ..effect(model, StructuralKind::ExonLoss)
            });
        }
    }
    found
}

fn change(
    model: &TranscriptModel,
    junction: &Junction,
    ends: Ends<'_>,
    is_suppressor: bool,
) -> Option<Effect> {
    let span = junction
        .span()
        .filter(|(contig, interval, _)| *contig == model.contig && holds(model.span(), *interval));
    let Some((_, interval, kind)) = span else {
        // A tandem duplication that reaches beyond the gene leaves a whole copy of it.
        let is_repeat = matches!(junction.span(), Some((_, _, SpanKind::TandemDuplication)));
        return (!is_repeat && !is_inside_an_intron(model, junction)).then(|| broken(model));
    };
    let Extent { first, last, coding, frame, has_whole } = Extent::of(model, interval, kind, ends)?;
    let exons = if first == last { format!("{first}") } else { format!("{first}-{last}") };
    let cds = model.cds_in_transcript();
    let has_stop = model
        .to_genome(TranscriptPosition(cds.end.saturating_sub(1)))
        .is_some_and(|stop| interval.contains(stop));
    let has_start =
        model.to_genome(TranscriptPosition(cds.start)).is_some_and(|at| interval.contains(at));
    // How a copy that ends in the last exon is spliced to the next one is not known.
    let (words, told) = match frame {
        Some(true) if !has_stop => ("in frame", EventFrame::In),
        Some(false) if !has_stop => ("out of frame", EventFrame::Out),
        _ => ("frame not known", EventFrame::NotKnown),
    };
    let detail = EventDetail {
        exons: Some(EventExons::Within(first, last)),
        frame: Some(told),
        domains: kept_domain(model, interval, kind).into_iter().collect(),
        ..EventDetail::read_by(Reading::DnaJunction)
    };
    let note = |what: &str| {
        vec![
            format!("exon {exons} of {} {what}, {words}", model.gene),
            "predicted from DNA; confirm by RNA".to_owned(),
        ]
    };
    let exon = |class| component(model, Alteration::Exon { first: first.0, last: last.0, class });
    Some(match kind {
        SpanKind::Deletion => {
            let mut effect = Effect { detail, ..effect(model, StructuralKind::ExonLoss) };
            effect.terms = vec![Term::ExonLoss];
            effect.notes = note("lost");
            let share = f64::from(coding) / f64::from(cds.len().max(1));
            let is_large = is_suppressor && share >= LARGE;
            let is_broken = frame != Some(true) || is_suppressor && has_start;
            effect.is_inactivating = is_broken || is_large;
            if frame == Some(false) {
                effect.terms.push(Term::Frameshift);
            }
            // Of a part of an exon that is lost in frame, knowledge speaks as of a small deletion.
            match (has_whole, is_broken) {
                (true, true) => effect.alterations.push(exon(RegionClass::ExonLoss)),
                (true, false) => {
                    effect.alterations.push(exon(RegionClass::ExonLoss));
                    effect.alterations.push(exon(RegionClass::Skipping));
                }
                (false, true) => {}
                (false, false) => effect.alterations.push(exon(RegionClass::Deletion)),
            }
            if is_large && !is_broken {
                effect.notes.push(format!(
                    "{:.0} % of the residues lost: a suppressor that lacks a tenth is taken for \
                     inactive (PMID 30192042)",
                    share * 100.0
                ));
            }
            if effect.is_inactivating {
                effect.alterations.extend(loss(model));
            }
            effect
        }
        SpanKind::TandemDuplication => {
            let mut effect = Effect { detail, ..effect(model, StructuralKind::ExonDuplication) };
            effect.terms = vec![Term::FeatureElongation];
            effect.notes = note("repeated in tandem");
            let is_inner = !has_start && !has_stop && first > ExonRank(1);
            if frame == Some(false) && is_inner {
                effect.is_inactivating = true;
                effect.alterations = loss(model);
            } else if frame != Some(false) || has_stop {
                let is_known = frame.is_some() || has_stop;
                effect.alterations = duplications(model, first, last, is_known);
            }
            effect
        }
    })
}

/// Returns the domain that fusions of the gene keep, and whether it is left whole beside a stretch.
fn kept_domain(model: &TranscriptModel, interval: Interval, kind: SpanKind) -> Option<EventDomain> {
    let domain = domain::of_gene(&model.gene)?;
    let is_left = |position, kept| {
        let end = Breakend { contig: model.contig, position, kept };
        Piece::cut(model, end).is_some_and(|piece| piece.keeps(domain.residues))
    };
    let is_kept = kind == SpanKind::TandemDuplication
        || interval.start.checked_sub(1).is_some_and(|before| is_left(before, Kept::Left))
        || is_left(interval.end, Kept::Right);
    Some(domain.told(is_kept))
}

/// The coding exons that a stretch inside a gene touches, and what becomes of the reading frame.
struct Extent {
    first: ExonRank,
    last: ExonRank,
    /// Coding bases inside.
    coding: u32,
    /// Whether the frame is kept; `None` where one end lies in an exon and the other in an intron, or an
    /// end that is not exact may.
    frame: Option<bool>,
    /// Whether a whole exon lies inside.
    has_whole: bool,
}

impl Extent {
    /// Returns `None` where no coding base lies inside.
    fn of(
        model: &TranscriptModel,
        interval: Interval,
        kind: SpanKind,
        ends: Ends<'_>,
    ) -> Option<Self> {
        let coding = coding_inside(model, interval);
        if coding == 0 {
            return None;
        }
        let is_coding = |at: u32| model.cds.iter().any(|block| block.contains(at));
        // Whether the stretch cuts the exon at its first base, and at its last.
        let cuts = [
            interval.start.checked_sub(1).is_some_and(is_coding) && is_coding(interval.start),
            is_coding(interval.end - 1) && is_coding(interval.end),
        ];
        let may_differ = [interval.start, interval.end - 1]
            .into_iter()
            .any(|end| ends.may_lie_elsewhere(model, end));
        let frame = match cuts {
            _ if may_differ => None,
            [false, false] => Some(coding.is_multiple_of(3)),
            // What is inserted in an intron is spliced out, between two exons it is not.
            [true, true] if ends.are_exact => {
                let inserted = i64::try_from(ends.inserted.len()).unwrap_or_default();
                let gained = match kind {
                    SpanKind::Deletion => inserted - i64::from(coding),
                    SpanKind::TandemDuplication => inserted + i64::from(coding),
                };
                Some(gained % 3 == 0)
            }
            _ => None,
        };
        let whole = exons_inside(model, interval);
        let (first, last) = match whole {
            Some(whole) if cuts == [false, false] => whole,
            _ => touched(model, interval)?,
        };
        Some(Self { first, last, coding, frame, has_whole: whole.is_some() })
    }
}

/// Returns whether `outer` holds all of `inner`.
pub(super) fn holds(outer: Interval, inner: Interval) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Returns how many coding bases lie in `interval`.
fn coding_inside(model: &TranscriptModel, interval: Interval) -> u32 {
    let inside = |block: &Interval| {
        block.end.min(interval.end).saturating_sub(block.start.max(interval.start))
    };
    model.cds.iter().map(inside).sum()
}

/// Returns the first and last exon of which any coding base lies in `interval`.
fn touched(model: &TranscriptModel, interval: Interval) -> Option<(ExonRank, ExonRank)> {
    let is_touched = |&i: &usize| {
        let exon = model.exons[i];
        model.cds.iter().any(|block| block.overlaps(exon) && block.overlaps(interval))
            && exon.overlaps(interval)
    };
    let ranks = (0..model.exons.len()).filter(is_touched).map(|i| model.exon_rank(i));
    Some((ranks.clone().min()?, ranks.max()?))
}

/// Returns the first and last exon whose coding bases lie in `interval`.
fn exons_inside(model: &TranscriptModel, interval: Interval) -> Option<(ExonRank, ExonRank)> {
    // Of an exon with untranslated bases only the coding part has to be inside.
    let coding_part = |exon: Interval| {
        model.cds.iter().copied().find(|block| block.overlaps(exon)).unwrap_or(exon)
    };
    let inside = (0..model.exons.len()).filter(|&i| holds(interval, coding_part(model.exons[i])));
    let ranks = inside.map(|i| model.exon_rank(i));
    Some((ranks.clone().min()?, ranks.max()?))
}

/// Returns whether both ends lie in one intron, so that no exon is turned round.
fn is_inside_an_intron(model: &TranscriptModel, junction: &Junction) -> bool {
    let Junction { a, b } = junction;
    let between = |position| match model.exon_at(position) {
        (_, true) => None,
        (next, false) => Some(next),
    };
    a.contig == b.contig
        && between(a.position).is_some_and(|intron| between(b.position) == Some(intron))
}

/// Returns the names of a tandem duplication of exons `first..=last` in this gene, in frame where the
/// frame is known. Internal tandem duplications are found because they are in frame.
fn duplications(
    model: &TranscriptModel,
    first: ExonRank,
    last: ExonRank,
    is_frame_known: bool,
) -> Vec<Component> {
    let mut found = Vec::new();
    let gene = &*model.gene;
    if has_tandem_duplications(gene, first, last) {
        found.push(component(model, Alteration::InternalTandemDuplication));
    }
    if !is_frame_known {
        return found;
    }
    // Partial tandem duplications of KMT2A begin at exon 2 or 3 and take in the CXXC domain's.
    if gene == "KMT2A" && first <= ExonRank(3) && last <= ExonRank(12) {
        found.push(component(model, Alteration::PartialTandemDuplication));
    }
    if let Some((from, to)) = kinase_domain(gene)
        && covers(model, first, last, from, to)
    {
        found.push(component(model, Alteration::KinaseDomainDuplication));
    }
    found
}

/// Returns whether `gene` has internal tandem duplications in these exons. FLT3: juxtamembrane and first
/// kinase domain. KIT: juxtamembrane.
pub(super) fn has_tandem_duplications(gene: &str, first: ExonRank, last: ExonRank) -> bool {
    matches!((gene, first.0, last.0), ("FLT3", 13..=15, 13..=15) | ("KIT", 11, 11))
}

/// Returns whether exons `first..=last` hold residues `from..=to`.
fn covers(model: &TranscriptModel, first: ExonRank, last: ExonRank, from: u32, to: u32) -> bool {
    let exon_of = |residue: u32| model.exon_of(ResidueNumber(residue));
    exon_of(from).is_some_and(|exon| first <= exon) && exon_of(to).is_some_and(|exon| exon <= last)
}

/// Returns the effect on a gene that is cut, or whose end is turned away.
pub fn broken(model: &TranscriptModel) -> Effect {
    Effect {
        notes: vec![format!("{} is broken by the junction; one copy", model.gene)],
        alterations: loss(model),
        is_inactivating: true,
        ..effect(model, StructuralKind::Rearrangement)
    }
}

pub(super) fn loss(model: &TranscriptModel) -> Vec<Component> {
    vec![component(model, Alteration::LossOfFunction), component(model, Alteration::Loss)]
}

pub(super) fn component(model: &TranscriptModel, alteration: Alteration) -> Component {
    Component { gene: model.gene.to_string(), alteration }
}

pub(super) fn effect(model: &TranscriptModel, kind: StructuralKind) -> Effect {
    Effect {
        gene: model.gene.clone().into(),
        transcript: model.accession.to_string(),
        terms: vec![Term::FeatureTruncation],
        kind,
        alterations: Vec::new(),
        notes: Vec::new(),
        is_inactivating: false,
        doubts: BTreeSet::new(),
        is_told: false,
        detail: EventDetail::read_by(Reading::DnaJunction),
    }
}

#[cfg(test)]
mod tests;
