//! What is compiled in beside a transcript table: its gene index and its regions of interest.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::blocks::{read_blocks, write_blocks};
use super::index;
use super::promoter::promoter_length;
use super::row::{Row, copied};
use crate::error::{Error, Location, Result};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;
use crate::model::transcript::{Strand, Transcript};

/// Writes the gene index of `assembly` for a transcript table: `gene contig start end rows`, sorted by
/// gene. The span includes all transcripts and the promoter. Its rows begin at that byte below the
/// table's line of column names.
///
/// # Errors
///
/// [`Error::Table`] where a row of `table` cannot be read.
pub fn gene_index(table: &str, assembly: Assembly) -> Result<String> {
    let mut out =
        format!("# {assembly}: gene, contig, first and last base (0-based half-open), rows\n");
    let mut last: Option<(String, Contig, Interval, usize)> = None;
    let mut flush = |entry: Option<(String, Contig, Interval, usize)>| {
        if let Some((gene, contig, span, rows)) = entry {
            let _ = writeln!(out, "{gene}\t{contig}\t{}\t{}\t{rows}", span.start, span.end);
        }
    };
    for_each_transcript(table, assembly, |transcript, rows| {
        let mut span = transcript.span();
        let promoter = promoter(transcript);
        span = Interval::new(span.start.min(promoter.start), span.end.max(promoter.end));
        match &mut last {
            Some((gene, contig, all, _))
                if **gene == *transcript.gene && *contig == transcript.contig =>
            {
                *all = Interval::new(all.start.min(span.start), all.end.max(span.end));
            }
            Some((gene, ..)) if **gene == *transcript.gene => {}
            _ => {
                let next = (transcript.gene.to_string(), transcript.contig, span, rows);
                flush(last.replace(next));
            }
        }
    })?;
    flush(last);
    Ok(out)
}

/// Writes the region table of `assembly` for a transcript table: a line a contig, with its blocks.
///
/// The blocks are coding exons with [`Transcript::FLANK`] bases either side, and promoters. The
/// flanks are the bases that are embedded, and wider than any splice region.
///
/// # Errors
///
/// [`Error::Table`] where a row of `table` cannot be read.
pub fn region_table(table: &str, assembly: Assembly) -> Result<String> {
    let mut blocks = Vec::new();
    for_each_transcript(table, assembly, |transcript, _| {
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
        "# {assembly}: coding exons with {} bp on either side, and promoters, by contig: the bases before each \
         region and in it\n",
        Transcript::FLANK
    );
    for contig in Contig::all() {
        let regions = regions.on(contig);
        if !regions.is_empty() {
            let _ = writeln!(out, "{contig}\t{}", write_blocks(regions));
        }
    }
    Ok(out)
}

/// Returns the promoter bases of a transcript, up to and with the first base of its first exon. The
/// interval is empty where the gene has none.
fn promoter(transcript: &Transcript) -> Interval {
    let length = promoter_length(&transcript.gene);
    let span = transcript.span();
    match transcript.strand {
        _ if length == 0 => Interval::new(span.start, span.start),
        Strand::Forward => Interval::new(span.start.saturating_sub(length), span.start + 1),
        Strand::Reverse => Interval::new(span.end - 1, span.end + length),
    }
}

/// Calls `each` with the transcripts on `assembly`, and the byte at which the rows of their gene begin below
/// the line of column names.
fn for_each_transcript(
    table: &str,
    assembly: Assembly,
    mut each: impl FnMut(&Transcript, usize),
) -> Result<()> {
    let bad = |reason| Error::Table { at: Location::file(Path::new("transcripts.tsv")), reason };
    let (mut at, mut rows) = (0, (0, ""));
    for line in index::body(table).split_inclusive('\n') {
        let row = Row::split(line.trim_end_matches(['\n', '\r']))
            .ok_or_else(|| bad(format!("columns: {line:.40}")))?;
        if rows.1 != row.gene() {
            rows = (at, row.gene());
        }
        at += line.len();
        let transcript = row.transcript(assembly, &Arc::from(row.gene()), copied);
        if let Some(transcript) = transcript.map_err(&bad)? {
            each(&transcript, rows.0);
        }
    }
    Ok(())
}

/// Reads compiled-in lines of a contig and its blocks when first asked for. Skips what cannot be
/// read of them, which a test rules out.
pub(crate) fn lazy_regions(lines: impl Iterator<Item = &'static str>) -> Regions {
    let lists = lines.filter_map(|line| {
        let (name, list) = line.split_once('\t')?;
        Some((Contig::from_name(name.as_bytes())?, list))
    });
    Regions::lazy(lists, |list| read_blocks(list).unwrap_or_default())
}

/// Reads a region table.
///
/// # Errors
///
/// [`Error::Table`] where a line cannot be read.
pub(crate) fn parse_regions(text: &str) -> Result<Regions> {
    let bad = |line: &str| {
        let reason = format!("not contig and blocks: {line:.40}");
        Error::Table { at: Location::file(Path::new("regions")), reason }
    };
    let mut blocks = Vec::with_capacity(text.len() / 16);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, list) = line.split_once('\t').ok_or_else(|| bad(line))?;
        let contig = Contig::from_name(name.as_bytes()).ok_or_else(|| bad(line))?;
        let list = read_blocks(list).ok_or_else(|| bad(line))?;
        blocks.extend(list.into_iter().map(|block| (contig, block)));
    }
    Ok(Regions::new(blocks))
}
