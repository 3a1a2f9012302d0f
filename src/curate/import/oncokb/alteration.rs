//! OncoKB's names of alterations in the grammar of molecular profiles.

use crate::curate::import::known_profile;
use crate::knowledge::genes::Genes;
use crate::model::gene::GeneRole;
use crate::model::protein_change::ProteinChange;

/// Returns the profile of an alteration of `gene`. `None` where its form is not known.
pub(super) fn profile(gene: &str, name: &str) -> Option<String> {
    if let Some((base, excluded)) = excluding(name) {
        // Where the absence of what is excluded is not shown, the statement waits for it.
        let mut parts = vec![format!("({})", profile(gene, base)?)];
        for name in excluded.split(',') {
            parts.push(format!("NOT ({})", profile(gene, name.trim())?));
        }
        return known_profile(parts.join(" AND "));
    }
    let lower = name.to_ascii_lowercase();
    // One spelling of a plural: `Oncogenic Mutations`, `Exon 19 in-frame deletions`.
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    if let Some(signature) = signature(&lower) {
        return Some(signature.to_owned());
    }
    if singular == "fusion" {
        return Some(format!("{gene} Fusion"));
    }
    if lower.ends_with(" fusion") {
        return fusion_name(name);
    }
    let of = |words: &str| known_profile(format!("{gene} {words}"));
    match singular {
        "oncogenic mutation" => return oncogenic(gene),
        "gain-of-function mutation" => return of("Activating Mutation"),
        "loss-of-function mutation" => return of("Loss-of-function"),
        "truncating mutation" => return of("Truncating Mutation"),
        "promoter mutation" => return of("Promoter Mutation"),
        "frameshift mutation" => return of("Frameshift"),
        "amplification"
        | "deletion"
        | "gain"
        | "wildtype"
        | "kinase domain duplication"
        | "kdd"
        | "vii"
        | "viii"
        | "egfrviii" => return of(name),
        "internal tandem duplication" | "itd" => return of("ITD"),
        "partial tandem duplication" | "ptd" => return of("PTD"),
        _ => {}
    }
    if let Some(rest) = singular.strip_prefix("exon ") {
        let (numbers, what) = rest.split_once(' ')?;
        return exon(gene, numbers, what);
    }
    range(gene, name).or_else(|| change(gene, name))
}

/// Splits `Oncogenic Mutations {excluding V600E, V600K}` into the name and what it excludes.
/// Parentheses are read like braces.
pub(super) fn excluding(name: &str) -> Option<(&str, &str)> {
    let (base, rest) = name.split_once(['{', '('])?;
    let rest = rest.trim_end().strip_suffix(['}', ')'])?;
    let excluded = rest.trim_start().strip_prefix("excluding ")?;
    Some((base.trim(), excluded.trim()))
}

/// Returns the profile of what OncoKB calls oncogenic: activation of an oncogene, inactivation of a
/// suppressor.
fn oncogenic(gene: &str) -> Option<String> {
    match Genes::embedded().get(gene).map(|gene| gene.role).unwrap_or_default() {
        GeneRole::Oncogene => Some(format!("{gene} Activating Mutation")),
        GeneRole::TumorSuppressor => Some(format!("{gene} Loss-of-function")),
        GeneRole::Both => Some(format!("{gene} Activating Mutation OR {gene} Loss-of-function")),
        GeneRole::Unknown => None,
    }
}

/// Properties of the whole tumour, which OncoKB lists under the gene "Other Biomarkers".
fn signature(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "msi-h" | "microsatellite instability-high" => "MSI High",
        "tmb-h" | "tumor mutational burden-high" => "TMB High",
        _ => return None,
    })
}

/// Returns the profile of a named fusion. `BCR-ABL1 Fusion` and `ALK-EML4` name the partners in
/// either order; `BCR::ABL1` states the order.
pub(super) fn fusion_name(name: &str) -> Option<String> {
    let pair = name.split_whitespace().next()?;
    if pair.contains("::") {
        return known_profile(format!("{pair} Fusion"));
    }
    let (a, b) = pair.split_once('-')?;
    // A symbol with a hyphen of its own leaves it open where one gene ends.
    if b.contains('-') { None } else { fusion(a, b) }
}

/// Returns the profile of a fusion of two genes whose order is not stated. `None` for a
/// rearrangement within one gene.
pub(super) fn fusion(a: &str, b: &str) -> Option<String> {
    match (a, b) {
        _ if a == b || [a, b].iter().any(|side| side.eq_ignore_ascii_case("intragenic")) => None,
        ("", gene) | (gene, "") => known_profile(format!("{gene} Fusion")),
        _ => known_profile(format!("{a}::{b} Fusion OR {b}::{a} Fusion")),
    }
}

/// Returns the profile of a class of change in exons `numbers` (`19`, `2-7`). `what` is the class
/// in lower case, singular.
fn exon(gene: &str, numbers: &str, what: &str) -> Option<String> {
    let of = |class: &str| known_profile(format!("{gene} Exon {numbers} {class}"));
    match what {
        "in-frame deletion" => of("In-Frame Deletion"),
        "in-frame insertion" | "insertion" => of("In-Frame Insertion"),
        "in-frame deletions or insertion" | "in-frame insertions or deletion" => {
            Some(format!("{} OR {}", of("In-Frame Deletion")?, of("In-Frame Insertion")?))
        }
        "deletion" => of("Deletion"),
        "mutation" => of("Mutation"),
        "missense mutation" => of("Missense Mutation"),
        "nonsense mutation" => of("Nonsense Mutation"),
        "frameshift mutation" | "frameshift" => of("Frameshift"),
        // Skipping is the effect that therapies target; elsewhere the site says nothing more.
        "skipping mutation" | "splice mutation" | "splice alteration" | "splice variant"
            if numbers == "14" && gene == "MET" =>
        {
            of("Skipping Mutation")
        }
        _ => None,
    }
}

/// Returns the profile of a class of change in a range of residues: `762_823ins` is any in-frame
/// insertion there. `E746_A750del` is one change and is not read here.
fn range(gene: &str, name: &str) -> Option<String> {
    let (first, rest) = name.split_once('_')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (last, word) = rest.split_at(digits);
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let of = |class: &str| known_profile(format!("{gene} {first}-{last} {class}"));
    match word {
        "ins" => of("In-Frame Insertion"),
        "del" => of("In-Frame Deletion"),
        "mis" => of("Missense"),
        "mut" => of("Mutation"),
        "indel" => Some(format!("{} OR {}", of("In-Frame Deletion")?, of("In-Frame Insertion")?)),
        _ => None,
    }
}

/// Returns the profile of a change of residues: `p.V600E`, `V600`, `S310F/Y`.
fn change(gene: &str, name: &str) -> Option<String> {
    let bare = name.strip_prefix("p.").unwrap_or(name);
    if matches!(ProteinChange::parse(bare), Some(ProteinChange::Unknown)) {
        return None;
    }
    known_profile(format!("{gene} {bare}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (gene, name, want) in [
            ("BRAF", "V600E", Some("BRAF V600E")),
            ("BRAF", "p.Val600Glu", Some("BRAF Val600Glu")),
            ("BRAF", "V600", Some("BRAF V600")),
            ("EGFR", "E746_A750del", Some("EGFR E746_A750del")),
            ("EGFR", "762_823ins", Some("EGFR 762-823 In-Frame Insertion")),
            ("NF1", "p.X1445_splice", Some("NF1 X1445_splice")),
            ("EGFR", "Exon 19 in-frame deletions", Some("EGFR Exon 19 In-Frame Deletion")),
            ("EGFR", "Exon 20 in-frame insertions", Some("EGFR Exon 20 In-Frame Insertion")),
            ("MET", "Exon 14 splice mutations", Some("MET Exon 14 Skipping Mutation")),
            ("KIT", "Exon 17 mutations", Some("KIT Exon 17 Mutation")),
            ("EGFR", "vIII", Some("EGFR vIII")),
            ("FLT3", "Internal tandem duplication", Some("FLT3 ITD")),
            ("ERBB2", "Amplification", Some("ERBB2 Amplification")),
            ("ALK", "Fusions", Some("ALK Fusion")),
            ("ABL1", "BCR-ABL1 Fusion", Some("BCR::ABL1 Fusion OR ABL1::BCR Fusion")),
            ("ABL1", "BCR::ABL1 Fusion", Some("BCR::ABL1 Fusion")),
            ("Other Biomarkers", "Microsatellite Instability-High", Some("MSI High")),
            ("KRAS", "Oncogenic Mutations", Some("KRAS Activating Mutation")),
            ("BRCA1", "Oncogenic Mutations", Some("BRCA1 Loss-of-function")),
            (
                "BRAF",
                "Oncogenic Mutations {excluding V600E, V600K}",
                Some("(BRAF Activating Mutation) AND NOT (BRAF V600E) AND NOT (BRAF V600K)"),
            ),
            // Nothing that a profile could say, or that DNA shows.
            ("NOSUCH", "Oncogenic Mutations", None),
            ("NF1", "Exon 12 splice mutations", None),
            ("EGFR", "C-terminal domain", None),
            ("EGFR", "vV", None),
            ("BRAF", "p.?", None),
            ("KMT2A", "KMT2A-intragenic", None),
            ("BRAF", "Switch-of-function Mutations", None),
        ] {
            assert_eq!(profile(gene, name).as_deref(), want, "{gene} {name}");
        }
        assert_eq!(fusion_name("MLL2-intragenic"), None);
        assert_eq!(fusion_name("NKX2-1-ALK fusion"), None);
        assert_eq!(
            fusion_name("ALK-EML4 fusion").as_deref(),
            Some("ALK::EML4 Fusion OR EML4::ALK Fusion")
        );
    }

    proptest::proptest! {
        #[test]
        fn no_name_panics(name in "(\\PC|[-0-9_{}(),/* ]|xon |excluding |fusion|ins|V600E|::){0,8}") {
            for text in [name.clone(), format!("Exon {name}"), format!("Mutations {{excluding {name}}}")] {
                let _ = profile("EGFR", &text);
            }
            let _ = fusion_name(&name);
        }
    }
}
