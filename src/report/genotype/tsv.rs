//! TSV: one row a target and file. An empty cell does not apply.

use std::io::{self, Write};

use serde_json::Value;

use super::result::Genotypes;
use super::view::{region_views, views};

/// Columns by the path of their field.
const COLUMNS: &[&str] = &[
    "sample",
    "target",
    "chrom",
    "pos",
    "ref",
    "alt",
    "kind",
    "status",
    "lod",
    "reason",
    "unit",
    "usable",
    "support",
    "needed",
    "background",
    "vaf",
    "vaf_low",
    "vaf_high",
    "p_value",
    "reads.ref",
    "reads.alt",
    "reads.other",
    "fragments.ref",
    "fragments.alt",
    "fragments.other",
    "molecules.ref",
    "molecules.alt",
    "molecules.other",
    "duplexes.ref",
    "duplexes.alt",
    "duplexes.other",
    "ref_reads.forward",
    "ref_reads.reverse",
    "ref_reads.f1r2",
    "ref_reads.f2r1",
    "alt_reads.forward",
    "alt_reads.reverse",
    "alt_reads.f1r2",
    "alt_reads.f2r1",
    "excluded.secondary",
    "excluded.supplementary",
    "excluded.failed",
    "excluded.duplicate",
    "excluded.mapping_quality",
    "excluded.unknown",
    "excluded.base_quality",
    "excluded.undecided",
    "disagreeing",
    "disagreeing_names",
    "split_families",
    "consensus_reads",
    "bases_from",
];

pub(super) fn write(result: &Genotypes, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## theravar: {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "## command: {}", flat(&result.command))?;
    writeln!(out, "## assembly: {}", result.assembly)?;
    for file in &result.files {
        writeln!(out, "## reads: {}: {}", flat(&file.sample), flat(&file.path))?;
    }
    writeln!(out, "## floors: {}", result.floors_in_words())?;
    for warning in &result.warnings {
        writeln!(out, "## warning: {}", flat(warning))?;
    }
    let names: Vec<String> = COLUMNS.iter().map(|path| path.replace('.', "_")).collect();
    writeln!(out, "{}", names.join("\t"))?;
    let targets = views(result).map(|view| serde_json::to_value(&view));
    let regions = region_views(result).map(|view| serde_json::to_value(&view));
    for row in targets.chain(regions) {
        let row = row?;
        let cells: Vec<String> = COLUMNS.iter().map(|path| cell(&row, path)).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

fn cell(row: &Value, path: &str) -> String {
    let value = path.split('.').fold(row, |value, key| &value[key]);
    match value {
        Value::Null => String::new(),
        Value::String(text) => flat(text),
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            flat(&items.join(";"))
        }
        other => other.to_string(),
    }
}

/// Returns a text that ends neither a cell nor a line.
fn flat(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[test]
fn the_columns_are_described() {
    use std::fmt::Write as _;

    use super::view::{Counts, ExcludedReads, Orientation, TargetView};
    use crate::report::json::schema::descriptions;

    let of_view = descriptions::<TargetView<'_>>();
    let inner =
        [descriptions::<Counts>(), descriptions::<Orientation>(), descriptions::<ExcludedReads>()]
            .concat();
    let find = |all: &[(String, String)], key: &str| {
        let found = all.iter().find(|(name, _)| name == key);
        found.unwrap_or_else(|| panic!("{key}")).1.clone()
    };
    let mut text = String::from(
        "# Columns of `genotype`\n\nMade from the declarations in `src/report/genotype`; \
         `THERAVAR_WRITE_DOCS=1 cargo test --lib report` writes it again.\n\n\
         An empty cell does not apply. JSON has the same fields under `targets[]`: \
         `schema/genotype.schema.json`. A region \
         of `--targets BED` without a curated target is a row of the kind `region`: `usable` is its \
         smallest depth.\n\n| Column | JSON | Meaning |\n|---|---|---|\n",
    );
    for path in COLUMNS {
        let meaning = match path.split_once('.') {
            Some((outer, key)) => {
                format!("{} {}", find(&of_view, outer), find(&inner, key))
            }
            None => find(&of_view, path),
        };
        writeln!(text, "| `{}` | `targets.{path}` | {meaning} |", path.replace('.', "_")).unwrap();
    }
    crate::report::docs::committed(std::path::Path::new("docs/genotype_columns.md"), &text);
}
