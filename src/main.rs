//! The `theravar` command: exit code, broken pipe, error line; everything else is the library's.

fn main() {}
