//! What a replay cannot show, counted; and whether it shows what the runs themselves found.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::result::{RecordedCalls, RecordedVariant};
use crate::interpret::reportable::is_reportable;
use crate::model::finding::Finding;

use super::rejudge::{Sample, Unclear};
use crate::curate::finding_change::{self as change, FindingKey, allele_key};

/// Counts over all results.
#[derive(Debug, Clone, Default)]
pub(super) struct Limits {
    /// Results without the variants that were no finding.
    without_all: u64,
    /// Alleles that a FILTER or a threshold left out of a run.
    left_out: u64,
    unclear: Unclear,
    /// Results that do not name their knowledge.
    unnamed: u64,
    /// Results of other knowledge than the earlier one of the two.
    of_other: u64,
    /// Results of the earlier knowledge.
    of_before: u64,
    /// Their findings, and how many of them do not come out as recorded.
    findings: u64,
    different: u64,
}

impl Limits {
    /// Counts one result; `tables` are the digests of the earlier knowledge, `found` what it says.
    pub(super) fn add(&mut self, sample: &Sample, tables: &BTreeSet<String>, found: &[Finding]) {
        let result = &sample.result;
        self.without_all += u64::from(!result.has_all);
        self.left_out += result.left_out;
        self.unclear.untold += sample.unclear.untold;
        self.unclear.renamed += sample.unclear.renamed;
        self.unclear.from_input += sample.unclear.from_input;
        match &result.knowledge {
            None => self.unnamed += 1,
            Some(known) if known != tables => self.of_other += 1,
            Some(_) => {
                self.of_before += 1;
                let recorded = recorded(&result.variants);
                let mut again: BTreeMap<FindingKey, RecordedCalls> = found
                    .iter()
                    .filter(|finding| is_reportable(finding, result.min_level))
                    .map(|finding| (change::key(finding), calls(finding)))
                    .collect();
                self.findings += recorded.len() as u64;
                for (key, calls) in recorded {
                    self.different += u64::from(again.remove(&key).as_ref() != Some(calls));
                }
                // Those that the run did not have.
                self.different += again.len() as u64;
            }
        }
    }

    /// Words each limit that applies, with its count.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let mut push = |count: u64, text: &str| {
            if count > 0 {
                notes.push(format!("{count} {text}"));
            }
        };
        push(
            self.without_all,
            "results were written without --all: variants without a statement in their \
             knowledge are not in them, and cannot become findings here",
        );
        push(self.left_out, "alleles that a FILTER or a threshold left out of the runs stay out");
        push(
            self.unclear.untold,
            "structural variants without a finding have no recorded effect: not judged again",
        );
        push(
            self.unclear.from_input,
            "consequences were the input's own annotation: taken as recorded, on the reported \
             transcript only",
        );
        push(
            self.unclear.renamed,
            "consequences are named otherwise by this version, and judged as it names them",
        );
        push(self.unnamed, "results do not say which knowledge they were made with");
        push(
            self.of_other,
            "results were made with other knowledge than A: their own findings may differ from \
             `before` (--with adds tables to both sides)",
        );
        if self.of_before > 0 {
            let (results, findings) = (self.of_before, self.findings);
            notes.push(match self.different {
                0 => format!(
                    "{results} results were made with A, and all of their {findings} findings come \
                     out as recorded"
                ),
                different => format!(
                    "{results} results were made with A, but {different} findings do not come out \
                     as recorded ({findings} are)"
                ),
            });
        }
        notes
    }
}

/// Returns the findings of a run by their keys.
fn recorded(variants: &[RecordedVariant]) -> BTreeMap<FindingKey, &RecordedCalls> {
    variants
        .iter()
        .filter_map(|recorded| {
            let reading = recorded.reading.as_ref()?;
            let consequence = &reading.consequence;
            let word = reading.structural.as_ref().map(|change| change.word.clone());
            let key = (
                allele_key(&recorded.variant),
                consequence.gene.to_string(),
                consequence.transcript.to_string(),
                word.unwrap_or_default(),
            );
            Some((key, reading.calls.as_ref()?))
        })
        .collect()
}

fn calls(finding: &Finding) -> RecordedCalls {
    let therapies = change::therapies(finding).into_iter();
    therapies.map(|(key, (_, level))| (key, level)).collect()
}
