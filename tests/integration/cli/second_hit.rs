//! The other copy of a tumour suppressor, and whether a variant is inherited.

use super::support::{Row, annotate};

/// Rows of TP53 R175H (chr17:7578406 C>T, GRCh37) with `info`, before `more` records; a tumour and
/// a normal sample.
fn rows(info: &str, normal: &str, more: &str) -> Vec<Row> {
    let text = format!(
        "##fileformat=VCFv4.2\n##contig=<ID=17,length=81195210>\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOR\tNORMAL\n\
         17\t7578406\t.\tC\tT\t.\tPASS\t{info}\tGT:AD:DP\t0/1:60,40:100\t{normal}\n{more}"
    );
    annotate(text.as_bytes(), &["-s", "TUMOR", "--normal", "NORMAL"])
}

#[test]
fn the_caller_says_that_the_other_copy_is_lost() {
    let row = &rows("BIALLELIC", "0/0:50,0:50", "")[0];
    assert_eq!(row["protein_change"], "R175H");
    assert!(row["flags"].contains("biallelic"), "{row:?}");
    assert!(!rows(".", "0/0:50,0:50", "")[0]["flags"].contains("biallelic"));
}

#[test]
fn the_normal_says_that_the_variant_is_inherited() {
    assert!(rows(".", "0/1:25,25:50", "")[0]["flags"].contains("germline"));
    assert!(!rows(".", "0/0:50,0:50", "")[0]["flags"].contains("germline"));
    assert!(!rows("SOMATIC", "0/1:25,25:50", "")[0]["flags"].contains("germline"));
}

#[test]
fn a_deletion_takes_the_other_copy() {
    let deleted = |record: &str| {
        let more = format!("{record}\t0/0\n").replace(' ', "\t");
        rows(".", "0/0:50,0:50", &more)[0]["flags"].contains("biallelic")
    };
    assert!(deleted("17 7500000 . N <CNV> . PASS SVTYPE=CNV;END=7700000 GT:CN 0/1:1"));
    assert!(deleted("17 7500000 . N <DEL> . PASS SVTYPE=DEL;END=7700000 GT:DP 0/1:100"));
    // Two copies, another place, and one that FILTER rejects.
    assert!(!deleted("17 7500000 . N <CNV> . PASS SVTYPE=CNV;END=7700000 GT:CN 0/1:2"));
    assert!(!deleted("17 7600000 . N <CNV> . PASS SVTYPE=CNV;END=7700000 GT:CN 0/1:1"));
    assert!(!deleted("17 7500000 . N <DEL> . LowQual SVTYPE=DEL;END=7700000 GT:DP 0/1:100"));
}
