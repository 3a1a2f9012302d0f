//! What is not understood of records: counted, and named by its first lines.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostics, Scope, Tally, Warning};
use crate::error::{Error, Location, Result};
use crate::model::assembly::Assembly;
use crate::observe::out::Unread;

/// What a scan did not understand of the records that it looked at.
#[derive(Debug, Default)]
pub(crate) struct NotUnderstood {
    /// The input, where the first such record is an error.
    strict: Option<PathBuf>,
    reference: Tally,
    /// Symbolic alleles and breakends.
    pub(crate) events: Tally,
    faults: Diagnostics,
}

impl NotUnderstood {
    pub(crate) fn new(strict: Option<&Path>) -> Self {
        Self { strict: strict.map(Path::to_path_buf), ..Self::default() }
    }

    /// Counts one, on the 1-based `line`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where the first is an error.
    pub(crate) fn push(&mut self, what: Unread, line: u64) -> Result<()> {
        if let Some(input) = &self.strict {
            let reason = match what {
                Unread::Reference => "REF: not the base of the assembly".to_owned(),
                Unread::Event => {
                    "ALT: the allele does not say what it is, or says two things".to_owned()
                }
                Unread::Record(fault) | Unread::Allele(fault) | Unread::Value(fault) => {
                    fault.to_string()
                }
            };
            return Err(Error::invalid(Location::line(input, line), reason));
        }
        match what {
            Unread::Reference => self.reference.push(line),
            Unread::Event => self.events.push(line),
            Unread::Record(fault) => self.faults.push(fault.at(line, Scope::Record)),
            Unread::Allele(fault) => self.faults.push(fault.at(line, Scope::Allele)),
            Unread::Value(fault) => self.faults.push(fault.at(line, Scope::Value)),
        }
        Ok(())
    }

    /// Returns whether there is anything to be named.
    pub(crate) fn has_any(&self) -> bool {
        self.reference.count > 0 || self.events.count > 0 || !self.faults.is_empty()
    }

    /// Returns what the user must know.
    pub(crate) fn warnings(self, assembly: Assembly) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = self.faults.warnings().collect();
        if self.events.count > 0 {
            warnings.push(Warning::Uninterpreted { tally: self.events });
        }
        if self.reference.count > 0 {
            let assembly = assembly.to_string();
            warnings.push(Warning::OtherReference { tally: self.reference, assembly });
        }
        warnings
    }
}
