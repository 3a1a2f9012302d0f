//! Where records lie in a text, as far as one who writes it back and indexes it must know.

use super::splice::Block;

/// Bits of a position within its window, the smallest stretch that a tabix index tells apart.
const WINDOW_BITS: u32 = 14;
/// The last base that a tabix index can name.
pub(crate) const LAST: u32 = 1 << 29;

/// A text of records.
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

    /// Adds a record of `contig` that reaches from `start` to `end`, 1-based and inclusive, and begins at the
    /// offset `begin` of the text.
    #[inline]
    pub(crate) fn record(&mut self, contig: &[u8], (start, end): (u64, u64), begin: u64) {
        let windows = windows(start, end);
        if self.names.last().is_none_or(|last| last != contig) {
            self.names.push(contig.to_vec());
        }
        let contig = self.names.len() as u32 - 1;
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        self.add(Stretch { contig, first: start, last: start, windows, records: 1, begin });
    }

    /// Says why there can be no index: the first reason stands.
    pub(crate) fn refuse(&mut self, reason: impl FnOnce() -> String) {
        self.fault.get_or_insert_with(reason);
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

/// Returns the windows of the bases from `start` to `end`, 1-based and inclusive. What is longer than an
/// index can say reaches to its end.
pub(crate) fn windows(start: u64, end: u64) -> (u16, u16) {
    let window = |base: u64| ((base.clamp(1, u64::from(LAST)) - 1) >> WINDOW_BITS) as u16;
    (window(start), window(end.max(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_stretch_wherever_the_text_is_cut() {
        let records: [(&[u8], u64, u64, u64); 6] = [
            (b"1", 5, 5, 10),
            (b"1", 9, 10, 20),
            (b"1", 9, 20_008, 30),
            (b"1", 10, 16_384, 40),
            (b"2", 10, 10, 50),
            (b"2", 9, 9, 60),
        ];
        let want: Vec<(&[u8], _, _, _, _, _)> = vec![
            (b"1", 5, 9, (0, 0), 2, 10),
            (b"1", 9, 9, (0, 1), 1, 30),
            (b"1", 10, 10, (0, 0), 1, 40),
            (b"2", 10, 10, (0, 0), 1, 50),
            (b"2", 9, 9, (0, 0), 1, 60),
        ];
        for cut in 0..=records.len() {
            let mut all = Stretches::default();
            for (part, begin) in [(&records[..cut], 0), (&records[cut..], 5)] {
                let mut stretches = Stretches::default();
                for &(contig, start, end, at) in part {
                    stretches.record(contig, (start, end), at - begin);
                }
                all.append(stretches, begin);
            }
            let seen = all.named().unwrap();
            let seen = seen.map(|(name, s)| (name, s.first, s.last, s.windows, s.records, s.begin));
            assert_eq!(seen.collect::<Vec<_>>(), want, "{cut}");
        }
    }

    #[test]
    fn the_first_reason_stands() {
        let mut stretches = Stretches::default();
        for reason in ["first", "second"] {
            let mut part = Stretches::default();
            part.refuse(|| reason.to_owned());
            stretches.append(part, 0);
        }
        assert_eq!(stretches.named().err().unwrap(), "first");
    }
}
