//! Files beside the inputs, which several samples may read.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::sample::Sample;
use crate::error::Result;
use crate::io::sha256;

/// Tables that more than one sample reads: they must say whose their rows are.
#[derive(Debug, Clone, Default)]
pub struct Shared(HashSet<PathBuf>);

impl Shared {
    /// Returns those of `samples`, where `cna` and `fusions` are read for a sample that names no other.
    pub fn of(samples: &[Sample], cna: Option<&PathBuf>, fusions: Option<&PathBuf>) -> Self {
        let mut readers: HashMap<PathBuf, usize> = HashMap::new();
        for sample in samples {
            let tables = [sample.cna.as_ref().or(cna), sample.fusions.as_ref().or(fusions)];
            let tables: HashSet<PathBuf> =
                tables.into_iter().flatten().map(|path| one_name(path)).collect();
            tables.into_iter().for_each(|path| *readers.entry(path).or_default() += 1);
        }
        Self(readers.into_iter().filter(|(_, count)| *count > 1).map(|(path, _)| path).collect())
    }

    /// Returns the shared ones of the tables at `paths`, as they are named there.
    pub fn among<'p>(&self, paths: impl IntoIterator<Item = &'p PathBuf>) -> HashSet<PathBuf> {
        let named: HashSet<&PathBuf> = paths.into_iter().collect();
        named.into_iter().filter(|path| self.has(path)).cloned().collect()
    }

    /// Returns whether another sample reads the table at `path` too.
    pub fn has(&self, path: &Path) -> bool {
        !self.0.is_empty() && self.0.contains(&one_name(path))
    }
}

/// Returns the one name of a file, whatever the user calls it.
fn one_name(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Digests of files, each taken once.
#[derive(Debug, Default)]
pub struct Digests(Mutex<HashMap<PathBuf, String>>);

impl Digests {
    /// Returns the SHA-256 of the file at `path`.
    ///
    /// # Errors
    /// [`crate::Error::Io`] where it cannot be read.
    pub fn of(&self, path: &Path) -> Result<String> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(digest) = known().get(path) {
            return Ok(digest.clone());
        }
        let digest = sha256(path)?.to_string();
        known().insert(path.to_path_buf(), digest.clone());
        Ok(digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_shared_under_any_of_its_names() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        std::fs::write(at("t.tsv"), "").unwrap();
        let sample = |cna: Option<&str>, fusions: Option<&str>| Sample {
            cna: cna.map(at),
            fusions: fusions.map(at),
            ..Sample::default()
        };
        let of = |samples: &[Sample], all: Option<&PathBuf>| Shared::of(samples, all, None);
        let two = [sample(Some("t.tsv"), None), sample(Some("./t.tsv"), None)];
        assert!(of(&two, None).has(&at("t.tsv")));
        let other = [sample(Some("t.tsv"), Some("t.tsv")), sample(Some("u.tsv"), None)];
        assert!(!of(&other, None).has(&at("t.tsv")), "one sample reads it");
        assert!(of(&other[..1], None).0.is_empty());
        let rest = [sample(None, None), sample(None, None), sample(Some("u.tsv"), None)];
        let shared = of(&rest, Some(&at("t.tsv")));
        assert!(shared.has(&at("t.tsv")) && !shared.has(&at("u.tsv")));
        let named = [at("t.tsv"), at("./t.tsv"), at("u.tsv"), at("t.tsv")];
        assert_eq!(shared.among(&named), HashSet::from([at("t.tsv"), at("./t.tsv")]));
    }
}
