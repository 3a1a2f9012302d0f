//! What is read of one sample in one record.

use super::fields::{Fields, Keys};
use crate::input::record::Record;
use crate::model::call::DepthSource;

/// The columns of one record that say something about one sample, as raw bytes.
#[derive(Debug, Clone)]
pub struct SampleFields<'a> {
    /// REF.
    pub reference: &'a [u8],
    /// The whole ALT column, comma-separated.
    pub alternates: &'a [u8],
    /// FILTER.
    pub filter: &'a [u8],
    /// The whole INFO column.
    pub info: &'a [u8],
    /// FORMAT beside the sample's column, both empty where the file has no samples.
    pub fields: Fields<'a>,
    /// The sample's column, empty where the file has no samples.
    pub sample: &'a [u8],
    /// How many sample columns the file has. INFO counts add up all samples, so they are used
    /// only where there is at most one.
    pub columns: usize,
}

impl<'a> SampleFields<'a> {
    /// Returns what `record`, whose FORMAT column has these `keys`, says of the sample with the number
    /// `sample`, of so many `columns`.
    pub fn of(record: &Record<'a>, keys: &'a Keys, sample: Option<usize>, columns: usize) -> Self {
        let sample = sample.and_then(|index| record.sample(index)).unwrap_or_default();
        Self {
            reference: record.reference(),
            alternates: record.alt(),
            filter: record.filter(),
            info: record.info(),
            fields: Fields::new(keys, sample),
            sample,
            columns,
        }
    }

    /// Returns the keys of the FORMAT column.
    pub fn keys(&self) -> &'a Keys {
        self.fields.keys()
    }

    /// Returns the value of FORMAT `key`. Returns `None` where it is absent, left out at the end, or `.`.
    pub(in crate::input) fn value(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.fields.raw(key).filter(|value| !value.is_empty() && *value != b".")
    }

    /// Returns the FORMAT column.
    pub(super) fn format(&self) -> &'a [u8] {
        self.fields.keys().format()
    }
}

/// Reads and fraction that one dialect gives for one allele.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) source: DepthSource,
    /// Reads that support the allele.
    pub(super) alternate: Option<u32>,
    /// Reads assigned to any allele.
    pub(super) assigned: Option<u32>,
    /// The caller's own depth.
    pub(super) depth: Option<u32>,
    /// The caller's own fraction.
    pub(super) fraction: Option<f64>,
}
