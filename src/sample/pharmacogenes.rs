//! What a sample shows of genes that take drugs apart (CPIC: DPYD, PMID 29152729; TPMT and NUDT15, PMID
//! 30447069; DPWG: UGT1A1, PMID 36443464). An allele that the file does not list is no `*1`.

use std::fmt::Write as _;

use crate::knowledge::pharmacogenes;
use crate::model::assembly::Assembly;
use crate::model::finding::{Finding, Flag};
use crate::model::pharmacogene::{AlleleFunction, FoundAllele, Pharmacogene, PharmacogeneAllele};
use crate::model::position::Interval;
use crate::sample::assessed::Assessed;

/// The marker of HapB3 that acts, and the silent one beside it.
const HAPB3: [&str; 2] = ["rs75017182", "rs56038477"];
/// The two changes that TPMT *3A is of.
const TPMT_3A: [&str; 2] = ["*3B", "*3C"];

/// Returns what the sample shows of each gene of which it shows anything: an allele, or that one is not
/// there.
pub fn of(
    findings: &[(Finding<'_>, bool)],
    assessed: &Assessed,
    assembly: Assembly,
) -> Vec<Pharmacogene> {
    let found: Vec<(FoundAllele, &Finding<'_>)> = findings
        .iter()
        .map(|(finding, _)| finding)
        .filter(|finding| finding.flags.contains(&Flag::Pharmacogene))
        .filter_map(|finding| {
            let allele = pharmacogenes::of(finding.change.edit()?, assembly)?;
            let genotypes = finding.variant.call.genotypes.as_deref().cloned().unwrap_or_default();
            Some((FoundAllele { allele, genotypes }, finding))
        })
        .collect();
    if found.is_empty() && assessed.is_nothing() {
        return Vec::new();
    }
    let is_found = |allele: &PharmacogeneAllele| found.iter().any(|(own, _)| own.allele == allele);
    let is_absent = |allele: &PharmacogeneAllele| {
        let edit = allele.edit(assembly);
        // An insertion lies between the bases on either side.
        let last = edit.start + edit.deleted.len().max(1) as u32;
        let first = edit.start - u32::from(edit.deleted.is_empty());
        assessed.shows(edit.contig, Interval::new(first, last))
    };
    pharmacogenes::all()
        .chunk_by(|a, b| a.gene == b.gene)
        .filter_map(|alleles| {
            let of_gene =
                |(own, _): &&(FoundAllele, &Finding<'_>)| own.allele.gene == alleles[0].gene;
            let own: Vec<FoundAllele> =
                found.iter().filter(of_gene).map(|(own, _)| own.clone()).collect();
            let rest = alleles.iter().filter(|allele| !is_found(allele));
            let (absent, not_assessed): (Vec<_>, Vec<_>) =
                rest.partition(|allele| is_absent(allele));
            if own.is_empty() && absent.is_empty() {
                return None;
            }
            let filters = found.iter().filter(of_gene).filter_map(|(own, finding)| {
                let filter = &finding.variant.filter;
                (!finding.variant.passes_filter())
                    .then(|| format!("{}: FILTER is {filter}", own.allele.allele))
            });
            let mut notes: Vec<String> = filters.collect();
            notes.extend(noted(&own));
            Some(Pharmacogene {
                gene: alleles[0].gene,
                drugs: alleles[0].drugs.split(';').collect(),
                reading: reading(alleles[0].gene, &own, &absent, &not_assessed),
                notes,
                level: alleles[0].level,
                citations: unique(alleles.iter().flat_map(|allele| allele.citation.split(';'))),
                found: own,
                absent,
                not_assessed,
            })
        })
        .collect()
}

fn unique(values: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut all = Vec::new();
    values.for_each(|value| {
        if !all.contains(&value) {
            all.push(value);
        }
    });
    all
}

/// Returns the copies of each allele that the patient has, as far as stated; HapB3 counts once.
fn copies(found: &[FoundAllele]) -> Option<Vec<(&'static PharmacogeneAllele, u32)>> {
    let has = |dbsnp: &str| found.iter().any(|own| own.allele.dbsnp == dbsnp);
    let is_second = |own: &FoundAllele| own.allele.dbsnp == HAPB3[1] && has(HAPB3[0]);
    let counted = found.iter().filter(|own| !is_second(own));
    let counted = counted.map(|own| Some((own.allele, own.genotype()?.copies)));
    let counted: Option<Vec<_>> = counted.collect();
    counted.map(|all| all.into_iter().filter(|(_, copies)| *copies > 0).collect())
}

/// Says what the alleles make of the enzyme, if no other allele is there.
fn reading(
    gene: &str,
    found: &[FoundAllele],
    absent: &[&PharmacogeneAllele],
    not_assessed: &[&PharmacogeneAllele],
) -> String {
    let Some(copies) = copies(found) else {
        return "the number of copies is not stated: at best an intermediate metabolizer if inherited"
            .to_owned();
    };
    let total: u32 = copies.iter().map(|(_, copies)| copies).sum();
    if total == 0 {
        let names: Vec<&str> = absent.iter().map(|allele| allele.allele).collect();
        let mut text = if names.is_empty() {
            "the matched normal has none of the alleles seen".to_owned()
        } else {
            format!("{} not there", names.join(", "))
        };
        let left: Vec<&str> = not_assessed.iter().map(|allele| allele.allele).collect();
        if !left.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(text, "; {} not assessed", left.join(", "));
        }
        return text + "; other alleles are not looked at, so this is no *1";
    }
    let state = match gene {
        "DPYD" => by_activity(&copies),
        _ => by_copies(gene, &copies, total),
    };
    format!("{state}, if the change is inherited and no other allele is there")
}

/// Returns the state by CPIC's activity score of DPYD: the sum over the two alleles with the least activity.
fn by_activity(copies: &[(&PharmacogeneAllele, u32)]) -> String {
    let halves = |function| match function {
        AlleleFunction::None => 0,
        AlleleFunction::Decreased => 1,
    };
    let each = copies.iter().flat_map(|&(allele, copies)| {
        std::iter::repeat_n(halves(allele.function), copies.min(2) as usize)
    });
    let mut values: Vec<u32> = each.collect();
    values.sort_unstable();
    values.resize(values.len().max(2), 2);
    let sum = values[0] + values[1];
    let state = if sum <= 1 { "poor" } else { "intermediate" };
    let phase = if copies.len() > 1 { " (alleles taken to be on different copies)" } else { "" };
    format!("{state} metabolizer, activity score {}{phase}", f64::from(sum) / 2.0)
}

fn by_copies(gene: &str, copies: &[(&PharmacogeneAllele, u32)], total: u32) -> String {
    let has = |name: &str| copies.iter().any(|(allele, _)| allele.allele == name);
    let is_3a = gene == "TPMT" && TPMT_3A.iter().all(|name| has(name));
    match (copies, total) {
        (_, 1) => "intermediate metabolizer".to_owned(),
        ([_], _) => "poor metabolizer".to_owned(),
        ([(_, 2), (_, 2)], _) if is_3a => "poor metabolizer (*3A/*3A)".to_owned(),
        ([_, _], 2) if is_3a => {
            "intermediate metabolizer if *3B and *3C are on one copy (*3A, as most often), \
             poor if on two (*3B/*3C): phase unknown"
                .to_owned()
        }
        (_, 2) => {
            "poor metabolizer if the alleles are on different copies: phase unknown".to_owned()
        }
        _ => "poor metabolizer".to_owned(),
    }
}

fn noted(found: &[FoundAllele]) -> Vec<String> {
    let mut notes = Vec::new();
    let has = |dbsnp: &str| found.iter().any(|own| own.allele.dbsnp == dbsnp);
    if has(HAPB3[1]) && !has(HAPB3[0]) {
        notes.push(
            "c.1236G>A is silent and stands for c.1129-5923C>G, which acts: confirm that one (PMID:38129972)"
                .to_owned(),
        );
    }
    let absent_in_normal = found
        .iter()
        .filter(|own| own.genotypes.normal.as_ref().is_some_and(|genotype| genotype.copies == 0));
    notes.extend(absent_in_normal.map(|own| {
        format!("{}: the matched normal lacks it, so it is not inherited", own.allele.allele)
    }));
    let lost = found.iter().filter(|own| {
        let copies = |genotype: &Option<crate::model::pharmacogene::Genotype>| {
            genotype.as_ref().map(|genotype| genotype.copies)
        };
        copies(&own.genotypes.normal) > Some(0) && copies(&own.genotypes.tumor) == Some(0)
    });
    notes.extend(lost.map(|own| format!("{}: lost in the tumor", own.allele.allele)));
    if found.iter().any(|own| own.genotypes.normal.is_none()) {
        notes.push(
            "read in the tumor, where copies may be lost or gained: the patient's own genotype may differ; \
             confirm in normal tissue"
                .to_owned(),
        );
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pharmacogene::{Genotype, Genotypes};

    fn found(rows: &[(&str, &str, u32)]) -> Vec<FoundAllele> {
        let of = |&(gene, dbsnp, copies): &(&str, &str, u32)| {
            let is_it = |allele: &&PharmacogeneAllele| allele.gene == gene && allele.dbsnp == dbsnp;
            let allele = pharmacogenes::all().iter().find(is_it).unwrap();
            let tumor = Some(Genotype { text: "0/1".into(), copies, called: 2 });
            FoundAllele { allele, genotypes: Genotypes { tumor, normal: None } }
        };
        rows.iter().map(of).collect()
    }

    #[test]
    fn states_by_alleles() {
        for (rows, want) in [
            (&[("DPYD", "rs3918290", 1)][..], "intermediate metabolizer, activity score 1,"),
            (&[("DPYD", "rs3918290", 2)], "poor metabolizer, activity score 0,"),
            (&[("DPYD", "rs67376798", 1)], "intermediate metabolizer, activity score 1.5,"),
            (
                &[("DPYD", "rs67376798", 1), ("DPYD", "rs3918290", 1)],
                "poor metabolizer, activity score 0.5 (",
            ),
            (
                &[("DPYD", "rs75017182", 1), ("DPYD", "rs56038477", 1)],
                "intermediate metabolizer, activity score 1.5,",
            ),
            (&[("TPMT", "rs1800460", 1)], "intermediate metabolizer,"),
            (
                &[("TPMT", "rs1800460", 1), ("TPMT", "rs1142345", 1)],
                "intermediate metabolizer if *3B and *3C are on one copy",
            ),
            (&[("TPMT", "rs1800460", 2), ("TPMT", "rs1142345", 2)], "poor metabolizer (*3A/*3A)"),
            (
                &[("TPMT", "rs1800462", 1), ("TPMT", "rs1142345", 1)],
                "poor metabolizer if the alleles are on different",
            ),
            (&[("NUDT15", "rs116855232", 2)], "poor metabolizer,"),
            (&[("UGT1A1", "rs3064744", 1)], "intermediate metabolizer,"),
            (&[("UGT1A1", "rs3064744", 2)], "poor metabolizer,"),
            (
                &[("UGT1A1", "rs3064744", 1), ("UGT1A1", "rs4148323", 1)],
                "poor metabolizer if the alleles",
            ),
        ] {
            let own = found(rows);
            let text = reading(rows[0].0, &own, &[], &[]);
            assert!(text.starts_with(want), "{rows:?}: {text}");
        }
    }

    #[test]
    fn nothing_seen_is_no_normal_metabolizer() {
        let alleles: Vec<&PharmacogeneAllele> =
            pharmacogenes::all().iter().filter(|allele| allele.gene == "TPMT").collect();
        let text = reading("TPMT", &[], &alleles[..1], &alleles[1..]);
        assert_eq!(
            text,
            "*2 not there; *3B, *3C not assessed; other alleles are not looked at, so this is no *1"
        );
        let notes = noted(&found(&[("DPYD", "rs56038477", 1)]));
        assert!(notes[0].contains("c.1129-5923C>G"), "{notes:?}");
        assert!(notes[1].contains("confirm in normal tissue"), "{notes:?}");
    }
}
