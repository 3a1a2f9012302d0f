//! The header, and what it says of the assembly.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| theravar_fuzz::header(bytes));
