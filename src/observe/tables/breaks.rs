//! Where a row of a fusion table breaks its genes: by position, or by exon.

use crate::genome::TranscriptModel;
use crate::io::table::TableRow;
use crate::knowledge::genes::Genes;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::ExonRank;
use crate::model::structural::{Breakend, Junction, Kept};
use crate::model::transcript::Strand;
use crate::structural::ends::Ends;
use crate::structural::fusion::{self, Side};
use crate::structural::piece::{Part, Piece};
use crate::structural::{Effect, exons};

use super::columns::{Columns, cell, said};
use super::ground::Ground;
use super::remarks::Remarks;

/// How many bases from an exon's edge a spliced junction is still at it: tools count to different
/// bases.
const SLACK: u32 = 2;

/// What the positions of a row come to.
#[derive(Debug, Clone)]
pub(super) struct Breaks<'t> {
    pub(super) five: Side<'t>,
    pub(super) three: Side<'t>,
    /// Whether exons are known by the place of the break, so that the frame can be told.
    pub(super) is_placed: bool,
    /// Whether a part is transcribed against its gene.
    pub(super) is_antisense: bool,
}

/// A place that a row states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    contig: Contig,
    /// 0-based.
    position: u32,
}

/// Reads where the row breaks its genes. `columns_of` are the columns (0 or 1) of the 5′ gene and of
/// the 3′ gene.
pub(super) fn of<'t>(
    row: &TableRow,
    columns: &Columns,
    genes: [Option<&'t str>; 2],
    columns_of: [usize; 2],
    ground: Ground<'t>,
) -> Breaks<'t> {
    let parts = [Part::FivePrime, Part::ThreePrime];
    let places = columns_of.map(|at| place(row, columns, at));
    let edges = [0, 1].map(|i| at_edge(genes[i]?, parts[i], places[i]?, ground));
    let is_same_build = build(row, columns) == Some(ground.assembly);
    let is_trusted = is_same_build || edges.iter().any(Option::is_some);
    let mut sides = [0, 1].map(|i| {
        let named = Side::named(genes[i], parts[i]);
        if let Some(piece) = edges[i] {
            return named.with(piece);
        }
        match (genes[i], places[i]) {
            (Some(gene), Some(place)) if is_trusted => {
                let embedded = ground.store.gene(gene, ground.assembly).first();
                let model = embedded.or_else(|| ground.store.coding_gene(gene, ground.assembly));
                let strand = model.map(|model| model.strand);
                let Some(strand) = strand else { return named };
                let end = breakend(place, parts[i], strand);
                fusion::side(gene, end, ground.store, ground.assembly).unwrap_or(named)
            }
            _ => named,
        }
    });
    let is_placed = sides.iter().all(|side| !side.pieces.is_empty());
    for i in [0, 1] {
        if let (true, Some(gene)) = (sides[i].pieces.is_empty(), genes[i]) {
            sides[i].pieces.extend(by_exon(row, columns, gene, parts[i], columns_of[i], ground));
        }
    }
    let is_antisense = columns_of.iter().any(|&at| is_antisense(row, columns, at));
    let [five, three] = sides;
    Breaks { five, three, is_placed, is_antisense }
}

/// Returns what a junction within `gene` does: exons lost or repeated.
pub(super) fn within(
    row: &TableRow,
    columns: &Columns,
    gene: &str,
    ground: Ground,
) -> Option<Effect> {
    let model = ground.store.gene(gene, ground.assembly).first()?;
    let of_gene = |junction: Junction| {
        let is_suppressor = |gene: &str| Genes::embedded().is_suppressor(gene);
        let Ground { store, assembly } = ground;
        let genes = exons::Genes { store, assembly, is_suppressor: &is_suppressor };
        // Transcripts are joined at bases, without others between.
        let mut effects = exons::changes(&junction, Ends::EXACT, &genes).into_iter();
        effects.find(|effect| effect.gene == *gene)
    };
    if let Some((first, last)) = cell(row, columns.affected).and_then(affected) {
        return of_gene(joined(model, first.checked_sub(1)?, last + 1)?);
    }
    let is_variant_three =
        || columns.words.iter().any(|&at| row.cell(at).to_lowercase().contains("viii"));
    if gene == "EGFR" && is_variant_three() {
        return of_gene(joined(model, 1, 8)?);
    }
    let [five, three] = [0, 1].map(|at| place(row, columns, at));
    if let (Some(five), Some(three)) = (five, three) {
        let is_inside = |at: Place| at.contig == model.contig && model.span().contains(at.position);
        if is_inside(five) && is_inside(three) && !is_other_build(row, columns, ground) {
            let a = breakend(five, Part::FivePrime, model.strand);
            let b = breakend(three, Part::ThreePrime, model.strand);
            return of_gene(Junction { a, b });
        }
    }
    let exon = |part, at| by_exon(row, columns, gene, part, at, ground).map(|piece| piece.exon.0);
    let (up, down) = (exon(Part::FivePrime, 0)?, exon(Part::ThreePrime, 1)?);
    of_gene(joined(model, up, down)?)
}

/// Returns the junction of exon `up` to exon `down` of one transcript.
fn joined(model: &TranscriptModel, up: u32, down: u32) -> Option<Junction> {
    let (five, three) = (model.exon(ExonRank(up))?, model.exon(ExonRank(down))?);
    let at = |position, kept| Breakend { contig: model.contig, position, kept };
    Some(match model.strand {
        Strand::Forward => {
            Junction { a: at(five.end - 1, Kept::Left), b: at(three.start, Kept::Right) }
        }
        Strand::Reverse => {
            Junction { a: at(five.start, Kept::Right), b: at(three.end - 1, Kept::Left) }
        }
    })
}

/// Reads `14`, `2-7`, `Exon 14`, `2;3;4`.
fn affected(text: &str) -> Option<(u32, u32)> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u32>().ok());
    numbers.map(|n| (n, n)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn place(row: &TableRow, columns: &Columns, at: usize) -> Option<Place> {
    let (chromosome, position) = written(row, columns, at)?;
    let contig = Contig::from_name(chromosome.as_bytes())?;
    Some(Place { contig, position: position_of(position)?.checked_sub(1)? })
}

/// Returns the chromosome and the 1-based position of a break.
pub(super) fn position(row: &TableRow, columns: &Columns, at: usize) -> Option<(Contig, u32)> {
    place(row, columns, at).map(|place| (place.contig, place.position + 1))
}

/// Returns the chromosome and the position of a break as the row writes them. The position is empty where it
/// lacks.
fn written<'r>(row: &'r TableRow, columns: &Columns, at: usize) -> Option<(&'r str, &'r str)> {
    match cell(row, columns.breaks[at]) {
        Some(text) => {
            let (chromosome, rest) = text.split_once(':').unwrap_or((text, ""));
            Some((chromosome, rest.split(':').next().unwrap_or_default()))
        }
        None => Some((cell(row, columns.chromosomes[at])?, cell(row, columns.positions[at])?)),
    }
}

fn position_of(text: &str) -> Option<u32> {
    text.trim_end_matches(".0").parse().ok()
}

/// Remarks on breaks that no use can be made of.
pub(super) fn check(row: &TableRow, columns: &Columns, assembly: Assembly, remarks: &mut Remarks) {
    const NO_PLACE: &str = "the break is not used";
    let assembly = build(row, columns).unwrap_or(assembly);
    for (chromosome, position) in (0..2).filter_map(|at| written(row, columns, at)) {
        if said(chromosome).is_none() || Contig::is_beside(chromosome.as_bytes()) {
            continue;
        }
        let Some(contig) = Contig::from_name(chromosome.as_bytes()) else {
            let what = format!("breakpoint: the contig {chromosome:?} is not known");
            remarks.push(row.line(), what, NO_PLACE);
            continue;
        };
        match position_of(position) {
            None | Some(0) => remarks.push(
                row.line(),
                format!("breakpoint: {chromosome}:{position} is no position"),
                NO_PLACE,
            ),
            Some(position) if position > contig.length(assembly) => {
                let what = format!("breakpoints lie beyond their chromosome on {assembly}");
                remarks.push(row.line(), what, "make sure of the assembly of the table");
            }
            Some(_) => {}
        }
    }
}

/// Returns what tells the junction of a row from others of its genes: places, exons, transcripts.
pub(super) fn junction(row: &TableRow, columns: &Columns) -> String {
    let of_side = |at: usize| {
        let (chromosome, position) = written(row, columns, at).unwrap_or_default();
        let parts = [columns.exons[at], columns.transcripts[at]];
        let parts = parts.map(|column| cell(row, column).unwrap_or_default());
        let parts = [chromosome, position, parts[0], parts[1]];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(":")
    };
    match [of_side(0), of_side(1)] {
        [five, three] if five.is_empty() && three.is_empty() => String::new(),
        [five, three] => format!(" at {five}-{three}"),
    }
}

/// Returns the assembly that the row names.
pub(super) fn build(row: &TableRow, columns: &Columns) -> Option<Assembly> {
    let build = cell(row, columns.build)?.to_lowercase();
    match &*build {
        "grch38" | "hg38" | "38" => Some(Assembly::GRCh38),
        "grch37" | "hg19" | "37" => Some(Assembly::GRCh37),
        _ => None,
    }
}

fn is_other_build(row: &TableRow, columns: &Columns, ground: Ground) -> bool {
    build(row, columns).is_some_and(|build| build != ground.assembly)
}

/// Arriba writes the strand of the gene and that of the transcript.
fn is_antisense(row: &TableRow, columns: &Columns, at: usize) -> bool {
    let pair = cell(row, columns.strands[at]).and_then(|text| text.split_once('/'));
    matches!(pair, Some(("+", "-") | ("-", "+")))
}

/// Returns the break of a gene on `strand` of which `part` is kept.
fn breakend(place: Place, part: Part, strand: Strand) -> Breakend {
    let kept = match (part, strand) {
        (Part::FivePrime, Strand::Forward) | (Part::ThreePrime, Strand::Reverse) => Kept::Left,
        _ => Kept::Right,
    };
    Breakend { contig: place.contig, position: place.position, kept }
}

/// Returns the part of the gene, where the place is at an exon's edge, as a spliced junction is.
fn at_edge<'g>(gene: &str, part: Part, place: Place, ground: Ground<'g>) -> Option<Piece<'g>> {
    let partner = || ground.store.coding_gene(gene, ground.assembly);
    let embedded = ground.store.gene(gene, ground.assembly);
    let models = embedded.iter().chain(embedded.is_empty().then(partner).flatten());
    models.into_iter().find_map(|model| {
        let kept = breakend(place, part, model.strand).kept;
        let is_at = |index: &usize| {
            let exon = model.exons[*index];
            let edge = match kept {
                Kept::Left => exon.end - 1,
                Kept::Right => exon.start,
            };
            edge.abs_diff(place.position) <= SLACK
        };
        let index = (0..model.exons.len()).find(is_at).filter(|_| model.contig == place.contig)?;
        Piece::whole(model, part, model.exon_rank(index))
    })
}

/// Returns the transcript on which the row counts exons, where it is embedded.
pub(super) fn counted_on<'g>(
    row: &TableRow,
    columns: &Columns,
    gene: &str,
    at: usize,
    ground: Ground<'g>,
) -> Option<&'g TranscriptModel> {
    let models = ground.store.gene(gene, ground.assembly);
    match cell(row, columns.transcripts[at]) {
        Some(name) => models.iter().find(|model| model.is_called(name)),
        None => models.first(),
    }
}

/// Returns the part of the gene by the exon that the row states, where it counts on the embedded
/// transcript or names none.
fn by_exon<'g>(
    row: &TableRow,
    columns: &Columns,
    gene: &str,
    part: Part,
    at: usize,
    ground: Ground<'g>,
) -> Option<Piece<'g>> {
    let number: u32 = cell(row, columns.exons[at])?.parse().ok()?;
    let model = counted_on(row, columns, gene, at, ground)?;
    let is_intron =
        cell(row, columns.regions[at]).is_some_and(|region| region.eq_ignore_ascii_case("intron"));
    let is_after = is_intron && part == Part::ThreePrime;
    Piece::whole(model, part, ExonRank(if is_after { number + 1 } else { number }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exons_that_are_left_out() {
        assert_eq!(affected("14"), Some((14, 14)));
        assert_eq!(affected("2-7"), Some((2, 7)));
        assert_eq!(affected("Exon 2;3;4"), Some((2, 4)));
        assert_eq!(affected("V7"), Some((7, 7)));
        assert_eq!(affected("-"), None);
    }
}
