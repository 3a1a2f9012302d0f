//! Splice sites and introns, with the distances that Ensembl VEP uses.

use crate::genome::TranscriptModel;
use crate::model::allele::SequenceEdit;
use crate::model::consequence::{Rank, Term, Terms};
use crate::model::position::Interval;
use crate::model::transcript::Strand;

/// What an edit touches of the introns.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Introns {
    /// Introns touched.
    pub(super) rank: Option<Rank>,
    /// The coding residue nearest to an essential splice site that is touched.
    pub(super) residue: Option<u32>,
    /// Whether the exon base before a donor is changed.
    pub(super) last_exon_base: bool,
}

/// Adds the splice and intron terms of `interval` (empty: an insertion before its start).
pub(super) fn add_terms(model: &TranscriptModel, interval: Interval, terms: &mut Terms) -> Introns {
    let mut found = Introns::default();
    let mut splice_region = false;
    // The widest window reaches three bases into the exon.
    let first = model.exons.partition_point(|exon| exon.end + 3 < interval.start);
    for left in first.saturating_sub(1)..model.exons.len().saturating_sub(1) {
        let intron = Intron {
            bases: Interval::new(model.exons[left].end, model.exons[left + 1].start),
            strand: model.strand,
        };
        if intron.bases.end < interval.start.saturating_sub(3) {
            continue;
        }
        if intron.bases.start > interval.end + 3 {
            break;
        }
        let touched = |from, to, end| touches(interval, intron.from(end, from, to));
        let donor = touched(1, 2, End::Donor);
        let acceptor = touched(1, 2, End::Acceptor);
        for (term, hit) in [
            (Term::SpliceDonor, donor),
            (Term::SpliceAcceptor, acceptor),
            (Term::SpliceDonor5th, touched(5, 5, End::Donor)),
            (Term::SpliceDonorRegion, touched(3, 6, End::Donor)),
            (Term::SplicePolypyrimidine, touched(3, 17, End::Acceptor)),
            (Term::Intron, intron.holds(interval)),
        ] {
            if hit {
                terms.insert(term);
            }
        }
        let last = intron.exon_base(End::Donor);
        found.last_exon_base |= interval.contains(last);
        splice_region |= intron.splice_region(interval);
        if touches(interval, intron.bases) {
            found.rank = Some(intron_rank(model, left, found.rank));
        }
        if donor || acceptor {
            let exon_base = intron.exon_base(if donor { End::Donor } else { End::Acceptor });
            found.residue = found.residue.or_else(|| model.residue_at(exon_base).map(|at| at.0));
        }
    }
    if terms.has(Term::SpliceDonor5th) {
        terms.remove(Term::SpliceDonorRegion);
    }
    if splice_region && !terms.any(&[Term::SpliceDonor, Term::SpliceAcceptor]) {
        terms.insert(Term::SpliceRegion);
    }
    found
}

/// Returns the splice site beside the codon of a residue, as `X550_splice` names it: the donor behind it
/// before the acceptor in front of it, which a codon over an intron has both. `None` where no exon
/// begins or ends there.
pub fn site_beside(model: &TranscriptModel, residue: u32) -> Option<Term> {
    site(model, residue).map(|(_, term)| term)
}

/// Returns a change of the essential base of that site into an unknown one: where a change lies that is only
/// named, not which it is.
pub fn site_edit(model: &TranscriptModel, residue: u32) -> Option<SequenceEdit> {
    let (start, _) = site(model, residue)?;
    let deleted = vec![model.base(start).unwrap_or(b'N')];
    Some(SequenceEdit { contig: model.contig, start, deleted, inserted: b"N".to_vec() })
}

/// Returns the essential base beside the exon, and the term of its change.
fn site(model: &TranscriptModel, residue: u32) -> Option<(u32, Term)> {
    let introns = || {
        model.exons.windows(2).map(|pair| Intron {
            bases: Interval::new(pair[0].end, pair[1].start),
            strand: model.strand,
        })
    };
    let is_beside = |intron: &Intron, end| {
        model.residue_at(intron.exon_base(end)).is_some_and(|at| at.0 == residue)
    };
    [(End::Donor, Term::SpliceDonor), (End::Acceptor, Term::SpliceAcceptor)].into_iter().find_map(
        |(end, term)| {
            let intron = introns().find(|intron| is_beside(intron, end))?;
            let Interval { start, end: behind } = intron.bases;
            Some((if intron.is_low(end) { start } else { behind - 1 }, term))
        },
    )
}

/// Returns whether an edit changes bases of `region`. An insertion must lie between two of them.
fn touches(interval: Interval, region: Interval) -> bool {
    interval.start < region.end && interval.end > region.start
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Donor,
    Acceptor,
}

struct Intron {
    bases: Interval,
    strand: Strand,
}

impl Intron {
    fn is_low(&self, end: End) -> bool {
        (self.strand == Strand::Forward) == (end == End::Donor)
    }

    /// Returns the intron bases from the `from`th to the `to`th, counted from one of its ends.
    fn from(&self, end: End, from: u32, to: u32) -> Interval {
        if self.is_low(end) {
            Interval::new(self.bases.start + from - 1, self.bases.start + to)
        } else {
            Interval::new(self.bases.end.saturating_sub(to), self.bases.end - (from - 1))
        }
    }

    /// Returns the last three exon bases before the donor or the first three after the acceptor.
    fn exon_side(&self, end: End) -> Interval {
        if self.is_low(end) {
            Interval::new(self.bases.start.saturating_sub(3), self.bases.start)
        } else {
            Interval::new(self.bases.end, self.bases.end + 3)
        }
    }

    /// Returns the exon base beside the donor or acceptor.
    fn exon_base(&self, end: End) -> u32 {
        if self.is_low(end) { self.bases.start - 1 } else { self.bases.end }
    }

    /// Returns whether `interval` touches bases 1–3 of the exon or 3–8 of the intron. Insertions at
    /// their edges count.
    fn splice_region(&self, interval: Interval) -> bool {
        let Interval { start, end } = self.bases;
        let at_edge = interval.is_empty()
            && [start, end, start + 2, end.saturating_sub(2)].contains(&interval.start);
        at_edge
            || [End::Donor, End::Acceptor].into_iter().any(|side| {
                touches(interval, self.exon_side(side)) || touches(interval, self.from(side, 3, 8))
            })
    }

    /// Returns whether `interval` touches the intron within its essential splice sites.
    fn holds(&self, interval: Interval) -> bool {
        let inner = Interval::new(self.bases.start + 2, self.bases.end.saturating_sub(2));
        touches(interval, inner)
            || interval.is_empty() && [inner.start, inner.end].contains(&interval.start)
    }
}

/// Takes the intron after the exon `left` (in genome order) into `known`.
fn intron_rank(model: &TranscriptModel, left: usize, known: Option<Rank>) -> Rank {
    let rank = model.exon_rank(left).min(model.exon_rank(left + 1)).0;
    let total = model.exons.len() as u32 - 1;
    let known = known.unwrap_or(Rank { first: rank, last: rank, total });
    Rank { first: known.first.min(rank), last: known.last.max(rank), total }
}
