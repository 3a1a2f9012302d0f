//! Where a fact of a sample comes from.

/// Where a fact of a sample comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FactOrigin {
    /// The user states it.
    #[default]
    Stated,
    /// A result file of another program has it.
    File {
        /// The file as named.
        path: String,
        /// The program or assay: `MSIsensor`, `scarHRD`.
        method: &'static str,
        /// The value in the file, and the limit that it was held against, with the limit's source.
        basis: String,
    },
    /// It was computed from the variants of the input.
    Computed {
        /// How: `exome-nonsyn`.
        method: &'static str,
        /// The numbers, and the limit that they were held against, with the limit's source.
        basis: String,
    },
}

impl FactOrigin {
    /// Returns the word for it: `stated`, `file`, `computed`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::File { .. } => "file",
            Self::Computed { .. } => "computed",
        }
    }

    /// Returns the program, the assay or the preset.
    pub fn method(&self) -> Option<&'static str> {
        match self {
            Self::Stated => None,
            Self::File { method, .. } | Self::Computed { method, .. } => Some(method),
        }
    }

    /// Returns the value and the limit that it was held against.
    pub fn basis(&self) -> Option<&str> {
        match self {
            Self::Stated => None,
            Self::File { basis, .. } | Self::Computed { basis, .. } => Some(basis),
        }
    }

    /// Returns the file as named.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::File { path, .. } => Some(path),
            _ => None,
        }
    }
}
