//! `genotype`: files of reads in, what they show at each target out.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

use super::summary::DISCLAIMER;
use crate::error::{Error, Location, Result};
use crate::io::Output;
use crate::model::read_support::Unit;
use crate::observe::proof;
use crate::reads::{self, Bases, Floors, Opened, targets};
use crate::report::genotype::{GenotypeFormat, Genotypes, ReadFile};

/// What to look for, where, and where to write what was found.
#[derive(Debug, Clone)]
pub struct Request {
    /// BAM and CRAM files.
    pub files: Vec<PathBuf>,
    /// A matched normal's.
    pub normal: Option<PathBuf>,
    /// The alleles (VCF).
    pub targets: PathBuf,
    /// How the files are opened.
    pub options: reads::Options,
    /// Which reads count.
    pub floors: Floors,
    /// What is counted; `None` is the best that each file has.
    pub unit: Option<Unit>,
    /// Threads; `None` is all cores.
    pub threads: Option<NonZeroUsize>,
    /// The command line.
    pub command: String,
    /// The output; `-` is standard output.
    pub output: PathBuf,
    /// How it is written.
    pub format: GenotypeFormat,
}

/// Runs `genotype`, and returns what the user must know. The output appears when it is complete.
///
/// # Errors
/// As [`Opened::open`] and [`reads::regions::count`]; files of two assemblies.
pub fn run(request: &Request) -> Result<Vec<String>> {
    let found = targets::read(&request.targets)?;
    let targets = &found.targets;
    let mut warnings = found.warnings(&request.targets);
    let open = |path: &PathBuf, options: &reads::Options| Opened::open(path, options, &found);
    let mut opened = Vec::new();
    for path in &request.files {
        opened.push(open(path, &request.options)?);
    }
    // A normal is of another sample than the one asked for.
    let of_normal = reads::Options { sample: None, ..request.options.clone() };
    let normal = request.normal.as_ref().map(|path| open(path, &of_normal)).transpose()?;
    let Some(assembly) = opened.first().map(Opened::assembly) else { return Ok(warnings) };
    for other in opened.iter().chain(&normal) {
        warnings.extend_from_slice(other.notes());
        if other.assembly() != assembly {
            let reason = format!("of {}, the other files of {assembly}", other.assembly());
            return Err(Error::invalid(Location::file(other.path()), reason));
        }
    }
    let bases = Bases::open(request.options.reference.as_deref(), assembly)?;
    let threads = request.threads.or(available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let count = |file| reads::regions::count(file, targets, &bases, request.floors, threads);
    let of_normal = normal.as_ref().map(count).transpose()?;
    let mut files = Vec::new();
    for file in &opened {
        let all = count(file)?;
        let unit = request.unit.unwrap_or_else(|| proof::best_unit(&all));
        let decide = |(i, support)| {
            let normal = of_normal.as_ref().map(|of_normal| &of_normal[i]);
            let proof = proof::decide(&targets[i], &support, unit, normal);
            (support, proof)
        };
        files.push(ReadFile {
            path: file.path().display().to_string(),
            sample: file.sample().to_owned(),
            unit,
            found: all.into_iter().enumerate().map(decide).collect(),
        });
    }
    let named = targets.iter().map(|target| {
        let name = opened.iter().find_map(|file| file.contig_name(target.contig));
        (target.clone(), name.map_or_else(|| target.contig.to_string(), str::to_owned))
    });
    let Floors { base_quality, mapping_quality } = request.floors;
    let result = Genotypes {
        disclaimer: DISCLAIMER,
        command: request.command.clone(),
        assembly,
        targets: named.collect(),
        files,
        floors: (base_quality, mapping_quality),
        warnings,
    };
    let mut output = Output::create(&request.output)?;
    result.write(request.format, &mut output).map_err(|e| output.error(e))?;
    output.commit()?;
    Ok(result.warnings)
}
