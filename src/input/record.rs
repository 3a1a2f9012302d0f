//! A lazy view of one VCF line (VCF 4.5 §1.6).

use memchr::{memchr, memchr_iter};

use crate::diagnostics::{Diagnostic, Scope};
use crate::input::bytes::each_place;
use crate::model::allele::{AltKind, is_bases};
use crate::model::filter;
use crate::model::position::{Interval, Position};

/// Columns before the samples.
const FIXED: usize = 9;
/// Columns whose places are found at once: those of nearly all files.
const NEAR: usize = FIXED + 4;

/// What makes a record unusable: the first malformed field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// The VCF column.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl Malformed {
    pub(crate) const fn new(field: &'static str, reason: &'static str) -> Self {
        Self { field, reason }
    }

    /// Returns the same fault, at the 1-based `line`, because of which `scope` is left aside.
    pub fn at(self, line: u64, scope: Scope) -> Diagnostic {
        let (field, reason) = (self.field.to_owned(), self.reason.to_owned());
        Diagnostic { line, scope, field, reason }
    }
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

/// One VCF record, borrowed from its line. Nothing is copied or checked until it is asked for. A
/// column that is not there reads as empty.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    line: &'a [u8],
    /// Where each of the first columns ends. Columns that are not there end with the line.
    ends: [u32; NEAR],
    /// Columns present, at most [`NEAR`] counted.
    present: u8,
}

impl<'a> Record<'a> {
    /// Creates a view of `line`, which must not hold its line end. Lines beyond 4 GiB are cut.
    pub fn new(line: &'a [u8]) -> Self {
        let length = u32::try_from(line.len()).unwrap_or(u32::MAX);
        let line = &line[..length as usize];
        let mut ends = [length; NEAR];
        let mut found = 0;
        each_place(line, b'\t', |at| {
            ends[found] = at as u32;
            found += 1;
            found < NEAR
        });
        Self { line, ends, present: (found + 1).min(NEAR) as u8 }
    }

    /// Returns the line itself.
    pub fn line(&self) -> &'a [u8] {
        self.line
    }

    fn column(&self, index: usize) -> &'a [u8] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize + 1 };
        self.line.get(start..self.ends[index] as usize).unwrap_or_default()
    }

    /// Returns CHROM.
    pub fn chrom(&self) -> &'a [u8] {
        self.column(0)
    }

    /// Returns POS as written, 1-based, where 0 is a telomere.
    ///
    /// # Errors
    /// Where it is not a number up to 2³¹ − 1.
    pub fn pos(&self) -> Result<u32, Malformed> {
        parse_pos(self.column(1)).ok_or(Malformed::new("POS", "not a position"))
    }

    /// Returns POS, 0-based. A telomere's POS 0 saturates to 0.
    ///
    /// # Errors
    /// As [`Record::pos`].
    pub fn position(&self) -> Result<Position, Malformed> {
        self.pos().map(Position::from_one_based)
    }

    /// Returns the 0-based interval that the record replaces: REF from POS.
    ///
    /// # Errors
    /// As [`Record::pos`].
    pub fn interval(&self) -> Result<Interval, Malformed> {
        let start = self.position()?.0;
        let length = u32::try_from(self.reference().len()).unwrap_or(u32::MAX);
        Ok(Interval::new(start, start.saturating_add(length)))
    }

    /// Returns ID.
    pub fn id(&self) -> &'a [u8] {
        self.column(2)
    }

    /// Returns REF.
    pub fn reference(&self) -> &'a [u8] {
        self.column(3)
    }

    /// Returns the whole ALT column.
    pub fn alt(&self) -> &'a [u8] {
        self.column(4)
    }

    /// Returns the alternate alleles, none where ALT is `.`.
    pub fn alternates(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let alt = self.alt();
        let is_missing = alt == b"." || alt.is_empty();
        alt.split(|&b| b == b',').filter(move |_| !is_missing)
    }

    /// Returns QUAL as written.
    pub fn qual(&self) -> &'a [u8] {
        self.column(5)
    }

    /// Returns FILTER as written.
    pub fn filter(&self) -> &'a [u8] {
        self.column(6)
    }

    /// Returns whether the record failed no FILTER.
    pub fn passes_filter(&self) -> bool {
        filter::passes(self.filter())
    }

    /// Returns INFO as written.
    pub fn info(&self) -> &'a [u8] {
        self.column(7)
    }

    /// Returns the value of the first INFO entry `key`, empty for a flag.
    pub fn info_value(&self, key: &[u8]) -> Option<&'a [u8]> {
        info_value(self.info(), key)
    }

    /// Returns FORMAT as written, empty where there is none.
    pub fn format(&self) -> &'a [u8] {
        self.column(8)
    }

    /// Returns the FORMAT keys.
    pub fn format_keys(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.format().split(|&b| b == b':').filter(|key| !key.is_empty())
    }

    /// Returns the column of the sample `index`, from 0.
    pub fn sample(&self, index: usize) -> Option<&'a [u8]> {
        if FIXED + index < NEAR {
            let is_there = FIXED + index < usize::from(self.present);
            return is_there.then(|| self.column(FIXED + index));
        }
        let start = self.ends[NEAR - 1] as usize + 1;
        let others = self.line.get(start..)?;
        let from = match index + FIXED - NEAR {
            0 => 0,
            before => memchr_iter(b'\t', others).nth(before - 1)? + 1,
        };
        let rest = &others[from..];
        Some(&rest[..memchr(b'\t', rest).unwrap_or(rest.len())])
    }

    /// Returns the value of FORMAT `key` in the sample `index`. Returns `None` where it is absent,
    /// left out at the end, or `.`.
    pub fn format_value(&self, index: usize, key: &[u8]) -> Option<&'a [u8]> {
        let at = self.format_keys().position(|k| k == key)?;
        let value = self.sample(index)?.split(|&b| b == b':').nth(at)?;
        (!value.is_empty() && value != b".").then_some(value)
    }

    /// Returns how many columns the line has.
    pub fn columns(&self) -> usize {
        if usize::from(self.present) < NEAR {
            return usize::from(self.present);
        }
        let rest = &self.line[(self.ends[NEAR - 1] as usize).min(self.line.len())..];
        NEAR + memchr_iter(b'\t', rest).count()
    }

    /// Checks CHROM, POS, REF, ALT, and that the record has `columns` columns as the header (a line
    /// may be cut). QUAL, FILTER, INFO and sample values are checked by whoever reads them.
    ///
    /// # Errors
    /// The first field that makes the record unusable, and what is wrong with it.
    pub fn check(&self, columns: usize) -> Result<(), Malformed> {
        if self.present == 1 && self.line.trim_ascii().contains(&b' ') {
            return Err(Malformed::new("CHROM", "columns are separated by spaces, not tabs"));
        }
        self.check_fixed()?;
        if self.chrom().is_empty() || self.chrom().iter().any(u8::is_ascii_whitespace) {
            return Err(Malformed::new("CHROM", "empty, or with white space"));
        }
        self.pos()?;
        if !is_bases(self.reference()) {
            return Err(Malformed::new("REF", "not bases"));
        }
        if self.alt().is_empty()
            || self.alternates().any(|alt| AltKind::of(alt) == AltKind::Malformed)
        {
            return Err(Malformed::new("ALT", "neither bases, symbolic, breakend, * nor ."));
        }
        if self.ends_before_it_begins() {
            return Err(Malformed::new("END", "before POS, for an allele that spans bases"));
        }
        self.check_columns(columns)
    }

    /// Checks that the fixed columns are there.
    fn check_fixed(&self) -> Result<(), Malformed> {
        const NAMES: [&str; 8] = ["CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"];
        match NAMES.get(usize::from(self.present)) {
            Some(missing) => Err(Malformed::new(missing, "the line ends before this column")),
            None => Ok(()),
        }
    }

    /// Checks that the record has `columns` columns.
    ///
    /// # Errors
    /// The first column that is missing, or FORMAT for those of samples.
    pub(crate) fn check_columns(&self, columns: usize) -> Result<(), Malformed> {
        self.check_fixed()?;
        match self.columns() {
            found if found == columns => Ok(()),
            // A header of 9 columns has no samples: FORMAT may be left out.
            8 if columns == 9 => Ok(()),
            found if found < columns => {
                Err(Malformed::new("FORMAT", "fewer columns than the header names"))
            }
            _ => Err(Malformed::new("FORMAT", "more columns than the header names")),
        }
    }

    /// Returns whether END lies before POS where an allele reaches from one to the other. Of a
    /// translocation END may be on another chromosome, and what has no bases ends before its first.
    fn ends_before_it_begins(&self) -> bool {
        const SPANNING: [&[u8]; 5] = [b"<DEL", b"<DUP", b"<INV", b"<CNV", b"<AMP"];
        let spans = |alt: &[u8]| SPANNING.iter().any(|kind| alt.starts_with(kind));
        let alt = self.alt();
        alt.len() > 1
            && memchr(b'<', alt).is_some()
            && alt.split(|&b| b == b',').any(spans)
            && self
                .info_value(b"END")
                .and_then(parse_pos)
                .zip(self.pos().ok())
                .is_some_and(|(end, pos)| end + 1 < pos)
    }
}

/// Returns the value of the first entry `key` in the INFO column `info`, empty for a flag.
pub(crate) fn info_value<'a>(info: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(info.get(from..)?, key) {
        let start = from + found;
        let end = start + key.len();
        // The key must be a whole one: `DP` is not in `ADP=3` or `DPB=3`.
        if start == 0 || info[start - 1] == b';' {
            match info.get(end) {
                None | Some(b';') => return Some(&info[end..end]),
                Some(b'=') => {
                    let value = &info[end + 1..];
                    return Some(&value[..memchr(b';', value).unwrap_or(value.len())]);
                }
                _ => {}
            }
        }
        from = start + 1;
    }
    None
}

/// Reads a POS or END: digits, up to 2³¹ − 1.
pub(crate) fn parse_pos(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 10 {
        return None;
    }
    let value = digits
        .iter()
        .try_fold(0u64, |value, &b| b.is_ascii_digit().then(|| value * 10 + u64::from(b - b'0')))?;
    u32::try_from(value).ok().filter(|&value| value <= i32::MAX as u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINE: &[u8] = b"chr7\t140753336\trs1;rs2\tA\tT,<DEL>\t50.0\tPASS\tADP=3;DP=10;SOMATIC;\
        END=140753339;DP=11\tGT:AD:AF\t0/1:5,5:0.5\t0/0:10\t.";

    fn text(bytes: Option<&[u8]>) -> Option<&str> {
        bytes.map(|b| std::str::from_utf8(b).unwrap())
    }

    #[test]
    fn columns_and_values() {
        let record = Record::new(LINE);
        assert_eq!(record.chrom(), b"chr7");
        assert_eq!(record.pos(), Ok(140_753_336));
        assert_eq!(record.position(), Ok(Position(140_753_335)));
        assert_eq!(record.interval(), Ok(Interval::new(140_753_335, 140_753_336)));
        assert_eq!((record.id(), record.reference()), (&b"rs1;rs2"[..], &b"A"[..]));
        assert_eq!(record.alternates().collect::<Vec<_>>(), [&b"T"[..], b"<DEL>"]);
        assert_eq!((record.qual(), record.filter()), (&b"50.0"[..], &b"PASS"[..]));
        for (key, want) in [
            ("DP", Some("10")),
            ("ADP", Some("3")),
            ("SOMATIC", Some("")),
            ("END", Some("140753339")),
            ("D", None),
            ("SOMA", None),
        ] {
            assert_eq!(text(record.info_value(key.as_bytes())), want, "{key}");
        }
        assert_eq!(record.format_keys().count(), 3);
        assert_eq!(text(record.sample(1)), Some("0/0:10"));
        assert_eq!(record.sample(3), None);
        for (sample, key, want) in [
            (0, "AF", Some("0.5")),
            (1, "AF", None),
            (1, "GT", Some("0/0")),
            (2, "GT", None),
            (0, "DP", None),
            (9, "GT", None),
        ] {
            assert_eq!(text(record.format_value(sample, key.as_bytes())), want, "{sample} {key}");
        }
        assert_eq!(record.columns(), 12);
        assert_eq!(record.check(12), Ok(()));
    }

    #[test]
    fn checks() {
        for (line, columns, want) in [
            ("1\t0\t.\tA\t.\t.\t.\t.", 8, None),
            ("1\t5\t.\tA\tC\t.\t.\t.", 9, None),
            ("1\t5\t.\tacgtn\t]1:5]A\t.\t.\t.\tGT\t.", 10, None),
            ("1 5 . A C . . .", 8, Some("CHROM: columns are separated by spaces, not tabs")),
            ("", 8, Some("POS: the line ends before this column")),
            ("1\t5\t.\tA\tC\t.\t.", 8, Some("INFO: the line ends before this column")),
            ("\t5\t.\tA\tC\t.\t.\t.", 8, Some("CHROM: empty, or with white space")),
            ("1\t-5\t.\tA\tC\t.\t.\t.", 8, Some("POS: not a position")),
            ("1\t5000000000\t.\tA\tC\t.\t.\t.", 8, Some("POS: not a position")),
            ("1\t5\t.\t.\tC\t.\t.\t.", 8, Some("REF: not bases")),
            (
                "1\t5\t.\tA\tC,-\t.\t.\t.",
                8,
                Some("ALT: neither bases, symbolic, breakend, * nor ."),
            ),
            ("9\t500\t.\tA\t<DEL>\t.\t.\tEND=499", 8, None),
            (
                "9\t500\t.\tA\tC,<DUP:TANDEM>\t.\t.\tEND=430",
                8,
                Some("END: before POS, for an allele that spans bases"),
            ),
            ("9\t500\t.\tA\t<TRA>\t.\t.\tCHR2=8;END=430", 8, None),
            ("9\t500\t.\tA\t<INS>\t.\t.\tEND=430", 8, None),
            ("1\t5\t.\tA\t\t.\t.\t.", 8, Some("ALT: neither bases, symbolic, breakend, * nor .")),
            ("1\t5\t.\tA\tC\t.\t.\t.\tGT", 10, Some("FORMAT: fewer columns than the header names")),
            (
                "1\t5\t.\tA\tC\t.\t.\t.\tGT\t.",
                9,
                Some("FORMAT: more columns than the header names"),
            ),
        ] {
            let got = Record::new(line.as_bytes()).check(columns).err().map(|m| m.to_string());
            assert_eq!(got.as_deref(), want, "{line:?}");
        }
    }

    #[test]
    fn many_samples() {
        let mut line = b"1\t5\t.\tA\tC\t.\t.\t.\tGT:DP".to_vec();
        for n in 0..10_000 {
            line.extend(format!("\t0/1:{n}").bytes());
        }
        let record = Record::new(&line);
        assert_eq!(record.format_value(9_999, b"DP"), Some(&b"9999"[..]));
        assert_eq!(record.check(10_009), Ok(()));
    }

    proptest! {
        #[test]
        fn never_panics(line in prop::collection::vec(
            prop_oneof![Just(b'\t'), Just(b';'), Just(b':'), Just(b'='), any::<u8>()], 0..200)
        ) {
            let record = Record::new(&line);
            let _ = (record.check(10), record.interval(), record.columns());
            let _ = (record.id(), record.qual(), record.filter(), record.info_value(b"A"));
            let _ = record.alternates().count() + record.format_keys().count();
            for index in 0..4 {
                let _ = (record.sample(index), record.format_value(index, b"A"));
            }
        }

        #[test]
        fn columns_join_to_the_line(columns in prop::collection::vec("[ -~]{0,6}", 1..14)) {
            let line = columns.join("\t");
            let record = Record::new(line.as_bytes());
            prop_assert_eq!(record.columns(), columns.len());
            let fixed = [record.chrom(), record.column(1), record.id(), record.reference(),
                record.alt(), record.qual(), record.filter(), record.info(), record.format()];
            for (index, got) in fixed.iter().enumerate() {
                let want = columns.get(index).map_or("", String::as_str);
                prop_assert_eq!(*got, want.as_bytes());
            }
            for (index, want) in columns.iter().skip(9).enumerate() {
                prop_assert_eq!(record.sample(index), Some(want.as_bytes()));
            }
        }
    }
}
