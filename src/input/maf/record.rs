//! Rows as records of VCF.

use std::fmt::Write;

use super::columns::{Column, is_known};
use super::numbers::Reads;
use super::row::{NO_TRANSCRIPT, NamedRow, STATUS, Said};
use super::samples::MafSample;
use super::table::Maf;
use crate::input::unread::Places;
use crate::model::call::Stated;
use crate::model::contig::Contig;

/// What stands for an anchor base that is not known.
const UNKNOWN_BASE: u8 = b'N';
/// The term of a change whose class the row does not tell.
const UNCLASSED: &str = "coding_sequence_variant";
/// The name of a sample that has none.
const UNNAMED: &str = "TUMOR";

/// The rows of one sample.
#[derive(Debug, Default)]
pub struct SampleRecords {
    /// Those with an allele, as a VCF.
    pub vcf: String,
    /// The line in the MAF of each of its records.
    pub lines: Vec<u64>,
    /// Those that name their change only.
    pub named: Vec<NamedRow>,
    /// How many have an indel whose anchor base is not known.
    pub without_anchor: usize,
    /// Where rows lie that were skipped.
    pub unread: Places,
}

impl Maf {
    /// Returns the rows of `samples`, which become one sample, as records. `base` tells the base at a
    /// 1-based position, where it is known.
    pub fn records<'s>(
        &self,
        samples: impl IntoIterator<Item = &'s MafSample>,
        base: &dyn Fn(Contig, u32) -> Option<u8>,
    ) -> SampleRecords {
        let samples: Vec<&MafSample> = samples.into_iter().collect();
        let first = samples.first();
        let tumor = first.map(|sample| sample.name.as_str()).filter(|name| !name.is_empty());
        let tumor = tumor.unwrap_or(UNNAMED);
        let has_normal = self.columns.has(Column::NormalAlternateReads);
        let normal = first.and_then(|sample| sample.normal.as_deref()).filter(|_| has_normal);
        let mut records = SampleRecords::default();
        self.head(tumor, normal, &mut records.vcf);
        let own = samples.iter().flat_map(|sample| &sample.rows);
        for &index in own.chain(&self.unowned) {
            let (row, cells) = (&self.rows[index], self.cells(index));
            if !row.is_read {
                records.unread.push(self.place(&cells));
                continue;
            }
            match self.columns.read(&cells) {
                Said::Allele { chrom, contig, start, reference, alternate } => {
                    let place = (chrom, contig, start);
                    let alleles = (reference.as_str(), alternate.as_str());
                    records.push(self, &cells, place, alleles, normal.is_some(), base);
                    records.lines.push(row.line);
                }
                Said::Named(names) => {
                    records.named.push(self.columns.named_row(row.line, &cells, names));
                }
                Said::Silent | Said::Unreadable { .. } => {}
            }
        }
        records
    }

    fn head(&self, tumor: &str, normal: Option<&str>, out: &mut String) {
        out.push_str(
            "##fileformat=VCFv4.2\n\
             ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"of the MAF. Format: \
             Allele|ALLELE_NUM|Consequence|SYMBOL|Feature_type|Feature|HGVSc|HGVSp\">\n",
        );
        for (key, _) in &self.columns.population {
            let _ =
                writeln!(out, "##INFO=<ID={key},Number=A,Type=Float,Description=\"of the MAF\">");
        }
        out.push_str("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t");
        out.push_str(tumor);
        if let Some(normal) = normal {
            out.push('\t');
            out.push_str(normal);
        }
        out.push('\n');
    }
}

impl SampleRecords {
    /// Adds the record of one row.
    fn push(
        &mut self,
        maf: &Maf,
        cells: &[&str],
        (chrom, contig, start): (&str, Contig, u32),
        (reference, alternate): (&str, &str),
        has_normal: bool,
        base: &dyn Fn(Contig, u32) -> Option<u8>,
    ) {
        let columns = &maf.columns;
        // Of a pure insertion Start_Position is the base before it, of anything else the first base.
        let needs_anchor = reference.is_empty() || alternate.is_empty();
        let (pos, anchor) = match (needs_anchor, reference.is_empty()) {
            (false, _) => (start, None),
            (true, true) => (start, Some(start)),
            (true, false) => (start.saturating_sub(1), Some(start.saturating_sub(1))),
        };
        let anchor = anchor.map(|at| {
            base(contig, at).unwrap_or_else(|| {
                self.without_anchor += 1;
                UNKNOWN_BASE
            })
        });
        let anchor = anchor.map(char::from).map(String::from).unwrap_or_default();
        let id = columns.get(Column::DbSnp, cells).filter(|id| is_id(id)).unwrap_or(".");
        let filter = columns.filter(cells);
        let _ = write!(
            self.vcf,
            "{chrom}\t{pos}\t{id}\t{anchor}{reference}\t{anchor}{alternate}\t.\t{filter}\t"
        );
        self.info(maf, cells, alternate);
        let (genotype, set) = columns.genotype(cells);
        let reads = Reads::of_tumor(columns, cells).fields();
        let _ = write!(self.vcf, "\tGT:AD:DP:AF:PS\t{genotype}:{reads}:{set}");
        if has_normal {
            let _ = write!(self.vcf, "\t./.:{}", Reads::of_normal(columns, cells).fields());
        }
        self.vcf.push('\n');
    }

    fn info(&mut self, maf: &Maf, cells: &[&str], alternate: &str) {
        let columns = &maf.columns;
        let mut info = Vec::new();
        match columns.status(cells) {
            Stated::Somatic(_) => info.push(format!("{STATUS}=Somatic")),
            Stated::Germline(_) => info.push(format!("{STATUS}=Germline")),
            Stated::Not => {}
        }
        for (key, place) in &columns.population {
            let cell = cells.get(*place).map(|cell| cell.trim()).filter(|cell| is_known(cell));
            let frequency = cell.and_then(|cell| cell.parse::<f64>().ok());
            info.extend(frequency.map(|frequency| format!("{key}={frequency}")));
        }
        if let Some(gene) = columns.get(Column::Gene, cells).filter(|gene| is_id(gene)) {
            let text = |column| encoded(columns.get(column, cells).unwrap_or_default());
            let terms = match columns.get(Column::Terms, cells) {
                Some(terms) => terms.replace([',', ';'], "&"),
                None => term(columns.raw(Column::Class, cells)).to_owned(),
            };
            // A name without a class is compared all the same.
            let terms = if terms.is_empty() { UNCLASSED.to_owned() } else { terms };
            let transcript = columns.get(Column::Transcript, cells).filter(|id| is_id(id));
            let protein = match columns.get(Column::LongProtein, cells) {
                Some(_) if !columns.has(Column::Protein) => text(Column::LongProtein),
                _ => text(Column::Protein),
            };
            let alternate = if alternate.is_empty() { "-" } else { alternate };
            info.push(format!(
                "CSQ={alternate}|1|{}|{gene}|Transcript|{}|{}|{protein}",
                encoded(&terms),
                transcript.unwrap_or(NO_TRANSCRIPT),
                text(Column::Coding),
            ));
        }
        let info = if info.is_empty() { ".".to_owned() } else { info.join(";") };
        self.vcf.push_str(&info);
    }
}

/// Returns whether a name can stand in a record as it is.
fn is_id(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'@'))
}

/// Encodes what has a meaning in INFO, as VCF 4.5 §1.2 has it.
fn encoded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '%' | ';' | ',' | '|' | '=' | ' ' | '\t' => format!("%{:02X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}

/// Returns the term that a class of MAF stands for, or nothing.
fn term(class: &str) -> &'static str {
    match class {
        "Missense_Mutation" | "Missense" => "missense_variant",
        "Nonsense_Mutation" => "stop_gained",
        "Nonstop_Mutation" => "stop_lost",
        "Frame_Shift_Del" | "Frame_Shift_Ins" => "frameshift_variant",
        "In_Frame_Del" => "inframe_deletion",
        "In_Frame_Ins" => "inframe_insertion",
        "Silent" => "synonymous_variant",
        "Splice_Region" => "splice_region_variant",
        "Translation_Start_Site" | "Start_Codon_SNP" => "start_lost",
        "Intron" => "intron_variant",
        "5'UTR" => "5_prime_UTR_variant",
        "3'UTR" => "3_prime_UTR_variant",
        "5'Flank" => "upstream_gene_variant",
        "3'Flank" => "downstream_gene_variant",
        "IGR" => "intergenic_variant",
        _ => "",
    }
}
