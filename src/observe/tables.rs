//! Copy-number calls and fusions of one sample from plain tables: what cBioPortal and OncoKB users
//! have, and what RNA fusion callers write.

mod agreed;
mod breaks;
mod call;
mod columns;
mod contradiction;
mod copies;
mod doubts;
mod fusions;
mod ground;
mod kept;
mod order;
mod patients;
mod remarks;
mod rows;
mod sections;
mod symbols;
mod words;

use crate::diagnostics::Warning;
use crate::error::Result;
use crate::io::file_name;
use crate::io::table::Table;
use crate::model::event_detail::{EventDetail, EventFrame, Reading};
use crate::model::finding::ObservedVariant;
use crate::model::structural::{StructuralEvent, StructuralKind};
use crate::observe::counted::Counted;
use crate::observe::gene_part::GenePart;
use crate::observe::lost_copy::{LostCopy, Place};
use crate::structural::Effect;
use crate::structural::copies::effect as of_copies;
use crate::structural::fusion::{Side, joined};
use crate::structural::piece::Part;

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::observe::structural::{CopyContext, candidate, readings};

pub(crate) use kept::{KeptTables, Kind, TableFile};

use agreed::Saying;
use call::{CopyCall, copy_call};
use columns::{cell, said};
use copies::CopyColumns;
use kept::{CALL, GENE};
use patients::{Matrix, Own};
use remarks::{NOT_USED, Remarks};
use symbols::Symbols;

/// What is done with rows that contradict each other.
const NONE_USED: &str = "nothing is concluded from them; keep the rows that are right";

/// What a table says of the run's sample.
#[derive(Debug, Default)]
pub(crate) struct TableCalls<'k> {
    pub(crate) candidates: Vec<Candidate<'k>>,
    /// Genes of which segments hold less than half each.
    pub(crate) parts: Vec<GenePart<'k>>,
    /// Genes that have lost a copy.
    pub(crate) lost: Vec<LostCopy>,
    /// Where the number of copies is stated.
    pub(crate) counted: Counted,
    /// Whether the table names the sample that they are of: one that does not may be another's.
    pub(crate) is_by_name: bool,
    /// Rows that nothing was read from, and why.
    pub(crate) warnings: Vec<Warning>,
}

impl<'k> TableCalls<'k> {
    fn new(
        table: &Table,
        matcher: &Matcher<'k>,
        effects: Vec<Effect>,
        symbols: &Symbols<'_>,
        warnings: impl IntoIterator<Item = Warning>,
    ) -> Self {
        let warnings = warnings.into_iter().chain(symbols.warning(table.path())).collect();
        Self { candidates: candidates(matcher, effects), warnings, ..Self::default() }
    }
}

/// Reads a copy-number table: `sample`, `gene`, `call`, or a matrix with a column for each sample.
/// A call is a word (`Amplification`, `Gain`, `Loss`, `Deletion`) or GISTIC's −2 to 2. A column of
/// another name holds numbers of copies, of genes or of segments.
///
/// # Errors
/// [`crate::Error::Table`] where a column is missing, or with every bad row. [`crate::Error::Usage`] where the table has several samples and the run names none.
pub(crate) fn copy_numbers<'k>(
    file: &TableFile,
    sample: &str,
    matcher: &Matcher<'k>,
    copies: &CopyContext<'_>,
) -> Result<Vec<TableCalls<'k>>> {
    let read = |table| of_table(table, sample, matcher, copies);
    let mut calls = file.tables.iter().map(read).collect::<Result<Vec<_>>>()?;
    if let Some(first) = calls.first_mut() {
        first.warnings.extend(file.without_rows());
    }
    Ok(calls)
}

/// Reads one table, as [`copy_numbers`] does.
fn of_table<'k>(
    table: &Table,
    sample: &str,
    matcher: &Matcher<'k>,
    copies: &CopyContext<'_>,
) -> Result<TableCalls<'k>> {
    if table.column(CALL)?.is_none()
        && let Some(columns) = CopyColumns::of(table)?
    {
        return absolute(table, &columns, sample, matcher, copies);
    }
    let gene = table.needed(GENE)?;
    let mut symbols = Symbols::new(matcher);
    let (call, own) = match table.column(CALL)? {
        Some(call) => (call, patients::own(table, sample, &[gene, call])?),
        None => match patients::matrix(table, sample, gene, |cell| {
            said(cell).is_none_or(|call| copy_call(call).is_ok())
        })? {
            Some(Matrix::Own(call)) => {
                let (rows, is_by_name) = (table.rows().iter().collect(), !sample.is_empty());
                (call, Own { rows, is_by_name, warning: None })
            }
            Some(Matrix::Others(warning)) => {
                let none = TableCalls::new(table, matcher, Vec::new(), &symbols, Some(warning));
                return Ok(TableCalls { is_by_name: true, ..none });
            }
            None => return Err(table.lacks(&[CALL.join(" or ")])),
        },
    };
    table.check_widths(&[gene, call])?;
    let number = copies::beside_calls(table)?;
    let mut remarks = Remarks::default();
    let called = rows::read(table, &own.rows, |row| {
        symbols.read_row(row.line());
        let (Some(name), Some(text)) = (said(row.cell(gene)), said(row.cell(call))) else {
            let lacks = if said(row.cell(gene)).is_none() { "gene" } else { "call" };
            remarks.push(row.line(), format!("{lacks}: missing"), NOT_USED);
            return Ok(None);
        };
        let call = copy_call(text)?;
        let beside = cell(row, number).and_then(|text| text.parse().ok());
        contradiction::of_call(call, text, beside, copies.content)?;
        let symbol = if call.is_some() { symbols.current(name) } else { symbols.untold(name) };
        let mut note = format!("{text} by {}", file_name(table.path()));
        if symbol != name {
            note.push_str(&format!(", as {name}"));
        }
        Ok(Some(Saying {
            line: row.line(),
            of: symbol.clone(),
            says: call,
            shown: text.to_owned(),
            gives: (symbol, call, note),
        }))
    })?;
    let (called, contradicting) = agreed::agreed(table, called, NONE_USED, |_| false);
    let (mut effects, mut lost) = (Vec::new(), Vec::new());
    let mut counted = Counted::default();
    for (gene, call, row) in called {
        counted.genes.insert(gene.clone());
        match call {
            Some(CopyCall::Class(class)) => {
                let detail = EventDetail::read_by(Reading::Table);
                effects.push(Effect { detail, ..of_copies(&gene, "", class, row) });
            }
            Some(CopyCall::OneLost) => {
                lost.push(LostCopy { place: Place::Gene { gene, row }, copies: None });
            }
            None => {}
        }
    }
    let is_by_name = own.is_by_name;
    let warnings = own.warning.into_iter().chain(remarks.into_warnings(table)).chain(contradicting);
    let calls = TableCalls::new(table, matcher, effects, &symbols, warnings);
    Ok(TableCalls { lost, counted, is_by_name, ..calls })
}

/// Reads a table whose copies are numbers, of genes or of segments.
fn absolute<'k>(
    table: &Table,
    columns: &CopyColumns,
    sample: &str,
    matcher: &Matcher<'k>,
    copies: &CopyContext<'_>,
) -> Result<TableCalls<'k>> {
    let used = columns.used();
    table.check_widths(&used)?;
    let own = patients::own(table, sample, &used)?;
    let mut symbols = Symbols::new(matcher);
    let by = table.path().display().to_string();
    let mut remarks = Remarks::default();
    let read = rows::read(table, &own.rows, |row| {
        columns.read(row, &mut symbols, copies, &by, &mut remarks).map(Some)
    })?;
    let read = read.into_iter().flatten().collect();
    let (told, contradicting) = agreed::agreed(table, read, NONE_USED, |_| false);
    let (mut effects, mut lost) = (Vec::new(), Vec::new());
    let (mut of_segments, mut parts) = (Vec::new(), Vec::new());
    let variant = ObservedVariant::default();
    let mut counted = Counted { has_unplaced: remarks.has_unplaced, ..Counted::default() };
    for row in told {
        counted.genes.extend(row.gene);
        counted.stretches.extend(row.stretch.as_ref().map(|of| (of.contig, of.interval)));
        effects.extend(row.effect);
        lost.extend(row.lost);
        let event = StructuralEvent { stretch: row.stretch, ..StructuralEvent::default() };
        let mut read = readings(matcher, &event, copies, &variant);
        let wholes = read.parts.iter_mut().flat_map(|part| [&mut part.whole, &mut part.alone]);
        for candidate in read.candidates.iter_mut().chain(wholes) {
            candidate.notes.push(format!("by {by}"));
        }
        of_segments.extend(read.candidates);
        parts.extend(read.parts);
    }
    let is_by_name = own.is_by_name;
    let warnings = own.warning.into_iter().chain(remarks.into_warnings(table)).chain(contradicting);
    let mut calls = TableCalls::new(table, matcher, effects, &symbols, warnings);
    calls.candidates.extend(of_segments);
    Ok(TableCalls { lost, parts, counted, is_by_name, ..calls })
}

/// Reads a fusion table: `sample`, `geneA`, `geneB`, a pair of genes in one cell, or the output of a
/// caller with its own columns.
///
/// # Errors
/// As [`copy_numbers`].
pub(crate) fn fusions<'k>(
    file: &TableFile,
    sample: &str,
    matcher: &Matcher<'k>,
) -> Result<TableCalls<'k>> {
    let mut calls = TableCalls { is_by_name: true, ..TableCalls::default() };
    let mut effects = Vec::new();
    for table in &file.tables {
        let read = fusions::read(table, sample, matcher)?;
        effects.extend(read.effects);
        calls.is_by_name &= read.is_by_name;
        calls.warnings.extend(read.warnings);
    }
    calls.warnings.extend(file.without_rows());
    calls.candidates = candidates(matcher, effects);
    Ok(calls)
}

/// Returns the fusion that a record of a caller of RNA names with what it says of the frame.
pub(crate) fn stated(five: &str, three: &str, effect: &str, matcher: &Matcher<'_>) -> Effect {
    let mut symbols = Symbols::new(matcher);
    let [five, three] = [five, three].map(|gene| symbols.current(gene));
    let mut fusion = fusion(Some(&five), Some(&three), format!("by its caller, {effect}"));
    let frame = words::frame_of(effect);
    fusion.doubts.extend(frame.and_then(words::doubt));
    fusion.detail.frame = frame.or(Some(EventFrame::NotKnown));
    fusion.detail.reading = Some(Reading::Rna);
    fusion
}

/// What a row of a fusion table says: a fusion of these partners.
pub(super) fn fusion(five: Option<&str>, three: Option<&str>, note: String) -> Effect {
    let (five, three) = (Side::named(five, Part::FivePrime), Side::named(three, Part::ThreePrime));
    Effect { notes: vec![note], ..joined(&five, &three, None) }
}

fn candidates<'k>(matcher: &Matcher<'k>, effects: Vec<Effect>) -> Vec<Candidate<'k>> {
    let variant = ObservedVariant::default();
    let mut found: Vec<Candidate<'k>> = Vec::new();
    for effect in effects {
        let Some(candidate) = candidate(matcher, effect, None, &variant) else { continue };
        // Of several transcripts of one fusion the first that works is told.
        let is_same = |other: &&mut Candidate<'k>| {
            let kind = |candidate: &Candidate<'k>| candidate.change.structural().map(|c| c.kind);
            other.consequence == candidate.consequence
                || kind(other) == Some(StructuralKind::Fusion)
                    && kind(&candidate) == Some(StructuralKind::Fusion)
                    && other.consequence.gene == candidate.consequence.gene
        };
        match found.iter_mut().find(is_same) {
            None => found.push(candidate),
            Some(other) if other.withheld.is_some() && candidate.withheld.is_none() => {
                *other = candidate;
            }
            Some(_) => {}
        }
    }
    found
}
