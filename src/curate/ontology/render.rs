//! The disease table as text.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::curate::ontology::Builder;

const COLUMNS: &str =
    "id\tname\tsynonyms\tsame_as\tclass\tmain_type\ttissue\tncit\tparents\tdo_parents\ttypical\n";

const HEADER: &str = "\
# Diseases of one merged hierarchy. OncoTree 2025-10-03 (CC BY 4.0, oncotree.mskcc.org) places what it has; the Disease
# Ontology 2026-07-31 (CC0, disease-ontology.org) adds the rest of its neoplasms. Joined by name, NCI Thesaurus code and
# data/curated/disease_map.tsv; main types of a few codes are replaced there. Regenerate: cargo xtask data diseases.tsv.
# same_as: another name of that node. parents: by OncoTree or curated. do_parents: by the Disease Ontology.
# typical: the code that the disease nearly always is when nothing more is said.
";

impl Builder<'_> {
    pub(super) fn render(&self, sources: &[&Path]) -> String {
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
