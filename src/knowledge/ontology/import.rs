//! Makes the disease table from the Disease Ontology, OncoTree and the curated crosswalk.
//!
//! Where both know a disease OncoTree places it; the Disease Ontology adds synonyms, and the
//! parents that OncoTree does not have (`lung carcinoma`, `leukemia`).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use crate::error::Result;
use crate::knowledge::schema::Problems;
use crate::knowledge::source_table::read;

use super::names::normalized;

/// The neoplasms of the Disease Ontology: "disease of cellular proliferation".
const NEOPLASMS: &str = "DOID:14566";

/// A source table: where it was read from, for messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct SourceText<'a> {
    /// The file as the user named it.
    pub path: &'a Path,
    /// Its whole text.
    pub text: &'a str,
}

/// Renders the disease table (`data/diseases.tsv`) from the Disease Ontology (`doid`, `name`,
/// `parent_names`, `ncit`), OncoTree (`code`, `name`, `parent`, `main_type`, `tissue`, `ncit`) and
/// the crosswalk (`id`, `name`, `relation`, `target`). The output is sorted and depends on
/// nothing but the inputs.
///
/// # Errors
/// [`crate::Error::Table`] naming every row that lacks a column, repeats an id or names an unknown one.
pub fn import(
    disease_ontology: SourceText<'_>,
    oncotree: SourceText<'_>,
    crosswalk: SourceText<'_>,
) -> Result<String> {
    let mut builder = Builder::default();
    builder.crosswalk(crosswalk)?;
    builder.oncotree(oncotree)?;
    builder.disease_ontology(disease_ontology)?;
    builder.link(crosswalk)?;
    Ok(builder.render(&[disease_ontology.path, oncotree.path, crosswalk.path]))
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
    fn crosswalk(&mut self, source: SourceText<'a>) -> Result<()> {
        for (line, [id, name, relation, target]) in
            read(source.path, source.text, ["id", "name", "relation", "target"])?
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

    fn oncotree(&mut self, source: SourceText<'a>) -> Result<()> {
        let columns = ["code", "name", "parent", "main_type", "tissue", "ncit"];
        let mut main_types = BTreeSet::new();
        let mut roots = Vec::new();
        for (_, [code, name, parent, main_type, tissue, ncit]) in
            read(source.path, source.text, columns)?
        {
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

    /// The one OncoTree code for which `wanted` holds.
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

    fn disease_ontology(&mut self, source: SourceText<'a>) -> Result<()> {
        let rows = read(source.path, source.text, ["doid", "name", "parent_names", "ncit"])?;
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

    fn link(&mut self, crosswalk: SourceText<'a>) -> Result<()> {
        self.check(crosswalk.path)?;
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

    /// Every id and target must be known and every relation one of the eight.
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

    /// Finds what is the same disease: as curated, else by name, else by NCI Thesaurus code where
    /// exactly one disease on either side has it.
    fn identify(&mut self) {
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

    fn canonical(&self, id: &str) -> String {
        let mut id = id;
        while let Some(same) = self.nodes.get(id).and_then(|node| node.same_as.as_deref()) {
            id = same;
        }
        id.to_owned()
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

    /// What descends from a liquid tumour is liquid. OncoTree's tissue decides first, save
    /// lymphomas that it files under an organ.
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

    fn render(&self, sources: &[&Path]) -> String {
        let mut out = String::from(HEADER);
        let names: Vec<String> = sources
            .iter()
            .map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
            .collect();
        let _ = writeln!(out, "# made from: {}", names.join(", "));
        out.push_str(COLUMNS);
        for (id, node) in &self.nodes {
            let class = match id.as_str() {
                "CLASS:all" => "",
                _ if node.liquid || self.canonical(id) == "CLASS:liquid" => "liquid",
                _ if node.tumor || node.parents.iter().any(|p| self.nodes[p].tumor) => "solid",
                _ => "",
            };
            let synonyms: Vec<&str> = node
                .synonyms
                .iter()
                .copied()
                .filter(|synonym| !synonym.is_empty() && *synonym != node.name)
                .collect();
            let join = |set: &BTreeSet<String>| {
                set.iter().map(String::as_str).collect::<Vec<_>>().join("|")
            };
            let _ = writeln!(
                out,
                "{id}\t{}\t{}\t{}\t{class}\t{}\t{}\t{}\t{}\t{}\t{}",
                node.name,
                synonyms.join("|"),
                node.same_as.as_ref().map(|_| self.canonical(id)).unwrap_or_default(),
                node.main_type,
                node.tissue,
                node.ncit.join("|"),
                join(&node.parents),
                join(&node.do_parents),
                node.typical.as_ref().map(|id| self.canonical(id)).unwrap_or_default(),
            );
        }
        out
    }
}

/// OncoTree codes, its main types and the three classes.
fn placed_by_oncotree(id: &str) -> bool {
    ["ONCOTREE:", "MAIN:", "CLASS:"].iter().any(|prefix| id.starts_with(prefix))
}

const COLUMNS: &str =
    "id\tname\tsynonyms\tsame_as\tclass\tmain_type\ttissue\tncit\tparents\tdo_parents\ttypical\n";

const HEADER: &str = "\
# Diseases of one merged hierarchy. OncoTree 2025-10-03 (CC BY 4.0, oncotree.mskcc.org) places what it has; the Disease
# Ontology 2026-07-31 (CC0, disease-ontology.org) adds the rest of its neoplasms. Joined by name, NCI Thesaurus code and
# data/disease_map.tsv; main types of a few codes are replaced there. Regenerate: theravar knowledge import ontology.
# same_as: another name of that node. parents: by OncoTree or curated. do_parents: by the Disease Ontology.
# typical: the code that the disease nearly always is when nothing more is said.
";
