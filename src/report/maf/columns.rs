//! The columns: those of GDC MAF v1.0.0, of cBioPortal, and our own.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::sync::LazyLock;

use crate::model::call::Stated;
use crate::model::consequence::{Rank, TranscriptConsequence};
use crate::model::protein_change::ProteinChange;
use crate::report::tsv_variant::{self, VariantColumn};

use super::classification::classification;
use super::driver;
use super::oncokb;
use super::row::MafRow;
use super::value::{Column, Value};

/// GDC MAF v1.0.0, in order (<https://docs.gdc.cancer.gov/Data/File_Formats/MAF_Format>).
const GDC: [(&str, Value); 126] = {
    use Value::{Build, Cell, Empty, Normal, Text};
    [
        ("Hugo_Symbol", Cell(gene)),
        // No identifier, as vcf2maf writes it.
        ("Entrez_Gene_Id", Text("0")),
        ("Center", Text(".")),
        ("NCBI_Build", Build),
        ("Chromosome", Cell(|row, out| out.write_str(row.variant.chrom))),
        ("Start_Position", Cell(|row, out| of(&row.allele, out, |a, out| put(&a.start, out)))),
        ("End_Position", Cell(|row, out| of(&row.allele, out, |a, out| put(&a.end, out)))),
        ("Strand", Text("+")),
        ("Variant_Classification", Cell(class)),
        ("Variant_Type", Cell(|row, out| of(&row.allele, out, |a, out| put(&a.kind, out)))),
        ("Reference_Allele", Cell(reference)),
        // The input's genotype is not asked: the readers go by the second allele.
        ("Tumor_Seq_Allele1", Cell(reference)),
        ("Tumor_Seq_Allele2", Cell(alternate)),
        ("dbSNP_RS", Empty),
        ("dbSNP_Val_Status", Empty),
        ("Tumor_Sample_Barcode", Cell(|row, out| out.write_str(row.own.sample()))),
        ("Matched_Norm_Sample_Barcode", Normal),
        ("Match_Norm_Seq_Allele1", Cell(normal_first)),
        ("Match_Norm_Seq_Allele2", Cell(normal_second)),
        ("Tumor_Validation_Allele1", Empty),
        ("Tumor_Validation_Allele2", Empty),
        ("Match_Norm_Validation_Allele1", Empty),
        ("Match_Norm_Validation_Allele2", Empty),
        ("Verification_Status", Empty),
        ("Validation_Status", Empty),
        ("Mutation_Status", Cell(status)),
        ("Sequencing_Phase", Empty),
        ("Sequence_Source", Empty),
        ("Validation_Method", Empty),
        ("Score", Empty),
        ("BAM_File", Empty),
        ("Sequencer", Empty),
        ("Tumor_Sample_UUID", Empty),
        ("Matched_Norm_Sample_UUID", Empty),
        ("HGVSc", Cell(|row, out| of(&row.consequence, out, |c, out| put(&hgvs_c(c), out)))),
        ("HGVSp", Cell(hgvs_p)),
        ("HGVSp_Short", Cell(|row, out| of(&row.consequence, out, |c, out| put(&short(c), out)))),
        ("Transcript_ID", Cell(transcript)),
        ("Exon_Number", Cell(exon)),
        ("t_depth", Cell(|row, out| of(&row.variant.call.depth, out, put))),
        ("t_ref_count", Cell(other_reads)),
        ("t_alt_count", Cell(|row, out| of(&row.variant.call.alt_depth, out, put))),
        ("n_depth", Cell(|row, out| normal(row, out, |alternate, depth| (alternate, depth).1))),
        (
            "n_ref_count",
            Cell(|row, out| normal(row, out, |alternate, depth| depth.saturating_sub(alternate))),
        ),
        ("n_alt_count", Cell(|row, out| normal(row, out, |alternate, _| alternate))),
        ("all_effects", Cell(effects)),
        ("Allele", Cell(alternate)),
        ("Gene", Empty),
        ("Feature", Cell(transcript)),
        (
            "Feature_type",
            Cell(|row, out| of(&row.consequence, out, |_, out| put(&"Transcript", out))),
        ),
        ("One_Consequence", Cell(|row, out| terms(row, 1, out))),
        ("Consequence", Cell(|row, out| terms(row, usize::MAX, out))),
        ("cDNA_position", Empty),
        ("CDS_position", Empty),
        ("Protein_position", Cell(codons)),
        ("Amino_acids", Empty),
        ("Codons", Empty),
        ("Existing_variation", Empty),
        ("ALLELE_NUM", Empty),
        ("DISTANCE", Empty),
        ("TRANSCRIPT_STRAND", Empty),
        ("SYMBOL", Cell(|row, out| of(&row.consequence, out, |c, out| put(&&*c.gene, out)))),
        ("SYMBOL_SOURCE", Cell(|row, out| of(&row.consequence, out, |_, out| put(&"HGNC", out)))),
        ("HGNC_ID", Empty),
        ("BIOTYPE", Empty),
        ("CANONICAL", Empty),
        ("CCDS", Empty),
        ("ENSP", Empty),
        ("SWISSPROT", Empty),
        ("TREMBL", Empty),
        ("UNIPARC", Empty),
        ("RefSeq", Cell(transcript)),
        ("SIFT", Empty),
        ("PolyPhen", Empty),
        ("EXON", Cell(exon)),
        ("INTRON", Cell(|row, out| of(&row.consequence, out, |c, out| rank(c.intron, out)))),
        ("DOMAINS", Empty),
        ("GMAF", Empty),
        ("AFR_MAF", Empty),
        ("AMR_MAF", Empty),
        ("ASN_MAF", Empty),
        ("EAS_MAF", Empty),
        ("EUR_MAF", Empty),
        ("SAS_MAF", Empty),
        ("AA_MAF", Empty),
        ("EA_MAF", Empty),
        ("CLIN_SIG", Empty),
        ("SOMATIC", Empty),
        ("PUBMED", Empty),
        ("MOTIF_NAME", Empty),
        ("MOTIF_POS", Empty),
        ("HIGH_INF_POS", Empty),
        ("MOTIF_SCORE_CHANGE", Empty),
        ("IMPACT", Cell(impact)),
        ("PICK", Empty),
        (
            "VARIANT_CLASS",
            Cell(|row, out| of(&row.allele, out, |a, out| put(&a.kind.class(a.is_pure()), out))),
        ),
        ("TSL", Empty),
        ("HGVS_OFFSET", Empty),
        ("PHENO", Empty),
        ("MINIMISED", Empty),
        ("ExAC_AF", Empty),
        ("ExAC_AF_Adj", Empty),
        ("ExAC_AF_AFR", Empty),
        ("ExAC_AF_AMR", Empty),
        ("ExAC_AF_EAS", Empty),
        ("ExAC_AF_FIN", Empty),
        ("ExAC_AF_NFE", Empty),
        ("ExAC_AF_OTH", Empty),
        ("ExAC_AF_SAS", Empty),
        ("GENE_PHENO", Empty),
        ("FILTER", Cell(|row, out| out.write_str(row.variant.filter))),
        ("CONTEXT", Empty),
        ("src_vcf_id", Empty),
        ("tumor_bam_uuid", Empty),
        ("normal_bam_uuid", Empty),
        ("case_id", Empty),
        ("GDC_FILTER", Empty),
        ("COSMIC", Empty),
        ("MC3_Overlap", Empty),
        ("GDC_Validation_Status", Empty),
        ("GDC_Valid_Somatic", Empty),
        ("vcf_region", Cell(region)),
        ("vcf_info", Empty),
        ("vcf_format", Empty),
        ("vcf_tumor_gt", Empty),
        ("vcf_normal_gt", Empty),
    ]
};

/// cBioPortal's columns of drivers, and the population frequency that the input gives.
const MORE: [(&str, Value); 5] = [
    ("cbp_driver", Value::Cell(driver::driver)),
    ("cbp_driver_annotation", Value::Cell(driver::annotation)),
    ("cbp_driver_tiers", Value::Cell(driver::tiers)),
    ("cbp_driver_tiers_annotation", Value::Cell(driver::tiers_annotation)),
    ("theravar_population_af", Value::Cell(population)),
];

/// Columns of the TSV that MAF has by another name.
const TOLD: [&str; 16] = [
    "sample",
    "chrom",
    "pos",
    "ref",
    "alt",
    "filter",
    "gene",
    "transcript",
    "hgvs_c",
    "hgvs_p",
    "protein_change",
    "consequence",
    "impact",
    "exon",
    "alt_depth",
    "depth",
];

/// Returns the minimal columns of MAF, then those of OncoKB's annotator.
pub(super) fn of_oncokb() -> &'static [Column] {
    static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(oncokb_columns);
    &COLUMNS
}

fn oncokb_columns() -> Vec<Column> {
    let minimal = oncokb::MINIMAL.iter().filter_map(|name| GDC.iter().find(|(of, _)| of == name));
    let columns = minimal.chain(&oncokb::COLUMNS);
    columns.map(|&(name, value)| Column { name: Cow::Borrowed(name), value }).collect()
}

/// Returns all columns, in order.
pub(super) fn columns() -> &'static [Column] {
    static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(all_columns);
    &COLUMNS
}

fn all_columns() -> Vec<Column> {
    let fixed = GDC.iter().chain(&MORE);
    let fixed = fixed.map(|&(name, value)| Column { name: Cow::Borrowed(name), value });
    let is_more = |column: &&VariantColumn| !TOLD.contains(&column.name);
    let own = tsv_variant::COLUMNS.iter().filter(is_more).map(|column| Column {
        name: Cow::Owned(format!("theravar_{}", column.name)),
        value: Value::Own(column.write),
    });
    fixed.chain(own).collect()
}

fn put<T: fmt::Display>(value: &T, out: &mut dyn Write) -> fmt::Result {
    write!(out, "{value}")
}

/// Writes what there is.
fn of<T>(
    value: &Option<T>,
    out: &mut dyn Write,
    write: fn(&T, &mut dyn Write) -> fmt::Result,
) -> fmt::Result {
    value.as_ref().map_or(Ok(()), |value| write(value, out))
}

fn gene(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    out.write_str(row.consequence.map_or("Unknown", |consequence| &consequence.gene))
}

fn class(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    use super::allele::VariantType;
    let term = row.consequence.and_then(|consequence| consequence.terms.iter().next());
    let (kind, is_in_frame) = match &row.allele {
        Some(allele) => (allele.kind, allele.is_in_frame()),
        None => (VariantType::Snp, true),
    };
    out.write_str(classification(term, kind, is_in_frame))
}

fn reference(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    of(&row.allele, out, |allele, out| put(&allele.reference, out))
}

fn alternate(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    of(&row.allele, out, |allele, out| put(&allele.alternate, out))
}

fn normal_first(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    match row.variant.call.origin.normal {
        Some(_) => reference(row, out),
        None => Ok(()),
    }
}

fn normal_second(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    match (row.variant.call.origin.normal, row.variant.call.origin.stated) {
        (Some(_), Stated::Germline(_)) => alternate(row, out),
        (Some(_), _) => reference(row, out),
        (None, _) => Ok(()),
    }
}

fn status(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    out.write_str(match row.variant.call.origin.stated {
        Stated::Somatic(_) => "Somatic",
        Stated::Germline(_) => "Germline",
        Stated::Not => "",
    })
}

fn hgvs_c(consequence: &TranscriptConsequence) -> &str {
    consequence.hgvs_c.as_deref().unwrap_or_default()
}

fn hgvs_p(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    match row.consequence.and_then(|consequence| consequence.protein.as_ref()) {
        Some(ProteinChange::Splice { .. }) | None => Ok(()),
        Some(change) => out.write_str(&change.hgvs()),
    }
}

/// `HGVSp_Short` as vcf2maf spells it: `p.V600E`, `p.V600V` of a synonymous change, `p.X1010_splice` of a
/// splice site.
pub(in crate::report) fn short(consequence: &TranscriptConsequence) -> String {
    match &consequence.protein {
        Some(ProteinChange::Synonymous { at }) if at.first == at.last => {
            match at.first.residue.map(char::from) {
                Some(residue) => format!("p.{residue}{}{residue}", at.first.number),
                None => "p.=".to_owned(),
            }
        }
        Some(change) => format!("p.{}", change.short()),
        None if consequence.is_essential_splice() => {
            let digits =
                |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
            let base = hgvs_c(consequence).strip_prefix("c.").map(digits);
            let base: Option<u32> = base.and_then(|digits| digits.parse().ok());
            base.map_or(String::new(), |base| format!("p.X{}_splice", base.div_ceil(3)))
        }
        None => String::new(),
    }
}

fn transcript(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    of(&row.consequence, out, |consequence, out| out.write_str(&consequence.transcript))
}

fn exon(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    of(&row.consequence, out, |consequence, out| rank(consequence.exon, out))
}

/// `15/18`, `2-3/18`.
fn rank(rank: Option<Rank>, out: &mut dyn Write) -> fmt::Result {
    match rank {
        Some(Rank { first, last, total }) if first == last => write!(out, "{first}/{total}"),
        Some(Rank { first, last, total }) => write!(out, "{first}-{last}/{total}"),
        None => Ok(()),
    }
}

fn other_reads(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    let call = &row.variant.call;
    let others =
        call.depth.zip(call.alt_depth).map(|(all, of_allele)| all.saturating_sub(of_allele));
    of(&others, out, put)
}

fn normal(row: &MafRow<'_>, out: &mut dyn Write, count: fn(u32, u32) -> u32) -> fmt::Result {
    let reads = row.variant.call.origin.normal;
    of(&reads.map(|reads| count(reads.alternate, reads.depth)), out, put)
}

fn effects(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    for effect in &row.effects {
        let TranscriptConsequence { gene, transcript, terms, .. } = effect;
        let term = terms.iter().next().map_or("", |term| term.name());
        let impact = terms.impact().map_or("", |impact| impact.name());
        let (short, coding) = (short(effect), hgvs_c(effect));
        // Symbol,Consequence,HGVSp_Short,Transcript_ID,RefSeq,HGVSc,Impact,Canonical,Sift,PolyPhen,Strand.
        write!(out, "{},{term},{short},{transcript},{transcript},{coding},{impact},,,,;", &**gene)?;
    }
    Ok(())
}

fn terms(row: &MafRow<'_>, most: usize, out: &mut dyn Write) -> fmt::Result {
    let terms = row.consequence.into_iter().flat_map(|consequence| consequence.terms.iter());
    for (index, term) in terms.take(most).enumerate() {
        let by = if index > 0 { ";" } else { "" };
        write!(out, "{by}{}", term.name())?;
    }
    Ok(())
}

fn codons(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    match row.consequence.and_then(|consequence| consequence.codons) {
        Some((first, last)) if first == last => put(&first, out),
        Some((first, last)) => write!(out, "{first}-{last}"),
        None => Ok(()),
    }
}

fn impact(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    let impact = row.consequence.and_then(|consequence| consequence.terms.impact());
    out.write_str(impact.map_or("", |impact| impact.name()))
}

fn region(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    let variant = row.variant;
    match variant.chrom {
        "" => Ok(()),
        chrom => {
            let (reference, alternate) = (&variant.reference, &variant.alternate);
            write!(out, "{chrom}:{}:.:{reference}:{alternate}", variant.pos)
        }
    }
}

fn population(row: &MafRow<'_>, out: &mut dyn Write) -> fmt::Result {
    of(&row.variant.call.population, out, |population, out| put(&population.frequency, out))
}
