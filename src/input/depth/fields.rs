//! FORMAT keys with a sample's values, and the numbers in them.

use smallvec::SmallVec;

use crate::input::bytes::each_place;

/// Keys that nearly all records have at most.
const MOST: usize = 16;
/// Bytes that nearly all FORMAT columns have at most.
const COLUMN: usize = 64;
/// Keys of a record whose values are checked, at most.
const CHECKED: usize = 8;
/// The longest key that fits into a word.
const WORD: usize = 8;

/// The keys of a FORMAT column. Records share them with their neighbours, for which they are read once.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    format: SmallVec<[u8; COLUMN]>,
    /// Each key in one word; 0 for a longer one.
    words: SmallVec<[u64; MOST]>,
    /// For each [`slot`], the place of the first key that has it, from 1: most keys that are asked for have a
    /// slot of none.
    slots: Slots,
    checked: SmallVec<[(usize, Checked); CHECKED]>,
    last: usize,
}

/// Places by slots, and whether there are keys beyond those that have a slot.
#[derive(Debug, Clone)]
struct Slots([u8; 256], bool);

impl Default for Slots {
    fn default() -> Self {
        Self([0; 256], false)
    }
}

/// A key whose values are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Checked {
    /// GT.
    Genotype,
    /// A count of reads, or several, under this key.
    Reads(&'static str),
    /// A count of reads for each allele.
    ReadsOfAlleles(&'static str),
    /// The fraction of reads that each ALT has.
    Fractions(&'static str),
    /// Copies of a stretch.
    Copies,
}

impl Checked {
    /// Returns how the values under a key are checked, if they are.
    fn of(key: &[u8]) -> Option<Self> {
        /// Keys of counts, as [`super::counts`] reads them.
        const READS: [&str; 19] = [
            "DP", "FDP", "AO", "RO", "FAO", "FRO", "VD", "RD", "NV", "NR", "DP4", "AU", "CU", "GU",
            "TU", "TAR", "TIR", "DV", "RV",
        ];
        const FRACTIONS: [&str; 2] = ["AF", "VAF"];
        let named = |keys: &[&'static str]| keys.iter().copied().find(|k| k.as_bytes() == key);
        match key {
            b"GT" => Some(Self::Genotype),
            b"AD" => Some(Self::ReadsOfAlleles("AD")),
            b"CN" => Some(Self::Copies),
            _ => named(&READS).map(Self::Reads).or_else(|| named(&FRACTIONS).map(Self::Fractions)),
        }
    }
}

impl Keys {
    /// Reads the keys of a FORMAT column.
    pub fn of(format: &[u8]) -> Self {
        let mut keys = Self::default();
        keys.read(format);
        keys
    }

    /// Reads the keys of the next record's FORMAT column, if it is another one.
    #[inline]
    pub(crate) fn read(&mut self, format: &[u8]) {
        if *self.format != *format {
            self.set(format);
        }
    }

    fn set(&mut self, format: &[u8]) {
        self.format.clear();
        self.format.extend_from_slice(format);
        self.words.clear();
        let names = || format.split(|&b| b == b':');
        if !format.is_empty() {
            self.words.extend(names().map(word));
        }
        self.slots = Slots::default();
        for (place, &word) in (1..=u8::MAX).zip(&self.words) {
            let first = &mut self.slots.0[slot(word)];
            *first = if *first == 0 { place } else { *first };
        }
        self.slots.1 = self.words.len() > usize::from(u8::MAX);
        let checked = names().enumerate().filter_map(|(at, name)| Some((at, Checked::of(name)?)));
        self.checked = checked.take(CHECKED).collect();
        let all = names().count() - 1;
        self.last = self.checked.get(CHECKED - 1).map_or(all, |&(at, _)| at);
    }

    /// Returns the column.
    pub(super) fn format(&self) -> &[u8] {
        &self.format
    }

    /// Returns the first keys whose values are checked, with their places.
    pub(in crate::input) fn checked(&self) -> &[(usize, Checked)] {
        &self.checked
    }

    /// Returns whether a sample with so many values has more than there are keys, and none of the
    /// keys that are looked at comes after all others.
    pub(in crate::input) fn are_fewer(&self, values: usize) -> bool {
        let keys = self.words.len().max(1);
        values > keys && self.last + 1 == keys
    }
}

/// A FORMAT column beside a sample column, split once: a call asks for some twenty keys.
#[derive(Debug, Clone)]
pub struct Fields<'a> {
    keys: &'a Keys,
    sample: &'a [u8],
    /// Where the values end, in the order of the keys, and one more where there are more.
    ends: SmallVec<[u32; MOST]>,
}

/// Returns a key in one word, or 0 where it is longer.
#[inline(always)]
const fn word(key: &[u8]) -> u64 {
    if key.len() > WORD {
        return 0;
    }
    let (mut word, mut at) = (0, 0);
    while at < key.len() {
        word = word << 8 | key[at] as u64;
        at += 1;
    }
    word
}

/// Returns the slot of a key, which it shares with a few others.
#[inline(always)]
const fn slot(word: u64) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}

impl<'a> Fields<'a> {
    /// Splits the column of a sample, whose values are of `keys`.
    pub(in crate::input) fn new(keys: &'a Keys, sample: &'a [u8]) -> Self {
        let mut ends = SmallVec::new();
        let most = keys.words.len().max(1);
        each_place(sample, b':', |end| {
            ends.push(end as u32);
            // One more shows that there are too many.
            ends.len() <= most
        });
        if ends.len() <= most {
            ends.push(sample.len() as u32);
        }
        Self { keys, sample, ends }
    }

    /// Returns the keys.
    pub(in crate::input) fn keys(&self) -> &'a Keys {
        self.keys
    }

    /// Returns how many values there are, as far as one more than keys.
    pub(in crate::input) fn count(&self) -> usize {
        self.ends.len()
    }

    /// Returns the value of the key at this place.
    #[inline]
    pub(in crate::input) fn value(&self, at: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(at)? as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize + 1);
        self.sample.get(start..end)
    }

    /// Returns the value of `key`. Returns `None` where the key is not there, or the value is `.`,
    /// empty, or dropped from the end of the column (VCF 4.5 §1.6.2).
    #[inline(always)]
    pub(super) fn get(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.raw(key).filter(|value| !is_missing(value))
    }

    /// Returns the value of `key` as written, `.` included.
    #[inline(always)]
    pub(super) fn raw(&self, key: &[u8]) -> Option<&'a [u8]> {
        if key.len() > WORD {
            return self.long(key);
        }
        let word = word(key);
        let Slots(slots, are_more) = &self.keys.slots;
        match usize::from(slots[slot(word)]).checked_sub(1) {
            None if !are_more => None,
            Some(at) if self.keys.words[at] == word => self.value(at),
            _ => self.find(word),
        }
    }

    #[inline(never)]
    fn find(&self, word: u64) -> Option<&'a [u8]> {
        let at = self.keys.words.iter().position(|key| *key == word)?;
        self.value(at)
    }

    #[cold]
    fn long(&self, key: &[u8]) -> Option<&'a [u8]> {
        let at = self.keys.format.split(|&b| b == b':').position(|name| name == key)?;
        self.value(at).filter(|_| at < self.keys.words.len())
    }

    /// Reads a single whole number.
    #[inline(always)]
    pub(super) fn number(&self, key: &[u8]) -> Option<u32> {
        parse_u32(self.get(key)?)
    }

    /// Reads number `index` (0-based) of a comma-separated list of whole numbers.
    #[inline(always)]
    pub(super) fn number_at(&self, key: &[u8], index: usize) -> Option<u32> {
        parse_u32(item(self.get(key)?, index)?)
    }
}

/// Returns whether a value is `.`, a list such as `.,.`, or empty.
fn is_missing(value: &[u8]) -> bool {
    value.iter().all(|b| matches!(b, b'.' | b','))
}

/// Returns item `index` (0-based) of a comma-separated list.
pub(super) fn item(list: &[u8], index: usize) -> Option<&[u8]> {
    list.split(|&b| b == b',').nth(index)
}

/// Returns how many items a comma-separated list has.
pub(super) fn len(list: &[u8]) -> usize {
    list.split(|&b| b == b',').count()
}

/// Returns the sum of a list in which every item is a whole number.
pub(super) fn sum(list: &[u8]) -> Option<u32> {
    list.split(|&b| b == b',').try_fold(0u32, |sum, text| sum.checked_add(parse_u32(text)?))
}

/// Reads a whole number without sign.
pub(in crate::input) fn parse_u32(text: &[u8]) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0u32, |number, &byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_by_key() {
        let keys = Keys::of(b"GT:AD:DP:AF");
        let fields = Fields::new(&keys, b"0/1:12,3:.");
        assert_eq!(fields.get(b"GT"), Some(&b"0/1"[..]));
        assert_eq!(fields.number_at(b"AD", 1), Some(3));
        assert_eq!(fields.number_at(b"AD", 2), None);
        assert_eq!(fields.number(b"DP"), None, "missing");
        assert_eq!(fields.get(b"AF"), None, "dropped from the end");
        assert_eq!(Fields::new(&Keys::of(b"AD"), b".,.").get(b"AD"), None);
        assert_eq!(Fields::new(&Keys::of(b""), b"").get(b"AD"), None);
        let keys = Keys::of(b"LONGNAME:LONGNAME2:LONGNAME1:A");
        let fields = Fields::new(&keys, b"1:2:3:4");
        for (key, want) in [(&b"LONGNAME"[..], 1), (b"LONGNAME1", 3), (b"LONGNAME2", 2), (b"A", 4)]
        {
            assert_eq!(fields.number(key), Some(want));
        }
        assert_eq!(fields.get(b"LONGNAME3").or(fields.get(b"LONG")), None);
    }

    #[test]
    fn a_key_is_found_among_any_others() {
        let name = |n: usize| format!("K{n}");
        for count in [1, 15, 40, 300] {
            let list =
                |each: &dyn Fn(usize) -> String| (0..count).map(each).collect::<Vec<_>>().join(":");
            let (format, sample) = (list(&name), list(&|n| n.to_string()));
            let keys = Keys::of(format.as_bytes());
            let fields = Fields::new(&keys, sample.as_bytes());
            for n in 0..2 * count {
                let want = (n < count).then_some(n as u32);
                assert_eq!(fields.number(name(n).as_bytes()), want, "{n} of {count}");
            }
        }
    }

    #[test]
    fn numbers() {
        for (text, want) in
            [("12", Some(12)), ("0", Some(0)), ("-1", None), ("+1", None), ("1.5", None)]
        {
            assert_eq!(parse_u32(text.as_bytes()), want, "{text}");
        }
        assert_eq!(parse_u32(b"99999999999"), None, "too large");
        assert_eq!(sum(b"1,2,3"), Some(6));
        assert_eq!(sum(b"1,."), None);
    }
}
