//! Reading of test inputs, and tests that need a process to themselves.

use std::io::Read;
use std::path::Path;
use std::process::Command;

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

/// Returns whether this process runs only `test`. Where it does not, starts one that does and
/// checks that the test passed in it.
///
/// For what the kernel counts for a process, such as the largest memory of its children.
pub(crate) fn in_own_process(test: &str) -> bool {
    const MARK: &str = "THERAVAR_TEST_IN_OWN_PROCESS";
    if std::env::var_os(MARK).is_some() {
        return true;
    }
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program)
        .args([test, "--exact", "--nocapture"])
        .env(MARK, "1")
        .output()
        .unwrap();
    let [stdout, stderr] =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    println!("{stdout}{stderr}");
    assert!(output.status.success() && stdout.contains("1 passed"), "{test} in its own process");
    false
}
