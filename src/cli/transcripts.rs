//! `theravar transcripts`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};

use crate::curate::transcripts::{self, Annotation};
use crate::error::{Error, Location, Result};
use crate::genome::reference::Reference;
use crate::genome::{self, TranscriptModel, TranscriptStore, own};
use crate::io::table::Table;
use crate::io::{Output, STDOUT, open_text, read_text};
use crate::model::assembly::Assembly;

use super::overwrite;
use super::terminal::stdout;

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// How many transcripts are compiled in, and how many have bases
    Info(InfoArgs),
    /// Make a transcript table: from an annotation and its genome, for `annotate --transcripts`; or, with its
    /// position tables, from a table of transcripts
    Build(BuildArgs),
}

#[derive(Debug, ClapArgs)]
struct InfoArgs {
    /// Count with the bases of this FASTA, as `annotate --reference` takes them
    #[arg(long, value_name = "FASTA", requires = "assembly")]
    reference: Option<PathBuf>,
    /// Assembly of the FASTA
    #[arg(long, value_name = "ASSEMBLY", requires = "reference")]
    assembly: Option<Assembly>,
}

#[derive(Debug, ClapArgs)]
struct BuildArgs {
    /// Transcripts with exon and CDS blocks on both assemblies and coding bases (TSV, may be gzip)
    #[arg(long, value_name = "FILE", required_unless_present = "gff3", conflicts_with = "gff3")]
    table: Option<PathBuf>,
    /// Annotation of Ensembl, GENCODE or RefSeq (GFF3, may be gzip)
    #[arg(long, value_name = "FILE", requires = "fasta", requires = "assembly")]
    gff3: Option<PathBuf>,
    /// Genome of the annotation, with its .fai (BGZF: .gzi too)
    #[arg(long, value_name = "FASTA", requires = "gff3")]
    fasta: Option<PathBuf>,
    /// Assembly of the genome
    #[arg(long, value_name = "ASSEMBLY", requires = "gff3")]
    assembly: Option<Assembly>,
    /// Genes to take, one a line; behind a tab the transcript to take where it is not MANE Select
    #[arg(long, value_name = "FILE", requires = "gff3")]
    genes: Option<PathBuf>,
    /// With --gff3 the table; else the folder for transcripts.tsv, genes.*.tsv and regions.*.tsv
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    match &args.command {
        Command::Info(args) => info(args),
        Command::Build(args) => build(args),
    }
}

fn info(args: &InfoArgs) -> Result<ExitCode> {
    let mut store = TranscriptStore::default();
    if let (Some(path), Some(assembly)) = (&args.reference, args.assembly) {
        store = store.with_reference(Reference::open(path)?);
        store.confirm_reference(assembly)?;
    }
    let mut out = stdout();
    let mut line = |text: String| writeln!(out, "{text}").map_err(|e| Error::io(STDOUT, e));
    let asked = |assembly: &Assembly| args.assembly.is_none_or(|only| only == *assembly);
    for assembly in Assembly::ALL.into_iter().filter(asked) {
        let of_table = || store.symbols(assembly).map(|gene| store.gene(gene, assembly));
        let reads = |model: &TranscriptModel| model.protein_sequence().is_some();
        let (genes, transcripts) = (of_table().count(), of_table().map(<[_]>::len).sum::<usize>());
        let with_bases = of_table().flatten().filter(|model| reads(model)).count();
        line(format!(
            "{assembly}: {transcripts} transcripts of {genes} genes, {with_bases} with coding bases"
        ))?;
        let others = store.other_symbols(assembly);
        let others: Vec<_> = others.filter_map(|gene| store.coding_gene(gene, assembly)).collect();
        let full = of_table().filter(|models| models.iter().any(reads)).count();
        let more = others.iter().filter(|model| reads(model)).count();
        line(format!(
            "{assembly}: blocks of {} further genes; {} of {} genes have a full consequence",
            others.len(),
            full + more,
            genes + others.len()
        ))?;
    }
    store.reference().map_or(Ok(()), Reference::check_read)?;
    Ok(ExitCode::SUCCESS)
}

fn build(args: &BuildArgs) -> Result<ExitCode> {
    if let (Some(gff3), Some(fasta), Some(assembly)) = (&args.gff3, &args.fasta, args.assembly) {
        return from_annotation(args, gff3, fasta, assembly);
    }
    overwrite::refuse(Some(&args.output.join("transcripts.tsv")), &args.table)?;
    let tables =
        args.table.iter().map(|path| Table::open(path, &[])).collect::<Result<Vec<_>>>()?;
    let table = transcripts::import(&tables, None)?;
    for assembly in Assembly::ALL {
        let suffix = assembly.to_string().to_lowercase();
        write(
            &args.output.join(format!("genes.{suffix}.tsv")),
            &genome::gene_index(&table, assembly)?,
        )?;
        write(
            &args.output.join(format!("regions.{suffix}.tsv")),
            &genome::region_table(&table, assembly)?,
        )?;
    }
    write(&args.output.join("transcripts.tsv"), &table)?;
    Ok(ExitCode::SUCCESS)
}

fn from_annotation(
    args: &BuildArgs,
    gff3: &Path,
    fasta: &Path,
    assembly: Assembly,
) -> Result<ExitCode> {
    overwrite::refuse(Some(&args.output), [gff3, fasta].into_iter().chain(args.genes.as_deref()))?;
    let mut genes = BTreeMap::new();
    if let Some(path) = &args.genes {
        for line in read_text(path)?.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t').map(|cell| cell.trim().to_owned());
            let (gene, transcript) = (cells.next().unwrap_or_default(), cells.next());
            if !gene.is_empty() {
                genes.insert(gene, transcript.filter(|name| !name.is_empty()));
            }
        }
        if genes.is_empty() {
            return Err(Error::invalid(Location::file(path), "names no gene: write one a line"));
        }
    }
    let store = TranscriptStore::default().with_reference(Reference::open(fasta)?);
    store.confirm_reference(assembly)?;
    let Some(reference) = store.reference() else { return Ok(ExitCode::SUCCESS) };
    let annotation = Annotation { path: gff3, reference, assembly, genes: &genes };
    let made = annotation.table(open_text(gff3)?)?;
    reference.check_read()?;
    // As they are read again: each doubtful row is told now.
    let (_, doubtful) = own::store(&args.output, &made.table)?;
    write(&args.output, &made.table)?;
    let mut stderr = std::io::stderr().lock();
    let left_out = made.left_out.iter().map(|reason| format!("left out: {reason}"));
    let told = left_out.chain(doubtful.iter().map(|warning| format!("warning: {warning}")));
    for line in told.chain([format!("{} transcripts", made.transcripts)]) {
        // Where standard error is closed, nobody reads it.
        let _ = writeln!(stderr, "theravar: {line}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a whole file, or none.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    let mut output = Output::create(path)?;
    output.write_all(text.as_bytes()).map_err(|e| output.error(e))?;
    output.commit()
}
