//! The manifest of the tables in `data/`: where each is from, under which licence, and what makes it.

use std::path::Path;

use crate::error::{Problems, Result};
use crate::io::table::Table;

/// The manifest as it was when the program was built.
static TEXT: &str = include_str!("../../data/manifest.tsv");

/// Columns of the manifest. The digest is the last, so that it can be replaced at the end of a line.
pub const COLUMNS: [&str; 9] =
    ["table", "kind", "use", "origin", "version", "licence", "made_from", "command", "sha256"];

/// Who writes a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person.
    Curated,
    /// A command.
    Generated,
}

impl Kind {
    /// Returns the word of the manifest, and the folder of `data/` that holds such tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Curated => "curated",
            Self::Generated => "generated",
        }
    }
}

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Statements on therapies.
    Evidence,
    /// Whatever else a result rests on.
    Reference,
    /// One command of the program, never a result.
    Command,
    /// Other tables, which are made from it; not compiled in.
    Source,
}

impl Use {
    const ALL: [Self; 4] = [Self::Evidence, Self::Reference, Self::Command, Self::Source];

    /// Returns the word of the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Reference => "reference",
            Self::Command => "command",
            Self::Source => "source",
        }
    }
}

/// One table of `data/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its line in the manifest.
    pub line: u64,
    /// The name of its file.
    pub table: String,
    /// Who writes it.
    pub kind: Kind,
    /// What it is for.
    pub used_for: Use,
    /// Whose facts it holds.
    pub origin: String,
    /// The version or date of these facts; empty where it has none of its own.
    pub version: String,
    /// The licence of its content.
    pub licence: String,
    /// Files that it is made from: of this repository (`data/…`), or of the shared facts (`kb/…`, `ref/…`).
    pub made_from: Vec<String>,
    /// The command that makes it; empty for a curated table.
    pub command: String,
    /// The SHA-256 of its file, in lower-case hexadecimal.
    pub sha256: String,
}

impl Entry {
    /// Returns the path of the table in the repository.
    pub fn path(&self) -> String {
        format!("data/{}/{}", self.kind.name(), self.table)
    }

    /// Returns origin and version in one line.
    pub fn source(&self) -> String {
        let parts = [self.origin.as_str(), self.version.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Reads a manifest.
///
/// # Errors
/// [`crate::Error::Table`] where a column is missing, or with every bad row.
pub fn parse(path: &Path, text: &str) -> Result<Vec<Entry>> {
    let table = Table::parse(path, text, &[])?;
    let mut entries: Vec<Entry> = Vec::new();
    let mut problems = Problems::default();
    for (line, [name, kind, used_for, origin, version, licence, made_from, command, sha256]) in
        table.picked(COLUMNS)?
    {
        let known = [Kind::Curated, Kind::Generated].into_iter().find(|word| word.name() == kind);
        let Some(kind) = known else {
            problems.push(path, line, format!("kind: unknown {kind:?}"));
            continue;
        };
        let Some(used_for) = Use::ALL.into_iter().find(|word| word.name() == used_for) else {
            problems.push(path, line, format!("use: unknown {used_for:?}"));
            continue;
        };
        let wanted = match kind {
            Kind::Curated => String::new(),
            Kind::Generated => format!("cargo xtask data {name}"),
        };
        if command != wanted {
            problems.push(path, line, format!("command: {command:?} is not {wanted:?}"));
        }
        if origin.is_empty() || licence.is_empty() {
            problems.push(path, line, "origin and licence are not both stated");
        }
        if made_from.is_empty() != (kind == Kind::Curated) {
            problems.push(path, line, "made_from: stated of each generated table, of no other");
        }
        if entries.iter().any(|entry| entry.table == name) {
            problems.push(path, line, format!("table: {name:?} is listed twice"));
        }
        let list = made_from.split(';').filter(|file| !file.is_empty());
        entries.push(Entry {
            line,
            table: name.to_owned(),
            kind,
            used_for,
            origin: origin.to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
            made_from: list.map(str::to_owned).collect(),
            command: command.to_owned(),
            sha256: sha256.to_owned(),
        });
    }
    problems.into_result()?;
    Ok(entries)
}

/// Returns the manifest of the tables compiled in. A test reads it, so that it cannot fail here.
pub fn embedded() -> Vec<Entry> {
    parse(Path::new("data/manifest.tsv"), TEXT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::io::{embedded_sha256, sha256};

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn names(folder: &Path) -> BTreeSet<String> {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        files
            .filter(|file| file.path().is_file())
            .map(|file| file.file_name().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn every_table_is_listed_with_its_digest() {
        let entries = parse(Path::new("data/manifest.tsv"), TEXT).unwrap();
        for kind in [Kind::Curated, Kind::Generated] {
            let listed: BTreeSet<String> = entries
                .iter()
                .filter(|entry| entry.kind == kind)
                .map(|entry| entry.table.clone())
                .collect();
            assert_eq!(listed, names(&root().join("data").join(kind.name())), "{kind:?}");
        }
        let beside = BTreeSet::from(["README.md", "manifest.tsv"].map(str::to_owned));
        assert_eq!(names(&root().join("data")), beside, "tables lie in curated or generated");
        for entry in &entries {
            let digest = sha256(root().join(entry.path())).unwrap().to_string();
            assert_eq!(entry.sha256, digest, "{}: run cargo xtask data", entry.table);
            assert_eq!(embedded_sha256(&entry.table), digest, "{}", entry.table);
        }
    }

    #[test]
    fn what_is_compiled_in_is_no_mere_source() {
        let mut texts = String::new();
        let mut folders = vec![root().join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    texts.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        for entry in embedded() {
            let is_compiled_in = texts.lines().any(|line| {
                line.contains("include_str!") && line.contains(&format!("{}\")", entry.path()))
            });
            assert_eq!(is_compiled_in, entry.used_for != Use::Source, "{}", entry.table);
        }
    }

    #[test]
    fn every_bad_row_is_reported() {
        let header = COLUMNS.join("\t");
        let text = format!(
            "{header}\na.tsv\tcurated\treference\tx\t\tCC0\t\t\t\n\
             a.tsv\tcurated\treference\tx\t\tCC0\t\t\t\nb.tsv\tmade\treference\tx\t\tCC0\t\t\t\n\
             c.tsv\tcurated\tnothing\tx\t\tCC0\t\t\t\nd.tsv\tgenerated\tsource\tx\t\t\t\ty\t\n"
        );
        let error = parse(Path::new("m"), &text).unwrap_err().to_string();
        for part in
            ["m:3: table", "m:4: kind", "m:5: use", "m:6: command", "m:6: origin", "m:6: made_from"]
        {
            assert!(error.contains(part), "{part}: {error}");
        }
    }
}
