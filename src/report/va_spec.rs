//! GA4GH VA-Spec 1.0: a list of statements, each on the response of a tumour with the variant to one
//! regimen (`VariantTherapeuticResponseProposition`), with the evidence for and against it.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::address::address;
use super::format::{Format, PlainVariants, SampleResult};
use super::provenance::Provenance;
use super::statement::{Effect, Line, Statement, text};
use crate::model::evidence::Source;
use crate::model::finding::Finding;
use crate::model::level::AmpTier;
use crate::model::source_level::VariantOrigin;
use crate::model::vrs::{VrsAllele, VrsState};

/// Statements of VA-Spec.
#[derive(Debug, Clone, Copy, Default)]
pub struct VaSpec;

/// How the profile of VA-Spec calls the guideline of Li et al. 2017.
const AMP_ASCO_CAP: &str = "AMP/ASCO/CAP (AAC) Guidelines, 2017";

impl Format for VaSpec {
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        _: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let reported = result.findings.iter().filter(|(_, is_reported)| *is_reported);
        let mut separator = "[\n";
        for (finding, _) in reported {
            for statement in Statement::of(finding) {
                out.write_all(separator.as_bytes())?;
                let document = document(&statement, finding, &result.run.sample, result.provenance);
                serde_json::to_writer(&mut *out, &document)?;
                separator = ",\n";
            }
        }
        out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })
    }
}

/// An object that leaves out what is not known.
struct Object(Map<String, Value>);

impl Object {
    fn of(kind: &str) -> Self {
        Self(Map::from_iter([("type".to_owned(), Value::from(kind))]))
    }

    fn with(mut self, key: &str, value: impl Into<Option<Value>>) -> Self {
        let is_empty = |value: &Value| {
            value.as_array().is_some_and(Vec::is_empty) || value.as_str().is_some_and(str::is_empty)
        };
        if let Some(value) = value.into().filter(|value| !is_empty(value)) {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    fn value(self) -> Value {
        Value::Object(self.0)
    }
}

/// Returns one statement.
fn document(
    statement: &Statement<'_>,
    finding: &Finding<'_>,
    sample: &str,
    provenance: Option<&Provenance>,
) -> Value {
    let tier = statement.tier().and_then(classified);
    let (class, strength) = tier.unzip();
    let direction = if statement.level.is_some() { "supports" } else { "disputes" };
    let lines: Vec<Value> =
        statement.lines.iter().map(|line| evidence_line(line, statement)).collect();
    let mut extensions = vec![
        extension("variant", text(&finding.name())),
        extension("profile", text(statement.by.matched.profile)),
        extension("match_type", Value::from(statement.by.matched.match_type.to_string())),
    ];
    extensions.extend(statement.level.map(|level| extension("level", Value::from(level.name()))));
    if !statement.conditions.is_empty() {
        let conditions = statement.conditions.iter().map(|condition| text(condition)).collect();
        extensions.push(extension("conditions", Value::Array(conditions)));
    }
    if !sample.is_empty() {
        extensions.push(extension("sample", text(sample)));
    }
    let agent = Object::of("Agent").with("name", Value::from("theravar"));
    let agent = agent.with("agentType", Value::from("software"));
    let agent = match provenance {
        Some(provenance) => {
            extensions.push(extension("disclaimer", Value::from(provenance.disclaimer)));
            let version = extension("version", Value::from(provenance.version));
            agent.with("extensions", Value::Array(vec![version]))
        }
        None => agent,
    };
    let contribution = Object::of("Contribution")
        .with("activityType", Value::from("evaluated"))
        .with("contributor", agent.value());
    Object::of("Statement")
        .with("proposition", proposition(statement, finding))
        .with("direction", Value::from(direction))
        .with("strength", strength.map(coded))
        .with("classification", class.map(coded))
        .with("specifiedBy", class.map(|_| guideline()))
        .with("hasEvidenceLines", Value::Array(lines))
        .with("contributions", Value::Array(vec![contribution.value()]))
        .with("extensions", Value::Array(extensions))
        .value()
}

fn extension(name: &str, value: Value) -> Value {
    json!({ "name": name, "value": value })
}

/// Returns the class and the level of evidence of a tier, as the profile of VA-Spec calls them; tiers
/// without a level of evidence are of no therapy.
fn classified(tier: AmpTier) -> Option<(&'static str, &'static str)> {
    match tier {
        AmpTier::IA => Some(("Tier I", "Level A")),
        AmpTier::IB => Some(("Tier I", "Level B")),
        AmpTier::IIC => Some(("Tier II", "Level C")),
        AmpTier::IID => Some(("Tier II", "Level D")),
        AmpTier::III | AmpTier::IV => None,
    }
}

fn coded(code: &str) -> Value {
    json!({ "primaryCoding": { "system": AMP_ASCO_CAP, "code": code } })
}

/// Returns the guideline by which a tier is given.
fn guideline() -> Value {
    json!({
        "type": "Method",
        "name": AMP_ASCO_CAP,
        "methodType": "guideline",
        "reportedIn": {
            "type": "Document",
            "id": "pmid:27993330",
            "name": "Li et al., 2017, J Mol Diagn.",
            "doi": "10.1016/j.jmoldx.2016.10.002",
            "pmid": "27993330",
            "urls": ["https://pubmed.ncbi.nlm.nih.gov/27993330/"],
        },
    })
}

fn proposition(statement: &Statement<'_>, finding: &Finding<'_>) -> Value {
    let predicate = match statement.effect {
        Effect::Sensitivity => "predictsSensitivityTo",
        Effect::Resistance => "predictsResistanceTo",
    };
    let evidence = statement.by.evidence();
    let origin = match evidence.variant_origin() {
        VariantOrigin::Somatic => Some("somatic"),
        VariantOrigin::Germline | VariantOrigin::RareGermline | VariantOrigin::CommonGermline => {
            Some("germline")
        }
        VariantOrigin::Other => None,
    };
    Object::of("VariantTherapeuticResponseProposition")
        .with("subjectVariant", subject(finding))
        .with("predicate", Value::from(predicate))
        .with("objectTherapeutic", therapeutic(statement))
        .with("conditionQualifier", condition(evidence.disease, evidence.disease_id))
        .with("geneContextQualifier", gene(finding))
        .with("alleleOriginQualifier", origin.map(|origin| json!({ "name": origin })))
        .value()
}

/// Returns the variant: its allele where that is known, else a category by its name.
fn subject(finding: &Finding<'_>) -> Value {
    match &finding.vrs {
        Some(allele) => of_allele(allele, finding),
        None => json!({ "type": "CategoricalVariant", "name": text(&finding.name()) }),
    }
}

fn of_allele(allele: &VrsAllele, finding: &Finding<'_>) -> Value {
    let state = match &allele.state {
        VrsState::Literal(bases) => {
            json!({ "type": "LiteralSequenceExpression", "sequence": bases })
        }
        VrsState::Length { length, unit } => json!({
            "type": "ReferenceLengthExpression",
            "length": length,
            "repeatSubunitLength": unit,
        }),
    };
    let expressions = allele.hgvs_g.iter().map(|hgvs| {
        let syntax = if hgvs.contains(":m.") { "hgvs.m" } else { "hgvs.g" };
        json!({ "syntax": syntax, "value": hgvs })
    });
    Object::of("Allele")
        .with("id", Value::from(allele.id.as_str()))
        .with("digest", allele.id.rsplit('.').next().map(Value::from))
        .with("name", text(&finding.name()))
        .with("aliases", finding.registry_ids.iter().copied().collect::<Value>())
        .with("expressions", Value::Array(expressions.collect()))
        .with(
            "location",
            json!({
                "type": "SequenceLocation",
                "sequenceReference": {
                    "type": "SequenceReference",
                    "refgetAccession": allele.accession,
                },
                "start": allele.start,
                "end": allele.end,
            }),
        )
        .with("state", state)
        .value()
}

fn therapeutic(statement: &Statement<'_>) -> Value {
    let therapy = |name: &str| json!({ "conceptType": "Therapy", "name": text(name) });
    if statement.drugs.len() < 2 {
        return therapy(&statement.regimen);
    }
    let drugs: Vec<Value> = statement.drugs.iter().map(|drug| therapy(drug)).collect();
    json!({ "membershipOperator": "AND", "therapies": drugs })
}

/// Returns a disease, with its code where its source gives one.
fn condition(disease: &str, id: &str) -> Value {
    let mut concept = json!({ "conceptType": "Disease", "name": text(disease) });
    let (system, code) = match id.split_once(':') {
        Some(("DOID", _)) => ("https://disease-ontology.org/", id),
        Some(("NCIT", code)) => ("https://ncit.nci.nih.gov/", code),
        Some(("ONCOTREE", code)) => ("https://oncotree.mskcc.org/", code),
        _ => return concept,
    };
    concept["primaryCoding"] = json!({ "system": system, "code": text(code) });
    concept
}

/// Returns the gene; both of a fusion are its name.
fn gene(finding: &Finding<'_>) -> Value {
    let mut concept = json!({ "conceptType": "Gene", "name": text(&finding.consequence.gene) });
    if let [id] = finding.gene.hgnc.as_slice()
        && !id.is_empty()
    {
        concept["primaryCoding"] =
            json!({ "system": "https://www.genenames.org/", "code": id.as_str() });
    }
    concept
}

/// Returns an item of evidence. One on another disease than the statement's says so.
fn evidence_line(line: &Line<'_>, statement: &Statement<'_>) -> Value {
    let evidence = line.evidence();
    let strength = (!evidence.source_level.is_empty()).then(|| {
        let system = format!("{} evidence level", evidence.source.name());
        json!({ "primaryCoding": { "system": system, "code": text(evidence.source_level) } })
    });
    // An address of CIViC's; other items are told by their ids below.
    let item = (evidence.source == Source::Civic).then(|| address(evidence.id)).flatten();
    let cited = || evidence.citation.each().map(str::trim).filter(|id| !id.is_empty());
    let documents = if evidence.citation.is_verified() {
        cited().map(cited_document).collect()
    } else {
        Vec::new()
    };
    let mut extensions = vec![
        extension("id", text(evidence.id)),
        extension("source", Value::from(evidence.source.name())),
    ];
    if !evidence.citation.is_verified() {
        extensions.push(extension("unverified", Value::Bool(true)));
    }
    if evidence.disease != statement.by.evidence().disease {
        extensions.push(extension("disease", text(evidence.disease)));
    }
    Object::of("EvidenceLine")
        .with("hasEvidenceItems", Value::Array(item.map(Value::from).into_iter().collect()))
        .with(
            "directionOfEvidenceProvided",
            Value::from(if line.supports { "supports" } else { "disputes" }),
        )
        .with("strengthOfEvidenceProvided", strength)
        .with("reportedIn", Value::Array(documents))
        .with("extensions", Value::Array(extensions))
        .value()
}

/// Returns what an item cites: an article, a label, a trial.
fn cited_document(id: &str) -> Value {
    let pmid = id.strip_prefix("PMID:").filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let kind = match pmid {
        Some(_) => Some("publication"),
        None if id.starts_with("FDA:") => Some("drug label"),
        None if id.starts_with("NCT") => Some("clinical trial"),
        None => None,
    };
    Object::of("Document")
        .with("id", text(&pmid.map_or_else(|| id.to_owned(), |pmid| format!("pmid:{pmid}"))))
        .with("documentType", kind.map(Value::from))
        .with("pmid", pmid.map(Value::from))
        .with("urls", Value::Array(address(id).map(Value::from).into_iter().collect()))
        .value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_called_as_the_profile_calls_them() {
        assert_eq!(classified(AmpTier::IA), Some(("Tier I", "Level A")));
        assert_eq!(classified(AmpTier::IID), Some(("Tier II", "Level D")));
        assert_eq!(classified(AmpTier::III), None);
        assert_eq!(classified(AmpTier::IV), None);
    }

    #[test]
    fn a_document_has_an_address_only_by_its_digits() {
        let of = |id| cited_document(id);
        assert_eq!(of("PMID:22663011")["urls"][0], "https://pubmed.ncbi.nlm.nih.gov/22663011/");
        assert_eq!(of("FDA:202429 (Zelboraf, label 2020-05-18)")["documentType"], "drug label");
        let hostile = of("PMID:1\"},{\u{202e}");
        assert_eq!(hostile.get("urls"), None);
        assert_eq!(hostile["id"], "PMID:1\"},{\\u{202e}");
    }

    #[test]
    fn codes_of_diseases() {
        assert_eq!(condition("Melanoma", "DOID:1909")["primaryCoding"]["code"], "DOID:1909");
        assert_eq!(condition("CLL", "NCIT:C3163")["primaryCoding"]["code"], "C3163");
        assert_eq!(condition("Anything", "").get("primaryCoding"), None);
    }
}
