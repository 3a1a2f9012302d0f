//! Whether the values of a sample can be read (VCF 4.5 §1.6.2).

use crate::input::depth::{Checked, Fields, Keys, are_fractions, parse_u32};
use crate::input::record::{Malformed, Record};
use crate::model::allele::{AltKind, is_base, is_bases};
use crate::model::structural::MOST_COPIES;

impl Record<'_> {
    /// Checks what [`Record::check_values`] does for every sample, and that REF and ALT are spelled as
    /// the specification has it.
    ///
    /// # Errors
    /// The first field with a fault.
    pub(crate) fn check_all(&self) -> Result<(), Malformed> {
        let keys = Keys::of(self.format());
        self.check_values(None)?;
        if !self.format().is_empty() && self.format() != b"." && !is_list(self.format(), b':') {
            return Err(Malformed::new("FORMAT", "not a list of keys"));
        }
        if self.reference().iter().any(|&base| !is_spelled(base)) {
            return Err(Malformed::new("REF", "an ambiguity code"));
        }
        for alternate in self.alternates() {
            let is_whole = match AltKind::of(alternate) {
                AltKind::Sequence => alternate.iter().all(|&base| is_spelled(base)),
                AltKind::Breakend => [alternate.first(), alternate.last()]
                    .into_iter()
                    .flatten()
                    .any(|&end| end == b'.' || is_bases(&[end])),
                _ => true,
            };
            if !is_whole {
                return Err(Malformed::new(
                    "ALT",
                    "an ambiguity code, or a breakend without a base",
                ));
            }
        }
        let colons = memchr::memchr_iter(b':', self.format()).count();
        (0..self.columns().saturating_sub(9)).try_for_each(|index| {
            let sample = self.sample(index).unwrap_or_default();
            if memchr::memchr_iter(b':', sample).count() > colons {
                return Err(Malformed::new("FORMAT", "fewer keys than a sample has values"));
            }
            self.check_sample(&Fields::new(&keys, sample))
        })
    }

    /// Checks FILTER and the values of a sample, if one is given: that each has a key, GT, and the counts
    /// of reads.
    ///
    /// # Errors
    /// The first value that cannot be what its column or key says.
    pub(crate) fn check_values(&self, sample: Option<&Fields<'_>>) -> Result<(), Malformed> {
        // As nearly all records are: nothing is to be looked at one by one.
        let is_one_word =
            |column: &[u8]| !column.is_empty() && column.iter().all(|&b| is_of_word(b, b';'));
        if !is_one_word(self.filter()) && !is_list(self.filter(), b';') {
            return Err(Malformed::new("FILTER", "not a list of filters"));
        }
        sample.map_or(Ok(()), |sample| self.check_sample(sample))
    }

    fn check_sample(&self, sample: &Fields<'_>) -> Result<(), Malformed> {
        let alternates = || self.alternates().count();
        for &(at, checked) in sample.keys().checked() {
            let Some(value) = sample.value(at) else { return Ok(()) };
            match checked {
                Checked::Genotype => self.check_genotype(value)?,
                Checked::Reads(field) => check_counts(field, value)?,
                Checked::ReadsOfAlleles(field) => {
                    check_counts(field, value)?;
                    // Some callers count the one ALT alone.
                    let counts = value.split(|&b| b == b',').count();
                    if counts > 1 && !(0..=1).contains(&counts.wrapping_sub(alternates())) {
                        return Err(Malformed::new(field, "not one count for each allele"));
                    }
                }
                Checked::Fractions(field) => {
                    if !are_fractions(value, alternates()) {
                        return Err(Malformed::new(field, "not a fraction of reads for each ALT"));
                    }
                }
                Checked::Copies => {
                    if !is_copies(value) {
                        return Err(Malformed::new("CN", "not a number of copies"));
                    }
                }
            }
        }
        match sample.keys().are_fewer(sample.count()) {
            true => Err(Malformed::new("FORMAT", "fewer keys than a sample has values")),
            false => Ok(()),
        }
    }

    fn check_genotype(&self, genotype: &[u8]) -> Result<(), Malformed> {
        if let [b'0' | b'1', b'/' | b'|', b'0' | b'1'] = genotype
            && self.alt() != b"."
        {
            return Ok(());
        }
        let alternates = self.alternates().count();
        // VCF 4.4 allows a phasing mark before the first allele.
        let alleles = match genotype {
            [b'/' | b'|', rest @ ..] => rest,
            all => all,
        };
        for allele in alleles.split(|b| matches!(b, b'/' | b'|')) {
            let number =
                std::str::from_utf8(allele).ok().and_then(|text| text.parse::<usize>().ok());
            match number {
                _ if allele == b"." => {}
                Some(number) if number <= alternates && allele[0] != b'+' => {}
                Some(_) if allele[0] != b'+' => {
                    return Err(Malformed::new("GT", "an allele that the record does not have"));
                }
                _ => return Err(Malformed::new("GT", "not a genotype")),
            }
        }
        Ok(())
    }
}

/// Returns whether a byte stands inside a word of ASCII.
fn is_of_word(byte: u8, separator: u8) -> bool {
    byte.is_ascii_graphic() && byte != separator
}

/// Returns whether a column is one word, or several that differ and none of which says that there is
/// no other.
fn is_list(column: &[u8], separator: u8) -> bool {
    let mut words = column.split(|&b| b == separator);
    let is_alone = memchr::memchr(separator, column).is_none();
    let is_word = |word: &[u8]| {
        !word.is_empty()
            && !word.iter().any(u8::is_ascii_whitespace)
            && (is_alone || !matches!(word, b"." | b"PASS" | b"0"))
    };
    let is_first =
        |word: &[u8]| column.split(|&b| b == separator).filter(|w| *w == word).count() == 1;
    words.all(|word| is_word(word) && (is_alone || is_first(word)))
}

fn is_spelled(base: u8) -> bool {
    is_base(base) || base.eq_ignore_ascii_case(&b'N')
}

/// Checks that each item of a list is missing or a number of reads.
fn check_counts(field: &'static str, list: &[u8]) -> Result<(), Malformed> {
    /// More digits than any count has that is read.
    const DIGITS: usize = 9;
    // As nearly all lists are.
    let is_plain = |b: &u8| b.is_ascii_digit() || *b == b',';
    let is_short = list.len() <= DIGITS;
    match is_short && list.iter().all(is_plain) || list.split(|&b| b == b',').all(is_count) {
        true => Ok(()),
        false => Err(Malformed::new(field, "not a count of reads")),
    }
}

/// Returns whether `value` is missing or a number of reads. Consensus callers count in fractions.
fn is_count(value: &[u8]) -> bool {
    let whole = value.split(|&b| b == b'.').next().unwrap_or_default();
    matches!(value, b"." | b"")
        || value.iter().all(|b| b.is_ascii_digit() || *b == b'.') && parse_u32(whole).is_some()
}

/// Returns whether a value is missing (DELLY writes -1) or a number of copies.
fn is_copies(value: &[u8]) -> bool {
    let number = std::str::from_utf8(value).ok().and_then(|text| text.parse::<f64>().ok());
    matches!(value, b"." | b"" | b"-1")
        || number.is_some_and(|copies| (0.0..=MOST_COPIES).contains(&copies))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_can_be_what_their_keys_say() {
        for (format, sample, want) in [
            ("GT:AD:DP", "0/1:5,3:8", None),
            ("GT:AD:DP", "0|1|2", None),
            ("GT", "|0|1", None),
            ("GT", "./.", None),
            ("GT", ".", None),
            ("GT:AD", "1/.:.,.", None),
            ("AD:DP", "7:.", None),
            ("AD", "3.5,1.0", None),
            ("GT", "0/3", Some("GT: an allele that the record does not have")),
            ("GT", "0/x", Some("GT: not a genotype")),
            ("GT", "0/", Some("GT: not a genotype")),
            ("GT", "", Some("GT: not a genotype")),
            ("GT", "0/+1", Some("GT: not a genotype")),
            ("GT", "0/-1", Some("GT: not a genotype")),
            ("AD", "7", None),
            ("AF", "0.5,0.4,0.1", None),
            ("VAF", "0.4,.", None),
            ("CN", "2.7", None),
            ("CN", "-1", None),
            ("DP4", "3,4,5,6", None),
            ("AD", "1,2,3,4", Some("AD: not one count for each allele")),
            ("AD", "99999999999,3", Some("AD: not a count of reads")),
            ("AO", "x,3", Some("AO: not a count of reads")),
            ("AU", "3;4", Some("AU: not a count of reads")),
            ("AF", "40,10", Some("AF: not a fraction of reads for each ALT")),
            ("AF", "0.4,0.1,0.1,0.1", Some("AF: not a fraction of reads for each ALT")),
            ("CN", "-3", Some("CN: not a number of copies")),
            ("CN", "NaN", Some("CN: not a number of copies")),
            ("CN", "20000", Some("CN: not a number of copies")),
            ("CN", "2,3", Some("CN: not a number of copies")),
            ("AD", "x,3", Some("AD: not a count of reads")),
            ("AD", "-3,3", Some("AD: not a count of reads")),
            ("DP", "many", Some("DP: not a count of reads")),
            ("GT", "0/1:5", Some("FORMAT: fewer keys than a sample has values")),
        ] {
            let line = format!("7\t5\t.\tA\tC,G\t.\t.\t.\t{format}\t0/0\t{sample}");
            let line = line.replacen(
                "\t0/0\t",
                if format.starts_with("GT") { "\t0/0\t" } else { "\t.\t" },
                1,
            );
            let record = Record::new(line.as_bytes());
            let got = record.check_all().err().map(|fault| fault.to_string());
            assert_eq!(got.as_deref(), want, "{format} {sample}");
            let keys = Keys::of(format.as_bytes());
            let first = Fields::new(&keys, record.sample(0).unwrap());
            assert_eq!(record.check_values(Some(&first)), Ok(()));
        }
    }

    #[test]
    fn filters_keys_and_alleles() {
        for (reference, alternate, filter, format, want) in [
            ("A", "C,<DEL>", "PASS", "GT:AD", None),
            ("A", "C[7:9[", "q10;s50", "GT", None),
            ("N", ".C", ".", ".", None),
            ("A", "C", "q10;.", "GT", Some("FILTER")),
            ("A", "C", "PASS;", "GT", Some("FILTER")),
            ("A", "C", ";PASS", "GT", Some("FILTER")),
            ("A", "C", "my filter", "GT", Some("FILTER")),
            ("A", "C", "hp;hp", "GT", Some("FILTER")),
            ("A", "C", "q;0;h", "GT", Some("FILTER")),
            ("A", "C", "", "GT", Some("FILTER")),
            ("A", "C", "PASS", "GT::DP", Some("FORMAT")),
            ("A", "C", "PASS", "GT:DP:DP", Some("FORMAT")),
            ("B", "C", "PASS", "GT", Some("REF")),
            ("A", "R", "PASS", "GT", Some("ALT")),
            ("A", "[7:9[", "PASS", "GT", Some("ALT")),
        ] {
            let line = format!("7\t5\t.\t{reference}\t{alternate}\t.\t{filter}\t.\t{format}\t.");
            let got = Record::new(line.as_bytes()).check_all().err().map(|fault| fault.field);
            assert_eq!(got, want, "{line}");
        }
    }
}
