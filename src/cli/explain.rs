//! `theravar explain`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};

use crate::curate::check;
use crate::error::{Error, Result};
use crate::io::STDOUT;
use crate::model::stated_fact::StatedFact;
use crate::observe::stated;
use crate::pipeline::explain::{self, Options};
use crate::pipeline::explained;
use crate::report::{self, explain::Explained};
use crate::sample::knowledge::Knowledge;
use crate::sample::own_transcripts::OwnTranscripts;

use super::annotate::{AssemblyArg, assembly};
use super::terminal::{self, DISCLAIMER};

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// 7-140453136-A-T, "BRAF V600E", NM_004333.6:c.1799T>A, "EML4::ALK", "MET Amplification"
    query: Vec<String>,
    /// OncoTree code, name, main type, DOID or synonym
    #[arg(short, long, value_name = "TYPE")]
    tumor_type: Option<String>,
    /// What else is known of the sample (HER2, ER, PR, MSI, MMR, TMB, PD-L1, HRD, germline):
    /// HER2=positive, TMB=12, PD-L1=CPS:10, germline=BRCA2:c.5946del; may repeat
    #[arg(long = "fact", value_name = "KEY=VALUE", value_parser = stated::read)]
    facts: Vec<StatedFact>,
    /// Assembly of genomic coordinates: auto, GRCh37 or GRCh38; auto goes by REF
    #[arg(short, long, value_name = "ASSEMBLY", default_value = "auto", value_parser = assembly)]
    assembly: AssemblyArg,
    /// Output format: text for a reader, or the object that annotate writes as JSON
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Every reason and every statement, called or not; without it, what fits on a screen
    #[arg(long)]
    all: bool,
    /// Transcripts that stand for the genes that they name, in the format that `transcripts build` writes
    #[arg(long, value_name = "FILE")]
    transcripts: Option<PathBuf>,
    /// FASTA with its .fai (BGZF: .gzi too): bases of genes that have none compiled in
    #[arg(long, value_name = "FASTA", env = "THERAVAR_REFERENCE", hide_env_values = true)]
    reference: Option<PathBuf>,
    /// More evidence tables, in the format that `knowledge import` writes, or a folder of them; may repeat
    #[arg(long, value_name = "PATH")]
    knowledge: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    StatedFact::agree(&args.facts).map_err(Error::Usage)?;
    if args.query.is_empty() {
        return Err(Error::Usage(
            "name what to explain, as in theravar explain \"BRAF V600E\"".to_owned(),
        ));
    }
    let query = args.query.join(" ");
    let own = OwnTranscripts::open(args.transcripts.as_deref(), args.reference.as_deref())?;
    let knowledge = Knowledge::with_embedded(&args.knowledge)?.with_transcripts(own);
    let options = Options {
        query: query.clone(),
        tumor_type: args.tumor_type.clone(),
        facts: args.facts.clone(),
        assembly: args.assembly.0,
    };
    let explanation = explain::run(&options, &knowledge)?;
    let of_transcripts = knowledge.transcript_warnings().iter().cloned();
    for warning in check::warnings(knowledge.own_evidence()).into_iter().chain(of_transcripts) {
        terminal::say(format_args!("warning: {warning}"));
    }
    // What JSON escapes stays as JSON has it.
    let mut out = terminal::stdout();
    let written = match args.format {
        Format::Text => report::explain::write(
            &mut out,
            &Explained {
                query: &query,
                findings: &explanation.findings,
                genes: &explanation.genes,
                tumor: explanation.tumor.as_ref(),
                notes: &explanation.notes,
                is_whole: args.all,
            },
        ),
        Format::Json => {
            let command = terminal::command(args.knowledge.iter().map(PathBuf::as_path));
            explained::write_json(&mut out, &options, explanation, &knowledge, command)
        }
    };
    written.and_then(|()| out.flush()).map_err(|e| Error::io(STDOUT, e))?;
    Ok(ExitCode::SUCCESS)
}
