//! The mutational burden of generated exomes and panels: every class is told again from the codons.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;

use serde_json::Value;
use theravar::genome::coding::CodingBlocks;
use theravar::genome::{TranscriptModel, TranscriptStore};
use theravar::model::assembly::Assembly;
use theravar::model::transcript::Strand;

use super::support::{Run, theravar};

const HEADER: &str = "##fileformat=VCFv4.2\n\
    ##FILTER=<ID=weak,Description=\"x\">\n\
    ##contig=<ID=chr1,length=248956422>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tN\tT\n";

/// The standard code, codons in the order of TCAG.
const CODE: &[u8; 64] = b"FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";

fn residue(codon: &[u8]) -> u8 {
    let digit = |base: u8| b"TCAG".iter().position(|&b| b == base).unwrap();
    CODE[16 * digit(codon[0]) + 4 * digit(codon[1]) + digit(codon[2])]
}

/// A substitution in a coding sequence, and its class by the codon table.
struct Change {
    contig: String,
    pos: u32,
    reference: char,
    alternate: char,
    class: &'static str,
}

fn complement(base: u8) -> u8 {
    match base {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        _ => b'A',
    }
}

/// Every `step`th base of a coding sequence, changed; those beside an exon's end are left out, as are those
/// where genes overlap.
fn changes(model: &TranscriptModel, blocks: &CodingBlocks, step: usize) -> Vec<Change> {
    let Some(bases) = model.coding_bases() else { return Vec::new() };
    let mut places: Vec<u32> = model.cds.iter().flat_map(|block| block.start..block.end).collect();
    if model.strand == Strand::Reverse {
        places.reverse();
    }
    let length = places.len();
    let next = |base: u8| b"ACGT"[(b"ACGT".iter().position(|&b| b == base).unwrap() + 1) % 4];
    (0..length)
        .step_by(step)
        .filter(|&at| at + 3 < length && bases.len() >= length)
        .filter(|&at| bases[at / 3 * 3..at / 3 * 3 + 3].iter().all(|b| b"ACGT".contains(b)))
        .filter(|&at| {
            let place = theravar::model::position::Interval::new(places[at], places[at] + 1);
            let near = |a: u32, b: u32| a.abs_diff(b) < 4;
            blocks.at(model.contig, place).all(|(gene, _)| *gene == model.gene)
                && !model.cds.iter().any(|b| near(b.start, places[at]) || near(b.end, places[at]))
        })
        .map(|at| {
            let codon = &bases[at / 3 * 3..at / 3 * 3 + 3];
            let mut changed = codon.to_vec();
            changed[at % 3] = next(codon[at % 3]);
            let class = match (residue(codon), residue(&changed)) {
                _ if at < 3 => "start_lost",
                (a, b) if a == b => "synonymous",
                (_, b'*') => "nonsense",
                (b'*', _) => "stop_lost",
                _ => "missense",
            };
            let of_strand = |base: u8| match model.strand {
                Strand::Forward => base as char,
                Strand::Reverse => complement(base) as char,
            };
            Change {
                contig: format!("chr{}", model.contig),
                pos: places[at] + 1,
                reference: of_strand(codon[at % 3]),
                alternate: of_strand(changed[at % 3]),
                class,
            }
        })
        .collect()
}

/// The models of genes with bases and one transcript whose coding sequence begins with ATG.
fn models() -> Vec<&'static TranscriptModel> {
    let store = TranscriptStore::embedded();
    store
        .symbols(Assembly::GRCh38)
        .filter_map(|gene| match store.gene(gene, Assembly::GRCh38) {
            [one] => Some(one),
            _ => None,
        })
        .filter(|model| model.coding_bases().is_some_and(|bases| bases.starts_with(b"ATG")))
        .collect()
}

/// Records of changes, by place, and how many there are of each class.
fn sample(models: &[&TranscriptModel], step: usize) -> (Vec<String>, BTreeMap<String, u64>) {
    let mut classes: BTreeMap<String, u64> = BTreeMap::new();
    let blocks = CodingBlocks::of(TranscriptStore::embedded(), Assembly::GRCh38);
    let mut records = Vec::new();
    let mut seen = BTreeSet::new();
    for model in models {
        for change in changes(model, &blocks, step) {
            let Change { contig, pos, reference, alternate, class } = change;
            if !seen.insert((contig.clone(), pos)) {
                continue;
            }
            *classes.entry(class.to_owned()).or_default() += 1;
            let record = format!(
                "{contig}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\tGT:AD:DP\t0/0:60,0:60\t0/1:70,30:100\n"
            );
            records.push((model.contig, pos, record));
        }
    }
    records.sort();
    (records.into_iter().map(|(.., record)| record).collect(), classes)
}

fn run(folder: &Path, input: &str, args: &[&str]) -> (Value, Run) {
    let input = folder.join(input).display().to_string();
    let all = [&["annotate", &input, "-f", "json", "--normal", "N", "-s", "T"], args].concat();
    let run = theravar(&all, b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    (serde_json::from_str(&run.stdout).unwrap(), run)
}

fn total(map: &Value) -> u64 {
    map.as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum()
}

fn bcf_of(vcf: &Path, bcf: &Path) {
    let text = fs::read_to_string(vcf).unwrap();
    let text = text.replacen(
        "#CHROM",
        &((1..=22).map(|n| n.to_string()).chain(["X".to_owned(), "Y".to_owned()]))
            .filter(|name| name != "1")
            .map(|name| format!("##contig=<ID=chr{name}>\n"))
            .chain([
                "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n".to_owned(),
                "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n".to_owned(),
                "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n#CHROM".to_owned(),
            ])
            .collect::<String>(),
        1,
    );
    use noodles_vcf::variant::io::Write as _;
    let mut reader = noodles_vcf::io::Reader::new(text.as_bytes());
    let header = reader.read_header().unwrap();
    let mut out = noodles_bcf::io::Writer::new(File::create(bcf).unwrap());
    out.write_variant_header(&header).unwrap();
    for record in reader.record_bufs(&header) {
        out.write_variant_record(&header, &record.unwrap()).unwrap();
    }
    out.try_finish().unwrap();
}

fn bgzip(text: &str, path: &Path) {
    use std::io::Write as _;
    let mut out = noodles_bgzf::io::Writer::new(File::create(path).unwrap());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap();
}

#[test]
fn a_hypermutated_exome_counts_what_the_codons_say() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (records, classes) = sample(&models(), 1_499);
    let text = format!("{HEADER}{}", records.concat());
    fs::write(folder.join("x.vcf"), &text).unwrap();
    let told = folder.join("told.tsv").display().to_string();
    let args = ["--tmb-preset", "exome-nonsyn", "--explain-tmb", &told, "-t", "COAD"];
    let (json, first) = run(folder, "x.vcf", &args);
    let tmb = &json["tmb"];
    let synonymous = classes["synonymous"];
    for (class, &n) in classes.iter().filter(|(class, _)| *class != "synonymous") {
        assert_eq!(tmb["counted_by_class"][class], n, "{class}: {tmb}");
    }
    assert_eq!(tmb["not_counted"]["synonymous"], synonymous, "{tmb}");
    let counted = classes.values().sum::<u64>() - synonymous;
    assert_eq!(tmb["counted"], counted);
    assert_eq!(total(&tmb["counted_by_class"]), counted, "they add up");
    let footprint = tmb["footprint_mb"].as_f64().unwrap();
    assert!((32.0..34.0).contains(&footprint), "{footprint}");
    let rate = counted as f64 / footprint;
    assert!(rate > 10.0, "hypermutated: {rate}");
    assert!((tmb["mutations_per_mb"].as_f64().unwrap() - rate).abs() < 1e-3);
    assert_eq!(tmb["tmb_high"], "high");
    // It meets TMB-High, as a finding of its own.
    let found = json["variants"].as_array().unwrap().iter().find(|v| v["gene"] == "TMB-high");
    assert_eq!(found.unwrap()["highest_sensitive_level"], "1");
    assert_eq!(json["sample"]["facts"][0]["by"], "computed");
    assert!(first.stderr.contains("exome-nonsyn"), "{}", first.stderr);
    // Every allele is told, and those counted add up.
    let rows = fs::read_to_string(&told).unwrap();
    let counted_rows = rows.lines().filter(|row| row.split('\t').nth(10) == Some("yes")).count();
    assert_eq!((rows.lines().count() - 1, counted_rows as u64), (records.len(), counted));

    // The same of any container, any threads, and of shards put together in another order.
    bgzip(&text, &folder.join("x.vcf.gz"));
    bcf_of(&folder.join("x.vcf"), &folder.join("x.bcf"));
    let mut shards: BTreeMap<&str, String> = BTreeMap::new();
    for record in &records {
        shards.entry(record.split('\t').next().unwrap()).or_default().push_str(record);
    }
    let merged: String = shards.into_values().rev().collect();
    // A record that two shards hold counts once.
    let twice = format!("{HEADER}{merged}{}", records[0]);
    fs::write(folder.join("merged.vcf"), twice).unwrap();
    for (input, threads) in
        [("x.vcf.gz", "1"), ("x.vcf.gz", "7"), ("x.bcf", "3"), ("merged.vcf", "2")]
    {
        let args = ["--tmb-preset", "exome-nonsyn", "-t", "COAD", "-@", threads];
        let (again, _) = run(folder, input, &args);
        let mut other = again["tmb"].clone();
        if input == "merged.vcf" {
            other["not_counted"].as_object_mut().unwrap().remove("repeated").unwrap();
        }
        assert_eq!(other, *tmb, "{input} {threads}");
    }
}

#[test]
fn a_panel_counts_over_its_coding_bases() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Genes up to 1.1 Mb of coding sequence, with two bases of intron on either side.
    let mut bases = 0;
    let mut panel = Vec::new();
    for model in models() {
        if bases >= 1_100_000 {
            break;
        }
        bases += model.cds.iter().map(|block| u64::from(block.len())).sum::<u64>();
        panel.push(model);
    }
    let bed = |models: &[&TranscriptModel]| -> String {
        let blocks = models.iter().flat_map(|model| model.cds.iter().map(|b| (model.contig, *b)));
        blocks.map(|(c, b)| format!("chr{c}\t{}\t{}\n", b.start - 2, b.end + 2)).collect()
    };
    fs::write(folder.join("panel.bed"), bed(&panel)).unwrap();
    fs::write(folder.join("small.bed"), bed(&panel[..panel.len() / 2])).unwrap();
    let (records, classes) = sample(&models(), 4_001);
    fs::write(folder.join("x.vcf"), format!("{HEADER}{}", records.concat())).unwrap();
    let (in_panel, of_panel) = sample(&panel, 4_001);
    assert!(in_panel.len() < records.len() && classes.len() > 1);
    let path = |name: &str| folder.join(name).display().to_string();
    let run = |preset: &str, bed: &str| {
        let bed = path(bed);
        run(folder, "x.vcf", &["--tmb-preset", preset, "--panel-bed", &bed]).0
    };
    let json = run("exome-nonsyn", "panel.bed");
    let size = json["tmb"]["footprint_mb"].as_f64().unwrap();
    assert!((1.1..1.3).contains(&size), "{size}");
    let nonsynonymous = of_panel.values().sum::<u64>() - of_panel["synonymous"];
    assert_eq!(json["tmb"]["counted"], nonsynonymous, "{}", json["tmb"]);
    assert_ne!(json["tmb"]["tmb_high"], "open");
    // The others count synonymous changes, and leave drivers out.
    for preset in ["foundation", "tso500"] {
        let json = run(preset, "panel.bed");
        let tmb = &json["tmb"];
        let all = of_panel.values().sum::<u64>();
        assert_eq!(tmb["counted"].as_u64().unwrap() + total(&tmb["not_counted"]), all, "{tmb}");
        let reasons: Vec<&String> = tmb["not_counted"].as_object().unwrap().keys().collect();
        assert!(reasons.iter().all(|reason| *reason == "known_driver"), "{tmb}");
        assert_eq!(tmb["counted_by_class"]["synonymous"], of_panel["synonymous"]);
    }
    // Half of it is too small to say anything.
    let json = run("foundation", "small.bed");
    assert_eq!(json["tmb"]["tmb_high"], "open");
    assert!(json["sample"].get("facts").is_none());
    assert_eq!(json["sample"]["hints"][0]["about"], "TMB");
}
