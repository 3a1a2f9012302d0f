//! An alteration that the user names against one that the table names: for `explain`, where no
//! sequence is at hand (fusions, copy number, exons, expression, signatures).

use crate::model::match_type::MatchType;
use crate::model::profile::{Alteration, Assay, Component, Partner};

/// Returns how specifically `asked` meets `known`, component against component.
pub fn compare(asked: &Component, known: &Component) -> Option<MatchType> {
    if let (Alteration::Fusion(a5, a3), Alteration::Fusion(k5, k3)) =
        (&asked.alteration, &known.alteration)
    {
        return (meets(a5, k5) && meets(a3, k3)).then_some(MatchType::Fusion);
    }
    if let (Alteration::Fusion(five, three), Alteration::Rearrangement(None)) =
        (&asked.alteration, &known.alteration)
    {
        let is_gene = |p: &Partner| matches!(p, Partner::Gene(gene, _) if *gene == known.gene);
        return (is_gene(five) || is_gene(three)).then_some(MatchType::Fusion);
    }
    if asked != known {
        return None;
    }
    Some(match known.alteration.assay() {
        Assay::CopyNumber => MatchType::CopyNumber,
        Assay::Fusion
            if matches!(
                known.alteration,
                Alteration::Fusion(..) | Alteration::Rearrangement(_)
            ) =>
        {
            MatchType::Fusion
        }
        Assay::Signature => MatchType::Signature,
        _ => match known.alteration {
            Alteration::Protein(_) | Alteration::CodonTo(..) => MatchType::Protein,
            Alteration::Coding(_) => MatchType::Allele,
            Alteration::Codon(_) => MatchType::Codon,
            Alteration::Region { .. } | Alteration::InternalTandemDuplication => MatchType::Range,
            Alteration::KinaseDomainDuplication | Alteration::PartialTandemDuplication => {
                MatchType::Range
            }
            Alteration::Exon { .. } => MatchType::Exon,
            Alteration::Promoter(_) => MatchType::Splice,
            Alteration::Mutation | Alteration::MutationOutside(_) => MatchType::Gene,
            _ => MatchType::Class,
        },
    })
}

/// Returns whether a named partner is one that the table's partner covers.
fn meets(asked: &Partner, known: &Partner) -> bool {
    match (asked, known) {
        (_, Partner::Any) => true,
        (Partner::Gene(a, _), Partner::Gene(k, None)) => a == k,
        (Partner::Gene(a, exon), Partner::Gene(k, known_exon)) => a == k && exon == known_exon,
        (asked, known) => asked == known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fusion(five: &str, three: &str) -> Component {
        let partner = |name: &str| match name {
            "v" => Partner::Any,
            "?" => Partner::Unknown,
            name => Partner::Gene(name.to_owned(), None),
        };
        let gene = if five == "v" { three } else { five };
        Component {
            gene: gene.to_owned(),
            alteration: Alteration::Fusion(partner(five), partner(three)),
        }
    }

    #[test]
    fn wildcards_take_any_partner_on_their_side_only() {
        let asked = fusion("EML4", "ALK");
        assert_eq!(compare(&asked, &fusion("EML4", "ALK")), Some(MatchType::Fusion));
        assert_eq!(compare(&asked, &fusion("v", "ALK")), Some(MatchType::Fusion));
        assert_eq!(compare(&asked, &fusion("ALK", "v")), None);
        assert_eq!(compare(&asked, &fusion("v", "RET")), None);
        assert_eq!(compare(&fusion("FGFR2", "?"), &fusion("FGFR2", "v")), Some(MatchType::Fusion));
    }
}
