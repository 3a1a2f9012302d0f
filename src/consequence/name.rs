//! The `c.` name of a placed edit (HGVS 21.1, recommendations for DNA variants).

use super::locate::CodingPosition;
use super::shift::Placed;
use crate::genome::TranscriptModel;
use crate::genome::sequence::{complement, reverse_complement};
use crate::model::position::Interval;
use crate::model::transcript::Strand;

/// Names an edit that is already shifted. `deleted` are the plus-strand bases that it replaces.
/// Returns `None` where unknown bases leave open whether an insertion is a duplication.
pub(super) fn coding_name(
    model: &TranscriptModel,
    placed: &Placed<'_>,
    deleted: &[u8],
) -> Option<String> {
    let mut name = String::with_capacity(24);
    name.push_str("c.");
    let oriented = |bases: &[u8]| match model.strand {
        Strand::Forward => bases.to_vec(),
        Strand::Reverse => reverse_complement(bases),
    };
    if placed.is_insertion() {
        let length = placed.inserted.len() as u32;
        match repeats_before(model, placed)? {
            true => {
                let at = placed.interval.start;
                let copied = match model.strand {
                    Strand::Forward => Interval::new(at - length, at),
                    Strand::Reverse => Interval::new(at, at + length),
                };
                push_span(&mut name, model, copied);
                name.push_str("dup");
            }
            false => {
                // The two bases that it goes between.
                let at = placed.interval.start.checked_sub(1)?;
                push_span(&mut name, model, Interval::new(at, at + 2));
                name.push_str("ins");
                push_bases(&mut name, &oriented(&placed.inserted));
            }
        }
        return Some(name);
    }
    push_span(&mut name, model, placed.interval);
    match (deleted, &*placed.inserted) {
        (_, []) => name.push_str("del"),
        ([from], [to]) => {
            let of_strand = |base: u8| match model.strand {
                Strand::Forward => base,
                Strand::Reverse => complement(base),
            };
            name.push(char::from(of_strand(*from)));
            name.push('>');
            name.push(char::from(of_strand(*to)));
        }
        (from, to) if from.len() == to.len() && reverse_complement(from) == to => {
            name.push_str("inv");
        }
        (_, to) => {
            name.push_str("delins");
            push_bases(&mut name, &oriented(to));
        }
    }
    Some(name)
}

/// Returns whether the inserted bases repeat those just before them in transcript direction.
/// Returns `None` where an unknown base comes before any that differs.
fn repeats_before(model: &TranscriptModel, placed: &Placed<'_>) -> Option<bool> {
    let at = placed.interval.start;
    let length = placed.inserted.len();
    for back in 0..length {
        let (position, base) = match model.strand {
            Strand::Forward => {
                (at.checked_sub(1 + back as u32)?, placed.inserted[length - 1 - back])
            }
            Strand::Reverse => (at + back as u32, placed.inserted[back]),
        };
        if model.base(position)? != base {
            return Some(false);
        }
    }
    Some(true)
}

/// Writes the first and last position of a non-empty interval in transcript direction.
fn push_span(name: &mut String, model: &TranscriptModel, interval: Interval) {
    let (first, last) = match model.strand {
        Strand::Forward => (interval.start, interval.end - 1),
        Strand::Reverse => (interval.end - 1, interval.start),
    };
    // Writing to a string does not fail.
    let _ = CodingPosition::of(model, first).write(name);
    if first != last {
        name.push('_');
        let _ = CodingPosition::of(model, last).write(name);
    }
}

fn push_bases(name: &mut String, bases: &[u8]) {
    name.extend(bases.iter().map(|&base| char::from(base)));
}
