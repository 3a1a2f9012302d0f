//! The first question about a line: can it matter? Two comparisons for most records.

use memchr::memchr;

use crate::input::extent::extent;
use crate::input::record::{Malformed, info_value, parse_pos};
use crate::io::Stretches;
use crate::model::allele::{AltKind, is_bases};
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;

/// What a line is to the scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A record that touches no region.
    Miss,
    /// A record to be visited.
    Candidate,
    /// A line that begins with `#`.
    Comment,
    /// An empty line.
    Blank,
    /// A record whose CHROM has no name that is known of itself.
    OtherContig,
    /// A record whose CHROM, POS or REF cannot be read.
    Malformed(Malformed),
}

/// Tests records against regions, remembering the last contig and the gap between regions that
/// the last record fell into. The memory only saves work: unsorted input stays right.
#[derive(Debug)]
pub(crate) struct Screen<'r> {
    regions: Option<&'r Regions>,
    /// CHROM of the last record with its tab.
    chrom: Vec<u8>,
    /// The same in one word with the mask of its bytes, where it fits, as most names do. One
    /// comparison of words is a quarter of the cost of comparing bytes.
    word: Option<(u64, u64)>,
    contig: Option<Contig>,
    /// POS of the last record, where it lies, and where its ALT begins in the line.
    position: u64,
    interval: Interval,
    alternates: usize,
    /// Whether a record was seen that may reach places other than its own.
    has_reaching: bool,
    /// Whether a record of a chromosome was seen.
    has_chromosome: bool,
    /// A stretch of `contig` that no region touches, empty where not known.
    gap: Interval,
}

impl<'r> Screen<'r> {
    /// Creates a screen. Without regions every record is a candidate.
    pub(crate) fn new(regions: Option<&'r Regions>) -> Self {
        Self {
            regions,
            chrom: Vec::new(),
            word: None,
            contig: None,
            position: 0,
            interval: Interval::default(),
            alternates: 0,
            has_reaching: false,
            has_chromosome: false,
            gap: Interval::default(),
        }
    }

    /// Judges one line, its line end removed.
    #[inline]
    pub(crate) fn judge(&mut self, line: &[u8]) -> Verdict {
        let pos_start = if self.is_same_contig(line) {
            self.chrom.len()
        } else {
            match self.change_contig(line) {
                Ok(start) => start,
                Err(verdict) => return verdict,
            }
        };
        let mut at = pos_start;
        let mut pos = 0u64;
        while let Some(digit) = line.get(at).map(|b| b.wrapping_sub(b'0')).filter(|&d| d < 10) {
            pos = pos.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        let is_number = (1..=10).contains(&(at - pos_start)) && pos <= i32::MAX as u64;
        if !is_number || line.get(at) != Some(&b'\t') {
            return malformed("POS", "not a position");
        }
        at += 1;
        // ID is a lone dot in most files.
        let reference = match &line[at..] {
            [b'.', b'\t', ..] => at + 2,
            rest => match memchr(b'\t', rest) {
                Some(tab) => at + tab + 1,
                None => return malformed("REF", "the line ends before this column"),
            },
        };
        let alt = match &line[reference..] {
            [base, b'\t', ..] if is_bases(&[*base]) => reference + 2,
            rest => match memchr(b'\t', rest) {
                None => return malformed("ALT", "the line ends before this column"),
                Some(tab) if !is_bases(&rest[..tab]) => return malformed("REF", "not bases"),
                Some(tab) => reference + tab + 1,
            },
        };
        let start = pos.saturating_sub(1) as u32;
        let length = u32::try_from(alt - 1 - reference).unwrap_or(u32::MAX);
        let interval = Interval::new(start, start.saturating_add(length));
        (self.position, self.interval, self.alternates) = (pos, interval, alt);
        self.place(interval, &line[alt..])
    }

    /// Returns whether `line` begins with the CHROM of the last record.
    #[inline]
    fn is_same_contig(&self, line: &[u8]) -> bool {
        match (self.word, line.first_chunk()) {
            (Some((word, mask)), Some(&start)) => u64::from_le_bytes(start) & mask == word,
            _ => !self.chrom.is_empty() && line.starts_with(&self.chrom),
        }
    }

    /// Returns the contig of the last record, and where its REF lies.
    pub(crate) fn last(&self) -> (Option<Contig>, Interval) {
        (self.contig, self.interval)
    }

    /// Notes where `line` lies, which was judged last and begins at the offset `begin` of the text. It states
    /// no END unless it `has_end`.
    #[inline]
    pub(crate) fn note(&self, line: &[u8], begin: u64, has_end: bool, to: &mut Stretches) {
        let contig = &self.chrom[..self.chrom.len() - 1];
        let reference = (self.interval.end - self.interval.start) as usize;
        let rest = &line[self.alternates..];
        to.record(contig, extent(self.position, reference, rest, has_end), begin);
    }

    /// Returns whether a record was seen that may reach places other than its own: a symbolic
    /// allele or a breakend.
    pub(crate) fn has_reaching(&self) -> bool {
        self.has_reaching
    }

    /// Returns whether a record of a chromosome was seen.
    pub(crate) fn has_chromosome(&self) -> bool {
        self.has_chromosome
    }

    /// Returns whether every record is a candidate.
    pub(crate) fn takes_all(&self) -> bool {
        self.regions.is_none()
    }

    /// Remembers the CHROM of `line`. Returns where POS begins, or the verdict where there is none.
    #[cold]
    fn change_contig(&mut self, line: &[u8]) -> Result<usize, Verdict> {
        match line.first() {
            None => return Err(Verdict::Blank),
            Some(b'#') => return Err(Verdict::Comment),
            Some(_) if line.trim_ascii().is_empty() => return Err(Verdict::Blank),
            Some(_) => {}
        }
        let Some(tab) = memchr(b'\t', line) else {
            return Err(if line.contains(&b' ') {
                malformed("CHROM", "columns are separated by spaces, not tabs")
            } else {
                malformed("POS", "the line ends before this column")
            });
        };
        let name = &line[..tab];
        if name.is_empty() || name.iter().any(u8::is_ascii_whitespace) {
            return Err(malformed("CHROM", "empty, or with white space"));
        }
        self.set_contig(name);
        self.chrom.clear();
        if self.contig.is_none() && !Contig::is_beside(name) {
            // Not remembered: each record of it comes here.
            self.word = None;
            return Err(Verdict::OtherContig);
        }
        self.chrom.extend_from_slice(&line[..=tab]);
        self.word = word_and_mask(&self.chrom);
        Ok(tab + 1)
    }

    /// Makes `name` the contig of the records to come.
    pub(crate) fn set_contig(&mut self, name: &[u8]) {
        self.contig = Contig::from_name(name);
        self.has_chromosome |= self.contig.is_some();
        self.gap = Interval::default();
    }

    /// Returns the verdict on a record of the current contig. `rest` begins with ALT.
    #[inline]
    fn place(&mut self, interval: Interval, rest: &[u8]) -> Verdict {
        let is_hit = match rest {
            // One base, which is most records.
            [base, b'\t', ..] if base.is_ascii_alphabetic() => self.touches(interval),
            _ => {
                let alt = &rest[..memchr(b'\t', rest).unwrap_or(rest.len())];
                let reach = Reach::of(alt.split(|&b| b == b','));
                // INFO is looked at only where END can matter.
                let end = if reach == Reach::Block { end_of(rest) } else { None };
                self.reaches(reach, interval, end.unwrap_or(0))
            }
        };
        if is_hit { Verdict::Candidate } else { Verdict::Miss }
    }

    /// Returns whether a record of the current contig is a candidate. Its REF lies at `interval`,
    /// and a block of reference ends at `block_end`.
    pub(crate) fn reaches(&mut self, reach: Reach, interval: Interval, block_end: u32) -> bool {
        match reach {
            Reach::Reference => self.touches(interval),
            Reach::Block => {
                // One that ends before it begins is looked at, and named.
                let end =
                    if (1..=interval.start).contains(&block_end) { u32::MAX } else { block_end };
                self.touches(Interval::new(interval.start, interval.end.max(end)))
            }
            Reach::Unknown => {
                self.has_reaching = true;
                self.regions.is_none() || self.contig.is_some()
            }
        }
    }

    /// Returns whether `interval` of the current contig touches a region (adjacent counts).
    #[inline]
    fn touches(&mut self, interval: Interval) -> bool {
        if self.gap.start <= interval.start && interval.end < self.gap.end {
            return false;
        }
        self.search(interval)
    }

    #[cold]
    fn search(&mut self, interval: Interval) -> bool {
        let Some(regions) = self.regions else {
            return true;
        };
        let Some(contig) = self.contig else {
            self.gap = Interval::new(0, u32::MAX);
            return false;
        };
        self.gap = regions.gap_around(contig, interval.start);
        // What lies behind the last base is on no chromosome: it is looked at, and named.
        self.gap.end = self.gap.end.min(contig.longest());
        self.gap.is_empty() || interval.end >= self.gap.end
    }
}

/// How far along the reference a record can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// As far as its REF: alternate alleles are bases, `*` or nothing.
    Reference,
    /// To INFO END: a block of reference (`<NON_REF>`, `<*>`, `.`).
    Block,
    /// Anywhere: a symbolic allele or a breakend, whose other end is elsewhere.
    Unknown,
}

impl Reach {
    /// Returns the reach by the alternate alleles alone. A record that spells its alleles changes
    /// nothing outside REF, whatever its END says.
    pub(crate) fn of<'a>(alternates: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut reach = Self::Block;
        for allele in alternates {
            match AltKind::of(allele) {
                AltKind::Missing | AltKind::Unspecified => {}
                AltKind::Sequence | AltKind::OverlappingDeletion => reach = Self::Reference,
                // Malformed ones are visited too, where they are reported.
                AltKind::Symbolic | AltKind::Breakend | AltKind::Malformed => return Self::Unknown,
            }
        }
        reach
    }
}

/// Returns INFO END of a line, of which `rest` is the part from ALT on, 0-based and exclusive. One that is no
/// position may be any.
fn end_of(rest: &[u8]) -> Option<u32> {
    let info = rest.split(|&b| b == b'\t').nth(3)?;
    info_value(info, b"END").map(|end| parse_pos(end).unwrap_or(u32::MAX))
}

/// Returns up to eight bytes as a little-endian word, and the mask that keeps as many bytes of
/// another.
fn word_and_mask(bytes: &[u8]) -> Option<(u64, u64)> {
    let (mut word, mut mask) = ([0; 8], [0; 8]);
    word.get_mut(..bytes.len())?.copy_from_slice(bytes);
    mask.get_mut(..bytes.len())?.fill(0xff);
    Some((u64::from_le_bytes(word), u64::from_le_bytes(mask)))
}

fn malformed(field: &'static str, reason: &'static str) -> Verdict {
    Verdict::Malformed(Malformed::new(field, reason))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn regions(list: &[(u32, u32)]) -> Regions {
        let seven = Contig::from_name(b"7").unwrap();
        Regions::new(list.iter().map(|&(start, end)| (seven, Interval::new(start, end))))
    }

    #[test]
    fn verdicts() {
        let regions = regions(&[(100, 110), (200, 210)]);
        let (miss, hit) = (Verdict::Miss, Verdict::Candidate);
        for (line, want) in [
            ("chr7\t50\t.\tA\tC\t.\t.\t.", miss),
            ("chr7\t101\t.\tA\tC\t.\t.\t.", hit),
            ("7\t105\trs1\ta\tC\t.\t.\t.", hit),
            ("chr7\t90\t.\tACGTACGTACGTACG\tA\t.\t.\t.", hit),
            ("chr7\t90\t.\tACGT\tA\t.\t.\t.", miss),
            ("chr7\t100\t.\tA\tAC\t.\t.\t.", hit),
            ("chr7\t111\t.\tA\tC\t.\t.\t.", hit),
            ("chr7\t112\t.\tA\tC\t.\t.\t.", miss),
            ("chr7\t199\t.\tA\tC\t.\t.\t.", miss),
            ("chr7\t150\t.\tA\tC\t.\t.\tEND=205", miss),
            ("chr7\t150\t.\tA\tC,<NON_REF>\t.\t.\tEND=205", miss),
            ("chr7\t150\t.\tA\t<NON_REF>\t.\t.\tEND=205", hit),
            ("chr7\t150\t.\tA\t<*>\t.\t.\tDP=3;END=205;X", hit),
            ("chr7\t150\t.\tA\t.\t.\t.\tEND=205", hit),
            ("chr7\t150\t.\tA\t.\t.\t.\tCIEND=205", miss),
            ("chr7\t150\t.\tA\t.\t.\t.\tEND=180", miss),
            ("chr7\t150\t.\tA\t<*>\t.\t.\tEND=18x", hit),
            ("chr7\t50\t.\tA\t<DEL>\t.\t.\tEND=60", hit),
            ("chr7\t50\t.\tA\tC,<DEL>\t.\t.\t.", hit),
            ("chr7\t50\t.\tA\t]8:5]A\t.\t.\t.", hit),
            ("chr7\t50\t.\tA\t.C\t.\t.\t.", hit),
            ("chr7\t50\t.\tA\tC,*\t.\t.\t.", miss),
            ("chrUn_K1\t105\t.\tA\tC\t.\t.\t.", miss),
            ("chrUn_K1\t105\t.\tA\t<DEL>\t.\t.\t.", miss),
            ("8\t105\t.\tA\tC\t.\t.\t.", miss),
            ("eight\t105\t.\tA\tC\t.\t.\t.", Verdict::OtherContig),
            ("7\t0\t.\tN\tC\t.\t.\t.", miss),
            ("#CHROM\tPOS", Verdict::Comment),
            ("", Verdict::Blank),
            ("  ", Verdict::Blank),
            ("7", malformed("POS", "the line ends before this column")),
            ("7 1 . A", malformed("CHROM", "columns are separated by spaces, not tabs")),
            ("\t1\t.\tA", malformed("CHROM", "empty, or with white space")),
            ("7\tx\t.\tA\tC", malformed("POS", "not a position")),
            ("7\t\t.\tA\tC", malformed("POS", "not a position")),
            ("7\t12345678901\t.\tA\tC", malformed("POS", "not a position")),
            ("7\t5\t.", malformed("REF", "the line ends before this column")),
            ("7\t5\t.\tA", malformed("ALT", "the line ends before this column")),
            ("7\t5\t.\t-\tA\t.\t.\t.", malformed("REF", "not bases")),
        ] {
            assert_eq!(Screen::new(Some(&regions)).judge(line.as_bytes()), want, "{line}");
        }
        let mut screen = Screen::new(None);
        assert_eq!(screen.judge(b"chrUn_K1\t50\t.\tA\tC\t.\t.\t."), hit, "no regions");
    }

    proptest! {
        #[test]
        fn memory_changes_no_verdict(
            list in prop::collection::vec((0u32..300, 0u32..20), 0..8),
            records in prop::collection::vec((0u32..330, 1usize..30, 0usize..3), 1..40),
        ) {
            let list: Vec<_> = list.iter().map(|&(start, len)| (start, start + len)).collect();
            let regions = regions(&list);
            let mut screen = Screen::new(Some(&regions));
            let seven = Contig::from_name(b"7").unwrap();
            for (pos, length, chrom) in records {
                let name = ["7", "chr7", "8"][chrom];
                let line = format!("{name}\t{pos}\t.\t{}\tC\t.\t.\t.", "A".repeat(length));
                let start = pos.saturating_sub(1);
                let interval = Interval::new(start, start + length as u32);
                let want = name != "8" && regions.touches(seven, interval);
                prop_assert_eq!(screen.judge(line.as_bytes()) == Verdict::Candidate, want);
            }
        }

        #[test]
        fn never_panics(line in prop::collection::vec(
            prop_oneof![Just(b'\t'), Just(b'1'), Just(b'A'), any::<u8>()], 0..60)
        ) {
            let regions = regions(&[(5, 9)]);
            let _ = Screen::new(Some(&regions)).judge(&line);
            let _ = Screen::new(None).judge(&line);
        }
    }
}
