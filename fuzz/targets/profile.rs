//! Profiles of the evidence tables.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| theravar_fuzz::profile(bytes));
