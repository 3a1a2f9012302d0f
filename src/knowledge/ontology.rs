//! Diseases: one hierarchy of OncoTree and the Disease Ontology, and how evidence on one disease
//! bears on the tumour at hand (SPECS §1.1, tumour-type propagation).
//!
//! A disease is named by `ONCOTREE:COAD`, `DOID:9256`, `NCIT:C3163`, `MAIN:Colorectal Cancer` (an
//! OncoTree main type) or `CLASS:all|solid|liquid`. Several ids may be the same disease. Where
//! OncoTree has both diseases, OncoTree alone says whether one covers the other; the Disease
//! Ontology speaks where OncoTree has no such node. A main type covers all its members.

mod import;
mod lineage;
mod names;
mod resolve;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

pub use import::{SourceText, import};
pub use resolve::Unresolved;

use super::source_table;
use crate::error::Result;
use crate::model::tumor_type::{TumorClass, TumorRelation, TumorType};

pub(super) static TABLE: &str = include_str!("../../data/diseases.tsv");

const COLUMNS: [&str; 9] =
    ["id", "name", "synonyms", "same_as", "class", "main_type", "parents", "do_parents", "typical"];

/// The disease table, indexed.
#[derive(Debug, Default)]
pub struct Ontology<'t> {
    nodes: Vec<Node<'t>>,
    by_id: HashMap<&'t str, u32>,
    /// Parents of all nodes, one run after another.
    edges: Vec<u32>,
}

/// One row. Numbers index [`Ontology::nodes`].
#[derive(Debug)]
struct Node<'t> {
    id: &'t str,
    name: &'t str,
    /// Joined by `|`.
    synonyms: &'t str,
    /// Itself, or the node that it is another name of.
    canonical: u32,
    class: Option<TumorClass>,
    main_type: &'t str,
    main: Option<u32>,
    typical: Option<u32>,
    /// Runs of [`Ontology::edges`]: parents by OncoTree or curated, then by the Disease Ontology.
    parents: [u32; 3],
}

impl Node<'_> {
    /// OncoTree codes and main types: OncoTree alone places them.
    fn is_oncotree(&self) -> bool {
        self.id.starts_with("ONCOTREE:") || self.id.starts_with("MAIN:")
    }
}

impl Ontology<'static> {
    /// The table that comes with theravar, indexed at the first call.
    pub fn embedded() -> &'static Ontology<'static> {
        static ONTOLOGY: LazyLock<Ontology<'static>> = LazyLock::new(|| {
            // A test reads the embedded table through `parse`, so there is nothing to report here.
            Ontology::parse(Path::new("data/diseases.tsv"), TABLE).unwrap_or_default()
        });
        &ONTOLOGY
    }
}

impl<'t> Ontology<'t> {
    /// Reads a disease table; `path` is for messages.
    ///
    /// # Errors
    /// [`crate::Error::Table`] with every row that lacks a column or names an unknown disease.
    pub fn parse(path: &Path, text: &'t str) -> Result<Self> {
        let rows = source_table::read(path, text, COLUMNS)?;
        let by_id: HashMap<&str, u32> =
            (0..).zip(&rows).map(|(index, (_, [id, ..]))| (*id, index)).collect();
        let mains: HashMap<&str, u32> = by_id
            .iter()
            .filter_map(|(id, &index)| Some((id.strip_prefix("MAIN:")?, index)))
            .collect();
        let mut problems = Vec::new();
        let mut nodes = Vec::with_capacity(rows.len());
        let mut edges = Vec::with_capacity(rows.len() * 2);
        for (index, &(line, fields)) in (0..).zip(&rows) {
            let [id, name, synonyms, same_as, class, main_type, parents, do_parents, typical] =
                fields;
            let mut find = |id: &str| {
                let found = by_id.get(id).copied();
                if found.is_none() {
                    problems.push((line, format!("unknown disease {id:?}")));
                }
                found
            };
            let mut bounds = [edges.len() as u32; 3];
            for (list, bound) in [parents, do_parents].into_iter().zip(1..) {
                edges.extend(list.split('|').filter(|id| !id.is_empty()).filter_map(&mut find));
                bounds[bound] = edges.len() as u32;
            }
            let mut one = |id: &str| if id.is_empty() { None } else { find(id) };
            nodes.push(Node {
                id,
                name,
                synonyms,
                canonical: one(same_as).unwrap_or(index),
                typical: one(typical),
                class: TumorClass::parse(class),
                main_type,
                main: mains.get(main_type).copied(),
                parents: bounds,
            });
        }
        if !problems.is_empty() {
            return Err(source_table::table_error(path, problems));
        }
        for index in 0..nodes.len() {
            nodes[index].main = nodes[index].main.map(|main| nodes[main as usize].canonical);
        }
        Ok(Self { nodes, by_id, edges })
    }

    /// The table's own spelling of a disease id, canonical where several ids are one disease:
    /// `DOID:8923`, `8923` and `oncotree:skcm` are all `ONCOTREE:SKCM`. `None` where unknown.
    pub fn canonical_id(&self, id: &str) -> Option<&'t str> {
        self.index_of(id).map(|index| self.nodes[index as usize].id)
    }

    /// How evidence on the disease `evidence` (any id that [`Ontology::canonical_id`] knows)
    /// relates to `query`.
    pub fn relation(&self, evidence: &str, query: &TumorType) -> TumorRelation {
        let Some(index) = self.index_of(evidence) else {
            return TumorRelation::Other;
        };
        let node = &self.nodes[index as usize];
        let has = |ids: &[String]| ids.binary_search_by(|id| id.as_str().cmp(node.id)).is_ok();
        if has(&query.same) {
            return TumorRelation::Same;
        }
        match (node.id, query.class) {
            ("CLASS:all", _) => return TumorRelation::AllTumors,
            ("CLASS:solid", Some(TumorClass::Solid)) => return TumorRelation::AllSolid,
            ("CLASS:liquid", Some(TumorClass::Liquid)) => return TumorRelation::AllLiquid,
            _ => {}
        }
        if has(&query.ancestors) {
            return TumorRelation::Ancestor;
        }
        let narrower = match query.id.as_str() {
            "CLASS:all" => true,
            "CLASS:solid" => node.class == Some(TumorClass::Solid),
            "CLASS:liquid" => node.class == Some(TumorClass::Liquid),
            _ => {
                let lineage = self.lineage(index);
                query
                    .same
                    .iter()
                    .any(|id| self.by_id.get(id.as_str()).is_some_and(|own| lineage.contains(own)))
            }
        };
        if narrower || (node.class.is_some() && node.class == query.class) {
            TumorRelation::OtherSameClass { narrower }
        } else {
            TumorRelation::Other
        }
    }

    /// The canonical node of an id in any of its spellings.
    fn index_of(&self, id: &str) -> Option<u32> {
        let index = self.by_id.get(id).copied().or_else(|| {
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
            self.by_id.get(spelled.as_str()).copied()
        })?;
        Some(self.nodes[index as usize].canonical)
    }
}
