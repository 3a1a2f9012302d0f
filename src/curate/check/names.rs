//! Names that tables must know: residues of proteins, symbols of genes, drugs, diseases.

use std::collections::{BTreeMap, BTreeSet};

use crate::curate::symbol;
use crate::genome::TranscriptStore;
use crate::knowledge::evidence::{EvidenceTable, ProfileEntry};
use crate::knowledge::genes::Genes;
use crate::knowledge::numbering::of_gene;
use crate::knowledge::ontology::Ontology;
use crate::knowledge::therapies::Therapies;
use crate::matching::numbering::{fits_as_it_is, renumbered};
use crate::matching::vocabulary::Vocabulary;
use crate::model::assembly::Assembly;
use crate::model::evidence::{Evidence, Source};
use crate::model::profile::{Alteration, Component, Partner};

use crate::curate::check::problem::{Kind, Problem, ids, statements};

/// Residues against the embedded proteins, by their own numbers and by every other numbering. Of the
/// user's own statements the problem says what may be meant.
pub(super) fn residues(entry: &ProfileEntry<'_>, problems: &mut BTreeSet<Problem>) {
    let evidence = entry.evidence();
    if evidence.iter().any(|statement| statement.source == Source::User) {
        let is_placed = |component: &&Component| {
            use Alteration::{Codon, CodonTo, Protein};
            matches!(component.alteration, Protein(_) | Codon(_) | CodonTo(..))
        };
        for component in entry.profile().components().into_iter().filter(is_placed) {
            // A symbol that is not current is told by itself.
            let gene = &component.gene;
            let is_current = Genes::embedded().get(gene).is_some_and(|g| g.symbol == gene);
            if let Some(doubt) = Vocabulary::embedded().doubt(component).filter(|_| is_current) {
                problems.insert(Problem {
                    kind: Kind::Residue,
                    subject: component.to_string(),
                    detail: format!("{}: {doubt}", ids(&evidence)),
                    statements: statements(&evidence),
                });
            }
        }
        return;
    }
    for Component { gene, alteration } in entry.profile().components() {
        let models = TranscriptStore::embedded().gene(gene, Assembly::GRCh38);
        let proteins: Vec<&[u8]> =
            models.iter().filter_map(|model| model.protein_sequence()).collect();
        let is_stated = matches!(
            alteration,
            Alteration::Protein(_) | Alteration::Codon(_) | Alteration::CodonTo(..)
        );
        if !is_stated || proteins.is_empty() || fits_as_it_is(alteration, &proteins) {
            continue;
        }
        if renumbered(alteration, &proteins, of_gene(gene)).is_none() {
            let component = Component { gene: gene.clone(), alteration: alteration.clone() };
            problems.insert(Problem {
                kind: Kind::Residue,
                subject: component.to_string(),
                detail: format!("{}: not on {}", ids(&entry.evidence()), models[0].accession),
                statements: statements(&evidence),
            });
        }
    }
}

/// Words of the user's own statements that nothing here understands; published tables have terms of
/// their own, of which [`super::reach`] says what is never met.
pub(super) fn alterations(entry: &ProfileEntry<'_>, problems: &mut BTreeSet<Problem>) {
    let evidence = entry.evidence();
    if !evidence.iter().any(|statement| statement.source == Source::User) {
        return;
    }
    let is_words = |component: &&Component| {
        matches!(
            component.alteration,
            Alteration::Other(_)
                | Alteration::Expression(_)
                | Alteration::Epigenetic(_)
                | Alteration::Region { .. }
                | Alteration::Haplotype(_)
                | Alteration::DbSnp(_)
        )
    };
    for component in entry.profile().components().into_iter().filter(is_words) {
        if let Some(doubt) = Vocabulary::embedded().doubt(component) {
            problems.insert(Problem {
                kind: Kind::NotUnderstood,
                subject: component.to_string(),
                detail: format!("{}: {doubt}", ids(&evidence)),
                statements: statements(&evidence),
            });
        }
    }
}

/// Genes by their current symbol.
pub(super) fn symbols(entry: &ProfileEntry<'_>, problems: &mut BTreeSet<Problem>) {
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for component in entry.profile().components() {
        named.insert(&component.gene);
        if let Alteration::Fusion(five, three) = &component.alteration {
            for partner in [five, three] {
                if let Partner::Gene(gene, _) = partner {
                    named.insert(gene);
                }
            }
        }
    }
    for gene in named.into_iter().filter(|gene| !gene.is_empty()) {
        let Some(doubt) = symbol::doubt(gene) else { continue };
        let detail = format!("{}: {doubt}", ids(&entry.evidence()));
        let (subject, statements) = (gene.to_owned(), statements(&entry.evidence()));
        problems.insert(Problem { kind: Kind::Symbol, subject, detail, statements });
    }
}

/// Drugs and diseases, one problem for each name.
pub(super) fn words(table: &EvidenceTable<'_>, problems: &mut BTreeSet<Problem>) {
    let mut unknown: BTreeMap<(Kind, &str), Vec<Evidence<'_>>> = BTreeMap::new();
    for evidence in table.all() {
        for drug in evidence.drugs().filter(|drug| Therapies::embedded().get(drug).is_none()) {
            unknown.entry((Kind::UnknownDrug, drug)).or_default().push(evidence);
        }
        let code = evidence.disease_id;
        if !code.is_empty() && Ontology::embedded().canonical_id(code).is_none() {
            unknown.entry((Kind::UnknownDisease, code)).or_default().push(evidence);
        }
    }
    for ((kind, subject), of_name) in unknown {
        let (detail, statements) = (ids(&of_name), statements(&of_name));
        problems.insert(Problem { kind, subject: subject.to_owned(), detail, statements });
    }
}
