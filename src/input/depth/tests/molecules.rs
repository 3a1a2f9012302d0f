//! Records of callers that count molecules, and of others that use the same keys.

use super::*;

const SMCOUNTER: &str = "GT:AD:VF";
const OF_SAMPLE: &str = "GT:DP:VDP:VAF:UMT:VMT:VMF:LogP";
const ION: &str = "GT:GQ:MDP:MRO:MAO:MAF:DP:FDP:RO:FRO:AO:FAO:AF";

#[test]
fn callers_that_count_molecules() {
    check(
        1,
        &[
            (
                "smCounter: DP counts reads",
                (
                    "A",
                    "T",
                    "TYPE=SNP;DP=51200;MT=5100;UMT=3600;PI=60.2;THR=57;VMT=18;VMF=0.005;VSM=9",
                    SMCOUNTER,
                    "0/1:3582,18:0.005",
                    1,
                ),
                (Some(3600), Some(18), Some(0.005), SmCounter, Present),
            ),
            (
                "smCounter, two ALTs: the first is counted",
                (
                    "A",
                    "T,G",
                    "TYPE=SNP;DP=9000;UMT=1000;VMT=600;VMF=0.6",
                    SMCOUNTER,
                    "1/2:400,600,1:0.6",
                    1,
                ),
                (Some(1000), Some(600), Some(0.6), SmCounter, Present),
            ),
            (
                "smCounter, two ALTs: the 1 of the second is no count",
                (
                    "A",
                    "T,G",
                    "TYPE=SNP;DP=9000;UMT=1000;VMT=600;VMF=0.6",
                    SMCOUNTER,
                    "1/2:400,600,1:0.6",
                    2,
                ),
                (Some(1000), None, None, SmCounter, Present),
            ),
            (
                "smCounter2, two ALTs",
                (
                    "A",
                    "T,G",
                    "TYPE=SNP,SNP;RepRegion=NA;DP=9000,9000;UMT=1000;VMT=30,10;VMF=0.03,0.01",
                    SMCOUNTER,
                    "1/2:960,30,10:0.03,0.01",
                    2,
                ),
                (Some(1000), Some(10), Some(0.01), SmCounter, Present),
            ),
            (
                "smCounter2 with all of it in FORMAT",
                ("A", "T", "TYPE=SNP", OF_SAMPLE, "0/1:9000:400:0.0444:1000:12:0.012:7.2", 1),
                (Some(1000), Some(12), Some(0.012), SmCounterFormat, Present),
            ),
            (
                "smCounter2 without a fraction",
                ("A", "T", "TYPE=SNP", OF_SAMPLE, "0/1:9000:400:0.0444:1000:12:-1:7.2", 1),
                (Some(1000), Some(12), Some(0.012), SmCounterFormat, Present),
            ),
            (
                "Ion Torrent: molecules, not reads in flow space",
                (
                    "A",
                    "T",
                    "AF=0.02;FAO=500;FDP=25000;MAF=0.004;MAO=8;MDP=2000;MRO=1992",
                    ION,
                    "0/1:60:2000:1992:8:0.004:25010:25000:24500:24500:510:500:0.02",
                    1,
                ),
                (Some(2000), Some(8), Some(0.004), IonMolecules, Present),
            ),
            (
                "Ion Torrent: a hotspot without molecules of the allele",
                ("A", "T", "", ION, "0/0:60:2000:2000:0:0:25010:25000:24990:24990:20:10:0.0004", 1),
                (Some(2000), Some(0), Some(0.0), IonMolecules, Absent),
            ),
            (
                "Ion Torrent, two ALTs",
                ("A", "T,C", "", "GT:MDP:MRO:MAO:MAF", "0/2:1000:950:10,40:0.01,0.04", 2),
                (Some(1000), Some(40), Some(0.04), IonMolecules, Present),
            ),
            (
                "umiVar",
                (
                    "C",
                    "T",
                    "Variant_dist=49",
                    "GT:DP:AC:AF:M_REF:M_AC:M_AF",
                    "0/1:5074:2465:0.48581:1999:1890:0.485986",
                    1,
                ),
                (Some(5074), Some(2465), Some(0.4858), UmiVar, Present),
            ),
            (
                "UMIErrorCorrect: DP of the sample is the allele's",
                ("C", "T", "DP=4100;AD=9;AF=0.0021951", "DP", "9", 1),
                (Some(4100), Some(9), Some(0.0022), UmiErrorCorrect, Present),
            ),
            (
                "MAGERI: molecules of the allele are not stated",
                ("C", "T", "DP=542;AF=0.040590405;AA=C;CQ=39.0", "GT:DP", "0/1:542", 1),
                (Some(542), None, Some(0.0406), Mageri, Present),
            ),
            (
                "Pisces over collapsed reads (TruSight Oncology 500)",
                (
                    "C",
                    "T",
                    "DP=1188",
                    "GT:GQ:AD:DP:VF:NL:SB:NC:US:AQ:LQ",
                    "0/1:100:1170,18:1188:0.01515:63:-100:0.02:11,1,3,0,2,1,587,49,238,28,254,32:100:100",
                    1,
                ),
                (Some(1188), Some(18), Some(0.0152), Pisces, Present),
            ),
        ],
    );
}

#[test]
fn the_same_keys_of_others_are_not_molecules() {
    check(
        1,
        &[
            (
                "MAF is the minor allele's frequency",
                ("A", "T", "MAF=0.31", "GT:AD:DP:MAF", "0/1:60,40:100:0.31", 1),
                (Some(100), Some(40), Some(0.4), Ad, Present),
            ),
            (
                "MDP is the depth of mpileup",
                ("A", "T", "", "GT:MDP:DP:RD:AD:FREQ", "0/1:140:100:60:40:40%", 1),
                (Some(100), Some(40), Some(0.4), VarScan, Present),
            ),
            (
                "Ion Torrent without tags writes no molecules",
                ("A", "T", "", ION, "0/1:60:0:0:0:0:100:100:60:60:40:40:0.4", 1),
                (Some(100), Some(40), Some(0.4), IonTorrent, Present),
            ),
            (
                "MAO of another number",
                ("A", "T,C", "", "GT:AD:MDP:MRO:MAO", "0/1:60,40,0:50:40:9,1,0,0", 1),
                (Some(100), Some(40), Some(0.4), Ad, Present),
            ),
            (
                "VMT that is no number",
                ("A", "T", "UMT=5;VMT=missense;VMF=0.9", SMCOUNTER, "0/1:60,40:0.4", 1),
                (Some(100), Some(40), Some(0.4), Ad, Present),
            ),
            (
                "UMT without VMT",
                ("A", "T", "UMT=5", SMCOUNTER, "0/1:60,40:0.4", 1),
                (Some(100), Some(40), Some(0.4), Ad, Present),
            ),
            (
                "AC is a count of genotypes",
                ("A", "T", "AC=1", "GT:AD:AC", "0/1:60,40:1", 1),
                (Some(100), Some(40), Some(0.4), Ad, Present),
            ),
            (
                "DP alone is the depth",
                ("A", "T", "DP=100;AD=40;AF=0.4", "DP", "97", 1),
                (Some(97), None, None, Depth, Unstated),
            ),
            (
                "AF beside CQ of a cohort",
                ("A", "T", "DP=900;AF=0.4;CQ=39", "GT:DP", "0/1:100", 1),
                (Some(100), None, None, Depth, Present),
            ),
            (
                "GT and DP beside INFO of a cohort",
                ("A", "T", "DP=100;AF=0.4;AN=2", "GT:DP", "0/1:100", 1),
                (Some(100), None, None, Depth, Present),
            ),
            (
                "US of another number",
                ("A", "T", "", "GT:AD:DP:VF:US", "0/1:60,40:100:0.4:40", 1),
                (Some(100), Some(40), Some(0.4), Ad, Present),
            ),
            (
                "DP without AD in INFO",
                ("A", "T", "DP=100;AF=0.4", "DP", "100", 1),
                (Some(100), None, None, Depth, Unstated),
            ),
        ],
    );
    // INFO is of all samples together.
    check(
        2,
        &[(
            "INFO beside two samples",
            ("A", "T", "UMT=900;VMT=90;VMF=0.1", SMCOUNTER, "0/1:60,40:0.4", 1),
            (Some(100), Some(40), Some(0.4), Ad, Present),
        )],
    );
}
