//! BGZF: bytes as they are, and text in blocks of any size, which is read as the text itself is.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| theravar_fuzz::bgzf(bytes));
