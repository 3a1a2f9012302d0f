//! Whether the values of a sample can be read (VCF 4.5 §1.6.2).

use crate::input::record::{Malformed, Record};

/// FORMAT keys with counts of reads, one or more in a list.
const COUNTS: [&[u8]; 2] = [b"AD", b"DP"];

impl Record<'_> {
    /// Checks the values of every sample.
    ///
    /// # Errors
    /// As [`Record::check_sample`], of the first sample with a fault.
    pub(crate) fn check_samples(&self) -> Result<(), Malformed> {
        (0..self.columns().saturating_sub(9)).try_for_each(|index| self.check_sample(index))
    }

    /// Checks the values of the sample `index`: that each has a key, GT, and the counts of reads.
    ///
    /// # Errors
    /// The first value that cannot be what its key says.
    pub(crate) fn check_sample(&self, index: usize) -> Result<(), Malformed> {
        let Some(sample) = self.sample(index) else { return Ok(()) };
        let mut keys = self.format().split(|&b| b == b':');
        for value in sample.split(|&b| b == b':') {
            let Some(key) = keys.next() else {
                return Err(Malformed::new("FORMAT", "fewer keys than a sample has values"));
            };
            if key == b"GT" {
                self.check_genotype(value)?;
            } else if let Some(key) = COUNTS.iter().find(|&&count| count == key)
                && !value.split(|&b| b == b',').all(is_count)
            {
                let field = if *key == b"AD" { "AD" } else { "DP" };
                return Err(Malformed::new(field, "not a count of reads"));
            }
        }
        Ok(())
    }

    fn check_genotype(&self, genotype: &[u8]) -> Result<(), Malformed> {
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

/// Returns whether `value` is missing or a number of reads. Consensus callers count in fractions.
fn is_count(value: &[u8]) -> bool {
    matches!(value, b"." | b"")
        || value.iter().all(|b| b.is_ascii_digit() || *b == b'.') && value[0].is_ascii_digit()
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
            let got = record.check_samples().err().map(|fault| fault.to_string());
            assert_eq!(got.as_deref(), want, "{format} {sample}");
            assert_eq!(record.check_sample(0), Ok(()));
            assert_eq!(record.check_sample(2), Ok(()), "no such sample");
        }
    }
}
