//! The background of targets in controls, as `genotype --write-background` writes it.

use std::collections::HashMap;
use std::path::Path;

use crate::error::{Error, Location, Problems, Result};
use crate::io::{Sha256Hex, read_hashed};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::read_support::{Background, Target, Unit};

/// What controls show at targets.
#[derive(Debug)]
pub struct Controls {
    of: HashMap<(Contig, u32, Vec<u8>, Vec<u8>), Background>,
    /// The floors of quality that they were counted with, in words.
    pub floors: String,
    /// The digest of the file.
    pub sha256: Sha256Hex,
}

impl Controls {
    /// Returns what they show at a target, where it is in the file.
    pub fn at(&self, target: &Target) -> Option<&Background> {
        let Target { contig, start, reference, alternate, .. } = target.clone();
        self.of.get(&(contig, start, reference, alternate))
    }
}

/// Reads a file of backgrounds of `assembly`.
///
/// # Errors
/// As [`read_hashed`]. [`Error::InvalidInput`] where it is no such file, or of another assembly;
/// [`Error::Table`] with every bad line.
pub fn read(path: &Path, assembly: Assembly) -> Result<Controls> {
    let (text, sha256) = read_hashed(path)?;
    let stated = |key: &str| {
        let prefix = format!("## {key}: ");
        text.lines().find_map(|line| line.strip_prefix(prefix.as_str())).unwrap_or_default()
    };
    let invalid = |reason: String| Error::invalid(Location::file(path), reason);
    if !text.starts_with("## background of theravar") {
        return Err(invalid("no background: genotype --write-background makes one".to_owned()));
    }
    if stated("assembly") != assembly.to_string() {
        let reason = format!("a background of {}, the reads are of {assembly}", stated("assembly"));
        return Err(invalid(reason));
    }
    let mut problems = Problems::default();
    let mut of = HashMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with('#') || line.starts_with("chrom\t") || line.is_empty() {
            continue;
        }
        match row(line) {
            Ok((key, background)) => _ = of.insert(key, background),
            Err(reason) => problems.push(path, number, reason),
        }
    }
    problems.into_result()?;
    Ok(Controls { of, floors: stated("floors").to_owned(), sha256 })
}

type Row = ((Contig, u32, Vec<u8>, Vec<u8>), Background);

fn row(line: &str) -> Result<Row, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [chrom, pos, reference, alternate, numbers @ ..] = &cells[..] else {
        return Err(format!("{} columns", cells.len()));
    };
    let contig = Contig::from_name(chrom.as_bytes()).ok_or_else(|| format!("chrom: {chrom}"))?;
    let start =
        pos.parse::<u32>().ok().and_then(|pos| pos.checked_sub(1)).ok_or("pos: no position")?;
    let numbers: Option<Vec<u32>> = numbers.iter().map(|cell| cell.parse().ok()).collect();
    let numbers = numbers.filter(|numbers| numbers.len() == 2 * Unit::ALL.len() + 1);
    let numbers = numbers.ok_or("9 counts are asked for")?;
    let mut background = Background { carriers: numbers[8], ..Background::default() };
    for (counts, pair) in background.counts.iter_mut().zip(numbers.chunks(2)) {
        *counts = (pair[0], pair[1]);
    }
    let bases = |text: &str| text.as_bytes().to_vec();
    Ok(((contig, start, bases(reference), bases(alternate)), background))
}
