use std::path::Path;
use theravar::knowledge::ontology::{SourceText, import};
fn main() {
    let s = Path::new("/work/shared/kb");
    let (a, b, c) = (
        s.join("disease_ontology_2026-07-31.tsv"),
        s.join("oncotree_2025-10-03.tsv"),
        Path::new("data/disease_map.tsv"),
    );
    let (ta, tb, tc) = (
        std::fs::read_to_string(&a).unwrap(),
        std::fs::read_to_string(&b).unwrap(),
        std::fs::read_to_string(c).unwrap(),
    );
    match import(
        SourceText { path: &a, text: &ta },
        SourceText { path: &b, text: &tb },
        SourceText { path: c, text: &tc },
    ) {
        Ok(t) => std::fs::write("data/diseases.tsv", t).unwrap(),
        Err(e) => eprintln!("{e}"),
    }
}
