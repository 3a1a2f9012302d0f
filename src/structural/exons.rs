//! Exons of one gene that a junction takes out or repeats, and genes that a junction breaks.

use std::collections::BTreeSet;

use crate::genome::{TranscriptModel, TranscriptStore};
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::position::{ExonRank, Interval, ResidueNumber, TranscriptPosition};
use crate::model::profile::{Alteration, Component, RegionClass};
use crate::model::structural::{Breakend, Junction, SpanKind, StructuralKind};

use super::Effect;
use super::domain::kinase_domain;
use super::fusion::reported;

/// Returns what a junction does to the genes that it breaks: exons lost, exons repeated, or the
/// gene cut.
pub fn changes(junction: &Junction, store: &TranscriptStore, assembly: Assembly) -> Vec<Effect> {
    let ends = [junction.a, junction.b];
    let mut models: Vec<&TranscriptModel> = Vec::new();
    for end in ends {
        for model in reported(store, end, assembly) {
            if !models.iter().any(|other| other.gene == model.gene) {
                models.push(model);
            }
        }
    }
    models.into_iter().filter_map(|model| change(model, junction)).collect()
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

fn change(model: &TranscriptModel, junction: &Junction) -> Option<Effect> {
    let span = junction.span().filter(|(contig, interval, _)| {
        *contig == model.contig
            && model.span().start <= interval.start
            && interval.end <= model.span().end
    });
    let Some((_, interval, kind)) = span else {
        // A tandem duplication that reaches beyond the gene leaves a whole copy of it.
        let is_repeat = matches!(junction.span(), Some((_, _, SpanKind::TandemDuplication)));
        return (!is_repeat && !is_inside_an_intron(model, junction)).then(|| broken(model));
    };
    let (first, last, bases) = exons_inside(model, interval)?;
    let exons = if first == last { format!("{first}") } else { format!("{first}-{last}") };
    let is_last = model
        .to_genome(TranscriptPosition(model.cds_in_transcript().end - 1))
        .is_some_and(|stop| interval.contains(stop));
    // How a copy that ends in the last exon is spliced to the next one is not known.
    let is_in_frame = bases.is_multiple_of(3) || is_last && kind == SpanKind::TandemDuplication;
    let frame = match is_in_frame {
        _ if is_last => "frame not known",
        true => "in frame",
        false => "out of frame",
    };
    Some(match kind {
        SpanKind::Deletion => {
            let mut effect = effect(model, StructuralKind::ExonLoss);
            effect.terms = vec![Term::ExonLoss];
            effect.notes = vec![
                format!("exon {exons} of {} lost, {frame}", model.gene),
                "predicted from DNA; confirm by RNA".to_owned(),
            ];
            effect.is_inactivating = !is_in_frame;
            if !is_in_frame {
                effect.terms.push(Term::Frameshift);
            }
            let exon =
                |class| component(model, Alteration::Exon { first: first.0, last: last.0, class });
            effect.alterations.push(exon(RegionClass::ExonLoss));
            if is_in_frame {
                effect.alterations.push(exon(RegionClass::Skipping));
            } else {
                effect.alterations.extend(loss(model));
            }
            effect
        }
        SpanKind::TandemDuplication => {
            let mut effect = effect(model, StructuralKind::ExonDuplication);
            effect.terms = vec![Term::FeatureElongation];
            effect.notes = vec![
                format!("exon {exons} of {} repeated in tandem, {frame}", model.gene),
                "predicted from DNA; confirm by RNA".to_owned(),
            ];
            if is_in_frame {
                effect.alterations = duplications(model, first, last);
            }
            effect
        }
    })
}

/// Returns the first and last exon whose coding bases lie in `interval`, and how many coding bases
/// those are.
fn exons_inside(model: &TranscriptModel, interval: Interval) -> Option<(ExonRank, ExonRank, u32)> {
    // Of an exon with untranslated bases only the coding part has to be inside.
    let coding_part = |exon: Interval| {
        model.cds.iter().copied().find(|block| block.overlaps(exon)).unwrap_or(exon)
    };
    let inside: Vec<usize> = (0..model.exons.len())
        .filter(|&i| {
            let part = coding_part(model.exons[i]);
            interval.start <= part.start && part.end <= interval.end
        })
        .collect();
    let ranks = inside.iter().map(|&i| model.exon_rank(i));
    let (first, last) = (ranks.clone().min()?, ranks.max()?);
    let coding = model
        .cds
        .iter()
        .filter(|block| interval.start <= block.start && block.end <= interval.end)
        .map(|block| block.len())
        .sum();
    Some((first, last, coding))
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

/// Returns the names of an in-frame tandem duplication of exons `first..=last` in this gene.
fn duplications(model: &TranscriptModel, first: ExonRank, last: ExonRank) -> Vec<Component> {
    let mut found = Vec::new();
    let gene = &*model.gene;
    // FLT3: juxtamembrane and first kinase domain. KIT: juxtamembrane.
    if matches!((gene, first.0, last.0), ("FLT3", 13..=15, 13..=15) | ("KIT", 11, 11)) {
        found.push(component(model, Alteration::InternalTandemDuplication));
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

fn loss(model: &TranscriptModel) -> Vec<Component> {
    vec![component(model, Alteration::LossOfFunction), component(model, Alteration::Loss)]
}

fn component(model: &TranscriptModel, alteration: Alteration) -> Component {
    Component { gene: model.gene.to_string(), alteration }
}

fn effect(model: &TranscriptModel, kind: StructuralKind) -> Effect {
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::structural::Kept;

    /// Returns the junction around exons `first..=last` of a gene, in its introns, and what it
    /// does.
    fn around(gene: &str, first: u32, last: u32, kind: SpanKind) -> (Junction, Vec<Effect>) {
        let store = TranscriptStore::embedded();
        let assembly = Assembly::GRCh38;
        let model = &store.gene(gene, assembly)[0];
        let exons: Vec<Interval> = (0..model.exons.len())
            .filter(|&i| (first..=last).contains(&model.exon_rank(i).0))
            .filter_map(|i| model.cds.iter().copied().find(|block| block.overlaps(model.exons[i])))
            .collect();
        let (start, end) = (exons[0].start - 10, exons[exons.len() - 1].end + 10);
        let at = |position, kept| Breakend { contig: model.contig, position, kept };
        let junction = match kind {
            SpanKind::Deletion => Junction { a: at(start, Kept::Left), b: at(end, Kept::Right) },
            SpanKind::TandemDuplication => {
                Junction { a: at(start, Kept::Right), b: at(end, Kept::Left) }
            }
        };
        (junction, changes(&junction, store, assembly))
    }

    #[test]
    fn exons_that_are_lost_or_repeated() {
        use SpanKind::{Deletion, TandemDuplication};
        for (gene, first, last, kind, want) in [
            ("EGFR", 2, 7, Deletion, "EGFR exon 2-7 exon loss"),
            ("MET", 14, 14, Deletion, "MET exon 14 skipping"),
            ("EGFR", 18, 25, TandemDuplication, "EGFR kinase domain duplication"),
            ("BRAF", 10, 18, TandemDuplication, "BRAF kinase domain duplication"),
            ("FLT3", 15, 15, TandemDuplication, "FLT3 ITD"),
            ("KMT2A", 2, 10, TandemDuplication, "KMT2A partial tandem duplication"),
        ] {
            let (_, effects) = around(gene, first, last, kind);
            let names: Vec<String> = effects
                .iter()
                .flat_map(|effect| effect.alterations.iter().map(ToString::to_string))
                .collect();
            assert!(names.iter().any(|name| name == want), "{want}: {effects:?}");
        }
    }

    #[test]
    fn an_intron_is_no_event_and_a_translocation_breaks_the_gene() {
        let store = TranscriptStore::embedded();
        let model = &store.gene("TP53", Assembly::GRCh38)[0];
        let intron = model.exons[2].end + 20;
        let at = |position, kept| Breakend { contig: model.contig, position, kept };
        let inside = Junction { a: at(intron, Kept::Left), b: at(intron + 10, Kept::Right) };
        assert!(changes(&inside, store, Assembly::GRCh38).is_empty());
        let turned = Junction { a: at(intron, Kept::Left), b: at(intron + 10, Kept::Left) };
        assert!(changes(&turned, store, Assembly::GRCh38).is_empty());
        let away = Breakend { contig: model.contig, position: 50_000_000, kept: Kept::Left };
        let junction = Junction { a: at(intron, Kept::Left), b: away };
        let effects = changes(&junction, store, Assembly::GRCh38);
        assert!(effects.iter().any(|e| e.gene == "TP53" && e.is_inactivating), "{effects:?}");
    }
}
