//! What the manifest and the README promise to someone who installs the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn cargo(args: &[&str]) -> String {
    let run = Command::new(env!("CARGO"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// Returns the packages that this platform builds, tests included, and how they depend on each other.
fn metadata() -> Value {
    let version = Command::new("rustc").arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // What is built was downloaded before: nothing else is asked for.
    let metadata = ["metadata", "--format-version", "1", "--locked", "--offline"];
    let text = cargo(&[&metadata[..], &["--filter-platform", host]].concat());
    serde_json::from_str(&text).unwrap()
}

fn packages() -> Vec<Value> {
    serde_json::from_value(metadata()["packages"].take()).unwrap()
}

/// Returns the packages that are built into the program, or that build it. What only the tests use is
/// no part of it.
fn built_in() -> Vec<Value> {
    let metadata = metadata();
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["id"].as_str().unwrap(), node))
        .collect();
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages.iter().find(|package| package["name"] == env!("CARGO_PKG_NAME")).unwrap();
    let mut wanted = vec![own["id"].as_str().unwrap()];
    let mut found = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if found.insert(id) {
            let is_used = |dependency: &&Value| {
                let kinds = dependency["dep_kinds"].as_array().unwrap();
                kinds.iter().any(|kind| kind["kind"] != "dev")
            };
            let used = nodes[id]["deps"].as_array().unwrap().iter().filter(is_used);
            wanted.extend(used.map(|dependency| dependency["pkg"].as_str().unwrap()));
        }
    }
    let is_found = |package: &&Value| found.contains(package["id"].as_str().unwrap());
    packages.iter().filter(is_found).cloned().collect()
}

/// Returns a list of `deny.toml`, which is the statement of what is allowed.
fn allowed(key: &str) -> Vec<String> {
    let text = read("deny.toml");
    let list = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    serde_json::from_str(list.unwrap()).unwrap()
}

/// Returns `[1, 91]` for `1.91` and `1.91.0`.
fn release(version: &str) -> [u32; 2] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap());
    [parts.next().unwrap(), parts.next().unwrap()]
}

/// The lints look after the crate's own code (`clippy::incompatible_msrv`); its dependencies decide.
#[test]
fn rust_version_is_the_highest_that_a_dependency_asks_for() {
    let packages = packages();
    let (own, others): (Vec<&Value>, Vec<&Value>) =
        packages.iter().partition(|package| package["name"] == env!("CARGO_PKG_NAME"));
    let asked = |package: &Value| Some(release(package["rust_version"].as_str()?));
    let (highest, name) = others
        .iter()
        .filter_map(|package| Some((asked(package)?, package["name"].to_string())))
        .max()
        .unwrap();
    assert!(others.len() > 50, "{} packages", others.len());
    let [major, minor] = highest;
    println!("Rust {major}.{minor} is asked for by {name}");
    assert_eq!(asked(own[0]), Some(highest), "Cargo.toml: rust-version; {name} asks for more");
    let promise = format!("Rust {major}.{minor} or newer");
    assert!(read("README.md").contains(&promise), "README.md does not say {promise:?}");
}

#[test]
fn the_install_line_keeps_the_locked_versions() {
    let readme = read("README.md");
    let lines = || readme.lines().filter(|line| line.contains("cargo install"));
    assert!(lines().next().is_some());
    lines().for_each(|line| assert!(line.contains("--locked"), "{line}"));
}

/// What `cargo deny check licenses` holds, where it is installed.
#[test]
fn everything_built_in_has_a_licence_that_is_allowed() {
    let allowed = allowed("allow");
    let packages = built_in();
    assert!(packages.len() > 30, "{} packages", packages.len());
    for package in &packages {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or_default());
        let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX).unwrap();
        let is_allowed = expression.evaluate(|licence| allowed.contains(&licence.to_string()));
        assert!(is_allowed, "{name}: {licence:?} is none of {allowed:?}");
    }
}

#[test]
fn nothing_is_built_in_twice() {
    let mut names = BTreeSet::new();
    let known = allowed("skip");
    for package in built_in() {
        let name = package["name"].as_str().unwrap().to_owned();
        let version = package["version"].as_str().unwrap();
        if known.contains(&format!("{name}@{version}")) {
            continue;
        }
        assert!(names.insert(name.clone()), "{name} is there in two versions");
    }
}

/// Tests and all platforms included: everything is from the one registry, with its checksum.
#[test]
fn every_source_is_the_registry_and_has_a_checksum() {
    let registries = allowed("allow-registry");
    let registries: Vec<_> = registries.iter().map(|name| format!("registry+{name}")).collect();
    let lock = read("Cargo.lock");
    let mut own = Vec::new();
    let mut count = 0;
    for package in lock.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key));
            line.and_then(|line| line.strip_prefix(" = ")).map(|value| value.trim_matches('"'))
        };
        let name = value("name").unwrap();
        match value("source") {
            None => own.push(name),
            Some(source) => {
                assert!(registries.iter().any(|registry| registry == source), "{name}: {source}");
                let checksum = value("checksum").unwrap();
                let is_hex = checksum.bytes().all(|byte| byte.is_ascii_hexdigit());
                assert!(checksum.len() == 64 && is_hex, "{name}: {checksum}");
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count} packages");
    assert_eq!(own, ["theravar", "theravar-python", "xtask"], "what is not from a registry");
}
