//! What a variant means for a therapy, as an observation of the profile `therapeutic-implication`
//! (Genomics Reporting 3.0.0).

use serde_json::{Value, json};

use super::element::{
    Components, LOINC, STATUS, TBD, categories, code_alone, coded, extension_url, profile,
    reference,
};
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::report::address::address;
use crate::report::statement::{Effect, Line, Statement, text};

const CONCEPT: &str = "valueCodeableConcept";

/// Returns the observation, which is derived from that of the variant; none where items only dispute the
/// effect, for which the guide has no word.
pub(super) fn observation(
    statement: &Statement<'_>,
    finding: &Finding<'_>,
    variant: &str,
    specimen: &Value,
) -> Option<Value> {
    let level = statement.level?;
    Some(json!({
        "resourceType": "Observation",
        "meta": { "profile": [profile("therapeutic-implication")] },
        "status": STATUS,
        "category": categories(),
        "code": code_alone(TBD, "therapeutic-implication"),
        "specimen": specimen,
        "derivedFrom": [reference(variant)],
        "component": components(statement, finding, level),
    }))
}

fn components(statement: &Statement<'_>, finding: &Finding<'_>, level: Level) -> Value {
    let mut all = Components::default();
    let (code, display, word) = match statement.effect {
        Effect::Sensitivity => ("LA6677-4", "Responsive", "sensitive to"),
        Effect::Resistance => ("LA6676-6", "Resistant", "resistant to"),
    };
    all.put_tbd("therapeutic-implication", CONCEPT, Some(coded(LOINC, code, display)));
    let evidence = statement.by.evidence();
    all.put("81259-4", CONCEPT, Some(disease(evidence.disease, evidence.disease_id)));
    all.put("51963-7", CONCEPT, Some(json!({ "text": text(&statement.regimen) })));
    let by_level = json!({ "text": format!("theravar level {level}") });
    all.put("93044-6", CONCEPT, Some(by_level));
    all.cite(statement.lines.iter().filter(|line| line.supports).map(artifact).collect());
    let tier = statement.tier().map(|tier| json!({ "text": format!("AMP/ASCO/CAP tier {tier}") }));
    all.put("93044-6", CONCEPT, tier);
    let conditions = match statement.conditions {
        [] => String::new(),
        conditions => format!("; only if {}", conditions.join("; ")),
    };
    let disputed = match statement.lines.iter().filter(|line| !line.supports).count() {
        0 => String::new(),
        1 => "; 1 item disputes it".to_owned(),
        count => format!("; {count} items dispute it"),
    };
    let conclusion = format!(
        "{}: {word} {} (level {level}, {}){conditions}{disputed}",
        finding.name(),
        statement.regimen,
        evidence.disease
    );
    all.put_tbd("conclusion-string", "valueString", Some(text(&conclusion)));
    all.value()
}

/// Returns a disease, with its code where the guide's own examples show the system of such codes.
fn disease(name: &str, id: &str) -> Value {
    let mut concept = json!({ "text": text(name) });
    let (system, code) = match id.split_once(':') {
        Some(("DOID", _)) => ("http://purl.obolibrary.org/obo/doid.owl", id),
        Some(("NCIT", code)) => ("http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", code),
        _ => return concept,
    };
    if !code.is_empty() && !code.contains(char::is_whitespace) {
        concept["coding"] = json!([{ "system": system, "code": text(code) }]);
    }
    concept
}

/// Returns an item of evidence as what is cited.
fn artifact(line: &Line<'_>) -> Value {
    let evidence = line.evidence();
    let mut artifact = json!({
        "type": "citation",
        "label": text(evidence.id),
        "display": text(evidence.source.name()),
        "citation": text(evidence.citation.as_str()),
    });
    let cited = || evidence.citation.each().find_map(|id| address(id.trim()));
    if let Some(address) = address(evidence.id).or_else(cited) {
        artifact["url"] = Value::from(address);
    }
    json!({
        "url": extension_url("workflow-relatedArtifactComponent"),
        "valueRelatedArtifact": artifact,
    })
}
