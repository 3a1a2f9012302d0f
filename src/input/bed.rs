//! BED: regions that were assessed, 0-based and half-open (GA4GH BED v1.0).

use std::path::Path;

use crate::error::{Error, Location, Result};
use crate::io::{Sha256Hex, read_hashed};
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;

/// Reads the first three columns of a BED file, plain or gzip-compressed, with the digest of the file.
/// Skips lines that begin with `#`, `track` or `browser`, and contigs that are no human chromosome.
///
/// # Errors
/// As [`read_hashed`]. [`Error::Table`] with every bad line.
pub fn read(path: &Path) -> Result<(Regions, Sha256Hex)> {
    let (text, sha256) = read_hashed(path)?;
    Ok((parse(&text, path)?, sha256))
}

fn parse(text: &str, path: &Path) -> Result<Regions> {
    let mut intervals = Vec::new();
    let mut problems: Vec<(u64, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_end();
        if line.is_empty() || ["#", "track", "browser"].iter().any(|word| line.starts_with(word)) {
            continue;
        }
        match region(line) {
            Ok(Some(found)) => intervals.push(found),
            Ok(None) => {}
            Err(reason) => problems.push((number, reason)),
        }
    }
    let Some(&(first, _)) = problems.first() else { return Ok(Regions::new(intervals)) };
    let lines: Vec<_> = problems
        .iter()
        .map(|(number, reason)| format!("{}: {reason}", Location::line(path, *number)))
        .collect();
    let reason = match lines.as_slice() {
        [_] => problems.swap_remove(0).1,
        _ => format!("{} bad lines:\n{}", lines.len(), lines.join("\n")),
    };
    Err(Error::Table { at: Location::line(path, first), reason })
}

fn region(line: &str) -> Result<Option<(Contig, Interval)>, String> {
    let mut cells = line.split_ascii_whitespace();
    let name = cells.next().unwrap_or_default();
    let mut number = |column: &str| {
        let cell = cells.next().ok_or_else(|| format!("{column}: missing"))?;
        cell.parse::<u32>().map_err(|_| format!("{column}: {cell:?} is not a position"))
    };
    let (start, end) = (number("chromStart")?, number("chromEnd")?);
    if end < start {
        return Err(format!("chromEnd: {end} comes before chromStart {start}"));
    }
    Ok(Contig::from_name(name.as_bytes()).map(|contig| (contig, Interval::new(start, end))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_of_a_file() {
        let text = "track name=x\n# c\nchr7\t100\t110\tEGFR\n7 105 120\nchrUn_1\t1\t2\n";
        let regions = parse(text, Path::new("a.bed")).unwrap();
        let seven = Contig::from_name(b"7").unwrap();
        assert_eq!(regions.on(seven), [Interval::new(100, 120)]);
        assert_eq!(regions.iter().count(), 1);
    }

    #[test]
    fn bad_lines_are_reported_together() {
        let error = parse("7\t1\t2\n7\tx\t3\n7\t5\n7\t9\t3\n", Path::new("a.bed")).unwrap_err();
        let text = error.to_string();
        assert_eq!(error.exit_code(), 3);
        assert!(text.starts_with("a.bed:2: 3 bad lines"), "{text}");
        assert!(text.contains("a.bed:3: chromEnd: missing"), "{text}");
        assert!(text.contains("a.bed:4: chromEnd: 3 comes before"), "{text}");
    }
}
