//! Numbers of reads, as MAF tells them.

use super::columns::{Column, Columns};
use crate::model::call::{Call, DepthSource, Presence};

/// Reads of one sample at one allele.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Reads {
    pub(super) depth: Option<u32>,
    pub(super) reference: Option<u32>,
    pub(super) alternate: Option<u32>,
    pub(super) fraction: Option<f64>,
}

impl Reads {
    /// Returns those of the tumour.
    pub(super) fn of_tumor(columns: &Columns, cells: &[&str]) -> Self {
        let count = |column| columns.get(column, cells).and_then(whole);
        let fraction = columns.get(Column::Fraction, cells).and_then(share);
        Self {
            depth: count(Column::Depth),
            reference: count(Column::ReferenceReads),
            alternate: count(Column::AlternateReads),
            fraction,
        }
        .completed()
    }

    /// Returns those of the matched normal.
    pub(super) fn of_normal(columns: &Columns, cells: &[&str]) -> Self {
        let count = |column| columns.get(column, cells).and_then(whole);
        Self {
            depth: count(Column::NormalDepth),
            reference: count(Column::NormalReferenceReads),
            alternate: count(Column::NormalAlternateReads),
            fraction: None,
        }
        .completed()
    }

    /// Two of the three counts give the third. None is believed of an allele that has more reads than all.
    fn completed(self) -> Self {
        let Self { depth, reference, alternate, .. } = self;
        match (depth, reference, alternate) {
            (Some(all), _, Some(of_allele)) if of_allele > all => {
                Self { depth: None, alternate: None, ..self }
            }
            (Some(all), None, Some(of_allele)) => {
                Self { reference: Some(all.saturating_sub(of_allele)), ..self }
            }
            (None, Some(others), Some(of_allele)) => {
                Self { depth: others.checked_add(of_allele), ..self }
            }
            _ => self,
        }
    }

    /// Returns whether anything was counted.
    pub(super) fn is_any(self) -> bool {
        self != Self::default()
    }

    /// Returns the values of `AD:DP:AF`.
    pub(super) fn fields(self) -> String {
        fn text<T: ToString>(value: Option<T>) -> String {
            value.map_or(".".to_owned(), |value| value.to_string())
        }
        let alleles = match (self.reference, self.alternate) {
            (None, None) => ".".to_owned(),
            (reference, alternate) => format!("{},{}", text(reference), text(alternate)),
        };
        format!("{alleles}:{}:{}", text(self.depth), text(self.fraction))
    }

    /// Returns the call of a change that is only named.
    pub(super) fn call(self) -> Call {
        let by_reads = self.alternate.zip(self.depth).filter(|(_, depth)| *depth > 0);
        let by_reads = by_reads.map(|(alternate, all)| f64::from(alternate) / f64::from(all));
        let presence = match self.alternate {
            Some(0) => Presence::Absent,
            Some(_) => Presence::Present,
            None => Presence::Unstated,
        };
        Call {
            depth: self.depth,
            alt_depth: self.alternate,
            vaf: self.fraction.or(by_reads),
            source: if self.is_any() { DepthSource::Ad } else { DepthSource::None },
            presence,
            ..Call::default()
        }
    }
}

/// Reads a whole number, also where a table was written with decimals: `46.0`.
pub(super) fn whole(cell: &str) -> Option<u32> {
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}

/// Reads a share: `0.31`, or `31%`.
pub(super) fn share(cell: &str) -> Option<f64> {
    let (number, by) = match cell.strip_suffix('%') {
        Some(number) => (number, 100.0),
        None => (cell, 1.0),
    };
    number.trim().parse().ok().map(|number: f64| number / by).filter(|f| (0.0..=1.0).contains(f))
}
