//! What a run over many samples did.

use std::collections::BTreeMap;

use super::about::About;
use super::folder::Folder;
use super::sample::Sample;
use super::tables;
use super::work::State;
use crate::error::Result;
use crate::model::level::Level;

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

impl Outcome {
    /// Counts what became of samples, and writes the tables over all of them.
    ///
    /// # Errors
    /// As [`tables::write`].
    pub fn of(
        folder: &Folder,
        samples: &[Sample],
        mut states: BTreeMap<String, State>,
        about: &About,
    ) -> Result<Self> {
        let mut outcome = Self::default();
        let mut listed = Vec::with_capacity(samples.len());
        for sample in samples {
            let mut failed = None;
            match states.remove(&sample.name) {
                Some(State::Annotated(..)) => outcome.annotated += 1,
                Some(State::Unchanged) => outcome.unchanged += 1,
                Some(State::Failed(why)) => failed = Some(why),
                None => failed = Some("it was not reached".to_owned()),
            }
            outcome.failed.extend(failed.iter().map(|why| (sample.name.clone(), why.clone())));
            listed.push((sample, failed));
        }
        tables::write(folder, &listed, about, |sample, entry| {
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
