//! An alteration that the user names against one that the table names: for `explain`, where no
//! sequence is at hand (fusions, copy number, exons, expression, signatures).

use crate::model::match_type::MatchType;
use crate::model::profile::{Alteration, Assay, Component, CopyNumberClass, Partner, RegionClass};

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

/// How `asked` meets a wider `known` of the same gene: a change at a codon is a mutation, a deleted gene
/// is lost. What inactivates is the mutation that is meant of a tumour suppressor, what activates that
/// of any other gene; their match is of the class, as is that of the very word.
pub fn implies(asked: &Component, known: &Component, is_suppressor: bool) -> Option<MatchType> {
    let fits = |fits: bool| Some(if fits { MatchType::Class } else { MatchType::Gene });
    use Alteration::{
        Biallelic, Codon, CodonTo, CopyNumber, Exon, Frameshift, Loss, LossOfFunction, Mutation,
        MutationOutside, Promoter, Truncating,
    };
    if asked.gene != known.gene {
        return None;
    }
    match (&asked.alteration, &known.alteration) {
        (
            CopyNumber(CopyNumberClass::Deletion) | Loss | Biallelic | Truncating | Frameshift,
            LossOfFunction,
        )
        | (
            CopyNumber(CopyNumberClass::Deletion)
            | LossOfFunction
            | Biallelic
            | Truncating
            | Frameshift,
            Loss,
        )
        | (CopyNumber(CopyNumberClass::Deletion), Biallelic)
        | (Frameshift, Truncating) => Some(MatchType::Class),
        (CodonTo(at, _), Codon(known)) => (at == known).then_some(MatchType::Codon),
        (Codon(at) | CodonTo(at, _), MutationOutside(codons)) => {
            codons.iter().all(|codon| codon.number != at.number).then_some(MatchType::Gene)
        }
        (Promoter(Some(_)), Promoter(None)) => Some(MatchType::Splice),
        (
            Exon { first, last, class },
            Exon { first: from, last: to, class: RegionClass::Mutation },
        ) => (from <= first && last <= to && is_small(*class)).then_some(MatchType::Exon),
        (Exon { class, .. }, Mutation) => is_small(*class).then_some(MatchType::Gene),
        (Codon(_) | CodonTo(..) | MutationOutside(_), Mutation) => Some(MatchType::Gene),
        (Mutation, Mutation) => fits(true),
        (LossOfFunction | Truncating | Frameshift, Mutation) => fits(is_suppressor),
        (
            Alteration::Region { .. }
            | Alteration::GainOfFunction
            | Alteration::InternalTandemDuplication,
            Mutation,
        ) => fits(!is_suppressor),
        _ => None,
    }
}

/// Whether the class is of changes of the protein, not of lost exons.
fn is_small(class: RegionClass) -> bool {
    !matches!(class, RegionClass::Skipping | RegionClass::ExonLoss)
}

/// Whether a named partner is one that the table's partner stands for.
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
    fn the_narrower_implies_the_wider() {
        let component = |text: &str| match crate::knowledge::profile::parse(text) {
            Ok(crate::model::profile::Profile::Component(component)) => component,
            other => panic!("{text}: {other:?}"),
        };
        for (asked, known, want) in [
            ("MTAP Deletion", "MTAP Loss", Some(MatchType::Class)),
            ("BRCA2 Loss", "BRCA2 Loss-of-function", Some(MatchType::Class)),
            ("BRCA2 Loss", "BRCA2 Mutation", None),
            ("EGFR G719", "EGFR Mutation", Some(MatchType::Gene)),
            ("EGFR Exon 19 Deletion", "EGFR Exon 18-21 Mutation", Some(MatchType::Exon)),
            ("EGFR Exon 19 Mutation", "EGFR Exon 19 Deletion", None),
            ("BRAF V600", "BRAF Non-V600", None),
            ("BRAF K601", "BRAF Non-V600", Some(MatchType::Gene)),
            ("TP53 Truncating Mutation", "PTEN Loss", None),
        ] {
            let found = implies(&component(asked), &component(known), false);
            assert_eq!(found, want, "{asked} {known}");
        }
        let loss = |is_suppressor| {
            implies(&component("G Truncating Mutation"), &component("G Mutation"), is_suppressor)
        };
        assert_eq!((loss(true), loss(false)), (Some(MatchType::Class), Some(MatchType::Gene)));
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
