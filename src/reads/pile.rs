//! The reads over one target, and what they show together.

use std::cmp::Ordering;

use super::alignment::Read;
use super::call::Call;
use super::caller::Caller;
use super::tags::{Class, MoleculeStrand};
use crate::model::read_support::{BasesFrom, Excluded, Strands, Support, UnitCounts};

/// How many fragments whose mates disagree are named.
const NAMED: usize = 20;

/// Which reads count.
#[derive(Debug, Clone, Copy)]
pub struct Floors {
    /// Lowest base quality.
    pub base_quality: u8,
    /// Lowest mapping quality.
    pub mapping_quality: u8,
}

impl Default for Floors {
    fn default() -> Self {
        Self { base_quality: 20, mapping_quality: 20 }
    }
}

/// The reads over one target, as they come.
#[derive(Debug)]
pub(super) struct Pile<'c> {
    caller: &'c Caller,
    bases_from: BasesFrom,
    seen: Vec<Seen>,
    names: Vec<u8>,
    excluded: Excluded,
    consensus_reads: u32,
}

/// What one read shows.
#[derive(Debug, Clone, Copy)]
struct Seen {
    name_number: u64,
    /// Where its name begins among the names, and the name's length.
    name: (u32, u32),
    molecule: Option<u64>,
    call: Call,
    class: Class,
    strand: MoleculeStrand,
    is_reverse: bool,
    is_f1r2: bool,
}

/// What the reads of one name show.
#[derive(Debug, Clone, Copy)]
struct Fragment {
    molecule: u64,
    call: Call,
    class: Class,
    strand: MoleculeStrand,
}

impl<'c> Pile<'c> {
    pub(super) fn new(caller: &'c Caller, bases_from: BasesFrom) -> Self {
        Self {
            caller,
            bases_from,
            seen: Vec::new(),
            names: Vec::new(),
            excluded: Excluded::default(),
            consensus_reads: 0,
        }
    }

    /// Takes a read that is near the target.
    pub(super) fn add(&mut self, read: &Read, floors: Floors) {
        let Some(call) = self.caller.call(read, floors.base_quality) else { return };
        let excluded = &mut self.excluded;
        let is_raw = read.family.class == Class::Raw;
        let counter = match call {
            _ if read.flags.is_secondary() => &mut excluded.secondary,
            _ if read.flags.is_supplementary() => &mut excluded.supplementary,
            _ if read.flags.is_failed() && is_raw => &mut excluded.failed,
            _ if read.flags.is_duplicate() && is_raw => &mut excluded.duplicate,
            _ if read.mapping_quality < floors.mapping_quality => &mut excluded.mapping_quality,
            Call::Unknown => &mut excluded.unknown,
            Call::LowQuality => &mut excluded.base_quality,
            Call::Undecided => &mut excluded.undecided,
            _ => {
                self.push(read, call);
                return;
            }
        };
        *counter += 1;
    }

    fn push(&mut self, read: &Read, call: Call) {
        self.consensus_reads += u32::from(read.family.class != Class::Raw);
        let name = (self.names.len() as u32, read.name.len() as u32);
        self.names.extend_from_slice(&read.name);
        self.seen.push(Seen {
            name_number: read.name_number,
            name,
            molecule: read.family.molecule,
            call,
            class: read.family.class,
            strand: read.family.strand,
            is_reverse: read.flags.is_reverse(),
            is_f1r2: read.flags.is_f1r2(),
        });
    }

    /// Returns the counts.
    pub(super) fn finish(mut self) -> Support {
        let mut support = Support {
            excluded: self.excluded,
            consensus_reads: self.consensus_reads,
            bases_from: self.bases_from,
            ..Support::default()
        };
        for seen in &self.seen {
            count(&mut support.reads, seen.call);
            let strands = match seen.call {
                Call::Reference => &mut support.reference_strands,
                Call::Alternate => &mut support.alternate_strands,
                _ => continue,
            };
            count_strand(strands, seen);
        }
        let mut fragments = self.fragments(&mut support);
        support.in_families = fragments.len() as u32;
        molecules(&mut fragments, &mut support);
        support
    }

    /// Counts fragments, and returns those that belong to a molecule.
    fn fragments(&mut self, support: &mut Support) -> Vec<Fragment> {
        let names = &self.names;
        let name = |seen: &Seen| {
            let (start, length) = (seen.name.0 as usize, seen.name.1 as usize);
            &names[start..start + length]
        };
        self.seen.sort_unstable_by(|a, b| match a.name_number.cmp(&b.name_number) {
            Ordering::Equal => name(a).cmp(name(b)),
            order => order,
        });
        let mut fragments = Vec::new();
        for reads in self.seen.chunk_by(|a, b| a.name_number == b.name_number && name(a) == name(b))
        {
            let Some((first, rest)) = reads.split_first() else { continue };
            if rest.iter().any(|read| read.call != first.call) {
                support.disagreeing += 1;
                if support.disagreeing_names.len() < NAMED {
                    let name = String::from_utf8_lossy(name(first)).into_owned();
                    support.disagreeing_names.push(name);
                }
                continue;
            }
            count(&mut support.fragments, first.call);
            let Some(molecule) = first.molecule else { continue };
            fragments.push(Fragment {
                molecule,
                call: first.call,
                class: first.class,
                strand: first.strand,
            });
        }
        support.disagreeing_names.sort_unstable();
        fragments
    }
}

/// Counts molecules and duplexes: what most fragments of a family show.
fn molecules(fragments: &mut [Fragment], support: &mut Support) {
    fragments.sort_unstable_by_key(|fragment| fragment.molecule);
    for family in fragments.chunk_by(|a, b| a.molecule == b.molecule) {
        let Some(call) = majority(family.iter()) else {
            support.split_families += 1;
            continue;
        };
        count(&mut support.molecules, call);
        let of = |strand| majority(family.iter().filter(|fragment| fragment.strand == strand));
        let (a, b) = (of(MoleculeStrand::A), of(MoleculeStrand::B));
        let is_duplex =
            family.iter().any(|fragment| fragment.class == Class::Duplex) || a.is_some() && a == b;
        if is_duplex {
            count(&mut support.duplexes, call);
        }
    }
}

/// Returns what more than half of fragments show.
fn majority<'f>(fragments: impl Iterator<Item = &'f Fragment> + Clone) -> Option<Call> {
    let mut total = 0;
    // The only call that can have more than half.
    let mut candidate = None;
    let mut lead = 0;
    for fragment in fragments.clone() {
        total += 1;
        match candidate {
            Some(call) if call == fragment.call => lead += 1,
            _ if lead == 0 => (candidate, lead) = (Some(fragment.call), 1),
            _ => lead -= 1,
        }
    }
    let call = candidate?;
    let votes = fragments.filter(|fragment| fragment.call == call).count();
    (votes * 2 > total).then_some(call)
}

fn count(counts: &mut UnitCounts, call: Call) {
    match call {
        Call::Reference => counts.reference += 1,
        Call::Alternate => counts.alternate += 1,
        Call::Base(base) => counts.bases[usize::from(base)] += 1,
        _ => counts.other += 1,
    }
}

fn count_strand(strands: &mut Strands, seen: &Seen) {
    *(if seen.is_reverse { &mut strands.reverse } else { &mut strands.forward }) += 1;
    *(if seen.is_f1r2 { &mut strands.f1r2 } else { &mut strands.f2r1 }) += 1;
}
