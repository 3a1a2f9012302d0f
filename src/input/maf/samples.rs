//! The samples of a MAF.

use std::collections::HashMap;

use super::columns::{Column, Columns};

/// A tumour sample, and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MafSample {
    /// Its barcode; empty where no row names a sample.
    pub name: String,
    /// The barcode of its matched normal.
    pub normal: Option<String>,
    /// The tumour types that its rows name, each once.
    pub tumor_types: Vec<String>,
    /// Its rows, by number.
    pub(super) rows: Vec<usize>,
}

/// The samples met so far.
#[derive(Debug, Default)]
pub(super) struct Samples {
    list: Vec<MafSample>,
    places: HashMap<String, usize>,
}

impl Samples {
    /// Takes the row of this number.
    pub(super) fn push(&mut self, columns: &Columns, cells: &[&str], row: usize) {
        let name = columns.get(Column::Sample, cells).unwrap_or_default();
        let place = match self.places.get(name) {
            Some(place) => *place,
            None => {
                self.places.insert(name.to_owned(), self.list.len());
                self.list.push(MafSample {
                    name: name.to_owned(),
                    normal: None,
                    tumor_types: Vec::new(),
                    rows: Vec::new(),
                });
                self.list.len() - 1
            }
        };
        let sample = &mut self.list[place];
        sample.rows.push(row);
        if sample.normal.is_none() {
            let normal = columns.get(Column::Normal, cells).filter(|normal| *normal != name);
            sample.normal = normal.map(str::to_owned);
        }
        if let Some(kind) = columns.get(Column::TumorType, cells)
            && sample.tumor_types.iter().all(|known| known != kind)
        {
            sample.tumor_types.push(kind.to_owned());
        }
    }

    pub(super) fn into_inner(self) -> Vec<MafSample> {
        self.list
    }
}
