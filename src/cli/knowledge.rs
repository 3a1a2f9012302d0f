//! `theravar knowledge`.

mod diff;
mod update;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use clap::{Args as ClapArgs, Subcommand};

use crate::curate::age::{self, Age};
use crate::curate::import::{self, Imported};
use crate::curate::info::{EMBEDDED, KnowledgeInfo};
use crate::curate::{check, civic, fit};
use crate::error::{Error, Result};
use crate::io::STDOUT;
use crate::knowledge::evidence::TableSource;
use crate::knowledge::manifest::{self, Use};
use crate::model::date::Date;
use crate::pipeline::lock;
use crate::sample::knowledge;
use crate::sample::knowledge::Knowledge;

use super::overwrite;
use super::terminal::{say, say_all, stdout};
use super::transcripts::write;

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What is compiled in: tables with origin, version, licence and age, statements by source and level,
    /// profiles by the test that decides them
    Info(InfoArgs),
    /// Look for what cannot be right in evidence tables: residues, drugs, diseases, symbols, duplicates,
    /// profiles that are never met, contradictions, faults of labels, withdrawn drugs
    Check(CheckArgs),
    /// What changed from one set of evidence tables to another: added, removed, level, content
    Diff(diff::DiffArgs),
    /// Write name, version, SHA-256 and licence of everything used, for `annotate --locked`
    Lock(LockArgs),
    /// Make the tables compiled in again from files that you downloaded, into a folder for --knowledge, and
    /// say what changes
    Update(update::UpdateArgs),
    /// Make a table of theravar's own schema from a source's files
    Import(ImportArgs),
}

#[derive(Debug, ClapArgs)]
struct InfoArgs {
    /// More evidence tables to count: files, or a folder of them; may repeat
    #[arg(long, value_name = "PATH")]
    knowledge: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
struct CheckArgs {
    /// Evidence tables, or folders of them; without any, those compiled in
    #[arg(value_name = "PATH")]
    files: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
struct LockArgs {
    /// More evidence tables, as given to `annotate`
    #[arg(long, value_name = "PATH")]
    knowledge: Vec<PathBuf>,
    /// The lock to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, ClapArgs)]
struct ImportArgs {
    #[command(subcommand)]
    source: Import,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// CIViC: its four TSV exports, old and new, or the VCF of accepted items
    Civic {
        /// Clinical evidence summaries
        #[arg(long, value_name = "FILE", required_unless_present = "vcf")]
        evidence: Option<PathBuf>,
        /// Variant summaries
        #[arg(long, value_name = "FILE", required_unless_present = "vcf")]
        variants: Option<PathBuf>,
        /// Molecular profile summaries
        #[arg(long, value_name = "FILE", required_unless_present = "vcf")]
        profiles: Option<PathBuf>,
        /// Assertion summaries
        #[arg(long, value_name = "FILE", required_unless_present = "vcf")]
        assertions: Option<PathBuf>,
        /// The VCF of accepted items, instead of the TSVs; it has only variants with bases
        #[arg(
            long,
            value_name = "FILE",
            conflicts_with_all = ["evidence", "variants", "profiles", "assertions"]
        )]
        vcf: Option<PathBuf>,
        /// Folder for evidence.tsv and variants.tsv
        #[arg(short, long, value_name = "FOLDER", default_value = ".")]
        output: PathBuf,
    },
    /// A laboratory's own table: profile, therapies, effect, level, tumor_type, citation
    Custom(ImportFile),
    /// Cancer Genome Interpreter: biomarkers per variant (TSV)
    Cgi(ImportFile),
    /// Molecular Oncology Almanac: its database (JSON)
    Moalmanac(ImportFile),
    /// OncoKB: your own annotator output, or its biomarker-drug associations (TSV)
    Oncokb {
        #[command(flatten)]
        file: ImportFile,
        /// The tumour type that the annotator was given with its -t, for rows that name none
        #[arg(short, long, value_name = "TYPE")]
        tumor_type: Option<String>,
    },
    /// Hartwig's SERVE: its tables of actionable events (TSV), read as one
    Serve {
        /// ActionableHotspots, Codons, Exons, Ranges, Genes, Fusions, Characteristics, HLA
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// The evidence table to write, for --knowledge
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Hotspots of cancerhotspots.org and 3dhotspots.org (text)
    Hotspots(ImportFile),
    /// Database of Curated Mutations: variants (TSV, may be gzip)
    Docm(ImportFile),
    /// ClinVar: its VCF (may be gzip), for oncogenicity and somatic clinical impact
    Clinvar(ImportFile),
}

#[derive(Debug, ClapArgs)]
struct ImportFile {
    /// The file as downloaded
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The table to write, for --knowledge
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl ImportFile {
    fn run(&self, import: impl Fn(&Path) -> Result<Imported>) -> Result<()> {
        overwrite::refuse(Some(&self.output), [&self.file])?;
        save(&self.output, &import(&self.file)?)
    }

    /// Imports a table of oncogenicity, and says what of it nothing will meet.
    fn run_facts(&self, import: fn(&Path) -> Result<Imported>) -> Result<()> {
        overwrite::refuse(Some(&self.output), [&self.file])?;
        let mut imported = import(&self.file)?;
        imported.notes.extend(fit::notes(&self.file.to_string_lossy(), &imported.table)?);
        save(&self.output, &imported)
    }
}

/// Writes the table, and says on standard error what it holds and what not.
fn save(output: &Path, imported: &Imported) -> Result<()> {
    write(output, &imported.table)?;
    say_all(&imported.notes);
    Ok(())
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    match &args.command {
        Command::Info(args) => info(args)?,
        Command::Check(args) => return check(args),
        Command::Diff(args) => diff::run(args)?,
        Command::Lock(args) => {
            overwrite::refuse(Some(&args.output), &args.knowledge)?;
            write(&args.output, &lock::lock(&Knowledge::with_embedded(&args.knowledge)?))?;
        }
        Command::Update(args) => update::run(args)?,
        Command::Import(args) => import(&args.source)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn info(args: &InfoArgs) -> Result<()> {
    let knowledge = Knowledge::with_embedded(&args.knowledge)?;
    let mut out = stdout();
    // What is compiled in was counted when its tables were made.
    let counts = if args.knowledge.is_empty() {
        EMBEDDED.to_owned()
    } else {
        KnowledgeInfo::of(&knowledge.evidence()).to_string()
    };
    knowledge::provenance(&knowledge)
        .try_for_each(|line| writeln!(out, "{line}"))
        .and_then(|()| {
            let mut lines = knowledge::reference_tables().into_iter();
            lines.try_for_each(|line| writeln!(out, "{line}"))
        })
        .and_then(|()| write!(out, "{counts}"))
        .and_then(|()| write!(out, "{}", knowledge.oncogenicity()))
        .and_then(|()| {
            let mut ages = ages(&knowledge, Date::of(SystemTime::now())).into_iter();
            ages.try_for_each(|age| writeln!(out, "{age}"))
        })
        .map_err(|e| Error::io(STDOUT, e))
}

/// How old each table is: those of evidence that are used, then those compiled in beside them.
fn ages(knowledge: &Knowledge, today: Date) -> Vec<Age> {
    let entries = manifest::embedded();
    let entry = |name: &str| entries.iter().find(|entry| entry.table == name);
    let of_source =
        |source: &TableSource<'_>| match knowledge::embedded_name(source).and_then(entry) {
            Some(entry) => age::of_entry(entry, today),
            None => age::of_source(source, today),
        };
    let reference = entries.iter().filter(|entry| entry.used_for == Use::Reference);
    knowledge
        .sources()
        .flat_map(of_source)
        .chain(reference.flat_map(|entry| age::of_entry(entry, today)))
        .collect()
}

/// One line a problem or note on standard output; exit code 3 where there is a problem.
fn check(args: &CheckArgs) -> Result<ExitCode> {
    let knowledge = Knowledge::alone(&args.files)?;
    let report =
        check::check(&knowledge.evidence(), knowledge.oncogenicity(), args.files.is_empty());
    let mut out = stdout();
    writeln!(out, "severity\tkind\tsubject\tdetail")
        .and_then(|()| {
            report.problems.iter().try_for_each(|problem| writeln!(out, "problem\t{problem}"))
        })
        .and_then(|()| report.notes.iter().try_for_each(|note| writeln!(out, "note\t{note}")))
        .map_err(|e| Error::io(STDOUT, e))?;
    say(format_args!(
        "{} problems, {} with a known reason, {} notes",
        report.problems.len(),
        report.excepted,
        report.notes.len()
    ));
    Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

fn import(source: &Import) -> Result<()> {
    match source {
        Import::Civic { evidence, variants, profiles, assertions, vcf, output } => {
            let outputs = ["evidence.tsv", "variants.tsv"].map(|name| output.join(name));
            for file in &outputs {
                let read = [vcf, evidence, variants, profiles, assertions].into_iter().flatten();
                overwrite::refuse(Some(file), read)?;
            }
            let tables = match (vcf, evidence, variants, profiles, assertions) {
                (Some(vcf), ..) => civic::import_vcf(vcf)?,
                (None, Some(evidence), Some(variants), Some(profiles), Some(assertions)) => {
                    civic::import(evidence, variants, profiles, assertions)?
                }
                // clap has seen to it.
                _ => return Err(Error::Usage("--vcf, or all four TSV exports".to_owned())),
            };
            let [of_evidence, of_variants] = &outputs;
            write(of_evidence, &tables.evidence)?;
            write(of_variants, &tables.variants)?;
            say_all(&tables.notes);
            Ok(())
        }
        Import::Custom(file) => file.run(import::custom::import),
        Import::Cgi(file) => file.run(import::cgi::import),
        Import::Moalmanac(file) => file.run(import::moalmanac::import),
        Import::Oncokb { file, tumor_type } => {
            file.run(|path| import::oncokb::import(path, tumor_type.as_deref()))
        }
        Import::Serve { files, output } => {
            overwrite::refuse(Some(output), files)?;
            save(output, &import::serve::import(files)?)
        }
        Import::Hotspots(file) => file.run_facts(import::hotspots::import),
        Import::Docm(file) => file.run_facts(import::docm::import),
        Import::Clinvar(file) => file.run_facts(import::clinvar::import),
    }
}
