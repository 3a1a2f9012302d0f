//! Which rows of the sources are one disease.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::curate::ontology::{Builder, Node};
use crate::knowledge::ontology::names::normalized;

impl<'a> Builder<'a> {
    /// Finds what is the same disease: as curated, else by name, else by NCI Thesaurus code where
    /// exactly one disease on either side has it.
    pub(super) fn identify(&mut self) {
        let mut decided = BTreeSet::new();
        let mut exact = Vec::new();
        for mapping in &self.mappings {
            if matches!(mapping.relation, "exact" | "narrower" | "broader" | "unmapped") {
                decided.insert(mapping.id);
            }
            if mapping.relation == "exact" {
                exact.push((mapping.id.to_owned(), mapping.target.to_owned()));
            }
        }
        let claimed: BTreeSet<String> = exact.iter().map(|(_, target)| target.clone()).collect();
        let mut by_name: HashMap<String, Vec<&String>> = HashMap::new();
        let mut by_ncit: HashMap<&str, Vec<&String>> = HashMap::new();
        for (id, node) in &self.nodes {
            if id.starts_with("ONCOTREE:") && !node.main_type.is_empty() {
                by_name.entry(normalized(node.name)).or_default().push(id);
                for code in &node.ncit {
                    by_ncit.entry(code).or_default().push(id);
                }
            }
        }
        let open: Vec<(&String, &Node<'a>)> = self
            .nodes
            .iter()
            .filter(|(id, _)| id.starts_with("DOID:") && !decided.contains(id.as_str()))
            .collect();
        let mut named = BTreeSet::new();
        for (id, node) in &open {
            if let Some([code]) = by_name.get(&normalized(node.name)).map(Vec::as_slice) {
                named.insert((*code).clone());
                exact.push(((*id).clone(), (*code).clone()));
            }
        }
        let done: BTreeSet<&String> = exact.iter().map(|(id, _)| id).collect();
        let mut claims: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
        for (id, node) in open.iter().filter(|(id, _)| !done.contains(*id)) {
            let codes: BTreeSet<&String> =
                node.ncit.iter().filter_map(|code| by_ncit.get(code)).flatten().copied().collect();
            if let (1, Some(code)) = (codes.len(), codes.first()) {
                claims.entry(code).or_default().push(id);
            }
        }
        let by_code: Vec<(String, String)> = claims
            .into_iter()
            .filter(|(code, ids)| {
                ids.len() == 1 && !named.contains(*code) && !claimed.contains(*code)
            })
            .map(|(code, ids)| (ids[0].clone(), code.clone()))
            .collect();
        for (id, target) in exact.into_iter().chain(by_code) {
            if let Some(node) = self.nodes.get_mut(&id) {
                node.same_as = Some(target);
            }
        }
    }

    pub(super) fn canonical(&self, id: &str) -> String {
        let mut id = id;
        while let Some(same) = self.nodes.get(id).and_then(|node| node.same_as.as_deref()) {
            id = same;
        }
        id.to_owned()
    }
}
