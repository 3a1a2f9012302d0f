//! Lines and cells of tab-separated text, found by vector instructions: embedded tables are read at
//! every start, and `str::split` takes half as long again as all that is done with their cells.

use std::borrow::Cow;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use memchr::memchr_iter;

/// Returns what bytes spell. The quick check of what is UTF-8 comes first: nearly all of it is.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// Returns the cells of a line.
pub(crate) fn cells(line: &str) -> impl Iterator<Item = &str> {
    parts(line, b'\t')
}

/// Returns the first cell of a line.
pub(crate) fn first_cell(line: &str) -> &str {
    memchr::memchr(b'\t', line.as_bytes()).map_or(line, |end| &line[..end])
}

/// Returns the lines of a text whose lines end with `\n`, as [`str::lines`] does.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').map_or((!text.is_empty()).then_some(text), Some);
    text.into_iter().flat_map(|text| parts(text, b'\n'))
}

fn parts(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr_iter(separator, text.as_bytes()).chain([text.len()]).map(move |end| {
        let part = &text[start..end];
        start = end + 1;
        part
    })
}

/// Returns the highest bit of each byte of `word` that is `byte`, and of no other.
#[inline]
pub(crate) const fn marks(word: u64, byte: u8) -> u64 {
    const LOW: u64 = u64::from_ne_bytes([0x7f; 8]);
    let differs = word ^ u64::from_ne_bytes([byte; 8]);
    !(((differs & LOW) + LOW) | differs | LOW)
}

/// Numbers of rows by the key of each. The keys stay where they are: who asks says where that is.
#[derive(Debug)]
pub(crate) struct ByKey {
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl ByKey {
    /// Finds the place of `count` rows by the keys that `key_of` gives, which differ.
    pub(crate) fn new<'k>(count: u32, key_of: impl Fn(u32) -> &'k str) -> Self {
        let hasher = DefaultHashBuilder::default();
        let hash = |&row: &u32| hasher.hash_one(key_of(row));
        let mut table = HashTable::with_capacity(count as usize);
        for row in 0..count {
            table.insert_unique(hash(&row), row, hash);
        }
        Self { table, hasher }
    }

    /// Returns the number of the row whose key is `key`; `key_of` is that of [`ByKey::new`].
    pub(crate) fn get<'k>(&self, key: &str, key_of: impl Fn(u32) -> &'k str) -> Option<u32> {
        self.table.find(self.hasher.hash_one(key), |&row| key_of(row) == key).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_by_their_keys() {
        let keys = ["KRAS", "BRAF", "", "EGFR"];
        let key_of = |row: u32| keys[row as usize];
        let by_key = ByKey::new(4, key_of);
        for (row, key) in (0..).zip(keys) {
            assert_eq!(by_key.get(key, key_of), Some(row), "{key}");
        }
        assert_eq!(by_key.get("NRAS", key_of), None);
    }

    #[test]
    fn as_the_standard_library_splits() {
        for text in ["", "\n", "\n\n", "a", "a\n", "a\tb\n\nc\t\n", "\t\t\n\té", "a\n\n"] {
            assert!(lines(text).eq(text.lines()), "{text:?}");
            for line in text.lines() {
                assert!(cells(line).eq(line.split('\t')), "{line:?}");
                assert_eq!(Some(first_cell(line)), line.split('\t').next());
            }
        }
    }
}
