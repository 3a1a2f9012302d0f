//! Which columns of a fusion table say what, by the headers of the tools that write them.

use crate::error::{Error, Result};
use crate::io::table::{Table, TableRow};
use crate::model::event_detail::Reading;

/// Columns of the 5′ gene and of the 3′ gene, by tools that state the order.
const ORDERED: [(&[&str], &[&str]); 2] = [
    (
        &[
            "leftgene",
            "gene_1_symbol(5end_fusion_partner)",
            "genestart",
            "genenameup",
            "gene5",
            "gene_5",
            "5_gene",
            "5'_gene",
            "5' gene",
            "5prime_gene",
            "five_prime_gene",
            "up_gene",
            "upstream_gene",
        ],
        &[
            "rightgene",
            "gene_2_symbol(3end_fusion_partner)",
            "geneend",
            "genenamedown",
            "gene3",
            "gene_3",
            "3_gene",
            "3'_gene",
            "3' gene",
            "3prime_gene",
            "three_prime_gene",
            "dw_gene",
            "downstream_gene",
        ],
    ),
    // Arriba, and tables in its form.
    (&["gene1"], &["gene2"]),
];

/// Columns of two genes in an order that means nothing for certain.
const PLAIN: (&[&str], &[&str]) = (
    &["genea", "gene_a", "gene a", "site1_hugo_symbol", "site1_gene", "gene_1", "genename1"],
    &["geneb", "gene_b", "gene b", "site2_hugo_symbol", "site2_gene", "gene_2", "genename2"],
);

/// Columns of both genes in one cell.
const PAIR: &[&str] = &[
    "fusionname",
    "fusion_name",
    "fusiongene",
    "fusion_gene",
    "fusion gene",
    "fusion genes",
    "fusion_genes",
    "fusion",
    "gene pair",
    "gene_pair",
    "genepair",
];

/// Columns that only Arriba's form has.
const OF_ARRIBA: &[&str] = &["strand1(gene/fusion)", "reading_frame", "retained_protein_domains"];

/// Columns that only callers of fusions in RNA have: STAR-Fusion, FusionCatcher, Isofox, JAFFA and DRAGEN.
const OF_RNA: &[&str] = &[
    "leftbreakpoint",
    "gene_1_symbol(5end_fusion_partner)",
    "genenameup",
    "spanning reads",
    "gene a breakpoint",
];

/// The column that only LINX has, which reads DNA.
const OF_DNA: &[&str] = &["phased"];

const FRAME: &[&str] = &[
    "reading_frame",
    "reading-frame",
    "prot_fusion_type",
    "site2_effect_on_frame",
    "phased",
    "predicted_effect",
    "effect_on_frame",
    "frame",
    "inframe",
    "in_frame",
    "in-frame",
];

/// Where the columns of one side are, of two.
pub(super) type Both = [Option<usize>; 2];

/// What a table says of its order of genes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Genes {
    /// The 5′ gene, then the 3′ gene.
    Ordered(usize, usize),
    /// Two genes.
    Plain(usize, usize),
    /// Both in one cell.
    Pair(usize),
}

/// The columns of a fusion table.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) genes: Genes,
    /// `chr2:42298378`, perhaps with a strand.
    pub(super) breaks: Both,
    pub(super) chromosomes: Both,
    pub(super) positions: Both,
    /// Arriba's `gene/fusion`, or one strand.
    pub(super) strands: Both,
    pub(super) exons: Both,
    pub(super) transcripts: Both,
    /// `exon` or `intron`: what the number in `exons` counts.
    pub(super) regions: Both,
    pub(super) frame: Option<usize>,
    pub(super) confidence: Option<usize>,
    /// PASS, or why not.
    pub(super) filter: Option<usize>,
    /// Whether the tool reports the row.
    pub(super) reported: Option<usize>,
    /// Domains kept: Arriba's of both genes, LINX's.
    pub(super) domains: Option<usize>,
    pub(super) domains_lost: Option<usize>,
    /// Exons that a splice variant leaves out.
    pub(super) affected: Option<usize>,
    /// DELETION, FUSION.
    pub(super) class: Option<usize>,
    /// The assembly of the positions.
    pub(super) build: Option<usize>,
    /// Whether the order of the genes is known.
    pub(super) directed: Option<usize>,
    /// Words about the event.
    pub(super) words: Vec<usize>,
    /// What the tool of the table reads.
    pub(super) reading: Reading,
    /// Whether RNA shows a row, and whether DNA does: `yes` or `no`.
    pub(super) support: Both,
    /// Whether the genes are those at the sites of a structural variant, in cBioPortal's form.
    pub(super) is_of_sites: bool,
}

/// Returns all names of columns of genes: a table of fusions has one of them.
pub(super) fn of_genes() -> Vec<&'static str> {
    let both = ORDERED.iter().chain([&PLAIN]).flat_map(|(five, three)| five.iter().chain(*three));
    both.chain(PAIR).copied().collect()
}

impl Columns {
    /// Finds the columns of `table`.
    ///
    /// # Errors
    /// [`Error::Table`] where two columns have one name, or none is of genes.
    pub(super) fn of(table: &Table) -> Result<Self> {
        let one = |names: &[&str]| table.column(names);
        let two = |five: &[&str], three: &[&str]| -> Result<Both> {
            Ok([table.column(five)?, table.column(three)?])
        };
        let is_arriba = one(OF_ARRIBA)?.is_some();
        let is_isofox = one(&["genenameup"])?.is_some();
        let mut words = Vec::new();
        for name in ["event_info", "annotation", "comments", "site1_description"] {
            words.extend(one(&[name])?);
        }
        Ok(Self {
            genes: genes(table, is_arriba)?.ok_or_else(|| lacking(table))?,
            breaks: two(
                &[
                    "breakpoint1",
                    "leftbreakpoint",
                    "fusion_point_for_gene_1(5end_fusion_partner)",
                    "gene a breakpoint",
                    "breakpoint 1",
                    "breakpoint_1",
                ],
                &[
                    "breakpoint2",
                    "rightbreakpoint",
                    "fusion_point_for_gene_2(3end_fusion_partner)",
                    "gene b breakpoint",
                    "breakpoint 2",
                    "breakpoint_2",
                ],
            )?,
            chromosomes: two(&["chrup", "site1_chromosome"], &["chrdown", "site2_chromosome"])?,
            positions: two(&["posup", "site1_position"], &["posdown", "site2_position"])?,
            strands: match is_isofox {
                // The strands of the genes, not of the transcript.
                true => [None, None],
                false => {
                    two(&["strand1(gene/fusion)", "strand1"], &["strand2(gene/fusion)", "strand2"])?
                }
            },
            exons: two(
                &["fusedexonup", "site1_exon", "site1_region_number", "exona", "exon1", "exon_5"],
                &["fusedexondown", "site2_exon", "site2_region_number", "exonb", "exon2", "exon_3"],
            )?,
            transcripts: two(
                &["transcriptstart", "site1_ensembl_transcript_id", "transcript_id1"],
                &["transcriptend", "site2_ensembl_transcript_id", "transcript_id2"],
            )?,
            regions: two(&["site1_region"], &["site2_region"])?,
            frame: one(FRAME)?,
            confidence: one(&["confidence", "likelihood", "classification"])?,
            filter: one(&["filter"])?,
            reported: one(&["reported", "keepfusion"])?,
            domains: one(&["retained_protein_domains", "domainskept"])?,
            domains_lost: one(&["domainslost"])?,
            affected: one(&["affected exon", "affected exon(s)", "affected_exon"])?,
            class: one(&["class", "sv_type", "svtype"])?,
            build: one(&["ncbi_build"])?,
            directed: one(&["fusion directionality known"])?,
            words,
            reading: match () {
                () if is_arriba || one(OF_RNA)?.is_some() => Reading::Rna,
                () if one(OF_DNA)?.is_some() => Reading::DnaJunction,
                () => Reading::Table,
            },
            support: two(&["rna_support"], &["dna_support"])?,
            is_of_sites: one(&["site1_hugo_symbol"])?.is_some(),
        })
    }

    /// Returns every column that was found.
    pub(super) fn used(&self) -> Vec<usize> {
        let genes = match self.genes {
            Genes::Ordered(five, three) | Genes::Plain(five, three) => vec![five, three],
            Genes::Pair(pair) => vec![pair],
        };
        let both = [
            self.breaks,
            self.chromosomes,
            self.positions,
            self.strands,
            self.exons,
            self.transcripts,
            self.regions,
            self.support,
        ];
        let others = [
            self.frame,
            self.confidence,
            self.filter,
            self.reported,
            self.domains,
            self.domains_lost,
            self.affected,
            self.class,
            self.build,
            self.directed,
        ];
        let found = both.into_iter().flatten().chain(others).flatten();
        genes.into_iter().chain(found).chain(self.words.iter().copied()).collect()
    }

    /// Returns the columns of genes, which every row has to reach.
    pub(super) fn needed(&self) -> Vec<usize> {
        match self.genes {
            Genes::Ordered(five, _) | Genes::Plain(five, _) => vec![five],
            Genes::Pair(pair) => vec![pair],
        }
    }
}

fn lacking(table: &Table) -> Error {
    table.lacks(&[
        format!("{} or {}", PLAIN.0[0], "gene1, leftgene, site1_hugo_symbol"),
        format!("{} or {}", PLAIN.1[0], "gene2, rightgene, site2_hugo_symbol"),
    ])
}

fn genes(table: &Table, is_arriba: bool) -> Result<Option<Genes>> {
    let find = |(five, three): (&[&str], &[&str])| -> Result<Option<(usize, usize)>> {
        Ok(table.column(five)?.zip(table.column(three)?))
    };
    if let Some((five, three)) = find(ORDERED[0])? {
        return Ok(Some(Genes::Ordered(five, three)));
    }
    if let Some((five, three)) = find(ORDERED[1])? {
        return Ok(Some(match is_arriba {
            true => Genes::Ordered(five, three),
            false => Genes::Plain(five, three),
        }));
    }
    if let Some((five, three)) = find(PLAIN)? {
        return Ok(Some(Genes::Plain(five, three)));
    }
    if let Some(pair) = table.column(PAIR)? {
        return Ok(Some(Genes::Pair(pair)));
    }
    // Splice variants have one gene.
    let gene = table.column(&["gene"])?;
    let affected = table.column(&["affected exon", "affected exon(s)", "affected_exon"])?;
    Ok(gene.filter(|_| affected.is_some()).map(Genes::Pair))
}

/// Returns what a cell says, `None` where it says nothing.
pub(super) fn cell(row: &TableRow, column: Option<usize>) -> Option<&str> {
    said(row.cell(column?))
}

/// Returns what the text of a cell says, `None` where it says nothing.
pub(super) fn said(text: &str) -> Option<&str> {
    let says_nothing = ["", ".", "-", "NA", "N/A", "NONE", "null", "nan"];
    (!says_nothing.iter().any(|nothing| text.eq_ignore_ascii_case(nothing))).then_some(text)
}
