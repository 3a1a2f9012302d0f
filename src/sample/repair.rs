//! What hits of mismatch repair and of the proofreading polymerases hint at. None of it is a state of the
//! tumour by itself: proteins, microsatellites and the burden tell that.

use std::collections::BTreeSet;

use crate::model::burden::Burden;
use crate::model::change_state::Effect;
use crate::model::consequence::Term;
use crate::model::fact_origin::FactOrigin;
use crate::model::finding::{Finding, Flag};
use crate::model::profile::CopyNumberClass;
use crate::model::sample_facts::{Hint, HintAbout};
use crate::model::stated_fact::HIGH_BURDEN;
use crate::model::structural::StructuralKind;

/// Genes of mismatch repair.
const MISMATCH_REPAIR: [&str; 4] = ["MLH1", "MSH2", "MSH6", "PMS2"];
/// The gene before MSH2, whose lost end silences it.
const BEFORE_MSH2: &str = "EPCAM";

/// A polymerase with its proofreading domain.
struct Polymerase {
    gene: &'static str,
    /// Residues of the exonuclease domain, first and last (doi:10.1038/s41436-020-0922-2).
    domain: (u32, u32),
    /// Changes that are known to take the proofreading, with their source.
    known: &'static [(&'static str, &'static str)],
}

/// Endometrial carcinoma: eleven changes (León-Castillo 2020). Inherited: L424V, S478N (Palles 2013).
const POLYMERASES: [Polymerase; 2] = [
    Polymerase {
        gene: "POLE",
        domain: (268, 471),
        known: &[
            ("P286R", "PMID:31829442"),
            ("V411L", "PMID:31829442"),
            ("S297F", "PMID:31829442"),
            ("A456P", "PMID:31829442"),
            ("S459F", "PMID:31829442"),
            ("F367S", "PMID:31829442"),
            ("L424I", "PMID:31829442"),
            ("M295R", "PMID:31829442"),
            ("P436R", "PMID:31829442"),
            ("M444K", "PMID:31829442"),
            ("D368Y", "PMID:31829442"),
            ("L424V", "PMID:23263490"),
        ],
    },
    Polymerase {
        gene: "POLD1",
        domain: (304, 533),
        known: &[("S478N", "PMID:23263490"), ("L474P", "PMID:31415061")],
    },
];

/// Returns what the findings hint at, and says so in the findings of polymerases, too.
pub fn hints(findings: &mut [Finding<'_>], burden: Option<&Burden>) -> Vec<Hint> {
    let mut hints: Vec<Hint> =
        MISMATCH_REPAIR.iter().filter_map(|gene| mismatch_repair(gene, findings)).collect();
    let cut = |finding: &&Finding<'_>| {
        &*finding.consequence.gene == BEFORE_MSH2
            && (is_deleted(finding) || finding.consequence.terms.has(Term::ExonLoss))
    };
    if let Some(finding) = findings.iter().find(cut) {
        hints.push(suspect(format!("{}, which may silence MSH2", finding.name())));
    }
    for finding in findings {
        if let Some(text) = polymerase(finding, burden) {
            finding.rationale.push(text.clone());
            hints.push(Hint { about: HintAbout::Polymerase, text, origin: computed() });
        }
    }
    hints
}

fn computed() -> FactOrigin {
    FactOrigin::Computed { method: "variants", basis: "findings of this sample".to_owned() }
}

fn suspect(what: String) -> Hint {
    let text = format!(
        "{what}: suspect of deficient mismatch repair, and no proof of it; stain its proteins (IHC) or \
         test MSI"
    );
    Hint { about: HintAbout::MismatchRepair, text, origin: computed() }
}

fn is_deleted(finding: &Finding<'_>) -> bool {
    let deletion = StructuralKind::Copies(CopyNumberClass::Deletion);
    finding.change.structural().is_some_and(|change| change.kind == deletion)
}

/// Returns a hint where both copies of `gene` may be hit, or the gene is lost.
fn mismatch_repair(gene: &str, findings: &[Finding<'_>]) -> Option<Hint> {
    let hits: Vec<&Finding<'_>> = findings
        .iter()
        .filter(|finding| *finding.consequence.gene == *gene && finding.withheld.is_none())
        .filter(|finding| finding.state.effect == Effect::Inactivating)
        .filter(|finding| !finding.flags.contains(&Flag::Polymorphism))
        .collect();
    let names = || {
        let names: BTreeSet<String> = hits.iter().map(|finding| finding.name()).collect();
        names.into_iter().collect::<Vec<_>>().join(", ")
    };
    if hits.iter().any(|finding| is_deleted(finding)) {
        return Some(suspect(format!("loss of {gene} ({})", names())));
    }
    let is_biallelic = hits.iter().any(|finding| finding.flags.contains(&Flag::Biallelic));
    let places: BTreeSet<(&str, u32)> =
        hits.iter().map(|finding| (&*finding.variant.chrom, finding.variant.pos)).collect();
    let are_apart =
        places.len() > 1 && !hits.iter().any(|finding| finding.flags.contains(&Flag::Reversion));
    (is_biallelic || are_apart).then(|| suspect(format!("two hits of {gene} ({})", names())))
}

/// Returns what a change of a proofreading domain says.
fn polymerase(finding: &Finding<'_>, burden: Option<&Burden>) -> Option<String> {
    let consequence = &finding.consequence;
    let of_gene = POLYMERASES.iter().find(|polymerase| *consequence.gene == *polymerase.gene)?;
    if finding.withheld.is_some() || !consequence.terms.has(Term::Missense) {
        return None;
    }
    let short = consequence.protein.as_ref()?.short();
    let name = finding.name();
    if let Some((_, source)) = of_gene.known.iter().find(|(change, _)| *change == short) {
        let context = match burden {
            Some(burden) if burden.per_megabase >= HIGH_BURDEN => {
                format!("{:.2} mutations/Mb fit that", burden.per_megabase)
            }
            Some(burden) => format!(
                "{:.2} mutations/Mb do not fit that: is it subclonal, or is the count incomplete",
                burden.per_megabase
            ),
            None => "the mutational burden was not counted (--tmb-preset)".to_owned(),
        };
        return Some(format!(
            "{name} takes the proofreading of the polymerase ({source}), which makes tumours \
             hypermutated: {context}"
        ));
    }
    let (first, last) = of_gene.domain;
    let is_inside = consequence.codons.is_some_and(|(from, to)| from <= last && to >= first);
    let is_benign =
        finding.state.effect == Effect::Benign || finding.flags.contains(&Flag::Polymorphism);
    if !is_inside || is_benign {
        return None;
    }
    let context = match burden {
        Some(burden) => format!("{:.2} mutations/Mb", burden.per_megabase),
        None => "the mutational burden would tell (--tmb-preset)".to_owned(),
    };
    Some(format!(
        "{name} lies in the proofreading domain (residues {first} to {last}) and is none of the changes \
         known to take it: significance unknown; {context}"
    ))
}
