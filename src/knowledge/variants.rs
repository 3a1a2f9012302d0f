//! Known alleles: GRCh37 coordinates and aliases of profiles that name one small variant.

use std::path::Path;
use std::sync::LazyLock;

use super::evidence::TableSource;
use super::sorted_text::ByKey;
use crate::cells::cells;
use crate::error::{Problems, Result};
use crate::model::allele::SequenceEdit;
use crate::model::contig::Contig;

/// Columns of the table, in order.
pub(crate) const COLUMNS: [&str; 11] = [
    "gene",
    "profile",
    "id",
    "chrom",
    "start",
    "stop",
    "ref",
    "alt",
    "transcript",
    "aliases",
    "allele_registry_id",
];

pub(crate) static TABLE: &str = include_str!("../../data/generated/variants.tsv");

static EMBEDDED: LazyLock<KnownAlleles<'static>> =
    LazyLock::new(|| KnownAlleles::read(&[("variants.tsv", TABLE)]).0);

/// The alleles of each gene, read when it is asked for: a sample touches few genes.
static GENES: LazyLock<ByKey<KnownAllele<'static>>> = LazyLock::new(|| ByKey::new(TABLE));

/// An allele that a profile of one variant names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAllele<'a> {
    /// HGNC symbol.
    pub gene: &'a str,
    /// Molecular profile, as in the evidence table.
    pub profile: &'a str,
    /// The source's variant id: `VID12`.
    pub id: &'a str,
    /// The change on GRCh37's plus strand, trimmed but not shifted.
    pub edit: SequenceEdit,
    /// The transcript of the source's residue numbers.
    pub transcript: &'a str,
    /// Other names, joined by `;`.
    pub aliases: &'a str,
    /// ClinGen's id of the allele (`CA123643`), where the source gives it.
    pub allele_registry_id: &'a str,
}

impl<'a> KnownAllele<'a> {
    /// Returns what registries call the allele: ClinGen, then the source.
    pub fn ids(&self) -> impl Iterator<Item = &'a str> {
        [self.allele_registry_id, self.id].into_iter().filter(|id| !id.is_empty())
    }
}

/// A table of known alleles, sorted by gene and profile.
#[derive(Debug, Default)]
pub struct KnownAlleles<'a> {
    rows: Vec<KnownAllele<'a>>,
    sources: Vec<TableSource<'a>>,
}

impl KnownAlleles<'static> {
    /// Returns the table compiled in.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Returns the alleles of one gene in the table compiled in, read when first asked for.
    pub fn embedded_of(gene: &str) -> &'static [KnownAllele<'static>] {
        // A test reads every row, so there is nothing to report here.
        GENES.get(gene, |line| row(line).ok())
    }
}

impl<'a> KnownAlleles<'a> {
    /// Reads several tables, each `(name, text)`, as one.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Table`] with every bad row of all tables.
    pub fn from_texts(texts: &[(&str, &'a str)]) -> Result<Self> {
        let (table, problems) = Self::read(texts);
        problems.into_result()?;
        Ok(table)
    }

    /// Returns whether `text` has the header of such a table.
    pub fn is_table(text: &str) -> bool {
        let header = text.lines().find(|line| !line.starts_with('#'));
        header.is_some_and(|line| line.split('\t').eq(COLUMNS))
    }

    fn read(texts: &[(&str, &'a str)]) -> (Self, Problems) {
        let mut problems = Problems::default();
        let mut table = Self::default();
        for &(name, text) in texts {
            let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'));
            for (number, line) in lines.skip(1).filter(|(_, line)| !line.is_empty()) {
                match row(line) {
                    Ok(row) => table.rows.push(row),
                    Err(reason) => problems.push(Path::new(name), number, reason),
                }
            }
            table.sources.push(TableSource { name: name.to_owned(), text });
        }
        table.rows.sort_by_key(|row| (row.gene, row.profile));
        (table, problems)
    }

    /// Returns the sources of the alleles, table by table.
    pub fn sources(&self) -> &[TableSource<'a>] {
        &self.sources
    }

    /// Returns all alleles.
    pub fn all(&self) -> &[KnownAllele<'a>] {
        &self.rows
    }

    /// Returns the alleles of one gene.
    pub fn of_gene(&self, gene: &str) -> &[KnownAllele<'a>] {
        let start = self.rows.partition_point(|row| row.gene < gene);
        let length = self.rows[start..].partition_point(|row| row.gene == gene);
        &self.rows[start..start + length]
    }
}

fn row(line: &str) -> Result<KnownAllele<'_>, String> {
    let cells: Vec<_> = cells(line).collect();
    let [
        gene,
        profile,
        id,
        chrom,
        start,
        _stop,
        reference,
        alternate,
        transcript,
        aliases,
        allele_registry_id,
    ] = cells[..]
    else {
        return Err(format!("{} columns, expected {}", cells.len(), COLUMNS.len()));
    };
    let edit = edit(chrom, start, reference, alternate)?;
    Ok(KnownAllele { gene, profile, id, edit, transcript, aliases, allele_registry_id })
}

/// Returns the edit that plus-strand bases without an anchor make. `start` is 1-based. For an
/// insertion it is the base before it.
pub(crate) fn edit(
    chrom: &str,
    start: &str,
    reference: &str,
    alternate: &str,
) -> Result<SequenceEdit, String> {
    let contig =
        Contig::from_name(chrom.as_bytes()).ok_or(format!("chrom {chrom:?} is not known"))?;
    let start: u32 = start.parse().map_err(|_| format!("start {start:?} is not a position"))?;
    // 1-based; an insertion names the base before it.
    let first = if reference.is_empty() { Some(start) } else { start.checked_sub(1) };
    first
        .and_then(|first| {
            SequenceEdit::trimmed(contig, first, reference.as_bytes(), alternate.as_bytes())
        })
        .ok_or_else(|| "start, ref and alt change nothing".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "# comment\ngene\tprofile\tid\tchrom\tstart\tstop\tref\talt\ttranscript\taliases\t\
        allele_registry_id\n";

    #[test]
    fn coordinates_become_zero_based() {
        let text = format!(
            "{HEADER}BRAF\tBRAF V600E\tVID12\t7\t140453136\t140453136\tA\tT\tENST1\tVAL600GLU\tCA123643\n\
             NPM1\tNPM1 W288FS\tVID75\t5\t170837547\t170837548\t\tTCTG\tENST2\t\t\n"
        );
        let table = KnownAlleles::from_texts(&[("t", &text)]).unwrap();
        let braf = &table.of_gene("BRAF")[0];
        assert_eq!((braf.edit.start, braf.aliases), (140_453_135, "VAL600GLU"));
        assert_eq!(braf.ids().collect::<Vec<_>>(), ["CA123643", "VID12"]);
        let npm1 = &table.of_gene("NPM1")[0];
        assert_eq!(npm1.edit.start, 170_837_547);
        assert_eq!(npm1.ids().collect::<Vec<_>>(), ["VID75"]);
        assert!(table.of_gene("C").is_empty());
    }

    #[test]
    fn bad_rows_are_reported_together() {
        let text = format!("{HEADER}BRAF\tx\n\nG\tp\tv\t7\t0\t0\tA\tT\tt\t\t\n");
        let message = KnownAlleles::from_texts(&[("t", &text)]).unwrap_err().to_string();
        assert!(message.contains("2 bad rows") && message.contains("t:5: start"), "{message}");
    }

    #[test]
    fn the_embedded_table_is_sound() {
        let table = KnownAlleles::from_texts(&[("variants.tsv", TABLE)]).unwrap();
        assert!(table.all().len() > 600, "{}", table.all().len());
        for gene in ["ABCB1", "EGFR", "KRAS", "none"] {
            assert_eq!(KnownAlleles::embedded_of(gene), table.of_gene(gene));
        }
        let profiles: Vec<_> = table.of_gene("EGFR").iter().map(|row| row.profile).collect();
        assert!(profiles.contains(&"EGFR L858R"));
    }
}
