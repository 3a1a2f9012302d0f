//! Where the crosswalk places diseases, and what follows from it: parents of merged names, liquid or solid.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::curate::ontology::{Builder, Mapping};
use crate::error::{Problems, Result};
use crate::io::table::Table;

impl<'a> Builder<'a> {
    pub(super) fn link(&mut self, crosswalk: &'a Table) -> Result<()> {
        self.check(crosswalk.path())?;
        self.identify();
        let mappings = std::mem::take(&mut self.mappings);
        for Mapping { id, relation, target, .. } in &mappings {
            let (id, target) = (self.canonical(id), self.canonical(target));
            let (child, parent) = match *relation {
                "narrower" => (id, target),
                "broader" => (target, id),
                "typical" => {
                    if let Some(node) = self.nodes.get_mut(&id) {
                        node.typical = Some(target);
                    }
                    continue;
                }
                _ => continue,
            };
            let by_oncotree = placed_by_oncotree(&parent);
            if let Some(node) = self.nodes.get_mut(&child).filter(|_| child != parent) {
                let parents = if by_oncotree { &mut node.parents } else { &mut node.do_parents };
                parents.insert(parent);
            }
        }
        self.spread_liquid();
        self.merge_parents();
        Ok(())
    }

    /// Checks that every id and target is known and every relation is one of the eight.
    fn check(&self, path: &Path) -> Result<()> {
        let mut problems = Problems::default();
        for Mapping { line, id, relation, target } in &self.mappings {
            match *relation {
                "exact" | "narrower" | "broader" | "typical" => {
                    if !self.nodes.contains_key(*target) {
                        problems.push(path, *line, format!("unknown target {target:?}"));
                    }
                }
                "synonym" | "main_type" | "keep" | "unmapped" => {}
                other => problems.push(path, *line, format!("unknown relation {other:?}")),
            }
            if id.starts_with("ONCOTREE:") && self.nodes[*id].tissue.is_empty() {
                let placed = self
                    .mappings
                    .iter()
                    .any(|other| other.id == *id && matches!(other.relation, "exact" | "narrower"));
                if !placed {
                    problems.push(path, *line, format!("{id} is not an OncoTree code"));
                }
            }
        }
        problems.into_result()
    }

    /// Moves the parents of every other name of a disease to the disease, by their own ids.
    fn merge_parents(&mut self) {
        let ids: Vec<String> = self.nodes.keys().cloned().collect();
        let mut merged: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        for id in &ids {
            let node = &self.nodes[id];
            let canonical = self.canonical(id);
            let useful = |parent: &String| {
                let parent = self.canonical(parent);
                (parent != canonical && !parent.starts_with("CLASS:")).then_some(parent)
            };
            let parents: Vec<String> = node.parents.iter().filter_map(useful).collect();
            let do_parents: Vec<String> = node.do_parents.iter().filter_map(useful).collect();
            let entry = merged.entry(canonical.clone()).or_default();
            entry.0.extend(parents);
            entry.1.extend(do_parents);
        }
        for id in ids {
            let (parents, do_parents) = merged.remove(&id).unwrap_or_default();
            if let Some(node) = self.nodes.get_mut(&id) {
                node.do_parents = do_parents.difference(&parents).cloned().collect();
                node.parents = parents;
            }
        }
    }

    /// Marks the descendants of liquid tumours as liquid. OncoTree's tissue decides first, except
    /// for lymphomas that it files under an organ.
    fn spread_liquid(&mut self) {
        let hematologic: Vec<String> = self
            .nodes
            .iter()
            .filter(|(id, _)| self.canonical(id) == "CLASS:liquid")
            .map(|(id, _)| id.clone())
            .collect();
        for id in hematologic {
            if let Some(node) = self.nodes.get_mut(&id) {
                node.liquid = true;
            }
        }
        loop {
            let liquid: Vec<String> = self
                .nodes
                .iter()
                .filter(|(id, node)| {
                    let mut parents = node.parents.iter();
                    let mut do_parents = node.do_parents.iter();
                    let is_liquid = |parent: &String| self.nodes[parent].liquid;
                    !node.liquid
                        && (parents.any(is_liquid)
                            || (!placed_by_oncotree(id) && do_parents.any(is_liquid)))
                })
                .map(|(id, _)| id.clone())
                .collect();
            if liquid.is_empty() {
                return;
            }
            for id in liquid {
                if let Some(node) = self.nodes.get_mut(&id) {
                    node.liquid = true;
                }
            }
        }
    }
}

/// Returns whether OncoTree alone places the id: its codes, its main types and the three classes.
fn placed_by_oncotree(id: &str) -> bool {
    ["ONCOTREE:", "MAIN:", "CLASS:"].iter().any(|prefix| id.starts_with(prefix))
}
