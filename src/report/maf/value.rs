//! What a column of a MAF holds.

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::report::column::CellText;
use crate::report::variant::Row;

use super::row::MafRow;

/// Writes a cell of an allele.
type Cell = fn(&MafRow<'_>, &mut dyn Write) -> fmt::Result;

/// What a column holds.
#[derive(Clone, Copy)]
pub(super) enum Value {
    /// Nothing that is known here.
    Empty,
    /// The same in every row.
    Text(&'static str),
    /// The assembly.
    Build,
    /// The matched normal.
    Normal,
    /// What the row says.
    Cell(Cell),
    /// What the column of this name in the TSV has.
    Own(fn(&Row<'_>, &mut CellText<'_>) -> fmt::Result),
}

/// A column.
pub(super) struct Column {
    /// Its name.
    pub(super) name: Cow<'static, str>,
    /// What it holds.
    pub(super) value: Value,
}
