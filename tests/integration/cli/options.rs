//! Values of options that mean nothing are refused before anything is read.

use super::support::theravar;

const EMPTY: &[u8] = b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

#[test]
fn numbers_that_mean_nothing_are_refused_and_others_taken_at_once() {
    let nothing = ["NaN", "inf", "-inf", "-1", "1e400", "", "six", "1,5", "5%"];
    for (option, bad, good) in [
        ("--absence-lod", &["0", "1", "1e-400", "2"][..], &["1e-12", "1e-5", "0.00051", "0.5"][..]),
        ("--min-vaf", &["1.5"], &["0", "1"]),
        ("--tumor-fraction", &["1.5"], &["0", "1"]),
        ("--purity", &["0", "60"], &["0.3", "1"]),
        ("--ploidy", &["0", "13"], &["1", "3.7"]),
        ("--cn-amplification", &["0", "2", "1e9"], &["2.5", "6", "8"]),
        ("--cn-deletion", &["2", "6", "1e9"], &["0", "0.5", "1.2"]),
        ("--min-depth", &["1.5", "4294967296"], &["0", "20"]),
        ("--min-alt", &["1.5"], &["0", "3"]),
        ("--phase-distance", &["1001"], &["0", "1000"]),
        ("--min-base-quality", &["94", "256"], &["0", "93"]),
        ("--min-mapping-quality", &["255"], &["0", "60"]),
    ] {
        for value in bad.iter().chain(&nothing) {
            let run = theravar(&["annotate", "-", &format!("{option}={value}")], EMPTY);
            assert_eq!((run.code, &*run.stdout), (2, ""), "{option} {value}: {}", run.stderr);
            assert!(run.stderr.contains(option), "{}", run.stderr);
        }
        for value in good {
            let run = theravar(&["annotate", "-", "-a", "GRCh38", option, value], EMPTY);
            assert_eq!(run.code, 0, "{option} {value}: {}", run.stderr);
        }
    }
    for value in ["0", "1", "NaN", "-1"] {
        let run =
            theravar(&["genotype", "--bam", "x.bam", &format!("--background={value}")], EMPTY);
        assert_eq!(run.code, 2, "{}", run.stderr);
    }
}
