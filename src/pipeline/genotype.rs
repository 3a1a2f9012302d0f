//! `genotype`: files of reads in, what they show at each target out.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::summary::DISCLAIMER;
use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::input::scan::threads;
use crate::input::{background, bed};
use crate::io::Output;
use crate::model::contig::Contig;
use crate::model::read_support::{Background, RegionDepth, Unit};
use crate::observe::proof::{self, Control};
use crate::reads::targets::{self, Targets};
use crate::reads::{self, Bases, Floors, Opened};
use crate::report::genotype::{GenotypeFormat, Genotypes, ReadFile, floors_in_words};
use crate::sample::knowledge::{Knowledge, tumor_type};
use crate::sample::listed;
use crate::sample::targets::curated;

/// What to look for, where, and where to write what was found.
#[derive(Debug, Clone)]
pub struct Request {
    /// BAM and CRAM files.
    pub files: Vec<PathBuf>,
    /// A matched normal's.
    pub normal: Option<PathBuf>,
    /// The alleles (VCF), or regions of curated ones (BED); `None` is all curated ones.
    pub targets: Option<PathBuf>,
    /// Tumour type whose curated targets are looked at.
    pub tumor_type: Option<String>,
    /// More evidence tables, for curated targets.
    pub knowledge: Vec<PathBuf>,
    /// What controls show at the targets.
    pub panel: Option<PathBuf>,
    /// Where to write what the files, as controls, show.
    pub background_output: Option<PathBuf>,
    /// How the files are opened.
    pub options: reads::Options,
    /// Which reads count.
    pub floors: Floors,
    /// What is counted; `None` is the best that each file has.
    pub unit: Option<Unit>,
    /// The background rate that the assay was validated with.
    pub background: Option<f64>,
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
    let listed = match &request.targets {
        Some(path) if !targets::is_bed(path)? => Some((path, targets::read(path)?)),
        _ => None,
    };
    if listed.is_some() && request.tumor_type.is_some() {
        let reason = "-t chooses curated targets, and --targets VCF lists its own: leave one out";
        return Err(Error::Usage(reason.to_owned()));
    }
    let tumor = request.tumor_type.as_deref().map(tumor_type).transpose()?;
    let (mut warnings, none) = (Vec::new(), Targets::default());
    let found = listed.as_ref().map_or(&none, |(_, found)| found);
    warnings.extend(listed.iter().flat_map(|(path, found)| found.warnings(path)));
    let open = |path: &PathBuf, options: &reads::Options| Opened::open(path, options, found);
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
    let (targets, regions) = match &listed {
        Some((path, found)) => {
            listed::check(found, path, assembly, TranscriptStore::embedded())?;
            (found.targets.clone(), Vec::new())
        }
        None => {
            let knowledge = Knowledge::with_embedded(&request.knowledge)?;
            let all = curated(&knowledge, tumor.as_ref(), assembly).for_reads();
            let bed = request.targets.as_ref().map(|path| bed::read(path, assembly)).transpose()?;
            warnings.extend(bed.iter().flat_map(|bed| &bed.warnings).map(ToString::to_string));
            listed::within(all, bed.map(|bed| bed.regions))
        }
    };
    let floors = floors_in_words(request.floors.base_quality, request.floors.mapping_quality);
    let panel = request.panel.as_ref().map(|path| background::read(path, assembly)).transpose()?;
    warnings.extend(panel.iter().filter(|panel| panel.floors != floors).map(|panel| {
        format!("the panel of normals was counted with {}, this run with {floors}", panel.floors)
    }));
    let bases = Bases::open(request.options.reference.as_deref(), assembly)?;
    let threads = threads::of(request.threads).get();
    let count = |file| reads::regions::count(file, &targets, &bases, request.floors, threads);
    let of_normal = normal.as_ref().map(count).transpose()?;
    let mut files = Vec::new();
    for file in &opened {
        let all = count(file)?;
        let unit = request.unit.unwrap_or_else(|| proof::best_unit(&all));
        let decide = |(i, support)| {
            let normal = of_normal.as_ref().map(|of_normal| &of_normal[i]);
            let panel = panel.as_ref().and_then(|panel| panel.at(&targets[i]));
            let control = Control { normal, panel, stated: request.background };
            let proof = proof::decide(&targets[i], &support, unit, control);
            (support, proof)
        };
        let depths = reads::depth::of_regions(
            file,
            &regions,
            unit,
            request.floors,
            threads,
            |contig, interval, depths| RegionDepth::of(contig, interval, unit, depths),
        )?;
        let with_limit = |depth: RegionDepth| (depth, proof::limit_at(depth.least, unit));
        files.push(ReadFile {
            path: file.path().display().to_string(),
            sample: file.sample().to_owned(),
            unit,
            found: all.into_iter().enumerate().map(decide).collect(),
            regions: depths.into_iter().map(with_limit).collect(),
        });
    }
    let name = |contig: Contig| {
        let name = opened.iter().find_map(|file| file.contig_name(contig));
        name.map_or_else(|| contig.to_string(), str::to_owned)
    };
    let named = targets.iter().map(|target| (target.clone(), name(target.contig)));
    let Floors { base_quality, mapping_quality } = request.floors;
    let result = Genotypes {
        disclaimer: DISCLAIMER,
        command: request.command.clone(),
        assembly,
        targets: named.collect(),
        regions: regions.iter().map(|(contig, _)| name(*contig)).collect(),
        files,
        floors: (base_quality, mapping_quality),
        warnings,
    };
    let mut output = Output::create(&request.output)?;
    let background = request.background_output.as_deref().map(|path| {
        let of = |i: usize| proof::gather(result.files.iter().map(|file| &file.found[i].0));
        let of: Vec<Background> = (0..result.targets.len()).map(of).collect();
        let mut out = Output::create(path)?;
        result.write_background(&of, &mut out).map_err(|e| out.error(e))?;
        Ok::<_, Error>(out)
    });
    let background = background.transpose()?;
    result.write(request.format, &mut output).map_err(|e| output.error(e))?;
    output.commit()?;
    background.map_or(Ok(()), Output::commit)?;
    Ok(result.warnings)
}
