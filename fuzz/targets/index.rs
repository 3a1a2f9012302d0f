//! An index beside a file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| theravar_fuzz::index(bytes));
