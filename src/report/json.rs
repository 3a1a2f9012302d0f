//! JSON: one object that holds everything that was concluded about a sample, and what it takes to
//! judge the sample again by other knowledge. `schema/result.schema.json` describes it.
//!
//! A key that does not apply is left out. Elements of long lists have a line each.

mod burden;
mod immunotherapy;
mod pharmacogenes;
mod provenance;
mod reads;
mod sample;
#[cfg(test)]
pub(super) mod schema;
mod summary;

use std::io::{self, Write};

use memchr::memchr_iter;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::control::is_control;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Finding, GeneContext, VariantView};

use self::burden::Burden;
use self::immunotherapy::Immunotherapy;
use self::pharmacogenes::PharmacogeneView;
use self::provenance::ProvenanceView;
use self::reads::ReadsView;
use self::sample::{Conflict, Profile, Quality, Sample};
use self::summary::SummaryView;
use super::biomarker::Biomarker;
use super::format::{Format, PlainVariants, SampleResult};
use super::variant::Variant;

/// Changes when a key changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// The JSON format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json;

impl Format for Json {
    fn plain(
        &self,
        _: &str,
        variant: VariantView<'_>,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        element(out, &Variant::plain(variant, place))
    }

    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        plain: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let SampleResult {
            run,
            provenance,
            findings,
            profiles,
            conflicts,
            pharmacogenes,
            immunotherapy,
            biomarkers,
            assessed,
            summary,
            warnings,
            ..
        } = result;
        write!(out, "{{\n\"schema_version\":{SCHEMA_VERSION}")?;
        if let Some(provenance) = provenance {
            key(out, "provenance")?;
            put(out, &ProvenanceView::of(provenance))?;
        }
        key(out, "sample")?;
        put(out, &Sample::of(run, &assessed()))?;
        key(out, "quality")?;
        put(out, &Quality::of(run))?;

        if let Some(burden) = &run.facts.burden {
            key(out, "tmb")?;
            put(out, &Burden::of(burden))?;
        }

        if let Some(reads) = &run.reads {
            key(out, "reads")?;
            put(out, &ReadsView::of(reads))?;
        }

        let mut list = List::begin(out, "variants")?;
        // Where each finding stands in the list.
        let mut places = Vec::with_capacity(findings.len());
        for (index, (finding, is_reported)) in findings.iter().enumerate() {
            plain.copy_before(index, &mut list)?;
            places.push(list.elements);
            if *is_reported {
                element(&mut list, &Variant::explained(finding))?;
            } else if run.settings.all {
                element(&mut list, &Variant::unreported(finding))?;
            }
        }
        plain.copy_before(findings.len(), &mut list)?;
        list.end()?;

        let unreported = || findings.iter().filter(|(_, is_reported)| !is_reported);
        let mut list = List::begin(out, "unreported")?;
        for (finding, _) in unreported().filter(|_| !run.settings.all) {
            element(&mut list, &Variant::unreported(finding))?;
        }
        list.end()?;
        let mut list = List::begin(out, "profiles")?;
        profiles.iter().try_for_each(|profile| element(&mut list, &Profile::of(profile)))?;
        list.end()?;
        let mut list = List::begin(out, "conflicts")?;
        conflicts.iter().try_for_each(|conflict| element(&mut list, &Conflict::of(conflict)))?;
        list.end()?;
        let reported: Vec<&Finding> =
            findings.iter().filter(|(_, is_reported)| *is_reported).map(|(f, _)| f).collect();
        key(out, "summary")?;
        put(out, &SummaryView::of(&summary(), findings, &places, conflicts))?;
        key(out, "immunotherapy")?;
        put(out, &Immunotherapy::of(immunotherapy, &reported))?;
        if !biomarkers.list.is_empty() {
            let mut list = List::begin(out, "standard_biomarkers")?;
            Biomarker::all(biomarkers).try_for_each(|biomarker| element(&mut list, &biomarker))?;
            list.end()?;
        }
        if !pharmacogenes.is_empty() {
            let mut list = List::begin(out, "pharmacogenes")?;
            pharmacogenes
                .iter()
                .try_for_each(|of| element(&mut list, &PharmacogeneView::of(of)))?;
            list.end()?;
        }
        key(out, "warnings")?;
        put(out, warnings)?;
        out.write_all(b"\n}\n")
    }
}

/// Writes JSON on one line. Control characters that JSON may hold as they are get its escapes, too.
struct Escaped;

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|c: char| !c.is_ascii_graphic() && is_control(c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            let mut after = rest[at..].chars();
            // All of them are of the basic plane.
            if let Some(c) = after.next() {
                write!(out, "\\u{:04x}", u32::from(c))?;
            }
            rest = after.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

/// Writes a value.
fn put(out: &mut dyn Write, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Escaped))?)
}

/// Begins the next member of the object.
fn key(out: &mut dyn Write, name: &str) -> io::Result<()> {
    write!(out, ",\n\"{name}\":")
}

/// Writes an element of a list, with the comma that parts it from the one before.
fn element(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(b",\n")?;
    put(out, value)
}

/// A list in writing. Passes elements on, but for the comma before the first one: whoever wrote
/// an element could not know that it would be the first.
struct List<'w> {
    out: &'w mut dyn Write,
    is_empty: bool,
    /// Elements so far. Each has a line of its own.
    elements: usize,
}

impl<'w> List<'w> {
    fn begin(out: &'w mut dyn Write, name: &str) -> io::Result<Self> {
        key(out, name)?;
        out.write_all(b"[")?;
        Ok(Self { out, is_empty: true, elements: 0 })
    }

    fn end(self) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"]" } else { b"\n]" })
    }
}

impl Write for List<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes {
            [b',', ..] if self.is_empty => {
                self.is_empty = false;
                Ok(1)
            }
            _ => {
                let written = self.out.write(bytes)?;
                self.elements += memchr_iter(b'\n', &bytes[..written]).count();
                Ok(written)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
