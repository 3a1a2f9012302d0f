//! Other knowledge bases as they are downloaded: their tables are the same bytes each time, and
//! `annotate --knowledge` finds the variants that the source itself places on the genome.
//!
//! The samples are not committed; without them the tests say that they were skipped.

// The helpers below are test code too: a program that cannot run fails the test.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;
use theravar::model::position::Interval;

/// One base change that the source gives: contig, position, REF, ALT (GRCh37).
type Allele = (String, u32, String, String);

fn sample(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/kb/import-samples");
    let path = folder.join(name);
    if !path.exists() {
        println!("skipped: no {}", path.display());
    }
    path.exists().then_some(path)
}

fn theravar(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_theravar")).args(arguments).output().unwrap();
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{arguments:?}: {stderr}");
    String::from_utf8(run.stdout).unwrap()
}

/// Imports twice, annotates the alleles, and gives the evidence ids that each allele found.
fn found(source: &str, file: &Path, alleles: &BTreeSet<Allele>) -> BTreeMap<Allele, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (table, again, vcf) = (path("table.tsv"), path("again.tsv"), path("alleles.vcf"));
    let file = file.to_str().unwrap();
    theravar(&["knowledge", "import", source, file, "-o", &table]);
    theravar(&["knowledge", "import", source, file, "-o", &again]);
    assert_eq!(std::fs::read(&table).unwrap(), std::fs::read(&again).unwrap());
    let mut text =
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n".to_owned();
    for (contig, position, reference, alternate) in alleles {
        text += &format!("{contig}\t{position}\t.\t{reference}\t{alternate}\t.\tPASS\t.\n");
    }
    std::fs::write(&vcf, text).unwrap();
    let out = theravar(&[
        "annotate",
        &vcf,
        "-a",
        "GRCh37",
        "--layout",
        "evidence",
        "--knowledge",
        &table,
    ]);
    let mut lines = out.lines().filter(|line| !line.starts_with("##"));
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| header.iter().position(|cell| *cell == name).unwrap();
    let columns = ["chrom", "pos", "ref", "alt", "evidence_id"].map(column);
    let mut found: BTreeMap<Allele, Vec<String>> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [contig, position, reference, alternate, id] = columns.map(|at| cells[at].to_owned());
        let allele = (contig, position.parse().unwrap(), reference, alternate);
        found.entry(allele).or_default().push(id);
    }
    found
}

fn is_snv(reference: &str, alternate: &str) -> bool {
    let is_base = |text: &str| matches!(text, "A" | "C" | "G" | "T");
    is_base(reference) && is_base(alternate)
}

/// The alleles that found no statement of the source although the gene's bases are embedded; a
/// gene without them has no protein change to compare.
fn missed(
    alleles: &BTreeSet<Allele>,
    found: &BTreeMap<Allele, Vec<String>>,
    prefix: &str,
) -> Vec<Allele> {
    let is_own = |allele: &&Allele| {
        found.get(*allele).is_some_and(|ids| ids.iter().any(|id| id.starts_with(prefix)))
    };
    let has_bases = |allele: &Allele| {
        let contig = Contig::from_name(allele.0.as_bytes()).unwrap();
        let interval = Interval::new(allele.1 - 1, allele.1);
        TranscriptStore::embedded().reference_bases(contig, interval, Assembly::GRCh37).is_some()
    };
    let lost: Vec<&Allele> = alleles.iter().filter(|allele| !is_own(allele)).collect();
    let without_bases = lost.iter().filter(|allele| !has_bases(allele)).count();
    println!(
        "{prefix} {} of {} alleles found, {without_bases} where no bases are embedded",
        alleles.len() - lost.len(),
        alleles.len()
    );
    assert!(without_bases * 10 < alleles.len());
    lost.into_iter().filter(|allele| has_bases(allele)).cloned().collect()
}

#[test]
fn cancer_genome_interpreter() {
    let Some(file) = sample("cgi_biomarkers_per_variant.tsv") else { return };
    let text = std::fs::read_to_string(&file).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let place = header.iter().position(|cell| *cell == "gDNA").unwrap();
    // chr9:g.133748283C>T
    let alleles: BTreeSet<Allele> = lines
        .filter_map(|line| {
            let (contig, change) = line.split('\t').nth(place)?.split_once(":g.")?;
            let (before, alternate) = change.split_once('>')?;
            let (position, reference) = before.split_at(before.len().checked_sub(1)?);
            let contig = contig.trim_start_matches("chr").to_owned();
            is_snv(reference, alternate).then_some(())?;
            Some((contig, position.parse().ok()?, reference.to_owned(), alternate.to_owned()))
        })
        .collect();
    assert!(alleles.len() > 200, "{}", alleles.len());
    let found = found("cgi", &file, &alleles);
    let missed = missed(&alleles, &found, "CGI:");
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn molecular_oncology_almanac() {
    let Some(file) = sample("molecular-oncology-almanac.json") else { return };
    let text = std::fs::read_to_string(&file).unwrap();
    let assertions: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let alleles: BTreeSet<Allele> = assertions
        .iter()
        .filter_map(|assertion| {
            let text = |name: &str| assertion.get(name).and_then(|value| value.as_str());
            let states = |name: &str| assertion.get(name).is_some_and(|v| v.as_i64() == Some(1));
            let on_therapy = states("therapy_sensitivity") || states("therapy_resistance");
            let withdrawn = assertion["_deprecated"] == serde_json::Value::Bool(true);
            (on_therapy && !withdrawn).then_some(())?;
            let (reference, alternate) = (text("reference_allele")?, text("alternate_allele")?);
            is_snv(reference, alternate).then_some(())?;
            let position = assertion.get("start_position")?;
            let position = position.as_f64().or_else(|| position.as_str()?.parse().ok())?;
            let contig = assertion.get("chromosome")?;
            let contig = contig.as_str().map_or_else(|| contig.to_string(), str::to_owned);
            Some((contig, position as u32, reference.to_owned(), alternate.to_owned()))
        })
        .collect();
    assert!(alleles.len() > 100, "{}", alleles.len());
    let found = found("moalmanac", &file, &alleles);
    let missed = missed(&alleles, &found, "MOA:");
    // IDH2 R172S is placed as C>T, which is R172K; its c. name says C>A.
    let contradictory = ("15".to_owned(), 90_631_837, "C".to_owned(), "T".to_owned());
    assert_eq!(missed, [contradictory]);
}
