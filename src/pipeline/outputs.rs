//! The outputs of one run: written one after another, and named when all of them are whole.

use std::io;
use std::path::PathBuf;

use crate::diagnostics::Warning;
use crate::error::Result;
use crate::io::Output;
use crate::report::format::{Format, PlainVariants, SampleResult};
use crate::report::vcf::index::Indexing;

/// An output that is being written.
pub(super) struct Writing {
    out: Output,
    /// The index beside it, where it has one.
    index: Option<Output>,
}

impl Writing {
    /// Opens `path`, or standard output, and the index beside a file that `has_index`.
    ///
    /// # Errors
    /// As [`Output::create`].
    pub(super) fn create(path: Option<&PathBuf>, has_index: bool) -> Result<Self> {
        let out = Output::create(path.map_or("-".as_ref(), PathBuf::as_path))?;
        // A stream has nothing beside it.
        let beside = path.filter(|_| has_index && out.is_file()).map(|path| index_of(path));
        let index = beside.map(Output::create).transpose()?;
        Ok(Self { out, index })
    }

    /// Returns whether the user reads along: what stands on the screen cannot be taken back.
    pub(super) fn is_stream(&self) -> bool {
        !self.out.is_file()
    }

    /// Writes the result, and its index.
    ///
    /// # Errors
    /// What the outputs give.
    pub(super) fn write(
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
        let written = Indexing::new(&mut *out).and_then(|mut indexing| {
            format.write(&mut indexing, result, plain)?;
            Ok(indexing.finish())
        });
        match written.map_err(|e| out.error(e))? {
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

    /// Names all files.
    ///
    /// # Errors
    /// As [`Output::commit_all`].
    pub(super) fn commit(all: Vec<Self>) -> Result<()> {
        Output::commit_all(all.into_iter().flat_map(|one| [Some(one.out), one.index]).flatten())
    }
}

/// Returns the path of the index beside a compressed VCF.
pub fn index_of(path: &std::path::Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".tbi");
    PathBuf::from(name)
}
