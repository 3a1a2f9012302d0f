//! Many samples: knowledge read once, samples in parallel, what is done is not done again.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::cohort::about::About;
use crate::cohort::entry::{Entry, rows};
use crate::cohort::folder::{Folder, Kept};
use crate::cohort::outcome::Outcome;
use crate::cohort::sample::Sample;
use crate::cohort::shared::{Digests, Shared};
use crate::cohort::tables;
use crate::cohort::work::{Progressed, State, Work, files};
use crate::error::{Error, Result};
use crate::input::header::Header;
use crate::input::samples;
use crate::input::scan::threads;
use crate::io::{Content, Sha256Hex, Source, sha256};
use crate::observe::tables::KeptTables;
use crate::report::format::SampleResult;
use crate::sample::knowledge::{self, Knowledge};

use super::lock;
use super::options::Options;
use super::progress::Progress;
use super::request::{self, OutputFormat, Target};
use super::summary::DISCLAIMER;
use super::{annotate, maf};

/// The digest of the program's sources: another build may conclude something else.
const SOURCES: &str = env!("THERAVAR_SOURCES");

/// Which samples to annotate, with what, and where to.
#[derive(Debug, Clone)]
pub struct Request {
    /// The samples, in the order of the tables over all of them.
    pub samples: Vec<Sample>,
    /// The folder of the results.
    pub folder: PathBuf,
    /// How each result is written: a file a format.
    pub formats: Vec<OutputFormat>,
    /// Whether rows of tables stand by level, and not as in the input.
    pub by_level: bool,
    /// More evidence tables.
    pub knowledge: Vec<PathBuf>,
    /// A lock that everything used must agree with.
    pub locked: Option<PathBuf>,
    /// How samples are read and judged, where they do not say otherwise.
    pub options: Options,
    /// Whether samples that are done are done again.
    pub is_forced: bool,
}

impl Request {
    fn endings(&self) -> Vec<&'static str> {
        self.formats.iter().map(|format| format.ending()).collect()
    }

    /// Returns every file that is written.
    pub fn outputs(&self) -> impl Iterator<Item = PathBuf> {
        let endings = self.endings();
        let of_samples = self.samples.iter().flat_map(move |sample| files(&sample.name, &endings));
        let of_all = tables::names().into_iter().map(str::to_owned);
        of_samples.chain(of_all).map(|name| self.folder.join(name))
    }
}

/// Annotates samples; `tell` hears of each as it is done. A sample that fails leaves the others alone.
///
/// # Errors
/// What concerns all samples: [`Error::Io`] where the folder or a table over all of them cannot be
/// written, and any error of the knowledge.
pub fn run(request: &Request, tell: &(dyn Fn(Progressed) + Sync)) -> Result<Outcome> {
    let Request { samples, options, .. } = request;
    let knowledge =
        Knowledge::with_embedded(&request.knowledge)?.with_transcripts(options.own_transcripts()?);
    if let Some(path) = &request.locked {
        lock::verify(path, &knowledge)?;
    }
    options.tumor_type.as_deref().map(knowledge::tumor_type).transpose()?;
    let folder = Folder::open(&request.folder)?;
    let shared = Shared::of(samples, options.cna.as_ref(), options.fusions.as_ref());
    let tables = samples.iter().flat_map(|sample| [&sample.cna, &sample.fusions]);
    let tables = tables.chain([&options.cna, &options.fusions]).flatten();
    let cohort = Cohort {
        request,
        rests_on: rests_on(SOURCES, &lock::lock(&knowledge), request),
        knowledge: &knowledge,
        folder: &folder,
        kept: KeptTables::of(shared.among(tables)),
        shared,
        digests: Digests::default(),
    };
    let endings = request.endings();
    let threads = threads::of(options.threads).get();
    let work = Work { samples, folder: &folder, endings: &endings, threads };
    let states = work.run(&|sample, threads| cohort.annotate(sample, threads), tell);
    folder.sync(samples.iter().flat_map(|sample| files(&sample.name, &endings)))?;
    let about = About {
        disclaimer: DISCLAIMER,
        knowledge: knowledge::provenance(&knowledge).map(|table| table.to_string()).collect(),
        is_wanted: options.provenance,
    };
    Outcome::of(&folder, samples, states, &about)
}

/// Returns what the results of all samples rest on: the program's sources, the knowledge and the formats.
fn rests_on(sources: &str, lock: &str, request: &Request) -> String {
    format!("{sources}{lock}{:?}{}", request.formats, request.by_level)
}

/// What all samples have in common.
struct Cohort<'r> {
    request: &'r Request,
    knowledge: &'r Knowledge,
    folder: &'r Folder,
    /// Program, knowledge and formats.
    rests_on: String,
    shared: Shared,
    /// The shared tables, as they are parsed.
    kept: KeptTables,
    digests: Digests,
}

impl Cohort<'_> {
    /// Annotates a sample, unless it is done.
    fn annotate(&self, sample: &Sample, threads: Option<NonZeroUsize>) -> Result<State> {
        if let Some(fault) = &sample.fault {
            return Err(Error::Usage(fault.clone()));
        }
        let options = self.options(sample, threads);
        let rests_on = self.rests_on(sample, &options)?;
        let key = |input: &str| Sha256Hex::of(format!("{rests_on}{input}")).to_string();
        let digest = || sha256(&sample.input).map(|digest| digest.to_string());
        let mut kept = Vec::new();
        let kept = self.folder.recall(&sample.name, &mut kept);
        if let Some((kept, _)) = kept.filter(|_| !self.request.is_forced)
            && kept.key == key(&digest()?)
            && self.folder.holds(&kept.files)
        {
            return Ok(State::Unchanged);
        }
        let tumor = options.tumor_type.as_deref().map(knowledge::tumor_type).transpose()?;
        let (mut entry, mut seen) = (None, None);
        let names = files(&sample.name, &self.request.endings());
        let output = |(format, name): (&OutputFormat, &String)| Target {
            path: Some(self.folder.file(name)),
            format: *format,
            is_compressed: false,
        };
        let mut source = Source::open(&sample.input)?;
        let is_maf = source.format().content == Content::Maf;
        let header = (!is_maf).then(|| Header::read(&mut source)).transpose()?;
        let options = match &header {
            Some(header) => self.named(sample, header, &options),
            None => options,
        };
        let request = request::Request {
            input: sample.input.clone(),
            outputs: self.request.formats.iter().zip(&names).map(output).collect(),
            // All of them once, at the end: what is remembered tells whether a file is whole.
            syncs_later: true,
            by_level: self.request.by_level,
            knowledge: Vec::new(),
            locked: None,
            options,
        };
        let mut see = |result: &SampleResult<'_>| {
            entry = Some((Entry::of(result), rows(&sample.name, result)));
            seen = result.provenance.and_then(|from| from.input_sha256.clone());
        };
        match &header {
            Some(header) => annotate::of_vcf(&request, self.knowledge, tumor, source, header, see)?,
            None => maf::run(&request, self.knowledge, tumor, source, Some(&mut see))?,
        };
        let written = names.into_iter().map(|name| self.folder.written(name));
        let written = written.collect::<Result<Vec<_>>>()?;
        let Some((entry, rows)) = entry else {
            return Err(Error::Usage("no format was asked for".to_owned()));
        };
        let state = State::Annotated(entry.highest_levels.len(), entry.highest_level.parse().ok());
        let key = key(&seen.map_or_else(digest, Ok)?);
        let kept = Kept { key, files: written, entry };
        self.folder.remember(&sample.name, &kept, &rows)?;
        Ok(state)
    }

    /// Returns the options of one sample: its own, else those of all.
    fn options(&self, sample: &Sample, threads: Option<NonZeroUsize>) -> Options {
        let all = &self.request.options;
        let mut options = Options { threads, progress: Progress::Never, ..all.clone() };
        options.facts.extend(sample.facts.iter().cloned());
        options.tumor_type = sample.tumor_type.clone().or(options.tumor_type);
        options.assembly = sample.assembly.or(options.assembly);
        options.sample = sample.column.clone().or(options.sample);
        options.normal = sample.normal.clone().or(options.normal);
        options.cna = sample.cna.clone().or(options.cna);
        options.fusions = sample.fusions.clone().or(options.fusions);
        let tables = [&options.cna, &options.fusions];
        options.kept_tables = self.kept.clone();
        options.shares_tables = tables.into_iter().flatten().any(|path| self.shared.has(path));
        options
    }

    /// Returns the options of a sample whose input has `header`. Where the input says of no column whose it
    /// is, the user does, and tables have the sample under that name.
    fn named(&self, sample: &Sample, header: &Header, options: &Options) -> Options {
        let mut options = options.clone();
        let columns = header.samples();
        let is_found = sample.column.as_ref().is_some_and(|column| columns.contains(column));
        if is_found || samples::name_a_patient(columns) {
            return options;
        }
        let has_tables = options.cna.is_some() || options.fusions.is_some();
        options.sample = match columns.is_empty() && has_tables {
            true => Some(sample.name.clone()),
            false => self.request.options.sample.clone(),
        };
        options.name_in_tables = Some(sample.name.clone());
        options
    }

    /// Returns everything that the result of a sample rests on, but for its input.
    fn rests_on(&self, sample: &Sample, options: &Options) -> Result<String> {
        let mut text = format!("{}\n{:?}\n", self.rests_on, sample.input);
        // None of these says anything of the result.
        let plain = Options {
            command: String::new(),
            threads: None,
            kept_tables: KeptTables::default(),
            ..options.clone()
        };
        text.push_str(&format!("{plain:?}\n"));
        // A genome is large, and read in parts.
        if let Some(path) = &options.reference {
            let found = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
            text.push_str(&format!("{} {:?}\n", found.len(), found.modified().ok()));
        }
        for path in options.files() {
            text.push_str(&self.digests.of(path)?);
            text.push('\n');
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_build_another_lock_or_another_format_is_another_result() {
        let request = |formats: Vec<OutputFormat>| Request {
            samples: Vec::new(),
            folder: PathBuf::new(),
            formats,
            by_level: false,
            knowledge: Vec::new(),
            locked: None,
            options: Options::default(),
            is_forced: false,
        };
        let one = request(vec![OutputFormat::TsvVariant]);
        let same = rests_on(SOURCES, "lock", &one);
        assert!(same == rests_on(SOURCES, "lock", &one) && SOURCES.len() == 64);
        assert_ne!(same, rests_on(&SOURCES.replace(['0', '1', '2'], "f"), "lock", &one));
        assert_ne!(same, rests_on(SOURCES, "another", &one));
        assert_ne!(same, rests_on(SOURCES, "lock", &request(vec![OutputFormat::Maf])));
    }
}
