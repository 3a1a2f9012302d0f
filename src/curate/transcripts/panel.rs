//! Genes of panels that the facts of transcripts lack: blocks of another annotation, without bases.

use std::collections::{HashMap, HashSet};

use super::made::{Made, check};
use crate::curate::coding_genes::SOURCE;
use crate::error::{Problems, Result};
use crate::genome::coding_genes::STATUS;
use crate::genome::row::COLUMNS;
use crate::io::table::Table;
use crate::model::contig::Contig;

/// The genes, and the blocks of every gene of the annotation.
#[derive(Debug, Clone, Copy)]
pub struct Panel<'t> {
    /// `gene`, `hgnc_id`, and `named`: the symbol in the annotation where it is another.
    pub genes: &'t Table,
    /// One transcript of each gene.
    pub blocks: &'t Table,
}

impl Panel<'_> {
    /// Adds the genes that `rows` lacks; `problems` gets those without blocks.
    pub(super) fn add(self, rows: &mut Vec<Made>, problems: &mut Problems) -> Result<()> {
        let blocks: HashMap<&str, [&str; SOURCE.len()]> =
            self.blocks.picked(SOURCE)?.into_iter().map(|(_, cells)| (cells[0], cells)).collect();
        let there: HashSet<String> = rows.iter().map(|row| row.gene.clone()).collect();
        for (line, [gene, hgnc_id, named]) in self.genes.picked(["gene", "hgnc_id", "named"])? {
            let named = if named.is_empty() { gene } else { named };
            let made = match blocks.get(named) {
                _ if there.contains(gene) => Err(format!("{gene}: has a transcript already")),
                None => Err(format!("{gene}: no blocks of {named}")),
                Some(cells) => {
                    let made = row(gene, hgnc_id, cells);
                    check(&made.line()).map(|()| made)
                }
            };
            match made {
                Ok(made) => rows.push(made),
                Err(reason) => problems.push(self.genes.path(), line, reason),
            }
        }
        Ok(())
    }
}

fn row(gene: &str, hgnc_id: &str, blocks: &[&str; SOURCE.len()]) -> Made {
    let [_, refseq, chrom, strand, exons_38, cds_38, exons_37, cds_37] = *blocks;
    let contig = Contig::from_name(chrom.as_bytes()).map(|contig| contig.to_string());
    let mut made = Made {
        gene: gene.to_owned(),
        is_plus_clinical: false,
        refseq: refseq.to_owned(),
        cells: COLUMNS.map(|_| String::new()),
    };
    for (column, text) in [
        ("gene", gene),
        ("hgnc_id", hgnc_id),
        ("accession", refseq),
        ("status", STATUS),
        ("contig", contig.as_deref().unwrap_or(chrom)),
        ("strand", strand),
        ("exons_grch38", exons_38),
        ("cds_grch38", cds_38),
        ("exons_grch37", exons_37),
        ("cds_grch37", cds_37),
        ("bases_source", "none"),
    ] {
        made.set(column, text.to_owned());
    }
    made
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn added(genes: &str) -> Result<Vec<Made>> {
        let blocks = format!("{}\nOLD\tNM_1\tchr1\t+\t0-9\t3-9\t10-19\t13-19\n", SOURCE.join("\t"));
        let blocks = Table::parse(Path::new("b"), &blocks, &[])?;
        let genes = Table::parse(Path::new("g"), &format!("gene\thgnc_id\tnamed\n{genes}"), &[])?;
        let (mut rows, mut problems) = (Vec::new(), Problems::default());
        Panel { genes: &genes, blocks: &blocks }.add(&mut rows, &mut problems)?;
        problems.into_result()?;
        Ok(rows)
    }

    #[test]
    fn a_gene_gets_the_blocks_of_its_former_symbol() {
        let rows = added("NEW\tHGNC:1\tOLD\n").unwrap();
        assert_eq!(
            rows[0].line(),
            format!("NEW\tHGNC:1\tNM_1\t\t\t{STATUS}\t1\t+\t0-9\t3-9\t10-19\t13-19\tnone\t")
        );
    }

    #[test]
    fn genes_without_blocks_are_named() {
        let error = added("NEW\tHGNC:1\t\nX\tHGNC:2\tY\n").unwrap_err().to_string();
        assert!(error.contains("g:2") && error.contains("X: no blocks of Y"), "{error}");
    }
}
