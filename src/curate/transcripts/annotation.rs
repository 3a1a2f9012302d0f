//! Transcripts of a gene annotation (GFF3 of Ensembl, GENCODE or RefSeq) with the bases of a genome.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;
use std::path::Path;

use noodles_gff::feature::RecordBuf;
use noodles_gff::feature::record::Strand as GffStrand;
use noodles_gff::{LineBuf, directive_buf};

use super::made::{HEADER, Made};
use crate::error::{Error, Location, Result};
use crate::genome::Supply;
use crate::genome::reference::Reference;
use crate::genome::row::{COLUMNS, check};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::Transcript;

/// What a table of transcripts is made from.
#[derive(Debug, Clone, Copy)]
pub struct Annotation<'a> {
    /// The annotation's file, for messages.
    pub path: &'a Path,
    /// The genome of the annotation.
    pub reference: &'a Reference,
    /// Its assembly.
    pub assembly: Assembly,
    /// The genes wanted, each with the transcript wanted where one is; without any, all.
    pub genes: &'a BTreeMap<String, Option<String>>,
}

/// A table, and what it does not hold.
#[derive(Debug, Default)]
pub struct FromAnnotation {
    /// The table of transcripts.
    pub table: String,
    /// How many transcripts it holds.
    pub transcripts: usize,
    /// Genes and transcripts that were left out, and why.
    pub left_out: Vec<String>,
}

/// What the annotation says of a transcript.
#[derive(Debug, Default)]
struct Described {
    parent: String,
    name: String,
    gene: String,
    hgnc_id: String,
    tags: Vec<String>,
    contig: Option<Contig>,
    strand: &'static str,
    exons: Vec<Interval>,
    cds: Vec<Interval>,
    protein: String,
}

impl Annotation<'_> {
    /// Makes the table: of each gene MANE Select and MANE Plus Clinical, else Ensembl's canonical transcript, else
    /// that with the longest coding sequence.
    ///
    /// # Errors
    /// [`Error::Io`] where the text cannot be read, and [`Error::InvalidInput`] where it is no GFF3 or has no
    /// coding transcript of a gene wanted.
    pub fn table(&self, text: impl BufRead) -> Result<FromAnnotation> {
        let mut by_gene: BTreeMap<String, Vec<Described>> = BTreeMap::new();
        for described in self.read(text)? {
            let is_wanted = self.genes.is_empty() || self.genes.contains_key(&described.gene);
            if is_wanted && described.contig.is_some() && !described.cds.is_empty() {
                by_gene.entry(described.gene.clone()).or_default().push(described);
            }
        }
        let mut made = FromAnnotation::default();
        let mut rows = Vec::new();
        for (gene, all) in &by_gene {
            let wanted = self.genes.get(gene).and_then(Option::as_deref);
            for (described, status) in chosen(all, wanted) {
                let row = self.row(described, status);
                match row.and_then(|row| check(&row.line()).map(|()| row)) {
                    Ok(row) => rows.push(row),
                    Err(reason) => made.left_out.push(format!("{}: {reason}", described.name)),
                }
            }
            if let Some(name) = wanted.filter(|name| !all.iter().any(|d| is_called(d, name))) {
                made.left_out
                    .push(format!("{gene}: the annotation has no coding transcript {name}"));
            }
        }
        let missing = self.genes.keys().filter(|gene| !by_gene.contains_key(*gene));
        made.left_out
            .extend(missing.map(|gene| format!("{gene}: the annotation has no coding transcript")));
        if rows.is_empty() {
            let reason = "no coding transcript on a chromosome, of a gene wanted: is it the GFF3 of this species?";
            return Err(Error::invalid(Location::file(self.path), reason));
        }
        rows.sort();
        made.transcripts = rows.len();
        made.table = format!("{HEADER}{}\n", COLUMNS.join("\t"));
        for row in rows {
            made.table += &row.line();
            made.table.push('\n');
        }
        Ok(made)
    }

    /// Reads transcripts with their exons, in the order of the annotation.
    fn read(&self, text: impl BufRead) -> Result<Vec<Described>> {
        let mut transcripts: Vec<Described> = Vec::new();
        let mut by_id: HashMap<String, usize> = HashMap::new();
        let mut genes: HashMap<String, (String, String)> = HashMap::new();
        let mut reader = noodles_gff::io::Reader::new(text);
        for (number, line) in (1..).zip(reader.line_bufs()) {
            let line = line.map_err(|error| {
                let reason = format!("not a line of GFF3: {error}");
                Error::invalid(Location::line(self.path, number), reason)
            })?;
            let record = match line {
                LineBuf::Record(record) => record,
                LineBuf::Directive(directive) if directive.key() == directive_buf::key::FASTA => {
                    break;
                }
                _ => continue,
            };
            let attribute = |name: &str| values(&record, name).into_iter().next();
            let parents = values(&record, "Parent");
            let kind: &[u8] = record.ty();
            let interval = Interval::new(
                u32::try_from(usize::from(record.start()) - 1).unwrap_or(u32::MAX - 1),
                u32::try_from(usize::from(record.end())).unwrap_or(u32::MAX),
            );
            match kind {
                b"exon" | b"CDS" => {
                    for at in parents.iter().filter_map(|parent| by_id.get(parent)) {
                        let described = &mut transcripts[*at];
                        if kind == b"exon" {
                            described.exons.push(interval);
                            continue;
                        }
                        described.cds.push(interval);
                        if described.protein.is_empty() {
                            described.protein = attribute("protein_id").unwrap_or_default();
                        }
                    }
                }
                _ => {
                    let Some(id) = attribute("ID") else { continue };
                    let named = ["gene_name", "Name", "gene"].into_iter().find_map(attribute);
                    let hgnc = hgnc_id(&record);
                    if parents.is_empty() {
                        genes.insert(id, (named.unwrap_or_default(), hgnc));
                        continue;
                    }
                    by_id.insert(id.clone(), transcripts.len());
                    transcripts.push(Described {
                        parent: parents[0].clone(),
                        name: name(&record, &id),
                        gene: ["gene_name", "gene"]
                            .into_iter()
                            .find_map(attribute)
                            .unwrap_or_default(),
                        hgnc_id: hgnc,
                        tags: values(&record, "tag"),
                        contig: Contig::from_name(record.reference_sequence_name()),
                        strand: if record.strand() == GffStrand::Reverse { "-" } else { "+" },
                        ..Described::default()
                    });
                }
            }
        }
        for described in &mut transcripts {
            if let Some((name, hgnc_id)) = genes.get(&described.parent) {
                if described.gene.is_empty() {
                    described.gene.clone_from(name);
                }
                if described.hgnc_id.is_empty() {
                    described.hgnc_id.clone_from(hgnc_id);
                }
            }
            described.exons.sort();
            described.cds.sort();
        }
        Ok(transcripts)
    }

    fn row(&self, described: &Described, status: &str) -> Result<Made, String> {
        let Some(contig) = described.contig else { return Err("no chromosome".to_owned()) };
        let flank = Transcript::FLANK;
        let mut bases = Vec::new();
        for block in &described.cds {
            let start = block.start.checked_sub(flank).ok_or("begins at the chromosome's end")?;
            let run = self.reference.bases(contig, Interval::new(start, block.end + flank));
            let run = run.ok_or_else(|| format!("the reference has no chromosome {contig}"))?;
            bases.push(String::from_utf8_lossy(&run).into_owned());
        }
        let mut made = Made {
            gene: described.gene.clone(),
            is_plus_clinical: status == "MANE Plus Clinical",
            refseq: described.name.clone(),
            cells: COLUMNS.map(|_| String::new()),
        };
        let (exons, cds) = match self.assembly {
            Assembly::GRCh38 => ("exons_grch38", "cds_grch38"),
            Assembly::GRCh37 => ("exons_grch37", "cds_grch37"),
        };
        let ensembl = if described.name.starts_with("ENST") { &*described.name } else { "" };
        for (column, text) in [
            ("gene", described.gene.as_str()),
            ("hgnc_id", &described.hgnc_id),
            ("accession", &described.name),
            ("ensembl", ensembl),
            ("protein", &described.protein),
            ("status", status),
            ("contig", &contig.to_string()),
            ("strand", described.strand),
            (exons, &blocks(&described.exons)),
            (cds, &blocks(&described.cds)),
            ("bases_source", "genome"),
            ("bases", &bases.join(",")),
        ] {
            made.set(column, text.to_owned());
        }
        Ok(made)
    }
}

/// Returns the transcripts of a gene to report on, the first one first, with their status.
fn chosen<'d>(all: &'d [Described], wanted: Option<&str>) -> Vec<(&'d Described, &'static str)> {
    const OWN: &str = "of the user's annotation";
    if let Some(name) = wanted {
        return all.iter().filter(|d| is_called(d, name)).map(|d| (d, OWN)).take(1).collect();
    }
    let tagged = |tag: &str| {
        let has_it = |d: &&Described| d.tags.iter().any(|own| own.replace('_', " ") == tag);
        all.iter().find(has_it)
    };
    let select = tagged("MANE Select").map(|d| (d, "MANE Select"));
    let other =
        || tagged("Ensembl canonical").or_else(|| all.iter().rev().max_by_key(|d| length(d)));
    let first = select.or_else(|| other().map(|d| (d, OWN)));
    let plus = tagged("MANE Plus Clinical").map(|d| (d, "MANE Plus Clinical"));
    first.into_iter().chain(plus).collect()
}

fn length(described: &Described) -> u32 {
    described.cds.iter().map(|block| block.len()).sum()
}

/// Returns whether a transcript has this name, with or without its version.
fn is_called(described: &Described, name: &str) -> bool {
    described.name == name || described.name.split('.').next() == Some(name)
}

fn values(record: &RecordBuf, name: &str) -> Vec<String> {
    let value = record.attributes().get(name.as_bytes());
    value.into_iter().flat_map(|value| value.iter()).map(ToString::to_string).collect()
}

/// Returns the accession with its version: Ensembl states that apart.
fn name(record: &RecordBuf, id: &str) -> String {
    let first = |name: &str| values(record, name).into_iter().next();
    let bare = first("transcript_id").unwrap_or_else(|| {
        id.trim_start_matches("transcript:").trim_start_matches("rna-").to_owned()
    });
    match first("version") {
        Some(version) if !bare.contains('.') => format!("{bare}.{version}"),
        _ => bare,
    }
}

/// Returns the identifier of HGNC: `HGNC:HGNC:1` and `hgnc_id=HGNC:1`.
fn hgnc_id(record: &RecordBuf) -> String {
    let named = ["hgnc_id", "Dbxref"].into_iter().flat_map(|name| values(record, name));
    let number =
        |text: String| text.rsplit_once("HGNC:").map(|(_, number)| format!("HGNC:{number}"));
    named.filter_map(number).next().unwrap_or_default()
}

fn blocks(blocks: &[Interval]) -> String {
    let block = |block: &Interval| format!("{}-{}", block.start, block.end);
    blocks.iter().map(block).collect::<Vec<_>>().join(",")
}
