//! Symbolic alleles and breakends as structural events (VCF 4.5 §1.4.5, §5.4).

use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::structural::{Breakend, Junction, Kept, StructuralEvent};

use super::record::{Record, parse_pos};

/// Reads one symbolic allele or breakend of a record. `sample` is the tumour's column.
///
/// Returns `None` where it does not say where it ends, or ends on a contig that is no human
/// chromosome.
pub fn event(
    record: &Record<'_>,
    alternate: &[u8],
    sample: Option<usize>,
) -> Option<StructuralEvent> {
    let contig = Contig::from_name(record.chrom())?;
    let position = record.position().ok()?.0;
    if alternate.first() == Some(&b'<') {
        return symbolic(record, alternate, sample, contig, position);
    }
    if alternate.iter().any(|b| matches!(b, b'[' | b']')) {
        return breakend(alternate, contig, position)
            .map(|junction| StructuralEvent::Junctions(vec![junction]));
    }
    let kept = if alternate.first() == Some(&b'.') { Kept::Right } else { Kept::Left };
    Some(StructuralEvent::Single(Breakend { contig, position, kept }))
}

/// Reads `t[p[`, `t]p]`, `]p]t`, `[p[t` as a junction.
fn breakend(alternate: &[u8], contig: Contig, position: u32) -> Option<Junction> {
    let open = alternate.iter().position(|b| matches!(b, b'[' | b']'))?;
    let bracket = alternate[open];
    let close = open + 1 + alternate[open + 1..].iter().position(|&b| b == bracket)?;
    let place = &alternate[open + 1..close];
    let colon = place.iter().rposition(|&b| b == b':')?;
    let mate = Contig::from_name(place[..colon].trim_ascii_start())?;
    let mate_position = parse_pos(&place[colon + 1..])?.saturating_sub(1);
    let a = if open > 0 { Kept::Left } else { Kept::Right };
    let b = if bracket == b'[' { Kept::Right } else { Kept::Left };
    Some(Junction {
        a: Breakend { contig, position, kept: a },
        b: Breakend { contig: mate, position: mate_position, kept: b },
    })
}

fn symbolic(
    record: &Record<'_>,
    alternate: &[u8],
    sample: Option<usize>,
    contig: Contig,
    position: u32,
) -> Option<StructuralEvent> {
    let number = |key: &[u8]| {
        let value = record.info_value(key)?;
        std::str::from_utf8(value).ok()?.split(',').next()?.parse::<i64>().ok()
    };
    // POS is the base before the event.
    let end = record.info_value(b"END").and_then(parse_pos).or_else(|| {
        let length = number(b"SVLEN").or_else(|| number(b"LEN"))?.unsigned_abs();
        position.checked_add(1)?.checked_add(u32::try_from(length).ok()?)
    });
    let kind = alternate.strip_prefix(b"<")?.strip_suffix(b">")?;
    let family = kind.split(|&b| b == b':').next()?;
    let at = |position, kept| Breakend { contig, position, kept };
    match family {
        b"BND" | b"TRA" => {
            let mate = Contig::from_name(record.info_value(b"CHR2")?)?;
            let to = record
                .info_value(b"POS2")
                .and_then(parse_pos)
                .or(if mate == contig {
                    end
                } else {
                    record.info_value(b"END").and_then(parse_pos)
                })?
                .saturating_sub(1);
            // DELLY's connection type: which end of each piece is joined.
            let (a, b) = match record.info_value(b"CT")? {
                b"3to3" => (Kept::Left, Kept::Left),
                b"3to5" => (Kept::Left, Kept::Right),
                b"5to3" => (Kept::Right, Kept::Left),
                b"5to5" => (Kept::Right, Kept::Right),
                _ => return None,
            };
            let b = Breakend { contig: mate, position: to, kept: b };
            Some(StructuralEvent::Junctions(vec![Junction { a: at(position, a), b }]))
        }
        b"INV" => {
            let last = end?.saturating_sub(1);
            Some(StructuralEvent::Junctions(vec![
                Junction { a: at(position, Kept::Left), b: at(last, Kept::Left) },
                Junction { a: at(position + 1, Kept::Right), b: at(last + 1, Kept::Right) },
            ]))
        }
        b"AMP" | b"CNV" | b"DEL" | b"DUP" => {
            let interval = Interval::new(position + 1, end?);
            let copies = copies(record, sample);
            if copies.is_some() || matches!(family, b"AMP" | b"CNV") {
                let is_amplified = family == b"AMP";
                return Some(StructuralEvent::Copies { contig, interval, copies, is_amplified });
            }
            let junction = if family == b"DEL" {
                Junction { a: at(position, Kept::Left), b: at(interval.end, Kept::Right) }
            } else {
                Junction {
                    a: at(interval.start, Kept::Right),
                    b: at(interval.end.saturating_sub(1), Kept::Left),
                }
            };
            Some(StructuralEvent::Junctions(vec![junction]))
        }
        _ => None,
    }
}

/// Reads the copies on a diploid scale: FORMAT CN or TCN, or INFO CN. Else they are a fold change
/// over two copies (CNVkit's FOLD_CHANGE, Illumina's FC), or DRAGEN's linear ratio SM.
fn copies(record: &Record<'_>, sample: Option<usize>) -> Option<f64> {
    let number = |value: &[u8]| {
        let text = std::str::from_utf8(value).ok()?.split(',').next()?;
        text.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0)
    };
    let format = |key: &[u8]| record.format_value(sample?, key).and_then(number);
    let info = |key: &[u8]| record.info_value(key).and_then(number);
    format(b"CN")
        .or_else(|| format(b"TCN"))
        .or_else(|| info(b"CN"))
        .or_else(|| info(b"TCN"))
        .or_else(|| info(b"FOLD_CHANGE").or_else(|| format(b"FC")).map(|fold| fold * 2.0))
        .or_else(|| format(b"SM").map(|ratio| ratio * 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(
        pos: u32,
        alternate: &str,
        info: &str,
        format: &str,
        value: &str,
    ) -> Option<StructuralEvent> {
        let line = format!("7\t{pos}\tx\tN\t{alternate}\t.\tPASS\t{info}\t{format}\t{value}");
        let record = Record::new(line.as_bytes());
        event(&record, alternate.as_bytes(), Some(0))
    }

    fn junction(pos: u32, alternate: &str, info: &str) -> (Kept, u32, Kept) {
        match of(pos, alternate, info, "GT", "0/1") {
            Some(StructuralEvent::Junctions(list)) => {
                (list[0].a.kept, list[0].b.position, list[0].b.kept)
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
                Some(StructuralEvent::Copies { copies, interval, .. }) => {
                    assert_eq!((copies, interval), (want, Interval::new(101, 300)), "{alternate}");
                }
                other => panic!("{alternate}: {other:?}"),
            }
        }
        assert_eq!(of(101, "<INS>", ".", "GT", "0/1"), None);
        assert!(matches!(of(101, "N.", ".", "GT", "0/1"), Some(StructuralEvent::Single(_))));
    }
}
