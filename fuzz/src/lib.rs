//! The bodies of the targets, which the project's own tests call too.

#[path = "../../tests/support/any_bytes.rs"]
mod any_bytes;

pub use any_bytes::*;
