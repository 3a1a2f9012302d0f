//! The tables of a run.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::interpret::finding::Judge;
use crate::io::embedded_sha256;
use crate::knowledge::evidence::{EMBEDDED, EvidenceTable, TableSource};
use crate::knowledge::genes::Genes;
use crate::knowledge::oncogenicity::{self, OncogenicityTable};
use crate::knowledge::ontology::Ontology;
use crate::knowledge::therapies::Therapies;
use crate::knowledge::variants::KnownAlleles;
use crate::model::assembly::Assembly;
use crate::model::specimen::Specimen;
use crate::model::tumor_type::TumorType;
use crate::report::provenance::KnowledgeTable;

use super::matcher::Matcher;

/// What a run knows.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge {
    /// Statements.
    pub evidence: &'static EvidenceTable<'static>,
    /// The user's own tables of known alleles, beside the embedded one.
    pub alleles: Option<&'static KnownAlleles<'static>>,
    /// Changes that are recurrent, oncogenic, or neither; empty unless the user gives some.
    pub oncogenicity: &'static OncogenicityTable<'static>,
}

impl Knowledge {
    /// What is compiled in.
    pub fn embedded() -> Self {
        Self {
            evidence: EvidenceTable::embedded(),
            alleles: None,
            oncogenicity: OncogenicityTable::none(),
        }
    }

    /// For matching variants of `assembly` on the transcripts of `store`.
    pub fn matcher(&self, assembly: Assembly, store: &'static TranscriptStore) -> Matcher {
        let Self { evidence, alleles, oncogenicity } = *self;
        Matcher {
            assembly,
            store,
            table: evidence,
            alleles,
            oncogenicity,
            genes: Genes::embedded(),
        }
    }

    /// For judging variants in a tumour type.
    pub fn judge<'r>(&self, tumor: Option<&'r TumorType>) -> Judge<'r> {
        Judge {
            table: self.evidence,
            oncogenicity: self.oncogenicity,
            ontology: Ontology::embedded(),
            genes: Genes::embedded(),
            therapies: Therapies::embedded(),
            tumor,
            specimen: Specimen::Unknown,
        }
    }

    /// The tables that state their own origin: those of evidence, and the user's others.
    pub fn sources(&self) -> impl Iterator<Item = &TableSource<'static>> {
        let alleles = self.alleles.into_iter().flat_map(KnownAlleles::sources);
        self.evidence.sources().iter().chain(alleles).chain(self.oncogenicity.sources())
    }
}

/// The embedded tables with the user's `more`: files, or folders of `*.tsv`.
///
/// # Errors
/// [`Error::Io`] where a file cannot be read, [`Error::InvalidInput`] for a folder without tables,
/// [`Error::Table`] with every bad row.
pub fn with_embedded(more: &[PathBuf]) -> Result<Knowledge> {
    if more.is_empty() { Ok(Knowledge::embedded()) } else { read(EMBEDDED.to_vec(), more) }
}

/// The tables at `paths` alone; without any, those compiled in.
///
/// # Errors
/// As [`with_embedded`].
pub fn alone(paths: &[PathBuf]) -> Result<Knowledge> {
    if paths.is_empty() { with_embedded(paths) } else { read(Vec::new(), paths) }
}

/// The `evidence` with the files that `more` means; the header line of each tells its kind.
fn read(mut evidence: Vec<(&'static str, &'static str)>, more: &[PathBuf]) -> Result<Knowledge> {
    let (mut alleles, mut facts) = (Vec::new(), Vec::new());
    for path in files(more)? {
        let text = std::fs::read_to_string(&path).map_err(|e| Error::io(&path, e))?;
        // Read once and used until the process ends, like the embedded tables.
        let name: &'static str = Box::leak(path.display().to_string().into_boxed_str());
        let text: &'static str = Box::leak(text.into_boxed_str());
        let tables = if KnownAlleles::is_table(text) {
            &mut alleles
        } else if oncogenicity::is_table(text) {
            &mut facts
        } else {
            &mut evidence
        };
        tables.push((name, text));
    }
    let evidence = Box::leak(Box::new(EvidenceTable::from_texts(&evidence)?));
    let alleles: Option<&'static KnownAlleles<'static>> = match alleles.as_slice() {
        [] => None,
        texts => Some(Box::leak(Box::new(KnownAlleles::from_texts(texts)?))),
    };
    let oncogenicity = match facts.as_slice() {
        [] => OncogenicityTable::none(),
        texts => Box::leak(Box::new(OncogenicityTable::from_texts(texts)?)),
    };
    Ok(Knowledge { evidence, alleles, oncogenicity })
}

/// The files that `paths` mean: a folder stands for its tables, by name.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut tables = tables_in(path).map_err(|e| Error::io(path, e))?;
        if tables.is_empty() {
            return Err(Error::invalid(Location::file(path), "no *.tsv table in this folder"));
        }
        tables.sort();
        files.append(&mut tables);
    }
    Ok(files)
}

fn tables_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut tables = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == "tsv") {
            tables.push(path);
        }
    }
    Ok(tables)
}

/// Resolves a tumour type as the user names it.
///
/// # Errors
/// [`Error::Usage`] with suggestions where nothing is called that.
pub fn tumor_type(query: &str) -> Result<TumorType> {
    Ontology::embedded().resolve(query).map_err(|unresolved| Error::Usage(unresolved.to_string()))
}

/// SHA-256 of a table's text, in lower-case hexadecimal.
pub fn sha256(source: &TableSource<'_>) -> String {
    match EMBEDDED.iter().find(|(_, text)| std::ptr::eq(*text, source.text)) {
        Some((name, _)) => embedded_sha256(name).to_owned(),
        None => Sha256::digest(source.text).iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// Name, stated source and SHA-256 of each table.
pub fn provenance(knowledge: &Knowledge) -> impl Iterator<Item = KnowledgeTable> {
    knowledge.sources().map(|source| KnowledgeTable {
        name: source.name.clone(),
        source: source.comments().find_map(|line| line.strip_prefix("source: ")),
        sha256: sha256(source),
    })
}
