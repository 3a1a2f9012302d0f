//! `docs/columns.md`, made from the declarations of the columns.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use schemars::JsonSchema;

use super::column::{Column, Meaning};
use super::evidence::{Item, Match};
use super::json::schema::descriptions;
use super::variant::{Structural, Variant};
use super::{tsv_evidence, tsv_variant, vcf};

/// The environment variable that lets tests write what they make.
const WRITE: &str = "THERAVAR_WRITE_DOCS";

/// Checks that the file at `path` is `text`; writes it where [`WRITE`] is set.
pub(super) fn committed(path: &Path, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os(WRITE).is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    let differs = found.lines().zip(text.lines()).position(|(found, made)| found != made);
    assert!(
        found == text,
        "{} is not what the declarations make (line {}): run the test with {WRITE}=1",
        path.display(),
        differs.map_or(found.lines().count().min(text.lines().count()), |line| line) + 1
    );
}

/// Checks that the file at `path` is the schema of `T`, as [`committed`] does.
pub(super) fn committed_schema<T: JsonSchema>(path: &str) {
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = generator.into_generator().into_root_schema_for::<T>();
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    committed(Path::new(path), &text);
}

/// A key of JSON, as it stands in its object, with the path to it and its description.
type Keys = BTreeMap<String, (String, String)>;

/// Returns the keys of `T`, which stands at `path`.
fn keys<T: JsonSchema>(path: &str) -> Keys {
    let told = |(key, text): (String, String)| (key.clone(), (format!("{path}{key}"), text));
    descriptions::<T>().into_iter().map(told).collect()
}

/// Returns the rows of a table of columns; `keys` describes those of JSON.
fn rows<W>(columns: &[Column<W>], keys: &Keys) -> String {
    let mut rows = String::new();
    for Column { name, meaning, .. } in columns {
        let (key, text) = match *meaning {
            Meaning::Key(key) => (format!("`{}`", keys[key].0), keys[key].1.as_str()),
            Meaning::Own(text) => (String::new(), text),
        };
        assert!(!text.is_empty(), "{name} says nothing");
        let text = text.replace('|', "\\|");
        writeln!(rows, "| `{name}` | {key} | {text} |").unwrap();
    }
    rows
}

fn columns() -> String {
    let mut of_variant = keys::<Structural<'_>>("structural.");
    of_variant.extend(keys::<Variant<'_>>(""));
    let mut of_item = keys::<Match<'_>>("");
    of_item.extend(keys::<Item<'_>>(""));
    let head = |first: &str| format!("| {first} | JSON | Meaning |\n|---|---|---|\n");
    format!(
        "# Columns\n\n\
         Made from the declarations in `src/report`; `{WRITE}=1 cargo test --lib report` writes it \
         again.\n\n\
         An empty cell does not apply. Lists are joined by `;`, drugs of one regimen by ` + `.\n\n\
         ## Layout `variant`\n\n\
         One row an allele and gene. JSON has the same fields under `variants[]`, typed, and more: \
         `schema/result.schema.json` has them all.\n\n{}{}\n\
         ## Layout `evidence`\n\n\
         The columns above, but for those of the same name, then these; `vrs_id` and `registry_ids` stand last. One row an \
         evidence item. \
         JSON has them under `variants[].matches[]` and its `evidence[]`.\n\n{}{}\n\
         ## VCF: parts of INFO/TX\n\n\
         An entry an allele and gene, entries joined by `,`, parts by `|`, lists in a part by `&`.\n\n\
         {}{}",
        head("Column"),
        rows(tsv_variant::COLUMNS, &of_variant),
        head("Column"),
        rows(tsv_evidence::COLUMNS, &of_item),
        head("Part"),
        rows(vcf::entry::PARTS, &of_variant),
    )
}

#[test]
fn the_documented_columns_are_those_declared() {
    committed(Path::new("docs/columns.md"), &columns());
}
