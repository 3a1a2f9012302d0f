//! A small file in the form of ClinVar's releases since 2024.

use std::io::Write;

use crate::curate::import::clinvar::*;

const HEADER: &str = "##fileformat=VCFv4.1\n##fileDate=2024-05-28\n##source=ClinVar\n\
    ##reference=GRCh37\n\
    ##INFO=<ID=GENEINFO,Number=1,Type=String,Description=\"Gene(s)\">\n\
    ##INFO=<ID=ONC,Number=.,Type=String,Description=\"Aggregate oncogenicity classification\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

const RECORDS: [&str; 10] = [
    "7\t140453136\t1\tA\tT\t.\t.\tCLNSIG=Pathogenic;GENEINFO=BRAF:673;ONC=Oncogenic;\
     ONCDN=Neoplasm|Lung_carcinoma;ONCREVSTAT=criteria_provided,_single_submitter;\
     SCI=Tier_I_-_Strong;SCIDN=Melanoma;SCIREVSTAT=no_assertion_criteria_provided",
    "12\t25398284\t2\tC\tT\t.\t.\tGENEINFO=KRAS:3845|LOC1:1;ONC=Likely_benign;ONCDN=Neoplasm;\
     ONCREVSTAT=criteria_provided,_single_submitter",
    "12\t25398284\t3\tC\tA\t.\t.\tGENEINFO=KRAS:3845;ONC=Conflicting_classifications_of_oncogenicity;\
     ONCCONF=Oncogenic(1)|Uncertain_significance(1)",
    "12\t25398284\t4\tC\tG\t.\t.\tGENEINFO=KRAS:3845;ONC=Uncertain_significance",
    "12\t25398285\t5\tC\tG\t.\t.\tGENEINFO=KRAS:3845;ONC=no_classification_for_the_single_variant;\
     ONCINCL=9:Oncogenic",
    "5\t170837543\t6\tC\tCTCTG\t.\t.\tGENEINFO=NPM1:4869;ONC=Oncogenic/Likely_oncogenic",
    "7\t55259515\t7\tT\tG\t.\t.\tGENEINFO=EGFR:1956;CLNSIG=drug_response",
    "7\t55259515\t8\tT\t.\t.\t.\tGENEINFO=EGFR:1956;ONC=Oncogenic",
    "1\t100\t9\tA\tG\t.\t.\tGENEINFO=LOC1:1;ONC=Oncogenic",
    "1\t100\t10\tA\tG\t.\t.\tGENEINFO=NRAS:4893;ONC=Oncogenic|Benign;SCI=Tier_V",
];

fn imported(text: &[u8]) -> Result<Imported> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    import(file.path())
}

#[test]
fn classifications_and_what_is_left_out() {
    let text = format!("{HEADER}{}\n", RECORDS.join("\n"));
    let made = imported(text.as_bytes()).unwrap();
    let (comments, rows): (Vec<&str>, Vec<&str>) =
        made.table.lines().partition(|line| line.starts_with('#'));
    assert!(comments[1].ends_with(", 2024-05-28, GRCh37"), "{comments:?}");
    assert_eq!(
        rows[1..],
        [
            "BRAF\t\toncogenic\tOncogenic\t\t\t\t\tGRCh37\t7\t140453136\tA\tT\t\
             Neoplasm;Lung carcinoma\tcriteria provided, single submitter\tClinVar:1\tClinVar\t\
             ClinVar:1",
            "BRAF\t\tclinical_impact\tTier I - Strong\t\t\t\t\tGRCh37\t7\t140453136\tA\tT\t\
             Melanoma\tno assertion criteria provided\tClinVar:1\tClinVar\tClinVar:1",
            "KRAS\t\tnot_oncogenic\tLikely benign\t\t\t\t\tGRCh37\t12\t25398284\tC\tT\tNeoplasm\t\
             criteria provided, single submitter\tClinVar:2\tClinVar\tClinVar:2",
            "NPM1\t\toncogenic\tOncogenic/Likely oncogenic\t\t\t\t\tGRCh37\t5\t170837543\t\tTCTG\t\
             \t\tClinVar:6\tClinVar\tClinVar:6",
        ]
    );
    assert_eq!(
        made.notes,
        [
            "4 facts",
            "left out: 2 rows: ONC: conflicting classifications",
            "left out: 1 rows: ONC: of uncertain significance",
            "left out: 1 rows: ONC: the single variant is not classified",
            "left out: 1 rows: SCI: \"Tier_V\" is not known",
            "left out: 1 rows: in no gene of the table of genes",
            "left out: 1 rows: not a change of known bases on a chromosome",
        ]
    );
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
    writer.write_all(text.as_bytes()).unwrap();
    let packed = writer.finish().unwrap();
    // The name of the file is in the table.
    let tail = |made: &Imported| made.table.split_once("gene\t").unwrap().1.to_owned();
    assert_eq!(tail(&imported(&packed).unwrap()), tail(&made));
    let error = imported(&packed[..packed.len() - 12]).unwrap_err();
    assert_eq!(error.exit_code(), 3);
}

#[test]
fn what_is_no_such_file() {
    let header = |from: &str, to: &str| imported(HEADER.replace(from, to).as_bytes());
    for (result, reason) in [
        (header("##INFO=<ID=ONC,", "##INFO=<ID=CLNSIG,"), "does not define ONC"),
        (header("GRCh37", "T2T"), "##reference names no assembly known"),
        (imported(b"gene\tdrug\n"), "no #CHROM line before it"),
        (imported(b""), "no #CHROM line: not a VCF"),
        (imported(format!("{HEADER}7\tx\t1\tA\tT\t.\t.\t.\n7\t1\n").as_bytes()), "2 bad rows"),
    ] {
        let error = result.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(error.exit_code(), 3);
    }
    assert_eq!(header("x", "x").unwrap().notes, ["0 facts"]);
}
