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

/// What is stated and cannot be, or is not understood, is refused, for a level may rest on it.
#[test]
fn facts_that_are_not_understood_are_refused() {
    let annotate = |fact: &str| {
        let args = ["annotate", "-", "-a", "GRCh38", "-t", "OVT", "--fact", fact];
        theravar(&args, EMPTY)
    };
    for (fact, why) in [
        ("PD-L1=TPS:-50", "unknown value"),
        ("PD-L1=-5", "unknown value"),
        ("PD-L1=CPS:-1", "unknown value"),
        ("PD-L1=CPS:600", "unknown value"),
        ("TMB=-1", "unknown value"),
        ("germline=BRCA2:c.99999999del", "is not on NM_000059.4"),
        ("germline=BRCA2:c.xyz", "no c. position"),
        ("germline=BRCA2:c.1A>C>T", "bases other than"),
        ("germline=BRCA2:c.5946_5945del", "not in order"),
        ("germline=BRCA2:p.K3Xyz", "not understood"),
        ("germline=FOO:c.1A>G", "no gene is known as FOO"),
    ] {
        for run in [annotate(fact), theravar(&["explain", "BRCA2 loss", "--fact", fact], b"")] {
            assert_eq!((run.code, &*run.stdout), (2, ""), "{fact}: {}", run.stderr);
            assert!(run.stderr.contains(why), "{fact}: {}", run.stderr);
        }
    }
    for fact in ["PD-L1=TPS:50", "TMB=12", "germline=BRCA2:c.5946del", "germline=BRCA1"] {
        assert_eq!(annotate(fact).code, 0, "{fact}");
    }
    let run = annotate("germline=BRCA2:c.5946del");
    assert!(run.stdout.contains("c.5946del"), "{}", run.stdout);
}

#[test]
fn names_that_contradict_themselves_are_no_query() {
    for (query, why) in [
        ("NM_004333.6(EGFR):c.1799T>A", "NM_004333.6 is of BRAF, not of EGFR"),
        ("NP_004324.2(EGFR):p.V600E", "is of BRAF, not of EGFR"),
        ("NM_004333.6(FOO):c.1799T>A", "no gene is known as FOO"),
        ("PD-L1 TPS 600%", "not understood"),
        ("PD-L1 TPS -50%", "not understood"),
        ("KIT p.W557_K558delinsXX", "not understood"),
    ] {
        let run = theravar(&["explain", query], b"");
        assert_eq!((run.code, &*run.stdout), (2, ""), "{query}: {}", run.stderr);
        assert!(run.stderr.contains(why), "{query}: {}", run.stderr);
    }
    for (query, told) in [
        ("NM_004333.6(BRAF):c.1799T>A", "V600E"),
        ("NM_004333.6:c.1799T>A", "V600E"),
        ("NM_004333.99:c.1799T>A", "NM_004333.99 is read as NM_004333.6 of BRAF"),
        ("KIT W557X", "stop codon"),
        ("PD-L1 TPS 60%", "CD274"),
    ] {
        let run = theravar(&["explain", query], b"");
        assert_eq!(run.code, 0, "{query}: {}", run.stderr);
        assert!(run.stdout.contains(told), "{query}: {}", run.stdout);
    }
}
