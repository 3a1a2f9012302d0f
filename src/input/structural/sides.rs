//! Which sides of two places a record joins.

use crate::input::record::{Record, parse_pos};
use crate::model::contig::Contig;
use crate::model::structural::Kept;

/// Returns whether a place is one of a contig beside the chromosomes: `GL000220.1:121253`.
pub(super) fn is_beside(text: &[u8]) -> bool {
    let Some(colon) = text.iter().rposition(|&b| b == b':') else { return false };
    let name = text[..colon].trim_ascii();
    !name.is_empty() && Contig::from_name(name).is_none() && parse_pos(&text[colon + 1..]).is_some()
}

/// Returns whether CHR2 of a `<TRA>` or `<BND>` is such a contig.
pub(super) fn has_mate_beside(record: &Record<'_>) -> bool {
    record
        .info_value(b"CHR2")
        .is_some_and(|name| !name.is_empty() && Contig::from_name(name).is_none())
}

/// Reads `chr2:29223600` as contig and 0-based position.
pub(super) fn place(text: &[u8]) -> Option<(Contig, u32)> {
    let colon = text.iter().rposition(|&b| b == b':')?;
    let contig = Contig::from_name(text[..colon].trim_ascii_start())?;
    Some((contig, parse_pos(&text[colon + 1..])?.saturating_sub(1)))
}

/// Returns the other place of a `<TRA>` or `<BND>` on `contig`: CHR2 with POS2, or with END.
pub(super) fn mate(record: &Record<'_>, contig: Contig) -> Option<(Contig, u32)> {
    let mate = record.info_value(b"CHR2").map_or(Some(contig), Contig::from_name)?;
    let to = [&b"POS2"[..], b"END2", b"END"]
        .into_iter()
        .find_map(|key| record.info_value(key).and_then(parse_pos))?;
    Some((mate, to.saturating_sub(1)))
}

/// Returns which side is kept at POS and at the other place, by DELLY's connection type CT or by the
/// strands of Sniffles, SURVIVOR and others.
pub(super) fn joined(record: &Record<'_>) -> Option<(Kept, Kept)> {
    if let Some(connection) = record.info_value(b"CT") {
        return match connection {
            b"3to3" => Some((Kept::Left, Kept::Left)),
            b"3to5" => Some((Kept::Left, Kept::Right)),
            b"5to3" => Some((Kept::Right, Kept::Left)),
            b"5to5" => Some((Kept::Right, Kept::Right)),
            _ => None,
        };
    }
    let mut pairs = strands(record)?;
    pairs.next().filter(|_| pairs.next().is_none())
}

/// Returns the pairs of strands that reads support: `++:14,--:0`, `+-`. A forward read ends at the break,
/// so what lies left of it is kept.
fn strands<'r>(record: &Record<'r>) -> Option<impl Iterator<Item = (Kept, Kept)> + Clone + 'r> {
    let list = record.info_value(b"STRANDS").or_else(|| record.info_value(b"STRAND"))?;
    Some(list.split(|&b| b == b',').filter_map(|item| {
        let (pair, reads) = match item.iter().position(|&b| b == b':') {
            Some(colon) => (&item[..colon], Some(&item[colon + 1..])),
            None => (item, None),
        };
        let kept = |strand| match strand {
            b'+' => Some(Kept::Left),
            b'-' => Some(Kept::Right),
            _ => None,
        };
        match pair {
            &[a, b] if reads != Some(b"0") => Some((kept(a)?, kept(b)?)),
            _ => None,
        }
    }))
}

/// The junctions of an inversion that a record tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    /// The one that joins what lies left of both places (INV3, CT 3to3, strands ++).
    pub(super) left: bool,
    /// The one that joins what lies right of them (INV5, CT 5to5, strands --).
    pub(super) right: bool,
}

/// Returns which of its junctions an `<INV>` tells: both, unless it names one.
pub(super) fn of_inversion(record: &Record<'_>) -> Told {
    let has = |key: &[u8]| record.info_value(key).is_some();
    let by_strands = || {
        let told =
            |kept| strands(record).is_some_and(|mut pairs| pairs.any(|pair| pair == (kept, kept)));
        (told(Kept::Left), told(Kept::Right))
    };
    let (left, right) = match record.info_value(b"CT") {
        Some(b"3to3") => (true, false),
        Some(b"5to5") => (false, true),
        _ if has(b"INV3") || has(b"INV5") => (has(b"INV3"), has(b"INV5")),
        _ => by_strands(),
    };
    // Nothing named, or what is no inversion's.
    let is_named = left || right;
    Told { left: left || !is_named, right: right || !is_named }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(info: &str) -> String {
        format!("7\t101\tx\tN\t<INV>\t.\tPASS\t{info}")
    }

    #[test]
    fn an_inversion_tells_one_junction_or_both() {
        for (info, want) in [
            ("END=300", (true, true)),
            ("END=300;CT=3to3", (true, false)),
            ("END=300;CT=5to5", (false, true)),
            ("END=300;INV3", (true, false)),
            ("END=300;INV5", (false, true)),
            ("END=300;INV3;INV5", (true, true)),
            ("END=300;STRANDS=++:14", (true, false)),
            ("END=300;STRANDS=++:0,--:9", (false, true)),
            ("END=300;STRANDS=++:7,--:5", (true, true)),
            ("END=300;STRAND=--", (false, true)),
            ("END=300;STRAND=+-", (true, true)),
        ] {
            let line = record(info);
            let told = of_inversion(&Record::new(line.as_bytes()));
            assert_eq!((told.left, told.right), want, "{info}");
        }
    }

    #[test]
    fn a_translocation_needs_its_sides() {
        use Kept::{Left, Right};
        for (info, want) in [
            ("CT=5to3", Some((Right, Left))),
            ("STRANDS=-+", Some((Right, Left))),
            ("STRANDS=+-:12", Some((Left, Right))),
            ("STRANDS=+-:12,-+:3", None),
            ("CT=NtoN", None),
            ("SVTYPE=TRA", None),
        ] {
            let line = record(info);
            assert_eq!(joined(&Record::new(line.as_bytes())), want, "{info}");
        }
    }
}
