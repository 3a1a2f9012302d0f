//! The outputs of one run: written one after another, and named when all of them are whole.

use std::io;
use std::path::{Path, PathBuf};

use super::format::{Format, PlainVariants, SampleResult};
use crate::diagnostics::Warning;
use crate::error::Result;
use crate::io::{Output, with_ending};

/// An output that is being written.
#[derive(Debug)]
pub struct Writing {
    out: Output,
    /// The index beside it, where it has one.
    index: Option<Output>,
}

impl Writing {
    /// Opens `path`, or standard output, and the index beside a file that `has_index`.
    ///
    /// # Errors
    /// As [`Output::create`].
    pub fn create(path: Option<&PathBuf>, has_index: bool) -> Result<Self> {
        let out = Output::create(path.map_or("-".as_ref(), PathBuf::as_path))?;
        // A stream has nothing beside it.
        let beside = path.filter(|_| has_index && out.is_file()).map(|path| index_of(path));
        let index = beside.map(Output::create).transpose()?;
        Ok(Self { out, index })
    }

    /// As [`Output::synced_later`].
    #[must_use]
    pub fn synced_later(self, later: bool) -> Self {
        let index = self.index.map(|index| index.synced_later(later));
        Self { out: self.out.synced_later(later), index }
    }

    /// Returns whether the user reads along: what stands on the screen cannot be taken back.
    pub fn is_stream(&self) -> bool {
        !self.out.is_file()
    }

    /// Writes the result, and its index.
    ///
    /// # Errors
    /// What the outputs give.
    pub fn write(
        &mut self,
        format: &dyn Format,
        result: &SampleResult<'_>,
        plain: &mut dyn PlainVariants,
    ) -> Result<Vec<Warning>> {
        let out = &mut self.out;
        let Some(index) = &mut self.index else {
            format.write(out, result, plain).map_err(|e| out.error(e))?;
            return Ok(Vec::new());
        };
        match format.write_indexed(out, result).map_err(|e| out.error(e))? {
            Ok(bytes) => io::Write::write_all(index, &bytes).map_err(|e| index.error(e))?,
            Err(reason) => {
                let output = out.path().to_path_buf();
                let old = Some(index.path().to_path_buf()).filter(|index| index.exists());
                self.index = None;
                let stale = old.map(|index| Warning::StaleIndex { index });
                return Ok([Warning::NotIndexed { output, reason }]
                    .into_iter()
                    .chain(stale)
                    .collect());
            }
        }
        Ok(Vec::new())
    }

    /// Writes a text that is whole, as BGZF where it `is_compressed`.
    ///
    /// # Errors
    /// What the output gives.
    pub fn put(&mut self, text: &[u8], is_compressed: bool) -> Result<()> {
        let out = &mut self.out;
        let written = if is_compressed {
            let mut packed = noodles_bgzf::io::Writer::new(&mut *out);
            io::Write::write_all(&mut packed, text).and_then(|()| packed.finish().map(drop))
        } else {
            io::Write::write_all(out, text)
        };
        written.map_err(|e| out.error(e))
    }

    /// Names all files.
    ///
    /// # Errors
    /// As [`Output::commit_all`].
    pub fn commit(all: Vec<Self>) -> Result<()> {
        Output::commit_all(all.into_iter().flat_map(|one| [Some(one.out), one.index]).flatten())
    }
}

/// Returns the path of the index beside a compressed VCF.
pub fn index_of(path: &Path) -> PathBuf {
    with_ending(path, ".tbi")
}

/// Warns of an index beside an output that belongs to the file it replaces; `has_new` is where one is
/// written with it.
pub fn stale_index(path: &Path, has_new: bool) -> Option<Warning> {
    let there = |path: PathBuf| Some(path).filter(|path| path.exists());
    let old = || there(index_of(path)).filter(|_| !has_new);
    let index = there(with_ending(path, ".csi")).or_else(old)?;
    Some(Warning::StaleIndex { index })
}
