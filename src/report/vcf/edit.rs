//! Changing lines of a VCF without touching any other byte.

use memchr::memchr_iter;

use crate::io::LineEdit;

/// What is done to one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// These whole lines come before it.
    Before(Vec<u8>),
    /// Appends this field to INFO (VCF 4.5 §1.6.1.8), or replaces its `.`.
    Info(Vec<u8>),
}

/// A change of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Edit {
    /// 1-based line of the text.
    pub(super) line: u64,
    pub(super) change: Change,
}

impl LineEdit for Edit {
    fn line(&self) -> u64 {
        self.line
    }

    fn apply(&self, line: &[u8], out: &mut Vec<u8>) {
        match &self.change {
            Change::Before(lines) => {
                out.extend_from_slice(lines);
                out.extend_from_slice(line);
            }
            Change::Info(field) => {
                let mut tabs = memchr_iter(b'\t', line);
                let Some(start) = tabs.nth(6).map(|tab| tab + 1) else {
                    out.extend_from_slice(line);
                    return;
                };
                let line_end = line.iter().rev().take_while(|b| matches!(b, b'\r' | b'\n')).count();
                let end = tabs.next().unwrap_or(line.len() - line_end);
                match &line[start..end] {
                    b"." | b"" => out.extend_from_slice(&line[..start]),
                    _ => {
                        out.extend_from_slice(&line[..end]);
                        out.push(b';');
                    }
                }
                out.extend_from_slice(field);
                out.extend_from_slice(&line[end..]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_and_nothing_else() {
        let edit = Edit { line: 1, change: Change::Info(b"TX=a".to_vec()) };
        for (line, want) in [
            ("1\t5\t.\tA\tC\t.\t.\t.", "1\t5\t.\tA\tC\t.\t.\tTX=a"),
            ("1\t5\t.\tA\tC\t60.0\t.\t.\r\n", "1\t5\t.\tA\tC\t60.0\t.\tTX=a\r\n"),
            (
                "1\t5\t.\tA\tC\t.\t.\tDP=3;X\tGT\t0/1\n",
                "1\t5\t.\tA\tC\t.\t.\tDP=3;X;TX=a\tGT\t0/1\n",
            ),
            ("1\t5\t.\tA\tC\t.\t.\t\tGT\t0/1", "1\t5\t.\tA\tC\t.\t.\tTX=a\tGT\t0/1"),
            ("1\t5\t.\tA", "1\t5\t.\tA"),
        ] {
            let mut out = Vec::new();
            edit.apply(line.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), want);
        }
    }
}
