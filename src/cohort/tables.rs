//! Writes the tables over all samples, from what is remembered of each: in the user's order, one at a
//! time, whatever number of threads did the work.

use std::io::Write;

use super::about::About;
use super::entry::Entry;
use super::folder::Folder;
use super::matrix::Matrix;
use super::page::Page;
use super::sample::Sample;
use super::{listing, page};
use crate::error::{Error, Result};
use crate::io::Output;
use crate::report::tsv::Layout;
use crate::report::tsv_variant::VariantLayout;

/// Every row of every sample.
pub const VARIANTS: &str = "cohort.tsv";
/// A row a sample.
pub const SAMPLES: &str = "cohort_samples.tsv";
/// Genes by samples.
pub const MATRIX: &str = "cohort_matrix.tsv";
/// A page for a reader.
pub const PAGE: &str = "cohort.html";
/// Every row of every sample, typed.
pub const PARQUET: &str = "cohort.parquet";

/// Returns the names of all files that [`write`] writes.
pub fn names() -> Vec<&'static str> {
    let typed = cfg!(feature = "parquet").then_some(PARQUET);
    [VARIANTS, SAMPLES, MATRIX, PAGE].into_iter().chain(typed).collect()
}

/// Writes the tables of `samples`, each with why it failed, if it did. Every entry is shown to `see`.
///
/// # Errors
/// [`Error::Io`] where a table cannot be written, or what is remembered of a sample is gone.
pub fn write(
    folder: &Folder,
    samples: &[(&Sample, Option<String>)],
    about: &About,
    mut see: impl FnMut(&str, &Entry),
) -> Result<()> {
    let open = |name: &str| Output::create(folder.file(name));
    let mut variants = open(VARIANTS)?;
    let mut list = open(SAMPLES)?;
    let header = || VariantLayout.columns().join("\t");
    about
        .write(&mut variants)
        .and_then(|()| writeln!(variants, "{}", header()))
        .map_err(|e| variants.error(e))?;
    listing::header(&mut list).map_err(|e| list.error(e))?;
    #[cfg(feature = "parquet")]
    let mut typed = super::parquet::Writer::create(open(PARQUET)?, about)?;
    let mut matrix = Matrix::default();
    let mut page = Page::default();
    let mut text = Vec::new();
    for (sample, failed) in samples {
        if let Some(why) = failed {
            listing::row(&mut list, sample, Err(why)).map_err(|e| list.error(e))?;
            page.push_failed(&sample.name, why);
            continue;
        }
        let (kept, rows) = folder.recall(&sample.name, &mut text).ok_or_else(|| {
            let gone = format!("what is remembered of sample {:?} is gone", sample.name);
            Error::io(folder.file(&sample.name), std::io::Error::other(gone))
        })?;
        let entry = kept.entry;
        see(&sample.name, &entry);
        variants.write_all(rows).map_err(|e| variants.error(e))?;
        listing::row(&mut list, sample, Ok(&entry)).map_err(|e| list.error(e))?;
        matrix.push(&sample.name, &entry.altered);
        page.push(&sample.name, &entry);
        #[cfg(feature = "parquet")]
        typed.push(&String::from_utf8_lossy(rows))?;
    }
    variants.commit()?;
    list.commit()?;
    let mut out = open(MATRIX)?;
    matrix.write(&mut out).map_err(|e| out.error(e))?;
    out.commit()?;
    let mut out = open(PAGE)?;
    page::write(&mut out, &page, &matrix, about).map_err(|e| out.error(e))?;
    out.commit()?;
    #[cfg(feature = "parquet")]
    typed.finish()?;
    Ok(())
}
