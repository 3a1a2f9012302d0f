//! Makes each generated table of `data/` from the files that the manifest names.

use std::path::{Path, PathBuf};

use super::{
    allele_regions, chip, civic, coding_genes, fda, genes, info, numbering, ontology, spans,
    transcripts,
};
use crate::error::{Error, Location, Result};
use crate::genome::{gene_index, region_table};
use crate::io::read_text;
use crate::io::table::Table;
use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::manifest::Entry;
use crate::knowledge::processes;
use crate::model::assembly::Assembly;

/// The folders that hold what tables are made from.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The repository.
    pub repository: PathBuf,
    /// The shared facts, with `kb` and `ref`.
    pub shared: PathBuf,
}

impl Folders {
    /// Returns the files that a table is made from, in the manifest's order.
    pub fn sources(&self, entry: &Entry) -> Vec<PathBuf> {
        let folder = |file: &str| match file.starts_with("data/") {
            true => &self.repository,
            false => &self.shared,
        };
        entry.made_from.iter().map(|file| folder(file).join(file)).collect()
    }

    /// Makes the generated table of `entry`.
    ///
    /// What is made from transcripts, alleles, processes or evidence uses those that are compiled in, for
    /// these tables: `allele_regions.tsv`, `info.tsv`, `noncoding_spans.tsv`, `numbering.tsv`. After a change
    /// of their sources the program is built again first.
    ///
    /// # Errors
    /// [`Error::Io`] where a source cannot be read; [`Error::Table`] with every bad row of the sources;
    /// [`Error::InvalidInput`] where no maker knows the table, or it has another number of sources.
    pub fn make(&self, entry: &Entry) -> Result<String> {
        let sources = self.sources(entry);
        let paths: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        match (entry.table.as_str(), paths.as_slice()) {
            ("allele_regions.tsv", [_, _, _]) => Ok(allele_regions::table()),
            ("chip.tsv", &[missense, truncating, splice, genes]) => {
                let texts = texts([missense, truncating, splice, genes])?;
                let [missense, truncating, splice, genes] = borrowed(&texts);
                chip::import(chip::Sources { missense, truncating, splice, genes })
            }
            ("diseases.tsv", &[disease_ontology, oncotree, crosswalk]) => {
                ontology::import(&open(disease_ontology)?, &open(oncotree)?, &open(crosswalk)?)
            }
            ("evidence.tsv", &[evidence, variants, profiles, assertions]) => {
                Ok(civic::import(evidence, variants, profiles, assertions)?.evidence)
            }
            ("variants.tsv", &[evidence, variants, profiles, assertions]) => {
                Ok(civic::import(evidence, variants, profiles, assertions)?.variants)
            }
            ("fda.tsv", &[labels, _, _]) => fda::import(labels),
            ("coding_genes.tsv", &[facts, symbols, transcripts]) => {
                coding_genes::import(&open(facts)?, &open(symbols)?, &read_text(transcripts)?)
            }
            ("gene_spans.tsv", &[facts, transcripts]) => {
                let transcripts = open(transcripts)?;
                spans::import(&open(facts)?, spans::Class::Coding(&transcripts))
            }
            ("noncoding_spans.tsv", &[facts, _]) => {
                let is_in_process = |gene: &str| processes::of_gene(gene).next().is_some();
                spans::import(&open(facts)?, spans::Class::NonCoding(&is_in_process))
            }
            ("genes.tsv", &[symbols, drivers, kinases, curated]) => {
                let texts = texts([symbols, drivers, kinases, curated])?;
                let [symbols, drivers, kinases, curated] = borrowed(&texts);
                genes::import(genes::Sources { symbols, drivers, kinases, curated })
            }
            ("genes.grch37.tsv", &[table]) => gene_index(&read_text(table)?, Assembly::GRCh37),
            ("genes.grch38.tsv", &[table]) => gene_index(&read_text(table)?, Assembly::GRCh38),
            ("regions.grch37.tsv", &[table]) => region_table(&read_text(table)?, Assembly::GRCh37),
            ("regions.grch38.tsv", &[table]) => region_table(&read_text(table)?, Assembly::GRCh38),
            ("info.tsv", [_, ..]) => {
                Ok(info::KnowledgeInfo::of(EvidenceTable::embedded()).to_string())
            }
            ("numbering.tsv", &[curated, _, _]) => numbering::table(curated),
            ("processes.tsv", &[sets, pathways, roles]) => {
                processes::import(&open(sets)?, &open(pathways)?, &open(roles)?)
            }
            ("transcripts.tsv", &[facts, bases, blocks, genes]) => {
                let (blocks, genes) = (&open(blocks)?, &open(genes)?);
                let panel = transcripts::Panel { genes, blocks };
                transcripts::import(&[open(facts)?, open(bases)?], Some(panel))
            }
            (table, paths) => {
                let reason = format!("nothing makes {table} from {} files", paths.len());
                Err(Error::invalid(Location::line("data/manifest.tsv", entry.line), reason))
            }
        }
    }
}

fn open(path: &Path) -> Result<Table> {
    Table::open(path, &[])
}

fn texts<const N: usize>(paths: [&Path; N]) -> Result<Vec<(&Path, String)>> {
    paths.into_iter().map(|path| Ok((path, read_text(path)?))).collect()
}

/// Returns as many paths and texts as were read.
fn borrowed<'t, const N: usize>(texts: &'t [(&'t Path, String)]) -> [(&'t Path, &'t str); N] {
    std::array::from_fn(|index| (texts[index].0, texts[index].1.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::manifest::{self, Kind};

    /// `cargo xtask data` writes them.
    #[test]
    fn generated_tables_are_what_their_makers_make() {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut compared = 0;
        for entry in manifest::embedded() {
            if entry.kind == Kind::Curated {
                continue;
            }
            let facts = entry.made_from.iter().filter(|file| !file.starts_with("data/"));
            let facts: Option<Vec<_>> = facts.map(|file| crate::shared::shared(file)).collect();
            let Some(facts) = facts else { continue };
            // The folder of `kb/x.tsv`.
            let shared = facts.first().and_then(|path| path.parent()?.parent());
            let folders = Folders {
                repository: repository.to_path_buf(),
                shared: shared.unwrap_or(repository).to_path_buf(),
            };
            let made = folders.make(&entry).unwrap();
            let committed = std::fs::read_to_string(repository.join(entry.path())).unwrap();
            let differs = made.lines().zip(committed.lines()).find(|(a, b)| a != b);
            assert!(differs.is_none(), "{}: {differs:?}", entry.table);
            assert_eq!(made.len(), committed.len(), "{}", entry.table);
            compared += 1;
        }
        assert!(compared >= 7, "{compared} tables need no shared facts");
    }

    #[test]
    fn an_unknown_table_is_refused() {
        let mut entry = manifest::embedded().remove(0);
        entry.table = "unknown.tsv".to_owned();
        let folders = Folders { repository: PathBuf::new(), shared: PathBuf::new() };
        let error = folders.make(&entry).unwrap_err().to_string();
        assert!(error.contains("nothing makes unknown.tsv"), "{error}");
    }
}
