//! Biomarkers in the words of label facts, as molecular profiles.

/// A profile and the origin of the variants it asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// In the grammar of [`crate::knowledge::profile`].
    pub(super) profile: String,
    /// `Somatic`, `Germline` or empty.
    pub(super) origin: &'static str,
}

/// Antigens by the names that labels use, with their HGNC symbols.
const ANTIGENS: [(&str, &str); 14] = [
    ("HER2", "ERBB2"),
    ("ER", "ESR1"),
    ("PR", "PGR"),
    ("PD-L1", "CD274"),
    ("CD19", "CD19"),
    ("CD20", "MS4A1"),
    ("CD22", "CD22"),
    ("CD30", "TNFRSF8"),
    ("CD33", "CD33"),
    ("CD117", "KIT"),
    ("CLDN18.2", "CLDN18"),
    ("c-Met", "MET"),
    ("EGFR", "EGFR"),
    ("FOLR1", "FOLR1"),
];

/// Genes whose oncogenic variants activate; the other genes that labels name so are suppressors.
const ACTIVATED: [&str; 1] = ["RET"];

/// One of the biomarkers of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'r> {
    /// In the source's words.
    Source(&'r str),
    /// A profile that a correction puts in the place of what the source says.
    Profile {
        /// The profile, `[Germline Variant]` or the like behind it where it is of another kind.
        new: &'r str,
        /// The source's words.
        was: &'r str,
    },
}

/// Reads the biomarkers of a fact; a profile in the place of one keeps its kind.
pub(super) fn statement(parts: &[Part<'_>]) -> Result<Statement, String> {
    let mut profile = Vec::new();
    let mut origin = "";
    for part in parts {
        let (component, kind) = match *part {
            Part::Source(biomarker) => {
                let (text, kind) = with_kind(biomarker)
                    .ok_or_else(|| format!("biomarker {biomarker:?} has no [kind]"))?;
                let (not, text) = match text.strip_prefix("NOT ") {
                    Some(text) => ("NOT ", text),
                    None => ("", text),
                };
                let component = component(text, kind)
                    .ok_or_else(|| format!("biomarker {biomarker:?} is not known"))?;
                (format!("{not}{component}"), kind)
            }
            Part::Profile { new, was } => {
                let (text, kind) =
                    with_kind(new).unwrap_or((new, with_kind(was).map_or("", |(_, kind)| kind)));
                (text.to_owned(), kind)
            }
        };
        match kind {
            "Somatic Variant" => origin = "Somatic",
            "Germline Variant" => origin = "Germline",
            _ => {}
        }
        profile.push(component);
    }
    let profile = match profile.as_slice() {
        [one] => unwrapped(one).to_owned(),
        several => several.join(" AND "),
    };
    Ok(Statement { profile, origin })
}

/// Splits `BRAF p.V600E [Somatic Variant]` into the words and the kind.
fn with_kind(biomarker: &str) -> Option<(&str, &str)> {
    biomarker.strip_suffix(']').and_then(|text| text.rsplit_once(" ["))
}

/// Returns a profile without the parentheses around the whole of it.
fn unwrapped(profile: &str) -> &str {
    let inner = profile.strip_prefix("( ").and_then(|text| text.strip_suffix(" )"));
    inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(profile)
}

fn component(text: &str, kind: &str) -> Option<String> {
    match kind {
        "Somatic Variant" | "Germline Variant" => variant(text),
        "Rearrangement" => rearrangement(text),
        "Copy Number" | "Copy Number (arm level)" => {
            let (place, change) = text.rsplit_once(' ')?;
            let change = match change {
                "amplification" => "Amplification",
                "deletion" => "Deletion",
                _ => return None,
            };
            Some(format!("{place} {change}"))
        }
        "Protein expression" => expression(text),
        "Wild type" => text.strip_prefix("Wild type ").map(|gene| format!("{gene} Wildtype")),
        "Microsatellite Stability"
        | "Mismatch Repair"
        | "Homologous Recombination"
        | "Tumor mutational burden" => {
            let name = match text.split(" (").next()? {
                "MSI-H" => "MSI High",
                "MSI-L" => "MSI Low",
                "TMB-H" => "TMB High",
                name @ ("dMMR" | "pMMR" | "HRD") => name,
                _ => return None,
            };
            Some(name.to_owned())
        }
        _ => None,
    }
}

fn variant(text: &str) -> Option<String> {
    if text == "FLT3-ITD" {
        return Some("FLT3 ITD".to_owned());
    }
    let (gene, what) = text.split_once(' ')?;
    let class = match what {
        "somatic variants" => "Mutation",
        "oncogenic variants" if ACTIVATED.contains(&gene) => "Activating Mutation",
        "oncogenic variants" | "pathogenic variants" => "Loss-of-function",
        "activating variants" => "Activating Mutation",
        "TKD activating variants" => {
            return Some(format!("{gene} Kinase Domain Mutation AND {gene} Activating Mutation"));
        }
        // Labels name all three together.
        "nonsense variants" | "frameshift variants" | "splice site variants" => {
            "Truncating Mutation"
        }
        "Exon 14 (Splice Site)" | "Exon 14 (Deletion)" if gene == "MET" => {
            "Exon 14 Skipping Mutation"
        }
        _ => match what.strip_prefix("p.") {
            Some(change) => change,
            None => {
                let (exon, class) = what.strip_suffix(')')?.split_once(" (")?;
                exon.strip_prefix("Exon ")?.parse::<u32>().ok()?;
                return Some(format!("{gene} {exon} {class}"));
            }
        },
    };
    Some(format!("{gene} {class}"))
}

fn rearrangement(text: &str) -> Option<String> {
    if text == "t(15;17)" {
        return Some("PML::RARA Fusion".to_owned());
    }
    if let Some(gene) = text.strip_prefix("t(").and_then(|t| t.strip_suffix(";v)")) {
        return Some(format!("{gene}::v Fusion"));
    }
    if let Some(gene) = text.strip_suffix(" rearrangements") {
        return Some(format!("{gene} Rearrangement"));
    }
    text.contains("::").then(|| format!("{text} Fusion"))
}

/// Reads an expression: `HER2-negative`, `PD-L1 (CPS) >= 1`, `CD20 +`, `CLDN18.2 >= 75%`.
fn expression(text: &str) -> Option<String> {
    let matching = ANTIGENS.iter().filter(|(name, _)| text.starts_with(name));
    let (name, gene) = matching.max_by_key(|(name, _)| name.len())?;
    let state = text[name.len()..].trim_start_matches(['-', ' ']).replace(['(', ')'], "");
    let state = match state.as_str() {
        "+" | "positive" => "Positive",
        "negative" => "Negative",
        "low" => "Low",
        "" => return None,
        other => other,
    };
    // The label counts one isoform only.
    let isoform = if name.contains('.') { format!("{name} ") } else { String::new() };
    Some(format!("{gene} {isoform}{state} Expression"))
}
