//! Blocks of a chromosome as tables hold them: sorted, disjoint, none of them empty.

use crate::model::position::Interval;

/// Blocks in genome order, 0-based half-open.
pub(crate) type Blocks = Vec<Interval>;

/// Reads `start-end,start-end`. Returns `None` unless these are sorted, disjoint and non-empty
/// blocks.
pub(crate) fn parse_blocks(text: &str) -> Option<Blocks> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let mut blocks = Blocks::with_capacity(text.len() / 16);
    let mut rest = text.as_bytes();
    loop {
        let start = take_number(&mut rest)?;
        rest = rest.strip_prefix(b"-")?;
        let block = Interval::new(start, take_number(&mut rest)?);
        let sorted = blocks.last().is_none_or(|last| last.end <= block.start);
        if block.is_empty() || !sorted {
            return None;
        }
        blocks.push(block);
        match rest {
            [] => return Some(blocks),
            [b',', next @ ..] => rest = next,
            _ => return None,
        }
    }
}

/// Takes the digits that `text` begins with, up to nine: no chromosome is longer.
fn take_number(text: &mut &[u8]) -> Option<u32> {
    let (mut value, mut digits) = (0, 0);
    while let [digit @ b'0'..=b'9', rest @ ..] = text
        && digits < 9
    {
        value = value * 10 + u32::from(digit - b'0');
        digits += 1;
        *text = rest;
    }
    (digits > 0).then_some(value)
}

/// Reads the first base, the first length, then gap and length of each further block, as [`write_blocks`]
/// writes them. Neighbours may touch.
pub(crate) fn read_blocks(text: &str) -> Option<Blocks> {
    let mut blocks = Blocks::with_capacity(text.len() / 8);
    let (mut rest, mut at) = (text.as_bytes(), 0u32);
    loop {
        let start = at.checked_add(take_number(&mut rest)?)?;
        rest = rest.strip_prefix(b",")?;
        at = start.checked_add(take_number(&mut rest)?)?;
        blocks.push(Interval::new(start, at));
        match rest {
            [] => return Some(blocks),
            [b',', next @ ..] => rest = next,
            _ => return None,
        }
    }
}

/// Writes what [`read_blocks`] reads: shorter than [`parse_blocks`] takes, for tables that are read at every
/// start.
pub(crate) fn write_blocks(blocks: &[Interval]) -> String {
    let mut numbers: Vec<u32> = Vec::with_capacity(2 * blocks.len());
    let mut at = 0;
    for block in blocks {
        numbers.extend([block.start - at, block.len()]);
        at = block.end;
    }
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_sorted_and_disjoint() {
        assert_eq!(parse_blocks("1-3,5-9").unwrap(), [Interval::new(1, 3), Interval::new(5, 9)]);
        assert_eq!(parse_blocks("").unwrap(), []);
        for bad in ["3-1", "1-3,2-4", "1", "a-2", "1-2,"] {
            assert_eq!(parse_blocks(bad), None, "{bad}");
        }
    }

    #[test]
    fn gaps_are_read_as_they_are_written() {
        let blocks = [Interval::new(10, 20), Interval::new(20, 21), Interval::new(300, 340)];
        assert_eq!(write_blocks(&blocks), "10,10,0,1,279,40");
        assert_eq!(read_blocks(&write_blocks(&blocks)).unwrap(), blocks);
        for bad in [
            "",
            "1",
            "1,",
            "1,2,3",
            "1,2,",
            "a,2",
            "1-2",
            "999999999,999999999,999999999,999999999,999999999,9",
        ] {
            assert_eq!(read_blocks(bad), None, "{bad}");
        }
    }
}
