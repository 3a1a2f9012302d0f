//! Where the records of a VCF lie in its text, as far as one who writes it back and indexes it must know.

use std::sync::LazyLock;

use memchr::memmem;

use crate::input::header::trim_line_end;
use crate::input::record::info_value;
use crate::io::Block;

/// Bits of a position within its window, the smallest stretch that a tabix index tells apart.
const WINDOW_BITS: u32 = 14;
/// The last base that a tabix index can name.
pub const LAST: u32 = 1 << 29;

/// The text of a VCF.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The blocks of a BGZF file, in order.
    pub blocks: Vec<Block>,
    /// Its records.
    pub stretches: Stretches,
}

/// Neighbouring records of one contig that reach from the same window to the same window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Number of its name.
    contig: u32,
    /// POS of the first record, 1-based.
    pub first: u32,
    /// POS of the last record, which is none before it.
    pub last: u32,
    /// The windows, 0-based.
    pub windows: (u16, u16),
    /// How many records.
    pub records: u32,
    /// Offset of its first byte in the text.
    pub begin: u64,
}

/// Records, gathered.
#[derive(Debug, Clone, Default)]
pub struct Stretches {
    /// Names of contigs, a new one where it changes.
    names: Vec<Vec<u8>>,
    list: Vec<Stretch>,
    /// Why there can be no index, in a sentence for the user.
    fault: Option<String>,
}

impl Stretches {
    /// Takes each stretch with its contig's name, in order.
    ///
    /// # Errors
    /// A sentence for the user, where a record has no place.
    pub fn named(&self) -> Result<impl Iterator<Item = (&[u8], &Stretch)>, String> {
        self.fault.clone().map_or(Ok(()), Err)?;
        Ok(self.list.iter().map(|stretch| (&self.names[stretch.contig as usize][..], stretch)))
    }

    /// Takes `line`, which begins at the offset `begin` of the text. Header lines are passed over.
    pub fn line(&mut self, line: &[u8], begin: u64) {
        let line = trim_line_end(line);
        if line.is_empty() || line[0] == b'#' {
            return;
        }
        let mut columns = line.splitn(5, |&byte| byte == b'\t');
        let mut column = || columns.next().unwrap_or_default();
        let (contig, position, _, reference) = (column(), column(), column(), column());
        let rest = column();
        match number(position) {
            Some(position) => self.record(contig, (position, reference.len()), rest, begin),
            None => {
                let lossy = String::from_utf8_lossy;
                let fault = format!("{}:{}: POS is no number", lossy(contig), lossy(position));
                self.fault.get_or_insert(fault);
            }
        }
    }

    /// Takes a record on `contig`, with its POS and the length of its REF, and what follows from ALT on.
    #[inline]
    pub(crate) fn record(
        &mut self,
        contig: &[u8],
        (position, reference): (u64, usize),
        rest: &[u8],
        begin: u64,
    ) {
        // POS 0 is a telomere's (VCF 4.5 §1.6.1.2), which has no place in an index.
        let start = position.max(1);
        let mut end = start + reference.max(1) as u64 - 1;
        let is_spelled = matches!(rest, [_, b'\t', ..]);
        // Most records have no END, and are only searched for its letters.
        if !is_spelled || END.find(rest).is_some() {
            end = end.max(stated_end(start, rest));
        }
        let windows = windows(start, end);
        if self.names.last().is_none_or(|last| last != contig) {
            self.names.push(contig.to_vec());
        }
        let contig = self.names.len() as u32 - 1;
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        self.add(Stretch { contig, first: start, last: start, windows, records: 1, begin });
    }

    /// Adds `next`, to the last one where it goes on with that.
    #[inline]
    fn add(&mut self, next: Stretch) {
        match self.list.last_mut() {
            Some(last)
                if last.contig == next.contig
                    && last.windows == next.windows
                    && last.last <= next.first =>
            {
                last.last = next.last;
                last.records += next.records;
            }
            _ => self.list.push(next),
        }
    }

    /// Adds those of the text that follows, which begins at the offset `begin`.
    pub(crate) fn append(&mut self, next: Self, begin: u64) {
        let is_same = self.names.last().is_some_and(|last| next.names.first() == Some(last));
        let before = (self.names.len() - usize::from(is_same)) as u32;
        self.names.extend(next.names.into_iter().skip(usize::from(is_same)));
        for stretch in next.list {
            let (contig, begin) = (stretch.contig + before, stretch.begin + begin);
            self.add(Stretch { contig, begin, ..stretch });
        }
        self.fault = self.fault.take().or(next.fault);
    }
}

/// The name of INFO END.
static END: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"END="));

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

/// Returns the windows of the bases from `start` to `end`, 1-based and inclusive. What is longer than an
/// index can say reaches to its end.
pub(crate) fn windows(start: u64, end: u64) -> (u16, u16) {
    let window = |base: u64| ((base.clamp(1, u64::from(LAST)) - 1) >> WINDOW_BITS) as u16;
    (window(start), window(end.max(start)))
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
    fn lengths_of_alleles() {
        assert_eq!(longest(b"-500,20"), 500);
        assert_eq!(longest(b"."), 0);
    }

    #[test]
    fn neighbours_are_one_stretch() {
        let lines: [(&[u8], u64); 7] = [
            (b"#CHROM\tPOS", 0),
            (b"1\t5\t.\tA\tC\t.\t.\t.", 10),
            (b"1\t9\t.\tA\tC\t.\t.\tDP=3", 20),
            (b"1\t9\t.\tA\t<DEL>\t.\t.\tSVLEN=-20000", 30),
            (b"1\t10\t.\tA\t<DEL>\t.\t.\tX;END=16384\r\n", 40),
            (b"2\t10\t.\tA\tC", 50),
            (b"2\t9\t.\tA\tC", 60),
        ];
        let want: Vec<(&[u8], _, _, _, _)> = vec![
            (b"1", 5, 9, (0, 0), 10),
            (b"1", 9, 9, (0, 1), 30),
            (b"1", 10, 10, (0, 0), 40),
            (b"2", 10, 10, (0, 0), 50),
            (b"2", 9, 9, (0, 0), 60),
        ];
        // In two parts, cut between any of the lines.
        for cut in 0..=lines.len() {
            let mut all = Stretches::default();
            for (part, begin) in [(&lines[..cut], 0), (&lines[cut..], 5)] {
                let mut stretches = Stretches::default();
                part.iter().for_each(|(line, at)| stretches.line(line, *at - begin.min(*at)));
                all.append(stretches, begin);
            }
            let seen = all.named().unwrap();
            let seen = seen.map(|(name, s)| (name, s.first, s.last, s.windows, s.begin));
            assert_eq!(seen.collect::<Vec<_>>(), want, "{cut}");
        }
        let mut stretches = Stretches::default();
        stretches.line(b"2\tx\t.\tA\tC", 0);
        assert!(stretches.named().err().unwrap().starts_with("2:x: POS"));
    }
}
