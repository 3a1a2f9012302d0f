//! Finding one byte in short columns. The search of a library begins anew at every match, and most columns
//! of a record are shorter than its first step.

use crate::cells::marks;

const WORD: usize = size_of::<u64>();

/// Hands every place of `byte` in `text` to `found` until this returns `false`.
#[inline]
pub(super) fn each_place(text: &[u8], byte: u8, mut found: impl FnMut(usize) -> bool) {
    let (words, rest) = text.as_chunks::<WORD>();
    for (at, word) in words.iter().enumerate() {
        let mut places = marks(u64::from_le_bytes(*word), byte);
        while places != 0 {
            if !found(at * WORD + places.trailing_zeros() as usize / 8) {
                return;
            }
            places &= places - 1;
        }
    }
    let start = text.len() - rest.len();
    for (at, _) in rest.iter().enumerate().filter(|(_, other)| **other == byte) {
        if !found(start + at) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_comparing_each_byte_does(
            text in proptest::collection::vec(
                prop_oneof![Just(b':'), Just(b';'), Just(b'9'), Just(b':' | 0x80), any::<u8>()],
                0..70,
            ),
            most in 0usize..70,
        ) {
            let want: Vec<usize> =
                (0..text.len()).filter(|&at| text[at] == b':').take(most + 1).collect();
            let mut got = Vec::new();
            each_place(&text, b':', |at| {
                got.push(at);
                got.len() <= most
            });
            prop_assert_eq!(got, want);
        }
    }
}
