//! Binary search in a table's text: the rows of one key without reading the others.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::cells::{first_cell, lines, marks};

/// A table whose rows are sorted by the bytes of their first column. Comments (`#`) and the header line
/// come before the rows. Where its lines begin is found when a key is first asked for.
#[derive(Debug)]
pub(crate) struct Sorted {
    text: &'static str,
    lines: OnceLock<Box<[Line]>>,
}

/// Where a line begins, and what its key begins with.
#[derive(Debug)]
struct Line {
    word: u64,
    start: u32,
}

impl Sorted {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, lines: OnceLock::new() }
    }

    /// Returns the rows (whole lines) whose first column is `key`.
    pub(crate) fn rows(&self, key: &str) -> impl Iterator<Item = &'static str> {
        let body = body(self.text);
        let all = self.lines.get_or_init(|| beginnings(body));
        let from = |line: &Line| &body[line.start as usize..];
        let word = word(key);
        let is_before =
            |line: &Line| line.word < word || line.word == word && first_cell(from(line)) < key;
        let behind = &all[all.partition_point(is_before)..];
        let is_its = |line: &&Line| line.word == word && first_cell(from(line)) == key;
        lines(behind.first().map_or("", from)).take(behind.iter().take_while(is_its).count())
    }
}

fn beginnings(text: &str) -> Box<[Line]> {
    let mut next = 0;
    let begin = |line: &str| {
        let start = next;
        next += line.len() as u32 + 1;
        Line { word: word(line), start }
    };
    lines(text).map(begin).collect()
}

/// Returns the first eight bytes of the key that `line` begins with in one word: words stand to each other as
/// these bytes do.
fn word(line: &str) -> u64 {
    let mut bytes = [0; 8];
    match line.as_bytes().first_chunk() {
        Some(first) => bytes = *first,
        None => bytes[..line.len()].copy_from_slice(line.as_bytes()),
    }
    let word = u64::from_be_bytes(bytes);
    let before_tab = marks(word, b'\t').leading_zeros() & !7;
    let behind = u64::MAX.checked_shr(before_tab).unwrap_or(0);
    word & !behind
}

/// What the rows of a table's keys say, read when a key is first asked for: a sample touches few of
/// them, and asks again and again.
#[derive(Debug)]
pub(crate) struct ByKey<T: 'static> {
    table: Sorted,
    read: HashMap<&'static str, OnceLock<Vec<T>>>,
}

impl<T> ByKey<T> {
    /// Finds the keys of a text as [`Sorted`] takes it.
    pub(crate) fn new(text: &'static str) -> Self {
        let keys = lines(body(text)).map(first_cell);
        Self { table: Sorted::new(text), read: keys.map(|key| (key, OnceLock::new())).collect() }
    }

    /// Returns what the rows of `key` say; `parse` reads one.
    pub(crate) fn get<I>(&self, key: &str, parse: fn(&'static str) -> I) -> &[T]
    where
        I: IntoIterator<Item = T>,
    {
        self.read
            .get(key)
            .map_or(&[], |read| read.get_or_init(|| self.table.rows(key).flat_map(parse).collect()))
    }

    /// Returns the keys.
    #[cfg(test)]
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.read.keys().copied()
    }
}

/// Returns all rows after the comments and the header line.
pub(crate) fn body(text: &str) -> &str {
    let mut at = 0;
    while text[at..].starts_with('#') {
        at += line_length(&text[at..]);
    }
    at += line_length(&text[at..]);
    &text[at..]
}

fn line_length(text: &str) -> usize {
    memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_key() {
        let text = "# c\n# d\nkey\tv\nA\t1\nAB\t2\nAB\t3\nB\t4\nLONGER\t5\nLONGER-ONE\t7\nLONGER-TWO\t8\nZ\t6\n";
        let table = Sorted::new(text);
        for (key, want) in [
            ("A", vec!["A\t1"]),
            ("AB", vec!["AB\t2", "AB\t3"]),
            ("B", vec!["B\t4"]),
            ("LONGER", vec!["LONGER\t5"]),
            ("LONGER-ONE", vec!["LONGER-ONE\t7"]),
            ("LONGER-TWO", vec!["LONGER-TWO\t8"]),
            ("LONGER-SIX", vec![]),
            ("Z", vec!["Z\t6"]),
            ("", vec![]),
            ("AA", vec![]),
            ("ZZ", vec![]),
        ] {
            assert_eq!(table.rows(key).collect::<Vec<_>>(), want, "{key}");
        }
        assert_eq!(Sorted::new("k\n").rows("k").count(), 0);
        assert_eq!(Sorted::new("").rows("k").count(), 0);
    }
}
