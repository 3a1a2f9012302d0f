//! Counts of real reads against those of public tools: samtools mpileup 1.16
//! (`-A -B -d 0 -x --ff UNMAP,SECONDARY,QCFAIL,DUP,SUPPLEMENTARY`), gbcms and VarDict.

use std::fs;

use super::container::assert_row;
use crate::cli::support::{rows, theravar};
use crate::shared::shared;

/// File, target, floor of both qualities, reads REF and ALT, fragments REF and ALT.
const COUNTS: &[(&str, &str, &str, [&str; 4])] = &[
    // mpileup 736, 231; gbcms 735, 231 and fragments 430, 130.
    ("egfr_l861q_hg19", "7\t55259524\t.\tT\tA", "20", ["736", "231", "430", "130"]),
    // VarDict 6 of 360; gbcms 347, 6 and fragments 218, 3.
    ("simplex_mtor_b37", "1\t11182181\t.\tA\tG", "20", ["347", "6", "218", "3"]),
    // gbcms 37, 61.
    ("duplex_hardclip_chr7_hg19", "7\t1856273\t.\tC\tT", "20", ["37", "61", "37", "61"]),
];

#[test]
fn counts_of_real_reads_are_those_of_public_tools() {
    for (name, target, floor, counts) in COUNTS {
        let Some(bam) = shared(&format!("bam/{name}.bam")) else { return };
        let folder = tempfile::tempdir().unwrap();
        let vcf = folder.path().join("t.vcf");
        fs::write(&vcf, format!("#CHROM\tPOS\tID\tREF\tALT\n{target}\n")).unwrap();
        let run = theravar(
            &[
                "genotype",
                "--bam",
                bam.to_str().unwrap(),
                "--targets",
                vcf.to_str().unwrap(),
                "--min-base-quality",
                floor,
                "--min-mapping-quality",
                floor,
            ],
            b"",
        );
        assert_eq!(run.code, 0, "{}", run.stderr);
        let keys = ["reads_ref", "reads_alt", "fragments_ref", "fragments_alt"];
        let want: Vec<(&str, &str)> = keys.into_iter().zip(*counts).collect();
        assert_row(&rows(&run.stdout)[0], &want);
    }
}
