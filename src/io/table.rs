//! Tab-separated tables that a user supplies, over the `csv` crate.
//!
//! They are read as laboratories save them: plain or gzip, with any line ending or a byte-order
//! mark. Cells may be quoted. Comment lines (`#`) and empty lines are skipped. The header may
//! itself begin with `#`.

mod columns;
mod plain;
mod reader;

pub(crate) use columns::{Column, SourceRow, columns_of, export};
pub(crate) use plain::plain_text;
pub use reader::{Table, TableRow};

#[cfg(test)]
mod tests;
