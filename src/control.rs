//! Characters that command a terminal or hide what a text says: none leaves the program as it is.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

/// Returns whether a character moves the cursor, colours, rings, ends lines or turns the direction
/// of a text: C0, DEL, C1, line separators and bidirectional marks (Unicode UAX 9).
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}

/// Returns the text with every control character but those `kept` spelled out: `\x1b`, `\u{202e}`.
pub(crate) fn escaped<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    let is_escaped = |c: char| is_control(c) && !kept.contains(&c);
    // Plain ASCII is nearly all that is written.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        // Writing to a string does not fail.
        let _ = match u32::from(c) {
            _ if !is_escaped(c) => out.write_char(c),
            code @ ..=0xff => write!(out, "\\x{code:02x}"),
            code => write!(out, "\\u{{{code:x}}}"),
        };
    }
    Cow::Owned(out)
}

/// A text in HTML or SVG, between tags or in quotes: it ends neither. Control characters are spelled out.
pub(crate) struct Text<'t>(pub(crate) &'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in escaped(self.0, &[]).chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// Passes text on with its control characters escaped; line ends and tabs stay.
pub(crate) struct Escaping<W>(pub(crate) W);

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.0.write_all(escaped(text, &['\n', '\t']).as_bytes())?,
            // What is written comes from formatting, which hands over whole characters.
            Err(_) => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_spelled_out_and_letters_stay() {
        for (text, want) in [
            ("BRAF V600E", "BRAF V600E"),
            ("naïve – 日本 α", "naïve – 日本 α"),
            ("a\x1b[31mb", "a\\x1b[31mb"),
            ("a\0b\rc\x7fd", "a\\x00b\\x0dc\\x7fd"),
            ("\u{9b}31m", "\\x9b31m"),
            ("KRAS\u{202e}D21G", "KRAS\\u{202e}D21G"),
            ("\u{2066}a\u{2069}\u{200f}\u{2028}", "\\u{2066}a\\u{2069}\\u{200f}\\u{2028}"),
        ] {
            assert_eq!(escaped(text, &[]), want);
        }
        assert_eq!(escaped("a\tb\nc\r", &['\n', '\t']), "a\tb\nc\\x0d");
    }

    #[test]
    fn a_text_in_a_page_ends_no_tag_and_no_quote() {
        let text = Text("<b a='1' c=\"2\">&\x1b").to_string();
        assert_eq!(text, "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\\x1b");
        assert_eq!(Text("EGFR L858R").to_string(), "EGFR L858R");
    }

    #[test]
    fn a_writer_escapes_what_passes() {
        let mut out = Vec::new();
        writeln!(Escaping(&mut out), "{}\té\x1b]0;x\x07", 5).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "5\té\\x1b]0;x\\x07\n");
    }
}
