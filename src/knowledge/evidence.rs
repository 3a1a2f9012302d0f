//! The evidence table, read: statements by molecular profile, profiles by gene.

mod scan;

use std::collections::HashMap;
use std::ops::{Deref, Range};
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use self::scan::Run;
use super::profile;
use super::schema::{Row, first_gene};
use crate::error::{Problems, Result};
use crate::model::evidence::Evidence;
use crate::model::profile::{Alteration, Component, Profile, ProfileId};

/// The tables compiled in, with the names they go by. A static: a table is recognized by its address.
pub static EMBEDDED: [(&str, &str); 3] = [
    ("curated.tsv", include_str!("../../data/curated/curated.tsv")),
    ("evidence.tsv", include_str!("../../data/generated/evidence.tsv")),
    ("fda.tsv", include_str!("../../data/generated/fda.tsv")),
];

static TABLE: LazyLock<EvidenceTable<'static>> = LazyLock::new(|| EvidenceTable::read(&EMBEDDED));

/// The same tables, of which nothing is read.
static SOURCES: LazyLock<Vec<TableSource<'static>>> =
    LazyLock::new(|| EMBEDDED.iter().map(TableSource::of).collect());

/// How a comment line of a table begins that says the day that its facts are of.
pub const AS_OF: &str = "as of: ";

/// How a comment line of a table begins that names the embedded table that it stands in for.
pub const REPLACES: &str = "replaces: ";

/// A molecular profile with its statements.
#[derive(Debug)]
pub struct ProfileEntry<'a> {
    /// Its index in [`EvidenceTable::profiles`].
    pub id: ProfileId,
    /// The profile in the source's words.
    pub text: &'a str,
    /// Its genes, joined by `;`; empty for a signature of the whole tumour.
    pub genes: &'a str,
    /// Its rows: the number of their table and runs of whole lines, one run a table where the
    /// tables are sorted.
    runs: Vec<(usize, &'a str)>,
    parsed: OnceLock<Profile>,
}

impl<'a> ProfileEntry<'a> {
    /// The parsed profile; parsed when first asked for.
    pub fn profile(&self) -> &Profile {
        self.parsed.get_or_init(|| {
            // Tables are checked when they are read, the embedded ones by a test.
            profile::parse(self.text).unwrap_or_else(|_| {
                Profile::Component(Component {
                    gene: first_gene(self.genes).to_owned(),
                    alteration: Alteration::Other(self.text.to_owned()),
                })
            })
        })
    }

    /// Reads its statements, in the order of the tables. A statement that a later table has too, by the
    /// source's own id, is the later table's.
    pub fn evidence(&self) -> Vec<Evidence<'a>> {
        let mut statements: Vec<(usize, Evidence<'a>)> = Vec::new();
        for &(table, lines) in &self.runs {
            // Checked as the profile is.
            for row in lines.lines().filter_map(|line| Row::parse(line).ok()) {
                let new = row.evidence;
                if table > 0 && new.source.has_stable_ids() {
                    statements.retain(|(earlier, old)| {
                        *earlier == table || (old.source, old.id) != (new.source, new.id)
                    });
                }
                statements.push((table, new));
            }
        }
        statements.into_iter().map(|(_, statement)| statement).collect()
    }
}

/// Statements by molecular profile and profiles by gene, borrowed from the tables' text. Reading
/// a table only finds where its profiles are; a profile is parsed when first asked for, its statements
/// each time.
#[derive(Debug, Default)]
pub struct EvidenceTable<'a> {
    sources: Vec<TableSource<'a>>,
    /// Sorted by first gene and text.
    profiles: Vec<ProfileEntry<'a>>,
    /// Gene and profile index, sorted.
    by_gene: Vec<(&'a str, ProfileId)>,
    /// Where each gene stands in it: every variant of a gene asks.
    of_gene: HashMap<&'a str, Range<usize>>,
}

/// The evidence of a run: what is compiled in, found when first asked for, or a table of its own.
#[derive(Debug, Clone, Copy)]
pub enum Statements<'k> {
    /// What is compiled in.
    Embedded,
    /// A table that was read.
    Own(&'k EvidenceTable<'k>),
}

impl<'k> Deref for Statements<'k> {
    type Target = EvidenceTable<'k>;

    fn deref(&self) -> &EvidenceTable<'k> {
        match self {
            Self::Embedded => EvidenceTable::embedded(),
            Self::Own(table) => table,
        }
    }
}

impl<'k> Statements<'k> {
    /// Returns where the statements come from, table by table; reads none of them.
    pub fn sources(self) -> &'k [TableSource<'k>] {
        match self {
            Self::Embedded => &SOURCES,
            Self::Own(table) => table.sources(),
        }
    }
}

/// One of the tables that were read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSource<'a> {
    /// The name it was read under.
    pub name: String,
    /// Its text.
    pub text: &'a str,
}

impl<'a> TableSource<'a> {
    fn of(&(name, text): &(&str, &'a str)) -> Self {
        Self { name: name.to_owned(), text }
    }

    /// What the table's own comment lines say of it: origin, licence, what was left out.
    pub fn comments(&self) -> impl Iterator<Item = &'a str> {
        self.text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim)
    }

    /// Returns the name of the embedded table that it stands in for.
    pub fn replaced(&self) -> Option<&'a str> {
        self.comments().find_map(|line| line.strip_prefix(REPLACES))
    }

    /// Statements in it.
    pub fn rows(&self) -> usize {
        scan::runs(self.text, 0, &mut Vec::new())
    }
}

impl EvidenceTable<'static> {
    /// The tables compiled in. Their profiles are found when the first is asked for, well under a
    /// millisecond.
    pub fn embedded() -> &'static Self {
        &TABLE
    }
}

impl<'a> EvidenceTable<'a> {
    /// Reads one table; `name` stands for it in messages.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Table`] with every bad row.
    pub fn from_text(text: &'a str, name: &str) -> Result<Self> {
        Self::from_texts(&[(name, text)])
    }

    /// Reads several tables, each `(name, text)`, as one: statements on the same profile are
    /// brought together, in the order of the tables.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Table`] with every bad row of all tables.
    pub fn from_texts(texts: &[(&str, &'a str)]) -> Result<Self> {
        let mut problems = Problems::default();
        for &(name, text) in texts {
            scan::check(text, Path::new(name), &mut problems);
        }
        problems.into_result()?;
        Ok(Self::read(texts))
    }

    /// All statements, by profile.
    pub fn all(&self) -> impl Iterator<Item = Evidence<'a>> {
        self.profiles().iter().flat_map(ProfileEntry::evidence)
    }

    /// All profiles.
    pub fn profiles(&self) -> &[ProfileEntry<'a>] {
        &self.profiles
    }

    /// The profiles that name `gene` (HGNC symbol), fusion partners and negated components
    /// included. The empty gene finds the signatures of whole tumours.
    pub fn profiles_of_gene(&self, gene: &str) -> impl Iterator<Item = &ProfileEntry<'a>> {
        let of_gene = self.of_gene.get(gene).cloned().unwrap_or_default();
        self.by_gene[of_gene].iter().map(|&(_, id)| &self.profiles[id.0])
    }

    /// The statements on the profile numbered `id` in [`EvidenceTable::profiles`].
    pub fn evidence(&self, id: ProfileId) -> Vec<Evidence<'a>> {
        self.profiles()[id.0].evidence()
    }

    /// The parsed profile numbered `id`.
    pub fn profile(&self, id: ProfileId) -> &Profile {
        self.profiles()[id.0].profile()
    }

    /// The profile numbered `id` in the source's words.
    pub fn profile_text(&self, id: ProfileId) -> &'a str {
        self.profiles()[id.0].text
    }

    /// Where the statements come from, table by table.
    pub fn sources(&self) -> &[TableSource<'a>] {
        &self.sources
    }

    /// The genes that any profile names, sorted, each once.
    pub fn genes(&self) -> impl Iterator<Item = &'a str> {
        self.by_gene
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|run| run.first())
            .map(|&(gene, _)| gene)
    }

    fn read(texts: &[(&str, &'a str)]) -> Self {
        let sources: Vec<_> = texts.iter().map(TableSource::of).collect();
        let mut table = Self::default();
        let mut runs = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            scan::runs(source.text, number, &mut runs);
        }
        // Tables come sorted, so this merges them.
        runs.sort_by(|a, b| a.key().cmp(&b.key()));
        for run in runs {
            match table.profiles.last_mut() {
                Some(last) if last.text == run.profile => last.runs.push((run.table, run.lines)),
                _ => table.add(run),
            }
        }
        table.by_gene.sort();
        let mut start = 0;
        for of_gene in table.by_gene.chunk_by(|a, b| a.0 == b.0) {
            let end = start + of_gene.len();
            table.of_gene.insert(of_gene[0].0, start..end);
            start = end;
        }
        table.sources = sources;
        table
    }

    fn add(&mut self, run: Run<'a>) {
        let id = ProfileId(self.profiles.len());
        self.by_gene.extend(run.genes.split(';').map(|gene| (gene, id)));
        self.profiles.push(ProfileEntry {
            id,
            text: run.profile,
            genes: run.genes,
            runs: vec![(run.table, run.lines)],
            parsed: OnceLock::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::schema::COLUMNS;
    use crate::model::evidence::Source;

    fn line(genes: &str, profile: &str, id: &str) -> String {
        format!(
            "{genes}\t{profile}\t{id}\tuser\tMelanoma\tDOID:1909\tDrug\t\tSupports\t\
             Sensitivity/Response\tA\tPMID:1\t\tfalse\tSomatic\n"
        )
    }

    fn text(rows: &[String]) -> String {
        format!("# a comment\n{}\n{}", COLUMNS.join("\t"), rows.concat())
    }

    #[test]
    fn profiles_by_gene_and_evidence_by_profile() {
        let first = text(&[
            line("EML4;ALK", "EML4::ALK Fusion", "1"),
            line("BRAF", "BRAF V600E", "2"),
            line("BRAF", "BRAF V600E", "3"),
            line("", "TMB High", "4"),
        ]);
        let second = text(&[line("BRAF", "BRAF V600E", "5"), line("ALK", "v::ALK Fusion", "6")]);
        let table = EvidenceTable::from_texts(&[("a", &first), ("b", &second)]).unwrap();
        let names = |gene| table.profiles_of_gene(gene).map(|p| p.text).collect::<Vec<_>>();
        assert_eq!(names("ALK"), ["v::ALK Fusion", "EML4::ALK Fusion"]);
        assert_eq!(names("EML4"), ["EML4::ALK Fusion"]);
        assert_eq!(names(""), ["TMB High"]);
        assert_eq!(names("KRAS"), [""; 0]);
        let braf = table.profiles_of_gene("BRAF").next().unwrap();
        let ids: Vec<_> = table.evidence(braf.id).iter().map(|e| e.id).collect();
        assert_eq!(ids, ["2", "3", "5"]);
        assert_eq!(table.genes().collect::<Vec<_>>(), ["", "ALK", "BRAF", "EML4"]);
        assert!(table.profiles().iter().enumerate().all(|(id, entry)| entry.id.0 == id));
    }

    #[test]
    fn a_later_table_replaces_statements_by_the_id_of_their_source() {
        let civic = |id: &str, level: &str| {
            line("BRAF", "BRAF V600E", id)
                .replace("\tuser\t", "\tCIViC\t")
                .replace("\tA\tPMID", &format!("\t{level}\tPMID"))
        };
        let first =
            text(&[civic("EID1", "A"), civic("EID2", "A"), line("BRAF", "BRAF V600E", "1")]);
        let second = text(&[civic("EID1", "B"), line("BRAF", "BRAF V600E", "1")]);
        let table = EvidenceTable::from_texts(&[("a", &first), ("b", &second)]).unwrap();
        let found: Vec<_> = table.all().map(|e| (e.id, e.source_level)).collect();
        // Ids of laboratories are their own: two tables may use one.
        assert_eq!(found, [("EID2", "A"), ("1", "A"), ("EID1", "B"), ("1", "A")]);
    }

    #[test]
    fn every_bad_row_is_reported() {
        let bad = text(&[
            line("BRAF", "BRAF V600E", ""),
            line("BRAF", "BRAF V600E", "1"),
            line("KRAS", "BRAF V600E", "2"),
            line("BRAF", "( BRAF V600E", "3"),
            "short\trow\n".to_owned(),
        ]);
        let message = EvidenceTable::from_text(&bad, "mine.tsv").unwrap_err().to_string();
        assert!(
            message.starts_with("mine.tsv:3: 4 bad rows:\nmine.tsv:3: id is empty"),
            "{message}"
        );
        assert!(message.contains("mine.tsv:5: genes \"KRAS\""), "{message}");
        assert!(message.contains("mine.tsv:6: molecular profile"), "{message}");
        assert!(message.contains("mine.tsv:7: 2 columns"), "{message}");
        let error = EvidenceTable::from_text("gene\tdrug\n", "x").unwrap_err().to_string();
        assert!(error.contains("x:1: the header is not: genes profile"), "{error}");
        assert!(EvidenceTable::from_text("", "x").is_err());
    }

    #[test]
    fn the_embedded_tables_are_sound() {
        let checked = EvidenceTable::from_texts(&EMBEDDED).unwrap();
        let embedded = EvidenceTable::embedded();
        assert!(embedded.all().eq(checked.all()));
        assert_eq!(embedded.all().count(), 416 + 2863 + 530);
        for entry in embedded.profiles() {
            assert!(!embedded.evidence(entry.id).is_empty());
        }
        let sources: Vec<_> =
            embedded.sources().iter().map(|s| (s.name.as_str(), s.rows())).collect();
        assert_eq!(sources, [("curated.tsv", 416), ("evidence.tsv", 2863), ("fda.tsv", 530)]);
        let v600e = embedded.profiles_of_gene("BRAF").find(|p| p.text == "BRAF V600E").unwrap();
        let sources: std::collections::BTreeSet<_> =
            embedded.evidence(v600e.id).iter().map(|e| e.source).collect();
        let sources: Vec<_> = sources.into_iter().collect();
        assert_eq!(sources, [Source::Fda, Source::Civic, Source::Curated]);
    }
}
