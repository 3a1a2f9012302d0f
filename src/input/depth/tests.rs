mod germline;
mod molecules;
mod somatic;
mod structural;

use super::*;

use DepthSource::None as NoSource;
use DepthSource::{
    Ad, BaseCounts, Caveman, Depth, Dp4, Fraction, FreeBayes, IonMolecules, IonTorrent, Junction,
    LoFreq, LocalAd, Mageri, Pindel, Pisces, Platypus, SmCounter, SmCounterFormat, Strelka,
    StrelkaTier2, UmiErrorCorrect, UmiVar, VarDict, VarScan,
};
use Presence::{Absent, Present, Unstated};

/// REF, ALT, INFO, FORMAT, sample, ALT number.
type Record = (&'static str, &'static str, &'static str, &'static str, &'static str, usize);

fn call_in(columns: usize, (reference, alternates, info, format, sample, alt): Record) -> Call {
    let keys = Keys::of(format.as_bytes());
    read_call(
        &SampleFields {
            reference: reference.as_bytes(),
            alternates: alternates.as_bytes(),
            filter: b"PASS",
            info: info.as_bytes(),
            fields: Fields::new(&keys, sample.as_bytes()),
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
        "GT:MDP:MRO:MAO",
        "UMT:VMT:VMF",
        "DP:AC:M_AC:M_REF",
        "GT:AD:US",
    ];
    for format in formats {
        for value in values {
            for alt in [0, 1, 2, 9] {
                let sample = [value; 4].join(":");
                for alternates in ["G", "G,T", "", ",", "<DEL>"] {
                    let keys = Keys::of(format.as_bytes());
                    let record = SampleFields {
                        reference: b"A",
                        alternates: alternates.as_bytes(),
                        filter: b"PASS",
                        info: value.as_bytes(),
                        fields: Fields::new(&keys, sample.as_bytes()),
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

proptest::proptest! {
    /// Checks that a call is read without a panic and agrees with itself, whatever the columns
    /// hold.
    #[test]
    fn any_record_is_read(
        format in "((GT|LGT|LA|LAA|LAD|AD|AF|DP|DR|DV|TR|PSL|AO|RO|VD|RD|DP4|AU|GU|TIR|TAR|FAO|FRO|MAO|MRO|MDP|MAF|UMT|VMT|M_AC|M_REF|AC|PS|PID|PGT|HP|SS|LO|VF|:){1,3}:){0,6}",
        sample in "([0-9./|,:%e-]|4294967295){0,60}",
        info in "((DP4|AF|DP|TVAF|AC|LPS|SVTYPE|READ_COUNT)=[0-9.,]{0,8};){0,4}",
        columns in 0usize..3,
        alt in 0usize..4,
    ) {
        let keys = Keys::of(format.as_bytes());
        let record = SampleFields {
            reference: b"A",
            alternates: b"G,AT",
            filter: b"PASS",
            info: info.as_bytes(),
            fields: Fields::new(&keys, sample.as_bytes()),
            sample: sample.as_bytes(),
            columns,
        };
        let call = read_call(&record, alt);
        assert!(call.vaf.is_none_or(|vaf| (0.0..=1.0).contains(&vaf)));
        assert!(call.depth.is_none() || call.alt_depth <= call.depth);
    }
}

#[test]
fn by_genotype_or_by_many_reads() {
    for (format, sample, want) in [
        ("GT:DP", "0/0:50", false),
        ("GT:DP", "./.:0", false),
        ("GT:DP", "0/1:50", true),
        ("GT:DP", "1/1:50", true),
        ("GT:AD", "0/0:48,2", false),
        ("GT:AD", "0/0:60,40", true),
        ("AD", "50,1", false),
        ("AD", "50,20", true),
        ("DP", "50", false),
    ] {
        let line = format!("7\t5\t.\tA\t<NON_REF>\t.\t.\tEND=9\t{format}\t{sample}");
        let (record, keys) =
            (crate::input::record::Record::new(line.as_bytes()), Keys::of(format.as_bytes()));
        let fields = SampleFields::of(&record, &keys, Some(0), 1);
        assert_eq!(has_unspelled(&fields, 1), want, "{format} {sample}");
    }
}
