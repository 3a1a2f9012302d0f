use super::*;

use DepthSource::None as NoSource;
use DepthSource::{
    Ad, BaseCounts, Caveman, Dp4, Fraction, FreeBayes, IonTorrent, Junction, LoFreq, Pindel,
    Platypus, Strelka, VarDict, VarScan,
};
use Presence::{Absent, Present, Unstated};

/// REF, ALT, INFO, FORMAT, sample, ALT number.
type Record = (&'static str, &'static str, &'static str, &'static str, &'static str, usize);

fn call_in(columns: usize, (reference, alternates, info, format, sample, alt): Record) -> Call {
    read_call(
        &SampleFields {
            reference: reference.as_bytes(),
            alternates: alternates.as_bytes(),
            info: info.as_bytes(),
            format: format.as_bytes(),
            sample: sample.as_bytes(),
            columns,
        },
        alt,
    )
}

/// Depth, ALT reads, fraction to four places, source, presence.
type Expected = (Option<u32>, Option<u32>, Option<f64>, DepthSource, Presence);

fn check(columns: usize, cases: &[(&str, Record, Expected)]) {
    for (name, record, (depth, reads, vaf, source, presence)) in cases {
        let call = call_in(columns, *record);
        assert_eq!((call.depth, call.alt_depth), (*depth, *reads), "{name}: depth, ALT reads");
        let rounded = call.vaf.map(|vaf| (vaf * 1e4).round() / 1e4);
        assert_eq!(rounded, *vaf, "{name}: fraction");
        assert_eq!((call.source, call.presence), (*source, *presence), "{name}: source, presence");
    }
}

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
                (None, None, None, NoSource, Present),
            ),
            (
                "a single AD may be REF's",
                ("A", "G", "", "GT:AD:DP", "0/1:7:20", 1),
                (None, None, None, NoSource, Present),
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

#[test]
fn structural_variants() {
    check(
        2,
        &[
            (
                "Manta",
                ("C", "C]3:1]", "", "PR:SR", "80,23:66,8", 1),
                (Some(177), Some(31), Some(0.1751), Junction, Present),
            ),
            (
                "Manta without split reads",
                ("C", "C]3:1]", "", "PR", "112,53", 1),
                (Some(165), Some(53), Some(0.3212), Junction, Present),
            ),
            (
                "Manta, split reads only",
                ("C", "C]3:1]", "", "SR", "8,2", 1),
                (Some(10), Some(2), Some(0.2), Junction, Present),
            ),
            (
                "Delly",
                ("C", "]15:8]C", "", "GT:DR:DV:RR:RV", "0/1:0:184:289:172", 1),
                (Some(645), Some(356), Some(0.5519), Junction, Present),
            ),
            (
                "GRIDSS: VF counts fragments",
                ("C", "C[1:7[", "", "GT:REF:REFPAIR:VF", ".:77:55:1", 1),
                (Some(133), Some(1), Some(0.0075), Junction, Present),
            ),
            (
                "SvABA",
                ("C", "C[3:8[", "", "GT:AD:DP:SR:DR:LO", "1/1:37:23:0:37:108.9", 1),
                (None, Some(37), None, Junction, Present),
            ),
            (
                "SvABA, subclonal under 0/0",
                ("C", "C[3:8[", "", "GT:AD:DP:SR:DR:LO", "0/0:8:218:8:0:11.92", 1),
                (None, Some(8), None, Junction, Present),
            ),
            (
                "LUMPY",
                ("N", "<DEL>", "", "GT:SU", "./.:8", 1),
                (None, Some(8), None, Junction, Present),
            ),
        ],
    );
    check(
        1,
        &[
            (
                "Ion Torrent fusion that was not seen",
                ("C", "C[chr10:4[", "SVTYPE=Fusion;READ_COUNT=0", "GT:GQ", "./.:.", 1),
                (None, Some(0), None, Junction, Absent),
            ),
            (
                "Ion Torrent fusion",
                ("C", "C[chr10:4[", "SVTYPE=Fusion;READ_COUNT=120", "GT:GQ", "./.:.", 1),
                (None, Some(120), None, Junction, Present),
            ),
            (
                "copy number without reads",
                ("A", "<CNV>", "SVTYPE=CNV", "GT:CN", "./.:8.6", 1),
                (None, None, None, NoSource, Unstated),
            ),
        ],
    );
}

#[test]
fn presence_without_reads() {
    for (columns, record, want) in [
        (0, ("A", "G", "", "", "", 1), Unstated),
        (1, ("A", "G", "", "GT", "0/1", 1), Present),
        (1, ("A", "G", "", "GT", "0/0", 1), Absent),
        (1, ("A", "G,T", "", "GT", "0/2", 1), Absent),
        (1, ("A", "G", "", "GT", "./.", 1), Unstated),
        (1, ("A", "G", "AC=0;AN=0", "GT", "./.", 1), Absent),
        (1, ("A", "G,T", "AC=0,1", "GT", "./.", 2), Unstated),
        (3, ("A", "G", "", "GT:AD", "./.:.", 1), Absent),
        (3, ("A", "G", "", "GT:AD", ".", 1), Absent),
        (3, ("A", "G", "", "GT:DP", "./.", 1), Absent),
        (3, ("A", "G", "", "GT:AD", "./.:20,0", 1), Absent),
        (3, ("A", "G", "", "GT:AD", "./.:20,3", 1), Present),
        (3, ("A", "<DEL>", "", "GT", "./.", 1), Unstated),
        (3, ("A", "G", "", "DP", "12", 1), Unstated),
    ] {
        assert_eq!(call_in(columns, record).presence, want, "{columns} {record:?}");
    }
}

#[test]
fn malformed_values_are_missing_values() {
    let values =
        ["", ".", ",", ",,", "-5,3", "1e9,2", "99999999999,1", "a,b", "0/1", "1.5%", "\u{e9}"];
    let formats = [
        "GT:AD:DP:AF",
        "AU:CU:GU:TU:DP",
        "TAR:TIR",
        "FAO:FRO:FDP",
        "VD:AD",
        "RD:AD:FREQ",
        "RO:AO",
        "NR:NV",
        "BCOUNT:DP",
        "DP4",
        "PR:SR",
        "PS:GT",
        "GT:PGT:PID",
        "::",
        "AD",
    ];
    for format in formats {
        for value in values {
            for alt in [0, 1, 2, 9] {
                let sample = [value; 4].join(":");
                for alternates in ["G", "G,T", "", ",", "<DEL>"] {
                    let record = SampleFields {
                        reference: b"A",
                        alternates: alternates.as_bytes(),
                        info: value.as_bytes(),
                        format: format.as_bytes(),
                        sample: sample.as_bytes(),
                        columns: 1,
                    };
                    let call = read_call(&record, alt);
                    assert!(
                        call.vaf.is_none_or(|vaf| (0.0..=1.0).contains(&vaf)),
                        "{format} {value}"
                    );
                    assert!(
                        call.depth.is_none() || call.alt_depth <= call.depth,
                        "{format} {value}"
                    );
                }
            }
        }
    }
}
