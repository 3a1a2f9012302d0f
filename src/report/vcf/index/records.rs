//! The records of a part of a VCF, as stretches that an index takes.

use memchr::{memchr, memchr_iter, memmem};

use super::tabix::{Stretch, windows};

/// Gathers records.
#[derive(Debug)]
pub(super) struct Records {
    /// Names of contigs, a new one where it changes.
    names: Vec<Vec<u8>>,
    stretches: Vec<Stretch>,
    end: memmem::Finder<'static>,
}

impl Records {
    pub(super) fn new() -> Self {
        let end = memmem::Finder::new(b"END=");
        Self { names: Vec::new(), stretches: Vec::new(), end }
    }

    /// Takes each stretch with its contig's name, in order.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (&[u8], &Stretch)> {
        self.stretches.iter().map(|stretch| (&self.names[stretch.contig][..], stretch))
    }

    /// Takes `line`, without its end, whose virtual offsets are `bytes`. Header lines are passed over.
    ///
    /// # Errors
    /// A sentence, where POS is no number.
    pub(super) fn line(&mut self, line: &[u8], bytes: (u64, u64)) -> Result<(), String> {
        if line.is_empty() || line[0] == b'#' {
            return Ok(());
        }
        let mut rest = line;
        let (contig, position) = (column(&mut rest), column(&mut rest));
        let (_, reference, alternate) = (column(&mut rest), column(&mut rest), column(&mut rest));
        // Those behind are longer.
        let mut tabs = memchr_iter(b'\t', rest);
        let info = tabs.nth(1).map_or(rest.len(), |tab| tab + 1);
        let info = &rest[info..tabs.next().unwrap_or(rest.len())];
        let start = number(position).ok_or_else(|| {
            let (contig, position) =
                (String::from_utf8_lossy(contig), String::from_utf8_lossy(position));
            format!("{contig}:{position}: POS is no number")
        })?;
        // POS 0 is a telomere's (VCF 4.5 §1.6.1.2), which has no place in an index.
        let start = start.max(1);
        let own = start + reference.len().max(1) as u64 - 1;
        let stated = self.stated_end(info).and_then(number).unwrap_or(0);
        let length = match alternate.contains(&b'<') {
            true => value(info, b"SVLEN=").map_or(0, longest),
            false => 0,
        };
        let windows = windows(start, own.max(stated).max(start.saturating_add(length)));
        let contig = match self.names.last() {
            Some(last) if last == contig => self.names.len() - 1,
            _ => {
                self.names.push(contig.to_vec());
                self.names.len() - 1
            }
        };
        match self.stretches.last_mut() {
            Some(stretch)
                if stretch.contig == contig
                    && stretch.windows == windows
                    && stretch.last <= start =>
            {
                stretch.last = start;
                stretch.records += 1;
                stretch.bytes.1 = bytes.1;
            }
            _ => self.stretches.push(Stretch {
                contig,
                first: start,
                last: start,
                windows,
                records: 1,
                bytes,
            }),
        }
        Ok(())
    }

    /// Returns INFO END. Most records have none, and are only searched for its letters.
    fn stated_end<'i>(&self, info: &'i [u8]) -> Option<&'i [u8]> {
        self.end.find(info)?;
        value(info, b"END=")
    }
}

/// Takes a column and its tab off the front of `line`. A loop over the bytes of a short one is faster than
/// a search.
fn column<'l>(line: &mut &'l [u8]) -> &'l [u8] {
    let end = line.iter().position(|&byte| byte == b'\t').unwrap_or(line.len());
    let column = &line[..end];
    *line = line.get(end + 1..).unwrap_or_default();
    column
}

fn number(text: &[u8]) -> Option<u64> {
    let digits = (1..=18).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    digits.then(|| text.iter().fold(0, |number, digit| 10 * number + u64::from(digit - b'0')))
}

/// Returns the value of a field of INFO, `key` being its name and `=`.
fn value<'i>(info: &'i [u8], key: &[u8]) -> Option<&'i [u8]> {
    let mut rest = info;
    loop {
        let end = memchr(b';', rest).unwrap_or(rest.len());
        if let Some(value) = rest[..end].strip_prefix(key) {
            return Some(value);
        }
        rest = rest.get(end + 1..)?;
    }
}

/// Returns the longest of the lengths of alleles, whichever their signs.
fn longest(lengths: &[u8]) -> u64 {
    let lengths = lengths
        .split(|&byte| byte == b',')
        .filter_map(|text| number(text.strip_prefix(b"-").unwrap_or(text)));
    lengths.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_info() {
        assert_eq!(value(b"CIEND=1,2;END=50;X", b"END="), Some(&b"50"[..]));
        assert_eq!(value(b"CIEND=1,2", b"END="), None);
        assert_eq!(longest(b"-500,20"), 500);
        assert_eq!(longest(b"."), 0);
    }

    #[test]
    fn neighbours_are_one_stretch() {
        let mut records = Records::new();
        let lines: [(&[u8], u64); 7] = [
            (b"#CHROM\tPOS", 0),
            (b"1\t5\t.\tA\tC\t.\t.\t.", 10),
            (b"1\t9\t.\tA\tC\t.\t.\tDP=3", 20),
            (b"1\t9\t.\tA\t<DEL>\t.\t.\tSVLEN=-20000", 30),
            (b"1\t10\t.\tA\t<DEL>\t.\t.\tX;END=16384", 40),
            (b"2\t10\t.\tA\tC", 50),
            (b"2\t9\t.\tA\tC", 60),
        ];
        for (line, at) in lines {
            records.line(line, (at, at + 10)).unwrap();
        }
        let seen = records.stretches().map(|(name, s)| (name, s.first, s.last, s.windows, s.bytes));
        let want: Vec<(&[u8], _, _, _, _)> = vec![
            (b"1", 5, 9, (0, 0), (10, 30)),
            (b"1", 9, 9, (0, 1), (30, 40)),
            (b"1", 10, 10, (0, 0), (40, 50)),
            (b"2", 10, 10, (0, 0), (50, 60)),
            (b"2", 9, 9, (0, 0), (60, 70)),
        ];
        assert_eq!(seen.collect::<Vec<_>>(), want);
        assert!(records.line(b"2\tx\t.\tA\tC", (0, 1)).unwrap_err().starts_with("2:x: POS"));
    }
}
