//! Problems and notes of a check.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::evidence::Evidence;

/// What may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A residue that the gene's protein does not have there, by any numbering known.
    Residue,
    /// Words of a user's profile that mean nothing here: they are met by nothing.
    NotUnderstood,
    /// A drug that the table of therapies lacks: it has no class.
    UnknownDrug,
    /// A disease code that the table of diseases lacks: its statements match no tumour type.
    UnknownDisease,
    /// A gene's former symbol, or one of none: its profiles match nothing.
    Symbol,
    /// The same fact twice under two ids.
    Duplicate,
    /// An exon, residue or coding change that the gene's transcripts do not have, or a profile that
    /// rules out what it asks for: it is never met.
    Unreachable,
    /// A label, or a row written by hand, against another on the same profile, regimen and disease; any
    /// row against another of the same id.
    Contradiction,
    /// An effect without a therapy that has it.
    WithoutTherapy,
    /// A statement of a label without the label's own drug.
    ForeignDrug,
    /// A gene that one statement of a label names, and none of its others on that disease.
    ForeignGene,
    /// A label's drug and gene, where CIViC validates them in a disease that the label does not name.
    LabelDisease,
    /// A drug or indication whose approval was withdrawn.
    Withdrawn,
    /// An exception that no longer applies.
    StaleException,
}

impl Kind {
    /// Returns the word that is printed, and used in the table of exceptions.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Residue => "residue",
            Kind::NotUnderstood => "not_understood",
            Kind::UnknownDrug => "unknown_drug",
            Kind::UnknownDisease => "unknown_disease",
            Kind::Symbol => "symbol",
            Kind::Duplicate => "duplicate",
            Kind::Unreachable => "unreachable",
            Kind::Contradiction => "contradiction",
            Kind::WithoutTherapy => "without_therapy",
            Kind::ForeignDrug => "foreign_drug",
            Kind::ForeignGene => "foreign_gene",
            Kind::LabelDisease => "label_disease",
            Kind::Withdrawn => "withdrawn",
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
    /// Which rows those are; none where it is not of statements.
    pub statements: BTreeSet<Statement>,
}

/// What tells a statement of a table: its profile and its id, as they are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// The profile.
    pub profile: String,
    /// The id.
    pub id: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}", self.kind.name(), self.subject, self.detail)
    }
}

/// What a reader should know, and is no problem. Ordered as they are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Clinical evidence points both ways: real in the literature.
    Contradiction,
    /// A stronger statement of the same content stands before it.
    Shadowed,
    /// Small variants of a gene without embedded transcripts: never met.
    NoTranscript,
    /// Changes of a protein whose bases are not embedded: met only by the input's own annotation.
    NoBases,
    /// The same, but for their base change, which is known.
    BasesOfAllele,
    /// A region whose residues are not defined here: never met.
    NoDefinition,
    /// A kind of change that nothing here reads: never met.
    NoRule,
}

impl NoteKind {
    /// Returns the word that is printed.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::Contradiction => "contradiction",
            NoteKind::Shadowed => "shadowed",
            NoteKind::NoTranscript => "no_transcript",
            NoteKind::NoBases => "no_bases",
            NoteKind::BasesOfAllele => "no_bases_but_allele",
            NoteKind::NoDefinition => "no_definition",
            NoteKind::NoRule => "no_rule",
        }
    }
}

/// One note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind.
    pub kind: NoteKind,
    /// A profile, or genes joined by `,`.
    pub subject: String,
    /// The statements concerned, by id, or how many there are.
    pub detail: String,
}

impl fmt::Display for Note {
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
    /// Notes, by kind.
    pub notes: Vec<Note>,
}

/// Returns what tells some statements.
pub(super) fn statements<'e>(
    evidence: impl IntoIterator<Item = &'e Evidence<'e>>,
) -> BTreeSet<Statement> {
    let statement =
        |e: &Evidence<'_>| Statement { profile: e.profile.to_owned(), id: e.id.to_owned() };
    evidence.into_iter().map(statement).collect()
}

/// Returns the ids of some statements, sorted and joined by `,`.
pub(super) fn ids<'e>(evidence: impl IntoIterator<Item = &'e Evidence<'e>>) -> String {
    let ids: BTreeSet<&str> = evidence.into_iter().map(|e| e.id).collect();
    ids.into_iter().collect::<Vec<_>>().join(",")
}
