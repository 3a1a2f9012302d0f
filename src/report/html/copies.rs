//! Changes of copies along the genome.

use maud::{Markup, html};

use crate::model::assembly::Assembly;
use crate::model::contig::Contig;

use super::document::Variant;
use super::draw::{Transcripts, figure};
use super::findings::Ranked;
use super::words::{copies, plain};

const LEFT: f64 = 10.0;
const WIDTH: f64 = 700.0;
/// Rows of labels on either side, and how high one is.
const ROWS: usize = 6;
const ROW: f64 = 16.0;

/// Returns whether there are more copies, where the change is one of copies.
fn is_gain(variant: &Variant) -> Option<bool> {
    variant.consequence.iter().find_map(|term| match term.as_str() {
        "transcript_amplification" | "copy_number_gain" | "copy_number_increase" => Some(true),
        "transcript_ablation" | "copy_number_loss" | "copy_number_decrease" => Some(false),
        _ => None,
    })
}

/// A change of copies at its place.
struct Mark<'d> {
    variant: &'d Variant,
    x: f64,
    is_gain: bool,
}

/// The chromosomes but that of mitochondria, each with where it begins.
fn chromosomes(assembly: Assembly) -> Vec<(Contig, f64, f64)> {
    let contigs = || Contig::all().filter(|&contig| contig != Contig::MT);
    let total: f64 = contigs().map(|contig| f64::from(contig.length(assembly))).sum();
    let mut from = LEFT;
    contigs()
        .map(|contig| {
            let width = f64::from(contig.length(assembly)) / total * WIDTH;
            let start = from;
            from += width;
            (contig, start, width)
        })
        .collect()
}

fn place(variant: &Variant, transcripts: &Transcripts) -> Option<(Contig, u32)> {
    if let Some(model) = transcripts.first(&variant.gene) {
        return Some((model.contig, model.span().start));
    }
    Some((Contig::from_name(variant.chrom.as_bytes())?, variant.pos?))
}

/// Draws the strip, where there is a change of copies.
pub(super) fn draw(ranked: &Ranked<'_>, transcripts: &Transcripts) -> Markup {
    let changes: Vec<(&Variant, bool)> =
        ranked.findings().filter_map(|(_, variant)| Some((variant, is_gain(variant)?))).collect();
    let (Some(assembly), false) = (transcripts.assembly(), changes.is_empty()) else {
        return Markup::default();
    };
    let strip = chromosomes(assembly);
    let mut marks: Vec<Mark<'_>> = Vec::new();
    let mut unplaced = Vec::new();
    for (variant, is_gain) in changes {
        let found = place(variant, transcripts);
        let at = found.and_then(|(contig, pos)| {
            let (_, start, width) = strip.iter().find(|(of, ..)| *of == contig)?;
            Some(start + f64::from(pos) / f64::from(contig.length(assembly)) * width)
        });
        match at {
            Some(x) => marks.push(Mark { variant, x, is_gain }),
            None => unplaced.push(label(variant)),
        }
    }
    marks.sort_by(|a, b| a.x.total_cmp(&b.x));
    let names: Vec<String> = marks.iter().map(|mark| label(mark.variant)).collect();
    let mut ends = [[f64::MIN; ROWS]; 2];
    let labels: Vec<(String, usize)> = marks
        .iter()
        .map(|mark| {
            let label = label(mark.variant);
            let row = row(&mut ends[usize::from(mark.is_gain)], mark.x, label.chars().count());
            (label, row)
        })
        .collect();
    let deepest = |is_gain: bool| {
        let of_side = marks.iter().zip(&labels).filter(|(mark, _)| mark.is_gain == is_gain);
        of_side.map(|(_, (_, row))| row + 1).max().unwrap_or_default() as f64 * ROW
    };
    let axis = deepest(true) + 22.0;
    let height = axis + 16.0 + deepest(false) + 22.0;
    let picture = html! {
        svg.wide viewBox=(format!("0 0 720 {height}")) role="img" aria-label=(format!("Copies: {}", names.join("; "))) {
            @for (index, (contig, start, width)) in strip.iter().enumerate() {
                rect class=(if index % 2 == 0 { "even" } else { "odd" }) x=(format!("{start:.1}")) y=(axis) width=(format!("{width:.1}")) height="16" {}
                @if *width > 15.0 {
                    text.tick x=(format!("{:.1}", start + width / 2.0)) y=(axis + 12.0) text-anchor="middle" { (contig) }
                }
            }
            @for (mark, (_, row)) in marks.iter().zip(&labels) {
                @let (foot, sign, text) = heights(axis, mark.is_gain, *row);
                line.stem x1=(format!("{:.1}", mark.x)) x2=(format!("{:.1}", mark.x)) y1=(foot) y2=(text) {}
                polygon class=(if mark.is_gain { "gain" } else { "loss" }) points=(triangle(mark.x, sign, mark.is_gain)) {}
            }
            @for (mark, (label, row)) in marks.iter().zip(&labels) {
                @let (_, _, text) = heights(axis, mark.is_gain, *row);
                text.label x=(format!("{:.1}", mark.x.clamp(50.0, 670.0))) y=(text) text-anchor="middle" { (label) }
            }
        }
    };
    let mut caption =
        "▲ above: more copies, ▼ below: fewer; their number where the input states it. Genes are at their place on the genome.".to_owned();
    if !unplaced.is_empty() {
        caption.push_str(&format!(" Not placed: {}.", unplaced.join("; ")));
    }
    figure("Copies", &caption, picture)
}

fn label(variant: &Variant) -> String {
    match &variant.structural {
        Some(made) => {
            let number = made.copies.map(|number| format!(", {}", copies(number)));
            format!("{} {}{}", variant.gene, plain(&made.word), number.unwrap_or_default())
        }
        None => variant.name.clone(),
    }
}

fn row(ends: &mut [f64; ROWS], x: f64, letters: usize) -> usize {
    let half = letters as f64 * 3.4 + 4.0;
    let row = (0..ROWS).find(|&row| ends[row] < x - half).unwrap_or(ROWS - 1);
    ends[row] = x + half;
    row
}

/// Returns where the stem stands, where its sign, and where its text.
fn heights(axis: f64, is_gain: bool, row: usize) -> (f64, f64, f64) {
    let off = row as f64 * ROW;
    match is_gain {
        true => (axis, axis - 3.0, axis - 14.0 - off),
        false => (axis + 16.0, axis + 19.0, axis + 38.0 + off),
    }
}

fn triangle(x: f64, y: f64, is_gain: bool) -> String {
    let tip = if is_gain { y - 6.0 } else { y + 6.0 };
    format!("{:.1},{y:.1} {:.1},{y:.1} {x:.1},{tip:.1}", x - 5.0, x + 5.0)
}
