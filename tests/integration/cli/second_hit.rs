//! The other copy of a tumour suppressor, and whether a variant is inherited.

use super::support::{Row, annotate, theravar};

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

/// A VCF of BRAF V600E (GRCh38) in a tumour and its normal with these reads.
fn braf(tumor: &str, normal: &str) -> String {
    format!(
        "##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159345973>\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOR\tNORMAL\n\
         chr7\t140753336\t.\tA\tT\t.\tPASS\t.\tGT:AD\t0/1:{tumor}\t0/1:{normal}\n"
    )
}

#[test]
fn what_the_normal_shows_more_of_is_only_perhaps_of_the_tumour() {
    const ARGS: [&str; 6] = ["-s", "TUMOR", "--normal", "NORMAL", "-t", "MEL"];
    let row = |tumor, normal| annotate(braf(tumor, normal).as_bytes(), &ARGS).remove(0);
    let doubted = row("95,5", "40,40");
    assert_eq!(doubted["highest_level"], "1");
    assert!(doubted["flags"].contains("conditional"), "{doubted:?}");
    let args = [&["annotate", "-", "-f", "json"][..], &ARGS].concat();
    let json = theravar(&args, braf("95,5", "40,40").as_bytes()).stdout;
    let condition = "the tumor has it: the matched normal shows more of it (40 of 80 reads) than the tumor (5 of 100)";
    assert!(json.contains(condition));
    // Inherited, a lost copy, and a few reads of the tumour in the normal.
    for (tumor, normal) in [("50,50", "40,40"), ("70,30", "40,40"), ("95,5", "78,2")] {
        let row = row(tumor, normal);
        assert_eq!(row["highest_level"], "1");
        assert!(!row["flags"].contains("conditional"), "{row:?}");
    }
}
