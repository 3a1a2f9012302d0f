//! Transcripts of the user's own, and a genome that supplies bases of others.

use std::path::Path;

use crate::diagnostics::Warning;
use crate::error::Result;
use crate::genome::reference::Reference;
use crate::genome::{TranscriptStore, own};
use crate::io::read_hashed;
use crate::report::provenance::GivenFile;

/// The transcripts of a run where they are not those compiled in.
#[derive(Debug)]
pub struct OwnTranscripts {
    /// The transcripts.
    pub store: TranscriptStore,
    /// The files that they come from, for the provenance.
    pub files: Vec<GivenFile>,
    /// What the user must know of these.
    pub warnings: Vec<Warning>,
}

impl OwnTranscripts {
    /// Reads a table of transcripts and opens a reference. Returns `None` where neither is given.
    ///
    /// # Errors
    /// As [`own::store`] and [`Reference::open`].
    pub fn open(table: Option<&Path>, reference: Option<&Path>) -> Result<Option<Self>> {
        if table.is_none() && reference.is_none() {
            return Ok(None);
        }
        let (store, files, warnings) = (TranscriptStore::default(), Vec::new(), Vec::new());
        let mut opened = Self { store, files, warnings };
        if let Some(path) = table {
            let (text, sha256) = read_hashed(path)?;
            (opened.store, opened.warnings) = own::store(path, &text)?;
            opened.files.push(GivenFile::new("transcripts", path, sha256));
        }
        if let Some(path) = reference {
            opened.store = opened.store.with_reference(Reference::open(path)?);
            opened.files.push(GivenFile::reference(path));
        }
        Ok(Some(opened))
    }
}
