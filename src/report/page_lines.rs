//! Lines of a page.

use std::io::{self, Write};

/// Columns of a page.
const WIDTH: usize = 100;

/// Breaks a text between words into lines of at most `width` characters. A longer word stands alone.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split(' ') {
        let needed = word.chars().count();
        if length > 0 && length + 1 + needed > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += needed;
    }
    lines.push(line);
    lines
}

/// Writes the title of a part, after an empty line.
pub(super) fn title(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out, "\n{text}")
}

/// Writes a value beside its name, on as many lines as it needs.
pub(super) fn named(out: &mut dyn Write, name: &str, value: &str) -> io::Result<()> {
    for (index, line) in wrapped(value, WIDTH - 14).into_iter().enumerate() {
        let name = if index == 0 { name } else { "" };
        writeln!(out, "{name:<14}{line}")?;
    }
    Ok(())
}

/// Writes text behind `first`; lines after the first are as far in.
pub(super) fn paragraph(out: &mut dyn Write, first: &str, text: &str) -> io::Result<()> {
    let indent = " ".repeat(first.chars().count());
    for (index, line) in wrapped(text, WIDTH - indent.len()).into_iter().enumerate() {
        writeln!(out, "{}{line}", if index == 0 { first } else { indent.as_str() })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("incompressible", 4), ["incompressible"]);
        assert_eq!(wrapped("", 4), [""]);
        assert_eq!(wrapped("äöü äöü äöü", 7), ["äöü äöü", "äöü"]);
    }
}
