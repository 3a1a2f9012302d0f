//! How deeply places were read, as mosdepth writes it: depth by base, thresholds, or quantized.

use std::path::Path;

use crate::error::{Error, Location, Problems, Result};
use crate::io::{Sha256Hex, read_hashed};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;

use super::bed;

/// What a file says.
#[derive(Debug)]
pub struct Depth {
    /// The stretches that were read deeply enough, with the smallest depth that each is known to have.
    pub stretches: Vec<(Contig, Interval, u32)>,
    /// The digest of the file.
    pub sha256: Sha256Hex,
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

/// Reads the stretches of `assembly` that were read at least `enough` times. Contigs other than chromosomes are
/// skipped.
///
/// # Errors
/// As [`read_hashed`]. [`Error::InvalidInput`] where it is none of these files, [`Error::Table`] with
/// every bad line. A region beyond its contig's end, or of another assembly, is one.
pub fn read(path: &Path, assembly: Assembly, enough: u32) -> Result<Depth> {
    let (text, sha256) = read_hashed(path)?;
    let layout = layout(&text).map_err(|why| Error::invalid(Location::file(path), why))?;
    let mut problems = Problems::default();
    let mut stretches = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        match stretch(line, &layout, assembly) {
            Ok(Some((contig, interval, depth))) if depth >= enough => {
                stretches.push((contig, interval, depth));
            }
            Ok(_) => {}
            Err(reason) => problems.push(path, number, reason),
        }
    }
    problems.into_result()?;
    Ok(Depth { stretches, sha256 })
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
        [_, _, _, depth] if depth.parse::<u32>().is_ok() => Ok(Layout::Bases),
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

fn stretch(
    line: &str,
    layout: &Layout,
    assembly: Assembly,
) -> Result<Option<(Contig, Interval, u32)>, String> {
    let place = bed::place(line, assembly)?;
    let cells: Vec<&str> = line.split('\t').collect();
    let depth = match layout {
        Layout::Bases => {
            let cell = cells.get(3).ok_or("depth: missing")?;
            cell.parse().map_err(|_| format!("depth: {cell:?} is no number"))?
        }
        Layout::Quantized => {
            let cell = cells.get(3).ok_or("depth: missing")?;
            quantum(cell).ok_or_else(|| format!("depth: {cell:?} is no range"))?
        }
        Layout::Thresholds(depths) => {
            let counts: Option<Vec<u32>> =
                cells.iter().skip(4).map(|cell| cell.parse().ok()).collect();
            let counts = counts.filter(|counts| counts.len() == depths.len());
            let counts = counts.ok_or_else(|| format!("{} counts are asked for", depths.len()))?;
            let length = place.map_or(0, |(_, interval)| interval.len());
            let whole = depths.iter().zip(counts).filter(|(_, count)| *count >= length);
            whole.map(|(depth, _)| *depth).max().unwrap_or_default()
        }
    };
    Ok(place.map(|(contig, interval)| (contig, interval, depth)))
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
    fn what_is_no_proof_is_refused() {
        for (text, want) in [
            ("chr7\t0\t10\t35.20\n", "means of regions"),
            ("chr7\t0\t10\tEGFR\t35.20\n", "means of regions"),
            ("#chrom\tstart\tend\tregion\tx\n", "a header without thresholds"),
            ("chr7\t0\t10\n", "not mosdepth's"),
            ("chr7\t0\t10\t5\nchr7\tx\t10\t5\n", "x"),
            ("chr7\t0\t10\t5\nchr7\t3\t9\tmany\n", "no number"),
            ("chr1\t0\t249250621\t5\n", "another build"),
        ] {
            let error = stretches(text, 1).unwrap_err();
            assert_eq!(error.exit_code(), 3, "{text}");
            assert!(error.to_string().contains(want), "{error}");
        }
    }
}
