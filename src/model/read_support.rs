//! What reads show at one target: an allele that is looked for at one place.

use std::ops::AddAssign;

use super::allele::SequenceEdit;
use super::contig::Contig;
use super::position::Interval;

/// An allele that reads are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The chromosome.
    pub contig: Contig,
    /// 0-based position of the first base of `reference`.
    pub start: u32,
    /// VCF's REF, in upper case.
    pub reference: Vec<u8>,
    /// VCF's ALT, in upper case.
    pub alternate: Vec<u8>,
    /// What the list of targets calls it, or nothing.
    pub name: String,
}

impl Target {
    /// Returns the bases that differ, without the shared ones on either side.
    pub fn edit(&self) -> Option<SequenceEdit> {
        SequenceEdit::trimmed(self.contig, self.start, &self.reference, &self.alternate)
    }

    /// Returns the interval of REF.
    pub fn interval(&self) -> Interval {
        Interval::new(self.start, self.start + self.reference.len() as u32)
    }

    /// Returns which kind of change it is: `snv`, `mnv`, `insertion`, `deletion` or `indel`.
    pub fn kind(&self) -> &'static str {
        match self.edit() {
            Some(edit) => match (edit.deleted.len(), edit.inserted.len()) {
                (1, 1) => "snv",
                (a, b) if a == b => "mnv",
                (0, _) => "insertion",
                (_, 0) => "deletion",
                _ => "indel",
            },
            None => "none",
        }
    }
}

/// Units of one kind (reads, fragments, molecules or duplexes) by what they show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnitCounts {
    /// Units of the reference allele.
    pub reference: u32,
    /// Units of the target's allele.
    pub alternate: u32,
    /// Units of each other base A, C, G, T, where the target is one base.
    pub bases: [u32; 4],
    /// Units of any other allele: a deleted base, another indel, part of a change.
    pub other: u32,
}

impl AddAssign<&UnitCounts> for UnitCounts {
    fn add_assign(&mut self, other: &Self) {
        self.reference += other.reference;
        self.alternate += other.alternate;
        self.other += other.other;
        for (own, more) in self.bases.iter_mut().zip(other.bases) {
            *own += more;
        }
    }
}

impl UnitCounts {
    /// Returns the units that show any allele but the two.
    pub fn others(&self) -> u32 {
        self.bases.iter().sum::<u32>() + self.other
    }

    /// Returns the units that show any allele.
    pub fn usable(&self) -> u32 {
        self.reference + self.alternate + self.others()
    }
}

/// Reads of one allele by strand and by orientation of their pair.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Strands {
    /// Reads on the forward strand.
    pub forward: u32,
    /// Reads on the reverse strand.
    pub reverse: u32,
    /// Reads of fragments whose first read is on the forward strand.
    pub f1r2: u32,
    /// Reads of fragments whose second read is on the forward strand.
    pub f2r1: u32,
}

/// Reads over a target that do not count, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Excluded {
    /// Marked as a duplicate, and no consensus.
    pub duplicate: u32,
    /// Secondary alignments.
    pub secondary: u32,
    /// Supplementary alignments.
    pub supplementary: u32,
    /// Failed the sequencer's own quality control.
    pub failed: u32,
    /// Below the floor of mapping quality.
    pub mapping_quality: u32,
    /// Below the floor of base quality.
    pub base_quality: u32,
    /// N at the site.
    pub unknown: u32,
    /// Fits both alleles: the read does not reach far enough.
    pub undecided: u32,
}

/// How the bases around a target were known, for alleles that are decided by realignment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BasesFrom {
    /// Not needed: the allele replaces bases one by one.
    #[default]
    NotNeeded,
    /// The FASTA file.
    Reference,
    /// The embedded bases of the gene.
    Embedded,
    /// What most reads show.
    Reads,
    /// Nowhere.
    Unknown,
}

impl BasesFrom {
    /// Returns its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotNeeded => "not_needed",
            Self::Reference => "reference",
            Self::Embedded => "embedded",
            Self::Reads => "reads",
            Self::Unknown => "unknown",
        }
    }
}

/// What the reads of one file show at one target.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Support {
    /// Reads.
    pub reads: UnitCounts,
    /// Fragments: reads of one name.
    pub fragments: UnitCounts,
    /// Molecules: fragments of one UMI family.
    pub molecules: UnitCounts,
    /// Molecules of which both strands were read.
    pub duplexes: UnitCounts,
    /// Reads of the reference allele.
    pub reference_strands: Strands,
    /// Reads of the target's allele.
    pub alternate_strands: Strands,
    /// Reads that do not count.
    pub excluded: Excluded,
    /// Fragments whose mates disagree.
    pub disagreeing: u32,
    /// Names of the first of these.
    pub disagreeing_names: Vec<String>,
    /// Families whose fragments disagree without a majority.
    pub split_families: u32,
    /// Fragments that belong to a UMI family.
    pub in_families: u32,
    /// Reads that are the consensus of others.
    pub consensus_reads: u32,
    /// How bases around the target were known.
    pub bases_from: BasesFrom,
}

/// What controls show of an allele, in each unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Background {
    /// Units that show the allele, and all usable ones, by [`Unit::ALL`].
    pub counts: [(u32, u32); 4],
    /// Controls that have the allele itself: they do not count.
    pub carriers: u32,
}

impl Background {
    /// Returns the units that show the allele, and all usable ones.
    pub fn of(&self, unit: Unit) -> (u32, u32) {
        self.counts[unit as usize]
    }
}

/// How deeply a region was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RegionDepth {
    /// The chromosome.
    pub contig: Contig,
    /// Its bases.
    pub interval: Interval,
    /// What was counted.
    pub unit: Unit,
    /// Units at the base with the fewest.
    pub least: u32,
    /// Units at a base on average.
    pub mean: f64,
    /// Units at the base with the most.
    pub most: u32,
}

impl RegionDepth {
    /// Returns the depth of a region from that of its bases.
    pub fn of(contig: Contig, interval: Interval, unit: Unit, depths: &[u32]) -> Self {
        let sum: u64 = depths.iter().map(|&depth| u64::from(depth)).sum();
        Self {
            contig,
            interval,
            unit,
            least: depths.iter().copied().min().unwrap_or_default(),
            mean: sum as f64 / depths.len().max(1) as f64,
            most: depths.iter().copied().max().unwrap_or_default(),
        }
    }
}

/// What is counted, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Molecules of which both strands were read.
    Duplex,
    /// Families of a UMI.
    Molecule,
    /// Reads of one name.
    Fragment,
    /// Single reads.
    Read,
}

impl Unit {
    /// All units, best first.
    pub const ALL: [Unit; 4] = [Self::Duplex, Self::Molecule, Self::Fragment, Self::Read];

    /// Returns its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Duplex => "duplex",
            Self::Molecule => "molecule",
            Self::Fragment => "fragment",
            Self::Read => "read",
        }
    }
}

impl Support {
    /// Adds what another file of the sample shows. Its fragments are others.
    pub fn add(&mut self, other: &Self) {
        self.reads += &other.reads;
        self.fragments += &other.fragments;
        self.molecules += &other.molecules;
        self.duplexes += &other.duplexes;
        self.in_families += other.in_families;
        self.disagreeing += other.disagreeing;
        self.consensus_reads += other.consensus_reads;
        if self.bases_from == BasesFrom::Unknown {
            self.bases_from = other.bases_from;
        }
    }

    /// Returns the counts of a unit.
    pub fn of(&self, unit: Unit) -> &UnitCounts {
        match unit {
            Unit::Duplex => &self.duplexes,
            Unit::Molecule => &self.molecules,
            Unit::Fragment => &self.fragments,
            Unit::Read => &self.reads,
        }
    }
}

/// What is said of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Supported above background.
    Detected,
    /// Not supported, and fractions from the limit of detection on would have been.
    NotDetected,
    /// Cannot be said.
    NotAssessed,
}

impl Status {
    /// Returns its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Detected => "DETECTED",
            Self::NotDetected => "NOT_DETECTED",
            Self::NotAssessed => "NOT_ASSESSED",
        }
    }
}

/// A target's status with the numbers that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The status.
    pub status: Status,
    /// Why it was not assessed, or what limits it.
    pub reason: Option<String>,
    /// What was counted.
    pub unit: Unit,
    /// Usable units.
    pub usable: u32,
    /// Units that support the target's allele.
    pub support: u32,
    /// Background rate: the share of units that show the allele by error.
    pub background: f64,
    /// Fewest supporting units that are above background.
    pub needed: u32,
    /// Smallest fraction that would be seen in 95 of 100 such samples.
    pub limit: Option<f64>,
    /// Fraction of the allele, with its 95 % interval.
    pub fraction: Option<(f64, [f64; 2])>,
    /// Probability of this support, or more, by background alone.
    pub p_value: Option<f64>,
    /// The same by the most likely background instead of the highest that is likely: what is worth a look.
    pub screened: Screen,
}

/// What is held against the most likely background.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Screen {
    /// Probability of this support, or more.
    pub p_value: f64,
    /// Probability of as many units as are worth a look.
    pub by_chance: f64,
    /// Whether so many support it.
    pub is_worth_a_look: bool,
}
