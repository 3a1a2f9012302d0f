//! A BCF record as a VCF line.

use std::io::Write;

use super::value::{Kind, Number, Typed};
use super::{BcfRecord, Dictionary};
use crate::input::record::Malformed;

/// Bits of a missing QUAL.
const MISSING: u32 = 0x7f80_0001;

impl BcfRecord<'_> {
    /// Appends the record to `line` as VCF text, without a line end. Floats are written with the
    /// fewest digits that read back as the same value.
    pub(crate) fn write(&self, names: &Dictionary, line: &mut Vec<u8>) -> Result<(), Malformed> {
        line.extend_from_slice(names.contig(self.contig)?.as_bytes());
        write_number(line, Number::Integer(self.position.wrapping_add(1)), b'\t');
        let mut shared = self.shared;
        let id = shared.typed().and_then(Typed::text).ok_or(cut("ID"))?;
        push(line, b'\t', id);
        for at in 0..self.allele_count {
            let allele = shared.typed().and_then(Typed::text).ok_or(cut("ALT"))?;
            push(line, if at < 2 { b'\t' } else { b',' }, allele);
        }
        match self.allele_count {
            0 => return Err(Malformed::new("REF", "not bases")),
            1 => line.extend_from_slice(b"\t."),
            _ => {}
        }
        let quality = match u32::from_le_bytes(self.quality) {
            MISSING => Number::Missing,
            bits => Number::Float(f32::from_bits(bits)),
        };
        write_number(line, quality, b'\t');
        self.write_filter(shared.typed().ok_or(cut("FILTER"))?, names, line)?;
        let mut separator = b'\t';
        for _ in 0..self.info_count {
            let key = shared.typed().and_then(Typed::integer).and_then(|key| names.string(key));
            push(
                line,
                separator,
                key.ok_or(Malformed::new("INFO", "a key is unknown"))?.as_bytes(),
            );
            separator = b';';
            let value = shared.typed().ok_or(cut("INFO"))?;
            // A flag has no value.
            if !value.bytes.is_empty() {
                line.push(b'=');
                write_value(line, value);
            }
        }
        if self.info_count == 0 {
            line.extend_from_slice(b"\t.");
        }
        self.write_samples(names, line)
    }

    fn write_filter(
        &self,
        filters: Typed<'_>,
        names: &Dictionary,
        line: &mut Vec<u8>,
    ) -> Result<(), Malformed> {
        let mut separator = b'\t';
        for filter in filters.numbers() {
            let name = match filter {
                Number::Integer(index) => names.string(index),
                _ => None,
            };
            push(line, separator, name.ok_or(Malformed::new("FILTER", "unknown"))?.as_bytes());
            separator = b';';
        }
        if separator == b'\t' {
            line.extend_from_slice(b"\t.");
        }
        Ok(())
    }

    fn write_samples(&self, names: &Dictionary, line: &mut Vec<u8>) -> Result<(), Malformed> {
        if self.sample_count == 0 {
            return Ok(());
        }
        // BCF holds all samples of one key together, VCF all keys of one sample.
        let mut keys = Vec::with_capacity(usize::from(self.format_count));
        let mut bytes = self.individual;
        let mut separator = b'\t';
        for _ in 0..self.format_count {
            let key = bytes.typed().and_then(Typed::integer).and_then(|key| names.string(key));
            let key = key.ok_or(Malformed::new("FORMAT", "a key is unknown"))?;
            push(line, separator, key.as_bytes());
            separator = b':';
            let (kind, count) = bytes.descriptor().ok_or(cut("FORMAT"))?;
            let size = kind.size().checked_mul(count).ok_or(cut("FORMAT"))?;
            let all = size.checked_mul(self.sample_count).ok_or(cut("FORMAT"))?;
            keys.push((key == "GT", kind, size, bytes.take(all).ok_or(cut("FORMAT"))?));
        }
        if keys.is_empty() {
            line.extend_from_slice(b"\t.");
        }
        for sample in 0..self.sample_count {
            let mut separator = b'\t';
            for &(is_genotype, kind, size, all) in &keys {
                let value = Typed { kind, bytes: &all[sample * size..(sample + 1) * size] };
                line.push(separator);
                separator = b':';
                if is_genotype && kind != Kind::Char {
                    write_genotype(line, value);
                } else {
                    write_value(line, value);
                }
            }
            if keys.is_empty() {
                line.extend_from_slice(b"\t.");
            }
        }
        Ok(())
    }
}

const fn cut(field: &'static str) -> Malformed {
    Malformed::new(field, "the BCF record is cut")
}

/// Appends `separator`, then `value` or a dot.
fn push(line: &mut Vec<u8>, separator: u8, value: &[u8]) {
    line.push(separator);
    line.extend_from_slice(if value.is_empty() { b"." } else { value });
}

/// Appends a string, or numbers joined by commas, or a dot where there is nothing.
fn write_value(line: &mut Vec<u8>, value: Typed<'_>) {
    let start = line.len();
    match value.text() {
        // 7 is the missing character.
        Some(text) if text != b"\x07" => line.extend_from_slice(text),
        Some(_) => {}
        None => {
            for number in value.numbers() {
                if line.len() > start {
                    line.push(b',');
                }
                push_number(line, number);
            }
        }
    }
    if line.len() == start {
        line.push(b'.');
    }
}

/// Appends alleles, which are stored as `(index + 1) << 1 | phased` (VCF 4.5 §6.3.3, genotypes).
fn write_genotype(line: &mut Vec<u8>, value: Typed<'_>) {
    let start = line.len();
    for number in value.numbers() {
        let code = match number {
            Number::Integer(code) => code,
            _ => 0,
        };
        if line.len() > start {
            line.push(if code & 1 == 1 { b'|' } else { b'/' });
        }
        push_number(
            line,
            match code >> 1 {
                0 => Number::Missing,
                allele => Number::Integer(allele - 1),
            },
        );
    }
    if line.len() == start {
        line.push(b'.');
    }
}

fn write_number(line: &mut Vec<u8>, number: Number, separator: u8) {
    line.push(separator);
    push_number(line, number);
}

fn push_number(line: &mut Vec<u8>, number: Number) {
    let written = match number {
        Number::Missing => line.write_all(b"."),
        Number::Integer(value) => write!(line, "{value}"),
        // Without an exponent the smallest ones would fill a screen.
        Number::Float(value) if value != 0.0 && !(1e-5..1e16).contains(&value.abs()) => {
            write!(line, "{value:e}")
        }
        Number::Float(value) => write!(line, "{value}"),
    };
    debug_assert!(written.is_ok(), "writing to memory does not fail");
}
