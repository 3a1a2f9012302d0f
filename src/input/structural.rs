//! Symbolic alleles and breakends as structural events (VCF 4.5 §1.4.5, §5.4).

mod copies;
mod ends;
mod sides;
mod symbol;

use crate::model::allele::is_bases;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::structural::{
    Breakend, CalledStretch, CopyState, Insertion, Junction, Kept, Stretch, StructuralEvent,
};
use crate::model::tumor_content::TumorContent;

pub(crate) use copies::own_content;
pub(crate) use ends::length;
pub use symbol::Symbol;

/// Reads one symbolic allele or breakend of a record, whose sample is as `content` says.
///
/// Returns `None` where it does not say where it ends, or ends on a contig that is no human
/// chromosome.
pub fn event(symbol: &Symbol<'_>, content: TumorContent) -> Option<StructuralEvent> {
    let Symbol { record, alternate, .. } = *symbol;
    let contig = Contig::from_name(record.chrom())?;
    let position = record.position().ok()?.0;
    let read = if alternate.first() == Some(&b'<') {
        symbolic(symbol, content, contig, position)?
    } else if alternate.iter().any(|b| matches!(b, b'[' | b']')) {
        breakend(alternate, contig, position)?
    } else {
        let kept = if alternate.first() == Some(&b'.') { Kept::Right } else { Kept::Left };
        cut(contig, position, kept)
    };
    let is_imprecise = record.info_value(b"IMPRECISE").is_some();
    let inserted = match read.inserted.is_empty() && !read.junctions.is_empty() {
        true => ends::inserted(record),
        false => read.inserted,
    };
    let slack = if is_imprecise { ends::slack(record) } else { 0 };
    Some(StructuralEvent { is_imprecise, slack, inserted, ..read })
}

/// Returns the event of a break whose other end is not known, or lies beside the chromosomes, where no gene is
/// that knowledge speaks of.
fn cut(contig: Contig, position: u32, kept: Kept) -> StructuralEvent {
    let single = Some(Breakend { contig, position, kept });
    StructuralEvent { single, ..StructuralEvent::default() }
}

/// Reads `t[p[`, `t]p]`, `]p]t`, `[p[t` as a junction. Of `t`, the base at the break is kept, and the
/// others lie between the two ends.
fn breakend(alternate: &[u8], contig: Contig, position: u32) -> Option<StructuralEvent> {
    let open = alternate.iter().position(|b| matches!(b, b'[' | b']'))?;
    let bracket = alternate[open];
    let close = open + 1 + alternate[open + 1..].iter().position(|&b| b == bracket)?;
    let a = if open > 0 { Kept::Left } else { Kept::Right };
    let place = &alternate[open + 1..close];
    let Some(mate) = sides::place(place) else {
        return sides::is_beside(place).then(|| cut(contig, position, a));
    };
    let b = if bracket == b'[' { Kept::Right } else { Kept::Left };
    let bases = match a {
        Kept::Left => alternate.get(1..open),
        Kept::Right => alternate.get(close + 1..alternate.len() - 1),
    };
    let junction = Junction {
        a: Breakend { contig, position, kept: a },
        b: Breakend { contig: mate.0, position: mate.1, kept: b },
    };
    let inserted = bases.filter(|bases| is_bases(bases)).unwrap_or_default().to_ascii_uppercase();
    Some(StructuralEvent { inserted, ..StructuralEvent::of_junctions(vec![junction]) })
}

fn symbolic(
    symbol: &Symbol<'_>,
    content: TumorContent,
    contig: Contig,
    position: u32,
) -> Option<StructuralEvent> {
    let kind = symbol.alternate.strip_prefix(b"<")?.strip_suffix(b">")?;
    let mut parts = kind.split(|&b| b == b':');
    let (family, subtype) = (parts.next()?, parts.next().unwrap_or_default());
    let at = |position, kept| Breakend { contig, position, kept };
    match family {
        _ if ends::is_contradicted(symbol.record, family) => None,
        b"BND" | b"TRA" => {
            let (a, b) = sides::joined(symbol.record)?;
            if sides::has_mate_beside(symbol.record) {
                return Some(cut(contig, position, a));
            }
            let mate = sides::mate(symbol.record, contig)?;
            let b = Breakend { contig: mate.0, position: mate.1, kept: b };
            Some(StructuralEvent::of_junctions(vec![Junction { a: at(position, a), b }]))
        }
        b"INV" => {
            let last = ends::end(symbol, position)?.checked_sub(1)?;
            let sides = sides::of_inversion(symbol.record);
            let left = Junction { a: at(position, Kept::Left), b: at(last, Kept::Left) };
            let right = Junction { a: at(position + 1, Kept::Right), b: at(last + 1, Kept::Right) };
            let both = [(sides.left, left), (sides.right, right)];
            let told =
                both.into_iter().filter_map(|(is_told, junction)| is_told.then_some(junction));
            Some(StructuralEvent::of_junctions(told.collect()))
        }
        // Counts of a repeat are no copies of a gene.
        b"CNV" if subtype == b"TR" => Some(StructuralEvent::default()),
        b"INS" => {
            let kind = ends::insertion(symbol, subtype)?;
            let insertion = Some(Insertion { contig, position, kind });
            Some(StructuralEvent { insertion, ..StructuralEvent::default() })
        }
        b"AMP" | b"CNV" | b"DEL" | b"DUP" | b"LOH" => {
            let end = ends::end(symbol, position)?;
            let interval = Interval::new(position + 1, end.max(position + 1));
            stretch(symbol, content, Family { family, subtype }, contig, interval)
        }
        _ => None,
    }
}

/// The name of a symbolic allele: `DUP` and `TANDEM`.
#[derive(Clone, Copy)]
struct Family<'a> {
    family: &'a [u8],
    subtype: &'a [u8],
}

/// Reads a stretch that is lost, repeated or counted.
fn stretch(
    symbol: &Symbol<'_>,
    content: TumorContent,
    Family { family, subtype }: Family<'_>,
    contig: Contig,
    interval: Interval,
) -> Option<StructuralEvent> {
    let record = symbol.record;
    let mut copies = copies::stated(symbol, content);
    if family == b"LOH" {
        copies.minor = copies.minor.or(Some(0.0));
    }
    let is_deletion = family == b"DEL";
    if is_deletion && copies.total.is_none() && copies::is_homozygous(symbol) {
        copies = CopyState { total: Some(0.0), is_of_genotype: true, ..copies };
    }
    let is_by_depth = ends::are_by_depth(symbol, copies);
    // Depth calls are named DEL and DUP where one allele is lost and the other gained, too.
    let is_contradicted = is_by_depth
        && ends::is_depth_call(symbol)
        && copies.total.is_some()
        && if is_deletion { !copies.is_one_or_none() } else { copies.is_one_or_none() };
    let at = |position, kept| Breakend { contig, position, kept };
    let junction = match family {
        _ if is_contradicted => None,
        b"DEL" => Some(Junction {
            a: at(interval.start.checked_sub(1)?, Kept::Left),
            b: at(interval.end, Kept::Right),
        }),
        // Another copy elsewhere, or turned round, is no repeat in place.
        b"DUP" if matches!(subtype, b"" | b"TANDEM") => Some(Junction {
            a: at(interval.start, Kept::Right),
            b: at(interval.end.checked_sub(1)?, Kept::Left),
        }),
        _ => None,
    };
    let called = match family {
        b"AMP" => Some(CalledStretch::Amplified),
        b"DEL" if !is_contradicted => Some(CalledStretch::Deleted),
        _ => None,
    };
    let is_counted =
        called.is_some() || matches!(family, b"CNV" | b"LOH") || copies != CopyState::default();
    let stretch = is_counted.then(|| {
        let name = copies::name(record);
        Stretch { contig, interval, copies, called, name }
    });
    Some(StructuralEvent {
        junctions: junction.into_iter().collect(),
        stretch,
        is_by_depth,
        ..StructuralEvent::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::record::Record;

    fn of(
        pos: u32,
        alternate: &str,
        info: &str,
        format: &str,
        value: &str,
    ) -> Option<StructuralEvent> {
        let line = format!("7\t{pos}\tx\tN\t{alternate}\t.\tPASS\t{info}\t{format}\t{value}");
        let record = Record::new(line.as_bytes());
        let alternate = alternate.as_bytes();
        let symbol = Symbol { record: &record, number: 1, alternate, sample: Some(0) };
        event(&symbol, TumorContent::default())
    }

    fn junction(pos: u32, alternate: &str, info: &str) -> (Kept, u32, Kept) {
        match of(pos, alternate, info, "GT", "0/1") {
            Some(StructuralEvent { junctions, .. }) if !junctions.is_empty() => {
                (junctions[0].a.kept, junctions[0].b.position, junctions[0].b.kept)
            }
            other => panic!("{alternate}: {other:?}"),
        }
    }

    #[test]
    fn orientations() {
        use Kept::{Left, Right};
        for (alternate, want) in [
            ("N[8:201[", (Left, 200, Right)),
            ("N]8:201]", (Left, 200, Left)),
            ("]CHR8:201]N", (Right, 200, Left)),
            ("[8:201[N", (Right, 200, Right)),
            ("NACGT[8:201[", (Left, 200, Right)),
        ] {
            assert_eq!(junction(101, alternate, "."), want, "{alternate}");
        }
        assert_eq!(junction(101, "<DEL>", "END=200"), (Left, 200, Right));
        assert_eq!(junction(101, "<DEL>", "SVLEN=-99"), (Left, 200, Right));
        assert_eq!(junction(101, "<DUP:TANDEM>", "END=200"), (Right, 199, Left));
        assert_eq!(junction(101, "<TRA>", "CHR2=8;END=300;CT=5to3"), (Right, 299, Left));
        assert_eq!(junction(101, "<INV>", "END=300"), (Left, 299, Left));
    }

    #[test]
    fn numbers_of_copies() {
        for (alternate, info, format, value, want) in [
            ("<CNV>", "END=300", "GT:CN", "./.:1.61", Some(1.61)),
            ("<DUP>", "END=300;FOLD_CHANGE=4.5", "GT", "0/1", Some(9.0)),
            ("<DEL>", "END=300", "CN", "0", Some(0.0)),
            ("<DUP>", "END=300", "SM", "3.1", Some(6.2)),
            ("<AMP>", "END=300", "GT", "0/1", None),
        ] {
            match of(101, alternate, info, format, value) {
                Some(StructuralEvent { stretch: Some(stretch), .. }) => {
                    let found = (stretch.copies.total, stretch.interval);
                    assert_eq!(found, (want, Interval::new(101, 300)), "{alternate}");
                }
                other => panic!("{alternate}: {other:?}"),
            }
        }
        assert_eq!(of(101, "<INS>", ".", "GT", "0/1"), None);
        for (alternate, info, is_single) in [
            ("N[GL000220.1:121253[", ".", true),
            ("]HPV16:1000]N", ".", true),
            ("N[chrUn_KI270302v1:x[", ".", false),
            ("N[:100[", ".", false),
            ("<TRA>", "CHR2=HPV16;END=300;CT=5to3", true),
            ("<TRA>", "CHR2=8;END=x;CT=5to3", false),
        ] {
            let event = of(101, alternate, info, "GT", "0/1");
            assert_eq!(event.is_some_and(|of| of.single.is_some()), is_single, "{alternate}");
        }
        assert!(of(101, "N.", ".", "GT", "0/1").is_some_and(|event| event.single.is_some()));
    }
}
