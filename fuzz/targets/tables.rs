//! A user's tables of copies, fusions and assessed regions.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| theravar_fuzz::tables(bytes));
