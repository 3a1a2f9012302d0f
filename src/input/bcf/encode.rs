//! A VCF record as BCF (VCF 4.5 §6.3), by the types that the header gives.

use std::collections::HashMap;

use super::Dictionary;
use crate::input::header::Header;
use crate::io::bcf::{Width, put_integer, put_text, put_type};

/// Types of numbers with a fraction, and of texts.
const FLOAT: u8 = 5;
const TEXT: u8 = 7;
/// Bits of a missing number, and of the end of a vector of them.
const MISSING: u32 = 0x7f80_0001;
const END: u32 = 0x7f80_0002;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Float,
    Text,
}

/// Which dictionary line a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Contig,
    Filter,
    Info,
    Format,
}

/// Writes records, and takes names that the header does not define into its dictionary.
pub(super) struct Encoder {
    contigs: HashMap<String, i32>,
    /// FILTER, INFO and FORMAT share their numbers.
    strings: HashMap<String, i32>,
    defined: HashMap<(Key, String), Kind>,
    next: [i32; 2],
    /// Lines that the header lacks.
    pub(super) added: Vec<String>,
    samples: usize,
}

/// A number of a vector.
type Number<T> = Option<T>;

impl Encoder {
    /// Creates one for the records of `header`.
    pub(super) fn new(header: &Header, dictionary: &Dictionary) -> Self {
        let kind = |kind: &str| match kind {
            "Integer" => Kind::Integer,
            "Float" => Kind::Float,
            _ => Kind::Text,
        };
        let lists = [
            (Key::Info, header.infos()),
            (Key::Format, header.formats()),
            (Key::Filter, header.filters()),
        ];
        let mut defined = HashMap::from([((Key::Filter, "PASS".to_owned()), Kind::Text)]);
        for (key, list) in lists {
            for definition in list {
                // Of two lines the first stands.
                let name = (key, definition.id.clone());
                defined.entry(name).or_insert_with(|| kind(&definition.kind));
            }
        }
        Self {
            contigs: dictionary.contigs.numbers.clone(),
            strings: dictionary.strings.numbers.clone(),
            defined,
            next: [dictionary.contigs.next, dictionary.strings.next],
            added: Vec::new(),
            samples: header.samples().len(),
        }
    }

    /// Returns the number of the next line of INFO.
    pub(super) fn next_string(&self) -> i32 {
        self.next[1]
    }

    /// Returns the number of a name, and what it holds.
    fn number(&mut self, key: Key, name: &str, is_flag: bool) -> (i32, Kind) {
        let (names, next) = match key {
            Key::Contig => (&mut self.contigs, 0),
            _ => (&mut self.strings, 1),
        };
        let known = names.get(name).copied();
        let number = known.unwrap_or(self.next[next]);
        let is_defined = match key {
            Key::Contig => known.is_some(),
            _ => self.defined.contains_key(&(key, name.to_owned())),
        };
        if !is_defined {
            names.insert(name.to_owned(), number);
            self.next[next] = self.next[next].max(number + 1);
            self.defined.insert((key, name.to_owned()), Kind::Text);
            let described = "Description=\"not defined in the input\"";
            let kind = if is_flag { "Number=0,Type=Flag" } else { "Number=.,Type=String" };
            self.added.push(match key {
                Key::Contig => format!("##contig=<ID={name},IDX={number}>"),
                Key::Filter => format!("##FILTER=<ID={name},{described},IDX={number}>"),
                Key::Info => format!("##INFO=<ID={name},{kind},{described},IDX={number}>"),
                Key::Format => format!("##FORMAT=<ID={name},{kind},{described},IDX={number}>"),
            });
        }
        let kind = self.defined.get(&(key, name.to_owned())).copied().unwrap_or(Kind::Text);
        (number, kind)
    }

    /// Appends the record in `line`, with its lengths.
    ///
    /// # Errors
    /// Says what of it BCF cannot hold.
    pub(super) fn record(&mut self, line: &str, out: &mut Vec<u8>) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[chrom, pos, id, reference, alternates, quality, filter, info, ref more @ ..] =
            columns.as_slice()
        else {
            return Err("it has fewer than 8 columns".to_owned());
        };
        let position: i32 = pos.parse().map_err(|_| format!("POS: {pos:?} is no position"))?;
        let (contig, _) = self.number(Key::Contig, chrom, false);
        let fields: Vec<&str> = split(info, ';');
        let end = fields.iter().find_map(|field| field.strip_prefix("END=")?.parse::<i32>().ok());
        let length = i32::try_from(reference.len()).map_err(|_| "REF is too long".to_owned())?;
        let span = end.map_or(length, |end| end - position + 1).max(length.min(1));
        let alternates = split(alternates, ',');
        let start = out.len();
        out.extend([0; 8]);
        for number in [contig, position - 1, span] {
            out.extend(number.to_le_bytes());
        }
        let quality = match quality {
            "." | "" => MISSING,
            text => float("QUAL", text)?.to_bits(),
        };
        out.extend(quality.to_le_bytes());
        let count = |what: &str, count: usize| {
            u16::try_from(count).map_err(|_| format!("it has more than 65,535 {what}"))
        };
        out.extend(count("fields of INFO", fields.len())?.to_le_bytes());
        out.extend(count("alleles", alternates.len() + 1)?.to_le_bytes());
        let (format, samples) = more.split_first().unwrap_or((&"", &[]));
        let keys: Vec<&str> = if samples.is_empty() { Vec::new() } else { split(format, ':') };
        if samples.len() != self.samples {
            return Err(format!("it has {} samples, not {}", samples.len(), self.samples));
        }
        let [s0, s1, s2, _] = (samples.len() as u32).to_le_bytes();
        let count = u8::try_from(keys.len()).map_err(|_| "it has more than 255 keys".to_owned())?;
        out.extend([s0, s1, s2, count]);
        put_text(out, if id == "." { b"" } else { id.as_bytes() });
        for allele in std::iter::once(reference).chain(alternates) {
            put_text(out, allele.as_bytes());
        }
        let filters: Vec<i32> = split(filter, ';')
            .into_iter()
            .map(|name| self.number(Key::Filter, name, false).0)
            .collect();
        match filters.as_slice() {
            [] => out.push(0),
            filters => put_integers(out, &filters.iter().copied().map(Some).collect::<Vec<_>>()),
        }
        for field in fields {
            self.field(field, out)?;
        }
        let shared = out.len() - start - 8;
        for (at, key) in keys.iter().enumerate() {
            let values = samples.iter().map(|sample| sample.split(':').nth(at).unwrap_or("."));
            self.format(key, &values.collect::<Vec<_>>(), out)?;
        }
        let individual = out.len() - start - 8 - shared;
        for (at, length) in [(0, shared), (4, individual)] {
            let length = u32::try_from(length).map_err(|_| "it is too long".to_owned())?;
            out[start + at..start + at + 4].copy_from_slice(&length.to_le_bytes());
        }
        Ok(())
    }

    fn field(&mut self, field: &str, out: &mut Vec<u8>) -> Result<(), String> {
        let (key, value) = match field.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (field, None),
        };
        let (number, kind) = self.number(Key::Info, key, value.is_none());
        put_integer(out, number);
        let told = |why: String| format!("INFO/{key}: {why}");
        match (value, kind) {
            (None, _) => out.push(0),
            (Some(value), Kind::Integer) => {
                put_integers(out, &numbers(value, integer).map_err(told)?);
            }
            (Some(value), Kind::Float) => {
                let values = numbers(value, |text| float("value", text)).map_err(told)?;
                put_type(out, FLOAT, values.len());
                put_floats(out, &values, values.len());
            }
            (Some(value), Kind::Text) => put_text(out, value.as_bytes()),
        }
        Ok(())
    }

    /// Writes the values of all samples of one key.
    fn format(&mut self, key: &str, values: &[&str], out: &mut Vec<u8>) -> Result<(), String> {
        let (number, kind) = self.number(Key::Format, key, false);
        put_integer(out, number);
        let told = |why: String| format!("FORMAT/{key}: {why}");
        let kind = if key == "GT" { Kind::Integer } else { kind };
        match kind {
            Kind::Integer => {
                let read = |value: &&str| match key {
                    "GT" => genotype(value),
                    _ => numbers(value, integer),
                };
                let all = values.iter().map(read).collect::<Result<Vec<_>, _>>().map_err(told)?;
                let longest = all.iter().map(Vec::len).max().unwrap_or(0);
                let width = Width::of(all.iter().flatten().copied().flatten());
                put_type(out, width as u8, longest);
                for values in &all {
                    put_vector(out, width, values);
                    (values.len()..longest).for_each(|_| width.put_end(out));
                }
            }
            Kind::Float => {
                let read = |value: &&str| numbers(value, |text| float("value", text));
                let all = values.iter().map(read).collect::<Result<Vec<_>, _>>().map_err(told)?;
                let longest = all.iter().map(Vec::len).max().unwrap_or(0);
                put_type(out, FLOAT, longest);
                all.iter().for_each(|values| put_floats(out, values, longest));
            }
            Kind::Text => {
                let longest = values.iter().map(|value| value.len()).max().unwrap_or(0);
                put_type(out, TEXT, longest);
                for value in values {
                    out.extend_from_slice(value.as_bytes());
                    out.resize(out.len() + longest - value.len(), 0);
                }
            }
        }
        Ok(())
    }
}

/// Splits a list of which a dot says that it is empty.
fn split(text: &str, by: char) -> Vec<&str> {
    match text {
        "." | "" => Vec::new(),
        text => text.split(by).filter(|part| !part.is_empty()).collect(),
    }
}

fn numbers<T>(
    text: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<Number<T>>, String> {
    let one = |part: &str| if matches!(part, "." | "") { Ok(None) } else { read(part).map(Some) };
    text.split(',').map(one).collect()
}

/// Reads an integer; one outside of what BCF holds is none.
fn integer(text: &str) -> Result<i32, String> {
    let number = text.parse().ok().filter(|number| *number >= i32::MIN + 8);
    number.ok_or_else(|| format!("{text:?} is no Integer of 32 bits, as the header defines it"))
}

fn float(what: &str, text: &str) -> Result<f32, String> {
    text.parse().map_err(|_| format!("{what}: {text:?} is no Float"))
}

/// Reads alleles as `(index + 1) << 1 | phased`.
fn genotype(text: &str) -> Result<Vec<Number<i32>>, String> {
    let mut codes = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_phased = rest.starts_with('|');
        rest = rest.trim_start_matches(['/', '|']);
        let end = rest.find(['/', '|']).unwrap_or(rest.len());
        let allele = match &rest[..end] {
            "." | "" => 0,
            index => integer(index).map_err(|_| format!("{text:?} is no genotype"))? + 1,
        };
        codes.push(Some(allele << 1 | i32::from(is_phased)));
        rest = &rest[end..];
    }
    Ok(codes)
}

fn put_integers(out: &mut Vec<u8>, values: &[Number<i32>]) {
    let width = Width::of(values.iter().copied().flatten());
    put_type(out, width as u8, values.len());
    put_vector(out, width, values);
}

fn put_vector(out: &mut Vec<u8>, width: Width, values: &[Number<i32>]) {
    for value in values {
        match value {
            Some(value) => width.put(out, *value),
            None => width.put_missing(out),
        }
    }
}

fn put_floats(out: &mut Vec<u8>, values: &[Number<f32>], count: usize) {
    for at in 0..count {
        let bits = match values.get(at) {
            Some(Some(value)) => value.to_bits(),
            Some(None) => MISSING,
            None => END,
        };
        out.extend(bits.to_le_bytes());
    }
}
