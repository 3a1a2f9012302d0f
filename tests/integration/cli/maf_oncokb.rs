//! The columns of OncoKB's annotators: beside the input's own, untouched.

use std::fs;

use super::maf_output::{maf_rows, several};
use super::support::theravar;

const COLUMNS: &str = "ANNOTATED\tGENE_IN_ONCOKB\tVARIANT_IN_ONCOKB\tMUTATION_EFFECT\t\
    MUTATION_EFFECT_CITATIONS\tONCOGENIC\tLEVEL_1\tLEVEL_2\tLEVEL_3A\tLEVEL_3B\tLEVEL_4\tLEVEL_R1\t\
    LEVEL_R2\tHIGHEST_LEVEL\tHIGHEST_SENSITIVE_LEVEL\tHIGHEST_RESISTANCE_LEVEL\tTX_CITATIONS\t\
    LEVEL_Dx1\tLEVEL_Dx2\tLEVEL_Dx3\tHIGHEST_DX_LEVEL\tDX_CITATIONS\tLEVEL_Px1\tLEVEL_Px2\tLEVEL_Px3\t\
    HIGHEST_PX_LEVEL\tPX_CITATIONS";
/// In the style of that tool's example, with a column that nobody knows, a short row and an unreadable one.
const MAF: &str = "#of a study\n\
    NCBI_Build\tHugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\tHGVSp_Short\tchromosome\t\
    start_position\treference_allele\ttumor_seq_allele2\tx y\n\
    GRCh38\tBRAF\tMissense_Mutation\tS2\tp.V600E\t\t\t\t\t\"as it is\"\n\
    GRCh38\tBRAF\tMissense_Mutation\tS1\tp.V600E\t7\t140753336\tA\tT\t\n\
    GRCh38\tOR4F5\tMissense_Mutation\tS1\tp.V60E\n\
    GRCh38\tKRAS\tMissense_Mutation\tS1\t\t12\tx\tC\tT\t\n";

#[test]
fn the_rows_of_a_maf_stay_and_columns_come_behind() {
    let run = theravar(&["annotate", "-", "--layout", "oncokb", "-t", "MEL"], MAF.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines: Vec<&str> = run.stdout.lines().collect();
    let input: Vec<&str> = MAF.lines().skip(1).collect();
    assert_eq!(lines[0], format!("{}\t{COLUMNS}", input[0]));
    for (line, row) in lines.iter().zip(&input).skip(1) {
        assert!(line.starts_with(&format!("{row}\t")), "{line}");
        assert_eq!(line.split('\t').count(), 10 + 27, "{line}");
    }
    let rows = maf_rows(&run.stdout);
    for row in &rows[..2] {
        assert_eq!(row["ANNOTATED"], "True");
        assert_eq!((&*row["GENE_IN_ONCOKB"], &*row["VARIANT_IN_ONCOKB"]), ("True", "True"));
        assert_eq!((&*row["HIGHEST_LEVEL"], &*row["ONCOGENIC"]), ("LEVEL_1", "Likely Oncogenic"));
        assert!(row["MUTATION_EFFECT"].ends_with("Gain-of-function"), "{row:?}");
        assert!(row["LEVEL_1"].split(',').any(|r| r == "Dabrafenib+Trametinib"), "{row:?}");
        assert!(row["TX_CITATIONS"].contains("FDA:") && row["LEVEL_Dx1"].is_empty());
    }
    let told = |row: usize| {
        let names = ["ANNOTATED", "GENE_IN_ONCOKB", "VARIANT_IN_ONCOKB", "HIGHEST_LEVEL"];
        names.map(|name| rows[row][name].clone())
    };
    assert_eq!(told(2), ["True", "False", "False", ""]);
    assert_eq!(told(3), ["False", "True", "False", ""]);
    // Rows of one sample alone.
    let args = ["annotate", "-", "--layout", "oncokb", "--sample", "S2"];
    assert_eq!(maf_rows(&theravar(&args, MAF.as_bytes()).stdout).len(), 1);
}

#[test]
fn a_vcf_gets_minimal_columns_before_them() {
    let run = theravar(&["annotate", "-", "--layout", "oncokb", "-t", "MEL"], &several());
    let head = run.stdout.lines().next().unwrap();
    assert!(head.starts_with("Hugo_Symbol\tNCBI_Build\tChromosome\t"), "{head}");
    assert!(head.ends_with(COLUMNS), "{head}");
    let rows = maf_rows(&run.stdout);
    let braf = rows.iter().find(|row| row["Hugo_Symbol"] == "BRAF").unwrap();
    assert_eq!((&*braf["HIGHEST_LEVEL"], &*braf["NCBI_Build"]), ("LEVEL_1", "GRCh38"));
    // What was written can be read.
    let again = theravar(&["annotate", "-", "-t", "MEL"], run.stdout.as_bytes());
    assert_eq!(again.code, 0, "{}", again.stderr);
}

#[test]
fn a_clinical_table_names_tumour_types_and_takes_the_levels() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (clinical, annotated) = (path("clinical.txt"), path("annotated.txt"));
    fs::write(&clinical, "SAMPLE_ID\tAGE\tONCOTREE_CODE\nS1\t40\tMEL\nS2\t50\tCOAD\nS3\t60\tMEL\n")
        .unwrap();
    let args = ["annotate", "-", "--layout", "oncokb", "--clinical", &clinical, "-o", &annotated];
    assert_eq!(theravar(&args, MAF.as_bytes()).code, 0);
    let rows = maf_rows(&fs::read_to_string(&annotated).unwrap());
    assert_ne!(rows[0]["LEVEL_1"], rows[1]["LEVEL_1"], "each by its own type");
    let run = theravar(&["clinical", &annotated, "--clinical", &clinical], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let samples = maf_rows(&run.stdout);
    assert!(run.stdout.starts_with("SAMPLE_ID\tAGE\tONCOTREE_CODE\tLEVEL_1\tLEVEL_2\tLEVEL_3A\t"));
    assert_eq!(samples.len(), 3);
    let (first, third) = (&samples[0], &samples[2]);
    assert_eq!((&*first["AGE"], &*first["HIGHEST_LEVEL"]), ("40", "LEVEL_1"));
    assert_eq!(first["LEVEL_1"], format!("{}(BRAF p.V600E)", rows[1]["LEVEL_1"]));
    assert_eq!((&*first["ONCOGENIC_MUTATIONS"], &*first["#MUTATIONS"]), ("BRAF p.V600E", "3"));
    assert_eq!(first["#MUTATIONS_WITH_SENSITIVE_THERAPEUTIC_IMPLICATIONS"], "1");
    assert_eq!((&*third["HIGHEST_LEVEL"], &*third["#MUTATIONS"]), ("", "0"));
    // Without a table each sample that was read has a row.
    let run = theravar(&["clinical", &annotated], b"");
    let names: Vec<String> =
        maf_rows(&run.stdout).iter().map(|row| row["SAMPLE_ID"].clone()).collect();
    assert_eq!(names, ["S2", "S1"]);
    // Of a VCF the type is named by an option.
    assert_eq!(theravar(&["annotate", "-", "--clinical", &clinical], &several()).code, 2);
}

/// Runs `annotate` on [`MAF`] with a clinical table; returns what was written and told.
fn with_types(table: &str, more: &[&str]) -> super::support::Run {
    let folder = tempfile::tempdir().unwrap();
    let clinical = folder.path().join("clinical.txt").to_str().unwrap().to_owned();
    fs::write(&clinical, table).unwrap();
    let args = ["annotate", "-", "--no-provenance", "--clinical", &clinical];
    theravar(&[&args[..], more].concat(), MAF.as_bytes())
}

#[test]
fn what_a_clinical_table_does_not_settle_is_told() {
    for (table, told) in [
        // Two types of one sample, in either order, and one that is not known.
        ("S1\tMEL\t\nS1\tCOAD\t\nS2\tMEL\t\n", "S1: tumour type: rows name 2 types (MEL, COAD)"),
        ("S1\tCOAD\t\nS2\tMEL\t\nS1\tMEL\t\n", "S1: tumour type: rows name 2 types (COAD, MEL)"),
        // No row, an empty cell, another name.
        ("S2\tMEL\t\n", "no tumour type of 1 sample (S1): judged without one"),
        ("S1\t\t\nS2\tMEL\t\n", "no tumour type of 1 sample (S1): judged without one"),
        ("s1\tMEL\t\n", "no tumour type of 2 samples (S2, S1): judged without one"),
        // Code and type deny each other.
        ("S1\tMEL\t\nS2\tCOAD\tMelanoma\n", "line 3: ONCOTREE_CODE and CANCER_TYPE are different"),
    ] {
        let run = with_types(&format!("SAMPLE_ID\tONCOTREE_CODE\tCANCER_TYPE\n{table}"), &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.contains(told), "{table}: {}", run.stderr);
        let rows = maf_rows(&run.stdout);
        let first = rows.iter().find(|row| row["sample"] == "S1" && row["gene"] == "BRAF").unwrap();
        assert_eq!(first["tumor_type_match"] == "same", told.contains("different"), "{table}");
    }
    for table in [
        "S1\tMEL\tMelanoma\nS1\tMEL\tMelanoma\nS2\tCOAD\tColorectal Cancer\n",
        "S1\tMEL\t\nS2\tCOAD\ta word that is none\nS9\tCOAD\tMelanoma\n",
    ] {
        let run = with_types(&format!("SAMPLE_ID\tONCOTREE_CODE\tCANCER_TYPE\n{table}"), &[]);
        assert!(!run.stderr.contains("clinical.txt"), "{table}: {}", run.stderr);
        assert!(!run.stderr.contains("tumour type"), "{table}: {}", run.stderr);
    }
    // Of the chosen sample alone.
    let table = "SAMPLE_ID\tONCOTREE_CODE\nS1\tMEL\n";
    let alone = |sample| with_types(table, &["--sample", sample]).stderr;
    assert!(!alone("S1").contains("clinical.txt"), "{}", alone("S1"));
    assert!(alone("S2").contains("no tumour type of 1 sample (S2)"), "{}", alone("S2"));
    assert!(!with_types(table, &["-t", "MEL"]).stderr.contains("no tumour type of"));
    let run = with_types("SAMPLE_ID\tONCOTREE_CODE\nS1\tMEL\tx\n", &[]);
    assert!(run.code == 3 && run.stdout.is_empty(), "{}", run.stderr);
    assert!(run.stderr.contains("clinical.txt:2: 3 cells"), "{}", run.stderr);
}

#[test]
fn tables_that_cannot_be_right_give_no_table_of_samples() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let annotated = theravar(&["annotate", "-", "--layout", "oncokb", "-t", "MEL"], MAF.as_bytes());
    let good = annotated.stdout;
    let lines: Vec<&str> = good.lines().collect();
    let width = lines[0].split('\t').count();
    let cut = |cells: usize| {
        let row: Vec<&str> = lines[2].split('\t').take(cells).collect();
        format!("{}\n{}\n{}\n", lines[0], lines[1], row.join("\t"))
    };
    let run_on = |text: &str, samples: Option<&str>| {
        let (table, list) = (path("annotated.txt"), path("samples.txt"));
        fs::write(&table, text).unwrap();
        samples.into_iter().for_each(|samples| fs::write(&list, samples).unwrap());
        let more = ["--clinical", &list];
        let more = if samples.is_some() { &more[..] } else { &[] };
        theravar(&[&["clinical", &table], more].concat(), b"")
    };
    let list = "SAMPLE_ID\tAGE\n";
    for (text, samples, told) in [
        (cut(20), None, "annotated.txt:3: 20 cells".to_owned()),
        (cut(12), None, "annotated.txt:3: 12 cells".to_owned()),
        (cut(width).replace("\n", "\tx\n").replacen("\tx\n", "\n", 2), None, ":3: ".to_owned()),
        (good.replace("\tS2\t", "\t\t"), None, ":2: Tumor_Sample_Barcode: empty".to_owned()),
        (format!("{good}{good}"), None, format!(":{}: the column names again", lines.len() + 1)),
        (good.clone(), Some("S1\t4\n\t5\n"), "samples.txt:3: SAMPLE_ID: empty".to_owned()),
        (good.clone(), Some("S1\t4\tx\n"), "samples.txt:2: 3 cells".to_owned()),
        (good.clone(), Some("S1\t4\nSAMPLE_ID\tAGE\n"), "samples.txt:3: the column".to_owned()),
    ] {
        let samples = samples.map(|samples| format!("{list}{samples}"));
        let run = run_on(&text, samples.as_deref());
        assert_eq!((run.code, &*run.stdout), (3, ""), "{told}: {}", run.stderr);
        assert!(run.stderr.contains(&told), "{told}: {}", run.stderr);
    }
    // What is not in the table of samples is named; a row may leave out what it need not have.
    let run = run_on(&good, Some("SAMPLE_ID\tAGE\nS1\nS9\t5\n"));
    assert_eq!((run.code, maf_rows(&run.stdout).len()), (0, 2), "{}", run.stderr);
    assert!(run.stderr.contains("no row of 1 sample read here (S2)"), "{}", run.stderr);
    let run = run_on(&good, Some("SAMPLE_ID\tAGE\nS1\t4\nS2\t5\nS9\t5\n"));
    assert_eq!((run.code, &*run.stderr), (0, ""));
    assert_eq!((run_on(&cut(width), None).code, run_on(&cut(25), None).code), (0, 0));
    // Cells do not command the terminal.
    let odd = good.replace("\tp.V600E\t", "\tp.V600E\u{1b}[31m\t");
    let run = run_on(&odd, Some("SAMPLE_ID\tAGE\nS1\t\u{1b}[2J\nS2\t\"a\nb\"\n"));
    assert_eq!((run.code, run.stdout.lines().count()), (0, 3), "{}", run.stderr);
    assert!(!run.stdout.contains('\u{1b}') && run.stdout.contains("\\x1b[2J"), "{}", run.stdout);
    assert!(run.stdout.contains("p.V600E\\x1b[31m") && run.stdout.contains("a\\x0ab"));
}
