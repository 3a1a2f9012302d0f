//! What of a table's rows is not used: counted by what is wrong, with the first lines.

use std::collections::BTreeMap;

use crate::diagnostics::{Tally, Warning};
use crate::io::table::Table;

/// What is done with rows that say nothing.
pub(super) const NOT_USED: &str = "not used; complete the rows if they matter";

/// Remarks on the rows of one table.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    kinds: BTreeMap<(String, &'static str), Tally>,
}

impl Remarks {
    /// Counts a row of which this is to be said, and what is done with it.
    pub(super) fn push(&mut self, line: u64, what: impl Into<String>, remedy: &'static str) {
        self.kinds.entry((what.into(), remedy)).or_default().push(line);
    }

    /// Returns a warning for each thing that is to be said.
    pub(super) fn into_warnings(self, table: &Table) -> Vec<Warning> {
        let warning = |((what, remedy), tally)| Warning::Rows {
            file: table.path().to_path_buf(),
            what,
            tally,
            remedy,
        };
        self.kinds.into_iter().map(warning).collect()
    }
}
