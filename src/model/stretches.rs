//! Stretches of the genome, as the input tells of them one after another.

use super::contig::Contig;
use super::position::Interval;

/// Stretches in input order. One that continues the last is joined to it, so a gVCF of single bases
/// takes no more memory than its blocks.
#[derive(Debug, Default, Clone)]
pub struct Stretches(Vec<(Contig, Interval)>);

impl Stretches {
    /// Takes the next stretch.
    pub fn push(&mut self, contig: Contig, interval: Interval) {
        match self.0.last_mut() {
            Some((last, stretch))
                if *last == contig
                    && stretch.start <= interval.start
                    && interval.start <= stretch.end =>
            {
                stretch.end = stretch.end.max(interval.end);
            }
            _ => self.0.push((contig, interval)),
        }
    }

    /// Returns the stretches.
    pub fn into_inner(self) -> Vec<(Contig, Interval)> {
        self.0
    }
}
