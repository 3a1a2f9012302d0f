//! Tab-separated tables that a user supplies, over the `csv` crate.
//!
//! Reads them as laboratories save them: plain or gzip, with a byte-order mark, with any line ending, with
//! quoted cells, with comment lines (`#`) and empty lines. The header may itself begin with `#`.

mod columns;
mod plain;
mod reader;

pub(crate) use columns::{Column, SourceRow, columns_of, export};
pub(crate) use plain::plain_text;
pub use reader::{Table, TableRow};

#[cfg(test)]
mod tests;
