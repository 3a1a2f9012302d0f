//! A protein with the changes of it, for each gene.

use maud::{Markup, html};

use crate::genome::domain;

use super::document::Variant;
use super::draw::{Transcripts, figure};
use super::findings::Ranked;
use super::fractions::short;

/// Genes that are drawn in sight; the others are to be opened.
const MOST: usize = 6;
const LEFT: f64 = 20.0;
const WIDTH: f64 = 440.0;
/// Labels of one row over the other.
const ROWS: usize = 4;

/// What a change does to the protein, told by its shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Circle,
    Square,
    Diamond,
}

impl Shape {
    fn of(variant: &Variant) -> Self {
        let has =
            |words: &[&str]| variant.consequence.iter().any(|term| words.contains(&term.as_str()));
        if has(&[
            "stop_gained",
            "frameshift_variant",
            "splice_acceptor_variant",
            "splice_donor_variant",
            "start_lost",
        ]) {
            Self::Square
        } else if has(&["inframe_deletion", "inframe_insertion", "protein_altering_variant"]) {
            Self::Diamond
        } else {
            Self::Circle
        }
    }

    fn draw(self, x: f64, y: f64) -> Markup {
        match self {
            Self::Circle => html! { circle.dot cx=(at(x)) cy=(at(y)) r="5.5" {} },
            Self::Square => {
                html! { rect.dot x=(at(x - 5.0)) y=(at(y - 5.0)) width="10" height="10" {} }
            }
            Self::Diamond => {
                let points = [(x, y - 7.0), (x + 7.0, y), (x, y + 7.0), (x - 7.0, y)];
                let points: Vec<String> =
                    points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
                html! { polygon.dot points=(points.join(" ")) {} }
            }
        }
    }
}

fn at(value: f64) -> String {
    format!("{value:.1}")
}

/// A gene with the changes whose residues are known.
struct Protein<'d> {
    gene: &'d str,
    transcript: &'d str,
    changes: Vec<(&'d Variant, u32)>,
}

fn proteins<'d>(ranked: &Ranked<'d>) -> Vec<Protein<'d>> {
    let mut proteins: Vec<Protein<'d>> = Vec::new();
    for (_, variant) in ranked.findings() {
        let Some((first, _)) = variant.codons.filter(|_| variant.structural.is_none()) else {
            continue;
        };
        let is_same =
            |p: &&mut Protein<'_>| p.gene == variant.gene && p.transcript == variant.transcript;
        match proteins.iter_mut().find(is_same) {
            Some(protein) => protein.changes.push((variant, first)),
            None => proteins.push(Protein {
                gene: &variant.gene,
                transcript: &variant.transcript,
                changes: vec![(variant, first)],
            }),
        }
    }
    for protein in &mut proteins {
        protein.changes.sort_by_key(|(_, residue)| *residue);
    }
    proteins
}

/// Places labels in rows so that none covers another, as far as there are rows.
fn rows(places: &[(f64, usize)]) -> Vec<usize> {
    let mut ends = [f64::MIN; ROWS];
    places
        .iter()
        .map(|&(x, letters)| {
            let half = letters as f64 * 3.4 + 4.0;
            let row = (0..ROWS).find(|&row| ends[row] < x - half).unwrap_or(ROWS - 1);
            ends[row] = x + half;
            row
        })
        .collect()
}

fn protein(protein: &Protein<'_>, transcripts: &Transcripts) -> Markup {
    let model = transcripts.find(protein.gene, protein.transcript);
    let length = model.map(|model| model.codon_count().saturating_sub(1));
    let last = protein.changes.last().map_or(1, |(_, residue)| *residue);
    let scale = f64::from(length.unwrap_or(last + last / 10 + 1).max(last).max(1));
    let x = |residue: u32| LEFT + f64::from(residue) / scale * WIDTH;
    let domain = domain::of_gene(protein.gene).filter(|_| length.is_some());
    let names: Vec<String> = protein
        .changes
        .iter()
        .map(|(variant, _)| {
            let name = variant.name.strip_prefix(protein.gene).unwrap_or(&variant.name);
            short(name.trim_start())
        })
        .collect();
    let places: Vec<(f64, usize)> = protein
        .changes
        .iter()
        .zip(&names)
        .map(|((_, residue), name)| (x(*residue).clamp(40.0, 440.0), name.chars().count()))
        .collect();
    let rows = rows(&places);
    let deepest = rows.iter().copied().max().unwrap_or_default() as f64;
    let body = 46.0 + deepest * 20.0;
    let picture = html! {
        svg.half viewBox=(format!("0 0 480 {}", body + 40.0)) role="img"
            aria-label=(format!("{}: {}", protein.gene, names.join(", "))) {
            rect.protein x=(LEFT) y=(body) width=(WIDTH) height="12" rx="3" {}
            @if let Some(domain) = domain {
                @let (from, to) = (x(domain.residues.0), x(domain.residues.1));
                rect.domain x=(at(from)) y=(body - 3.0) width=(at(to - from)) height="18" rx="3" {}
                text.tick x=(at((from + to) / 2.0)) y=(body + 32.0) text-anchor="middle" { (domain.name) }
            }
            @for (index, (variant, residue)) in protein.changes.iter().enumerate() {
                @let y = body - 22.0 - rows[index] as f64 * 20.0;
                line.stem x1=(at(x(*residue))) x2=(at(x(*residue))) y1=(at(y)) y2=(body) {}
                (Shape::of(variant).draw(x(*residue), y))
                text.label x=(at(x(*residue).clamp(40.0, 440.0))) y=(at(y - 9.0)) text-anchor="middle" { (names[index]) }
            }
            text.tick x=(LEFT) y=(body + 32.0) { "1" }
            text.tick x=(LEFT + WIDTH) y=(body + 32.0) text-anchor="end" {
                @match length { Some(length) => (length), None => "length not known" }
            }
        }
    };
    let about = match (length, domain) {
        (None, _) => "its length and domains are not known here: drawn up to the last change",
        (_, None) => "no table of its domains is compiled in",
        (_, Some(_)) => "the domain that fusions keep, by UniProt (unverified)",
    };
    let caption = format!("{}: {about}.", protein.transcript);
    figure(&format!("{} protein", protein.gene), &caption, picture)
}

/// Draws each gene with a change of its protein, the most actionable first.
pub(super) fn draw(ranked: &Ranked<'_>, transcripts: &Transcripts) -> Markup {
    let proteins = proteins(ranked);
    let shown = proteins.len().min(MOST);
    html! {
        @if !proteins.is_empty() {
            h3 { "Proteins" }
            p.small { "● missense and other, ■ truncating or splice, ◆ in-frame insertion or deletion." }
            div.pair { @for one in &proteins[..shown] { (protein(one, transcripts)) } }
            @if proteins.len() > shown {
                details.screen {
                    summary { (proteins.len() - shown) " more" }
                    div.pair { @for one in &proteins[shown..] { (protein(one, transcripts)) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn labels_stand_beside_or_over_each_other() {
        assert_eq!(rows(&[(100.0, 5), (400.0, 5)]), [0, 0]);
        assert_eq!(rows(&[(100.0, 5), (101.0, 5), (102.0, 5), (300.0, 5)]), [0, 1, 2, 0]);
    }
}
