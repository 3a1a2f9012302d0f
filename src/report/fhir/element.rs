//! Elements of FHIR R4 that resources share, and the codes of Genomics Reporting 3.0.0.

use serde_json::{Map, Value, json};

use crate::io::Sha256Hex;
use crate::report::statement::text;

pub(super) const LOINC: &str = "http://loinc.org";
/// Codes that the guide itself defines.
pub(super) const TBD: &str = "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs";
pub(super) const UCUM: &str = "http://unitsofmeasure.org";
/// Where the profiles of the guide lie.
const PROFILES: &str = "http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/";
/// Results are not final before a person has signed them.
pub(super) const STATUS: &str = "preliminary";

/// Returns the canonical address of a profile of the guide, with the version.
pub(super) fn profile(name: &str) -> String {
    format!("{PROFILES}{name}|3.0.0")
}

/// Returns the address of an extension of the guide.
pub(super) fn extension_url(name: &str) -> String {
    format!("{PROFILES}{name}")
}

/// Returns the address of a resource in its bundle, made of what it is about: the same for the same input.
pub(super) fn urn(parts: &[&str]) -> String {
    let lengths: String = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
    let hash = Sha256Hex::of(lengths).to_string();
    // A UUID of version 8 (RFC 9562): bits of one's own but those of the version and the variant.
    let variant = match hash.as_bytes()[16] {
        b'0' | b'4' | b'8' | b'c' => '8',
        b'1' | b'5' | b'9' | b'd' => '9',
        b'2' | b'6' | b'a' | b'e' => 'a',
        _ => 'b',
    };
    format!(
        "urn:uuid:{}-{}-8{}-{variant}{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[13..16],
        &hash[17..20],
        &hash[20..32]
    )
}

/// Returns the address of a resource as others refer to it.
pub(super) fn reference(urn: &str) -> Value {
    json!({ "reference": urn })
}

pub(super) fn coded(system: &str, code: &str, display: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": display }] })
}

pub(super) fn code_alone(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

/// Returns a concept by a code that the input may have written: white space, which codes may not hold, is
/// taken out.
pub(super) fn code_of_text(system: &str, code: &str) -> Option<Value> {
    let code: String = code.split_whitespace().collect();
    (!code.is_empty()).then(|| json!({ "coding": [{ "system": system, "code": text(&code) }] }))
}

/// The categories of every observation of the guide.
pub(super) fn categories() -> Value {
    json!([
        code_alone("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory"),
        code_alone("http://terminology.hl7.org/CodeSystem/v2-0074", "GE"),
    ])
}

/// The components of an observation, in the order in which they were put.
#[derive(Debug, Default)]
pub(super) struct Components(Vec<Value>);

impl Components {
    /// Puts a component by a code of LOINC: `key` is that of its value (`valueString`).
    pub(super) fn put(&mut self, code: &str, key: &str, value: Option<Value>) {
        self.put_as(code_alone(LOINC, code), key, value);
    }

    /// Puts a component by a code that the guide itself defines.
    pub(super) fn put_tbd(&mut self, code: &str, key: &str, value: Option<Value>) {
        self.put_as(code_alone(TBD, code), key, value);
    }

    /// Adds what the last component rests on.
    pub(super) fn cite(&mut self, cited: Vec<Value>) {
        if let Some(last) = self.0.last_mut().filter(|_| !cited.is_empty()) {
            last["extension"] = Value::Array(cited);
        }
    }

    fn put_as(&mut self, code: Value, key: &str, value: Option<Value>) {
        let Some(value) = value else { return };
        let mut component = Map::new();
        component.insert("code".to_owned(), code);
        component.insert(key.to_owned(), value);
        self.0.push(Value::Object(component));
    }

    /// Returns them as a value.
    pub(super) fn value(self) -> Value {
        Value::Array(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_uuid_of_what_it_is_about() {
        let one = urn(&["variant", "S1", "7"]);
        assert_eq!(one, urn(&["variant", "S1", "7"]));
        assert_ne!(one, urn(&["variant", "S17", ""]));
        let parts: Vec<&str> = one.strip_prefix("urn:uuid:").unwrap().split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && "89ab".contains(&parts[3][..1]));
    }

    #[test]
    fn a_code_holds_no_white_space() {
        assert_eq!(code_of_text(LOINC, "c.1A>G \n").unwrap()["coding"][0]["code"], "c.1A>G");
        assert_eq!(code_of_text(LOINC, " "), None);
    }
}
