//! What the manifest and the README promise to someone who installs the program.

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

/// Returns the packages that this platform builds, tests included.
fn packages() -> Vec<Value> {
    let version = Command::new("rustc").arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // What is built was downloaded before: nothing else is asked for.
    let metadata = ["metadata", "--format-version", "1", "--locked", "--offline"];
    let text = cargo(&[&metadata[..], &["--filter-platform", host]].concat());
    let mut metadata: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(metadata["packages"].take()).unwrap()
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
