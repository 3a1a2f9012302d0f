//! What every subcommand says on the terminal, and how the command line is told.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;

use crate::control::{Escaping, escaped, is_control};
use crate::error::Error;
use crate::io::file_name;

/// Exit code of a runtime or I/O error.
const RUNTIME: u8 = 1;
/// Exit code of a usage error.
const USAGE: u8 = 2;

/// Printed under every help text.
pub(super) const DISCLAIMER: &str = "Research use only; not a medical device. Every finding is to be confirmed \
by a professional.";

/// Prints a line for the user on standard error. Where that is full or closed, nobody can be told,
/// and the exit code says it alone.
pub(super) fn say(line: impl Display) {
    let line = line.to_string();
    let _ = writeln!(io::stderr().lock(), "theravar: {}", escaped(&line, &[]));
}

/// Prints why the run failed, on as many lines as there are rows to name.
pub(super) fn say_why(error: &Error) {
    let lines = error.to_string();
    let _ = writeln!(io::stderr().lock(), "theravar: {}", escaped(&lines, &['\n']));
}

/// Returns standard output for text: what a file or the user wrote commands no terminal through it.
pub(super) fn stdout() -> Escaping<StdoutLock<'static>> {
    Escaping(io::stdout().lock())
}

/// Prints notes for the user on standard error.
pub(super) fn say_all(notes: &[impl Display]) {
    notes.iter().for_each(say);
}

thread_local! {
    /// The command line that this thread runs, the name of the program first.
    static WORDS: RefCell<Vec<OsString>> = const { RefCell::new(Vec::new()) };
}

/// Takes the words as the command line of this run.
pub(super) fn set_words(words: &[OsString]) {
    WORDS.with_borrow_mut(|own| *own = words.to_vec());
}

fn words() -> Vec<OsString> {
    WORDS.with_borrow(Clone::clone)
}

/// Returns the command line, for the provenance, with the program and the files at `paths` by their names:
/// where they lie is not what they are. What of it is not UTF-8 is replaced by U+FFFD.
pub(super) fn command<'p>(paths: impl IntoIterator<Item = &'p Path>) -> String {
    let paths: Vec<(String, String)> = paths
        .into_iter()
        .map(|path| (path.to_string_lossy().into_owned(), file_name(path)))
        .collect();
    let mut words = words().into_iter();
    let program = words.next().map(|program| file_name(Path::new(&program)));
    let words = words.map(|word| named(&word.to_string_lossy(), &paths));
    program.into_iter().chain(words).collect::<Vec<_>>().join(" ")
}

/// Returns a word with the path that it is, or ends in (`--cna=PATH`, `-oPATH`, `PROGRAM:PATH`), by its name.
fn named(word: &str, paths: &[(String, String)]) -> String {
    let is_option = |before: &str| {
        let short = before.strip_prefix('-').is_some_and(|letter| letter.chars().count() == 1);
        before.is_empty() || before.ends_with(['=', ':']) || short
    };
    let found = paths.iter().filter_map(|(path, name)| {
        let before = word.strip_suffix(path.as_str()).filter(|before| is_option(before))?;
        Some((path.len(), format!("{before}{name}")))
    });
    found.max().map_or_else(|| word.to_owned(), |(_, named)| named)
}

/// Says what is wrong with the command line, or prints the help that it asks for.
pub(super) fn answer(error: &clap::Error) -> ExitCode {
    if error.kind() == ErrorKind::InvalidUtf8 {
        say(not_utf8(words().iter().filter(|word| word.to_str().is_none())));
        return ExitCode::from(USAGE);
    }
    // What clap says of a word, it says with all of it.
    let is_plain = !words().iter().any(|word| word.to_string_lossy().contains(is_control));
    let printed = match is_plain || !error.use_stderr() {
        true => error.print(),
        false => {
            let text = error.render().to_string();
            io::stderr().lock().write_all(escaped(&text, &['\n']).as_bytes())
        }
    };
    let printed = printed.and_then(|()| io::stdout().flush());
    match printed {
        Err(failed) if !error.use_stderr() => {
            say(format_args!("{}: {failed}", crate::io::STDOUT));
            ExitCode::from(RUNTIME)
        }
        _ => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(USAGE)),
    }
}

/// Says what a subcommand wants, with its usage.
pub(super) fn usage(program: &mut clap::Command, name: &str, wanted: &str) -> ExitCode {
    program.build();
    let command = program.find_subcommand_mut(name);
    if let Some(command) = command {
        return answer(&command.error(ErrorKind::MissingRequiredArgument, wanted));
    }
    say(wanted);
    ExitCode::from(USAGE)
}

/// Returns what to say of words that are not text. A path may be anything.
pub(super) fn not_utf8<W: AsRef<std::ffi::OsStr>>(words: impl Iterator<Item = W>) -> String {
    let words: Vec<String> = words.map(|word| format!("{:?}", word.as_ref())).collect();
    format!(
        "not UTF-8: {}: only paths may have other bytes; write the rest as UTF-8",
        words.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_command_line_are_told_by_their_names() {
        let paths = ["/data/run 1/a.vcf", "../b.tsv", "c.tsv", "t/"].map(Path::new);
        let paths: Vec<_> =
            paths.iter().map(|p| (p.to_string_lossy().into_owned(), file_name(p))).collect();
        for (word, want) in [
            ("/data/run 1/a.vcf", "a.vcf"),
            ("--cna=../b.tsv", "--cna=b.tsv"),
            ("-o../b.tsv", "-ob.tsv"),
            ("msisensor2:../b.tsv", "msisensor2:b.tsv"),
            ("t/", "t"),
            // No path of an option: a tumour type, a name that only ends like a path.
            ("Non-Small Cell/Lung", "Non-Small Cell/Lung"),
            ("xc.tsv", "xc.tsv"),
            ("-t", "-t"),
        ] {
            assert_eq!(named(word, &paths), want);
        }
    }
}
