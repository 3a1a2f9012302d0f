//! `knowledge check`: what in an evidence table cannot be right, or can never be met.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::genome::{TranscriptStore, spans};
use crate::knowledge::evidence::{EvidenceTable, ProfileEntry};
use crate::knowledge::genes::Genes;
use crate::knowledge::numbering::of_gene;
use crate::knowledge::ontology::Ontology;
use crate::knowledge::therapies::Therapies;
use crate::matching::numbering::{fits_as_it_is, renumbered};
use crate::model::assembly::Assembly;
use crate::model::evidence::{Direction, Evidence, Significance};
use crate::model::profile::{Alteration, Component, Partner};

static EXCEPTIONS: &str = include_str!("../../data/check_exceptions.tsv");

/// What may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A residue that the gene's protein does not have there, by any numbering known.
    Residue,
    /// A drug that the table of therapies lacks: it has no class.
    UnknownDrug,
    /// A disease code that the table of diseases lacks: its statements match no tumour type.
    UnknownDisease,
    /// A gene's former symbol, or one of none: its profiles match nothing.
    Symbol,
    /// The same fact twice under two ids.
    Duplicate,
    /// An exception that no longer applies.
    StaleException,
}

impl Kind {
    /// The word printed, and used in the table of exceptions.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Residue => "residue",
            Kind::UnknownDrug => "unknown_drug",
            Kind::UnknownDisease => "unknown_disease",
            Kind::Symbol => "symbol",
            Kind::Duplicate => "duplicate",
            Kind::StaleException => "stale_exception",
        }
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// What kind.
    pub kind: Kind,
    /// What it is about: a profile, drug, disease, gene, or ids.
    pub subject: String,
    /// The statements concerned, by id, and what is wrong.
    pub detail: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}", self.kind.name(), self.subject, self.detail)
    }
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Problems that no exception explains, sorted.
    pub problems: Vec<Problem>,
    /// Exceptions that were needed.
    pub excepted: usize,
    /// Profiles and diseases on which statements of one therapy point both ways: real in the
    /// literature, so a note and no problem.
    pub contradictions: Vec<String>,
}

/// Checks `table`. Stale exceptions are told where `is_embedded`, for they speak of these tables.
pub fn check(table: &EvidenceTable<'_>, is_embedded: bool) -> Report {
    let mut problems = BTreeSet::new();
    for entry in table.profiles() {
        residues(entry, &mut problems);
        symbols(entry, &mut problems);
    }
    words(table, &mut problems);
    duplicates(table, &mut problems);
    let mut report = Report { contradictions: contradictions(table), ..Report::default() };
    let exceptions: Vec<(&str, &str)> = EXCEPTIONS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    let is_excepted = |problem: &Problem| {
        exceptions
            .iter()
            .any(|&(kind, subject)| kind == problem.kind.name() && subject == problem.subject)
    };
    for (kind, subject) in &exceptions {
        let applies = problems.iter().any(|p| p.kind.name() == *kind && p.subject == *subject);
        if !applies && is_embedded {
            report.problems.push(Problem {
                kind: Kind::StaleException,
                subject: (*subject).to_owned(),
                detail: format!("the exception for {kind} no longer applies"),
            });
        }
    }
    for problem in problems {
        if is_excepted(&problem) {
            report.excepted += 1;
        } else {
            report.problems.push(problem);
        }
    }
    report
}

fn ids<'e>(evidence: impl IntoIterator<Item = &'e Evidence<'e>>) -> String {
    let ids: BTreeSet<&str> = evidence.into_iter().map(|e| e.id).collect();
    ids.into_iter().collect::<Vec<_>>().join(",")
}

/// Residues against the embedded proteins, by their own numbers and by every other numbering.
fn residues(entry: &ProfileEntry<'_>, problems: &mut BTreeSet<Problem>) {
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
                detail: format!("{}: not on {}", ids(entry.evidence()), models[0].accession),
            });
        }
    }
}

/// Genes by their current symbol.
fn symbols(entry: &ProfileEntry<'_>, problems: &mut BTreeSet<Problem>) {
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
        let detail = match Genes::embedded().get(gene) {
            Some(known) if known.symbol == gene => continue,
            Some(known) => format!("{}: now {}", ids(entry.evidence()), known.symbol),
            None if spans::noncoding().iter().any(|span| span.gene == gene) => continue,
            None => format!("{}: no such symbol", ids(entry.evidence())),
        };
        problems.insert(Problem { kind: Kind::Symbol, subject: gene.to_owned(), detail });
    }
}

/// Drugs and diseases, one problem for each name.
fn words(table: &EvidenceTable<'_>, problems: &mut BTreeSet<Problem>) {
    let mut unknown: BTreeMap<(Kind, &str), Vec<&Evidence<'_>>> = BTreeMap::new();
    for evidence in table.all() {
        for drug in evidence.drugs().filter(|drug| Therapies::embedded().get(drug).is_none()) {
            unknown.entry((Kind::UnknownDrug, drug)).or_default().push(evidence);
        }
        let code = evidence.disease_id;
        if !code.is_empty() && Ontology::embedded().canonical_id(code).is_none() {
            unknown.entry((Kind::UnknownDisease, code)).or_default().push(evidence);
        }
    }
    for ((kind, subject), statements) in unknown {
        let detail = ids(statements);
        problems.insert(Problem { kind, subject: subject.to_owned(), detail });
    }
}

/// Statements that say the same of the same, from the same publication.
fn duplicates(table: &EvidenceTable<'_>, problems: &mut BTreeSet<Problem>) {
    for entry in table.profiles() {
        let mut facts: BTreeMap<_, Vec<&Evidence<'_>>> = BTreeMap::new();
        for e in entry.evidence() {
            let effect = (e.direction.name(), e.significance.name(), e.interaction.name());
            let fact = (
                e.source,
                (e.disease, e.disease_id),
                e.therapies,
                effect,
                e.source_level,
                e.citation,
                e.origin,
            );
            facts.entry(fact).or_default().push(e);
        }
        for statements in facts.into_values().filter(|statements| statements.len() > 1) {
            problems.insert(Problem {
                kind: Kind::Duplicate,
                subject: ids(statements.iter().copied()),
                detail: format!("{}: {}", statements[0].profile, statements[0].therapies),
            });
        }
    }
}

/// One profile, therapy and disease with clinical support for sensitivity and for resistance.
fn contradictions(table: &EvidenceTable<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in table.profiles() {
        let mut sides: BTreeMap<(&str, &str), [Vec<&Evidence<'_>>; 2]> = BTreeMap::new();
        for e in entry.evidence() {
            let side = match e.significance {
                Significance::Sensitivity => 0,
                Significance::Resistance => 1,
                _ => continue,
            };
            let is_clinical = matches!(e.letter(), "A" | "B" | "label");
            if e.direction == Direction::Supports && is_clinical {
                sides.entry((e.disease_id, e.therapies)).or_default()[side].push(e);
            }
        }
        for ((_, therapies), [sensitive, resistant]) in sides {
            if !sensitive.is_empty() && !resistant.is_empty() {
                lines.push(format!(
                    "{}, {therapies}, {}: sensitive {}, resistant {}",
                    entry.text,
                    sensitive[0].disease,
                    ids(sensitive.iter().copied()),
                    ids(resistant.iter().copied())
                ));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_have_no_problem_without_a_reason() {
        let report = check(EvidenceTable::embedded(), true);
        let lines: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{} problems:\n{}", lines.len(), lines.join("\n"));
    }

    #[test]
    fn each_kind_is_found() {
        let row = |gene: &str, change: &str, id: &str, disease: &str, drug: &str| {
            format!(
                "{gene}\t{gene} {change}\t{id}\tuser\tX\t{disease}\t{drug}\t\tSupports\t\
                 Sensitivity/Response\tB\tPMID:1\t\tfalse\t\n"
            )
        };
        let header = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
            direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n";
        let text = [
            header.to_owned(),
            row("BRAF", "W600E", "u1", "ONCOTREE:MEL", "Vemurafenib"),
            row("BRAF", "V600E", "u2", "ONCOTREE:NONE", "Vemurafenib"),
            row("BRAF", "V600K", "u3", "ONCOTREE:MEL", "Nonesuchinib"),
            row("BRAF", "V640E", "u4", "ONCOTREE:MEL", "Vemurafenib"),
            row("EGFR", "L858R", "u5", "ONCOTREE:LUAD", "Erlotinib"),
            row("EGFR", "L858R", "u6", "ONCOTREE:LUAD", "Erlotinib"),
            row("H3F3A", "K28M", "u7", "ONCOTREE:LUAD", "Erlotinib"),
        ]
        .concat();
        let table = EvidenceTable::from_text(&text, "t").unwrap();
        let found: Vec<(&str, String)> = check(&table, false)
            .problems
            .into_iter()
            .map(|problem| (problem.kind.name(), problem.subject))
            .collect();
        // V640E is V600E by another transcript's numbers: no problem.
        let want = [
            ("residue", "BRAF W600E"),
            ("unknown_drug", "Nonesuchinib"),
            ("unknown_disease", "ONCOTREE:NONE"),
            ("symbol", "H3F3A"),
            ("duplicate", "u5,u6"),
        ];
        assert_eq!(found, want.map(|(kind, subject)| (kind, subject.to_owned())));
    }
}
