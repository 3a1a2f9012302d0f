//! How far a line of a VCF reaches, for an index of what is written back.

use std::sync::LazyLock;

use memchr::{memchr2, memmem};

use super::header::trim_line_end;
use super::record::info_value;
use crate::io::Stretches;

/// The name of INFO END.
static END: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"END="));

/// Returns whether a record of `text` may state its END. What says no here need not be asked of each record.
pub(crate) fn may_state_end(text: &[u8]) -> bool {
    END.find(text).is_some()
}

/// Notes where `line` lies, which begins at the offset `begin` of the text. Header lines are passed over.
pub(crate) fn note(line: &[u8], begin: u64, to: &mut Stretches) {
    let line = trim_line_end(line);
    if line.is_empty() || line[0] == b'#' {
        return;
    }
    let mut columns = line.splitn(5, |&byte| byte == b'\t');
    let mut column = || columns.next().unwrap_or_default();
    let (contig, position, _, reference) = (column(), column(), column(), column());
    match number(position) {
        Some(position) => {
            let rest = column();
            let extent = extent(position, reference.len(), rest, may_state_end(rest));
            to.record(contig, extent, begin);
        }
        None => {
            let lossy = String::from_utf8_lossy;
            to.refuse(|| format!("{}:{}: POS is no number", lossy(contig), lossy(position)));
        }
    }
}

/// Returns the first and the last base (1-based) of a record by its POS, the length of its REF, and what follows from
/// ALT on: as far as an index is to know, END and SVLEN count. Without `has_end` it states no END.
#[inline]
pub(crate) fn extent(position: u64, reference: usize, rest: &[u8], has_end: bool) -> (u64, u64) {
    // POS 0 is a telomere's (VCF 4.5 §1.6.1.2), which has no place in an index.
    let start = position.max(1);
    let own = start + reference.max(1) as u64 - 1;
    let is_symbolic = || memchr2(b'<', b'\t', rest).is_some_and(|at| rest[at] == b'<');
    match has_end || is_symbolic() {
        true => (start, own.max(stated_end(start, rest))),
        false => (start, own),
    }
}

/// Returns how far a record that begins at `start` reaches by its END, or by SVLEN where an allele is symbolic, 0
/// where neither tells. `rest` is the line from ALT on.
#[cold]
fn stated_end(start: u64, rest: &[u8]) -> u64 {
    let mut columns = rest.split(|&byte| byte == b'\t');
    let alternate = columns.next().unwrap_or_default();
    let info = columns.nth(2).unwrap_or_default();
    let stated = info_value(info, b"END").and_then(number).unwrap_or(0);
    let is_symbolic = alternate.contains(&b'<');
    let lengths = is_symbolic.then(|| info_value(info, b"SVLEN")).flatten();
    stated.max(lengths.map_or(0, |lengths| start.saturating_add(longest(lengths))))
}

fn number(text: &[u8]) -> Option<u64> {
    let digits = (1..=18).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    digits.then(|| text.iter().fold(0, |number, digit| 10 * number + u64::from(digit - b'0')))
}

/// Returns the longest of the lengths of alleles, whichever their signs.
fn longest(lengths: &[u8]) -> u64 {
    let lengths = lengths
        .split(|&byte| byte == b',')
        .filter_map(|text| number(text.strip_prefix(b"-").unwrap_or(text)));
    lengths.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        for (rest, want) in [
            ("C\t.\t.\tDP=3", (5, 6)),
            ("C\t.\t.\tCIEND=1,2;END=50;X", (5, 50)),
            ("C\t.\t.\tCIEND=1,2", (5, 6)),
            ("C\t.\t.\tEND=x", (5, 6)),
            ("C\t.\t.\tEND=2", (5, 6)),
            ("C\t.\t.\tDP=3\tEND=\tEND=9", (5, 6)),
            ("CA,<DEL>\t.\t.\tSVLEN=.,-20", (5, 25)),
            ("C\t.\t.\tSVLEN=-20", (5, 6)),
            ("<DEL>\t.\t.\tSVLEN=-500,20", (5, 505)),
            ("<DEL>\t.\t.\tSVLEN=.", (5, 6)),
            ("C", (5, 6)),
            ("", (5, 6)),
        ] {
            let rest = rest.as_bytes();
            assert_eq!(extent(5, 2, rest, may_state_end(rest)), want);
            // What may state it, and does not, reaches as far.
            assert_eq!(extent(5, 2, rest, true), want);
        }
        assert_eq!(extent(0, 0, b"C\t.\t.\t.", false), (1, 1));
    }

    #[test]
    fn lines() {
        let mut stretches = Stretches::default();
        for (line, begin) in
            [("#CHROM\tPOS", 0), ("\r\n", 3), ("1\t5\t.\tAC\tA\t.\t.\tEND=7\r\n", 10)]
        {
            note(line.as_bytes(), begin, &mut stretches);
        }
        let seen: Vec<_> =
            stretches.named().unwrap().map(|(name, s)| (name, s.first, s.begin)).collect();
        assert_eq!(seen, [(&b"1"[..], 5, 10)]);
        note(b"2\tx\t.\tA\tC", 40, &mut stretches);
        assert_eq!(stretches.named().err().unwrap(), "2:x: POS is no number");
    }
}
