//! Binary search in a table's text: the rows of one key without reading the others.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::cells::{first_cell, lines};

/// A table whose rows are sorted by the bytes of their first column. Comments (`#`) and the header line
/// come before the rows. Where its lines begin is found when a key is first asked for.
#[derive(Debug)]
pub(crate) struct Sorted {
    text: &'static str,
    starts: OnceLock<Box<[u32]>>,
}

impl Sorted {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, starts: OnceLock::new() }
    }

    /// Returns the rows (whole lines) whose first column is `key`.
    pub(crate) fn rows(&self, key: &str) -> impl Iterator<Item = &'static str> {
        let body = body(self.text);
        let starts = self.starts.get_or_init(|| starts(body));
        let at = |start: &u32| &body[*start as usize..];
        let first = starts.partition_point(|start| first_cell(at(start)) < key);
        let count = starts[first..].iter().take_while(|start| first_cell(at(start)) == key).count();
        let text = starts.get(first).map_or("", at);
        lines(text).take(count)
    }
}

/// Returns where the lines of a text begin.
fn starts(text: &str) -> Box<[u32]> {
    let mut start = 0;
    let begin = |line: &str| {
        let begin = start;
        start += line.len() as u32 + 1;
        begin
    };
    lines(text).map(begin).collect()
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
        let text = "# c\n# d\nkey\tv\nA\t1\nAB\t2\nAB\t3\nB\t4\nLONGER\t5\nZ\t6\n";
        let table = Sorted::new(text);
        for (key, want) in [
            ("A", vec!["A\t1"]),
            ("AB", vec!["AB\t2", "AB\t3"]),
            ("B", vec!["B\t4"]),
            ("LONGER", vec!["LONGER\t5"]),
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
