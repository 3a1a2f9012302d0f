//! Sorted, disjoint regions per contig: the cheap first question about a record.

use std::sync::{Arc, OnceLock};

use super::contig::Contig;
use super::position::Interval;

/// Disjoint regions, sorted within each contig.
#[derive(Debug, Clone, Default)]
pub struct Regions {
    by_contig: Vec<List>,
}

/// The regions of one contig: as text until they are first asked for. Copies share what was read.
#[derive(Debug, Clone)]
struct List {
    regions: Arc<OnceLock<Vec<Interval>>>,
    texts: Vec<&'static str>,
    read: fn(&'static str) -> Vec<Interval>,
}

impl List {
    fn regions(&self) -> &[Interval] {
        self.regions.get_or_init(|| match self.texts[..] {
            [one] => (self.read)(one),
            _ => merged(self.texts.iter().flat_map(|text| (self.read)(text)).collect()),
        })
    }
}

/// Returns the list sorted and disjoint. Touching intervals become one.
fn merged(mut list: Vec<Interval>) -> Vec<Interval> {
    // Lists come sorted or nearly so, which a stable sort is quick with.
    list.sort();
    let mut merged: Vec<Interval> = Vec::with_capacity(list.len());
    for next in list {
        match merged.last_mut() {
            Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
            _ => merged.push(next),
        }
    }
    merged
}

impl From<Vec<Interval>> for List {
    fn from(regions: Vec<Interval>) -> Self {
        let regions = Arc::new(OnceLock::from(regions));
        Self { regions, texts: Vec::new(), read: |_| Vec::new() }
    }
}

impl Regions {
    /// Sorts and merges `regions` (touching ones too).
    pub fn new(regions: impl IntoIterator<Item = (Contig, Interval)>) -> Self {
        let mut by_contig = vec![Vec::new(); Contig::COUNT];
        for (contig, interval) in regions {
            by_contig[contig.index()].push(interval);
        }
        Self { by_contig: by_contig.into_iter().map(|list| List::from(merged(list))).collect() }
    }

    /// Creates regions that are text until their contig is first asked about, when `read` parses
    /// them. A contig may have several lists.
    pub fn lazy(
        lists: impl IntoIterator<Item = (Contig, &'static str)>,
        read: fn(&'static str) -> Vec<Interval>,
    ) -> Self {
        let mut by_contig = vec![List::from(Vec::new()); Contig::COUNT];
        for (contig, text) in lists {
            let list = &mut by_contig[contig.index()];
            list.regions = Arc::default();
            list.texts.push(text);
            list.read = read;
        }
        Self { by_contig }
    }

    /// Returns the regions of one contig, sorted and disjoint.
    pub fn on(&self, contig: Contig) -> &[Interval] {
        self.by_contig.get(contig.index()).map_or(&[], |list| list.regions())
    }

    /// Returns whether any region touches the 0-based `interval`. An empty interval (an insertion
    /// point) touches a region that begins or ends there.
    pub fn touches(&self, contig: Contig, interval: Interval) -> bool {
        let list = self.on(contig);
        let next = list.partition_point(|region| region.end < interval.start);
        list.get(next).is_some_and(|region| region.start <= interval.end)
    }

    /// Returns whether any region shares a base with `interval`.
    pub fn overlaps(&self, contig: Contig, interval: Interval) -> bool {
        let list = self.on(contig);
        let next = list.partition_point(|region| region.end <= interval.start);
        list.get(next).is_some_and(|region| region.start < interval.end)
    }

    /// Returns whether one region holds all of `interval`, which is not empty.
    pub fn covers(&self, contig: Contig, interval: Interval) -> bool {
        let list = self.on(contig);
        let at = list.partition_point(|region| region.end < interval.end);
        list.get(at).is_some_and(|region| region.start <= interval.start)
    }

    /// Returns the gap between regions around the 0-based `position`: no region touches any base of
    /// it. It is empty where `position` lies in a region. The scan skips records inside a gap with
    /// two comparisons.
    pub fn gap_around(&self, contig: Contig, position: u32) -> Interval {
        let list = self.on(contig);
        let next = list.partition_point(|region| region.end < position);
        let start = if next == 0 { 0 } else { list[next - 1].end + 1 };
        match list.get(next) {
            Some(region) if region.start <= position => Interval::new(position, position),
            Some(region) => Interval::new(start, region.start),
            None => Interval::new(start, u32::MAX),
        }
    }

    /// Returns all regions.
    pub fn iter(&self) -> impl Iterator<Item = (Contig, Interval)> + '_ {
        Contig::all().flat_map(|contig| self.on(contig).iter().map(move |&region| (contig, region)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_and_finds() {
        let c = Contig::from_name(b"1").unwrap();
        let regions = Regions::new([
            (c, Interval::new(100, 110)),
            (c, Interval::new(105, 120)),
            (c, Interval::new(200, 210)),
        ]);
        assert_eq!(regions.on(c), [Interval::new(100, 120), Interval::new(200, 210)]);
        assert!(regions.touches(c, Interval::new(119, 120)));
        for (start, end, want) in
            [(119, 120, true), (120, 130, false), (90, 100, false), (0, 999, true)]
        {
            assert_eq!(regions.overlaps(c, Interval::new(start, end)), want, "{start}-{end}");
        }
        assert!(regions.touches(c, Interval::new(120, 120)), "insertion at the end");
        assert!(!regions.touches(c, Interval::new(121, 199)));
        assert!(regions.touches(c, Interval::new(0, 1000)));
        assert!(regions.covers(c, Interval::new(100, 120)));
        assert!(regions.covers(c, Interval::new(119, 120)));
        assert!(!regions.covers(c, Interval::new(119, 121)));
        assert!(!regions.covers(c, Interval::new(99, 101)));
        assert!(!regions.covers(c, Interval::new(300, 301)));
        assert_eq!(regions.gap_around(c, 50), Interval::new(0, 100));
        assert_eq!(regions.gap_around(c, 150), Interval::new(121, 200));
        assert!(regions.gap_around(c, 105).is_empty());
        assert_eq!(regions.gap_around(c, 300), Interval::new(211, u32::MAX));
    }
}
