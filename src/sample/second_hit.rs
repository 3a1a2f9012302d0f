//! Both copies of a tumour suppressor: two hits, or one hit and the loss of the other copy.

use std::collections::HashMap;

use crate::knowledge::genes::Genes;
use crate::model::call::Stated;
use crate::model::consequence::Term;
use crate::model::finding::Flag;
use crate::model::gene_name::GeneName;
use crate::model::oncogenicity::refutes;

use crate::matching::candidate::Candidate;
use crate::sample::phase::MOST_PARTNERS;

/// Notes on every damaging candidate of a tumour suppressor what is known of the other copy, and
/// flags it where both are hit. Says of every candidate whether the input calls it inherited.
pub(crate) fn note(candidates: &mut [Candidate], genes: Genes<'_>) {
    let damaging: Vec<bool> =
        candidates.iter().map(|candidate| is_damaging(candidate, genes)).collect();
    let mut hits_of: HashMap<GeneName, Vec<usize>> = HashMap::new();
    for (index, candidate) in candidates.iter().enumerate().filter(|(index, _)| damaging[*index]) {
        hits_of.entry(candidate.consequence.gene.clone()).or_default().push(index);
    }
    for index in 0..candidates.len() {
        let mut notes = Vec::new();
        let mut is_biallelic = false;
        let origin = candidates[index].variant.call.origin;
        let flag = match origin.stated {
            Stated::Not => None,
            Stated::Somatic(field) => {
                notes.push(format!("somatic, by {field}"));
                None
            }
            Stated::Germline(field) => {
                notes.push(format!("inherited (germline), by {field}"));
                Some(Flag::Germline)
            }
        };
        if damaging[index] {
            let gene = candidates[index].consequence.gene.clone();
            if let Some(field) = origin.other_copy_lost {
                notes.push(format!("both copies of {gene} hit: the other one is lost, by {field}"));
                is_biallelic = true;
            }
            let others: Vec<String> = hits_of[&gene]
                .iter()
                .filter(|&&other| !is_same_place(&candidates[other], &candidates[index]))
                .filter(|&&other| !are_of_one_reversion(&candidates[other], &candidates[index]))
                .take(MOST_PARTNERS)
                .map(|&other| candidates[other].name())
                .collect();
            if !others.is_empty() {
                notes.push(format!(
                    "a second hit in {gene}: {}; whether they are on different copies is not known",
                    others.join(", ")
                ));
            }
        }
        let candidate = &mut candidates[index];
        candidate.notes.append(&mut notes);
        candidate.flags.extend(flag);
        if is_biallelic {
            candidate.flags.insert(Flag::Biallelic);
        }
    }
}

/// Truncating, without its start, or a change that knowledge names; in a tumour suppressor, and not
/// known to be benign.
pub(crate) fn is_damaging(candidate: &Candidate, genes: Genes<'_>) -> bool {
    let consequence = &candidate.consequence;
    let is_suppressor = genes.get(&consequence.gene).is_some_and(|gene| gene.role.is_suppressor());
    is_suppressor
        && !refutes(&candidate.facts)
        && (consequence.is_truncating()
            || consequence.terms.has(Term::StartLost)
            || candidate.hits.iter().any(|hit| hit.hit.match_type.names_change(consequence.terms)))
}

/// Two changes of the copy that a reversion restores.
fn are_of_one_reversion(a: &Candidate, b: &Candidate) -> bool {
    a.flags.contains(&Flag::Reversion) && b.flags.contains(&Flag::Reversion)
}

/// Two alleles of one record, or two readings of one change.
fn is_same_place(a: &Candidate, b: &Candidate) -> bool {
    a.variant.chrom == b.variant.chrom && a.variant.pos == b.variant.pos
}
