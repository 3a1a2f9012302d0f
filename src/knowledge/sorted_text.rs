//! Binary search in a table's text: the rows of one key without reading the others.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::cells::{first_cell, lines};

/// Returns the rows (whole lines) of `text` whose first column is `key`. The text must be sorted by
/// the bytes of its first column. Comments (`#`) and the header line come before the rows.
pub(crate) fn rows<'t>(text: &'t str, key: &str) -> impl Iterator<Item = &'t str> {
    let body = body(text);
    let start = first_at_least(body, key);
    let key = key.to_owned();
    lines(&body[start..]).take_while(move |line| first_cell(line) == key)
}

/// What the rows of a table's keys say, read when a key is first asked for: a sample touches few of
/// them, and asks again and again.
#[derive(Debug)]
pub(crate) struct ByKey<T: 'static> {
    text: &'static str,
    read: HashMap<&'static str, OnceLock<Vec<T>>>,
}

impl<T> ByKey<T> {
    /// Finds the keys of a text as [`rows`] takes it.
    pub(crate) fn new(text: &'static str) -> Self {
        let keys = lines(body(text)).map(first_cell);
        Self { text, read: keys.map(|key| (key, OnceLock::new())).collect() }
    }

    /// Returns what the rows of `key` say; `parse` reads one.
    pub(crate) fn get<I>(&self, key: &str, parse: fn(&'static str) -> I) -> &[T]
    where
        I: IntoIterator<Item = T>,
    {
        self.read
            .get(key)
            .map_or(&[], |read| read.get_or_init(|| rows(self.text, key).flat_map(parse).collect()))
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

/// Returns the offset of the first line whose first column is not less than `key`.
fn first_at_least(body: &str, key: &str) -> usize {
    let (mut low, mut high) = (0, body.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &body.as_bytes()[low..middle])
            .map_or(low, |newline| low + newline + 1);
        let end = start + line_length(&body[start..]);
        if first_cell(body[start..end].trim_end_matches('\n')) < key {
            low = end;
        } else {
            high = start;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_key() {
        let text = "# c\n# d\nkey\tv\nA\t1\nAB\t2\nAB\t3\nB\t4\nLONGER\t5\nZ\t6\n";
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
            assert_eq!(rows(text, key).collect::<Vec<_>>(), want, "{key}");
        }
        assert_eq!(rows("k\n", "k").count(), 0);
        assert_eq!(rows("", "k").count(), 0);
    }
}
