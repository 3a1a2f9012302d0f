//! The tables compiled in beside the evidence, for whoever must say exactly what a result rests on.

use super::{chip, exclusions, genes, numbering, ontology, processes, therapies, variants};

/// Name, text and licence of each table; the evidence tables state their own licence.
pub fn tables() -> [(&'static str, &'static str, &'static str); 8] {
    [
        ("chip.tsv", chip::TABLE, "MIT"),
        ("diseases.tsv", ontology::TABLE, "CC BY 4.0 (OncoTree), CC0 1.0 (Disease Ontology)"),
        ("exclusions.tsv", exclusions::TABLE, "facts of public-domain labels"),
        ("genes.tsv", genes::TABLE, "facts (HGNC, KinHub), CC0 1.0 (IntOGen)"),
        ("numbering.tsv", numbering::TABLE, "CC0 1.0"),
        ("processes.tsv", processes::TABLE, "CC0 1.0"),
        ("therapies.tsv", therapies::TABLE, "CC0 1.0"),
        ("variants.tsv", variants::TABLE, "CC0 1.0"),
    ]
}
