//! A sample with reads over real genes of GRCh37, written base by base.

use std::fs;

use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;
use theravar::model::position::Interval;

use super::container::{Files, Line};
use crate::cli::support::{Row, Run, rows};

pub(super) const HEADER: &str = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:7\tLN:159138663\n\
    @SQ\tSN:12\tLN:133851895\n@RG\tID:g\tSM:T\n";

/// A base of EGFR, 1-based, with its change.
pub(super) const L858R: (&str, u32, u8, u8) = ("7", 55_259_515, b'T', b'G');
pub(super) const T790M: (&str, u32, u8, u8) = ("7", 55_249_071, b'C', b'T');
pub(super) const KRAS_G12D: (&str, u32, u8, u8) = ("12", 25_398_284, b'C', b'T');

/// KRAS' coding exons, 0-based.
pub(super) const KRAS: [(u32, u32); 4] = [
    (25_362_728, 25_362_845),
    (25_378_547, 25_378_707),
    (25_380_167, 25_380_346),
    (25_398_207, 25_398_318),
];

/// Reads of one base each side of 40 over a place, the first `changed` of them with its change.
pub(super) fn over(
    (contig, position, was, to): (&str, u32, u8, u8),
    depth: usize,
    changed: usize,
) -> Vec<Line> {
    let start = position - 1;
    let mut lines = across(contig, (start, start + 1), depth);
    for line in lines.iter_mut().take(changed) {
        let at = (start + 1) as usize - line.pos;
        assert_eq!(line.bases[at], was, "the reference base");
        line.bases[at] = to;
    }
    lines
}

/// Reads over all of an interval with 20 bases on either side.
pub(super) fn across(contig: &str, (start, end): (u32, u32), depth: usize) -> Vec<Line> {
    let wide = Interval::new(start - 20, end + 20);
    let at = Contig::from_name(contig.as_bytes()).unwrap();
    let store = TranscriptStore::embedded();
    let bases = store.reference_bases(at, wide, Assembly::GRCh37).unwrap();
    let cigar = format!("{}M", wide.len());
    let line = |i| {
        let name = format!("{contig}:{start}:{i}");
        let line = Line::new(&name, wide.start as usize, &cigar, bases).tags("RG:Z:g");
        Line { contig: contig.to_owned(), ..line }
    };
    (0..depth).map(line).collect()
}

/// Contig, position, REF and ALT of a record, and its reads.
type Record<'a> = ((&'a str, u32, u8, u8), &'a str);

/// A folder with `x.bam` of these reads and `x.vcf` of these records: place and reads REF and ALT.
pub(super) fn sample(lines: &[Line], calls: &[Record<'_>]) -> Files {
    let files = Files::with_header(HEADER, lines, &[]);
    let mut text = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n\
        ##contig=<ID=12,length=133851895>\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
        .to_owned();
    for ((contig, position, was, to), reads) in calls {
        let (was, to) = (char::from(*was), char::from(*to));
        text += &format!("{contig}\t{position}\t.\t{was}\t{to}\t.\tPASS\t.\tGT:AD\t0/1:{reads}\n");
    }
    fs::write(files.path("x.vcf"), text).unwrap();
    files
}

/// Annotates `x.vcf` with `x.bam`.
pub(super) fn with_reads(files: &Files, more: &[&str]) -> Run {
    files.run_on("annotate", &[&[":x.vcf", "--bam", ":x.bam"], more].concat())
}

/// The row of a protein change.
pub(super) fn row(run: &Run, change: &str) -> Option<Row> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    rows(&run.stdout).into_iter().find(|row| row["protein_change"] == change)
}
