//! Records, behind one that is whole: it stays found, or the file is refused.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| theravar_fuzz::record(bytes));
