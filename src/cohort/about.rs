//! What the tables over all samples rest on.

use std::io::{self, Write};

use crate::control::escaped;

/// What is told of the run beside its samples. The command line is not: it names threads and folders,
/// and the tables are the same whatever these are.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Printed with every result.
    pub disclaimer: &'static str,
    /// Evidence tables, each in a line.
    pub knowledge: Vec<String>,
    /// Whether lines of provenance are wanted.
    pub is_wanted: bool,
}

impl About {
    /// Returns the version of the program.
    pub fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Writes the lines of provenance, where they are wanted.
    ///
    /// # Errors
    /// What the writer returns.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.is_wanted {
            return Ok(());
        }
        writeln!(out, "## theravar: {}", Self::version())?;
        writeln!(out, "## disclaimer: {}", self.disclaimer)?;
        for table in &self.knowledge {
            writeln!(out, "## knowledge: {}", cell(table))?;
        }
        Ok(())
    }
}

/// Returns a text as a cell holds it: tabs and line breaks become spaces, other control characters are
/// spelled out.
pub(super) fn cell(text: &str) -> String {
    escaped(&text.replace(['\t', '\n', '\r'], " "), &[]).into_owned()
}
