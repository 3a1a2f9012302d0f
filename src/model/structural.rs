//! Structural variants: junctions between two places, and stretches with a number of copies.

use super::assembly::Assembly;
use super::change_state::{Basis, ChangeState, Effect};
use super::contig::Contig;
use super::event_detail::EventDetail;
use super::position::Interval;
use super::profile::{Component, CopyNumberClass};

/// More copies than any gene of a tumour has: what is above is no number of copies.
pub const MOST_COPIES: f64 = 10_000.0;

/// Which side of a break is kept and joined to the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kept {
    /// The bases up to and including the position.
    Left,
    /// The bases from the position on.
    Right,
}

/// One end of a junction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Breakend {
    /// The chromosome.
    pub contig: Contig,
    /// 0-based position of the last kept base.
    pub position: u32,
    /// What is kept.
    pub kept: Kept,
}

/// Two places joined (VCF 4.5 §5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Junction {
    /// The end that the record stands at.
    pub a: Breakend,
    /// The other end.
    pub b: Breakend,
}

impl Junction {
    /// Returns the same junction, whichever end stands first.
    pub fn sorted(self) -> Self {
        if self.a <= self.b { self } else { Self { a: self.b, b: self.a } }
    }

    /// Bases that the records of one junction stand apart, at most.
    const SLACK: u32 = 50;

    /// Returns two numbers that differ by one at most between junctions that are near each other.
    pub fn neighbourhood(self) -> [u32; 2] {
        let Self { a, b } = self.sorted();
        [a.position / (Self::SLACK + 1), b.position / (Self::SLACK + 1)]
    }

    /// Returns whether both are the same junction. Homology at a break lets its two records stand
    /// some bases apart.
    pub fn is_near(self, other: Self) -> bool {
        let (a, b) = (self.sorted(), other.sorted());
        let is_near = |x: Breakend, y: Breakend| {
            x.contig == y.contig
                && x.kept == y.kept
                && x.position.abs_diff(y.position) <= Self::SLACK
        };
        is_near(a.a, b.a) && is_near(a.b, b.b)
    }

    /// Returns the bases between two ends on one chromosome (0-based half-open), and what becomes
    /// of them. Returns `None` for an inversion, or for two chromosomes.
    pub fn span(self) -> Option<(Contig, Interval, SpanKind)> {
        let Self { a: low, b: high } = self.sorted();
        if low.contig != high.contig {
            return None;
        }
        let (low, high) = if low.position <= high.position { (low, high) } else { (high, low) };
        match (low.kept, high.kept) {
            (Kept::Left, Kept::Right) => Some((
                low.contig,
                Interval::new(low.position + 1, high.position.max(low.position + 1)),
                SpanKind::Deletion,
            )),
            (Kept::Right, Kept::Left) => Some((
                low.contig,
                Interval::new(low.position, high.position + 1),
                SpanKind::TandemDuplication,
            )),
            _ => None,
        }
    }
}

/// What kind of change a structural variant makes of a gene, or of an arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructuralKind {
    /// A number of copies.
    Copies(CopyNumberClass),
    /// Part of it is joined to part of another gene.
    Fusion,
    /// Exons are taken out of one copy.
    ExonLoss,
    /// Exons are repeated in tandem.
    ExonDuplication,
    /// It is cut, or its end is turned away.
    Rearrangement,
}

impl StructuralKind {
    /// Returns the word used in reports and for combinations: `amplification`, `fusion`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copies(class) => class.name(),
            Self::Fusion => "fusion",
            Self::ExonLoss => "exon loss",
            Self::ExonDuplication => "exon duplication",
            Self::Rearrangement => "rearrangement",
        }
    }

    /// Returns what such a change does to a gene; `is_inactivating` tells whether it takes its function.
    pub fn state(self, is_inactivating: bool) -> ChangeState<'static> {
        use CopyNumberClass::{Amplification, Deletion, Gain, LossOfHeterozygosity};
        let effect = match self {
            _ if is_inactivating => Effect::Inactivating,
            Self::Copies(Amplification | Gain) | Self::Fusion | Self::ExonDuplication => {
                Effect::Activating
            }
            Self::Copies(Deletion) => Effect::Inactivating,
            Self::Copies(LossOfHeterozygosity) | Self::ExonLoss | Self::Rearrangement => {
                Effect::Unknown
            }
        };
        ChangeState::new(effect, Basis::Structural(self.name()))
    }

    /// Reads [`StructuralKind::name`].
    pub fn parse(text: &str) -> Option<Self> {
        let others = [Self::Fusion, Self::ExonLoss, Self::ExonDuplication, Self::Rearrangement];
        let mut all = CopyNumberClass::ALL.into_iter().map(Self::Copies).chain(others);
        all.find(|kind| kind.name() == text)
    }
}

/// What a structural variant, or a row of a table of copies or fusions, does to one gene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructuralChange {
    /// What kind of change it is.
    pub kind: StructuralKind,
    /// What knowledge may call it.
    pub alterations: Vec<Component>,
    /// Whether it inactivates the gene.
    pub is_inactivating: bool,
    /// Its exons, frame and domains, and what shows it.
    pub detail: EventDetail,
}

/// What becomes of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpanKind {
    /// Lost from one copy at least.
    Deletion,
    /// Repeated in place.
    TandemDuplication,
}

/// What a symbolic allele or a breakend says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StructuralEvent {
    /// One for a breakend, a deletion or a duplication, one or both of an inversion.
    pub junctions: Vec<Junction>,
    /// Bases put between the ends of the one junction, in upper case; `N` where only their number
    /// is stated.
    pub inserted: Vec<u8>,
    /// What comes in at one place, where its bases are not known.
    pub insertion: Option<Insertion>,
    /// A stretch with its copies, or one that is called lost.
    pub stretch: Option<Stretch>,
    /// A single breakend: its other end is not known.
    pub single: Option<Breakend>,
    /// Whether the caller says that the ends are not exact.
    pub is_imprecise: bool,
    /// How many bases its ends may lie elsewhere, where they are not exact.
    pub slack: u32,
    /// Whether only the depth of reads shows the ends, so that nothing is known to be joined there.
    pub is_by_depth: bool,
}

impl StructuralEvent {
    /// Returns the event of junctions alone.
    pub fn of_junctions(junctions: Vec<Junction>) -> Self {
        Self { junctions, ..Self::default() }
    }

    /// Returns whether the places of its ends are exact.
    pub fn has_exact_ends(&self) -> bool {
        !self.is_imprecise && !self.is_by_depth
    }

    /// Returns whether all of its places are on their chromosomes, telomeres included.
    pub fn is_within(&self, assembly: Assembly) -> bool {
        let ends = self.junctions.iter().flat_map(|junction| [junction.a, junction.b]);
        ends.chain(self.single).all(|end| end.contig.has(end.position, assembly))
            && self.stretch.as_ref().is_none_or(|at| at.contig.has(at.interval.end, assembly))
    }

    /// Returns the one junction of a breakend, a deletion or a duplication.
    pub fn junction(&self) -> Option<Junction> {
        match self.junctions.as_slice() {
            [junction] => Some(*junction),
            _ => None,
        }
    }
}

/// Bases that come in at one place, and are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Insertion {
    /// The chromosome.
    pub contig: Contig,
    /// 0-based position of the base before it.
    pub position: u32,
    /// What is known of it.
    pub kind: InsertionKind,
}

/// What is known of bases that come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertionKind {
    /// Their number.
    Counted(u32),
    /// That they are a mobile element.
    Element,
    /// That they are too many to be read through.
    Long,
}

/// A stretch of a chromosome with its number of copies.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The chromosome.
    pub contig: Contig,
    /// 0-based half-open.
    pub interval: Interval,
    /// Its copies, as far as stated.
    pub copies: CopyState,
    /// What the record calls it.
    pub called: Option<CalledStretch>,
    /// What the record names, where that is one name: a gene, perhaps.
    pub name: Option<Box<str>>,
}

/// What a record calls a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalledStretch {
    /// `<AMP>`.
    Amplified,
    /// `<DEL>`.
    Deleted,
}

/// Copies of a stretch in the tumour.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CopyState {
    /// All copies; `None` where they are not stated.
    pub total: Option<f64>,
    /// Copies of the rarer allele.
    pub minor: Option<f64>,
    /// Whether the total was made of a ratio as if every cell were of the tumour.
    pub is_undiluted_ratio: bool,
    /// Whether the total is that of the genotype: every chromosome has the deletion.
    pub is_of_genotype: bool,
}

impl CopyState {
    /// Half-way between one copy and two.
    const ONE_COPY: f64 = 1.5;
    /// Half-way between no copy and one.
    const NO_COPY: f64 = 0.5;

    /// Returns whether the caller states a number, and not only a genotype.
    pub fn is_stated(self) -> bool {
        !self.is_of_genotype && (self.total.is_some() || self.minor.is_some())
    }

    /// Returns whether about one copy or none is left.
    pub fn is_one_or_none(self) -> bool {
        self.total.is_some_and(|total| total < Self::ONE_COPY)
    }

    /// Returns whether fewer copies are left than a genome of `ploidy` has, by a quarter.
    pub fn is_below(self, ploidy: f64) -> bool {
        self.total.is_some_and(|total| total < ploidy * Self::ONE_COPY / 2.0)
    }

    /// Returns whether one of the two alleles is lost, whatever the number of the other.
    pub fn has_lost_an_allele(self) -> bool {
        self.minor.is_some_and(|minor| minor < Self::NO_COPY)
            && self.total.is_none_or(|total| total >= Self::NO_COPY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_back_by_name() {
        for class in CopyNumberClass::ALL {
            assert_eq!(StructuralKind::parse(class.name()), Some(StructuralKind::Copies(class)));
        }
        for name in ["fusion", "exon loss", "exon duplication", "rearrangement"] {
            assert_eq!(StructuralKind::parse(name).map(StructuralKind::name), Some(name));
        }
        assert_eq!(StructuralKind::parse(""), None);
    }
}
