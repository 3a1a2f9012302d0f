//! Makes the transcript table from a table of transcript facts, and from it the gene index and
//! the region table that are compiled in beside it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::index;
use super::row::{COLUMNS, Row, copied, parse_blocks};
use crate::error::{Error, Location, Result};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;
use crate::model::transcript::{Strand, Transcript};

/// Columns of the facts table that hold what [`COLUMNS`] names, in that order. An unversioned
/// `refseq` is used where `refseq_mane` is empty.
const SOURCE: [&str; COLUMNS.len()] = [
    "symbol",
    "hgnc_id",
    "refseq_mane",
    "ensembl_mane",
    "protein_mane",
    "status",
    "chrom",
    "strand",
    "exons_grch38",
    "cds_grch38",
    "exons_grch37",
    "cds_grch37",
    "sequence_source",
    "cds_exon_sequences",
];

/// Genes whose blocks are those of another version than the MANE label beside them says, with
/// the residues that the blocks code for. Their label is replaced.
const OTHER_VERSION: &[(&str, u32)] = &[("MYD88", 309), ("NFKBIE", 500)];

/// What stands at the top of the table.
const HEADER: &str = "\
# Transcripts that theravar predicts consequences on. Sorted by gene; MANE Select first.
# Blocks: 0-based half-open, genome order. bases: plus strand, each coding block with 50 bp before
# and after it; N is not known. bases_source: genome (GRCh38 bases), transcript or lrg (transcript
# bases, flanks not known), none. GRCh37 blocks use the same bases.
# Origin: facts of public databases: MANE names (NCBI, EMBL-EBI), RefSeq and UCSC refGene blocks,
# GRCh38 reference bases, LRG and RefSeq transcript bases.
# Made by `theravar transcripts build`; do not edit by hand.
";

/// Reads a tab-separated table of transcript facts (`text`, named `path` in errors) and returns
/// the transcript table.
///
/// # Errors
///
/// [`Error::Table`] with every bad row: unknown contig, blocks out of order, coding blocks that
/// are not the exons between the first and last coding base, bases that do not fill their block.
pub fn import(path: &Path, text: &str) -> Result<String> {
    let mut lines = (1u64..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'));
    let (_, names) = lines.next().ok_or_else(|| table_error(path, None, "empty".into()))?;
    let positions: HashMap<&str, usize> =
        names.split('\t').enumerate().map(|(i, name)| (name, i)).collect();
    let missing: Vec<&str> = SOURCE
        .iter()
        .chain(&["refseq"])
        .copied()
        .filter(|name| !positions.contains_key(name))
        .collect();
    if !missing.is_empty() {
        return Err(table_error(path, Some(1), format!("no column {}", missing.join(", "))));
    }
    let mut rows = Vec::new();
    let mut problems: Vec<(u64, String)> = Vec::new();
    for (number, line) in lines {
        let fact = Fact { positions: &positions, cells: line.split('\t').collect() };
        let row = fact.table_row();
        match check(&row) {
            Ok(()) => rows.push((fact.rank(), row)),
            Err(reason) => problems.push((number, reason)),
        }
    }
    if let Some(&(first, _)) = problems.first() {
        let all: Vec<String> =
            problems.into_iter().map(|(line, reason)| format!("line {line}: {reason}")).collect();
        return Err(table_error(path, Some(first), all.join("\n")));
    }
    rows.sort();
    let mut out = String::from(HEADER);
    out.push_str(&COLUMNS.join("\t"));
    out.push('\n');
    for (_, row) in rows {
        out.push_str(&row);
        out.push('\n');
    }
    Ok(out)
}

fn table_error(path: &Path, line: Option<u64>, reason: String) -> Error {
    Error::Table { at: Location { path: path.to_path_buf(), line }, reason }
}

/// One row of the facts table.
struct Fact<'t> {
    positions: &'t HashMap<&'t str, usize>,
    cells: Vec<&'t str>,
}

impl<'t> Fact<'t> {
    fn cell(&self, name: &str) -> &'t str {
        self.positions.get(name).and_then(|&i| self.cells.get(i)).copied().unwrap_or("")
    }

    /// Sort key: gene, then MANE Select before Plus Clinical, then the accession.
    fn rank(&self) -> (&'t str, bool, &'t str) {
        (self.cell("symbol"), self.cell("status") == "MANE Plus Clinical", self.cell("refseq"))
    }

    /// The row in the table's own columns.
    fn table_row(&self) -> String {
        let gene = self.cell("symbol");
        let mane = self.cell("refseq_mane");
        let other = OTHER_VERSION.iter().find(|(name, _)| *name == gene);
        let status = match other {
            Some((_, residues)) => format!("{residues}-residue version, not {mane}"),
            None => self.cell("status").to_owned(),
        };
        let contig = Contig::from_name(self.cell("chrom").as_bytes()).map(|c| c.to_string());
        SOURCE
            .iter()
            .map(|&name| match name {
                "status" => status.as_str(),
                "chrom" => contig.as_deref().unwrap_or(self.cell(name)),
                "refseq_mane" if other.is_some() || mane.is_empty() => self.cell("refseq"),
                "ensembl_mane" | "protein_mane" if other.is_some() => "",
                _ => self.cell(name),
            })
            .collect::<Vec<_>>()
            .join("\t")
    }
}

/// Whether a row of the table holds transcripts that can be computed with.
fn check(line: &str) -> Result<(), String> {
    let row = Row::split(line).ok_or("wrong number of columns")?;
    let gene = Arc::from(row.gene());
    let mut lengths = Vec::new();
    for assembly in Assembly::ALL {
        let Some(transcript) = row.transcript(assembly, &gene, copied)? else { continue };
        let (Some(first), Some(last)) = (transcript.cds.first(), transcript.cds.last()) else {
            continue;
        };
        let inside: Vec<Interval> = transcript
            .exons
            .iter()
            .map(|e| Interval::new(e.start.max(first.start), e.end.min(last.end)))
            .filter(|e| !e.is_empty())
            .collect();
        if inside != transcript.cds {
            return Err(format!("{gene}: {assembly}: coding blocks are not those of the exons"));
        }
        lengths.push(transcript.cds.iter().map(|block| block.len()).collect::<Vec<_>>());
    }
    if lengths.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(format!("{gene}: coding blocks differ in length between the assemblies"));
    }
    Ok(())
}

/// The gene index of `assembly` for a transcript table: `gene contig start end`, sorted by gene,
/// where the span takes in all transcripts and the promoter.
///
/// # Errors
///
/// [`Error::Table`] where a row of `table` cannot be read.
pub fn gene_index(table: &str, assembly: Assembly) -> Result<String> {
    let mut out = format!("# {assembly}: gene, contig, first and last base (0-based half-open)\n");
    let mut last: Option<(String, Contig, Interval)> = None;
    let mut flush = |entry: Option<(String, Contig, Interval)>| {
        if let Some((gene, contig, span)) = entry {
            let _ = writeln!(out, "{gene}\t{contig}\t{}\t{}", span.start, span.end);
        }
    };
    for_each_transcript(table, assembly, |transcript| {
        let mut span = transcript.span();
        let promoter = promoter(transcript);
        span = Interval::new(span.start.min(promoter.start), span.end.max(promoter.end));
        match &mut last {
            Some((gene, contig, all))
                if **gene == *transcript.gene && *contig == transcript.contig =>
            {
                *all = Interval::new(all.start.min(span.start), all.end.max(span.end));
            }
            Some((gene, ..)) if **gene == *transcript.gene => {}
            _ => {
                let next = (transcript.gene.to_string(), transcript.contig, span);
                flush(last.replace(next));
            }
        }
    })?;
    flush(last);
    Ok(out)
}

/// The region table of `assembly` for a transcript table: a line a contig, `contig` and its
/// blocks: coding exons with [`Transcript::FLANK`] either side (the bases that are embedded; wider
/// than any splice region), and promoters.
///
/// # Errors
///
/// [`Error::Table`] where a row of `table` cannot be read.
pub fn region_table(table: &str, assembly: Assembly) -> Result<String> {
    let mut blocks = Vec::new();
    for_each_transcript(table, assembly, |transcript| {
        for block in &transcript.cds {
            let flank = Transcript::FLANK;
            let wide = Interval::new(block.start.saturating_sub(flank), block.end + flank);
            blocks.push((transcript.contig, wide));
        }
        let promoter = promoter(transcript);
        if !promoter.is_empty() {
            blocks.push((transcript.contig, promoter));
        }
    })?;
    let regions = Regions::new(blocks);
    let mut out = format!(
        "# {assembly}: coding exons with {} bp on either side, and promoters, by contig\n",
        Transcript::FLANK
    );
    for contig in Contig::all() {
        for (i, region) in regions.on(contig).iter().enumerate() {
            let lead = if i == 0 { format!("{contig}\t") } else { ",".into() };
            let _ = write!(out, "{lead}{}-{}", region.start, region.end);
        }
        if !regions.on(contig).is_empty() {
            out.push('\n');
        }
    }
    Ok(out)
}

/// The promoter bases of a transcript, up to and with the first base of its first exon; empty
/// where the gene has none.
fn promoter(transcript: &Transcript) -> Interval {
    let length = super::promoter_length(&transcript.gene);
    let span = transcript.span();
    match transcript.strand {
        _ if length == 0 => Interval::new(span.start, span.start),
        Strand::Forward => Interval::new(span.start.saturating_sub(length), span.start + 1),
        Strand::Reverse => Interval::new(span.end - 1, span.end + length),
    }
}

fn for_each_transcript(
    table: &str,
    assembly: Assembly,
    mut each: impl FnMut(&Transcript),
) -> Result<()> {
    let bad = |reason| table_error(Path::new("transcripts.tsv"), None, reason);
    for line in index::body(table).lines() {
        let row = Row::split(line).ok_or_else(|| bad(format!("columns: {line:.40}")))?;
        let transcript = row.transcript(assembly, &Arc::from(row.gene()), copied);
        if let Some(transcript) = transcript.map_err(&bad)? {
            each(&transcript);
        }
    }
    Ok(())
}

/// Compiled-in lines of a contig and its blocks; what cannot be read of them is left out, which a
/// test rules out.
pub(super) fn lazy_regions(lines: impl Iterator<Item = &'static str>) -> Regions {
    let lists = lines.filter_map(|line| {
        let (name, list) = line.split_once('\t')?;
        Some((Contig::from_name(name.as_bytes())?, list))
    });
    Regions::lazy(lists, |list| parse_blocks(list).unwrap_or_default())
}

/// Reads a region table.
///
/// # Errors
///
/// [`Error::Table`] where a line cannot be read.
pub(super) fn parse_regions(text: &str) -> Result<Regions> {
    let bad = |line: &str| {
        table_error(Path::new("regions"), None, format!("not contig and blocks: {line:.40}"))
    };
    let mut blocks = Vec::with_capacity(text.len() / 16);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, list) = line.split_once('\t').ok_or_else(|| bad(line))?;
        let contig = Contig::from_name(name.as_bytes()).ok_or_else(|| bad(line))?;
        let list = parse_blocks(list).ok_or_else(|| bad(line))?;
        blocks.extend(list.into_iter().map(|block| (contig, block)));
    }
    Ok(Regions::new(blocks))
}
