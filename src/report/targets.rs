//! The targets of a tumour type as TSV, BED and VCF.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::target::{Target, TargetAllele, Targets};

/// How targets are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetFormat {
    /// TSV, one row an alteration.
    Tsv,
    /// BED, one line a run of bases.
    Bed,
    /// VCF, one record an allele: a list for callers to force calls at.
    Vcf,
}

/// What the targets are of, for the header.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// The assembly of the positions.
    pub assembly: Assembly,
    /// The tumour type in words.
    pub tumor: &'s str,
    /// The version of the program.
    pub version: &'s str,
}

const COLUMNS: &str =
    "gene\talteration\tkind\tchrom\tstart\tend\tintervals\ttranscript\tlevel\talleles\tevidence";

/// Writes the targets.
///
/// # Errors
/// What the writer returns.
pub fn write(
    out: &mut dyn Write,
    targets: &Targets,
    format: TargetFormat,
    subject: &Subject<'_>,
) -> io::Result<()> {
    match format {
        TargetFormat::Tsv => tsv(out, targets, subject),
        TargetFormat::Bed => bed(out, targets, subject.assembly),
        TargetFormat::Vcf => vcf(out, targets, subject),
    }
}

/// Returns the name of a chromosome as files of the assembly usually have it.
fn chrom(contig: Contig, assembly: Assembly) -> String {
    match assembly {
        Assembly::GRCh37 => contig.to_string(),
        Assembly::GRCh38 if contig == Contig::MT => "chrM".to_owned(),
        Assembly::GRCh38 => format!("chr{contig}"),
    }
}

fn tsv(out: &mut dyn Write, targets: &Targets, subject: &Subject<'_>) -> io::Result<()> {
    let Subject { assembly, tumor, version } = subject;
    writeln!(out, "## theravar: {version}\n## assembly: {assembly}\n## tumor_type: {tumor}")?;
    writeln!(out, "{COLUMNS}")?;
    for target in &targets.list {
        let Target { gene, alteration, kind, contig, intervals, transcript, evidence, .. } = target;
        let ends = intervals.first().zip(intervals.last());
        let (start, end) = ends.map_or((0, 0), |(first, last)| (first.start + 1, last.end));
        let runs = intervals.iter().map(|at| format!("{}-{}", at.start + 1, at.end));
        let alleles = target.alleles.iter().map(|allele| {
            let TargetAllele { position, reference, alternate, .. } = allele;
            format!("{position}:{reference}>{alternate}")
        });
        writeln!(
            out,
            "{gene}\t{alteration}\t{}\t{}\t{start}\t{end}\t{}\t{transcript}\t{}\t{}\t{}",
            kind.name(),
            chrom(*contig, *assembly),
            runs.collect::<Vec<_>>().join(";"),
            target.level.map(|level| level.name()).unwrap_or_default(),
            alleles.collect::<Vec<_>>().join(";"),
            evidence.join(";"),
        )?;
    }
    Ok(())
}

fn bed(out: &mut dyn Write, targets: &Targets, assembly: Assembly) -> io::Result<()> {
    let mut lines: Vec<(Contig, Interval, String)> = Vec::new();
    for target in &targets.list {
        let name = format!("{}:{}", target.gene, target.alteration.replace(' ', "_"));
        lines.extend(target.intervals.iter().map(|at| (target.contig, *at, name.clone())));
    }
    lines.sort();
    for (contig, at, name) in lines {
        writeln!(out, "{}\t{}\t{}\t{name}", chrom(contig, assembly), at.start, at.end)?;
    }
    Ok(())
}

fn vcf(out: &mut dyn Write, targets: &Targets, subject: &Subject<'_>) -> io::Result<()> {
    let Subject { assembly, tumor, version } = subject;
    let tumor = tumor.replace('\\', "\\\\").replace('"', "\\\"");
    writeln!(out, "##fileformat=VCFv4.3\n##source=theravar {version}")?;
    writeln!(out, "##reference={assembly}")?;
    writeln!(out, "##theravarTargets=<TumorType=\"{tumor}\">")?;
    for contig in Contig::all() {
        let (name, length) = (chrom(contig, *assembly), contig.length(*assembly));
        writeln!(out, "##contig=<ID={name},length={length},assembly={assembly}>")?;
    }
    writeln!(
        out,
        "##INFO=<ID=TARGET,Number=.,Type=String,Description=\"Alterations that the allele is, as \
         statements name them; percent-encoded\">"
    )?;
    writeln!(out, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO")?;
    for (TargetAllele { contig, position, reference, alternate }, names) in targets.by_allele() {
        let names: Vec<String> = names.iter().map(|name| encoded(name)).collect();
        let (chrom, names) = (chrom(*contig, *assembly), names.join(","));
        writeln!(out, "{chrom}\t{position}\t.\t{reference}\t{alternate}\t.\t.\tTARGET={names}")?;
    }
    Ok(())
}

/// Percent-encodes what an INFO value may not hold (VCF 4.3 §1.2).
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '%' | ';' | '=' | ',' | ':' => {
                let _ = write!(encoded, "%{:02X}", u32::from(c));
            }
            c => encoded.push(c),
        }
    }
    encoded
}
