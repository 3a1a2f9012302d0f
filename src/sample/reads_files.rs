//! The files of reads of one sample: opened, checked against its calls, and counted together.

use std::path::Path;

use crate::diagnostics::Warning;
use crate::error::{Error, Location, Result};
use crate::input::background::{self, Controls};
use crate::model::assembly::Assembly;
use crate::model::call::NormalReads;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::proven::{AskedReads, ReadsFile};
use crate::model::read_support::{Proof, Support, Target, Unit};
use crate::observe::proof::{self, Control};
use crate::reads::targets::Targets;
use crate::reads::{self, Bases, Floors, Opened, depth, regions};

/// The files of one sample, and what the background is taken from.
pub(super) struct Files {
    opened: Vec<Opened>,
    normal: Option<Opened>,
    panel: Option<Controls>,
    bases: Bases,
    floors: Floors,
    threads: usize,
    /// The files by name.
    pub(super) named: Vec<ReadsFile>,
    /// What the user must know of them.
    pub(super) warnings: Vec<Warning>,
}

/// What the files say of each target.
pub(super) struct Counted {
    /// What was counted.
    pub(super) unit: Unit,
    /// What it says.
    pub(super) proofs: Vec<Proof>,
    /// Fragments of the normal at each target, where there is one.
    pub(super) normal: Option<Vec<NormalReads>>,
}

/// A stretch, the smallest depth in it, and whether that is enough.
pub(super) type Stretch = (Contig, Interval, u32, bool);

impl Files {
    /// Opens the files. The name of the sample in them must be that of the calls.
    ///
    /// # Errors
    /// As [`Opened::open`]; a file of another assembly, or of another sample.
    pub(super) fn open(
        asked: &AskedReads,
        sample: &str,
        reference: Option<&Path>,
        assembly: Assembly,
        threads: usize,
    ) -> Result<Self> {
        let of_calls = Some(sample).filter(|name| !name.is_empty());
        let name = asked.sample.as_deref().or(of_calls);
        let mut warnings = Vec::new();
        let mut open = |path: &Path, sample: Option<&str>| -> Result<Opened> {
            let opened = open(path, sample, reference, assembly)?;
            warnings.extend(opened.notes().iter().cloned().map(Warning::Reads));
            Ok(opened)
        };
        let mut opened = Vec::new();
        for path in &asked.files {
            opened.push(open(path, name).map_err(|error| of_other(path, name, error))?);
        }
        let normal = asked.normal.as_deref().map(|path| open(path, None)).transpose()?;
        let panel = asked.panel.as_deref();
        let panel = panel.map(|path| background::read(path, assembly)).transpose()?;
        let bases = Bases::open(reference, assembly)?;
        let named = opened.iter().map(|file| ReadsFile {
            path: file.path().display().to_string(),
            sample: file.sample().to_owned(),
        });
        let named = named.collect();
        let (base_quality, mapping_quality) = (asked.base_quality, asked.mapping_quality);
        let floors = Floors { base_quality, mapping_quality };
        Ok(Self { opened, normal, panel, bases, floors, threads, named, warnings })
    }

    /// Returns what the first file calls a chromosome.
    pub(super) fn chromosome(&self, contig: Contig) -> String {
        let name = self.opened.iter().find_map(|file| file.contig_name(contig));
        name.map_or_else(|| contig.to_string(), str::to_owned)
    }

    /// Counts what all files together show at each target.
    ///
    /// # Errors
    /// As [`regions::count`].
    pub(super) fn count(&self, targets: &[Target]) -> Result<Counted> {
        let count =
            |file: &Opened| regions::count(file, targets, &self.bases, self.floors, self.threads);
        let mut all = vec![Support::default(); targets.len()];
        for (number, file) in self.opened.iter().enumerate() {
            let found = count(file)?;
            match number {
                0 => all = found,
                _ => all.iter_mut().zip(&found).for_each(|(own, more)| own.add(more)),
            }
        }
        let normal = self.normal.as_ref().map(count).transpose()?;
        let unit = proof::best_unit(&all);
        let decide = |(index, support): (usize, &Support)| {
            let control = Control {
                normal: normal.as_ref().map(|normal| &normal[index]),
                panel: self.panel.as_ref().and_then(|panel| panel.at(&targets[index])),
                stated: None,
            };
            proof::decide(&targets[index], support, unit, control)
        };
        let proofs = all.iter().enumerate().map(decide).collect();
        let of_normal = |support: &Support| NormalReads {
            alternate: support.fragments.alternate,
            depth: support.fragments.usable(),
        };
        let normal = normal.as_ref().map(|normal| normal.iter().map(of_normal).collect());
        Ok(Counted { unit, proofs, normal })
    }

    /// Returns the stretches of regions in which the limit of detection is at most `fraction`, and the others.
    ///
    /// # Errors
    /// As [`depth::of_regions`].
    pub(super) fn depths(
        &self,
        regions: &[(Contig, Interval)],
        unit: Unit,
        fraction: f64,
    ) -> Result<Vec<Stretch>> {
        let mut all: Vec<Vec<u32>> = Vec::new();
        for file in &self.opened {
            let of_file = depth::of_regions(
                file,
                regions,
                unit,
                self.floors,
                self.threads,
                |_, _, depths| depths.to_vec(),
            )?;
            match all.is_empty() {
                true => all = of_file,
                false => {
                    let pairs = all.iter_mut().flatten().zip(of_file.into_iter().flatten());
                    pairs.for_each(|(own, more)| *own += more);
                }
            }
        }
        let enough = proof::depth_for(fraction, unit);
        let mut stretches = Vec::new();
        for ((contig, interval), depths) in regions.iter().zip(&all) {
            let mut start = interval.start;
            for run in depths.chunk_by(|a, b| (*a >= enough) == (*b >= enough)) {
                let end = start + run.len() as u32;
                let least = run.iter().copied().min().unwrap_or_default();
                stretches.push((*contig, Interval::new(start, end), least, least >= enough));
                start = end;
            }
        }
        Ok(stretches)
    }
}

/// Opens a file; where its header does not tell the assembly, it is taken to be that of the calls.
fn open(
    path: &Path,
    sample: Option<&str>,
    reference: Option<&Path>,
    assembly: Assembly,
) -> Result<Opened> {
    let options = |assembly| reads::Options {
        reference: reference.map(Path::to_path_buf),
        sample: sample.map(str::to_owned),
        assembly,
    };
    let none = Targets::default();
    let opened = match Opened::open(path, &options(None), &none) {
        Ok(opened) => opened,
        Err(_) => Opened::open(path, &options(Some(assembly)), &none)?,
    };
    if opened.assembly() == assembly {
        return Ok(opened);
    }
    let reason = format!("reads of {}, the variants are of {assembly}", opened.assembly());
    Err(Error::invalid(Location::file(path), reason))
}

/// Says of a file whose read groups do not name the sample what that may mean.
fn of_other(path: &Path, name: Option<&str>, error: Error) -> Error {
    match (error, name) {
        (Error::Usage(why), Some(name)) => {
            let why = why.replace("--sample", "--bam-sample");
            let reason = format!(
                "not of the sample of the variants, {name} ({why}): give that sample's file, or its name \
                 in this one with --bam-sample"
            );
            Error::invalid(Location::file(path), reason)
        }
        (Error::Usage(why), None) => Error::Usage(why.replace("--sample", "--bam-sample")),
        (error, _) => error,
    }
}
