//! BGZF: bytes as they are, and text in blocks of any size, which is read as the text itself is.
#![no_main]
// Each target calls one of the functions.
#![allow(dead_code)]

#[path = "../../tests/support/any_bytes.rs"]
mod any_bytes;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| any_bytes::bgzf(bytes));
