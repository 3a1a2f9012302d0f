//! The header, and what it says of the assembly.
#![no_main]
// Each target calls one of the functions.
#![allow(dead_code)]

#[path = "../../tests/support/any_bytes.rs"]
mod any_bytes;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| any_bytes::header(bytes));
