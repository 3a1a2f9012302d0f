//! One entry of CSQ by the names of its fields, and the allele of a record.

use crate::curate::civic::variants::{Allele, registered};
use crate::knowledge::schema::draft::cell;
use crate::model::allele::is_bases;
use crate::model::contig::Contig;

/// Fields of CSQ that are read: the current name, then older ones. The first ones must be there.
const FIELDS: [&[&str]; 20] = [
    &["SYMBOL"],
    &["CIViC Variant Name"],
    &["CIViC Variant ID"],
    &["CIViC Entity Type"],
    &["CIViC Entity ID"],
    &["CIViC Entity Source"],
    &["CIViC Entity Status"],
    &["CIViC Entity Significance", "CIViC Entity Clinical Significance"],
    &["CIViC Entity Direction"],
    &["CIViC Entity Disease"],
    &["CIViC Entity Therapies", "CIViC Entity Drugs"],
    &["CIViC Evidence Level"],
    &["CIViC Entity Therapy Interaction Type", "CIViC Entity Drug Interaction Type"],
    &["CIViC Entity Variant Origin"],
    &["CIViC Evidence Rating"],
    &["CIViC Molecular Profile Name"],
    &["CIViC Variant Aliases"],
    &["CIViC Assertion AMP Category"],
    &["Feature"],
    &["Allele Registry ID"],
];

/// How many of [`FIELDS`] a file cannot do without.
const REQUIRED: usize = 13;

/// Cells of an entry beyond those that the header names, at most.
const MORE_CELLS: usize = 3;

/// The order of the fields in CSQ.
#[derive(Debug)]
pub(super) struct Csq<'t> {
    names: Vec<&'t str>,
}

impl<'t> Csq<'t> {
    /// Reads the format in the header line's description.
    pub(super) fn of_header(line: &'t str) -> Result<Self, String> {
        let format = line.split_once("Format: ").map(|(_, rest)| rest.trim_end_matches(['"', '>']));
        let names: Vec<&str> = format.unwrap_or_default().split('|').map(str::trim).collect();
        let csq = Self { names };
        let missing: Vec<String> = FIELDS[..REQUIRED]
            .iter()
            .filter(|field| csq.place(field[0]).is_none())
            .map(|field| field.join("/"))
            .collect();
        if missing.is_empty() {
            Ok(csq)
        } else {
            Err(format!("fields not found in the Format of CSQ: {}", missing.join(", ")))
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        let field = FIELDS.iter().find(|names| names[0] == name)?;
        field.iter().find_map(|name| self.names.iter().position(|other| other == name))
    }

    /// Splits the entries of a record. Newer files have one cell beyond those of the header. Older
    /// files do not encode a comma inside a cell (`CP-724,714`). So a comma ends an entry only once
    /// the entry has all its cells.
    pub(super) fn entries<'e>(
        &'e self,
        text: &'e str,
        has_spaces: bool,
    ) -> Result<Vec<Entry<'e>>, String> {
        let wanted = self.names.len();
        let mut entries = Vec::new();
        let mut start = 0;
        for end in text.match_indices(',').map(|(at, _)| at).chain([text.len()]) {
            let cells: Vec<&str> = text[start..end].split('|').collect();
            if cells.len() < wanted && end < text.len() {
                continue;
            }
            if !(wanted..=wanted + MORE_CELLS).contains(&cells.len()) {
                return Err(format!("an entry of CSQ has {} cells, not {wanted}", cells.len()));
            }
            start = end + 1;
            entries.push(Entry { csq: self, cells, has_spaces });
        }
        Ok(entries)
    }
}

/// One evidence item or assertion at one variant.
#[derive(Debug)]
pub(super) struct Entry<'e> {
    csq: &'e Csq<'e>,
    cells: Vec<&'e str>,
    has_spaces: bool,
}

impl Entry<'_> {
    fn raw(&self, name: &str) -> &str {
        let cell = self.csq.place(name).and_then(|place| self.cells.get(place));
        // Python's word for nothing.
        cell.copied().filter(|text| *text != "None").unwrap_or_default()
    }

    /// Returns the field's text, empty where there is none.
    pub(super) fn get(&self, name: &str) -> String {
        cell(&decoded(self.raw(name), self.has_spaces))
    }

    /// Returns the field's text as [`Entry::get`] does. An empty field is an error.
    pub(super) fn filled(&self, name: &str) -> Result<String, String> {
        let text = self.get(name);
        if text.is_empty() { Err(format!("{name} is empty")) } else { Ok(text) }
    }

    /// Splits a field that is joined by `&`.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let parts = self.raw(name).split('&').filter(|part| !part.is_empty());
        parts.map(|part| cell(&decoded(part, self.has_spaces))).collect()
    }

    /// Returns the molecular profile of the item. Before 2022 this is the variant itself.
    pub(super) fn profile(&self) -> Result<String, String> {
        let name = self.get("CIViC Molecular Profile Name");
        if name.is_empty() { self.variant() } else { Ok(name) }
    }

    /// Returns the profile of the variant alone.
    pub(super) fn variant(&self) -> Result<String, String> {
        Ok(format!("{} {}", self.filled("SYMBOL")?, self.filled("CIViC Variant Name")?))
    }
}

/// Returns the allele of a record in the form of the table. `None` where it is not spelled in
/// bases.
pub(super) fn allele(
    chrom: &str,
    pos: &str,
    reference: &str,
    alternate: &str,
    entry: &Entry<'_>,
) -> Result<Option<Allele>, String> {
    let start: u32 = pos.parse().map_err(|_| format!("POS {pos:?} is not a position"))?;
    if Contig::from_name(chrom.as_bytes()).is_none() {
        return Err(format!("CHROM {chrom:?} is not known"));
    }
    let (reference, alternate) = (reference.to_ascii_uppercase(), alternate.to_ascii_uppercase());
    let is_spelled = [&reference, &alternate].iter().all(|bases| is_bases(bases.as_bytes()));
    if !is_spelled || reference == alternate {
        return Ok(None);
    }
    // The base before an insertion or a deletion.
    let is_anchored =
        reference.len() != alternate.len() && reference.bytes().next() == alternate.bytes().next();
    let skip = usize::from(is_anchored);
    let (reference, alternate) = (&reference[skip..], &alternate[skip..]);
    let length = u32::try_from(reference.len()).unwrap_or(u32::MAX);
    let (start, stop) = match (is_anchored, length) {
        // An insertion lies between two bases.
        (true, 0) => (start, start.saturating_add(1)),
        (true, _) => (start.saturating_add(1), start.saturating_add(length)),
        (false, _) => (start, start.saturating_add(length).saturating_sub(1)),
    };
    Ok(Some([
        entry.filled("SYMBOL")?,
        entry.variant()?,
        format!("VID{}", entry.filled("CIViC Variant ID")?),
        chrom.to_owned(),
        start.to_string(),
        stop.to_string(),
        reference.to_owned(),
        alternate.to_owned(),
        entry.get("Feature"),
        entry.list("CIViC Variant Aliases").join(";"),
        registered(&entry.get("Allele Registry ID")),
    ]))
}

/// Decodes percent-encoded characters. In files without spaces, `_` becomes a space.
fn decoded(text: &str, has_spaces: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let code = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let (plain, after) = rest.split_at(at);
        out.push_str(plain);
        match code.filter(u8::is_ascii) {
            Some(code) => {
                out.push(char::from(code));
                rest = &after[3..];
            }
            None => {
                out.push('%');
                rest = &after[1..];
            }
        }
    }
    out.push_str(rest);
    if has_spaces { out } else { spaced(&out) }
}

/// Reads `Exon_19_Deletion` as `Exon 19 Deletion`, but keeps `E746_A750del`. A range has a number
/// before the `_` and a residue or a number after it.
fn spaced(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_range = |at: usize| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let letter = bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase);
        at > 0 && digit(at - 1) && (digit(at + 1) || (letter && digit(at + 2)))
    };
    let space = |(at, c): (usize, char)| if c == '_' && !is_range(at) { ' ' } else { c };
    text.char_indices().map(space).collect()
}

/// Returns whether two texts have the same letters and digits: `TIER_I_LEVEL_A` and `Tier I - Level
/// A`.
pub(super) fn is_alike(a: &str, b: &str) -> bool {
    let letters = |text: &'_ str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    letters(a) == letters(b)
}

/// Returns the value of a vocabulary whose name is alike.
pub(super) fn word<T: Copy>(text: &str, values: &[T], name: fn(T) -> &'static str) -> Option<T> {
    values.iter().copied().find(|value| is_alike(name(*value), text))
}

/// Returns the origin in the words of the TSV exports.
pub(super) fn origin(text: &str) -> String {
    let usual =
        ["Somatic", "Rare Germline", "Common Germline", "Unknown", "N/A", "Mixed", "Combined"];
    let known = usual.into_iter().find(|usual| is_alike(usual, text));
    known.unwrap_or(text).to_owned()
}
