//! Records of somatic callers, and of ensembles of them.

use super::*;

#[test]
fn somatic_callers() {
    check(
        2,
        &[
            (
                "Strelka2 SNV: tier 1 of the ALT base",
                ("G", "A", "", "DP:FDP:SDP:SUBDP:AU:CU:GU:TU", "28:0:0:0:11,12:0,0:17,17:0,0", 1),
                (Some(28), Some(11), Some(0.3929), Strelka, Present),
            ),
            (
                "Strelka2 SNV without ALT reads",
                ("G", "A", "", "DP:AU:CU:GU:TU", "30:0,0:0,0:30,30:0,0", 1),
                (Some(30), Some(0), Some(0.0), Strelka, Absent),
            ),
            (
                "Strelka2 indel",
                ("G", "GT", "", "DP:DP2:TAR:TIR:TOR", "50:50:4,5:46,46:4,4", 1),
                (Some(50), Some(46), Some(0.92), Strelka, Present),
            ),
            (
                "Strelka2 SNV that was decided by tier 2",
                ("C", "T", "SOMATIC;TQSS=2", "DP:AU:CU:GU:TU", "15:0,0:10,181:0,0:0,9", 1),
                (Some(190), Some(9), Some(0.0474), StrelkaTier2, Present),
            ),
            (
                "Strelka2 SNV that was decided by tier 1",
                ("C", "T", "SOMATIC;TQSS=1", "DP:AU:CU:GU:TU", "15:0,0:10,181:0,0:0,9", 1),
                (Some(15), Some(0), Some(0.0), Strelka, Absent),
            ),
            (
                "Strelka2 indel that was decided by tier 2",
                ("G", "GT", "TQSI=2", "DP:DP2:TAR:TIR:TOR", "20:50:20,40:0,8:4,4", 1),
                (Some(50), Some(8), Some(0.1667), StrelkaTier2, Present),
            ),
            (
                "joint Mutect2: 0/1 and a prior where no read has the allele",
                ("C", "T", "", "GT:AD:AF:DP", "0/1:2100,0:4.9e-04:2100", 1),
                (Some(2100), Some(0), Some(0.0), Ad, Absent),
            ),
            (
                "joint Mutect2: the same of an indel",
                ("CATT", "C", "", "GT:AD:AF:DP", "0/1:2100,0:4.9e-04:2100", 1),
                (Some(2100), Some(0), Some(0.0), Ad, Absent),
            ),
            (
                "Mutect2: a second ALT without reads",
                ("C", "A,T", "", "GT:AD:AF", "0/1/2:181,25,0:0.12,0.001", 2),
                (Some(206), Some(0), Some(0.0), Ad, Absent),
            ),
            (
                "VarDict: no variant read",
                ("CA", "C", "", "GT:DP:VD:AD:AF", "0/1:30:0:30,0:0", 1),
                (Some(30), Some(0), Some(0.0), VarDict, Absent),
            ),
            (
                "Mutect2 with AF",
                ("C", "A", "", "GT:AD:AF:DP", "0/1:30,15:0.336:45", 1),
                (Some(45), Some(15), Some(0.336), Ad, Present),
            ),
            (
                "Mutect2, second ALT",
                ("GTT", "G,GT", "", "GT:AD:AF", "0/1/2:181,4,25:0.032,0.123", 2),
                (Some(210), Some(25), Some(0.123), Ad, Present),
            ),
            (
                "Mutect2 normal: AF is a prior where no read has the allele",
                ("C", "A", "", "GT:AD:AF:DP", "0/0:42,0:0.023:42", 1),
                (Some(42), Some(0), Some(0.0), Ad, Absent),
            ),
            (
                "MuTect 1: FA",
                ("C", "G", "", "GT:AD:BQ:DP:FA", "0/1:160,31:13:192:0.162", 1),
                (Some(192), Some(31), Some(0.162), Ad, Present),
            ),
            (
                "VarDict",
                ("A", "T", "", "GT:DP:VD:ALD:RD:AD:AF", "0/1:30:2:1,1:16,12:28,2:0.0667", 1),
                (Some(30), Some(2), Some(0.0667), VarDict, Present),
            ),
            (
                "VarScan: AD is one number",
                ("A", "G", "", "GT:GQ:DP:RD:AD:FREQ:DP4", "0/1:.:91:56:35:38.46%:31,25,16,19", 1),
                (Some(91), Some(35), Some(0.3846), VarScan, Present),
            ),
            (
                "VarScan normal",
                ("A", "G", "", "GT:GQ:DP:RD:AD:FREQ", "0/0:.:91:91:0:0%", 1),
                (Some(91), Some(0), Some(0.0), VarScan, Absent),
            ),
            (
                "MuSE",
                ("G", "T", "", "GT:DP:AD:BQ:SS", "0/1:11:9,2:32,34:2", 1),
                (Some(11), Some(2), Some(0.1818), Ad, Present),
            ),
            (
                "SomaticSniper",
                ("C", "G", "", "GT:IGT:DP:DP4:BCOUNT", "0/1:0/1:7:0,3,0,4:0,3,4,0", 1),
                (Some(7), Some(4), Some(0.5714), BaseCounts, Present),
            ),
            (
                "consensus of callers: DP4 with VAF",
                ("G", "GT", "", "GT:DP4:CD4:VAF", "1/1:3,2,20,24:5,0,44,0:0.898", 1),
                (Some(49), Some(44), Some(0.898), Dp4, Present),
            ),
            (
                "RADIA: AF of every allele",
                ("C", "T", "", "GT:DP:AD:AF", "0/1:106:95,11:0.9,0.1", 1),
                (Some(106), Some(11), Some(0.1), Ad, Present),
            ),
            (
                "Platypus",
                ("C", "T,G", "", "GT:NR:NV", "1/2:40,40:10,4", 2),
                (Some(40), Some(4), Some(0.1), Platypus, Present),
            ),
            (
                "CaVEMan",
                (
                    "C",
                    "T",
                    "",
                    "GT:FAZ:FCZ:FGZ:FTZ:RAZ:RCZ:RGZ:RTZ:PM",
                    "0|1:0:10:0:5:1:9:0:3:0.29",
                    1,
                ),
                (Some(28), Some(8), Some(0.29), Caveman, Present),
            ),
            (
                "cgpPindel",
                ("CA", "C", "", "GT:PP:NP:PB:NB:PD:ND:PR:NR:PU:NU", "./.:2:3:2:3:9:9:20:30:2:4", 1),
                (Some(50), Some(6), Some(0.12), Pindel, Present),
            ),
            (
                "SAGE: depth above the allele counts",
                ("T", "A", "", "GT:AD:AF:DP", "./.:65,11:0.143:77", 1),
                (Some(77), Some(11), Some(0.143), Ad, Present),
            ),
            (
                "TNscope",
                ("G", "A", "", "GT:AD:AF:AFDP", "0/1:948,5:0.00524659:953", 1),
                (Some(953), Some(5), Some(0.0052), Ad, Present),
            ),
            (
                "ensemble record: Strelka's counts, AD missing",
                ("C", "T", "", "GT:AU:CU:GU:TU:DP:AD", "0/1:0,0:65,71:0,0:8,11:80:.", 1),
                (Some(80), Some(8), Some(0.1096), Strelka, Present),
            ),
            (
                "ensemble record: Strelka's fields missing",
                ("C", "A", "", "GT:DP:AD:AU:CU:GU:TU", "0/1:29:12,6:.:.:.:.", 1),
                (Some(29), Some(6), Some(0.3333), Ad, Present),
            ),
        ],
    );
}
