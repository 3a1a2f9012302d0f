//! Every statement of an FDA label about a genomic biomarker is reached, at level 1 (R1 where the drug is not
//! indicated), by an alteration that it names, in the label's tumour type; and not in another one. A
//! withdrawn label is not reached.

use std::collections::BTreeSet;

use theravar::genome::{TranscriptModel, TranscriptStore};
use theravar::knowledge::evidence::EvidenceTable;
use theravar::knowledge::withdrawals;
use theravar::model::assembly::Assembly;
use theravar::model::evidence::{Evidence, Significance, Source};
use theravar::model::position::{ExonRank, Interval};
use theravar::model::profile::{Alteration, Assay, Component, Partner, Profile, RegionClass};
use theravar::model::protein_change::ProteinChange;
use theravar::model::transcript::Strand;
use theravar::pipeline::explain::{self, Options};
use theravar::pipeline::knowledge::Knowledge;

const ASSEMBLY: Assembly = Assembly::GRCh38;

/// A solid and a blood tumour that no label names. All others are wrong for them.
const SOLID: &str = "ONCOTREE:WT";
const BLOOD: &str = "ONCOTREE:HCL";
/// Tumour types of labels that take one of them in.
const TAKES_IN: &[(&str, &str)] =
    &[("NCIT:C132146", SOLID), ("ONCOTREE:MBN", BLOOD), ("ONCOTREE:NHL", BLOOD)];

/// The components that must be seen, those of `NOT` left out.
fn positive<'p>(profile: &'p Profile, into: &mut Vec<&'p Component>) {
    match profile {
        Profile::Component(component) => into.push(component),
        Profile::And(parts) | Profile::Or(parts) => {
            parts.iter().for_each(|part| positive(part, into));
        }
        Profile::InPhase(_, part) => positive(part, into),
        Profile::Not(_) => {}
    }
}

/// Queries for alterations that meet `component`; empty where DNA does not show it.
fn queries(component: &Component, table: &EvidenceTable<'_>) -> Vec<String> {
    let gene = component.gene.as_str();
    let model = TranscriptStore::embedded().gene(gene, ASSEMBLY).first();
    let named = |what: &str| vec![format!("{gene} {what}")];
    match &component.alteration {
        Alteration::Protein(change) => named(&change.short()),
        Alteration::Codon(at) => {
            let residue = at.residue.map(char::from).unwrap();
            let to = "ACDEFGHIKLMNPQRSTVWY".chars().filter(|&other| other != residue);
            to.map(|other| format!("{gene} {residue}{}{other}", at.number)).collect()
        }
        // Some change that knowledge names for itself.
        Alteration::Mutation
        | Alteration::GainOfFunction
        | Alteration::Region { .. }
        | Alteration::Exon { class: RegionClass::Mutation, .. } => table
            .profiles_of_gene(gene)
            .filter_map(|entry| match entry.profile() {
                Profile::Component(component) if component.gene == gene => {
                    match &component.alteration {
                        Alteration::Protein(change) => Some(format!("{gene} {}", change.short())),
                        _ => None,
                    }
                }
                _ => None,
            })
            .collect(),
        Alteration::Exon { first, class, .. } => vec![in_exon(model.unwrap(), *first, *class)],
        Alteration::InternalTandemDuplication => vec![duplication(model.unwrap(), 14)],
        Alteration::LossOfFunction | Alteration::Truncating => vec![donor(model.unwrap(), 1)],
        Alteration::Fusion(five, three) => {
            let name = |partner: &Partner, other: &str| match partner {
                Partner::Gene(gene, _) => gene.clone(),
                _ => other.to_owned(),
            };
            vec![format!("{}::{}", name(five, "TPM3"), name(three, "TACC3"))]
        }
        Alteration::Rearrangement(_) => vec![format!("TPM3::{gene}"), format!("{gene}::TACC3")],
        Alteration::CopyNumber(class) => named(class.name()),
        Alteration::Wildtype => named("Wildtype"),
        Alteration::Signature(_) | Alteration::ArmDeletion { .. } => vec![component.to_string()],
        other => {
            let assay = other.assay();
            assert!(matches!(assay, Assay::Expression | Assay::Epigenetic), "{component}");
            Vec::new()
        }
    }
}

/// `7-55174772-GAA-G` of plus-strand bases from a 0-based start.
fn record(model: &TranscriptModel, start: u32, reference: &[u8], alternate: &[u8]) -> String {
    let text = |bases: &[u8]| String::from_utf8(bases.to_vec()).unwrap();
    format!("{}-{}-{}-{}", model.contig, start + 1, text(reference), text(alternate))
}

fn exon(model: &TranscriptModel, number: u32) -> Interval {
    model.exon(ExonRank(number)).unwrap()
}

/// A change of the first codon after the middle of an exon: lost, repeated, or the exon skipped.
fn in_exon(model: &TranscriptModel, number: u32, class: RegionClass) -> String {
    let codon = codon_in(model, number);
    let anchor = Interval::new(codon.start - 1, codon.end);
    let bases = model.known_bases(anchor).unwrap();
    match class {
        RegionClass::Deletion => record(model, anchor.start, bases, &bases[..1]),
        RegionClass::Insertion => {
            record(model, anchor.start, &bases[..1], &[&bases[..1], &bases[1..]].concat())
        }
        RegionClass::Skipping => donor(model, number),
        other => panic!("no query for {other:?}"),
    }
}

/// Ten codons from the middle of an exon, repeated.
fn duplication(model: &TranscriptModel, number: u32) -> String {
    let codon = codon_in(model, number);
    let interval = Interval::new(codon.start - 1, codon.end + 27);
    let bases = model.known_bases(interval).unwrap();
    record(model, interval.start, &bases[..1], &[&bases[..1], &bases[1..]].concat())
}

fn codon_in(model: &TranscriptModel, number: u32) -> Interval {
    let exon = exon(model, number);
    let middle = exon.start + exon.len() / 2;
    (middle..middle + 3)
        .find(|&position| {
            let first = match model.strand {
                Strand::Forward => 0,
                Strand::Reverse => 2,
            };
            model.coding_position(position).unwrap().in_codon() == first
        })
        .map(|start| Interval::new(start, start + 3))
        .unwrap()
}

/// The first base of the intron after an exon replaced. Where the exon is not coding, the next.
fn donor(model: &TranscriptModel, number: u32) -> String {
    let is_coding = |exon: Interval| model.cds.iter().any(|block| block.overlaps(exon));
    let number = (number..).find(|&number| is_coding(exon(model, number))).unwrap();
    let exon = exon(model, number);
    match model.strand {
        Strand::Forward => record(model, exon.end, b"G", b"A"),
        Strand::Reverse => record(model, exon.start - 1, b"C", b"T"),
    }
}

/// Whether `query` reaches the statement at the level of labels in a tumour type.
/// A substitution counts only where a base change makes it: one that the gene's protein cannot have
/// is met by its name, but by no tumour.
fn reaches(query: &str, statement: &Evidence<'_>, tumor_type: &str) -> bool {
    let options = Options {
        query: query.to_owned(),
        tumor_type: Some(tumor_type.to_owned()),
        assembly: Some(ASSEMBLY),
    };
    let knowledge = Knowledge::embedded();
    let explanation = explain::run(&options, &knowledge)
        .unwrap_or_else(|e| panic!("{query} in {tumor_type}: {e}"));
    let change = query.rsplit(' ').next().and_then(ProteinChange::parse);
    let is_substitution = matches!(change, Some(ProteinChange::Substitution { .. }));
    let is_by_name = explanation.notes.iter().any(|note| note.starts_with("matched by name"));
    if is_substitution && is_by_name {
        return false;
    }
    let wanted = match statement.significance {
        Significance::Sensitivity => "1",
        _ => "R1",
    };
    explanation.findings.iter().flat_map(|finding| finding.evidence()).any(|(_, graded)| {
        graded.level.is_some_and(|level| level.name() == wanted)
            && graded.evidence.id == statement.id
            && graded.evidence.profile == statement.profile
            && graded.evidence.disease_id == statement.disease_id
            && graded.evidence.therapies == statement.therapies
    })
}

#[test]
fn every_genomic_label_is_reached_in_its_tumour_type_and_not_in_another() {
    let table = EvidenceTable::embedded();
    let mut missed = BTreeSet::new();
    let mut invented = BTreeSet::new();
    let mut absence = BTreeSet::new();
    let (mut genomic, mut by_protein, mut withdrawn) = (0, 0, 0);
    for entry in table.profiles() {
        let statements = entry.evidence();
        let labels = || statements.iter().filter(|e| e.source == Source::Fda);
        if labels().next().is_none() {
            continue;
        }
        let mut components = Vec::new();
        positive(entry.profile(), &mut components);
        let asked: Vec<String> =
            components.iter().flat_map(|component| queries(component, table)).collect();
        for statement in labels() {
            let name = format!("{}\t{}\t{}", statement.profile, statement.id, statement.disease);
            if components.is_empty() {
                absence.insert(statement.profile);
                continue;
            }
            if asked.is_empty() {
                by_protein += 1;
                continue;
            }
            if withdrawals::of(statement).is_some() {
                withdrawn += 1;
                let is_reached = |query: &String| reaches(query, statement, statement.disease_id);
                if asked.iter().any(is_reached) {
                    invented.insert(format!("{name}\twithdrawn"));
                }
                continue;
            }
            genomic += 1;
            if !asked.iter().any(|query| reaches(query, statement, statement.disease_id)) {
                missed.insert(format!("{name}\t{}", asked[0]));
            }
            for wrong in [SOLID, BLOOD] {
                if !TAKES_IN.contains(&(statement.disease_id, wrong))
                    && asked.iter().any(|query| reaches(query, statement, wrong))
                {
                    invented.insert(format!("{name}\t{wrong}"));
                }
            }
        }
    }
    println!(
        "{genomic} genomic statements, {by_protein} of protein expression alone, {withdrawn} withdrawn"
    );
    assert!(genomic > 300 && withdrawn > 5, "{genomic}, {withdrawn}");
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), Vec::from_iter(missed).join("\n"));
    assert!(invented.is_empty(), "{invented:#?}");
    // Absence alone is no alteration: it gives no row.
    assert_eq!(Vec::from_iter(absence), ["NOT KIT D816V"]);
}
