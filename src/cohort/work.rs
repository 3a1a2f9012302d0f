//! Works on many samples at once; one that fails leaves the others alone.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::folder::Folder;
use super::sample::Sample;
use crate::error::Result;
use crate::model::level::Level;

/// Stored bytes from which on a sample is read by all threads, before the others.
const BIG: u64 = 64 << 20;
/// Bytes of a worker's stack: as many as the main thread of a run of its own has.
const STACK: usize = 8 << 20;

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

/// News of one sample.
#[derive(Debug, Clone)]
pub struct Progressed {
    /// Its name.
    pub sample: String,
    /// What became of it.
    pub state: State,
    /// How many samples are done with it.
    pub done: usize,
}

/// Many samples, and where their results go.
#[derive(Debug, Clone, Copy)]
pub struct Work<'w> {
    /// The samples.
    pub samples: &'w [Sample],
    /// The folder of their results.
    pub folder: &'w Folder,
    /// The endings of the names of the files that the result of each has.
    pub endings: &'w [&'static str],
    /// Threads for all of them.
    pub threads: usize,
}

impl Work<'_> {
    /// Calls `annotate` for each sample, with the threads that it may have, and `tell` once it is done. The
    /// result of a sample that fails, also one of an earlier run, is removed.
    pub fn run(
        &self,
        annotate: &(dyn Fn(&Sample, Option<NonZeroUsize>) -> Result<State> + Sync),
        tell: &(dyn Fn(Progressed) + Sync),
    ) -> BTreeMap<String, State> {
        let size = |sample: &Sample| std::fs::metadata(&sample.input).map_or(0, |file| file.len());
        let (big, small): (Vec<_>, Vec<_>) =
            self.samples.iter().partition(|sample| size(sample) >= BIG);
        let states = Mutex::new(BTreeMap::new());
        let done = AtomicUsize::new(0);
        for (samples, workers) in [(&big, 1), (&small, self.threads.min(small.len()).max(1))] {
            let next = AtomicUsize::new(0);
            let each = NonZeroUsize::new(self.threads / workers);
            let work = || {
                while let Some(sample) = samples.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let state = self.state(sample, || annotate(sample, each));
                    let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                    tell(Progressed { sample: sample.name.clone(), state: state.clone(), done });
                    let mut states = states.lock().unwrap_or_else(PoisonError::into_inner);
                    states.insert(sample.name.clone(), state);
                }
            };
            thread::scope(|scope| {
                let spawn = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
                let begun = (0..workers).filter(|_| spawn().is_ok()).count();
                // Where the system gives no thread, this one does the work.
                if begun == 0 {
                    work();
                }
            });
        }
        states.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what becomes of a sample.
    fn state(&self, sample: &Sample, annotate: impl Fn() -> Result<State>) -> State {
        let failed = match catch_unwind(AssertUnwindSafe(annotate)) {
            Ok(Ok(state)) => return state,
            Ok(Err(error)) => error.to_string(),
            Err(_) => "a fault of the program: please report it with this input".to_owned(),
        };
        match self.folder.forget(&sample.name, &files(&sample.name, self.endings)) {
            Ok(()) => State::Failed(failed),
            Err(error) => State::Failed(format!("{failed}; an earlier result is left: {error}")),
        }
    }
}

/// Returns the names of the files that the result of a sample has.
pub fn files(sample: &str, endings: &[&'static str]) -> Vec<String> {
    endings.iter().map(|ending| format!("{sample}{ending}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_that_panics_or_fails_leaves_the_others_alone() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let samples: Vec<Sample> =
            (0..9).map(|n| Sample::of_file(format!("{n}.vcf").into())).collect();
        std::fs::write(folder.file("4.tsv"), "of an earlier run").unwrap();
        for threads in [1, 2, 20] {
            let work = Work { samples: &samples, folder: &folder, endings: &[".tsv"], threads };
            let annotate = |sample: &Sample, each: Option<NonZeroUsize>| match sample.name.as_str()
            {
                "3" => panic!("on purpose"),
                "4" => Err(crate::Error::Usage("no".to_owned())),
                _ => Ok(State::Annotated(each.unwrap().get(), None)),
            };
            let told = AtomicUsize::new(0);
            let states = work.run(&annotate, &|news| {
                assert!((1..=9).contains(&news.done));
                told.fetch_add(1, Ordering::Relaxed);
            });
            assert_eq!((states.len(), told.into_inner()), (9, 9));
            assert!(matches!(&states["3"], State::Failed(why) if why.contains("report")));
            assert_eq!(states["4"], State::Failed("no".to_owned()));
            let each = if threads == 20 { 2 } else { 1 };
            assert_eq!(states["8"], State::Annotated(each, None), "{threads} threads");
        }
        assert!(!folder.file("4.tsv").exists());
    }
}
