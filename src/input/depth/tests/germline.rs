//! Records of germline, panel and sites-only callers.

use super::*;

#[test]
fn germline_and_panel_callers() {
    check(
        1,
        &[
            (
                "FreeBayes",
                ("GCA", "G", "", "GT:AO:DP:RO", "0/1:3:56:53", 1),
                (Some(56), Some(3), Some(0.0536), FreeBayes, Present),
            ),
            (
                "FreeBayes, two ALTs",
                ("ACC", "TCC,AC", "", "GT:AO:DP:RO", "1/2:1,4:5:0", 2),
                (Some(5), Some(4), Some(0.8), FreeBayes, Present),
            ),
            (
                "FreeBayes, subclonal under 0/0",
                ("G", "A", "", "GT:AO:DP:RO", "0/0:12:300:288", 1),
                (Some(300), Some(12), Some(0.04), FreeBayes, Present),
            ),
            (
                "FreeBayes, one read under 0/0",
                ("G", "A", "", "GT:AO:DP:RO", "0/0:1:30:29", 1),
                (Some(30), Some(1), Some(0.0333), FreeBayes, Absent),
            ),
            (
                "FreeBayes before 0.9.20",
                ("G", "A", "", "GT:DP:DPR", "0/1:20:20,5", 1),
                (Some(20), Some(5), Some(0.25), FreeBayes, Present),
            ),
            (
                "GATK",
                ("G", "A", "", "GT:AD:DP:GQ:PL", "0/1:138,107:250:99:1,0,3", 1),
                (Some(250), Some(107), Some(0.4367), Ad, Present),
            ),
            (
                "GATK 0/0 with stray reads",
                ("G", "A", "", "GT:AD:DP", "0/0:30,1:31", 1),
                (Some(31), Some(1), Some(0.0323), Ad, Absent),
            ),
            (
                "other ALT named",
                ("C", "T,A", "", "GT:AD:DP", "1/1:0,95,0:95", 2),
                (Some(95), Some(0), Some(0.0), Ad, Absent),
            ),
            (
                "Ion Torrent hotspot row, absent",
                (
                    "T",
                    "C,G",
                    "AF=0,0",
                    "GT:DP:FDP:RO:FRO:AO:FAO:AF",
                    "0/0:1151:1151:1149:1151:2,0:0,0:0,0",
                    1,
                ),
                (Some(1151), Some(0), Some(0.0), IonTorrent, Absent),
            ),
            (
                "Ion Torrent: flow-space counts win",
                (
                    "T",
                    "C,G",
                    "",
                    "GT:DP:FDP:RO:FRO:AO:FAO:AF",
                    "0/2:1000:990:900:880:0,0:0,110:0,0.111111",
                    2,
                ),
                (Some(990), Some(110), Some(0.1111), IonTorrent, Present),
            ),
            (
                "Ion Torrent without flow evaluation",
                ("T", "C", "", "GT:DP:RO:AO:FAO", "0/1:100:90:10:.", 1),
                (Some(100), Some(10), Some(0.1), FreeBayes, Present),
            ),
            (
                "Pisces, TSO500",
                ("A", "G", "", "GT:GQ:AD:DP:VF", "0/1:100:1417,197:1614:0.12206", 1),
                (Some(1614), Some(197), Some(0.1221), Ad, Present),
            ),
            (
                "two numbers beside two ALTs: whose?",
                ("A", "G,T", "", "GT:AD:DP", "1/2:7,9:20", 2),
                (Some(20), None, None, Depth, Present),
            ),
            (
                "a single AD may be REF's",
                ("A", "G", "", "GT:AD:DP", "0/1:7:20", 1),
                (Some(20), None, None, Depth, Present),
            ),
            (
                "local alleles: the third ALT of four",
                ("C", "G,A,T,CA", "", "GT:LAA:LAD:DP", "0/3:3:60,40:100", 3),
                (Some(100), Some(40), Some(0.4), LocalAd, Present),
            ),
            (
                "local alleles: an ALT that the sample does not list",
                ("C", "G,A,T", "", "GT:LAA:LAD:DP", "0/3:3:60,40:100", 2),
                (Some(100), Some(0), Some(0.0), LocalAd, Absent),
            ),
            (
                "local genotype with REF in the list",
                ("C", "G,A,T", "", "LGT:LA:LAD", "0/1:0,3:60,40", 3),
                (Some(100), Some(40), Some(0.4), LocalAd, Present),
            ),
            (
                "local genotype names another ALT",
                ("C", "G,A,T", "", "LGT:LA", "0/1:0,3", 1),
                (None, None, None, NoSource, Absent),
            ),
            (
                "FreeBayes: an indel that the genotype names and no read has",
                ("ATT", "A", "", "GT:AO:DP:RO", "0/1:0:56:56", 1),
                (Some(56), Some(0), Some(0.0), FreeBayes, Absent),
            ),
            (
                "GATK: reads of an indel may all be left out of AD",
                ("ATT", "A", "", "GT:AD:DP", "0/1:12,0:30", 1),
                (Some(30), Some(0), Some(0.0), Ad, Present),
            ),
            (
                "LoFreq: AF overwritten by a population's frequency",
                ("C", "T", "DP=500;AF=0.0000041;SB=0;DP4=200,199,50,51", "", "", 1),
                (Some(500), Some(101), Some(0.202), LoFreq, Present),
            ),
            (
                "FORMAT/AF overwritten",
                ("C", "A", "", "GT:AD:AF:DP", "0/1:51,16:1:67", 1),
                (Some(67), Some(16), Some(0.2388), Ad, Present),
            ),
            (
                "fraction and depth only",
                ("A", "G", "", "GT:AF:DP", "0/1:0.25:20", 1),
                (Some(20), None, Some(0.25), Fraction, Present),
            ),
            (
                "LoFreq",
                ("T", "G", "DP=100;AF=0.05;SB=0;DP4=50,45,3,2", "", "", 1),
                (Some(100), Some(5), Some(0.05), LoFreq, Present),
            ),
            (
                "samtools: AF of genotypes is not used",
                ("T", "G", "DP=30;AF=0.5;AC=1;AN=2;DP4=10,9,5,5", "GT:PL", "0/1:1,0,3", 1),
                (Some(30), Some(10), Some(0.3448), Dp4, Present),
            ),
            (
                "cohort AF of a sites-only file",
                ("T", "G", "DP=30;AF=0.5;AC=1;AN=2", "", "", 1),
                (None, None, None, NoSource, Unstated),
            ),
            (
                "PCGR's convention",
                ("C", "T", "TVAF=0.2222;TDP=144", "GT:DPC:DPT", "0/1:237:144", 1),
                (Some(144), None, Some(0.2222), Fraction, Present),
            ),
        ],
    );
}
