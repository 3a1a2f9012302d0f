//! `schema/result.schema.json`, made from the views that JSON writes.

use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::SCHEMA_VERSION;
use super::burden::Burden;
use super::immunotherapy::Immunotherapy;
use super::pharmacogenes::PharmacogeneView;
use super::provenance::ProvenanceView;
use super::reads::ReadsView;
use super::sample::{Conflict, Profile, Quality, Sample};
use super::summary::SummaryView;
use crate::report::biomarker::Biomarker;
use crate::report::docs::committed;
use crate::report::variant::{Judged, Located, Observed, Reasons, Variant};

/// What `theravar annotate --format json` writes for one sample. A key that does not apply is left out.
#[derive(JsonSchema)]
#[schemars(title = "theravar result")]
#[expect(dead_code, reason = "the writer streams it")]
struct Document<'r> {
    /// Changes when a key changes its meaning or goes.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    schema_version: u32,
    /// What the result rests on; absent with `--no-provenance`.
    #[schemars(skip_serializing_if = "Option::is_none")]
    provenance: Option<ProvenanceView<'r>>,
    /// The sample, and where its lack of a variant is known.
    sample: Sample<'r>,
    /// What was read, what of it was not looked at, and by which limits.
    quality: Quality,
    /// The mutational burden; absent where it was not asked for.
    #[schemars(skip_serializing_if = "Option::is_none")]
    tmb: Option<Burden<'r>>,
    /// What the sample's own reads show of its targets; absent where none were given.
    #[schemars(skip_serializing_if = "Option::is_none")]
    reads: Option<ReadsView<'r>>,
    /// Findings in input order; with `--all`, every variant.
    variants: Vec<Variant<'r>>,
    /// Alleles that knowledge speaks of and that are no finding: part of a combination that does not
    /// hold, or below `--min-level`. With `--all` they are among the variants.
    #[schemars(transform = unreported)]
    unreported: Vec<Variant<'r>>,
    /// Combinations and negations of which the sample shows a part.
    profiles: Vec<Profile<'r>>,
    /// Variants of the sample that speak against each other: one element for two of them.
    conflicts: Vec<Conflict<'r>>,
    /// The sample on one page, ranked once: what every page shows, in its order.
    summary: SummaryView<'r>,
    /// What the sample says of immune-checkpoint therapy.
    immunotherapy: Immunotherapy<'r>,
    /// The standard biomarkers of the tumour type; absent where none was given.
    #[schemars(skip_serializing_if = "Vec::is_empty")]
    standard_biomarkers: Vec<Biomarker<'r>>,
    /// What the sample shows of genes that take drugs apart; absent where nothing is known of any.
    #[schemars(skip_serializing_if = "Vec::is_empty", length(min = 1))]
    pharmacogenes: Vec<PharmacogeneView<'r>>,
    /// What the user must know of the run.
    #[schemars(inner(length(min = 1)))]
    warnings: Vec<String>,
}

/// States that an allele that is no finding has flags and no matches.
fn unreported(schema: &mut Schema) {
    let variant = schema.get("items").cloned();
    let items = json!({"allOf": [variant], "required": ["gene", "flags"], "not": {"required": ["matches"]}});
    schema.insert("items".to_owned(), items);
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// Returns the keys of a part of a variant, all of them and those that it always has.
fn keys<T: JsonSchema>() -> (Vec<String>, Vec<String>) {
    let schema = generator().into_root_schema_for::<T>();
    let object = |name| schema.get(name).and_then(Value::as_object);
    let all = object("properties").into_iter().flatten().map(|(key, _)| key.clone()).collect();
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    (all, required.filter_map(|key| key.as_str().map(str::to_owned)).collect())
}

/// States which keys of a variant come together: those of a place, of a gene, and of a judgement.
fn together(variant: &mut Schema) {
    let mut needed = serde_json::Map::new();
    needed.insert("pos".to_owned(), json!(["chrom", "ref", "alt"]));
    let (in_gene, always) = keys::<Located<'_>>();
    for key in in_gene {
        needed.insert(key, json!(["gene"]));
    }
    needed.insert("gene".to_owned(), json!(always));
    let (mut of_judgement, mut always) = keys::<Judged<'_>>();
    let (of_reasons, more) = keys::<Reasons<'_>>();
    of_judgement.extend(of_reasons);
    always.extend(more);
    always.extend(["gene", "flags"].map(str::to_owned));
    for key in of_judgement {
        needed.insert(key, json!(["matches"]));
    }
    needed.insert("matches".to_owned(), json!(always));
    variant.insert("dependentRequired".to_owned(), needed.into());
}

/// Closes every object, and takes back that a key may be null which is left out instead.
fn strict(schema: &mut Schema) {
    transform_subschemas(&mut strict, schema);
    let Some(object) = schema.as_object_mut() else { return };
    let required: Vec<Value> =
        object.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_closed = object.get("type") == Some(&json!("object"));
    let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for (key, property) in properties.iter_mut() {
        if !required.contains(&json!(key)) {
            without_null(property);
        }
    }
    if is_closed {
        object.insert("additionalProperties".to_owned(), false.into());
    }
}

fn without_null(property: &mut Value) {
    let Some(property) = property.as_object_mut() else { return };
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            property.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(choices)) = property.remove("anyOf") else { return };
    let mut choices: Vec<Value> =
        choices.into_iter().filter(|choice| *choice != json!({"type": "null"})).collect();
    match (choices.pop(), choices.is_empty()) {
        (Some(Value::Object(only)), true) => property.extend(only),
        (last, _) => {
            choices.extend(last);
            property.insert("anyOf".to_owned(), choices.into());
        }
    }
}

fn schema() -> Schema {
    let mut schema = generator().into_root_schema_for::<Document<'_>>();
    let variant = schema.pointer_mut("/$defs/Variant").unwrap();
    together(<&mut Schema>::try_from(variant).unwrap());
    strict(&mut schema);
    schema
}

/// Returns the description of each key of `T`.
pub(in crate::report) fn descriptions<T: JsonSchema>() -> Vec<(String, String)> {
    let schema = generator().into_root_schema_for::<T>();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap();
    let text = |value: &Value| value["description"].as_str().unwrap_or_default().replace('\n', " ");
    properties.iter().map(|(key, value)| (key.clone(), text(value))).collect()
}

#[test]
fn the_schema_is_that_of_the_views() {
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    committed(Path::new("schema/result.schema.json"), &text);
}

/// Every key is described.
#[test]
fn every_key_says_what_it_is() {
    fn check(at: &str, schema: &Value) {
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            // A condition on a key declared elsewhere, or the tag of an alternative.
            if property.get("const").is_some() {
                continue;
            }
            let is_described =
                property.get("description").is_some() || property.get("$ref").is_some();
            assert!(is_described, "{at}.{key}");
        }
        for (name, inner) in schema["$defs"].as_object().into_iter().flatten() {
            check(name, inner);
        }
        for inner in schema["oneOf"].as_array().into_iter().flatten() {
            check(at, inner);
        }
    }
    check("", schema().as_value());
    assert!(!descriptions::<Observed<'_>>().is_empty());
}
