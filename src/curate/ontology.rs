//! Makes the disease table from the Disease Ontology, OncoTree and the curated crosswalk.
//!
//! Where both know a disease OncoTree places it; the Disease Ontology adds synonyms, and the
//! parents that OncoTree does not have (`lung carcinoma`, `leukemia`).

mod identity;
mod place;
mod render;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::error::Result;
use crate::io::table::Table;

/// The neoplasms of the Disease Ontology: "disease of cellular proliferation".
const NEOPLASMS: &str = "DOID:14566";

/// Renders the disease table (`data/generated/diseases.tsv`) from the Disease Ontology (`doid`, `name`,
/// `parent_names`, `ncit`), OncoTree (`code`, `name`, `parent`, `main_type`, `tissue`, `ncit`) and
/// the crosswalk (`id`, `name`, `relation`, `target`). The output is sorted and depends on
/// nothing but the inputs.
///
/// # Errors
/// [`crate::Error::Table`] with every row that lacks a column, repeats an id or names an unknown
/// one.
pub fn import(disease_ontology: &Table, oncotree: &Table, crosswalk: &Table) -> Result<String> {
    let mut builder = Builder::default();
    builder.crosswalk(crosswalk)?;
    builder.oncotree(oncotree)?;
    builder.disease_ontology(disease_ontology)?;
    builder.link(crosswalk)?;
    Ok(builder.render(&[disease_ontology.path(), oncotree.path(), crosswalk.path()]))
}

#[derive(Debug, Default)]
struct Node<'a> {
    name: &'a str,
    synonyms: BTreeSet<&'a str>,
    ncit: Vec<&'a str>,
    main_type: &'a str,
    tissue: &'a str,
    /// By OncoTree or the crosswalk, in this order of certainty.
    parents: BTreeSet<String>,
    /// By the Disease Ontology.
    do_parents: BTreeSet<String>,
    same_as: Option<String>,
    typical: Option<String>,
    liquid: bool,
    tumor: bool,
}

#[derive(Debug, Clone, Copy)]
struct Mapping<'a> {
    line: u64,
    id: &'a str,
    relation: &'a str,
    target: &'a str,
}

#[derive(Debug, Default)]
struct Builder<'a> {
    nodes: BTreeMap<String, Node<'a>>,
    mappings: Vec<Mapping<'a>>,
}

impl<'a> Builder<'a> {
    fn crosswalk(&mut self, source: &'a Table) -> Result<()> {
        for (line, [id, name, relation, target]) in
            source.picked(["id", "name", "relation", "target"])?
        {
            self.mappings.push(Mapping { line, id, relation, target });
            let node = self.nodes.entry(id.to_owned()).or_default();
            node.name = name;
            match relation {
                "synonym" => {
                    node.synonyms.insert(target);
                }
                "main_type" => node.main_type = target,
                _ => {}
            }
        }
        for class in ["all", "solid", "liquid"] {
            self.nodes.entry(format!("CLASS:{class}")).or_default().tumor = true;
        }
        Ok(())
    }

    fn oncotree(&mut self, source: &'a Table) -> Result<()> {
        let columns = ["code", "name", "parent", "main_type", "tissue", "ncit"];
        let mut main_types = BTreeSet::new();
        let mut roots = Vec::new();
        for (_, [code, name, parent, main_type, tissue, ncit]) in source.picked(columns)? {
            let node = self.nodes.entry(format!("ONCOTREE:{code}")).or_default();
            node.name = name;
            node.tissue = tissue;
            node.tumor = true;
            node.ncit = ncit.split('|').filter(|code| !code.is_empty()).collect();
            node.liquid = matches!(tissue, "Lymphoid" | "Myeloid");
            match parent {
                "" => node.same_as = Some("CLASS:all".to_owned()),
                "TISSUE" => roots.push((format!("ONCOTREE:{code}"), main_type)),
                _ => {
                    node.parents.insert(format!("ONCOTREE:{parent}"));
                    if node.main_type.is_empty() {
                        node.main_type = main_type;
                    }
                    main_types.insert(node.main_type);
                }
            }
        }
        for main_type in main_types.into_iter().filter(|name| !name.is_empty()) {
            let named = self.only_oncotree(|_, node| {
                node.main_type == main_type && node.name.eq_ignore_ascii_case(main_type)
            });
            let liquid = self
                .nodes
                .values()
                .filter(|node| node.main_type == main_type)
                .all(|node| node.liquid);
            let node = self.nodes.entry(format!("MAIN:{main_type}")).or_default();
            (node.name, node.main_type, node.tumor) = (main_type, main_type, true);
            (node.same_as, node.liquid) = (named, liquid);
        }
        for (root, organ_cancer) in roots {
            let main_type = format!("MAIN:{organ_cancer}");
            let is_main_type = self.nodes.contains_key(&main_type);
            if let Some(node) = self.nodes.get_mut(&root) {
                if is_main_type {
                    node.typical = Some(main_type);
                } else {
                    node.synonyms.insert(organ_cancer);
                }
            }
        }
        Ok(())
    }

    /// Returns the OncoTree code for which `wanted` holds. `None` where it holds for several.
    fn only_oncotree(&self, wanted: impl Fn(&str, &Node<'a>) -> bool) -> Option<String> {
        let mut found = self
            .nodes
            .iter()
            .filter(|(id, node)| {
                id.starts_with("ONCOTREE:") && !node.tissue.is_empty() && wanted(id, node)
            })
            .map(|(id, _)| id.clone());
        found.next().filter(|_| found.next().is_none())
    }

    fn disease_ontology(&mut self, source: &'a Table) -> Result<()> {
        let rows = source.picked(["doid", "name", "parent_names", "ncit"])?;
        let by_name: HashMap<&str, &str> =
            rows.iter().map(|(_, [doid, name, ..])| (*name, *doid)).collect();
        let mut children: HashMap<&str, Vec<&str>> = HashMap::new();
        for (_, [doid, _, parents, _]) in &rows {
            for parent in parents.split('|').filter_map(|name| by_name.get(name)) {
                children.entry(parent).or_default().push(doid);
            }
        }
        let mut neoplasms = BTreeSet::new();
        let mut queue = vec![NEOPLASMS];
        while let Some(doid) = queue.pop() {
            if neoplasms.insert(doid) {
                queue.extend(children.get(doid).into_iter().flatten());
            }
        }
        let wanted: BTreeSet<String> = self.nodes.keys().cloned().collect();
        for (_, [doid, name, parents, ncit]) in rows {
            let tumor = neoplasms.contains(doid);
            if !tumor && !wanted.contains(doid) {
                continue;
            }
            let node = self.nodes.entry(doid.to_owned()).or_default();
            node.name = name;
            node.tumor = tumor;
            node.ncit = ncit.split('|').filter(|code| !code.is_empty()).collect();
            node.do_parents = parents
                .split('|')
                .filter_map(|name| by_name.get(name))
                .filter(|parent| neoplasms.contains(*parent))
                .map(|parent| (*parent).to_owned())
                .collect();
        }
        Ok(())
    }
}
