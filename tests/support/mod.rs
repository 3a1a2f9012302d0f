//! Reading of test inputs.

use std::io::Read;
use std::path::Path;

/// The text of a plain, gzip (one member) or BGZF file.
pub(crate) fn read_text(path: &Path) -> String {
    let packed = std::fs::read(path).unwrap();
    let mut out = Vec::new();
    match packed.as_slice() {
        [0x1f, 0x8b, ..] if packed.get(12..14) == Some(&b"BC"[..]) => {
            noodles_bgzf::io::Reader::new(packed.as_slice()).read_to_end(&mut out).unwrap();
        }
        [0x1f, 0x8b, .., a, b, c, d] => {
            out.resize(u32::from_le_bytes([*a, *b, *c, *d]) as usize, 0);
            libdeflater::Decompressor::new().gzip_decompress(&packed, &mut out).unwrap();
        }
        _ => out = packed,
    }
    String::from_utf8_lossy(&out).into_owned()
}
