//! The folder of the results, and what it remembers of each sample that is done.
//!
//! Beside the results it holds `.theravar/SAMPLE.kept`: a line of JSON with what the result of a sample rests on,
//! the digests of its files, its entry in the tables over all samples and how long its rows in these are, then
//! the rows. It is written after the files, so that a sample of a run that was stopped is either done or done again.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use crate::error::{Error, Result};
use crate::io::{sha256, sync};

/// Where samples are remembered.
const MEMORY: &str = ".theravar";

/// A folder of results.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// What is remembered of a sample that is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The digest of everything that its result rests on.
    pub key: String,
    /// Its files.
    pub files: Vec<KeptFile>,
    /// Its entry in the tables over all samples.
    pub entry: Entry,
}

/// A file of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its name in the folder.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

impl Folder {
    /// Opens the folder at `path`, and creates it where it is not there.
    ///
    /// # Errors
    /// [`Error::Usage`] where something else has its name, [`Error::Io`] where it cannot be created.
    pub fn open(path: &Path) -> Result<Self> {
        if path.exists() && !path.is_dir() {
            return Err(Error::Usage(format!(
                "--outdir {}: it is a file, not a folder: name a folder",
                crate::error::shown(path)
            )));
        }
        let memory = path.join(MEMORY);
        fs::create_dir_all(&memory).map_err(|e| Error::io(&memory, e))?;
        Ok(Self { path: path.to_path_buf() })
    }

    /// Returns the path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    fn memory_of(&self, sample: &str) -> PathBuf {
        self.path.join(MEMORY).join(format!("{sample}.kept"))
    }

    /// Returns what is remembered of `sample`, and its rows; nothing where that was not written as a whole.
    /// It is read into `text`: for thousands of samples the same memory serves.
    pub fn recall<'t>(&self, sample: &str, text: &'t mut Vec<u8>) -> Option<(Kept, &'t [u8])> {
        text.clear();
        File::open(self.memory_of(sample)).and_then(|mut file| file.read_to_end(text)).ok()?;
        let (line, rows) = text.split_at_checked(memchr::memchr(b'\n', text)? + 1)?;
        let (kept, length): (Kept, usize) = serde_json::from_slice(line).ok()?;
        (rows.len() == length).then_some((kept, rows))
    }

    /// Remembers a sample whose files are written, and its `rows`.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be written.
    pub fn remember(&self, sample: &str, kept: &Kept, rows: &[u8]) -> Result<()> {
        let path = self.memory_of(sample);
        let mut text =
            serde_json::to_vec(&(kept, rows.len())).map_err(|e| Error::io(&path, e.into()))?;
        text.push(b'\n');
        text.extend_from_slice(rows);
        // No sample's name begins with a dot.
        let new = self.path.join(MEMORY).join(format!(".{sample}.new"));
        fs::write(&new, text)
            .and_then(|()| fs::rename(&new, &path))
            .map_err(|e| Error::io(&path, e))
    }

    /// Removes what is remembered of a sample, and its files: those remembered, and `names`.
    ///
    /// # Errors
    /// [`Error::Io`] where one that is there cannot be removed.
    pub fn forget(&self, sample: &str, names: &[String]) -> Result<()> {
        let mut text = Vec::new();
        let kept = self.recall(sample, &mut text);
        let of_kept = kept.iter().flat_map(|(kept, _)| &kept.files).map(|file| &file.name);
        let files = of_kept.chain(names).map(|name| self.file(name));
        for path in files.chain([self.memory_of(sample)]) {
            match fs::remove_file(&path) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(Error::io(&path, e)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns a file of a result that was written.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be read.
    pub fn written(&self, name: String) -> Result<KeptFile> {
        let sha256 = sha256(self.file(&name))?.to_string();
        Ok(KeptFile { name, sha256 })
    }

    /// Writes the files called `names` to the disk.
    ///
    /// # Errors
    /// [`Error::Io`] where that fails.
    pub fn sync(&self, names: impl Iterator<Item = String>) -> Result<()> {
        sync(&self.path, names).map_err(|e| Error::io(&self.path, e))
    }

    /// Returns whether the files of a sample are there as they were written.
    pub fn holds(&self, files: &[KeptFile]) -> bool {
        let is_there = |file: &KeptFile| {
            let found = sha256(self.file(&file.name));
            found.is_ok_and(|digest| digest.to_string() == file.sha256)
        };
        files.iter().all(is_there)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_holds_as_long_as_the_files_do() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("out")).unwrap();
        let mut text = Vec::new();
        assert_eq!(folder.recall("S1", &mut text), None);
        fs::write(folder.file("S1.tsv"), "x").unwrap();
        let files = vec![folder.written("S1.tsv".to_owned()).unwrap()];
        let kept = Kept { key: "k".to_owned(), files, entry: Entry::default() };
        folder.remember("S1", &kept, b"a\nb\n").unwrap();
        assert_eq!(folder.recall("S1", &mut text), Some((kept.clone(), &b"a\nb\n"[..])));
        assert!(folder.holds(&kept.files));
        fs::write(folder.file("S1.tsv"), "y").unwrap();
        assert!(!folder.holds(&kept.files));
        let whole = fs::read(folder.memory_of("S1")).unwrap();
        for end in 0..whole.len() {
            fs::write(folder.memory_of("S1"), &whole[..end]).unwrap();
            assert_eq!(folder.recall("S1", &mut text), None, "{end} bytes");
        }
        folder.remember("S1", &kept, b"a\nb\n").unwrap();
        folder.forget("S1", &[]).unwrap();
        assert!(!folder.file("S1.tsv").exists() && folder.recall("S1", &mut text).is_none());
        let error = Folder::open(&place.path().join("out/S1.tsv"));
        assert!(error.is_ok(), "the name is free again");
        fs::write(place.path().join("file"), "").unwrap();
        assert_eq!(Folder::open(&place.path().join("file")).unwrap_err().exit_code(), 2);
    }
}
