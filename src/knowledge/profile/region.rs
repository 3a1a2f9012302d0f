//! Named regions and exons of proteins.

use crate::model::profile::{Alteration, RegionClass};

/// Residues, 1-based, both ends.
type Range = (u32, u32);

/// Residue ranges of the regions that names refer to. `KINASE` rows are UniProt's "Protein kinase"
/// domain features; the accession stands beside each. A region missing here keeps its name and
/// has no range: nothing matches it.
const RANGES: [(&str, &str, &[Range]); 9] = [
    ("ABL1", "KINASE", &[(242, 493)]),                // UniProt P00519
    ("ABL1", "P-LOOP", &[(248, 256)]),                // UniProt P00519, ATP binding
    ("ABL1", "NON-P-LOOP", &[(1, 247), (257, 1130)]), // its complement
    ("EGFR", "KINASE", &[(712, 979)]),                // UniProt P00533
    ("ERBB2", "KINASE", &[(720, 987)]),               // UniProt P04626
    ("FLT3", "KINASE", &[(610, 943)]),                // UniProt P36888
    ("STAT3", "SH2 DOMAIN", &[(580, 670)]),           // UniProt P40763
    ("TP53", "DNA BINDING DOMAIN", &[(102, 292)]),    // UniProt P04637
    ("TP53", "DNA-BINDING DOMAIN", &[(102, 292)]),    // UniProt P04637
];

/// Exons whose "Deletion" means an in-frame deletion inside the exon. Elsewhere `Exon 4
/// Deletion` is the loss of the exon from the genome.
const IN_FRAME_DELETION_EXONS: [(&str, u32); 5] =
    [("EGFR", 19), ("KIT", 9), ("KIT", 11), ("PDGFRA", 12), ("PDGFRA", 18)];

/// Reads a named region: `Kinase Domain Mutation`, `TKD`, `P-Loop Mutation`,
/// `N-TERMINAL FRAME SHIFT`. `upper` is `text` in capitals.
pub(crate) fn named(gene: &str, text: &str, upper: &str) -> Option<Alteration> {
    if let Some((range, class)) = residues(upper) {
        return Some(Alteration::Region { name: text.to_owned(), ranges: vec![range], class });
    }
    let (name, class) = match upper.strip_suffix(" FRAME SHIFT") {
        Some(name) => (name, RegionClass::Frameshift),
        None => {
            let words = ["MUTATION", "MUTATIONS", "MUT"];
            let name = words.iter().find_map(|word| upper.strip_suffix(word)).unwrap_or(upper);
            (name.trim_end(), RegionClass::Mutation)
        }
    };
    let key = match name {
        "TKD" | "KINASE DOMAIN" | "TYROSINE KINASE DOMAIN" => "KINASE",
        _ if name.ends_with("DOMAIN") || name.ends_with("LOOP") || name.ends_with("TERMINAL") => {
            name
        }
        _ => return None,
    };
    let ranges = RANGES
        .iter()
        .find(|row| row.0 == gene && row.1 == key)
        .map(|row| row.2.to_vec())
        .unwrap_or_default();
    Some(Alteration::Region { name: text.to_owned(), ranges, class })
}

/// Reads a class of change in a range of residues: `550-592 MUTATION`.
fn residues(upper: &str) -> Option<(Range, RegionClass)> {
    let (range, what) = upper.split_once(' ')?;
    let (first, last) = range.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    let class = match what {
        "MUTATION" => RegionClass::Mutation,
        "MISSENSE" | "MISSENSE MUTATION" => RegionClass::Missense,
        "NONSENSE MUTATION" => RegionClass::Nonsense,
        "FRAMESHIFT" => RegionClass::Frameshift,
        "IN-FRAME DELETION" => RegionClass::Deletion,
        "IN-FRAME INSERTION" => RegionClass::Insertion,
        _ => return None,
    };
    (0 < first && first <= last).then_some(((first, last), class))
}

/// Reads `EXON 19 DELETION`, `EXON 18-21 MUTATION`, `EXON 14 SKIPPING MUTATION`.
pub(crate) fn exon(gene: &str, upper: &str) -> Option<Alteration> {
    let rest = upper.strip_prefix("EXON")?.trim_start_matches('S').trim_start();
    let (numbers, what) = rest.split_once(' ').unwrap_or((rest, ""));
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    let class = match what {
        "" | "MUTATION" | "MUTATIONS" => RegionClass::Mutation,
        "DELETION" | "DEL" if first == last && IN_FRAME_DELETION_EXONS.contains(&(gene, first)) => {
            RegionClass::Deletion
        }
        "DELETION" | "DEL" | "LOSS" => RegionClass::ExonLoss,
        "IN-FRAME DELETION" => RegionClass::Deletion,
        "INSERTION" | "INS" | "IN-FRAME INSERTION" => RegionClass::Insertion,
        "MISSENSE MUTATION" => RegionClass::Missense,
        "NONSENSE MUTATION" => RegionClass::Nonsense,
        "FRAMESHIFT" => RegionClass::Frameshift,
        "SKIPPING" | "SKIPPING MUTATION" => RegionClass::Skipping,
        _ => return None,
    };
    (0 < first && first <= last).then_some(Alteration::Exon { first, last, class })
}
