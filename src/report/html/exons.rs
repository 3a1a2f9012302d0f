//! Genes that are joined or lose exons, drawn exon by exon. Introns are not to scale.

use maud::{Markup, html};

use crate::genome::domain;
use crate::model::position::ResidueNumber;

use super::document::{Exons, Structural, Variant};
use super::draw::{Transcripts, figure};
use super::findings::Ranked;
use super::words::{plain, reads};

const LEFT: f64 = 90.0;
const WIDTH: f64 = 600.0;

/// What becomes of an exon.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Lost,
    Twice,
    Unknown,
}

impl Fate {
    fn class(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Lost => "lost",
            Self::Twice => "twice",
            Self::Unknown => "open",
        }
    }
}

/// A gene in a drawing.
struct Gene<'d> {
    name: &'d str,
    /// How many exons it has; where that is not known, those up to the highest that is named.
    total: Option<u32>,
    /// The exon at the junction, or the first and last one changed.
    named: Vec<u32>,
    /// First and last exon of the domain that fusions keep.
    domain: Option<(&'static str, u32, u32)>,
}

impl<'d> Gene<'d> {
    fn of(name: &'d str, accession: &str, named: Vec<u32>, transcripts: &Transcripts) -> Self {
        let model = transcripts.find(name, accession);
        let domain = model.and_then(|model| {
            let domain = domain::of_gene(name)?;
            let exon = |residue| model.exon_of(ResidueNumber(residue));
            Some((domain.name, exon(domain.residues.0)?.0, exon(domain.residues.1)?.0))
        });
        let total = model.map(|model| model.exons.len() as u32);
        Self { name, total, named, domain }
    }

    fn count(&self) -> u32 {
        let highest = self.named.iter().copied().max().unwrap_or(1);
        self.total.unwrap_or(highest).clamp(highest.min(400), 400).max(1)
    }

    fn step(&self) -> f64 {
        (WIDTH / f64::from(self.count())).min(24.0)
    }

    fn x(&self, exon: u32) -> f64 {
        LEFT + f64::from(exon.saturating_sub(1)) * self.step()
    }

    fn draw(&self, y: f64, fate: impl Fn(u32) -> Fate) -> Markup {
        let (step, count) = (self.step(), self.count());
        html! {
            text.label x=(LEFT - 12.0) y=(y + 12.0) text-anchor="end" { (self.name) }
            line.stem x1=(LEFT) x2=(format!("{:.1}", LEFT + step * f64::from(count))) y1=(y + 8.0) y2=(y + 8.0) {}
            @for exon in 1..=count {
                rect class=(fate(exon).class()) x=(format!("{:.1}", self.x(exon) + step * 0.1)) y=(y) width=(format!("{:.1}", step * 0.8)) height="16" rx="1.5" {}
            }
            @for exon in self.marks() {
                text.tick x=(format!("{:.1}", self.x(exon) + step / 2.0)) y=(y - 5.0) text-anchor="middle" { (exon) }
            }
            @if let Some((name, first, last)) = self.domain {
                @let (from, to) = (self.x(first), self.x(last) + step);
                line.bracket x1=(format!("{from:.1}")) x2=(format!("{to:.1}")) y1=(y + 22.0) y2=(y + 22.0) {}
                text.tick x=(format!("{:.1}", (from + to) / 2.0)) y=(y + 35.0) text-anchor="middle" { (name) }
            }
        }
    }

    /// Exons whose number is written: the first, the last, and those of the event.
    fn marks(&self) -> Vec<u32> {
        let mut marks = vec![1];
        marks.extend(&self.named);
        marks.extend(self.total);
        marks.sort_unstable();
        marks.dedup();
        let is_near = |exon: &u32| {
            let near = |named: &u32| named != exon && named.abs_diff(*exon) <= 1;
            !self.named.contains(exon) && self.named.iter().any(near)
        };
        marks.retain(|exon| !is_near(exon));
        marks
    }
}

fn words(variant: &Variant, made: &Structural) -> String {
    let mut words = Vec::new();
    if let Some(pos) = variant.pos {
        words.push(format!("breakpoint {}:{pos} {}", variant.chrom, variant.alt));
    }
    words.extend(reads(variant));
    if !made.frame.is_empty() {
        words.push(format!("frame: {}", plain(&made.frame)));
    }
    for domain in &made.domains {
        let is_kept = if domain.kept { "kept" } else { "lost" };
        words.push(format!("{} {} {is_kept}", domain.gene, domain.name));
    }
    if !made.reading.is_empty() {
        words.push(format!("shown by {}", plain(&made.reading)));
    }
    words.push("filled: kept, outlined: lost; introns not drawn".to_owned());
    format!("{}.", words.join("; "))
}

fn joined(variant: &Variant, made: &Structural, transcripts: &Transcripts) -> Option<Markup> {
    let (five, three) = variant.gene.split_once("::")?;
    let (of_five, of_three) =
        variant.transcript.split_once("::").unwrap_or((&variant.transcript, ""));
    let (last, first) = match made.exons {
        Some(Exons::Joined { five_prime, three_prime }) => (five_prime, three_prime),
        _ => (None, None),
    };
    let five = Gene::of(five, of_five, last.into_iter().collect(), transcripts);
    let three = Gene::of(three, of_three, first.into_iter().collect(), transcripts);
    let fate = |is_kept: Option<bool>| match is_kept {
        Some(true) => Fate::Kept,
        Some(false) => Fate::Lost,
        None => Fate::Unknown,
    };
    let (drawn_five, drawn_three) =
        (five.total.or(last).is_some(), three.total.or(first).is_some());
    // Two names are no picture.
    if !drawn_five && !drawn_three {
        return None;
    }
    let picture = html! {
        svg.wide viewBox="0 0 720 150" role="img" aria-label=(format!("{}: {}", variant.name, words(variant, made))) {
            @if drawn_five { (five.draw(24.0, |exon| fate(last.map(|last| exon <= last)))) }
            @else { text.label x=(LEFT - 12.0) y="36" text-anchor="end" { (five.name) } text.tick x=(LEFT) y="36" { "exons not known" } }
            @if let (Some(last), Some(first)) = (last, first) {
                @let (from, to) = (five.x(last) + five.step(), three.x(first));
                path.join d=(format!("M {from:.1} 32 C {from:.1} 70, {to:.1} 60, {to:.1} 100")) {}
            }
            @if drawn_three { (three.draw(94.0, |exon| fate(first.map(|first| exon >= first)))) }
            @else { text.label x=(LEFT - 12.0) y="106" text-anchor="end" { (three.name) } text.tick x=(LEFT) y="106" { "exons not known" } }
        }
    };
    Some(figure(&variant.name, &words(variant, made), picture))
}

fn within(variant: &Variant, made: &Structural, transcripts: &Transcripts) -> Option<Markup> {
    let Some(Exons::Within { first, last }) = made.exons else { return None };
    let gene = Gene::of(&variant.gene, &variant.transcript, vec![first, last], transcripts);
    let changed = if made.word.contains("dupl") { Fate::Twice } else { Fate::Lost };
    let fate = |exon| if (first..=last).contains(&exon) { changed } else { Fate::Kept };
    let picture = html! {
        svg.wide viewBox="0 0 720 70" role="img" aria-label=(format!("{}: exons {first} to {last}", variant.name)) {
            (gene.draw(24.0, fate))
        }
    };
    Some(figure(&variant.name, &words(variant, made), picture))
}

/// Draws each fusion, and each gene that loses or repeats exons.
pub(super) fn draw(ranked: &Ranked<'_>, transcripts: &Transcripts) -> Markup {
    let drawings: Vec<Markup> = ranked
        .findings()
        .filter_map(|(_, variant)| {
            let made = variant.structural.as_ref()?;
            joined(variant, made, transcripts).or_else(|| within(variant, made, transcripts))
        })
        .take(12)
        .collect();
    html! { @for drawing in &drawings { (drawing) } }
}
