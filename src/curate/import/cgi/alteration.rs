//! CGI's alterations in the grammar of molecular profiles.

/// Returns the profile of an alteration and its type. Parts joined by `;` must all be there;
/// changes of one part joined by `,` are alternatives. `None` where the form of a part is not
/// known.
pub(super) fn profile(alteration: &str, kind: &str) -> Option<String> {
    let parts: Vec<&str> = alteration.split(';').collect();
    let kinds: Vec<&str> = kind.split(';').collect();
    if parts.len() != kinds.len() {
        return None;
    }
    let parts: Option<Vec<String>> =
        parts.into_iter().zip(kinds).map(|(part, kind)| one(part.trim(), kind.trim())).collect();
    match parts?.as_slice() {
        [one] => Some(one.clone()),
        many => Some(many.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" AND ")),
    }
}

fn one(part: &str, kind: &str) -> Option<String> {
    if kind == "FUS" {
        return fusion(part);
    }
    let (gene, what) = part.split_once(':')?;
    let fixed = |words: &str| Some(format!("{gene} {words}"));
    match (kind, what) {
        ("CNA", "amp") => fixed("Amplification"),
        ("CNA", "del") => fixed("Deletion"),
        ("EXPR", "over") => fixed("Overexpression"),
        ("EXPR", "under") => fixed("Underexpression"),
        ("EXPR", "norm") => fixed("Expression"),
        ("BIA", ".") => fixed("Biallelic Inactivation"),
        ("MUT", ".") => fixed("Mutation"),
        ("MUT", ":wildtype:.") => fixed("Wildtype"),
        ("MUT", _) => {
            let changes: Option<Vec<String>> =
                what.split(',').map(|change| mutation(gene, change.trim())).collect();
            Some(changes?.join(" OR "))
        }
        _ => None,
    }
}

/// Returns the profile of a fusion in both orders. The source sorts partners by name, so either may
/// be the 5′ one.
fn fusion(part: &str) -> Option<String> {
    let (a, b) = part.split_once("__")?;
    Some(match (a, b) {
        (gene, ".") | (".", gene) => format!("{gene} Fusion"),
        (a, b) => format!("{a}::{b} Fusion OR {b}::{a} Fusion"),
    })
}

/// Returns the profile of one change in any of the source's forms.
///
/// - `V600E`: this change.
/// - `V600.`: any change of the residue.
/// - `550-592`: any change of these residues.
/// - `:consequence::inframe_deletion:550-592`: a class of change, also without the first word.
fn mutation(gene: &str, change: &str) -> Option<String> {
    let change = change.strip_prefix(":consequence").unwrap_or(change);
    if let Some(rest) = change.strip_prefix("::") {
        let (term, place) = rest.split_once(':')?;
        let place = place.trim_matches('.');
        return match (term, place) {
            ("promoters_core", "") if gene == "TERT" => Some(format!("{gene} Promoter Mutation")),
            ("frameshift_variant", "") => Some(format!("{gene} Frameshift")),
            ("missense_variant", _) if is_range(place) => Some(format!("{gene} {place} Missense")),
            ("inframe_variant", _) if is_range(place) => Some(format!(
                "{gene} {place} In-Frame Deletion OR {gene} {place} In-Frame Insertion"
            )),
            ("inframe_deletion", _) if is_range(place) => {
                Some(format!("{gene} {place} In-Frame Deletion"))
            }
            ("inframe_insertion", _) if is_range(place) => {
                Some(format!("{gene} {place} In-Frame Insertion"))
            }
            _ => None,
        };
    }
    if is_range(change) {
        return Some(format!("{gene} {change} Mutation"));
    }
    if let Some(codon) = change.strip_suffix('.') {
        let first = codon.bytes().next()?;
        return first.is_ascii_uppercase().then(|| format!("{gene} {codon}"));
    }
    crate::model::protein_change::ProteinChange::parse(change)?;
    Some(format!("{gene} {change}"))
}

fn is_range(text: &str) -> bool {
    let numbers = |(a, b): (&str, &str)| a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok();
    text.split_once('-').is_some_and(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (alteration, kind, want) in [
            ("ABL1:T315I", "MUT", Some("ABL1 T315I")),
            ("BRAF:V600E,V600K", "MUT", Some("BRAF V600E OR BRAF V600K")),
            ("FLT3:D835.", "MUT", Some("FLT3 D835")),
            ("ATM:.", "MUT", Some("ATM Mutation")),
            ("KIT:550-592", "MUT", Some("KIT 550-592 Mutation")),
            ("AKT2:amp", "CNA", Some("AKT2 Amplification")),
            ("ABL1__BCR", "FUS", Some("ABL1::BCR Fusion OR BCR::ABL1 Fusion")),
            ("AKT3__.", "FUS", Some("AKT3 Fusion")),
            ("KIT::wildtype:.", "MUT", Some("KIT Wildtype")),
            ("MET:amp;BRAF:V600E", "CNA;MUT", Some("(MET Amplification) AND (BRAF V600E)")),
            (
                "EGFR::consequence::inframe_deletion:729-761",
                "MUT",
                Some("EGFR 729-761 In-Frame Deletion"),
            ),
            ("TERT::consequence::promoters_core:.", "MUT", Some("TERT Promoter Mutation")),
            // No residue is stated; one part too many; a form that is not known.
            ("RET:.618.", "MUT", None),
            ("JAK1:S646F;R683.", "MUT", None),
            ("NOTCH1::consequence::splice_donor_variant:2245-2536", "MUT", None),
        ] {
            assert_eq!(profile(alteration, kind).as_deref(), want, "{alteration}");
        }
    }
}
