//! Operands that an option of several values took along: `--knowledge TABLE INPUT`.

use std::path::PathBuf;

use super::terminal::not_utf8;
use crate::error::{Error, Result};
use crate::io::Source;

/// Standard input.
const STDIN: &str = "-";

/// Returns the input and the paths of the option before it. Where no input was named, the last of several
/// paths is the input if it holds variants, or is `-`.
pub(super) fn input(given: Option<&PathBuf>, paths: &[PathBuf]) -> (PathBuf, Vec<PathBuf>) {
    if let Some(given) = given {
        return (given.clone(), paths.to_vec());
    }
    match paths.split_last() {
        Some((last, before)) if !before.is_empty() && is_input(last) => {
            (last.clone(), before.to_vec())
        }
        _ => (PathBuf::from(STDIN), paths.to_vec()),
    }
}

/// Whether a path holds variants. Only files are looked into: what a pipe gives is gone once read.
fn is_input(path: &PathBuf) -> bool {
    path.as_os_str() == STDIN || path.is_file() && Source::open(path).is_ok()
}

/// Returns the words of a query and the paths of the option before it: where no query is given, the last
/// paths that are none are its words.
///
/// # Errors
/// [`Error::Usage`] where a word is not UTF-8.
pub(super) fn query(given: &[String], paths: &[PathBuf]) -> Result<(Vec<String>, Vec<PathBuf>)> {
    if !given.is_empty() {
        return Ok((given.to_vec(), paths.to_vec()));
    }
    let tables = paths.iter().rposition(|path| path.exists()).map_or(0, |last| last + 1);
    let (tables, words) = paths.split_at(tables);
    let text = |word: &PathBuf| word.to_str().map(str::to_owned);
    match words.iter().map(text).collect() {
        Some(words) => Ok((words, tables.to_vec())),
        None => Err(Error::Usage(not_utf8(words.iter().filter(|word| word.to_str().is_none())))),
    }
}
