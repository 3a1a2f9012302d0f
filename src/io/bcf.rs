//! Typed values as BCF stores them (VCF 4.5 §6.3.3).

/// Type of bytes of text.
const TEXT: u8 = 7;
/// A count that follows as an integer.
const MANY: usize = 15;

/// Types of integers, each with its bits below the number of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Width {
    /// One byte.
    Int8 = 1,
    /// Two bytes.
    Int16 = 2,
    /// Four bytes.
    Int32 = 3,
}

impl Width {
    /// Returns the smallest type that holds `values`. The lowest eight of each type mean something else.
    pub(crate) fn of(values: impl IntoIterator<Item = i32>) -> Self {
        let one = |value| match value {
            -120..=127 => Self::Int8,
            -32_760..=32_767 => Self::Int16,
            _ => Self::Int32,
        };
        values.into_iter().map(one).max().unwrap_or(Self::Int8)
    }

    /// Appends a value that the type holds.
    pub(crate) fn put(self, out: &mut Vec<u8>, value: i32) {
        let bytes = value.to_le_bytes();
        out.extend_from_slice(&bytes[..self.bytes()]);
    }

    /// Appends the mark of a missing value.
    pub(crate) fn put_missing(self, out: &mut Vec<u8>) {
        self.put(out, self.lowest());
    }

    /// Appends the mark of the end of a vector.
    pub(crate) fn put_end(self, out: &mut Vec<u8>) {
        self.put(out, self.lowest() + 1);
    }

    fn bytes(self) -> usize {
        match self {
            Self::Int8 => 1,
            Self::Int16 => 2,
            Self::Int32 => 4,
        }
    }

    fn lowest(self) -> i32 {
        match self {
            Self::Int8 => i32::from(i8::MIN),
            Self::Int16 => i32::from(i16::MIN),
            Self::Int32 => i32::MIN,
        }
    }
}

/// Appends a type with the number of its values.
pub(crate) fn put_type(out: &mut Vec<u8>, code: u8, count: usize) {
    out.push((count.min(MANY) as u8) << 4 | code);
    if count >= MANY {
        // Longer than that is no record.
        put_integer(out, i32::try_from(count).unwrap_or(i32::MAX));
    }
}

/// Appends an integer with its type.
pub(crate) fn put_integer(out: &mut Vec<u8>, value: i32) {
    let width = Width::of([value]);
    put_type(out, width as u8, 1);
    width.put(out, value);
}

/// Appends a text with its type.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &[u8]) {
    put_type(out, TEXT, text.len());
    out.extend_from_slice(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(put: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out);
        out
    }

    #[test]
    fn integers_and_texts_with_their_types() {
        assert_eq!(made(|out| put_integer(out, 127)), [0x11, 127]);
        assert_eq!(made(|out| put_integer(out, -121)), [0x12, 0x87, 0xff]);
        assert_eq!(made(|out| put_integer(out, 128)), [0x12, 128, 0]);
        assert_eq!(made(|out| put_integer(out, 70_000)), [0x13, 0x70, 0x11, 1, 0]);
        assert_eq!(made(|out| put_text(out, b"abc")), *b"\x37abc");
        assert_eq!(made(|out| put_text(out, &[b'x'; 15]))[..3], [0xf7, 0x11, 15]);
        assert_eq!(made(|out| put_text(out, &[b'x'; 300]))[..4], [0xf7, 0x12, 44, 1]);
        assert_eq!(made(|out| Width::Int16.put_missing(out)), [0, 0x80]);
        assert_eq!(made(|out| Width::Int8.put_end(out)), [0x81]);
    }
}
