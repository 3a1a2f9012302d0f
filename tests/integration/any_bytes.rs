//! What fuzzing found worth keeping is read again with every test run.

use std::path::Path;

#[path = "../support/any_bytes.rs"]
mod targets;

/// A reader of any bytes.
type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 10] = [
    ("bcf", targets::bcf),
    ("bgzf", targets::bgzf),
    ("header", targets::header),
    ("hgvs", targets::hgvs),
    ("importers", targets::importers),
    ("index", targets::index),
    ("profile", targets::profile),
    ("record", targets::record),
    ("replay", targets::replay),
    ("tables", targets::tables),
];

#[test]
fn the_corpus_is_read_or_refused() {
    for (name, target) in TARGETS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/any_bytes").join(name);
        // The inputs lie one behind the other, each behind its length (little-endian, four bytes).
        let all = std::fs::read(&path).unwrap();
        let mut rest = &all[..];
        let mut count = 0;
        while let Some((length, behind)) = rest.split_first_chunk::<4>() {
            let (input, behind) = behind.split_at(u32::from_le_bytes(*length) as usize);
            target(input);
            count += 1;
            rest = behind;
        }
        assert!(rest.is_empty() && count >= 2, "{name}: {count} inputs");
    }
}
