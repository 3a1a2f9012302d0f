//! Protein changes: one type for what knowledge names and what a variant does.

mod format;
mod parse;
mod renumber;

/// A residue with its 1-based number. `residue` is a one-letter code (`*` for stop), or `None`
/// where the source does not name it (`K558_V559del` names both, `558_559del` neither).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Residue {
    /// 1-based number.
    pub number: u32,
    /// One-letter code.
    pub residue: Option<u8>,
}

/// A run of residues, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Residues {
    /// First.
    pub first: Residue,
    /// Last, the same as `first` for one residue.
    pub last: Residue,
}

/// Where a frameshift or an extension ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StopDistance {
    /// Not stated (`K468fs`).
    Unstated,
    /// Not known (`fs*?`): it lies beyond the known bases.
    Unknown,
    /// `fs*12`: the new stop is the 12th codon, counted from the first changed residue.
    At(u32),
}

/// A change of a protein. One-letter codes, `*` for stop.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ProteinChange {
    /// `V600E`, and nonsense `Q61*`.
    Substitution {
        /// The residue.
        at: Residue,
        /// What it becomes.
        alternate: u8,
    },
    /// `A118=`.
    Synonymous {
        /// First and last residue of the touched codons.
        at: Residues,
    },
    /// `E746_A750del`.
    Deletion {
        /// Removed.
        at: Residues,
    },
    /// `Y772_A775dup`.
    Duplication {
        /// Repeated.
        at: Residues,
    },
    /// `D770_N771insG`.
    Insertion {
        /// The two residues it goes between.
        at: Residues,
        /// One-letter codes, which may end in `*`. Empty where the source does not say which.
        residues: Vec<u8>,
    },
    /// `L747_P753delinsS`, `V600_K601>E`.
    Delins {
        /// Removed.
        at: Residues,
        /// Residues put in place, which may end in `*`.
        residues: Vec<u8>,
    },
    /// `S14Ifs*8`, `K159fs`.
    Frameshift {
        /// First changed residue.
        at: Residue,
        /// What it becomes, where stated.
        alternate: Option<u8>,
        /// Distance to the new stop.
        stop: StopDistance,
    },
    /// `*110Gext*17`: the stop codon is lost.
    Extension {
        /// The stop.
        at: Residue,
        /// What it becomes, where stated.
        alternate: Option<u8>,
        /// Distance to the new stop.
        stop: StopDistance,
    },
    /// `M1?`: the start codon is lost.
    StartLost,
    /// `X1010_splice`: a splice site beside this residue changed.
    Splice {
        /// The nearest coding residue.
        at: u32,
    },
    /// `p.?`: the known bases do not show the effect.
    Unknown,
}
