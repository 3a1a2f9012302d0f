//! Records of many alternate alleles, each read from a line of its own.
//!
//! A field with one value an allele is split once, and not again for every allele. The line of an allele
//! lists that allele and one other, which stands for all others: its counts are theirs added up.

use super::record::Record;

/// Alternate alleles up to which a record is read as it is: of so few the lists are short.
const NARROW: usize = 64;
/// Chromosome copies up to which a genotype is written out.
const COPIES: usize = 8;
/// Bytes from which on a sample's value that is no list by allele is left out: likelihoods of genotypes,
/// which nothing asks for.
const LONG: usize = 4096;

/// A record of many alternate alleles.
pub(crate) struct Wide<'a> {
    record: &'a Record<'a>,
    alternates: Vec<&'a [u8]>,
    /// Keys with what follows them, as far as that is `=`.
    info: Vec<(&'a [u8], Option<Value<'a>>)>,
    keys: Vec<&'a [u8]>,
    samples: Vec<Vec<Value<'a>>>,
}

/// What a field says of the alleles.
enum Value<'a> {
    /// The same of all.
    Same(&'a [u8]),
    /// Something of each: of REF first where `has_reference`, and all of it added up, where these are
    /// whole numbers.
    Each { items: Vec<&'a [u8]>, has_reference: bool, sum: Option<u64> },
    /// Numbers of alleles, and what stands before each.
    Numbers(Vec<(&'a [u8], Option<usize>)>),
    /// The alleles of a genotype of many copies, in order.
    ManyCopies(Vec<usize>),
    /// What is said of the first alternate allele alone.
    OfFirst(&'a [u8]),
}

impl<'a> Wide<'a> {
    /// Returns the record, where it has many alternate alleles.
    pub(crate) fn of(record: &'a Record<'a>) -> Option<Self> {
        record.alternates().nth(NARROW)?;
        let alternates: Vec<&[u8]> = record.alternates().collect();
        let count = alternates.len();
        let entries = record.info().split(|&b| b == b';');
        let info = entries.map(|entry| match entry.iter().position(|&b| b == b'=') {
            Some(at) => (&entry[..at], Some(Value::of(&entry[at + 1..], count))),
            None => (entry, None),
        });
        let info = info.collect();
        let keys: Vec<&[u8]> = match record.format() {
            b"" => Vec::new(),
            format => format.split(|&b| b == b':').collect(),
        };
        let columns = record.line().split(|&b| b == b'\t').skip(9);
        let samples = columns.map(|column| {
            let values = keys.iter().zip(column.split(|&b| b == b':'));
            values.map(|(key, value)| Value::of_sample(key, value, count)).collect()
        });
        let samples = samples.collect();
        Some(Self { record, alternates, info, keys, samples })
    }

    /// Returns the alternate alleles.
    pub(crate) fn alternates(&self) -> &[&'a [u8]] {
        &self.alternates
    }

    /// Writes the line of alternate allele `at`, from 0, to `line`: there it has the number 1.
    pub(crate) fn write(&self, at: usize, line: &mut Vec<u8>) {
        line.clear();
        let record = self.record;
        let other = self.alternates[usize::from(at == 0)];
        let alternates = [self.alternates[at], other].join(&b","[..]);
        let fixed = self.record.line().split(|&b| b == b'\t').take(4);
        for column in fixed.chain([&alternates[..], record.qual(), record.filter()]) {
            line.extend_from_slice(column);
            line.push(b'\t');
        }
        for (place, (key, value)) in self.info.iter().enumerate() {
            if place > 0 {
                line.push(b';');
            }
            line.extend_from_slice(key);
            if let Some(value) = value {
                line.push(b'=');
                value.write(at, line);
            }
        }
        if !self.samples.is_empty() || !self.keys.is_empty() {
            line.push(b'\t');
            line.extend_from_slice(record.format());
        }
        for values in &self.samples {
            for (place, value) in values.iter().enumerate() {
                line.push(if place == 0 { b'\t' } else { b':' });
                value.write(at, line);
            }
            if values.is_empty() {
                line.push(b'\t');
            }
        }
    }
}

impl<'a> Value<'a> {
    fn of(value: &'a [u8], alternates: usize) -> Self {
        let commas = memchr::memchr_iter(b',', value).count();
        if commas + 1 != alternates && commas != alternates {
            return Self::Same(value);
        }
        let items: Vec<&[u8]> = value.split(|&b| b == b',').collect();
        let number = |item: &&[u8]| std::str::from_utf8(item).ok()?.parse::<u32>().ok();
        let sum = items.iter().try_fold(0, |sum, item| Some(sum + u64::from(number(item)?)));
        Self::Each { items, has_reference: commas == alternates, sum }
    }

    fn of_sample(key: &[u8], value: &'a [u8], alternates: usize) -> Self {
        match key {
            b"GT" => Self::of_genotype(value),
            b"LAA" | b"LA" => Self::Numbers(numbers(value, b",")),
            b"PGT" => Self::OfFirst(value),
            _ => match Self::of(value, alternates) {
                Self::Same(value) if value.len() > LONG => Self::Same(b"."),
                value => value,
            },
        }
    }

    fn of_genotype(value: &'a [u8]) -> Self {
        let alleles = numbers(value, b"/|");
        if alleles.len() <= COPIES {
            return Self::Numbers(alleles);
        }
        let mut alleles: Vec<usize> = alleles.into_iter().filter_map(|(_, n)| n).collect();
        alleles.sort_unstable();
        Self::ManyCopies(alleles)
    }

    /// Writes what is said of alternate allele `at`, which has the number 1, and of all others.
    fn write(&self, at: usize, line: &mut Vec<u8>) {
        match self {
            Self::Same(value) => line.extend_from_slice(value),
            Self::OfFirst(value) => line.extend_from_slice(if at == 0 { value } else { b"." }),
            Self::Each { items, has_reference, sum } => {
                let own = items[at + usize::from(*has_reference)];
                let reference = items.first().filter(|_| *has_reference);
                for item in reference.into_iter().chain([&own]) {
                    line.extend_from_slice(item);
                    line.push(b',');
                }
                let number = |item: &[u8]| std::str::from_utf8(item).ok()?.parse::<u64>().ok();
                let known = number(own).zip(reference.map_or(Some(0), |item| number(item)));
                match sum.zip(known) {
                    Some((sum, (own, reference))) => {
                        line.extend_from_slice((sum - own - reference).to_string().as_bytes());
                    }
                    None => line.push(b'.'),
                }
            }
            Self::Numbers(numbers) => {
                for (before, number) in numbers {
                    line.extend_from_slice(before);
                    line.push(match number {
                        None => b'.',
                        Some(0) => b'0',
                        Some(number) if *number == at + 1 => b'1',
                        Some(_) => b'2',
                    });
                }
            }
            Self::ManyCopies(alleles) => {
                let from = alleles.partition_point(|&number| number < at + 1);
                let copies = alleles[from..].iter().take(2).filter(|&&n| n == at + 1).count();
                line.extend_from_slice(match copies {
                    0 => b"0/2",
                    1 => b"0/1",
                    _ => b"1/1",
                });
            }
        }
    }
}

/// Splits numbers at any of `marks`, each with the mark before it.
fn numbers<'a>(value: &'a [u8], marks: &[u8]) -> Vec<(&'a [u8], Option<usize>)> {
    let mut found = Vec::new();
    let (mut mark, mut start) = (0..0, 0);
    let mut take = |mark: std::ops::Range<usize>, item: &[u8]| {
        let number = std::str::from_utf8(item).ok().and_then(|text| text.parse().ok());
        found.push((&value[mark], number));
    };
    for (at, _) in value.iter().enumerate().filter(|(_, byte)| marks.contains(byte)) {
        // A mark may stand before the first number.
        if at > 0 {
            take(mark, &value[start..at]);
        }
        (mark, start) = (at..at + 1, at + 1);
    }
    take(mark, &value[start..]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::depth::{Keys, SampleFields, read_call};
    use crate::model::call::Call;

    /// A record with `count` insertions as ALTs, INFO and one sample.
    fn line(count: usize, info: &str, format: &str, sample: &str) -> String {
        let alternates: Vec<String> = (1..=count).map(|n| format!("A{}", "C".repeat(n))).collect();
        format!("7\t100\t.\tA\t{}\t9\tPASS\t{info}\t{format}\t{sample}", alternates.join(","))
    }

    fn call(record: &Record<'_>, number: usize) -> Call {
        read_call(&SampleFields::of(record, &Keys::of(record.format()), Some(0), 1), number)
    }

    #[test]
    fn an_allele_is_called_as_from_the_whole_record() {
        const COUNT: usize = 80;
        let list = |from: usize, each: fn(usize) -> String| {
            (from..=COUNT).map(each).collect::<Vec<_>>().join(",")
        };
        let reads = list(0, |n| (n + 3).to_string());
        let of_alternates = list(1, |n| (n + 3).to_string());
        let fractions = list(1, |n| format!("0.{n:03}"));
        let all = (0..=COUNT).map(|n| n.to_string()).collect::<Vec<_>>().join("/");
        for (info, format, sample) in [
            (".", "GT:AD:DP", format!("0/1:{reads}:9000")),
            (".", "GT:AD:AF", format!("./.:{reads}:{fractions}")),
            (".", "GT:RO:AO:DP", format!("0/7:5:{of_alternates}:9000")),
            (".", "GT:AD", format!("{all}:{reads}")),
            (".", "GT:AD:PS", format!("0|7|80:{reads}:12")),
            (".", "GT:AD:PGT:PID", format!("0/1:{reads}:0|1:5_A_C")),
            (".", "GT:LAA:LAD", "0/9:9,12:5,6,7".to_owned()),
            (".", "GT:AF", format!("0/1:{fractions}")),
            ("LPS=7;SOMATIC", "AD", reads.to_string()),
            (&format!("AC={of_alternates};AF={fractions}"), "GT", "./.".to_owned()),
            (".", "GT", "0/1".to_owned()),
        ] {
            let text = line(COUNT, info, format, &sample);
            let whole = Record::new(text.as_bytes());
            let wide = Wide::of(&whole).unwrap();
            let mut narrow = Vec::new();
            for at in 0..COUNT {
                wide.write(at, &mut narrow);
                let record = Record::new(&narrow);
                record.check(10).unwrap();
                assert_eq!(call(&record, 1), call(&whole, at + 1), "{format} {sample} {at}");
            }
        }
    }

    #[test]
    fn a_line_stays_short_however_many_alleles_there_are() {
        for count in [100, 1000] {
            let reads = vec!["5"; count + 1].join(",");
            let text =
                line(count, "DP=3", "GT:AD:PL", &format!("0/1:{reads}:{}", "0,".repeat(9000)));
            let whole = Record::new(text.as_bytes());
            let mut narrow = Vec::new();
            Wide::of(&whole).unwrap().write(1, &mut narrow);
            assert!(narrow.len() < 80, "{}", String::from_utf8_lossy(&narrow));
        }
        assert!(Wide::of(&Record::new(line(64, ".", "GT", "0/1").as_bytes())).is_none());
    }
}
