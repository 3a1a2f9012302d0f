//! 50,000 phased neighbours in coding sequence need no more memory than the same records unphased.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

use nix::sys::resource::{UsageWho, getrusage};
use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::position::{CdsPosition, Interval};

use crate::support::in_own_process;

const RECORDS: usize = 50_000;

/// Every second and third base of each codon of driver genes changed, one genotype for all.
fn vcf(genotype: &str) -> String {
    let store = TranscriptStore::embedded();
    let mut bases: BTreeMap<(usize, u32), (String, u8)> = BTreeMap::new();
    'genes: for gene in store.symbols(Assembly::GRCh38) {
        let models = store.gene(gene, Assembly::GRCh38);
        let Some(model) = models.first().filter(|model| model.protein_sequence().is_some()) else {
            continue;
        };
        for at in (0..model.cds_in_transcript().len()).map(CdsPosition) {
            let place = model.coding_to_genome(at);
            let Some(position) = place.filter(|_| at.in_codon() != 0) else { continue };
            let interval = Interval::new(position, position + 1);
            let known = store.reference_bases(model.contig, interval, Assembly::GRCh38);
            if let Some(&[base @ (b'A' | b'C' | b'G' | b'T')]) = known {
                bases.insert((model.contig.index(), position), (model.contig.to_string(), base));
            }
            if bases.len() == RECORDS {
                break 'genes;
            }
        }
    }
    assert_eq!(bases.len(), RECORDS);
    let mut text = "##fileformat=VCFv4.2\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
        .to_owned();
    for ((_, position), (contig, base)) in bases {
        let (reference, alternate) = (char::from(base), if base == b'A' { 'C' } else { 'A' });
        writeln!(
            text,
            "{contig}\t{}\t.\t{reference}\t{alternate}\t.\tPASS\t.\tGT:PS:AD\t{genotype}:9:60,40",
            position + 1
        )
        .unwrap();
    }
    text
}

/// Runs `annotate` and returns the rows, and the largest memory of any program run so far, in
/// kilobytes.
fn annotate(genotype: &str) -> (usize, i64) {
    let path = std::env::temp_dir().join(format!(
        "theravar-{}-{}.vcf",
        std::process::id(),
        genotype.len() + RECORDS
    ));
    std::fs::write(&path, vcf(genotype)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_theravar"))
        .args(["annotate", "-a", "GRCh38", "--threads", "2"])
        .arg(&path)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    std::fs::remove_file(&path).unwrap();
    assert!(output.status.success());
    let rows = output.stdout.split(|&b| b == b'\n').filter(|line| !line.starts_with(b"#")).count();
    (rows, getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss())
}

#[test]
fn phased_neighbours_need_no_more_memory() {
    // The kernel counts the children of a process, and those of the other tests are larger.
    if !in_own_process("phase_memory::phased_neighbours_need_no_more_memory") {
        return;
    }
    // The kernel keeps the largest of all: the unphased file is read first.
    let (plain_rows, plain) = annotate("0/1");
    let (phased_rows, phased) = annotate("0|1");
    println!("unphased: {plain} kB, {plain_rows} rows; phased: {phased} kB, {phased_rows} rows");
    assert_ne!(plain_rows, phased_rows, "neighbours are read together");
    assert!(phased * 100 <= plain * 110, "{phased} kB against {plain} kB");
}
