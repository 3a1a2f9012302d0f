//! Rows of a table that name a change and no allele: each is asked for as `explain` asks for a query.

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;

use crate::diagnostics::{Diagnostic, Scope};
use crate::error::{Error, Result};
use crate::genome::spans;
use crate::input::maf::{NamedRow, SampleRecords};
use crate::input::unread::{Place, Places};
use crate::matching::candidate::{Candidate, Met};
use crate::matching::matcher::Matcher;
use crate::model::call::Presence;
use crate::model::change::Change;
use crate::model::finding::{ObservedVariant, Repeat};
use crate::observe::counts::{Counts, count};
use crate::observe::named;
use crate::observe::thresholds::Thresholds;

/// The column of a gene's name.
const GENE: &str = "Hugo_Symbol";

/// What rows of names gave.
#[derive(Debug, Default)]
pub(crate) struct NamedCalls<'k> {
    /// Changes that may become findings, in the order of the rows.
    pub(crate) candidates: Vec<Candidate<'k>>,
    /// Those of rows that failed a FILTER.
    pub(crate) filtered: Vec<Candidate<'k>>,
    /// Rows that were not understood.
    pub(crate) unread: Vec<Diagnostic>,
    /// Where these and rows that were skipped may lie.
    pub(crate) places: Places,
    /// How many were looked at.
    pub(crate) of_interest: u64,
}

impl NamedCalls<'_> {
    /// Counts a row that was not understood, and leaves open what is at its place.
    fn skip(&mut self, row: &NamedRow, field: &str, reason: String, place: Place) {
        let (line, field) = (row.line, field.to_owned());
        self.unread.push(Diagnostic { line, scope: Scope::Record, field, reason });
        self.places.push(place);
    }
}

/// Returns whether a gene, known to matter or not, has this name.
fn is_gene(name: &str, matcher: &Matcher<'_>) -> bool {
    let is_known = |name: &str| spans::is_gene(name) || matcher.genes.get(name).is_some();
    is_known(name) || is_known(&name.to_uppercase())
}

/// Reads rows of one sample.
pub(crate) fn read<'k>(
    rows: &SampleRecords,
    matcher: &Matcher<'k>,
    thresholds: &Thresholds,
    counts: &Counts,
) -> NamedCalls<'k> {
    let mut calls = NamedCalls { places: rows.unread.clone(), ..NamedCalls::default() };
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for row in &rows.named {
        let gene = matcher.genes.get(&row.gene).map_or(&*row.gene, |gene| gene.symbol);
        // A coordinate tells its gene itself.
        let is_known = gene.is_empty() || matcher.may_know(gene) || matcher.may_know(&row.gene);
        if !is_known {
            if !is_gene(gene, matcher) {
                calls.skip(row, GENE, "no gene is known by this name".to_owned(), Place::Anywhere);
            }
            continue;
        }
        calls.of_interest += 1;
        if row.call.presence == Presence::Absent {
            count(&counts.absent);
            continue;
        }
        count(&counts.present);
        if !thresholds.pass(&row.call) {
            count(&counts.below_threshold);
            continue;
        }
        match candidates(row, matcher) {
            Ok(found) => {
                for candidate in found.into_iter().filter(|c| matters(c, matcher)) {
                    take(
                        &mut calls,
                        &mut places,
                        row,
                        candidate,
                        thresholds,
                        &counts.filtered_matches,
                    );
                }
            }
            Err(error) => {
                let model = matcher.store.gene(gene, matcher.assembly).first();
                let place = model.map(|model| Place::At(model.contig, model.span()));
                let place = place.unwrap_or(Place::Anywhere);
                calls.skip(row, "HGVSp_Short", error.to_string(), place);
            }
        }
    }
    calls
}

/// Takes a change, or adds the row to that of an earlier one.
fn take<'k>(
    calls: &mut NamedCalls<'k>,
    places: &mut HashMap<(String, String), usize>,
    row: &NamedRow,
    candidate: Candidate<'k>,
    thresholds: &Thresholds,
    filtered: &AtomicU64,
) {
    if !row.passes_filter() && !thresholds.include_filtered {
        if !candidate.met.hits.is_empty() {
            count(filtered);
            calls.filtered.push(candidate);
        }
        return;
    }
    let protein = candidate.consequence.protein.as_ref().map(|change| change.short());
    let key = (candidate.consequence.gene.to_string(), protein.unwrap_or_default());
    match places.get(&key) {
        Some(place) if !key.1.is_empty() => {
            let alternate = "".into();
            calls.candidates[*place].variant.repeats.push(Repeat { line: row.line, alternate });
        }
        _ => {
            places.insert(key, calls.candidates.len());
            calls.candidates.push(candidate);
        }
    }
}

/// Returns what the first name that can be read may become.
fn candidates<'k>(row: &NamedRow, matcher: &Matcher<'k>) -> Result<Vec<Candidate<'k>>> {
    let mut fault = None;
    for name in &row.names {
        let mut notes = Vec::new();
        match named::of_text(name, matcher, &mut notes) {
            Ok(found) => {
                return Ok(found
                    .into_iter()
                    .map(|found| of_row(row, name, found, &notes))
                    .collect());
            }
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    fault.map_or(Ok(Vec::new()), |error| Err(Error::Usage(error.to_string())))
}

/// Gives a change the call of its row, and takes from it the allele that stood in for its name.
fn of_row<'k>(
    row: &NamedRow,
    name: &str,
    mut candidate: Candidate<'k>,
    notes: &[String],
) -> Candidate<'k> {
    let variant = &mut candidate.variant;
    // A genomic or coding name has the bases.
    if !name.contains(":g.") && !name.contains(":c.") {
        **variant = ObservedVariant::default();
        candidate.consequence.hgvs_c = None;
        if matches!(candidate.change, Change::Small(_)) {
            candidate.change = Change::Named;
        }
    }
    variant.line = Some(row.line);
    variant.filter = row.filter.as_str().into();
    variant.call = row.call.clone();
    candidate.consequence.from_input = true;
    candidate.notes.push(format!("the row names it as {name}, without an allele"));
    let is_about_reading = |note: &&String| !note.starts_with("read as one of the base changes");
    candidate.notes.extend(notes.iter().filter(is_about_reading).cloned());
    candidate
}

/// Returns whether a change may become a finding, as one of a record may.
fn matters(candidate: &Candidate<'_>, matcher: &Matcher<'_>) -> bool {
    candidate.met != Met::default() || matcher.may_matter(&candidate.consequence)
}
