//! BED: regions that were assessed, 0-based and half-open (GA4GH BED v1.0).

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostics::{Tally, Warning, listed};
use crate::error::{Error, Location, Result};
use crate::io::{Sha256Hex, read_hashed};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;

/// How far beyond the mitochondrion's end a region may reach: hg19's own is two bases longer.
const MT_SLACK: u32 = 2;

/// What a BED file says.
#[derive(Debug)]
pub struct Bed {
    /// Its regions on chromosomes.
    pub regions: Regions,
    /// The digest of the file.
    pub sha256: Sha256Hex,
    /// What of it was not used.
    pub warnings: Vec<Warning>,
}

/// Reads the first three columns of a BED file of `assembly`, plain or gzip-compressed.
/// Skips lines that begin with `#`, `track` or `browser`, and sequences beside the chromosomes. Warns of
/// other contigs that are not known.
///
/// # Errors
/// As [`read_hashed`]. [`Error::Table`] with every bad line. A region beyond its contig's end, or of
/// another assembly, is one.
pub fn read(path: &Path, assembly: Assembly) -> Result<Bed> {
    let (text, sha256) = read_hashed(path)?;
    let (regions, warnings) = parse(&text, path, assembly)?;
    Ok(Bed { regions, sha256, warnings })
}

fn parse(text: &str, path: &Path, assembly: Assembly) -> Result<(Regions, Vec<Warning>)> {
    let mut intervals = Vec::new();
    let mut problems: Vec<(u64, String)> = Vec::new();
    let mut unknown = UnknownContigs::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_end();
        if line.is_empty() || ["#", "track", "browser"].iter().any(|word| line.starts_with(word)) {
            continue;
        }
        match region(line, assembly) {
            Ok(Place::Region(contig, interval)) => intervals.push((contig, interval)),
            Ok(Place::Beside) => {}
            Ok(Place::Unknown(name)) => unknown.push(name, number),
            Err(reason) => problems.push((number, reason)),
        }
    }
    if let Some(&(first, _)) = problems.first() {
        let lines: Vec<_> = problems
            .iter()
            .map(|(number, reason)| format!("{}: {reason}", Location::line(path, *number)))
            .collect();
        let reason = match lines.as_slice() {
            [_] => problems.swap_remove(0).1,
            _ => format!("{} bad lines:\n{}", lines.len(), lines.join("\n")),
        };
        return Err(Error::Table { at: Location::line(path, first), reason });
    }
    let of_none = intervals.is_empty().then(|| Warning::NoRegions { file: path.to_path_buf() });
    Ok((Regions::new(intervals), unknown.warning(path).into_iter().chain(of_none).collect()))
}

/// Lines on contigs that are not known.
#[derive(Default)]
pub(super) struct UnknownContigs<'l> {
    tally: Tally,
    names: BTreeSet<&'l str>,
}

impl<'l> UnknownContigs<'l> {
    pub(super) fn push(&mut self, name: &'l str, line: u64) {
        self.tally.push(line);
        self.names.insert(name);
    }

    /// Returns what must be known of them.
    pub(super) fn warning(self, path: &Path) -> Option<Warning> {
        let names: Vec<String> = self.names.into_iter().map(str::to_owned).collect();
        (!names.is_empty()).then(|| Warning::Rows {
            file: path.to_path_buf(),
            what: format!("contigs are not known: {}", listed(&names)),
            tally: self.tally,
            remedy: "not used; name contigs as the chromosomes of the assembly",
        })
    }
}

/// Where a line is.
pub(super) enum Place<'l> {
    /// On a chromosome.
    Region(Contig, Interval),
    /// On a scaffold, a decoy, a virus.
    Beside,
    /// On a contig of this name, which is none that is known.
    Unknown(&'l str),
}

/// Returns the place of a line of `assembly`.
///
/// # Errors
/// What is wrong with it, in a few words.
pub(super) fn region(line: &str, assembly: Assembly) -> Result<Place<'_>, String> {
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
    let Some(contig) = Contig::from_name(name.as_bytes()) else {
        let is_beside = Contig::is_beside(name.as_bytes());
        return Ok(if is_beside { Place::Beside } else { Place::Unknown(name) });
    };
    within(name, contig, end, assembly)?;
    Ok(Place::Region(contig, Interval::new(start, end)))
}

/// Checks that a region which ends at `end` can be of `assembly`. Whole chromosomes tell.
fn within(name: &str, contig: Contig, end: u32, assembly: Assembly) -> Result<(), String> {
    let other = assembly.other();
    let [own, of_other] = [assembly, other].map(|assembly| contig.length(assembly));
    if Contig::assembly_of_name(name.as_bytes()) == Some(other) {
        return Err(format!(
            "chrom: {name} is of another build: of {other}, the run is on {assembly}"
        ));
    }
    if end == of_other && own != of_other {
        return Err(format!(
            "chromEnd: {end} is of another build: the length of {name} on {other}, the run is on {assembly}"
        ));
    }
    let slack = if contig == Contig::MT { MT_SLACK } else { 0 };
    if end <= own + slack {
        return Ok(());
    }
    let hint =
        if end < of_other { format!(": is it of another build, {other}?") } else { String::new() };
    Err(format!("chromEnd: {end} lies beyond the end of {name} on {assembly} ({own}){hint}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<(Regions, Vec<Warning>)> {
        parse(text, Path::new("a.bed"), Assembly::GRCh37)
    }

    #[test]
    fn regions_of_a_file() {
        let text = "track name=x\n# c\nchr7\t100\t110\tEGFR\n7 105 120\nchrUn_1\t1\t2\n";
        let (regions, warnings) = parsed(text).unwrap();
        let seven = Contig::from_name(b"7").unwrap();
        assert_eq!(regions.on(seven), [Interval::new(100, 120)]);
        assert_eq!(regions.iter().count(), 1);
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn what_is_not_used_is_told() {
        let (_, warnings) = parsed("seven\t1\t2\nchr7\t1\t2\nchr7p\t1\t2\nseven\t4\t5\n").unwrap();
        let told: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            ["a.bed: lines 1, 3, 4: contigs are not known: chr7p, seven (3 rows): not used; name \
              contigs as the chromosomes of the assembly"]
        );
        for text in ["", "# nothing\n", "GL000192.1\t1\t2\n"] {
            assert!(matches!(&parsed(text).unwrap().1[..], [Warning::NoRegions { .. }]), "{text}");
        }
        assert_eq!(parsed("seven\t1\t2\n").unwrap().1.len(), 2);
    }

    #[test]
    fn regions_beyond_a_contig_or_of_another_build() {
        for line in [
            "7\t0\t159138663",
            "chrM\t0\t16571",
            "chr1\t248956423\t249250621",
            "NC_000007.13\t1\t2",
            "NC_000007\t1\t2",
        ] {
            assert!(parsed(line).is_ok(), "{line}");
        }
        for (line, want) in [
            (
                "7\t0\t159138664",
                "chromEnd: 159138664 lies beyond the end of 7 on GRCh37 (159138663): is it of another build, GRCh38?",
            ),
            ("chr7\t0\t159345973", "159345973 is of another build: the length of chr7 on GRCh38"),
            ("chr1\t0\t248956422", "248956422 is of another build: the length of chr1 on GRCh38"),
            ("chr7\t0\t900000000", "chr7 on GRCh37 (159138663)"),
            ("chrM\t0\t16572", "beyond the end of chrM"),
            ("NC_000007.14\t1\t2", "NC_000007.14 is of another build: of GRCh38"),
        ] {
            let error = parsed(line).unwrap_err();
            assert_eq!(error.exit_code(), 3);
            assert!(error.to_string().contains(want), "{error}");
        }
    }

    #[test]
    fn bad_lines_are_reported_together() {
        let error = parsed("7\t1\t2\n7\tx\t3\n7\t5\n7\t9\t3\n").unwrap_err();
        let text = error.to_string();
        assert_eq!(error.exit_code(), 3);
        assert!(text.starts_with("a.bed:2: 3 bad lines"), "{text}");
        assert!(text.contains("a.bed:3: chromEnd: missing"), "{text}");
        assert!(text.contains("a.bed:4: chromEnd: 3 comes before"), "{text}");
    }
}
