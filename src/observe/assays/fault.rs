//! Why a file says nothing.

/// Why a file says nothing.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is no such file, or a value cannot be right: the line, where one is at fault, and the reason.
    Bad(Option<u64>, String),
    /// It is of another sample.
    OtherSample(String),
}

impl Fault {
    /// Returns the fault of a line.
    pub(super) fn at(line: u64, reason: String) -> Self {
        Self::Bad(Some(line), reason)
    }
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Self::Bad(None, reason)
    }
}
