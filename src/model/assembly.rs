//! Reference genome assemblies.

use std::fmt;
use std::str::FromStr;

/// A human reference assembly that theravar has coordinates for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Assembly {
    /// GRCh37 (hg19, b37, hs37d5).
    GRCh37,
    /// GRCh38 (hg38).
    GRCh38,
}

impl Assembly {
    /// Both assemblies.
    pub const ALL: [Assembly; 2] = [Assembly::GRCh37, Assembly::GRCh38];

    /// Returns the usual name.
    pub fn name(self) -> &'static str {
        match self {
            Assembly::GRCh37 => "GRCh37",
            Assembly::GRCh38 => "GRCh38",
        }
    }

    /// Returns the other assembly.
    pub fn other(self) -> Self {
        match self {
            Assembly::GRCh37 => Assembly::GRCh38,
            Assembly::GRCh38 => Assembly::GRCh37,
        }
    }
}

impl fmt::Display for Assembly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Assembly {
    type Err = String;

    /// Accepts the usual spellings, in any case: `GRCh37 hg19 b37 37`, `GRCh38 hg38 38`.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name.to_ascii_lowercase().as_str() {
            "grch37" | "hg19" | "b37" | "37" | "hs37d5" => Ok(Assembly::GRCh37),
            "grch38" | "hg38" | "b38" | "38" => Ok(Assembly::GRCh38),
            _ => Err(format!("unknown assembly {name:?}: GRCh37 or GRCh38")),
        }
    }
}
