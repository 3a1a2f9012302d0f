//! The tables of a run.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::diagnostics::Warning;
use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::interpret::finding::{Judge, LOW_VAF};
use crate::io::table::plain_text;
use crate::io::{Sha256Hex, embedded_sha256};
use crate::knowledge::evidence::{EMBEDDED, EvidenceTable, Statements, TableSource};
use crate::knowledge::genes::Genes;
use crate::knowledge::manifest::{self, Use};
use crate::knowledge::oncogenicity::{self, OncogenicityTable};
use crate::knowledge::ontology::Ontology;
use crate::knowledge::therapies::Therapies;
use crate::knowledge::variants::KnownAlleles;
use crate::model::assembly::Assembly;
use crate::model::specimen::Specimen;
use crate::model::tumor_content::TumorContent;
use crate::model::tumor_type::TumorType;
use crate::report::provenance::{GivenFile, KnowledgeTable};
use crate::sample::own_transcripts::OwnTranscripts;

use crate::matching::matcher::Matcher;

/// What a run knows: the tables compiled in, or those read for it.
#[derive(Debug, Default)]
pub struct Knowledge {
    own: Option<OwnTables>,
    /// Where the transcripts, or bases of theirs, are the user's.
    transcripts: Option<OwnTranscripts>,
}

/// Tables, borrowed from their texts.
#[derive(Debug)]
struct Tables<'t> {
    evidence: EvidenceTable<'t>,
    /// Those of the user, beside the embedded one.
    alleles: Option<KnownAlleles<'t>>,
    oncogenicity: OncogenicityTable<'t>,
}

/// Texts by name.
type Texts = Vec<(String, Cow<'static, str>)>;

self_cell::self_cell!(
    struct OwnTables {
        owner: Texts,
        #[covariant]
        dependent: Tables,
    }

    impl {Debug}
);

impl Knowledge {
    /// Returns what is compiled in.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// Reads the embedded tables with the user's `more`: files, or folders of `*.tsv` and `*.tsv.gz`. A later table
    /// replaces statements of an earlier one by the source's own id, and one that says so a whole table compiled in.
    ///
    /// # Errors
    /// [`Error::Io`] where a file cannot be read, [`Error::InvalidInput`] for a folder without tables,
    /// [`Error::Table`] with every bad row.
    pub fn with_embedded(more: &[PathBuf]) -> Result<Self> {
        let embedded = EMBEDDED.map(|(name, text)| (name.to_owned(), Cow::Borrowed(text)));
        if more.is_empty() { Ok(Self::embedded()) } else { Self::read(embedded.to_vec(), more) }
    }

    /// Reads the tables at `paths` alone; without any, returns those compiled in.
    ///
    /// # Errors
    /// As [`Knowledge::with_embedded`].
    pub fn alone(paths: &[PathBuf]) -> Result<Self> {
        if paths.is_empty() { Ok(Self::embedded()) } else { Self::read(Vec::new(), paths) }
    }

    fn read(mut texts: Texts, more: &[PathBuf]) -> Result<Self> {
        for path in files(more)? {
            let text = plain_text(&path)?;
            texts.push((path.display().to_string(), Cow::Owned(text)));
        }
        let replaced: Vec<String> = texts
            .iter()
            .filter_map(|(name, text)| {
                TableSource { name: name.clone(), text }.replaced().map(str::to_owned)
            })
            .collect();
        texts.retain(|(name, text)| matches!(text, Cow::Owned(_)) || !replaced.contains(name));
        let own = OwnTables::try_new(texts, |texts| Tables::of(texts))?;
        Ok(Self { own: Some(own), transcripts: None })
    }

    /// Takes the transcripts of the user, or bases of theirs, in the place of those compiled in.
    #[must_use]
    pub fn with_transcripts(self, transcripts: Option<OwnTranscripts>) -> Self {
        Self { transcripts, ..self }
    }

    /// Returns the transcripts.
    pub fn transcripts(&self) -> &TranscriptStore {
        match &self.transcripts {
            Some(own) => &own.store,
            None => TranscriptStore::embedded(),
        }
    }

    /// Returns the files that say otherwise than the transcripts compiled in.
    pub fn transcript_files(&self) -> &[GivenFile] {
        self.transcripts.as_ref().map_or(&[], |own| &own.files)
    }

    /// Returns what the user must know of the user's own transcripts.
    pub fn transcript_warnings(&self) -> &[Warning] {
        self.transcripts.as_ref().map_or(&[], |own| &own.warnings)
    }

    /// Returns whether it has tables beside those compiled in.
    pub fn has_own(&self) -> bool {
        self.own.is_some()
    }

    fn tables(&self) -> Option<&Tables<'_>> {
        self.own.as_ref().map(OwnTables::borrow_dependent)
    }

    /// Returns the statements.
    pub fn evidence(&self) -> Statements<'_> {
        self.tables().map_or(Statements::Embedded, |tables| Statements::Own(&tables.evidence))
    }

    /// Returns the user's own known alleles, beside the embedded ones.
    pub fn alleles(&self) -> Option<&KnownAlleles<'_>> {
        self.tables().and_then(|tables| tables.alleles.as_ref())
    }

    /// Returns the changes that are recurrent, oncogenic, or neither.
    pub fn oncogenicity(&self) -> &OncogenicityTable<'_> {
        match self.tables() {
            Some(tables) => &tables.oncogenicity,
            None => OncogenicityTable::none(),
        }
    }

    /// Returns the tables for matching variants of `assembly` on the transcripts of `store`.
    pub fn matcher<'k>(&'k self, assembly: Assembly, store: &'k TranscriptStore) -> Matcher<'k> {
        Matcher {
            assembly,
            store,
            every_gene: self.has_own(),
            table: self.evidence(),
            alleles: self.alleles(),
            oncogenicity: self.oncogenicity(),
            genes: Genes::embedded(),
        }
    }

    /// Returns the tables for judging variants in a tumour type.
    pub fn judge<'t>(&self, tumor: Option<&'t TumorType>) -> Judge<'_, 't> {
        Judge {
            table: self.evidence(),
            oncogenicity: self.oncogenicity(),
            ontology: Ontology::embedded(),
            genes: Genes::embedded(),
            therapies: Therapies::embedded(),
            tumor,
            specimen: Specimen::Unknown,
            content: TumorContent::default(),
            low_fraction: LOW_VAF,
        }
    }

    /// Returns the evidence tables of the user.
    pub fn own_evidence(&self) -> impl Iterator<Item = &TableSource<'_>> {
        self.evidence().sources().iter().filter(|source| embedded_name(source).is_none())
    }

    /// Returns the tables that state their own origin: those of evidence, and the user's others.
    pub fn sources(&self) -> impl Iterator<Item = &TableSource<'_>> {
        let alleles = self.alleles().into_iter().flat_map(KnownAlleles::sources);
        self.evidence().sources().iter().chain(alleles).chain(self.oncogenicity().sources())
    }
}

impl<'t> Tables<'t> {
    /// Reads the texts, each as the kind of table that its header line names.
    fn of(texts: &'t Texts) -> Result<Self> {
        let (mut evidence, mut alleles, mut facts) = (Vec::new(), Vec::new(), Vec::new());
        for (name, text) in texts {
            let tables = if KnownAlleles::is_table(text) {
                &mut alleles
            } else if oncogenicity::is_table(text) {
                &mut facts
            } else {
                &mut evidence
            };
            tables.push((name.as_str(), &**text));
        }
        let alleles = (!alleles.is_empty()).then(|| KnownAlleles::from_texts(&alleles));
        Ok(Self {
            evidence: EvidenceTable::from_texts(&evidence)?,
            alleles: alleles.transpose()?,
            oncogenicity: OncogenicityTable::from_texts(&facts)?,
        })
    }
}

/// Lists the files that `paths` mean. A folder means its tables, by name.
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
        let name = path.to_string_lossy();
        let is_table = name.ends_with(".tsv") || name.ends_with(".tsv.gz");
        if path.is_file() && is_table {
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

/// Returns the name of an evidence table that is compiled in, `None` of any other.
pub fn embedded_name(source: &TableSource<'_>) -> Option<&'static str> {
    let is_same = |text: &str| std::ptr::eq(text, source.text);
    EMBEDDED.iter().find(|(_, text)| is_same(text)).map(|(name, _)| *name)
}

/// Returns the SHA-256 of a table's text, in lower-case hexadecimal.
pub fn sha256(source: &TableSource<'_>) -> String {
    match embedded_name(source) {
        Some(name) => embedded_sha256(name).to_owned(),
        None => Sha256Hex::of(source.text).to_string(),
    }
}

/// Returns a line for each table that is compiled in beside the evidence, as the manifest says.
pub fn reference_tables() -> Vec<String> {
    let line = |entry: &manifest::Entry| {
        let digest = embedded_sha256(&entry.table);
        format!("{} ({}; {}) sha256:{digest}", entry.table, entry.source(), entry.licence)
    };
    let entries = manifest::embedded();
    entries.iter().filter(|entry| entry.used_for == Use::Reference).map(line).collect()
}

/// Name, stated source and SHA-256 of each table.
pub fn provenance(knowledge: &Knowledge) -> impl Iterator<Item = KnowledgeTable> {
    knowledge.sources().map(|source| KnowledgeTable {
        name: source.name.clone(),
        source: source.comments().find_map(|line| line.strip_prefix("source: ")).map(str::to_owned),
        sha256: sha256(source),
    })
}
