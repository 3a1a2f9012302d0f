//! Many samples: knowledge read once, samples in parallel, what is done is not done again.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::cohort::about::About;
use crate::cohort::entry::Entry;
use crate::cohort::folder::{Folder, Kept};
use crate::cohort::sample::Sample;
use crate::cohort::tables;
use crate::error::{Error, Result};
use crate::input::header::Header;
use crate::input::samples;
use crate::io::{Sha256Hex, Source, sha256};
use crate::model::level::Level;
use crate::sample::knowledge::{self, Knowledge};

use super::annotate;
use super::lock;
use super::options::Options;
use super::progress::Progress;
use super::request::{self, OutputFormat, Target};
use super::summary::DISCLAIMER;

/// Stored bytes from which on a sample is read by all threads, before the others.
const BIG: u64 = 64 << 20;

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

/// What became of one sample.
#[derive(Debug, Clone)]
pub struct Progressed {
    /// Its name.
    pub sample: String,
    /// What became of it.
    pub state: State,
    /// How many are done with it.
    pub done: usize,
}

/// What became of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It was annotated: findings, and the highest level.
    Annotated(usize, Option<Level>),
    /// It was done before, and nothing has changed.
    Unchanged,
    /// Why there is no result.
    Failed(String),
}

/// What was done.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Samples that were annotated now.
    pub annotated: usize,
    /// Samples that were done before.
    pub unchanged: usize,
    /// Samples that failed, and why.
    pub failed: Vec<(String, String)>,
    /// What the user must know, with the sample that it is of.
    pub warnings: Vec<(String, String)>,
    /// The levels of everything that was reported.
    pub levels: Vec<Level>,
}

impl Request {
    /// Returns the names of the files that the result of a sample has.
    fn files(&self, sample: &str) -> Vec<String> {
        self.formats.iter().map(|format| format!("{sample}{}", format.ending())).collect()
    }

    /// Returns every file that is written.
    pub fn outputs(&self) -> impl Iterator<Item = PathBuf> {
        let of_samples = self.samples.iter().flat_map(|sample| self.files(&sample.name));
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
    let options = &request.options;
    let knowledge =
        Knowledge::with_embedded(&request.knowledge)?.with_transcripts(options.own_transcripts()?);
    if let Some(path) = &request.locked {
        lock::verify(path, &knowledge)?;
    }
    options.tumor_type.as_deref().map(knowledge::tumor_type).transpose()?;
    let folder = Folder::open(&request.folder)?;
    let digests = Mutex::default();
    let samples = &request.samples;
    let run = Cohort {
        request,
        rests_on: format!("{}{:?}{}", lock::lock(&knowledge), request.formats, request.by_level),
        knowledge: &knowledge,
        folder: &folder,
        shared: shared(samples, options),
        digests: &digests,
    };
    let threads = super::read_sample::threads(options.threads).get();
    let size = |sample: &Sample| std::fs::metadata(&sample.input).map_or(0, |found| found.len());
    let (big, small): (Vec<_>, Vec<_>) = samples.iter().partition(|sample| size(sample) >= BIG);
    let states = Mutex::new(BTreeMap::new());
    let done = AtomicUsize::new(0);
    for (samples, workers) in [(&big, 1), (&small, threads.min(small.len()).max(1))] {
        let next = AtomicUsize::new(0);
        let each = NonZeroUsize::new(threads / workers);
        let work = || {
            while let Some(sample) = samples.get(next.fetch_add(1, Ordering::Relaxed)) {
                let state = run.state(sample, each);
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                tell(Progressed { sample: sample.name.clone(), state: state.clone(), done });
                let mut states = states.lock().unwrap_or_else(PoisonError::into_inner);
                states.insert(sample.name.as_str(), state);
            }
        };
        std::thread::scope(|scope| (0..workers).for_each(|_| drop(scope.spawn(&work))));
    }
    let states = states.into_inner().unwrap_or_else(PoisonError::into_inner);
    run.finish(states)
}

/// Returns the tables that more than one sample reads.
fn shared(samples: &[Sample], options: &Options) -> Vec<PathBuf> {
    let mut readers: HashMap<PathBuf, usize> = HashMap::new();
    for sample in samples {
        let cna = sample.cna.as_ref().or(options.cna.as_ref());
        let fusions = sample.fusions.as_ref().or(options.fusions.as_ref());
        for path in cna.into_iter().chain(fusions) {
            *readers.entry(one_name(path)).or_default() += 1;
        }
    }
    readers.into_iter().filter(|(_, readers)| *readers > 1).map(|(path, _)| path).collect()
}

/// Returns the one name of a file, whatever the user calls it.
fn one_name(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// What all samples have in common.
struct Cohort<'r> {
    request: &'r Request,
    knowledge: &'r Knowledge,
    folder: &'r Folder,
    /// Program, knowledge and formats.
    rests_on: String,
    /// Tables that more than one sample reads.
    shared: Vec<PathBuf>,
    /// Digests of the files beside the inputs, each taken once.
    digests: &'r Mutex<HashMap<PathBuf, String>>,
}

impl Cohort<'_> {
    /// Annotates a sample unless it is done, and forgets it where it fails.
    fn state(&self, sample: &Sample, threads: Option<NonZeroUsize>) -> State {
        let work = || self.annotate(sample, threads);
        let failed = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(state)) => return state,
            Ok(Err(error)) => error.to_string(),
            Err(_) => "a fault of the program: please report it with this input".to_owned(),
        };
        let files = self.request.files(&sample.name);
        match self.folder.forget(&sample.name, &files) {
            Ok(()) => State::Failed(failed),
            Err(error) => State::Failed(format!("{failed}; an earlier result is left: {error}")),
        }
    }

    fn annotate(&self, sample: &Sample, threads: Option<NonZeroUsize>) -> Result<State> {
        if let Some(fault) = &sample.fault {
            return Err(Error::Usage(fault.clone()));
        }
        let options = self.options(sample, threads);
        let rests_on = self.rests_on(sample, &options)?;
        let key = |input: &str| Sha256Hex::of(format!("{rests_on}{input}")).to_string();
        let digest = || sha256(&sample.input).map(|digest| digest.to_string());
        if let Some(kept) = self.folder.recall(&sample.name).filter(|_| !self.request.is_forced)
            && kept.key == key(&digest()?)
            && self.folder.holds(&kept.files)
        {
            return Ok(State::Unchanged);
        }
        let tumor = options.tumor_type.as_deref().map(knowledge::tumor_type).transpose()?;
        let (mut entry, mut seen) = (None, None);
        let names = self.request.files(&sample.name);
        let output = |(format, name): (&OutputFormat, &String)| Target {
            path: Some(self.folder.file(name)),
            format: *format,
            is_compressed: false,
        };
        let mut source = Source::open(&sample.input)?;
        let header = Header::read(&mut source)?;
        let options = self.named(sample, &header, &options);
        let request = request::Request {
            input: sample.input.clone(),
            outputs: self.request.formats.iter().zip(&names).map(output).collect(),
            by_level: self.request.by_level,
            knowledge: Vec::new(),
            locked: None,
            options,
        };
        annotate::annotate(&request, self.knowledge, tumor, source, &header, |result| {
            entry = Some(Entry::of(&sample.name, result));
            seen = result.provenance.and_then(|from| from.input_sha256.clone());
        })?;
        let files = names.into_iter().map(|name| self.folder.written(name));
        let files = files.collect::<Result<Vec<_>>>()?;
        let Some(entry) = entry else {
            return Err(Error::Usage("no format was asked for".to_owned()));
        };
        let findings = entry.highest_levels.len();
        let highest = entry.highest_level.parse().ok();
        let key = key(&seen.map_or_else(digest, Ok)?);
        self.folder.remember(&sample.name, &Kept { key, files, entry })?;
        Ok(State::Annotated(findings, highest))
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
        let is_shared = |path: &PathBuf| self.shared.contains(&one_name(path));
        options.shares_tables = tables.into_iter().flatten().any(is_shared);
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
        // Neither the command line nor the threads say anything of the result.
        let plain = Options { command: String::new(), threads: None, ..options.clone() };
        text.push_str(&format!("{plain:?}\n"));
        if let Some(path) = &options.reference {
            let found = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
            text.push_str(&format!("{} {:?}\n", found.len(), found.modified().ok()));
        }
        for path in options.files() {
            text.push_str(&self.digest(path)?);
            text.push('\n');
        }
        Ok(text)
    }

    /// Returns the digest of a file beside the inputs, which many samples may read.
    fn digest(&self, path: &Path) -> Result<String> {
        let known = || self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(digest) = known().get(path) {
            return Ok(digest.clone());
        }
        let digest = sha256(path)?.to_string();
        known().insert(path.to_path_buf(), digest.clone());
        Ok(digest)
    }

    /// Writes the tables over all samples.
    fn finish(&self, mut states: BTreeMap<&str, State>) -> Result<Outcome> {
        let mut outcome = Outcome::default();
        let mut listed = Vec::with_capacity(self.request.samples.len());
        for sample in &self.request.samples {
            let mut failed = None;
            match states.remove(sample.name.as_str()) {
                Some(State::Annotated(..)) => outcome.annotated += 1,
                Some(State::Unchanged) => outcome.unchanged += 1,
                Some(State::Failed(why)) => failed = Some(why),
                None => failed = Some("it was not reached".to_owned()),
            }
            outcome.failed.extend(failed.iter().map(|why| (sample.name.clone(), why.clone())));
            listed.push((sample, failed));
        }
        let about = About {
            disclaimer: DISCLAIMER,
            knowledge: knowledge::provenance(self.knowledge).map(|t| t.to_string()).collect(),
            is_wanted: self.request.options.provenance,
        };
        tables::write(self.folder, &listed, &about, |sample, entry| {
            let of = |warning: &String| (sample.to_owned(), warning.clone());
            outcome.warnings.extend(entry.warnings.iter().map(of));
            let levels = entry.levels.iter().filter_map(|level| level.parse().ok());
            outcome.levels.extend(levels.collect::<Vec<Level>>());
            outcome.levels.sort_unstable();
            outcome.levels.dedup();
        })?;
        Ok(outcome)
    }
}
