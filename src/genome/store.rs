//! The transcript store: a gene's transcripts are parsed when first asked for and kept.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::coding_genes::CodingGenes;
use super::index::{self, GeneIndex};
use super::model::{Supply, TranscriptModel};
use super::reference::Reference;
use super::row::{Row, copied};
use super::tables;
use crate::cells::lines;
use crate::error::Result;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;
use crate::model::transcript::Transcript;

pub(crate) static TABLE: &str = include_str!("../../data/generated/transcripts.tsv");
pub(crate) static GENES_37: &str = include_str!("../../data/generated/genes.grch37.tsv");
pub(crate) static GENES_38: &str = include_str!("../../data/generated/genes.grch38.tsv");
pub(crate) static REGIONS_37: &str = include_str!("../../data/generated/regions.grch37.tsv");
pub(crate) static REGIONS_38: &str = include_str!("../../data/generated/regions.grch38.tsv");
pub(crate) static ALLELE_REGIONS: &str = include_str!("../../data/generated/allele_regions.tsv");

/// The transcripts of all genes on both assemblies. Cheap to open, safe to share between threads.
///
/// The genes of its table are those that knowledge is about. Beside them it has every other coding gene
/// with the blocks of one transcript, which is looked at where it is asked for.
#[derive(Debug)]
pub struct TranscriptStore {
    table: Cow<'static, str>,
    grch37: Lazy,
    grch38: Lazy,
    /// The other genes on GRCh37 and GRCh38.
    others: [OnceLock<CodingGenes>; 2],
    reference: Option<Arc<Reference>>,
    supply: Option<Arc<dyn Supply>>,
}

/// One assembly's share: the gene index, read when the assembly is first asked about, and a slot
/// for each gene's transcripts.
#[derive(Debug)]
struct Lazy {
    text: Cow<'static, str>,
    genes: OnceLock<Genes>,
}

#[derive(Debug)]
struct Genes {
    index: GeneIndex,
    slots: Vec<OnceLock<Box<[TranscriptModel]>>>,
}

impl Lazy {
    fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), genes: OnceLock::new() }
    }

    fn genes(&self) -> &Genes {
        self.genes.get_or_init(|| {
            let index = GeneIndex::parse(self.text.clone());
            let slots = (0..index.len()).map(|_| OnceLock::new()).collect();
            Genes { index, slots }
        })
    }
}

impl Default for TranscriptStore {
    fn default() -> Self {
        Self {
            table: Cow::Borrowed(TABLE),
            grch37: Lazy::new(GENES_37),
            grch38: Lazy::new(GENES_38),
            others: [OnceLock::new(), OnceLock::new()],
            reference: None,
            supply: None,
        }
    }
}

impl TranscriptStore {
    /// Returns the store compiled into the program.
    pub fn embedded() -> &'static TranscriptStore {
        static STORE: OnceLock<TranscriptStore> = OnceLock::new();
        STORE.get_or_init(Self::default)
    }

    /// Creates a store of the user's own table, in the schema that [`super::import`] writes.
    ///
    /// # Errors
    ///
    /// [`crate::error::Error::Table`] where a row cannot be read.
    pub fn from_text(table: String) -> Result<Self> {
        let index = |assembly| tables::gene_index(&table, assembly);
        let (grch37, grch38) = (index(Assembly::GRCh37)?, index(Assembly::GRCh38)?);
        let (grch37, grch38) = (Lazy::new(grch37), Lazy::new(grch38));
        Ok(Self { table: table.into(), grch37, grch38, ..Self::default() })
    }

    /// Takes the bases of transcripts that have none from `reference`. Transcripts with bases keep them.
    #[must_use]
    pub fn with_reference(mut self, reference: Reference) -> Self {
        let reference = Arc::new(reference);
        self.supply = Some(reference.clone());
        self.reference = Some(reference);
        self
    }

    /// Returns the reference that supplies bases, if there is one.
    pub fn reference(&self) -> Option<&Reference> {
        self.reference.as_deref()
    }

    /// Checks that the reference, if there is one, has the bases of `assembly`.
    ///
    /// # Errors
    ///
    /// [`crate::error::Error::InvalidInput`] where it has others, or none of those that are embedded.
    pub fn confirm_reference(&self, assembly: Assembly) -> Result<()> {
        let Some(reference) = &self.reference else { return Ok(()) };
        reference.confirm(assembly, &|assembly, step| {
            let genes = self.symbols(assembly).step_by(step);
            let models = genes.flat_map(move |gene| self.gene(gene, assembly));
            Box::new(models.filter(|model| model.bases.is_some()))
        })
    }

    fn genes(&self, assembly: Assembly) -> &Genes {
        match assembly {
            Assembly::GRCh37 => self.grch37.genes(),
            Assembly::GRCh38 => self.grch38.genes(),
        }
    }

    /// Returns the transcripts of `gene` placed on `assembly`: MANE Select first, MANE Plus
    /// Clinical after it. The list is empty for a gene that is not in the store.
    pub fn gene(&self, gene: &str, assembly: Assembly) -> &[TranscriptModel] {
        let genes = self.genes(assembly);
        genes.index.ordinal(gene).map_or(&[], |ordinal| self.slot(genes, ordinal, assembly))
    }

    /// Returns the transcript of `gene` with exactly this RefSeq accession, version included.
    pub fn transcript(
        &self,
        gene: &str,
        accession: &str,
        assembly: Assembly,
    ) -> Option<&TranscriptModel> {
        let is_it = |model: &&TranscriptModel| &*model.accession == accession;
        let of_table = self.gene(gene, assembly).iter().find(is_it);
        of_table.or_else(|| self.coding_gene(gene, assembly).filter(is_it))
    }

    /// Returns the transcript of a coding gene that the table does not have. It is called `gene` now, or in
    /// the annotation of RefSeq.
    pub fn coding_gene(&self, gene: &str, assembly: Assembly) -> Option<&TranscriptModel> {
        if self.genes(assembly).index.ordinal(gene).is_some() {
            return None;
        }
        self.others(assembly).of_symbol(gene, self.reader(), assembly)
    }

    /// Returns the transcripts of coding genes that the table does not have, whose span touches the 0-based
    /// `interval`.
    pub fn coding_genes_at(
        &self,
        contig: Contig,
        interval: Interval,
        assembly: Assembly,
    ) -> impl Iterator<Item = &TranscriptModel> {
        let table = &self.genes(assembly).index;
        let others = self.others(assembly).at(contig, interval, self.reader(), assembly);
        others.filter(|model| table.ordinal(&model.gene).is_none())
    }

    /// Returns whether the table has the gene on `assembly`.
    pub fn has_gene(&self, gene: &str, assembly: Assembly) -> bool {
        self.genes(assembly).index.ordinal(gene).is_some()
    }

    /// Returns the symbols of the coding genes that the table does not have, as RefSeq's annotation has them.
    pub fn other_symbols(&self, assembly: Assembly) -> impl Iterator<Item = &str> {
        self.others(assembly).symbols()
    }

    fn others(&self, assembly: Assembly) -> &CodingGenes {
        let slot = match assembly {
            Assembly::GRCh37 => &self.others[0],
            Assembly::GRCh38 => &self.others[1],
        };
        slot.get_or_init(|| CodingGenes::on(assembly))
    }

    /// Makes models of transcripts, whose bases come from the reference where none are embedded.
    fn reader(&self) -> impl Fn(Transcript) -> TranscriptModel + '_ {
        |transcript| TranscriptModel::new(transcript).with_supply(self.supply.as_ref())
    }

    fn slot<'s>(
        &'s self,
        genes: &'s Genes,
        ordinal: usize,
        assembly: Assembly,
    ) -> &'s [TranscriptModel] {
        genes.slots[ordinal].get_or_init(|| {
            let symbol = genes.index.name(ordinal);
            let gene: Arc<str> = Arc::from(symbol);
            let read = |transcripts: &mut dyn Iterator<Item = Transcript>| {
                transcripts.map(self.reader()).collect()
            };
            let at = genes.index.rows(ordinal);
            // The bases of a table that stays need no copy.
            match &self.table {
                Cow::Borrowed(table) => read(&mut rows(table, at, symbol).filter_map(|row| {
                    row.transcript(assembly, &gene, Cow::Borrowed).ok().flatten()
                })),
                Cow::Owned(table) => read(
                    &mut rows(table, at, symbol)
                        .filter_map(|row| row.transcript(assembly, &gene, copied).ok().flatten()),
                ),
            }
        })
    }

    /// Returns the transcripts of every gene whose span (with promoter) touches the 0-based
    /// `interval`.
    pub fn at(
        &self,
        contig: Contig,
        interval: Interval,
        assembly: Assembly,
    ) -> impl Iterator<Item = &TranscriptModel> {
        let genes = self.genes(assembly);
        genes
            .index
            .at(contig, interval)
            .flat_map(move |ordinal| self.slot(genes, ordinal, assembly))
            .filter(move |transcript| transcript.contig == contig)
    }

    /// Returns the stretch around the 0-based `position` whose bases all lie in the same genes: those of the
    /// table, and the others if `every_gene`. For each interval inside it, ends included,
    /// [`TranscriptStore::at`] and [`TranscriptStore::coding_genes_at`] give the same transcripts.
    pub fn stretch(
        &self,
        contig: Contig,
        position: u32,
        assembly: Assembly,
        every_gene: bool,
    ) -> Interval {
        let of_table = self.genes(assembly).index.stretch(contig, position);
        match every_gene {
            true => of_table.common(self.others(assembly).stretch(contig, position)),
            false => of_table,
        }
    }

    /// The transcript with this accession, its own or its protein's, any version, on `assembly`.
    pub fn accession(&self, accession: &str, assembly: Assembly) -> Option<&TranscriptModel> {
        let wanted = unversioned(accession);
        let genes = lines(index::body(&self.table)).filter_map(|line| {
            let mut cells = line.split('\t');
            let gene = cells.next()?;
            let names = [cells.nth(1)?, cells.next()?, cells.next()?];
            names.into_iter().any(|name| unversioned(name) == wanted).then_some(gene)
        });
        genes
            .flat_map(|gene| self.gene(gene, assembly))
            .find(|transcript| transcript.is_called(accession))
    }

    /// Returns all gene symbols on `assembly`, sorted.
    pub fn symbols(&self, assembly: Assembly) -> impl Iterator<Item = &str> {
        let index = &self.genes(assembly).index;
        (0..index.len()).map(|ordinal| index.name(ordinal))
    }

    /// Returns the embedded plus-strand bases of the 0-based `interval`. All of it must lie in one
    /// coding exon with its flanks, and every base must be known.
    ///
    /// On GRCh37 these are GRCh38's bases at the same coding positions. The two assemblies differ
    /// there at a handful of sites. A reference supplies those of further genes.
    pub fn reference_bases(
        &self,
        contig: Contig,
        interval: Interval,
        assembly: Assembly,
    ) -> Option<&[u8]> {
        let others = self.supply.as_ref().map(|_| self.coding_genes_at(contig, interval, assembly));
        self.at(contig, interval, assembly)
            .chain(others.into_iter().flatten())
            .find_map(|transcript| transcript.known_bases(interval))
    }

    /// Returns the positions that can be affected on `assembly`, computed from this store's own
    /// table.
    ///
    /// # Errors
    ///
    /// [`crate::error::Error::Table`] where a row cannot be read.
    pub fn regions(&self, assembly: Assembly) -> Result<Regions> {
        if matches!(self.table, Cow::Borrowed(_)) {
            return Ok(regions(assembly));
        }
        tables::parse_regions(&tables::region_table(&self.table, assembly)?)
    }
}

fn rows<'t>(table: &'t str, at: usize, gene: &str) -> impl Iterator<Item = Row<'t>> {
    index::rows_at(index::body(table), at, gene).filter_map(Row::split)
}

fn unversioned(accession: &str) -> &str {
    accession.split('.').next().unwrap_or(accession)
}

/// Returns the embedded regions of interest, those of a contig read when first asked for, once for all
/// samples of a run.
///
/// They are the coding exons of all genes with 50 bp on either side, the TERT promoter, and the
/// places of known alleles beyond these.
pub fn regions(assembly: Assembly) -> Regions {
    static GRCH37: OnceLock<Regions> = OnceLock::new();
    static GRCH38: OnceLock<Regions> = OnceLock::new();
    let regions = match assembly {
        Assembly::GRCh37 => &GRCH37,
        Assembly::GRCh38 => &GRCH38,
    };
    regions
        .get_or_init(|| {
            let name = assembly.to_string();
            let of_assembly = move |line: &'static str| {
                let (own, rest) = line.split_once('\t')?;
                (own == name).then_some(rest)
            };
            let alleles = ALLELE_REGIONS.lines().filter_map(of_assembly);
            tables::lazy_regions(coding_lines(assembly).chain(alleles))
        })
        .clone()
}

/// Returns the regions without the places of known alleles.
pub fn coding_regions(assembly: Assembly) -> Regions {
    tables::lazy_regions(coding_lines(assembly))
}

fn coding_lines(assembly: Assembly) -> impl Iterator<Item = &'static str> {
    let text = match assembly {
        Assembly::GRCh37 => REGIONS_37,
        Assembly::GRCh38 => REGIONS_38,
    };
    lines(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_parses() {
        let store = TranscriptStore::embedded();
        for (assembly, at_least) in [(Assembly::GRCh37, 1_300), (Assembly::GRCh38, 1_310)] {
            let mut seen = 0;
            for gene in store.symbols(assembly) {
                let transcripts = store.gene(gene, assembly);
                assert!(!transcripts.is_empty(), "{gene}");
                assert!(transcripts.iter().all(|t| &*t.gene == gene));
                seen += 1;
            }
            assert!(seen >= at_least, "{assembly}: {seen}");
        }
    }

    #[test]
    fn finds_genes_transcripts_and_bases() {
        let store = TranscriptStore::embedded();
        let kras = store.gene("KRAS", Assembly::GRCh38);
        assert_eq!(
            kras.iter().map(|t| &*t.accession).collect::<Vec<_>>(),
            ["NM_004985.5", "NM_033360.4"]
        );
        assert!(kras[0].is_mane_select());
        assert!(store.gene("NOT_A_GENE", Assembly::GRCh38).is_empty());
        let seven = Contig::from_name(b"7").unwrap();
        let v600 = Interval::new(140_453_135, 140_453_136);
        let found: Vec<&str> = store.at(seven, v600, Assembly::GRCh37).map(|t| &*t.gene).collect();
        assert_eq!(found, ["BRAF"]);
        assert_eq!(store.reference_bases(seven, v600, Assembly::GRCh37), Some(&b"A"[..]));
        assert_eq!(store.reference_bases(seven, v600, Assembly::GRCh38), None);
        let plus_clinical = store.transcript("KRAS", "NM_033360.4", Assembly::GRCh38);
        assert!(plus_clinical.is_some_and(|model| !model.is_mane_select()));
        assert!(store.transcript("KRAS", "NM_033360.3", Assembly::GRCh38).is_none());
        let by_accession = store.accession("NM_004333.4", Assembly::GRCh37).unwrap();
        assert_eq!(&*by_accession.accession, "NM_004333.6");
    }

    #[test]
    fn numbering_in_clinical_use_is_not_called_mane() {
        let myd88 = &TranscriptStore::embedded().gene("MYD88", Assembly::GRCh38)[0];
        assert!(!myd88.is_mane_select());
        assert_eq!(myd88.protein_sequence().map(<[u8]>::len), Some(309));
    }

    #[test]
    fn regions_hold_exons_and_the_tert_promoter() {
        for (assembly, c228t) in [(Assembly::GRCh37, 1_295_227), (Assembly::GRCh38, 1_295_112)] {
            let regions = regions(assembly);
            let five = Contig::from_name(b"5").unwrap();
            assert!(regions.touches(five, Interval::new(c228t, c228t + 1)), "{assembly}");
            assert!(!regions.touches(five, Interval::new(c228t + 2_000, c228t + 2_001)));
        }
    }
}
