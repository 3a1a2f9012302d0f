//! Lines and cells of tab-separated text, found by vector instructions: embedded tables are read at
//! every start, and `str::split` takes half as long again as all that is done with their cells.

use memchr::memchr_iter;

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

#[cfg(test)]
mod tests {
    use super::*;

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
