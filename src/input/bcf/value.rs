//! Typed values (VCF 4.5 §6.3.3).

/// Bytes that are read from the front.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        let bytes = self.take(4)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    /// Takes a type and a count, without the values.
    pub(super) fn descriptor(&mut self) -> Option<(Kind, usize)> {
        let &[byte] = self.take(1)? else { return None };
        let kind = Kind::from_code(byte & 0x0f)?;
        let count = match byte >> 4 {
            // A count beyond 14 follows as an integer of its own.
            15 => {
                let (kind, 1) = self.descriptor()? else { return None };
                let value = Typed { kind, bytes: self.take(kind.size())? };
                usize::try_from(value.integer()?).ok()?
            }
            count => usize::from(count),
        };
        Some((kind, count))
    }

    /// Takes a value with its type.
    pub(super) fn typed(&mut self) -> Option<Typed<'a>> {
        let (kind, count) = self.descriptor()?;
        let bytes = self.take(kind.size().checked_mul(count)?)?;
        Some(Typed { kind, bytes })
    }
}

/// The type of an atomic value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Missing,
    Int8,
    Int16,
    Int32,
    Float,
    Char,
}

impl Kind {
    fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            0 => Self::Missing,
            1 => Self::Int8,
            2 => Self::Int16,
            3 => Self::Int32,
            5 => Self::Float,
            7 => Self::Char,
            _ => return None,
        })
    }

    /// Returns how many bytes one value has.
    pub(super) fn size(self) -> usize {
        match self {
            Self::Missing => 0,
            Self::Int8 | Self::Char => 1,
            Self::Int16 => 2,
            Self::Int32 | Self::Float => 4,
        }
    }
}

/// One number of a vector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Missing,
    Integer(i32),
    Float(f32),
}

/// A value and its type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) kind: Kind,
    pub(super) bytes: &'a [u8],
}

impl<'a> Typed<'a> {
    /// Returns the bytes of a string, up to its padding, or `None` for numbers.
    pub(super) fn text(self) -> Option<&'a [u8]> {
        match self.kind {
            Kind::Char => {
                let end = self.bytes.iter().position(|&b| b == 0).unwrap_or(self.bytes.len());
                Some(&self.bytes[..end])
            }
            Kind::Missing => Some(b""),
            _ => None,
        }
    }

    /// Returns the first number, where it is an integer.
    pub(super) fn integer(self) -> Option<i32> {
        match self.numbers().next() {
            Some(Number::Integer(value)) => Some(value),
            _ => None,
        }
    }

    /// Returns the numbers up to the end-of-vector mark.
    pub(super) fn numbers(self) -> impl Iterator<Item = Number> + use<'a> {
        let kind = self.kind;
        self.bytes.chunks_exact(kind.size().max(1)).map_while(move |bytes| {
            let (value, lowest) = match *bytes {
                [a] => (i32::from(a as i8), i32::from(i8::MIN)),
                [a, b] => (i32::from(i16::from_le_bytes([a, b])), i32::from(i16::MIN)),
                [a, b, c, d] if kind == Kind::Float => {
                    return match u32::from_le_bytes([a, b, c, d]) {
                        0x7f80_0001 => Some(Number::Missing),
                        0x7f80_0002 => None,
                        bits => Some(Number::Float(f32::from_bits(bits))),
                    };
                }
                [a, b, c, d] => (i32::from_le_bytes([a, b, c, d]), i32::MIN),
                _ => return None,
            };
            if value == lowest {
                Some(Number::Missing)
            } else {
                (value != lowest + 1).then_some(Number::Integer(value))
            }
        })
    }
}
