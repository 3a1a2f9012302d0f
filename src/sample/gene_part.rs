//! Copies of genes that several segments hold in parts.

use std::collections::{HashMap, HashSet};

use crate::matching::candidate::Candidate;
use crate::model::gene_name::GeneName;
use crate::model::profile::CopyNumberClass;
use crate::model::structural::StructuralKind;
use crate::observe::gene_part::GenePart;
use crate::structural::copies::SHARE;

/// Adds the parts of each gene up. From [`SHARE`] of its coding bases on the gene is a candidate as from
/// one segment; else it is one of its part alone.
pub(super) fn join<'k>(parts: Vec<GenePart<'k>>, candidates: &mut Vec<Candidate<'k>>) {
    let mut genes: Vec<(GenePart<'k>, usize)> = Vec::new();
    let mut by_gene: HashMap<(GeneName, CopyNumberClass), usize> = HashMap::new();
    let class = |candidate: &Candidate| match candidate.change.structural()?.kind {
        StructuralKind::Copies(class) => Some((candidate.consequence.gene.clone(), class)),
        _ => None,
    };
    // Genes that one segment holds.
    let whole: HashSet<(GeneName, CopyNumberClass)> = match parts.is_empty() {
        true => HashSet::new(),
        false => candidates.iter().filter_map(class).collect(),
    };
    for next in parts {
        let key = (next.whole.consequence.gene.clone(), next.part.class);
        if whole.contains(&key) {
            continue;
        }
        match by_gene.get(&key).map(|&at| &mut genes[at]) {
            Some((known, segments)) => {
                known.part.add(&next.part);
                *segments += 1;
            }
            None => {
                if class(&next.whole).as_ref() == Some(&key) {
                    by_gene.insert(key, genes.len());
                }
                genes.push((next, 1));
            }
        }
    }
    candidates.extend(genes.into_iter().map(|(gene, segments)| {
        let GenePart { whole, alone, part } = gene;
        let share = part.share();
        let mut candidate = if share < SHARE { alone } else { whole };
        candidate.notes.push(format!(
            "{:.0} % of the coding bases in {segments} segment{} (a gene is {} from {:.0} %)",
            share * 100.0,
            if segments == 1 { "" } else { "s" },
            if part.class == CopyNumberClass::Amplification { "amplified" } else { "deleted" },
            SHARE * 100.0
        ));
        candidate
    }));
}
