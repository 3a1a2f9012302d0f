//! The tables compiled in beside the evidence, for whoever must say exactly what a result rests on.

/// Name and licence of each table; the evidence tables state their own licence.
pub const TABLES: [(&str, &str); 9] = [
    ("chip.tsv", "MIT"),
    ("diseases.tsv", "CC BY 4.0 (OncoTree), CC0 1.0 (Disease Ontology)"),
    ("exclusions.tsv", "facts of public-domain labels"),
    ("genes.tsv", "facts (HGNC, KinHub), CC0 1.0 (IntOGen)"),
    ("numbering.tsv", "CC0 1.0"),
    ("processes.tsv", "CC0 1.0"),
    ("therapies.tsv", "CC0 1.0"),
    ("variants.tsv", "CC0 1.0"),
    ("withdrawals.tsv", "facts of public-domain notices"),
];
