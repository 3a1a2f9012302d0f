//! Copies of genes that several segments hold in parts.

use crate::matching::candidate::Candidate;
use crate::model::profile::CopyNumberClass;
use crate::model::structural::StructuralKind;
use crate::observe::gene_part::GenePart;
use crate::structural::copies::SHARE;

/// Adds the parts of each gene up. From [`SHARE`] of its coding bases on the gene is a candidate as from
/// one segment; else it is one of its part alone.
pub(super) fn join<'k>(parts: Vec<GenePart<'k>>, candidates: &mut Vec<Candidate<'k>>) {
    let mut genes: Vec<(GenePart<'k>, usize)> = Vec::new();
    for next in parts {
        let kind = |candidate: &Candidate| candidate.change.structural().map(|change| change.kind);
        let is_same = |candidate: &Candidate, class| {
            candidate.consequence.gene == next.whole.consequence.gene
                && kind(candidate) == Some(StructuralKind::Copies(class))
        };
        // One segment holds the gene.
        if candidates.iter().any(|candidate| is_same(candidate, next.part.class)) {
            continue;
        }
        let earlier = genes.iter_mut().find(|(known, _)| {
            known.part.class == next.part.class && is_same(&known.whole, next.part.class)
        });
        match earlier {
            Some((known, segments)) => {
                known.part.add(&next.part);
                *segments += 1;
            }
            None => genes.push((next, 1)),
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
