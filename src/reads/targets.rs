//! Targets of a VCF file: the alleles that reads are asked for.

use std::collections::HashSet;
use std::path::Path;

use crate::diagnostics::Tally;
use crate::error::{Location, Problems, Result};
use crate::io::read_text;
use crate::model::allele::is_bases;
use crate::model::contig::Contig;
use crate::model::read_support::Target;

/// INFO keys that name a target, the best first.
const NAMES: [&str; 4] = ["TARGET", "NAME", "GENE", "ANN_NAME"];

/// Targets, and what of the file was not used.
#[derive(Debug, Default)]
pub struct Targets {
    /// The targets in the order of the file, each allele once.
    pub targets: Vec<Target>,
    /// Alleles without bases, or on other contigs than the chromosomes.
    pub unused: Tally,
    /// The line of each target.
    lines: Vec<u64>,
    /// Contig lines of the header.
    pub contig_lines: String,
    known: HashSet<(Contig, u32, Vec<u8>, Vec<u8>)>,
}

/// Reads the alleles of a VCF, one target for each ALT. Symbolic alleles and other contigs are counted
/// and left aside.
///
/// # Errors
/// As [`read_text`]. [`crate::error::Error::Table`] with every bad line.
pub fn read(path: &Path) -> Result<Targets> {
    parse(path, &read_text(path)?)
}

/// Returns whether a list of targets is BED: no header of a VCF, and the second and third column of its
/// first line are positions.
///
/// # Errors
/// As [`read_text`].
pub fn is_bed(path: &Path) -> Result<bool> {
    let text = read_text(path)?;
    let is_of_vcf = |line: &&str| line.starts_with("##") || line.starts_with("#CHROM");
    let is_aside = |line: &&str| {
        line.trim().is_empty()
            || ["#", "track", "browser"].iter().any(|word| line.starts_with(word))
    };
    if text.lines().any(|line| is_of_vcf(&line)) {
        return Ok(false);
    }
    let first = text.lines().find(|line| !is_aside(line)).unwrap_or_default();
    let mut cells = first.split_ascii_whitespace().skip(1).map(str::parse::<u32>);
    Ok(matches!((cells.next(), cells.next()), (Some(Ok(start)), Some(Ok(end))) if start <= end))
}

fn parse(path: &Path, text: &str) -> Result<Targets> {
    let mut found = Targets::default();
    let mut problems = Problems::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with("##contig=") || line.starts_with("##reference=") {
            found.contig_lines.push_str(line);
            found.contig_lines.push('\n');
        }
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if let Err(reason) = found.add(line, number) {
            problems.push(path, number, reason);
        }
    }
    problems.into_result()?;
    if found.targets.is_empty() {
        let reason = "no targets: a VCF with REF and ALT of each allele is asked for";
        return Err(crate::error::Error::invalid(Location::file(path), reason));
    }
    Ok(found)
}

impl Targets {
    /// Returns what the user must know of the file at `path`.
    pub fn warnings(&self, path: &Path) -> Vec<String> {
        let what = match self.unused.count {
            1 => "1 allele is no target".to_owned(),
            count => format!("{count} alleles are no targets, this the first"),
        };
        let first = self.unused.lines.first().map(|&line| Location::line(path, line));
        let told = |at| {
            format!("{at}: {what}: symbolic, an ambiguity code, given twice, or on no chromosome")
        };
        first.map(told).into_iter().collect()
    }

    /// Returns the targets with their lines.
    pub fn with_lines(&self) -> impl Iterator<Item = (&Target, u64)> {
        self.targets.iter().zip(self.lines.iter().copied())
    }

    fn add(&mut self, line: &str, number: u64) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [chrom, pos, id, reference, alternates, ..] = cells[..] else {
            return Err(format!("{} columns: a VCF has CHROM POS ID REF ALT", cells.len()));
        };
        let start: u32 = pos.parse().ok().filter(|pos| *pos > 0).ok_or("POS: no position")?;
        let contig = Contig::from_name(chrom.as_bytes());
        let reference = reference.to_ascii_uppercase().into_bytes();
        let is_known = |bases: &[u8]| is_bases(bases) && !bases.contains(&b'N');
        for alternate in alternates.split(',') {
            let alternate = alternate.to_ascii_uppercase().into_bytes();
            let Some(contig) = contig.filter(|_| is_known(&reference) && is_known(&alternate))
            else {
                self.unused.push(number);
                continue;
            };
            let info = cells.get(7).copied().unwrap_or_default();
            let target = Target {
                contig,
                start: start - 1,
                reference: reference.clone(),
                alternate,
                name: name(id, info),
            };
            let key = (contig, target.start, target.reference.clone(), target.alternate.clone());
            let is_new = target.edit().is_some() && self.known.insert(key);
            if is_new {
                self.targets.push(target);
                self.lines.push(number);
            } else {
                self.unused.push(number);
            }
        }
        Ok(())
    }
}

/// Returns what a record calls itself: its ID, else what INFO names.
fn name(id: &str, info: &str) -> String {
    let value =
        |key: &str| info.split(';').find_map(|field| field.strip_prefix(key)?.strip_prefix('='));
    match id {
        "." | "" => decoded(NAMES.iter().find_map(|key| value(key)).unwrap_or_default()),
        id => id.to_owned(),
    }
}

/// Returns an INFO value without its percent-encoding (VCF 4.3 §1.2).
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_and_a_bed_is_told_from_a_vcf() {
        assert_eq!(name(".", "TARGET=EGFR%20L858R,EGFR%20%3d;X=1"), "EGFR L858R,EGFR =");
        assert_eq!(name(".", "TARGET=100%"), "100%");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t");
        for (text, want) in [
            ("7\t100\t200\n", true),
            ("# x\ntrack name=a\nchr7 100 200 EGFR\n", true),
            ("##fileformat=VCFv4.3\n#CHROM\tPOS\n7\t100\t200\tA\tC\n", false),
            ("7\t100\trs1\tA\tC\n", false),
            ("7\t300\t200\n", false),
            ("", false),
        ] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(is_bed(&path).unwrap(), want, "{text}");
        }
    }

    #[test]
    fn alleles_of_a_vcf() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.vcf");
        let text = "##contig=<ID=7,length=159138663>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
            chr7\t55259515\tEGFR L858R\tT\tG,<DEL>\t.\t.\t.\nGL1\t1\t.\tA\tC\n\
            7\t55242465\t.\tggaattaagagaagca\tG\t.\t.\tGENE=EGFR;X\n";
        std::fs::write(&path, text).unwrap();
        let found = read(&path).unwrap();
        let names: Vec<&str> = found.targets.iter().map(|target| target.name.as_str()).collect();
        assert_eq!(names, ["EGFR L858R", "EGFR"]);
        assert_eq!((found.unused.count, &*found.unused.lines), (2, &[3, 4][..]));
        assert_eq!(found.targets[1].kind(), "deletion");
        std::fs::write(&path, "7\tx\t.\tA\tC\n7\t5\n").unwrap();
        let error = read(&path).unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert!(error.to_string().contains("2 bad rows"), "{error}");
    }
}
