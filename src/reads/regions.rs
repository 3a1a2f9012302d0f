//! Targets by region: the reads of near targets are read once, on as many threads as there are.

use super::alignment::At;
use super::bases::{Bases, FLANK};
use super::caller::Caller;
use super::file::Reads;
use super::haplotype::Haplotypes;
use super::open::Opened;
pub use super::pile::Floors;
use super::pile::Pile;
use super::share::share;
use crate::error::Result;
use crate::model::position::Interval;
use crate::model::read_support::{BasesFrom, Support, Target};

/// Targets this near are read in one go: an index leads to stretches of this size (SAM specification
/// §5.1.3), and a second look would read the same blocks again.
const NEAR: u32 = 16_384;

/// How far from an indel the aligned part of a read may end whose clipped end reaches it.
const CLIPPED: u32 = 20;

/// A target with what is known of it before any read is.
struct Plan<'t> {
    target: &'t Target,
    caller: Caller,
    bases_from: BasesFrom,
    /// Reads that overlap this may tell of the target.
    reach: Interval,
}

/// Targets that are read together.
struct Batch<'p, 't> {
    /// Index in the file.
    contig: usize,
    interval: Interval,
    /// In the order of their reach, with the ordinal of the target.
    plans: Vec<(usize, &'p Plan<'t>)>,
}

/// Returns what the reads of a file show at each target, in the order of the targets.
///
/// # Errors
/// [`crate::Error::Io`] where a file cannot be read, [`crate::Error::InvalidInput`] where it is corrupt or a CRAM's
/// reference is missing.
pub fn count(
    opened: &Opened,
    targets: &[Target],
    bases: &Bases,
    floors: Floors,
    threads: usize,
) -> Result<Vec<Support>> {
    bases.check(targets)?;
    let plans = targets.iter().map(|target| plan(target, bases)).collect::<Result<Vec<_>>>()?;
    let batches = batches(opened, &plans);
    let done = share(opened, &batches, threads, |reads, batch| batch.count(reads, floors))?;
    let mut found = vec![Support::default(); targets.len()];
    for (ordinal, support) in done.into_iter().flatten() {
        found[ordinal] = support;
    }
    Ok(found)
}

fn plan<'t>(target: &'t Target, bases: &Bases) -> Result<Plan<'t>> {
    let unknown =
        |reach| Plan { target, caller: Caller::Unknown, bases_from: BasesFrom::Unknown, reach };
    let Some(edit) = target.edit() else { return Ok(unknown(target.interval())) };
    if edit.deleted.len() == edit.inserted.len() {
        let reach = edit.interval();
        let (caller, bases_from) = (Caller::Bases(edit), BasesFrom::NotNeeded);
        return Ok(Plan { target, caller, bases_from, reach });
    }
    let wide =
        |place: Interval| Interval::new(place.start.saturating_sub(CLIPPED), place.end + CLIPPED);
    let found = bases.around(target.contig, edit.interval())?;
    let haplotypes = found.and_then(|(start, bases, from)| {
        Haplotypes::new(&edit, start, &bases).map(|haplotypes| (haplotypes, from))
    });
    Ok(match haplotypes {
        Some((haplotypes, bases_from)) => {
            let reach = wide(haplotypes.place());
            Plan { target, caller: Caller::Haplotypes(Box::new(haplotypes)), bases_from, reach }
        }
        None => unknown(wide(edit.interval())),
    })
}

fn batches<'p, 't>(opened: &Opened, plans: &'p [Plan<'t>]) -> Vec<Batch<'p, 't>> {
    let mut ordered: Vec<(usize, usize, &Plan<'t>)> = plans
        .iter()
        .enumerate()
        .filter_map(|(ordinal, plan)| {
            Some((opened.contigs[plan.target.contig.index()]?, ordinal, plan))
        })
        .collect();
    ordered.sort_by_key(|(contig, _, plan)| (*contig, plan.reach.start, plan.reach.end));
    let mut batches: Vec<Batch<'p, 't>> = Vec::new();
    for (contig, ordinal, plan) in ordered {
        match batches.last_mut() {
            Some(batch)
                if batch.contig == contig && plan.reach.start < batch.interval.end + NEAR =>
            {
                batch.interval.end = batch.interval.end.max(plan.reach.end);
                batch.plans.push((ordinal, plan));
            }
            _ => batches.push(Batch { contig, interval: plan.reach, plans: vec![(ordinal, plan)] }),
        }
    }
    batches
}

/// A target that reads are still expected of.
struct OpenTarget<'p> {
    ordinal: usize,
    reach: Interval,
    pile: Pile<'p>,
}

impl<'t> Plan<'t> {
    /// Starts to count, by what was learned of the bases around where nobody else knew them.
    fn open<'p>(&'p self, ordinal: usize, learned: Option<&'p Caller>) -> OpenTarget<'p> {
        let pile = match learned {
            Some(caller) => Pile::new(caller, BasesFrom::Reads),
            None => Pile::new(&self.caller, self.bases_from),
        };
        OpenTarget { ordinal, reach: self.reach, pile }
    }
}

impl Batch<'_, '_> {
    fn count(&self, reads: &mut Reads<'_>, floors: Floors) -> Result<Vec<(usize, Support)>> {
        let learned = self.plans.iter().map(|(_, plan)| learn(self.contig, plan, reads));
        let learned = learned.collect::<Result<Vec<_>>>()?;
        let mut done = Vec::with_capacity(self.plans.len());
        let mut waiting = self.plans.iter().zip(&learned).peekable();
        let mut open: Vec<OpenTarget<'_>> = Vec::new();
        let places: Vec<Interval> = self.plans.iter().map(|(_, plan)| plan.reach).collect();
        // The longest reach bounds how far back one may begin.
        let longest = places.iter().map(|place| place.len()).max().unwrap_or(0);
        let is_wanted = |span: Interval| {
            let from = places.partition_point(|place| place.start + longest <= span.start);
            places[from..]
                .iter()
                .take_while(|place| place.start < span.end)
                .any(|place| place.end > span.start)
        };
        reads.each(self.contig, self.interval, is_wanted, |read| {
            while let Some(((ordinal, plan), learned)) =
                waiting.next_if(|((_, plan), _)| plan.reach.start < read.span.end)
            {
                open.push(plan.open(*ordinal, learned.as_ref()));
            }
            for target in open.extract_if(.., |target| target.reach.end <= read.span.start) {
                done.push((target.ordinal, target.pile.finish()));
            }
            for target in open.iter_mut().filter(|target| target.reach.start < read.span.end) {
                target.pile.add(read, floors);
            }
        })?;
        open.extend(
            waiting.map(|((ordinal, plan), learned)| plan.open(*ordinal, learned.as_ref())),
        );
        done.extend(open.into_iter().map(|target| (target.ordinal, target.pile.finish())));
        Ok(done)
    }
}

/// Makes the haplotypes of a target from what most reads show around it, where no reference does.
fn learn(contig: usize, plan: &Plan<'_>, reads: &mut Reads<'_>) -> Result<Option<Caller>> {
    let (Caller::Unknown, Some(edit)) = (&plan.caller, plan.target.edit()) else { return Ok(None) };
    let own = edit.interval();
    let wide = Interval::new(own.start.saturating_sub(FLANK), own.end + FLANK);
    let mut seen = vec![[0_u32; 4]; wide.len() as usize];
    reads.each(
        contig,
        wide,
        |_| true,
        |read| {
            for (i, counts) in seen.iter_mut().enumerate() {
                let At::Base(index) = read.index_at(wide.start + i as u32) else { continue };
                if let Some(base) = BASES.iter().position(|base| *base == read.bases[index]) {
                    counts[base] += 1;
                }
            }
        },
    )?;
    let most = |counts: &[u32; 4]| {
        let best = (0..4).max_by_key(|&base| counts[base]).filter(|&base| counts[base] > 0);
        best.map_or(b'N', |base| BASES[base])
    };
    let mut bases: Vec<u8> = seen.iter().map(most).collect();
    // REF is known, whatever is deleted.
    let start = (plan.target.start.max(wide.start) - wide.start) as usize;
    for (base, known) in bases[start..].iter_mut().zip(&plan.target.reference) {
        *base = *known;
    }
    let haplotypes = Haplotypes::new(&edit, wide.start, &bases);
    Ok(haplotypes.map(|haplotypes| Caller::Haplotypes(Box::new(haplotypes))))
}

const BASES: &[u8; 4] = b"ACGT";
