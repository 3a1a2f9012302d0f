//! What of a table's rows is not used: counted by what is wrong, with the first lines.

use std::collections::BTreeMap;

use crate::diagnostics::{Tally, Warning};
use crate::io::table::Table;

/// What is done with a row that lacks something.
pub(super) const NOT_USED: &str = "not used; complete the rows if they matter";

/// Remarks on the rows of one table.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    kinds: BTreeMap<(String, &'static str), Tally>,
    /// Whether a row that is not used may be of any place.
    pub(super) has_unplaced: bool,
}

impl Remarks {
    /// Counts a row of which this is to be said, and what is done with it.
    pub(super) fn push(&mut self, line: u64, what: impl Into<String>, remedy: &'static str) {
        self.kinds.entry((what.into(), remedy)).or_default().push(line);
    }

    /// Counts a row that may be of any place.
    pub(super) fn push_unplaced(
        &mut self,
        line: u64,
        what: impl Into<String>,
        remedy: &'static str,
    ) {
        self.has_unplaced = true;
        self.push(line, what, remedy);
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
