//! Fusions: `EML4::ALK Fusion`, `v::ALK Fusion`, `FGFR2::?`, `EML4::ALK e20::e20`.

use crate::model::profile::{Alteration, Component, Partner, Profile};

/// Reads `pair` (`A::B`) with what follows it: nothing, `Fusion`, or the exons at the junction.
pub(crate) fn parse(pair: &str, rest: &str) -> Option<Profile> {
    let (pair, after) = pair.split_once(char::is_whitespace).unwrap_or((pair, rest));
    // A search for one byte is cheap, and few components have it.
    if !pair.contains(':') {
        return None;
    }
    let (five_prime, three_prime) = pair.split_once("::")?;
    let (first, second) = junction(after)?;
    let partners = (partner(five_prime, first)?, partner(three_prime, second)?);
    let gene = match &partners {
        (Partner::Gene(gene, _), _) | (_, Partner::Gene(gene, _)) => gene.clone(),
        _ => return None,
    };
    let alteration = Alteration::Fusion(partners.0, partners.1);
    Some(Profile::Component(Component { gene, alteration }))
}

/// Returns the profile of a fusion of `gene` whose side is not stated.
pub(crate) fn either_side(gene: &str) -> Profile {
    let named = || Partner::Gene(gene.to_owned(), None);
    let component = |five_prime, three_prime| {
        let alteration = Alteration::Fusion(five_prime, three_prime);
        Profile::Component(Component { gene: gene.to_owned(), alteration })
    };
    Profile::Or(vec![component(named(), Partner::Any), component(Partner::Any, named())])
}

fn partner(text: &str, exon: Option<u32>) -> Option<Partner> {
    match text {
        "v" => Some(Partner::Any),
        "?" => Some(Partner::Unknown),
        _ => {
            // `reg_e@[IGH]`: a regulatory element of that gene.
            let gene = text.strip_prefix("reg_e@[").and_then(|t| t.strip_suffix(']'));
            let gene = gene.unwrap_or(text);
            let is_gene =
                !gene.is_empty() && gene.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            is_gene.then(|| Partner::Gene(gene.to_owned(), exon))
        }
    }
}

/// The exons of `e20::e20` (older exports: `e20-e20`); none of `Fusion`. `None` for other words.
fn junction(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let text = text.trim();
    if ["", "fusion", "fusions"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Some((None, None));
    }
    let exon = |text: &str| text.trim().strip_prefix(['e', 'E'])?.parse().ok();
    let (first, second) = text.split_once("::").or_else(|| text.split_once('-'))?;
    Some((Some(exon(first)?), Some(exon(second)?)))
}
