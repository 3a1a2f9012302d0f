//! `cargo xtask sbom`: what a release is made of, as CycloneDX 1.6 (JSON).
//!
//! Crates are those that cargo builds into the program on one platform, or runs to build it, with
//! the checksums of `Cargo.lock`. Tables are those of `data/manifest.tsv`. The same commit gives the
//! same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use theravar::knowledge::manifest;

use crate::data::{MANIFEST, read, write};

const PROGRAM: &str = "theravar";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The platform of the release, as `rustc -vV` calls it; by default this one
    #[arg(long, value_name = "TRIPLE")]
    target: Option<String>,
    /// The file to write
    #[arg(short, long, value_name = "FILE", default_value = "theravar.cdx.json")]
    output: PathBuf,
}

/// Writes the bill of materials.
pub(crate) fn run(args: &Args) -> Result<()> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = args.target.clone().map_or_else(host, Ok)?;
    let bill = bill(&repository, &target)?;
    write(&args.output, &format!("{bill:#}\n"))
}

/// Returns the bill of materials of the program in `repository`, built for `target`.
fn bill(repository: &Path, target: &str) -> Result<Value> {
    let metadata = metadata(repository, target)?;
    let graph = Graph::new(&metadata)?;
    let lock = read(&repository.join("Cargo.lock"))?;
    let checksums = checksums(&lock);
    let own = graph.packages.values().find(|package| package["name"] == PROGRAM);
    let own = own.with_context(|| format!("no package {PROGRAM}"))?;
    let used = graph.used(text(own, "id"));

    let mut components = Vec::new();
    for (id, is_part) in used.iter().filter(|(id, _)| **id != text(own, "id")) {
        let package = graph.packages[id];
        let mut component = component(package, "library");
        let checksum = checksums.get(&(text(package, "name"), text(package, "version")));
        let Some(checksum) = checksum else { bail!("Cargo.lock has no checksum of {id}") };
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        // What only builds the program is no part of it.
        component["scope"] = json!(if *is_part { "required" } else { "excluded" });
        components.push(component);
    }
    components.extend(tables(repository)?);
    components.sort_by_key(|component| text(component, "bom-ref").to_owned());

    let dependencies = used.keys().map(|id| {
        let uses = graph.uses(id).map(|(other, _)| reference(graph.packages[other]));
        let uses: BTreeSet<String> = uses.collect();
        json!({ "ref": reference(graph.packages[id]), "dependsOn": uses })
    });
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": component(own, "application"),
            "properties": [{ "name": "cargo:target", "value": target }],
        },
        "components": components,
        "dependencies": dependencies.collect::<Vec<_>>(),
    }))
}

/// Packages and who uses whom, by cargo's id.
struct Graph<'m> {
    packages: BTreeMap<&'m str, &'m Value>,
    nodes: BTreeMap<&'m str, &'m Value>,
}

impl<'m> Graph<'m> {
    fn new(metadata: &'m Value) -> Result<Self> {
        let by_id = |list: &'m Value| -> Result<BTreeMap<&'m str, &'m Value>> {
            let list = list.as_array().context("cargo metadata gives no list")?;
            Ok(list.iter().map(|item| (text(item, "id"), item)).collect())
        };
        let (packages, nodes) = (&metadata["packages"], &metadata["resolve"]["nodes"]);
        Ok(Self { packages: by_id(packages)?, nodes: by_id(nodes)? })
    }

    /// Returns what a package uses, each with whether it becomes part of it.
    fn uses(&self, id: &str) -> impl Iterator<Item = (&'m str, bool)> {
        let all = self.nodes.get(id).and_then(|node| node["deps"].as_array());
        all.into_iter().flatten().filter_map(|dependency| {
            let kinds = dependency["dep_kinds"].as_array()?;
            let has = |kind: Value| kinds.iter().any(|found| found["kind"] == kind);
            let is_part = has(Value::Null);
            (is_part || has(json!("build"))).then(|| (text(dependency, "pkg"), is_part))
        })
    }

    /// Returns what `root` is made of, itself included, each with whether it is part of it.
    fn used(&self, root: &'m str) -> BTreeMap<&'m str, bool> {
        let mut found = BTreeMap::new();
        let mut wanted = vec![(root, true)];
        while let Some((id, is_part)) = wanted.pop() {
            let is_known = found.get(id).is_some_and(|known| *known || !is_part);
            if !is_known {
                found.insert(id, is_part);
                wanted.extend(self.uses(id).map(|(other, is_its)| (other, is_part && is_its)));
            }
        }
        found
    }
}

fn component(package: &Value, kind: &str) -> Value {
    // Older crates separate two licences by a slash.
    let licence = text(package, "license").replace('/', " OR ");
    json!({
        "type": kind,
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
        "licenses": [{ "expression": licence }],
        "purl": reference(package),
    })
}

/// Returns the package URL (purl-spec, type cargo).
fn reference(package: &Value) -> String {
    // A version may have build metadata: `1.0.0+x`.
    let version = text(package, "version").replace('+', "%2B");
    format!("pkg:cargo/{}@{version}", text(package, "name"))
}

/// Returns the tables that are compiled in.
fn tables(repository: &Path) -> Result<Vec<Value>> {
    let path = repository.join(MANIFEST);
    let entries = manifest::parse(&path, &read(&path)?)?;
    let component = |entry: &manifest::Entry| {
        let mut component = json!({
            "type": "data",
            "bom-ref": entry.path(),
            "name": entry.path(),
            "description": entry.source(),
            "licenses": [{ "license": { "name": entry.licence } }],
            "hashes": [{ "alg": "SHA-256", "content": entry.sha256 }],
        });
        if !entry.version.is_empty() {
            component["version"] = json!(entry.version);
        }
        component
    };
    Ok(entries.iter().map(component).collect())
}

/// Returns the checksums of a lock by name and version.
fn checksums(lock: &str) -> BTreeMap<(&str, &str), &str> {
    let of = |package| {
        let value = |key: &str| {
            let line = str::lines(package).find_map(|line| line.strip_prefix(key));
            line.and_then(|line| line.strip_prefix(" = ")).map(|value| value.trim_matches('"'))
        };
        Some(((value("name")?, value("version")?), value("checksum")?))
    };
    lock.split("[[package]]").filter_map(of).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn metadata(repository: &Path, target: &str) -> Result<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", target]);
    let run = command.current_dir(repository).output().context("cargo cannot be run")?;
    if !run.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&run.stderr).trim());
    }
    Ok(serde_json::from_slice(&run.stdout)?)
}

/// Returns the platform of the compiler.
fn host() -> Result<String> {
    let run = Command::new("rustc").arg("-vV").output().context("rustc cannot be run")?;
    let version = String::from_utf8_lossy(&run.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not name its platform")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own_bill() -> Value {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        bill(&repository, &host().unwrap()).unwrap()
    }

    #[test]
    fn the_bill_names_every_crate_and_table_once_and_closes_over_its_references() {
        let bill = own_bill();
        assert_eq!(bill["metadata"]["component"]["name"], "theravar");
        let components = bill["components"].as_array().unwrap();
        let of = |kind: &str| components.iter().filter(|one| one["type"] == kind).count();
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(MANIFEST);
        let tables = manifest::parse(&manifest, &read(&manifest).unwrap()).unwrap();
        assert_eq!(of("data"), tables.len());
        assert!(of("library") > 30, "{}", of("library"));
        let mut references = BTreeSet::from([text(&bill["metadata"]["component"], "bom-ref")]);
        for component in components {
            assert!(references.insert(text(component, "bom-ref")), "{component}");
            let hash = component["hashes"][0]["content"].as_str().unwrap();
            assert_eq!(hash.len(), 64, "{component}");
            assert!(!component["licenses"][0].to_string().contains("\"\""), "{component}");
        }
        for dependency in bill["dependencies"].as_array().unwrap() {
            assert!(references.contains(text(dependency, "ref")), "{dependency}");
            for used in dependency["dependsOn"].as_array().unwrap() {
                assert!(references.contains(used.as_str().unwrap()), "{dependency}");
            }
        }
        assert_eq!(bill, own_bill(), "the same each time");
    }

    #[test]
    fn what_tests_use_is_left_out_and_what_only_builds_is_marked() {
        let bill = own_bill();
        let components = bill["components"].as_array().unwrap();
        let scope = |name: &str| {
            let found = components.iter().find(|component| component["name"] == name);
            found.map(|component| component["scope"].as_str().unwrap())
        };
        assert_eq!(scope("criterion"), None);
        assert_eq!(scope("clap"), Some("required"));
        assert_eq!(scope("sha2"), Some("required"), "it builds, and is part of, the program");
        assert_eq!(scope("cc"), Some("excluded"), "libdeflate is compiled by it");
    }
}
