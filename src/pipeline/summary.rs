//! What a run rests on and what it came to: provenance lines, the summary on standard error.

use std::sync::atomic::Ordering;

use crate::diagnostics::Diagnostics;
use crate::error::Result;
use crate::genome::assembly::Decision;
use crate::io::{Sha256Hex, sha256};
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::model::tumor_type::TumorType;
use crate::report::provenance::Provenance;

use super::annotate::Options;
use super::assessed::MIN_DEPTH;
use super::counts::Counts;
use super::knowledge::{self, Knowledge};

/// Printed with every result.
pub const DISCLAIMER: &str =
    "research use only, not a medical device; every finding is to be confirmed by a professional";

/// What was done.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// One line.
    pub summary: String,
    /// What the user must know.
    pub warnings: Vec<String>,
    /// What the user may want to know.
    pub details: Vec<String>,
    /// The levels of everything that was reported.
    pub levels: Vec<Level>,
}

/// The facts of one run.
pub(super) struct Summary<'r> {
    pub(super) options: &'r Options,
    pub(super) decision: &'r Decision,
    pub(super) sample: &'r str,
    pub(super) sample_choice: &'r str,
    pub(super) normal: Option<&'r str>,
    pub(super) tumor: Option<&'r TumorType>,
    pub(super) knowledge: &'r Knowledge,
    pub(super) records: u64,
    pub(super) candidates: u64,
    pub(super) counts: &'r Counts,
    pub(super) diagnostics: &'r Diagnostics,
}

impl Summary<'_> {
    /// The `##` lines. `input` is the digest of the input, where it is a file.
    ///
    /// # Errors
    /// [`crate::Error::Io`] where a table cannot be read again for its checksum.
    pub(super) fn provenance(&self, input: Option<Sha256Hex>) -> Result<Provenance> {
        let mut lines = Provenance::default();
        lines.push("theravar", env!("CARGO_PKG_VERSION"));
        lines.push("disclaimer", DISCLAIMER);
        lines.push("command", &self.options.command);
        lines.push("input", self.options.input.display().to_string());
        if let Some(digest) = input {
            lines.push("input_sha256", digest.to_string());
        }
        lines.push("assembly", self.assembly());
        lines.push("sample", self.sample());
        if let Some(normal) = self.normal {
            lines.push("normal", normal);
        }
        lines.push(
            "tumor_type",
            match self.tumor {
                Some(tumor) => format!("{} ({})", tumor.name, tumor.id),
                None => "not given: levels are the sources' own".to_owned(),
            },
        );
        if let Some(bed) = &self.options.assessed_bed {
            lines.push("assessed_bed", bed.display().to_string());
        }
        for (key, table) in [("cna", &self.options.cna), ("fusions", &self.options.fusions)] {
            if let Some(table) = table {
                lines.push(key, table.display().to_string());
                lines.push(key, format!("sha256:{}", sha256(table)?));
            }
        }
        let copies = &self.options.thresholds.copies;
        lines.push(
            "copy_number",
            format!(
                "amplified from {} copies, homozygously deleted up to {}",
                copies.amplification, copies.deletion
            ),
        );
        lines.push("absence_shown_from_depth", MIN_DEPTH.to_string());
        for text in knowledge::provenance(self.knowledge) {
            lines.push("knowledge", text);
        }
        lines.push(
            "records",
            format!(
                "{} read, {} in regions of interest, {} malformed and skipped",
                self.records,
                self.candidates,
                self.diagnostics.total()
            ),
        );
        for (key, text) in self.left_out() {
            lines.push(key, text);
        }
        Ok(lines)
    }

    /// The lines for standard error.
    pub(super) fn outcome<'f>(&self, reported: impl Iterator<Item = &'f Finding>) -> Outcome {
        let mut levels = Vec::new();
        let mut findings = 0;
        for finding in reported {
            findings += 1;
            levels.extend(finding.evidence().filter_map(|(_, graded)| graded.level));
        }
        let mut warnings: Vec<String> = self.diagnostics.summary();
        let filtered = self.counts.filtered_matches.load(Ordering::Relaxed);
        if filtered > 0 {
            warnings.push(format!(
                "{filtered} alleles that would match were left out because of FILTER \
                 (--include-filtered reports them)"
            ));
        }
        let seen = self.counts.present.load(Ordering::Relaxed);
        if seen == 0 && self.counts.absent.load(Ordering::Relaxed) > 0 {
            warnings.push(format!(
                "every allele is absent in {:?}: is it the tumour's column? (--sample chooses)",
                self.sample
            ));
        }
        let structural = self.counts.structural.load(Ordering::Relaxed);
        if structural > 0 {
            warnings.push(format!(
                "{structural} symbolic alleles do not say what they are: not interpreted"
            ));
        }
        let tumor = self.tumor.map_or("no tumour type given", |tumor| tumor.name.as_str());
        Outcome {
            summary: format!(
                "{} records, {findings} findings ({}, {tumor})",
                self.records, self.decision.assembly
            ),
            warnings,
            details: vec![
                format!("assembly: {}", self.assembly()),
                format!("sample: {}", self.sample()),
            ],
            levels,
        }
    }

    fn assembly(&self) -> String {
        format!("{} ({})", self.decision.assembly, self.decision.reason)
    }

    fn sample(&self) -> String {
        match self.sample {
            "" => self.sample_choice.to_owned(),
            sample => format!("{sample} ({})", self.sample_choice),
        }
    }

    /// What was not looked at, by reason.
    fn left_out(&self) -> Vec<(&'static str, String)> {
        let counts = self.counts;
        [
            ("alleles_reported_absent", &counts.absent),
            ("alleles_below_threshold", &counts.below_threshold),
            ("alleles_matching_but_filtered", &counts.filtered_matches),
            ("alleles_structural_not_interpreted", &counts.structural),
        ]
        .into_iter()
        .map(|(key, counter)| (key, counter.load(Ordering::Relaxed)))
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| (key, count.to_string()))
        .collect()
    }
}
