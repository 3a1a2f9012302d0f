//! The disease table, its rows read when first asked about.

use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use crate::cells::{ByKey, cells, first_cell, lines};
use crate::error::{Problems, Result};
use crate::knowledge::borrowed_table;
use crate::model::tumor_type::TumorClass;

pub(crate) static TABLE: &str = include_str!("../../../data/generated/diseases.tsv");

const COLUMNS: [&str; 9] =
    ["id", "name", "synonyms", "same_as", "class", "main_type", "parents", "do_parents", "typical"];

/// The disease table. Its rows are found when it is opened; a row is read when first asked about.
#[derive(Debug, Default)]
pub struct Ontology<'t> {
    /// Sorted by id.
    pub(super) rows: Vec<&'t str>,
    /// Where each of [`COLUMNS`] stands in a row.
    columns: [usize; COLUMNS.len()],
    /// Each in a place of its own: most are never asked about, and cost a few bytes.
    nodes: Vec<OnceLock<Box<Node<'t>>>>,
    /// Rows by id, made at the first question for one.
    by_id: OnceLock<ByKey>,
}

/// One row. Numbers index [`Ontology::rows`].
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) id: &'t str,
    pub(super) name: &'t str,
    pub(super) class: Option<TumorClass>,
    pub(super) main_type: &'t str,
    pub(super) main: Option<u32>,
    pub(super) typical: Option<u32>,
    /// Parents by OncoTree or curated.
    pub(super) parents: Vec<u32>,
    /// Parents by the Disease Ontology.
    pub(super) do_parents: Vec<u32>,
    /// What is above it, once it was asked for.
    pub(super) lineage: OnceLock<Vec<u32>>,
}

impl Node<'_> {
    /// OncoTree codes and main types: OncoTree alone places them.
    pub(super) fn is_oncotree(&self) -> bool {
        self.id.starts_with("ONCOTREE:") || self.id.starts_with("MAIN:")
    }
}

impl Ontology<'static> {
    /// The table that comes with theravar, opened when it is first asked about a disease.
    pub fn embedded() -> &'static LazyLock<Ontology<'static>> {
        // A test reads the embedded table through `parse`, so there is nothing to report here.
        static ONTOLOGY: LazyLock<Ontology<'static>> = LazyLock::new(|| Ontology::open(TABLE));
        &ONTOLOGY
    }
}

impl<'t> Ontology<'t> {
    /// Reads a disease table; `path` is for messages.
    ///
    /// # Errors
    /// [`crate::Error::Table`] with every row that lacks a column, names an unknown disease or is
    /// out of order.
    pub fn parse(path: &Path, text: &'t str) -> Result<Self> {
        let rows = borrowed_table::read(path, text, COLUMNS)?;
        let ontology = Self::open(text);
        let mut problems = Problems::default();
        let mut last = "";
        for (line, [id, _, _, same_as, _, _, parents, do_parents, typical]) in rows {
            if id <= last {
                problems.push(path, line, format!("{id:?} is not sorted behind {last:?}"));
            }
            last = id;
            let lists = [same_as, parents, do_parents, typical].map(|list| list.split('|'));
            for other in lists.into_iter().flatten().filter(|id| !id.is_empty()) {
                if ontology.find(other).is_none() {
                    problems.push(path, line, format!("unknown disease {other:?}"));
                }
            }
        }
        problems.into_result()?;
        Ok(ontology)
    }

    /// Finds the rows of a table that is known to be sound.
    fn open(text: &'t str) -> Self {
        let mut rows = lines(text).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let header: Vec<&str> = cells(rows.next().unwrap_or_default()).collect();
        let place = |name| header.iter().position(|cell| *cell == name).unwrap_or(usize::MAX);
        let rows: Vec<&str> = rows.collect();
        let nodes = rows.iter().map(|_| OnceLock::new()).collect();
        Self { rows, columns: COLUMNS.map(place), nodes, by_id: OnceLock::new() }
    }

    /// The cell of row `index` in the column at `column` of [`COLUMNS`].
    pub(super) fn cell(&self, index: u32, column: usize) -> &'t str {
        let cell = cells(self.rows[index as usize]).nth(self.columns[column]);
        cell.unwrap_or_default().trim()
    }

    /// The row of an id in the table's own spelling.
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        // Most rows have no synonym and no typical disease.
        if id.is_empty() {
            return None;
        }
        let id_of = |row: u32| first_cell(self.rows[row as usize]);
        let by_id = self.by_id.get_or_init(|| ByKey::new(self.indices().end, id_of));
        by_id.get(id, id_of)
    }

    /// The row that `index` is another name of, or itself.
    pub(super) fn canonical(&self, index: u32) -> u32 {
        self.find(self.cell(index, 3)).unwrap_or(index)
    }

    pub(super) fn node(&self, index: u32) -> &Node<'t> {
        self.nodes[index as usize].get_or_init(|| {
            let list = |column| {
                let ids = self.cell(index, column).split('|');
                ids.filter(|id| !id.is_empty()).filter_map(|id| self.find(id)).collect()
            };
            let main_type = self.cell(index, 5);
            Box::new(Node {
                id: self.cell(index, 0),
                name: self.cell(index, 1),
                class: TumorClass::parse(self.cell(index, 4)),
                main_type,
                main: self.find(&format!("MAIN:{main_type}")).map(|main| self.canonical(main)),
                parents: list(6),
                do_parents: list(7),
                typical: self.find(self.cell(index, 8)),
                lineage: OnceLock::new(),
            })
        })
    }

    /// The indices of all rows.
    pub(super) fn indices(&self) -> std::ops::Range<u32> {
        0..self.rows.len() as u32
    }

    /// The table's own spelling of a disease id, canonical where several ids are one disease:
    /// `DOID:8923`, `8923` and `oncotree:skcm` are all `ONCOTREE:SKCM`. `None` where unknown.
    pub fn canonical_id(&self, id: &str) -> Option<&'t str> {
        self.index_of(id).map(|index| self.node(index).id)
    }

    /// The canonical node of an id in any of its spellings.
    pub(super) fn index_of(&self, id: &str) -> Option<u32> {
        let index = self.find(id).or_else(|| {
            let spelled = match id.split_once(':') {
                None if id.bytes().all(|byte| byte.is_ascii_digit()) => format!("DOID:{id}"),
                None => format!("ONCOTREE:{}", id.to_ascii_uppercase()),
                Some((prefix, rest)) if prefix.eq_ignore_ascii_case("main") => {
                    format!("MAIN:{rest}")
                }
                Some((prefix, rest)) if prefix.eq_ignore_ascii_case("class") => {
                    format!("CLASS:{}", rest.to_ascii_lowercase())
                }
                Some(_) => id.to_ascii_uppercase(),
            };
            self.find(&spelled)
        })?;
        Some(self.canonical(index))
    }
}
