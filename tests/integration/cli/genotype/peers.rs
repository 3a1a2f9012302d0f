//! Counts of real reads against those of public tools: samtools mpileup 1.16
//! (`-A -B -d 0 -x --ff UNMAP,SECONDARY,QCFAIL,DUP,SUPPLEMENTARY`), gbcms 6.6.0 and VarDict.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::container::assert_row;
use crate::cli::support::{Row, rows, theravar};
use crate::shared::shared;

/// What both count at 462 places; `scripts/compare_mpileup --gbcms` writes it.
const FROZEN: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/genotype_peers.tsv"));

/// Places where gbcms leaves out reads that go on beyond the other end of their fragment: file,
/// place, reads of REF and of ALT. mpileup counts them.
const BEYOND: [(&str, u32, [i32; 2]); 7] = [
    ("egfr_l861q_hg19", 55_259_501, [2, 0]),
    ("egfr_l861q_hg19", 55_259_523, [0, 1]),
    ("egfr_l861q_hg19", 55_259_524, [1, 0]),
    ("egfr_l861q_hg19", 55_259_546, [1, 0]),
    ("simplex_mtor_b37", 11_182_032, [1, 0]),
    ("simplex_mtor_b37", 11_182_196, [3, 0]),
    ("simplex_mtor_b37", 11_182_197, [3, 0]),
];

/// File, target, floor of both qualities, reads REF and ALT, fragments REF and ALT.
const COUNTS: &[(&str, &str, &str, [&str; 4])] = &[
    // mpileup 736, 231; gbcms 735, 231 and fragments 430, 130.
    ("egfr_l861q_hg19", "7\t55259524\t.\tT\tA", "20", ["736", "231", "430", "130"]),
    // VarDict 6 of 360; gbcms 347, 6 and fragments 218, 3.
    ("simplex_mtor_b37", "1\t11182181\t.\tA\tG", "20", ["347", "6", "218", "3"]),
    // gbcms 37, 61.
    ("duplex_hardclip_chr7_hg19", "7\t1856273\t.\tC\tT", "20", ["37", "61", "37", "61"]),
];

/// Returns the rows of `genotype` at targets of one file of reads.
fn counted(bam: &Path, targets: &str, floor: &str) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let vcf = folder.path().join("t.vcf");
    fs::write(&vcf, format!("#CHROM\tPOS\tID\tREF\tALT\n{targets}")).unwrap();
    let (bam, vcf) = (bam.to_str().unwrap(), vcf.to_str().unwrap());
    let floors = ["--min-base-quality", floor, "--min-mapping-quality", floor];
    let run = theravar(&[&["genotype", "--bam", bam, "--targets", vcf], &floors[..]].concat(), b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    rows(&run.stdout)
}

const KEYS: [&str; 4] = ["reads_ref", "reads_alt", "fragments_ref", "fragments_alt"];

#[test]
fn counts_of_real_reads_are_those_of_public_tools() {
    for (name, target, floor, counts) in COUNTS {
        let Some(bam) = shared(&format!("bam/{name}.bam")) else { return };
        let found = counted(&bam, &format!("{target}\n"), floor);
        let want: Vec<(&str, &str)> = KEYS.into_iter().zip(*counts).collect();
        assert_row(&found[0], &want);
    }
}

/// A fragment whose mates disagree counts for neither here; gbcms takes the mate of the better base.
#[test]
fn counts_at_each_place_are_those_of_mpileup_and_gbcms() {
    let mut files: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for line in FROZEN.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        files.entry(cells[0]).or_default().push(cells);
    }
    let (mut places, mut disagreeing) = (0, 0);
    for (name, frozen) in files {
        let Some(bam) = shared(&format!("bam/{name}.bam")) else { return };
        let targets =
            frozen.iter().map(|row| [row[1], row[2], ".", row[3], row[4]].join("\t") + "\n");
        let found = counted(&bam, &targets.collect::<String>(), "20");
        assert_eq!(found.len(), frozen.len());
        for (row, of_peers) in found.iter().zip(frozen) {
            // The one indel is argued in docs/genotype_peers.md.
            if of_peers[3].len() != of_peers[4].len() {
                assert_row(row, &[("reads_ref", "0"), ("reads_alt", "209")]);
                continue;
            }
            assert_row(row, &[("reads_ref", of_peers[5]), ("reads_alt", of_peers[6])]);
            let own = |key: &str| row[key].parse::<i32>().unwrap();
            let of_gbcms = |at: usize| of_peers[7 + at].parse::<i32>().unwrap();
            let beyond = BEYOND
                .iter()
                .find(|(file, at, _)| (*file, at.to_string().as_str()) == (name, of_peers[2]));
            let beyond = beyond.map_or([0; 2], |(_, _, beyond)| *beyond);
            let broken = own("disagreeing");
            for allele in 0..2 {
                let reads = own(KEYS[allele]) - of_gbcms(allele);
                assert_eq!(reads, beyond[allele], "{name} {of_peers:?}");
                let fragments = own(KEYS[2 + allele]) - of_gbcms(2 + allele);
                assert!(
                    (beyond[allele] - broken..=beyond[allele]).contains(&fragments),
                    "{name} {of_peers:?} {fragments}"
                );
            }
            places += 1;
            disagreeing += usize::from(broken > 0);
        }
    }
    assert_eq!((places, disagreeing), (461, 26));
}
