//! A series with what is told of its run.

use crate::model::serial::Series;

/// A series with what is told of its run.
#[derive(Debug, Clone, Copy)]
pub struct Monitored<'r> {
    /// The series.
    pub series: &'r Series,
    /// What the result is not.
    pub disclaimer: &'r str,
    /// The command line.
    pub command: &'r str,
}
