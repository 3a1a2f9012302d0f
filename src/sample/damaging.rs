//! Changes that take one copy of a tumour suppressor.

use crate::knowledge::genes::Genes;
use crate::matching::candidate::Candidate;
use crate::model::change::Change;
use crate::model::change_state::Effect;
use crate::model::consequence::Term;
use crate::model::finding::Withheld;
use crate::model::oncogenicity::refutes;

/// Truncating, without its start, or a change that knowledge names; in a tumour suppressor, and not
/// known to be benign.
pub(crate) fn is_damaging(candidate: &Candidate, genes: Genes<'_>) -> bool {
    let consequence = &candidate.consequence;
    genes.is_suppressor(&consequence.gene)
        // What is not called, or not there, takes no copy.
        && !matches!(candidate.withheld, Some(Withheld::NotCalled | Withheld::NotInReads))
        && !refutes(&candidate.met.facts)
        && match candidate.change {
            // What breaks the gene, or takes copies of it.
            Change::Structural { .. } => {
                consequence.is_truncating()
                    || consequence.terms.has(Term::StartLost)
                    || candidate
                        .met
                        .hits
                        .iter()
                        .any(|hit| hit.hit.match_type.names_change(consequence.terms))
            }
            _ => candidate.met.state.effect == Effect::Inactivating,
        }
}
