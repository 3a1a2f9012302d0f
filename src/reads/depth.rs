//! How deeply the bases of regions were read.

use std::collections::HashMap;

use super::alignment::{Kind, Read};
use super::file::Reads;
use super::open::Opened;
use super::pile::Floors;
use super::share::share;
use super::tags::Class;
use crate::error::Result;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::read_support::Unit;

/// Units whose ends are remembered before those that ended are forgotten.
const REMEMBERED: usize = 100_000;

/// Returns what `summarise` makes of the depth at each base of every region, in the order of the regions.
///
/// A base that two reads of one unit cover counts once. Reads and bases below the floors do not count.
///
/// # Errors
/// As [`super::regions::count`].
pub fn of_regions<T: Send>(
    opened: &Opened,
    regions: &[(Contig, Interval)],
    unit: Unit,
    floors: Floors,
    threads: usize,
    summarise: impl Fn(Contig, Interval, &[u32]) -> T + Sync,
) -> Result<Vec<T>> {
    share(opened, regions, threads, |reads, (contig, interval)| {
        let depths = match opened.contigs[contig.index()] {
            Some(index) => depths(reads, index, *interval, unit, floors)?,
            None => vec![0; interval.len() as usize],
        };
        Ok(summarise(*contig, *interval, &depths))
    })
}

fn depths(
    reads: &mut Reads<'_>,
    contig: usize,
    interval: Interval,
    unit: Unit,
    floors: Floors,
) -> Result<Vec<u32>> {
    let mut depths = vec![0_u32; interval.len() as usize];
    // How far each unit was counted: its reads come in the order of their places.
    let mut reached: HashMap<u64, u32> = HashMap::new();
    reads.each(
        contig,
        interval,
        |_| true,
        |read| {
            let Some(key) = key(read, unit, floors) else { return };
            if reached.len() > REMEMBERED {
                reached.retain(|_, end| *end > read.span.start);
            }
            let end = reached.entry(key).or_default();
            let from = interval.start.max(if unit == Unit::Read { 0 } else { *end });
            add(read, from, interval, floors, &mut depths);
            *end = read.span.end.max(*end);
        },
    )?;
    Ok(depths)
}

/// Returns the number of the unit that a read belongs to, or `None` where it does not count.
fn key(read: &Read, unit: Unit, floors: Floors) -> Option<u64> {
    let (flags, is_raw) = (read.flags, read.family.class == Class::Raw);
    let is_out = flags.is_secondary()
        || flags.is_supplementary()
        || is_raw && (flags.is_failed() || flags.is_duplicate())
        || read.mapping_quality < floors.mapping_quality;
    match unit {
        _ if is_out => None,
        Unit::Read | Unit::Fragment => Some(read.name_number),
        Unit::Molecule => read.family.molecule,
        // Whether both strands of a raw family were read is not known from one read.
        Unit::Duplex if read.family.class == Class::Duplex => read.family.molecule,
        Unit::Duplex => None,
    }
}

/// Adds the aligned bases of a read from a position on.
fn add(read: &Read, from: u32, interval: Interval, floors: Floors, depths: &mut [u32]) {
    for piece in read.pieces().filter(|piece| piece.kind == Kind::Aligned) {
        let first = piece.position.max(from);
        let last = (piece.position + piece.length).min(interval.end);
        for position in first..last {
            let index = piece.offset + (position - piece.position) as usize;
            let is_good = read.qualities.get(index).is_some_and(|&q| q >= floors.base_quality);
            if is_good && read.bases[index] != b'N' {
                depths[(position - interval.start) as usize] += 1;
            }
        }
    }
}
