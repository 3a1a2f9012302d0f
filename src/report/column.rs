//! A column of a table: its name, what it says, and how a row gives it.
//!
//! A column that JSON has too is declared by the field of the view that JSON writes: the field is
//! the name, its doc comment the description of the column and of the schema.

use std::fmt;

use crate::control::escaped;

/// A column; `W` writes the cell of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<W> {
    /// The name in the header line.
    pub(super) name: &'static str,
    /// Where its description stands.
    #[cfg_attr(not(test), expect(dead_code, reason = "read where docs/columns.md is made"))]
    pub(super) meaning: Meaning,
    /// What of a row it shows.
    pub(super) part: Part,
    /// Writes the cell.
    pub(super) write: W,
}

/// A part of a row. One that is not there has no cell to write, which is not asked for one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Every row has it.
    Always,
    /// The consequence on a gene.
    Located,
    /// What was noticed and concluded of a finding.
    Finding,
}

impl Part {
    /// Returns the part that a row gives by the method `name`.
    pub(super) const fn of(name: &str) -> Self {
        match name.as_bytes() {
            b"located" => Self::Located,
            b"judged" | b"noted" | b"structural" => Self::Finding,
            _ => Self::Always,
        }
    }
}

/// Where the description of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// At the key of JSON with this name.
    Key(&'static str),
    /// JSON has no such key: here.
    Own(&'static str),
}

/// Declares a column that JSON has no key for.
pub(super) const fn own<W: Copy>(name: &'static str, meaning: &'static str, write: W) -> Column<W> {
    Column { name, meaning: Meaning::Own(meaning), part: Part::Always, write }
}

/// Declares the column of a JSON key: `key!(part.field)`, or `key!(part.field as "name")` where the
/// table calls it otherwise. A row has its parts by methods that return `Option<&Part>`.
macro_rules! key {
    ($part:ident.$field:ident) => {
        $crate::report::column::key!(
            $part.$field as $crate::report::column::bare(stringify!($field))
        )
    };
    ($part:ident.$field:ident as $name:expr) => {
        $crate::report::column::Column {
            name: $name,
            meaning: $crate::report::column::Meaning::Key($crate::report::column::bare(
                stringify!($field),
            )),
            part: $crate::report::column::Part::of(stringify!($part)),
            write: |row, out| match row.$part() {
                Some(part) => $crate::report::cell::Cell::put(&part.$field, out),
                None => Ok(()),
            },
        }
    };
}

pub(super) use key;

/// Returns the name of a field without the mark of a raw identifier.
pub(super) const fn bare(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Returns whether all bytes are printed characters of ASCII, eight of them at once.
fn is_plain(text: &[u8]) -> bool {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    let (words, rest) = text.as_chunks();
    words.iter().all(|&word| {
        let word = u64::from_ne_bytes(word);
        // The highest bit: of a byte below the blank, of one above the tilde, of one that has it.
        let others = word.wrapping_sub(EACH * 0x20) | word.wrapping_add(EACH) | word;
        others & (EACH * 0x80) == 0
    }) && rest.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

/// What TSV cannot hold in a cell.
const BREAKS: &[char] = &['\t', '\n', '\r'];

/// A cell in writing. Tabs and line breaks, which TSV cannot hold, become spaces; other control
/// characters are escaped.
pub(super) struct CellText<'o>(pub(super) &'o mut Vec<u8>);

impl fmt::Write for CellText<'_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match is_plain(text.as_bytes()) {
            true => self.0.extend_from_slice(text.as_bytes()),
            false => self.write_clean(text),
        }
        Ok(())
    }
}

impl CellText<'_> {
    #[cold]
    fn write_clean(&mut self, text: &str) {
        let clean = |byte| if matches!(byte, b'\t' | b'\n' | b'\r') { b' ' } else { byte };
        self.0.extend(escaped(text, BREAKS).bytes().map(clean));
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn a_cell_holds_no_tab_and_no_line_break() {
        let mut out = Vec::new();
        write!(CellText(&mut out), "a\tb\r\nc").unwrap();
        assert_eq!(out, b"a b  c");
        out.clear();
        write!(CellText(&mut out), "a\x1b[2Jb\u{202e}").unwrap();
        assert_eq!(out, b"a\\x1b[2Jb\\u{202e}");
        assert_eq!((bare("r#ref"), bare("reference")), ("ref", "reference"));
        // Each byte, at each place of a word and behind the last.
        for byte in 0..=u8::MAX {
            for place in 0..11 {
                let mut text = *b"abcdefghijk";
                text[place] = byte;
                assert_eq!(is_plain(&text), matches!(byte, b' '..=b'~'), "{byte} at {place}");
            }
        }
    }
}
