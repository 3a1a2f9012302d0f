//! HL7 FHIR R4: a bundle by the guide Genomics Reporting 3.0.0 (STU 3). It holds the specimen, a report, an
//! observation a variant, and one a regimen that the variant makes work or fail. It names no patient.

mod element;
mod implication;
mod variant;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use self::element::{LOINC, STATUS, code_alone, profile, reference, urn};
use super::format::{Format, PlainVariants, SampleResult};
use super::statement::{Statement, text};
use crate::model::finding::Finding;

/// A bundle of FHIR.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fhir;

impl Format for Fhir {
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        _: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let mut bundle = Bundle::default();
        let sample = result.run.sample.trim();
        let input = result.provenance.and_then(|made| made.input_sha256.as_deref()).unwrap_or("");
        let address = |kind: &str, what: &str| urn(&[kind, sample, input, what]);
        let specimen_urn = address("specimen", "");
        let specimen = reference(&specimen_urn);
        let mut results = Vec::new();
        let reported = result.findings.iter().filter(|(_, is_reported)| *is_reported);
        let mut observations = Vec::new();
        for (number, (finding, _)) in reported.enumerate() {
            let variant_urn = address("variant", &format!("{number}:{}", place(finding)));
            let observation = variant::observation(finding, result.run.assembly, &specimen);
            results.push(reference(&variant_urn));
            for (ordinal, statement) in Statement::of(finding).iter().enumerate() {
                let implied = implication::observation(statement, finding, &variant_urn, &specimen);
                if let Some(implied) = implied {
                    let what = format!("{number}:{ordinal}:{}", statement.regimen);
                    let implied_urn = address("implication", &what);
                    results.push(reference(&implied_urn));
                    observations.push((implied_urn, implied));
                }
            }
            bundle.put(variant_urn, observation);
        }
        let mut whole = Bundle::default();
        whole.put(specimen_urn, specimen_of(sample));
        whole.put(address("report", ""), report(result, &specimen, results));
        whole.0.append(&mut bundle.0);
        observations.into_iter().for_each(|(urn, observation)| whole.put(urn, observation));
        whole.write(out)
    }
}

/// Returns what tells the alleles of a sample apart.
fn place(finding: &Finding<'_>) -> String {
    let variant = &finding.variant;
    let (pos, name) = (variant.pos, finding.name());
    format!("{}:{pos}:{}:{}:{name}", variant.chrom, variant.reference, variant.alternate)
}

/// The entries of a bundle.
#[derive(Default)]
struct Bundle(Vec<Value>);

impl Bundle {
    fn put(&mut self, urn: String, resource: Value) {
        self.0.push(json!({ "fullUrl": urn, "resource": resource }));
    }

    /// Writes one entry a line.
    fn write(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[")?;
        for (number, entry) in self.0.iter().enumerate() {
            out.write_all(if number > 0 { b",\n" } else { b"\n" })?;
            serde_json::to_writer(&mut *out, entry)?;
        }
        out.write_all(b"\n]}\n")
    }
}

/// Returns the specimen, by the name of the sample.
fn specimen_of(sample: &str) -> Value {
    let mut specimen = json!({ "resourceType": "Specimen" });
    if !sample.is_empty() {
        specimen["identifier"] = json!([{ "value": text(sample) }]);
    }
    specimen
}

/// Returns the report that names all observations.
fn report(result: &SampleResult<'_>, specimen: &Value, results: Vec<Value>) -> Value {
    let mut report = Map::new();
    let mut put = |key: &str, value: Value| report.insert(key.to_owned(), value);
    put("resourceType", Value::from("DiagnosticReport"));
    put("meta", json!({ "profile": [profile("genomic-report")] }));
    put("status", Value::from(STATUS));
    put("category", json!([code_alone("http://terminology.hl7.org/CodeSystem/v2-0074", "GE")]));
    put("code", code_alone(LOINC, "51969-4"));
    put("specimen", json!([specimen]));
    if !results.is_empty() {
        put("result", Value::Array(results));
    }
    let mut conclusion = match &result.run.tumor {
        Some(tumor) => format!("Tumour type: {}. ", tumor.name),
        None => "Tumour type: not given. ".to_owned(),
    };
    match result.provenance {
        Some(made) => {
            conclusion.push_str(&format!("theravar {}: {}.", made.version, made.disclaimer));
        }
        None => conclusion.push_str("Research use only."),
    }
    put("conclusion", text(&conclusion));
    Value::Object(report)
}
