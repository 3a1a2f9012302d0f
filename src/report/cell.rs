//! Values of fields: each is written one way in a cell of a table, and typed in JSON.

use std::borrow::Cow;
use std::fmt::{self, Write};

use compact_str::{CompactString, format_compact};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::Number;

use crate::model::consequence::Terms;

/// A value as a cell of a table shows it; nothing where it does not apply.
pub(super) trait Cell {
    /// Appends the text.
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result;
}

impl<T: Cell + ?Sized> Cell for &T {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        (**self).put(out)
    }
}

impl<T: Cell> Cell for Option<T> {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |value| value.put(out))
    }
}

/// Writes `values` with `separator` between them.
pub(super) fn put_joined<T: Cell, W: Write + ?Sized>(
    values: impl IntoIterator<Item = T>,
    separator: &str,
    out: &mut W,
) -> fmt::Result {
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            out.write_str(separator)?;
        }
        value.put(out)?;
    }
    Ok(())
}

impl<T: Cell> Cell for [T] {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        put_joined(self, ";", out)
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.as_slice().put(out)
    }
}

impl Cell for str {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        out.write_str(self)
    }
}

impl Cell for String {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        out.write_str(self)
    }
}

impl Cell for u8 {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        u32::from(*self).put(out)
    }
}

impl Cell for u32 {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        out.write_str(itoa::Buffer::new().format(*self))
    }
}

impl Cell for std::num::NonZeroU32 {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.get().put(out)
    }
}

/// A text that may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Text<'v>(pub(super) &'v str);

impl Text<'_> {
    /// Returns whether it has no value. JSON then has no key for it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Cell for Text<'_> {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl JsonSchema for Text<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "minLength": 1})
    }
}

/// A list that its source writes as one text, separated by `BY`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parted<'v, const BY: char>(pub(super) &'v str);

impl<const BY: char> Cell for Parted<'_, BY> {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl<const BY: char> Serialize for Parted<'_, BY> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.split(BY).filter(|part| !part.is_empty()))
    }
}

impl<const BY: char> JsonSchema for Parted<'_, BY> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "texts".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<Text<'_>>::json_schema(generator)
    }
}

/// Consequence terms: a list in JSON, joined by `&` in a cell, as VEP writes them.
#[derive(Debug, Clone, Copy)]
pub(super) struct TermList(pub(super) Terms);

impl Cell for TermList {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.0.write(out)
    }
}

impl Serialize for TermList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|term| term.name()))
    }
}

impl JsonSchema for TermList {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "terms".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<Text<'_>>::json_schema(generator)
    }
}

/// Ten thousandths of one.
const ONE: u32 = 10_000;

/// An allele fraction, with at most four decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fraction(pub(super) f64);

impl Fraction {
    /// Returns whether JSON has no number for it, and then no key.
    pub(super) fn is_left_out(fraction: &Option<Self>) -> bool {
        fraction.is_none_or(|fraction| !fraction.0.is_finite())
    }

    fn text(self) -> CompactString {
        let mut text = CompactString::default();
        // Writing to memory does not fail.
        let _ = self.put(&mut text);
        text
    }

    /// Returns the fraction in ten thousandths, where it is plain which one is the nearest: a fraction that
    /// lies about half-way between two is for exact arithmetic.
    fn ten_thousandths(self) -> Option<u32> {
        let scaled = self.0 * 1e4;
        let is_small = (0.0..1e8).contains(&scaled);
        let is_plain = (scaled.fract() - 0.5).abs() > 1e-6;
        (is_small && is_plain).then(|| scaled.round() as u32)
    }
}

impl Cell for Fraction {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        let Some(count) = self.ten_thousandths() else {
            let text = format_compact!("{:.4}", self.0);
            return out.write_str(text.trim_end_matches('0').trim_end_matches('.'));
        };
        let mut digits = itoa::Buffer::new();
        out.write_str(digits.format(count / ONE))?;
        // A one before the four decimals keeps their zeros.
        let decimals = digits.format(ONE + count % ONE);
        let zeros = decimals.bytes().rev().take_while(|&digit| digit == b'0').count();
        match &decimals[1..decimals.len() - zeros.min(4)] {
            "" => Ok(()),
            decimals => {
                out.write_char('.')?;
                out.write_str(decimals)
            }
        }
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        number(&self.text()).serialize(serializer)
    }
}

impl JsonSchema for Fraction {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "fraction".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number", "minimum": 0})
    }
}

/// Returns the number that `text` spells, whole numbers without a point, as the TSV writes them;
/// `None` for what JSON has no number for.
pub(super) fn number(text: &str) -> Option<Number> {
    match text.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => text.parse().ok().and_then(Number::from_f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &impl Cell) -> String {
        let mut out = String::new();
        value.put(&mut out).unwrap();
        out
    }

    fn json(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn a_value_in_a_cell_and_in_json() {
        for (value, cell, number) in [
            (0.25, "0.25", "0.25"),
            (1.0, "1", "1"),
            (0.0, "0", "0"),
            (0.123_46, "0.1235", "0.1235"),
        ] {
            assert_eq!(
                (shown(&Fraction(value)), json(&Fraction(value))),
                (cell.into(), number.into())
            );
        }
        // As exact arithmetic rounds, at the half-way points and elsewhere.
        let near = (0..20_001).flat_map(|count| {
            let at = f64::from(count) / 2e4;
            [at, at + 1e-9, at - 1e-9, at + 1e-12, at * 3.0, at / 7.0]
        });
        for value in near.chain([12_345.678_95, 1e9, 0.000_04, 0.000_05, 99_999.999_99]) {
            let exact = format!("{value:.4}");
            let exact = exact.trim_end_matches('0').trim_end_matches('.');
            assert_eq!(
                shown(&Fraction(value)).trim_start_matches('-'),
                exact.trim_start_matches('-')
            );
        }
        assert!(Fraction::is_left_out(&Some(Fraction(f64::NAN))));
        let parted = Parted::<';'>("Alpelisib;Fulvestrant");
        assert_eq!(shown(&parted), "Alpelisib;Fulvestrant");
        assert_eq!(json(&parted), r#"["Alpelisib","Fulvestrant"]"#);
        assert_eq!(json(&Parted::<';'>("")), "[]");
        assert_eq!(shown(&vec![Some(Text("a")), None, Some(Text("b"))]), "a;;b");
    }
}
