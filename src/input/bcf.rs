//! BCF records (BCF 2.2, VCF 4.5 §6), written out as the VCF text that the rest reads.
//!
//! The decoder is lenient where it can be. It needs names from the header, not definitions that
//! agree with the values. Any bytes end in text or in a [`Malformed`].

mod encode;
mod text;
mod value;
pub(crate) mod whole;

use std::collections::{HashMap, HashSet};

use crate::input::header::{Fields, Header};
use crate::input::record::Malformed;
use crate::input::unread::Place;
use crate::io::limit;
use crate::model::contig::Contig;
use crate::model::position::Interval;

use value::{Bytes, Typed};

/// `l_shared` and `l_indiv`.
pub(crate) const LENGTHS: usize = 8;
/// Fixed part of the shared block: CHROM to n_sample.
const FIXED: usize = 24;

/// The header's dictionaries: what the numbers in records stand for.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    contigs: Names,
    strings: Names,
}

/// Names by their numbers.
#[derive(Debug, Default)]
struct Names {
    by_number: HashMap<i32, String>,
    numbers: HashMap<String, i32>,
    /// The number of the next line that states none.
    next: i32,
}

impl Names {
    /// Takes a line of the header; `is_known` tells whether a line before it had the ID.
    fn push(&mut self, id: &str, index: Option<&str>, is_known: bool) -> Result<(), String> {
        let number = match index {
            Some(text) => text
                .trim()
                .parse()
                .ok()
                .filter(|number| (0..i32::MAX).contains(number))
                .ok_or_else(|| {
                    format!("IDX={text} of {id:?} in the header is no number of a BCF dictionary")
                })?,
            None if is_known => return Ok(()),
            None if self.next == i32::MAX => {
                return Err(format!("{id:?} in the header has no number: IDX= leaves none"));
            }
            None => self.next,
        };
        self.next = self.next.max(number.saturating_add(1));
        self.numbers.insert(id.to_owned(), number);
        match self.by_number.insert(number, id.to_owned()) {
            Some(other) if other != id && index.is_some() => {
                Err(format!("IDX={number} in the header is that of both {other:?} and {id:?}"))
            }
            _ => Ok(()),
        }
    }

    fn get(&self, number: i32) -> Option<&str> {
        self.by_number.get(&number).map(String::as_str)
    }
}

impl Dictionary {
    /// Numbers IDs in order of their first appearance, PASS being 0, unless a line says `IDX=`.
    ///
    /// # Errors
    /// Where an `IDX=` is no number, or one number is given to two IDs.
    pub(crate) fn new(header: &Header) -> Result<Self, String> {
        let mut dictionary = Self::default();
        let (mut contigs, mut strings) = (HashSet::new(), HashSet::from(["PASS".to_owned()]));
        dictionary.strings.push("PASS", None, false)?;
        for (key, value) in header.meta_lines() {
            let (names, known) = match key {
                "contig" => (&mut dictionary.contigs, &mut contigs),
                "FILTER" | "INFO" | "FORMAT" => (&mut dictionary.strings, &mut strings),
                _ => continue,
            };
            let fields = Fields::parse(value);
            let Some(id) = fields.get("ID") else { continue };
            let is_known = !known.insert(id.to_owned());
            names.push(id, fields.get("IDX"), is_known)?;
        }
        Ok(dictionary)
    }

    /// Returns the contig of a record.
    pub(crate) fn contig(&self, index: i32) -> Result<&str, Malformed> {
        self.contigs.get(index).ok_or(Malformed::new("CHROM", "not in the header"))
    }

    /// Returns the number of the ID that a line of the header defines without stating one.
    fn number_of(&self, line: &str) -> Option<i32> {
        let (key, value) = line.strip_prefix("##")?.split_once('=')?;
        let names = match key {
            "contig" => &self.contigs,
            "FILTER" | "INFO" | "FORMAT" => &self.strings,
            _ => return None,
        };
        let fields = Fields::parse(value);
        let id = fields.get("ID").filter(|_| fields.get("IDX").is_none())?;
        names.numbers.get(id).copied()
    }

    /// Returns the number of the next line of INFO.
    pub(crate) fn next_string(&self) -> i32 {
        self.strings.next
    }

    fn string(&self, index: i32) -> Option<&str> {
        self.strings.get(index)
    }
}

/// Returns the size in bytes of the record that `bytes` begins with, its lengths included. Returns
/// `None` where more bytes are needed.
///
/// # Errors
/// Where the lengths cannot be a record's.
pub(crate) fn record_size(bytes: &[u8]) -> Result<Option<usize>, String> {
    let Some(lengths) = bytes.get(..LENGTHS) else {
        return Ok(None);
    };
    let length = |at: usize| {
        lengths[at..at + 4].iter().rev().fold(0usize, |n, &byte| n << 8 | usize::from(byte))
    };
    let (shared, individual) = (length(0), length(4));
    if shared < FIXED || shared + individual > limit::LINE {
        let longest = limit::mib(limit::LINE);
        return Err(format!(
            "corrupt BCF record: lengths {shared} and {individual} (the limit is {longest} MiB)"
        ));
    }
    Ok(Some(LENGTHS + shared + individual))
}

/// Returns the contig index and 0-based position of a record that changes one base to one other and
/// has no ID. Returns `None` for any other record.
///
/// It reads the record's bytes alone. Most records are so, and need no more to be skipped.
pub(crate) fn single_base(bytes: &[u8]) -> Option<(i32, u32)> {
    const ALLELES: usize = LENGTHS + 18;
    const STRINGS: usize = LENGTHS + FIXED;
    // ID missing, then two strings of one character.
    let &[0x07, 0x17, reference, 0x17, alternate] = bytes.get(STRINGS..STRINGS + 5)? else {
        return None;
    };
    let is_plain = bytes[ALLELES..ALLELES + 2] == [2, 0]
        && reference.is_ascii_alphabetic()
        && alternate.is_ascii_alphabetic();
    let number =
        |at: usize| i32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let position = u32::try_from(number(LENGTHS + 4)).ok()?;
    is_plain.then(|| (number(LENGTHS), position))
}

/// One BCF record, its fixed part decoded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BcfRecord<'a> {
    /// Index of CHROM among contigs.
    pub(crate) contig: i32,
    /// POS, 0-based, where −1 is a telomere's POS 0.
    pub(crate) position: i32,
    /// Length on the reference, INFO END's where there is one.
    pub(crate) span: u32,
    quality: [u8; 4],
    info_count: u16,
    allele_count: u16,
    sample_count: usize,
    format_count: u8,
    /// The shared block from ID on.
    shared: Bytes<'a>,
    individual: Bytes<'a>,
}

impl<'a> BcfRecord<'a> {
    /// Reads a whole record of [`record_size`] bytes.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        const CUT: Malformed = Malformed::new("CHROM", "the BCF record is cut");
        let mut all = Bytes(bytes);
        let (shared, _) = (all.u32().ok_or(CUT)?, all.u32().ok_or(CUT)?);
        let mut shared = Bytes(all.take(shared as usize).ok_or(CUT)?);
        let individual = all;
        let mut fixed = || shared.u32().map(u32::to_le_bytes).ok_or(CUT);
        let contig = i32::from_le_bytes(fixed()?);
        let position = i32::from_le_bytes(fixed()?);
        let span = u32::try_from(i32::from_le_bytes(fixed()?)).unwrap_or(0);
        let quality = fixed()?;
        let [info0, info1, allele0, allele1] = fixed()?;
        let [sample0, sample1, sample2, format_count] = fixed()?;
        if position < -1 {
            return Err(Malformed::new("POS", "not a position"));
        }
        Ok(Self {
            contig,
            position,
            span,
            quality,
            info_count: u16::from_le_bytes([info0, info1]),
            allele_count: u16::from_le_bytes([allele0, allele1]),
            sample_count: u32::from_le_bytes([sample0, sample1, sample2, 0]) as usize,
            format_count,
            shared,
            individual,
        })
    }

    /// Returns where a record lies that may be malformed in any way.
    pub(crate) fn place(bytes: &'a [u8], names: &Dictionary, header: &Header) -> Place {
        let Ok(record) = Self::new(bytes) else { return Place::Anywhere };
        let Ok(name) = names.contig(record.contig) else { return Place::Anywhere };
        match Contig::from_name(name.as_bytes()) {
            Some(contig) => {
                let start = u32::try_from(record.position).unwrap_or(0);
                let end = start.saturating_add(record.span.max(1));
                Place::At(contig, Interval::new(start, end))
            }
            None if header.knows_contig(name.as_bytes()) => Place::Nowhere,
            None => Place::Anywhere,
        }
    }

    /// Returns REF, then the alternate alleles.
    pub(crate) fn alleles(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut bytes = self.shared;
        let id = bytes.typed();
        (0..self.allele_count).map_while(move |_| {
            id?;
            bytes.typed().and_then(Typed::text)
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
