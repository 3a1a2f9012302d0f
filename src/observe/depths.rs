//! How deeply the places of biomarkers were read.

use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;

/// Depths of stretches, in input order until they are asked for.
#[derive(Debug, Clone, Default)]
pub struct Depths {
    /// Where they are wanted: a gVCF of single bases is long.
    wanted: Option<Regions>,
    stretches: Vec<(Contig, Interval, u32)>,
}

impl Depths {
    /// Makes a value that keeps the depths of `wanted` alone.
    pub fn of(wanted: Regions) -> Self {
        Self { wanted: Some(wanted), stretches: Vec::new() }
    }

    /// Takes the depth of the next stretch.
    pub fn push(&mut self, contig: Contig, interval: Interval, depth: u32) {
        if !self.wanted.as_ref().is_some_and(|wanted| wanted.touches(contig, interval)) {
            return;
        }
        match self.stretches.last_mut() {
            Some((last, stretch, known))
                if *last == contig && *known == depth && stretch.end == interval.start =>
            {
                stretch.end = interval.end;
            }
            _ => self.stretches.push((contig, interval, depth)),
        }
    }

    /// Sorts them, once all are there.
    pub fn sorted(mut self) -> Self {
        self.stretches.sort_unstable();
        self
    }

    /// Returns the smallest depth in `interval`, where all of its bases have one.
    pub fn least(&self, contig: Contig, interval: Interval) -> Option<u32> {
        let of_contig = self.stretches.partition_point(|(at, ..)| *at < contig);
        let (mut reached, mut least) = (interval.start, None);
        for (at, stretch, depth) in &self.stretches[of_contig..] {
            if *at != contig || interval.end <= stretch.start {
                break;
            }
            if stretch.overlaps(interval) {
                if reached < stretch.start {
                    return None;
                }
                reached = reached.max(stretch.end);
                least = Some(least.map_or(*depth, |least: u32| least.min(*depth)));
            }
        }
        least.filter(|_| interval.end <= reached)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_depth_where_every_base_has_one() {
        let c = Contig::from_name(b"1").unwrap();
        let all = Regions::new([(c, Interval::new(0, 1000))]);
        let mut depths = Depths::of(all);
        for (start, end, depth) in [(10, 20, 50), (20, 30, 50), (30, 40, 25), (50, 60, 90)] {
            depths.push(c, Interval::new(start, end), depth);
        }
        depths.push(c, Interval::new(2000, 2010), 9);
        let depths = depths.sorted();
        assert_eq!(depths.stretches.len(), 3, "equal neighbours are one, others are not kept");
        for (start, end, want) in [
            (10, 30, Some(50)),
            (25, 35, Some(25)),
            (35, 55, None),
            (52, 60, Some(90)),
            (5, 15, None),
            (70, 80, None),
        ] {
            assert_eq!(depths.least(c, Interval::new(start, end)), want, "{start}-{end}");
        }
    }
}
