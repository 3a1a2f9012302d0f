//! How deeply places were read, as mosdepth writes it: depth by base, thresholds, or quantized.

use std::path::Path;

use crate::diagnostics::Warning;
use crate::error::{Error, Location, Problems, Result};
use crate::io::{Sha256Hex, read_hashed};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;

use super::bed::{self, Place, UnknownContigs};

/// What a file says.
#[derive(Debug)]
pub struct Depth {
    /// The stretches that were read deeply enough, with the smallest depth that each is known to have.
    pub stretches: Vec<(Contig, Interval, u32)>,
    /// The digest of the file.
    pub sha256: Sha256Hex,
    /// What of it was not used.
    pub warnings: Vec<Warning>,
}

/// Which of mosdepth's files it is.
enum Layout {
    /// `per-base.bed`: a depth for each stretch.
    Bases,
    /// `quantized.bed`: a range of depths for each stretch.
    Quantized,
    /// `thresholds.bed`: how many bases of a region have each depth.
    Thresholds(Vec<u32>),
}

/// Reads the stretches of `assembly` that were read at least `enough` times. Of rows that overlap the one that
/// says least is believed. Sequences beside the chromosomes are skipped; other contigs that are not known are
/// warned of.
///
/// # Errors
/// As [`read_hashed`]. [`Error::InvalidInput`] where it is none of these files, [`Error::Table`] with
/// every bad line. A region beyond its contig's end, or of another assembly, is one.
pub fn read(path: &Path, assembly: Assembly, enough: u32) -> Result<Depth> {
    let (text, sha256) = read_hashed(path)?;
    let layout = layout(&text).map_err(|why| Error::invalid(Location::file(path), why))?;
    let mut problems = Problems::default();
    let mut unknown = UnknownContigs::default();
    let mut deep = Vec::new();
    let mut shallow: Vec<(Contig, Interval)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        match stretch(line, &layout, assembly) {
            Ok((Place::Region(contig, interval), says)) => {
                if says.least >= enough {
                    deep.push((contig, interval, says.least));
                } else if says.each.is_some_and(|depth| depth < enough) {
                    // Neighbours are one: a file of single bases is long.
                    match shallow.last_mut() {
                        Some((last, one)) if *last == contig && one.end == interval.start => {
                            one.end = interval.end;
                        }
                        _ => shallow.push((contig, interval)),
                    }
                }
            }
            Ok((Place::Beside, _)) => {}
            Ok((Place::Unknown(name), _)) => unknown.push(name, number),
            Err(reason) => problems.push(path, number, reason),
        }
    }
    problems.into_result()?;
    let shallow = Regions::new(shallow);
    let mut stretches = Vec::with_capacity(deep.len());
    for (contig, interval, depth) in deep {
        let rest = without(interval, shallow.on(contig));
        stretches.extend(rest.map(|interval| (contig, interval, depth)));
    }
    Ok(Depth { stretches, sha256, warnings: unknown.warning(path).into_iter().collect() })
}

/// Returns the parts of `interval` that none of `left_out` covers, which are sorted and disjoint.
fn without(interval: Interval, left_out: &[Interval]) -> impl Iterator<Item = Interval> {
    let first = left_out.partition_point(|one| one.end <= interval.start);
    let inside = left_out[first..].iter().take_while(move |one| one.start < interval.end);
    let ends = inside.clone().map(|one| one.start).chain([interval.end]);
    let starts = [interval.start].into_iter().chain(inside.map(|one| one.end));
    let parts = starts.zip(ends).filter(|(start, end)| start < end);
    parts.map(|(start, end)| Interval::new(start, end))
}

fn layout(text: &str) -> Result<Layout, String> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    if let Some(header) = lines().find(|line| line.starts_with('#')) {
        let names = header.split('\t').skip(4);
        let depths = names.map(|name| name.strip_suffix('X').and_then(|depth| depth.parse().ok()));
        let depths: Option<Vec<u32>> = depths.collect();
        let depths = depths.filter(|depths| !depths.is_empty());
        return depths
            .map(Layout::Thresholds)
            .ok_or_else(|| "a header without thresholds (10X): not mosdepth's".to_owned());
    }
    let first = lines().next().unwrap_or_default();
    match first.split('\t').collect::<Vec<_>>()[..] {
        [_, _, _, depth] if depth.parse::<i64>().is_ok() => Ok(Layout::Bases),
        [_, _, _, range] if quantum(range).is_some() => Ok(Layout::Quantized),
        [_, _, _, .., mean] if mean.parse::<f64>().is_ok() => Err(
            "means of regions, which hide bases without reads: give mosdepth's per-base, quantized \
             or thresholds file"
                .to_owned(),
        ),
        _ => Err("not mosdepth's per-base, quantized or thresholds file".to_owned()),
    }
}

/// Returns the lower end of `20:100` or `20:inf`.
fn quantum(range: &str) -> Option<u32> {
    range.split_once(':').and_then(|(low, _)| low.parse().ok())
}

/// Reads a depth.
fn depth(cell: &str) -> Result<u32, String> {
    let is_negative = cell.parse::<f64>().is_ok_and(|number| number < 0.0);
    cell.parse().map_err(|_| match is_negative {
        true => format!("depth: {cell} is below 0"),
        false => format!("depth: {cell:?} is no number"),
    })
}

/// What a row says of its bases.
struct Says {
    /// The depth that each has at least.
    least: u32,
    /// The depth that it gives each of them; `None` where it speaks of the region as a whole.
    each: Option<u32>,
}

impl Says {
    fn least(depth: u32) -> Self {
        Self { least: depth, each: Some(depth) }
    }
}

fn stretch<'l>(
    line: &'l str,
    layout: &Layout,
    assembly: Assembly,
) -> Result<(Place<'l>, Says), String> {
    let place = bed::region(line, assembly)?;
    let cells: Vec<&str> = line.split('\t').collect();
    let says = match layout {
        Layout::Bases => {
            let cell = cells.get(3).ok_or("depth: missing")?;
            Says::least(depth(cell)?)
        }
        Layout::Quantized => {
            let cell = cells.get(3).ok_or("depth: missing")?;
            Says::least(quantum(cell).ok_or_else(|| format!("depth: {cell:?} is no range"))?)
        }
        Layout::Thresholds(depths) => {
            let counts: Option<Vec<u32>> =
                cells.iter().skip(4).map(|cell| cell.parse().ok()).collect();
            let counts = counts.filter(|counts| counts.len() == depths.len());
            let counts = counts.ok_or_else(|| format!("{} counts are asked for", depths.len()))?;
            let length = match place {
                Place::Region(_, interval) => Some(interval.len()),
                Place::Beside | Place::Unknown(_) => None,
            };
            thresholds(depths, &counts, length)?
        }
    };
    Ok((place, says))
}

/// Returns what `counts` of a region's bases say, one for each of `depths`.
///
/// # Errors
/// What is wrong with them, in a few words.
fn thresholds(depths: &[u32], counts: &[u32], length: Option<u32>) -> Result<Says, String> {
    let mut pairs: Vec<(u32, u32)> = depths.iter().copied().zip(counts.iter().copied()).collect();
    pairs.sort_unstable();
    let rising = pairs.iter().zip(pairs.iter().skip(1)).find(|((_, few), (_, more))| few < more);
    if let Some(((low, few), (high, more))) = rising {
        return Err(format!("{more} bases of {high}X are more than the {few} of {low}X"));
    }
    let length = length.unwrap_or(u32::MAX);
    if let Some((depth, count)) = pairs.iter().find(|(_, count)| *count > length) {
        return Err(format!("{count} bases of {depth}X, the region has {length}"));
    }
    let whole = pairs.iter().filter(|(_, count)| *count >= length);
    let none = pairs.iter().find(|(_, count)| *count == 0).filter(|_| length > 0);
    Ok(Says {
        least: whole.map(|(depth, _)| *depth).max().unwrap_or_default(),
        each: none.map(|(depth, _)| depth.saturating_sub(1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(text: &str, enough: u32) -> Result<Vec<(u32, u32, u32)>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.bed");
        std::fs::write(&path, text).unwrap();
        let found = read(&path, Assembly::GRCh38, enough)?.stretches;
        Ok(found.into_iter().map(|(_, at, depth)| (at.start, at.end, depth)).collect())
    }

    #[test]
    fn three_layouts() {
        let bases = "chr7\t0\t10\t5\nchr7\t10\t20\t30\nchrUn_1\t0\t9\t99\nchr7\t20\t25\t20\n";
        assert_eq!(stretches(bases, 20).unwrap(), [(10, 20, 30), (20, 25, 20)]);
        assert_eq!(stretches(bases, 31).unwrap(), []);
        let quantized = "chr7\t0\t10\t0:20\nchr7\t10\t20\t20:100\nchr7\t20\t30\t100:inf\n";
        assert_eq!(stretches(quantized, 20).unwrap(), [(10, 20, 20), (20, 30, 100)]);
        assert_eq!(stretches(quantized, 50).unwrap(), [(20, 30, 100)], "20:100 may be 21");
        let thresholds = "#chrom\tstart\tend\tregion\t10X\t100X\nchr7\t0\t10\ta\t10\t9\n\
            chr7\t20\t30\tb\t10\t10\nchr7\t40\t50\tc\t9\t0\n";
        assert_eq!(stretches(thresholds, 10).unwrap(), [(0, 10, 10), (20, 30, 100)]);
        assert_eq!(stretches(thresholds, 20).unwrap(), [(20, 30, 100)], "one base is below 100");
    }

    #[test]
    fn of_rows_that_overlap_the_least_is_believed() {
        let whole = "chr7\t0\t100\t50\n";
        let hole = [(0, 40, 50), (60, 100, 50)];
        for lines in ["chr7\t40\t60\t2\n", "chr7\t40\t50\t0\nchr7\t45\t60\t19\n"] {
            assert_eq!(stretches(&format!("{whole}{lines}"), 20).unwrap(), hole, "{lines}");
            assert_eq!(stretches(&format!("{lines}{whole}"), 20).unwrap(), hole, "{lines}");
        }
        let inner = format!("{whole}chr7\t40\t60\t30\nchr8\t40\t60\t2\nchr7\t100\t110\t2\n");
        assert_eq!(stretches(&inner, 20).unwrap(), [(0, 100, 50), (40, 60, 30)]);
        let edges = format!("{whole}chr7\t0\t10\t2\nchr7\t90\t120\t2\n");
        assert_eq!(stretches(&edges, 20).unwrap(), [(10, 90, 50)]);
        let quantized = "chr7\t0\t100\t100:inf\nchr7\t40\t60\t0:20\n";
        assert_eq!(stretches(quantized, 20).unwrap(), [(0, 40, 100), (60, 100, 100)]);
        // A region that is covered in part denies no exon in it; one without a base does.
        let header = "#chrom\tstart\tend\tregion\t10X\t20X\n";
        let exon = "chr7\t40\t60\te\t20\t20\n";
        let of = |gene: &str| stretches(&format!("{header}{exon}chr7\t0\t100\tg\t{gene}\n"), 20);
        assert_eq!(of("90\t20").unwrap(), [(40, 60, 20)]);
        assert_eq!(of("90\t0").unwrap(), []);
    }

    #[test]
    fn contigs_that_are_not_known_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.bed");
        let told = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let depth = read(&path, Assembly::GRCh38, 20).unwrap();
            depth.warnings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        let known = "chr7\t0\t10\t50\nchrUn_1\t0\t9\t99\n";
        assert_eq!(told(known), "");
        let warning = told(&format!("{known}twelve\t0\t10\t50\n"));
        assert!(warning.contains("line 3: contigs are not known: twelve (1 row)"), "{warning}");
    }

    #[test]
    fn what_is_no_proof_is_refused() {
        for (text, want) in [
            ("chr7\t0\t10\t35.20\n", "means of regions"),
            ("chr7\t0\t10\tEGFR\t35.20\n", "means of regions"),
            ("#chrom\tstart\tend\tregion\tx\n", "a header without thresholds"),
            ("chr7\t0\t10\n", "not mosdepth's"),
            ("chr7\t0\t10\t5\nchr7\tx\t10\t5\n", "x"),
            ("chr7\t0\t10\t5\nchr7\t3\t9\tmany\n", "no number"),
            ("chr1\t0\t249250621\t5\n", "another build"),
            ("chr7\t0\t10\t-5\n", "d.bed:1: depth: -5 is below 0"),
            ("chr7\t0\t10\t5\nchr7\t10\t20\t-5\n", "d.bed:2: depth: -5 is below 0"),
            (
                "#chrom\tstart\tend\tregion\t1X\t10X\t20X\nchr7\t0\t90\ta\t10\t10\t60\n",
                "d.bed:2: 60 bases of 20X are more than the 10 of 10X",
            ),
            (
                "#chrom\tstart\tend\tregion\t1X\nchr7\t0\t90\ta\t91\n",
                "d.bed:2: 91 bases of 1X, the region has 90",
            ),
        ] {
            let error = stretches(text, 1).unwrap_err();
            assert_eq!(error.exit_code(), 3, "{text}");
            assert!(error.to_string().contains(want), "{error}");
        }
    }
}
