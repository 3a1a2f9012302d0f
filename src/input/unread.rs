//! What was not understood, and where nothing is known to be absent because of it.

use crate::diagnostics::Scope;
use crate::input::header::Header;
use crate::input::record::{Malformed, Record, parse_pos};
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::stretches::Stretches;

/// A record whose CHROM is not a known name.
pub(crate) const NO_CHROMOSOME: Malformed =
    Malformed::new("CHROM", "neither a chromosome nor a contig of the header with a length");

/// A line with a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Lines from the first of those that are read together.
    pub(crate) offset: u64,
    /// What is wrong.
    pub(crate) fault: Malformed,
    /// What is left aside.
    pub(crate) scope: Scope,
    /// Where its record lies.
    pub(crate) place: Place,
}

impl Unread {
    /// Returns the fault of a record that is skipped.
    pub(crate) fn record(offset: u64, fault: Malformed, place: Place) -> Self {
        Self { offset, fault, scope: Scope::Record, place }
    }

    /// Returns the fault of a line of white space alone.
    pub(crate) fn white(offset: u64) -> Self {
        const FAULT: Malformed = Malformed::new("#", "white space and nothing else");
        Self { offset, fault: FAULT, scope: Scope::Line, place: Place::Nowhere }
    }

    /// Returns the fault of a line that is no record.
    pub(crate) fn comment(offset: u64) -> Self {
        const FAULT: Malformed = Malformed::new("#", "a header line among records");
        Self { offset, fault: FAULT, scope: Scope::Line, place: Place::Nowhere }
    }

    /// Returns the fault of a record whose CHROM is not a known name.
    pub(crate) fn other_contig(offset: u64) -> Self {
        Self { offset, fault: NO_CHROMOSOME, scope: Scope::Place, place: Place::Anywhere }
    }
}

/// Where a record lies, as far as that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On any chromosome.
    Anywhere,
    /// On this one.
    On(Contig),
    /// At these bases.
    At(Contig, Interval),
    /// Beside the chromosomes, or it is no record.
    Nowhere,
}

impl Place {
    /// Reads the place of a record that may be malformed in any way.
    ///
    /// A column counts only where a tab ends it: a line may be cut inside a number.
    pub(crate) fn of(record: &Record<'_>, header: &Header) -> Self {
        let columns = record.columns();
        let chrom = record.chrom();
        let contig = match Contig::from_name(chrom) {
            Some(contig) if columns > 1 => contig,
            None if columns > 1 && header.knows_contig(chrom) => return Self::Nowhere,
            _ => return Self::Anywhere,
        };
        match record.interval() {
            Ok(own) if columns > 2 => {
                let end = record.info_value(b"END").and_then(parse_pos).unwrap_or(0);
                Self::At(contig, Interval::new(own.start, end.max(own.end).max(own.start + 1)))
            }
            _ => Self::On(contig),
        }
    }
}

/// Places of many records. Their memory is bounded.
#[derive(Debug, Default, Clone)]
pub struct Places {
    whole: [bool; Contig::COUNT],
    stretches: Stretches,
    count: usize,
}

impl Places {
    /// How many places are told apart. Beyond it a place stands for its chromosome.
    const MOST: usize = 1 << 18;

    /// Adds a place.
    pub(crate) fn push(&mut self, place: Place) {
        match place {
            Place::Anywhere => self.whole = [true; Contig::COUNT],
            Place::On(contig) => self.whole[contig.index()] = true,
            Place::At(contig, interval) if self.count < Self::MOST => {
                self.count += 1;
                self.stretches.push(contig, interval);
            }
            Place::At(contig, _) => self.whole[contig.index()] = true,
            Place::Nowhere => {}
        }
    }

    /// Returns them, in no order.
    pub fn into_stretches(self) -> impl Iterator<Item = (Contig, Interval)> {
        let Self { whole, stretches, .. } = self;
        let whole = Contig::all().filter(move |contig| whole[contig.index()]);
        let whole = whole.map(|contig| (contig, Interval::new(0, u32::MAX)));
        whole.chain(stretches.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::regions::Regions;

    #[test]
    fn places_of_malformed_records() {
        let text =
            b"##contig=<ID=HPV16,length=7906>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let header = Header::parse(text, Path::new("x.vcf"), true).unwrap().unwrap();
        let seven = Contig::from_name(b"7").unwrap();
        let at = |start, end| Place::At(seven, Interval::new(start, end));
        for (line, want) in [
            ("7\t10\t.\tAC\t-\t.\t.\t.", at(9, 11)),
            ("7\t10\t.\tA\t<DEL>\t.\t.\tEND=90", at(9, 90)),
            ("7\t10\t.\t", at(9, 10)),
            ("7\t10\t", at(9, 10)),
            ("7\t10", Place::On(seven)),
            ("7\tten\t.\tA\tC\t.\t.\t.", Place::On(seven)),
            ("7\t", Place::On(seven)),
            ("7", Place::Anywhere),
            ("", Place::Anywhere),
            ("7 10 . A C", Place::Anywhere),
            ("\t10\t.\tA\tC\t.\t.\t.", Place::Anywhere),
            ("seven\t10\t.\tA\tC\t.\t.\t.", Place::Anywhere),
            ("HPV16\tten\t.\tA\tC\t.\t.\t.", Place::Nowhere),
            ("chrUn_K1\tten\t.\tA\tC\t.\t.\t.", Place::Nowhere),
        ] {
            assert_eq!(Place::of(&Record::new(line.as_bytes()), &header), want, "{line}");
        }
    }

    #[test]
    fn what_may_lie_anywhere_leaves_all_open() {
        let all = Interval::new(0, 250_000_000);
        let mut places = Places::default();
        places.push(Place::Nowhere);
        assert_eq!(places.clone().into_stretches().count(), 0);
        places.push(Place::Anywhere);
        places.push(Place::Anywhere);
        let regions = Regions::new(places.into_stretches());
        assert!(Contig::all().all(|contig| regions.covers(contig, all)));
    }

    #[test]
    fn too_many_places_are_their_chromosome() {
        let seven = Contig::from_name(b"7").unwrap();
        let mut places = Places::default();
        for at in 0..=Places::MOST as u32 {
            let regions = || Regions::new(places.clone().into_stretches());
            assert!(at != 9 || !regions().covers(seven, Interval::new(1, 2)));
            places.push(Place::At(seven, Interval::new(2 * at, 2 * at + 1)));
        }
        let regions = Regions::new(places.into_stretches());
        assert!(regions.covers(seven, Interval::new(0, 250_000_000)));
    }
}
