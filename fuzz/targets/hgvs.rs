//! Names of variants, as people write them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| theravar_fuzz::hgvs(bytes));
