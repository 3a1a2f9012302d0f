//! Tables of other sources, and the project's own.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| theravar_fuzz::importers(bytes));
