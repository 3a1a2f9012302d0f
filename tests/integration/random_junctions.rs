//! Junctions of places without a gene name no fusion.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};

use flate2::read::MultiGzDecoder;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;
use theravar::model::structural::{Breakend, Junction, Kept};
use theravar::structural::ends::Ends;
use theravar::structural::fusion::fusions;

use crate::shared::shared;

/// Junctions drawn, on each assembly.
const DRAWN: usize = 10_000;

/// Genes that fuse, each with the exon that the junction lies before.
const FUSED: [(&str, usize); 6] =
    [("ALK", 20), ("RET", 12), ("ROS1", 34), ("NTRK1", 10), ("NTRK3", 14), ("FGFR3", 17)];

/// The first to the last base of each gene of a table, by symbol and on an assembly.
fn spans(lines: impl Iterator<Item = String>, columns: &[String; 4]) -> Vec<Span> {
    let mut lines = lines;
    let header = lines.next().unwrap();
    let place = |name: &String| header.split('\t').position(|column| column == name).unwrap();
    let [symbol, chrom, from, to] = columns.each_ref().map(place);
    lines
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let contig = Contig::from_name(cells[chrom].as_bytes())?;
            let numbers = |column: usize| {
                cells[column].split([',', '-']).filter_map(|number| number.parse::<u32>().ok())
            };
            let (start, end) = (numbers(from).min()?, numbers(to).max()?);
            Some(Span { symbol: cells[symbol].to_owned(), contig, start, end })
        })
        .collect()
}

/// Genes whose transcript the sources place on a copy. GRCh37, which has no such copy, has the gene itself
/// where the table of the program has it on GRCh38.
const ON_A_COPY: [&str; 4] = ["CBS", "CBSL", "NPY4R", "RGPD8"];

struct Span {
    symbol: String,
    contig: Contig,
    start: u32,
    end: u32,
}

/// Where genes lie, by the annotation of whole genes and by transcripts. A gene that would be ten times as
/// long as its transcript and megabases long, or longer than any, is annotated at several places: between
/// them it does not lie.
fn genes(assembly: Assembly) -> Option<HashMap<Contig, Vec<(u32, u32)>>> {
    let suffix = assembly.to_string().to_lowercase();
    let named = |[from, to]: [&str; 2]| {
        ["symbol", "chrom", &format!("{from}_{suffix}"), &format!("{to}_{suffix}")]
            .map(str::to_owned)
    };
    let mut transcripts = Vec::new();
    for name in ["coding_genes", "transcripts", "new_transcripts"] {
        let path = shared(&format!("ref/{name}.tsv.gz"))?;
        let text = BufReader::new(MultiGzDecoder::new(File::open(path).unwrap()));
        transcripts.extend(spans(text.lines().map(Result::unwrap), &named(["exons", "exons"])));
    }
    let own: HashMap<&str, u32> =
        transcripts.iter().map(|span| (span.symbol.as_str(), span.end - span.start)).collect();
    let text = BufReader::new(File::open(shared("ref/gene_regions.tsv")?).unwrap());
    let whole = spans(text.lines().map(Result::unwrap), &named(["start", "end"]));
    let is_one_place = |span: &&Span| {
        let length = span.end - span.start;
        let transcript = own.get(span.symbol.as_str()).copied().unwrap_or(length);
        length <= 2_500_000 && (length < 1_000_000 || length / 10 <= transcript)
    };
    let mut genes: HashMap<Contig, Vec<(u32, u32)>> = HashMap::new();
    for span in transcripts.iter().chain(whole.iter().filter(is_one_place)) {
        genes.entry(span.contig).or_default().push((span.start, span.end));
    }
    Some(genes)
}

/// The last base of an intron, in genome order, before an exon of a gene.
fn before(gene: &str, exon: usize, assembly: Assembly) -> (Contig, u32) {
    let model = &TranscriptStore::embedded().gene(gene, assembly)[0];
    let index = (0..model.exons.len()).find(|&i| model.exon_rank(i).0 as usize == exon).unwrap();
    (model.contig, model.exons[index].start.saturating_sub(30))
}

#[test]
fn random_intergenic_junctions_invent_nothing() {
    for assembly in Assembly::ALL {
        let Some(genes) = genes(assembly) else { return };
        let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let contigs: Vec<Contig> = Contig::all().filter(|c| genes.contains_key(c)).collect();
        let mut invented = Vec::new();
        let mut drawn = 0;
        while drawn < DRAWN {
            let contig = contigs[random.next_u64() as usize % contigs.len()];
            let position = random.next_u32() % contig.length(assembly);
            let is_inside = |&(start, end): &(u32, u32)| start <= position && position < end;
            if genes[&contig].iter().any(is_inside) {
                continue;
            }
            let (gene, exon) = FUSED[drawn % FUSED.len()];
            drawn += 1;
            let (fused, at) = before(gene, exon, assembly);
            for kept in [(Kept::Left, Kept::Left), (Kept::Left, Kept::Right)] {
                for (a, b) in [kept, (kept.1, kept.0), (Kept::Right, Kept::Right)] {
                    let a = Breakend { contig, position, kept: a };
                    let b = Breakend { contig: fused, position: at, kept: b };
                    let found = fusions(
                        &Junction { a, b },
                        Ends::EXACT,
                        TranscriptStore::embedded(),
                        assembly,
                    );
                    let is_told = |name: &String| {
                        ON_A_COPY.iter().any(|gene| name.split("::").any(|own| own == *gene))
                    };
                    let names = found.into_iter().map(|effect| effect.gene.to_string());
                    invented.extend(names.filter(|name| !is_told(name)));
                }
            }
        }
        invented.sort();
        invented.dedup();
        assert!(invented.is_empty(), "{assembly}: {} names: {invented:?}", invented.len());
    }
}
