//! Rows and values of a MAF that cannot be right: each is named by line and column, and nothing rests on it.

use super::support::{Run, rows, theravar};

const HEAD: &str = "Tumor_Sample_Barcode\tHugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\t\
    End_Position\tReference_Allele\tTumor_Seq_Allele2\tHGVSp_Short\tt_alt_count\tt_depth\n";
const BRAF: &str = "T1 BRAF GRCh38 7 140753336 140753336 A T p.V600E 40 100\n";

fn with(rows: &str, args: &[&str]) -> Run {
    let text = format!("{HEAD}{}", format!("{BRAF}{rows}").replace(' ', "\t").replace('~', ""));
    theravar(&[&["annotate", "-"], args].concat(), text.as_bytes())
}

fn called(run: &Run) -> Vec<String> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    rows(&run.stdout).iter().map(|row| format!("{} {}", row["sample"], row["gene"])).collect()
}

#[test]
fn rows_that_cannot_be_right_are_skipped_by_name() {
    for (row, field, reason) in [
        ("~ KRAS GRCh38 12 25245350 25245350 C T p.G12D 4 9", "Tumor_Sample_Barcode", "empty"),
        ("T1 KRAS GRCh38 12 25245350 25245350 N T p.G12D 4 9", "Reference_Allele", "N is no base"),
        ("T1 KRAS GRCh38 12 25245350 25245349 C T p.G12D 4 9", "End_Position", "before"),
        ("T1 KRAS GRCh38 12 25245350 x C T p.G12D 4 9", "End_Position", "not a position"),
        ("T1 KRAS GRCh38 12 25245350 25245350 C T p.G12D 4 9 5", "t_depth", "the row has more"),
        ("T1 KRAS GRCh38 12 925245350 925245350 C T p.G12D 4 9", "Start_Position", "beyond"),
        ("T1 KRAZ GRCh38 ~ ~ ~ ~ ~ p.G12D 4 9", "Hugo_Symbol", "no gene is known"),
    ] {
        let run = with(&format!("{row}\n"), &[]);
        assert_eq!(called(&run), ["T1 BRAF"], "{row}");
        let told = format!("line 3: {field}: {reason}");
        assert!(run.stderr.contains(&told), "{row}: {}", run.stderr);
        let json = with(&format!("{row}\n"), &["-f", "json"]);
        assert!(json.stdout.contains(&told), "{row}: {}", json.stdout);
        // What the row may have said is not absent.
        let strict = with(&format!("{row}\n"), &["--strict"]);
        if field != "Hugo_Symbol" {
            assert_eq!((strict.code, &*strict.stdout), (3, ""), "{row}: {}", strict.stderr);
            assert!(strict.stderr.contains(&format!("-:3: {field}: ")), "{}", strict.stderr);
        }
    }
}

#[test]
fn values_that_cannot_be_right_are_not_used_and_named() {
    let row = "T1 KRAS GRCh38 12 25245350 25245350 C T p.G12D";
    for (row, field, reason) in [
        (format!("{row} -40 100"), "t_alt_count", "not a whole number"),
        (format!("{row} 40% 100"), "t_alt_count", "not a whole number"),
        (format!("{row} 4,0 100"), "t_alt_count", "not a whole number"),
        (format!("{row} 40 1e2"), "t_depth", "not a whole number"),
        (format!("{row} 400 100"), "t_alt_count", "more reads than the depth"),
        (row.replace(" p.G12D", ""), "HGVSp_Short", "the row ends before it"),
        (format!("{} 4 9", row.replace("KRAS", "EGFR")), "Hugo_Symbol", "not the gene at"),
    ] {
        let run = with(&format!("{row}\n"), &[]);
        assert_eq!(called(&run), ["T1 BRAF", "T1 KRAS"], "{row}");
        assert!(run.stderr.contains(&format!("line 3: {field}: {reason}")), "{}", run.stderr);
        assert_eq!(run.stderr.matches("not used").count(), 1, "{row}: {}", run.stderr);
        assert_eq!(with(&format!("{row}\n"), &["--strict"]).code, 3, "{row}");
    }
    // More reads of the allele than there are is no fraction.
    let run = with(&format!("{row} 400 100\n"), &[]);
    let kras = &rows(&run.stdout)[1];
    assert_eq!((kras["vaf"].as_str(), kras["alt_depth"].as_str()), ("", ""));
}

#[test]
fn a_last_row_that_is_cut_is_refused_and_a_whole_one_is_not() {
    let row = "T1 KRAS GRCh38 12 25245350 25245350 C T p.G12D 4 9";
    let cells: Vec<&str> = row.split(' ').collect();
    for end in 1..cells.len() {
        let run = with(&cells[..end].join(" "), &[]);
        assert_eq!((run.code, &*run.stdout), (3, ""), "{end}: {}", run.stderr);
        assert!(run.stderr.contains("-:3: the last line is cut"), "{}", run.stderr);
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{}", run.stderr);
    }
    assert_eq!(called(&with(row, &[])), ["T1 BRAF", "T1 KRAS"]);
}

/// Usual rows of annotators stay silent.
#[test]
fn rows_that_are_right_stay_without_a_word() {
    for row in [
        "T1 KRAS GRCh38 12 25245350 25245350 C T p.G12D 4.0 9.0",
        "T1 KRAS GRCh38 12 25245350 25245350 C T p.G12D NA .",
        "T1 HER2 GRCh38 17 39723967 39723967 T C p.L755S 4 9",
        "T1 Unknown GRCh38 7 1 1 N A ~ ~ ~".replace(" N A", " A C").as_str(),
        "T1 EGFR GRCh38 7 55181312 55181313 - AAC ~ 4 9",
        "T1 LINC01234 GRCh38 7 140753336 140753336 A C ~ 4 9",
        "T2 KRAS GRCh38 ~ ~ ~ ~ ~ p.G12D 4 9",
        "T1 KRAS GRCh38 12 25245350 25245350 C T p.G12D 4 9 ~ ~",
    ] {
        let run = with(&format!("{row}\n"), &[]);
        assert_eq!(run.code, 0, "{row}: {}", run.stderr);
        assert!(!run.stderr.contains("warning"), "{row}: {}", run.stderr);
    }
}

/// A row that is not understood leaves open what it may have said.
#[test]
fn nothing_is_absent_where_a_row_is_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let bed = folder.path().join("a.bed");
    std::fs::write(&bed, "12\t25200000\t25260000\n7\t55000000\t55210000\n").unwrap();
    let state = |row: &str| {
        let bed = bed.to_str().unwrap();
        let args = ["-t", "COAD", "--assessed-bed", bed, "--layout", "biomarkers"];
        let run = with(row, &args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let table = run.stdout.lines().filter(|line| line.contains("KRAS"));
        table.map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let clean = state("");
    assert!(clean.contains("NOT_DETECTED"), "{clean}");
    for row in [
        "~ KRAS GRCh38 12 25245350 25245350 C T p.G12D 4 9\n",
        "T1 KRAS GRCh38 12 25245350 25245349 C T p.G12D 4 9\n",
        "T1 KRAZ GRCh38 ~ ~ ~ ~ ~ p.G12D 4 9\n",
    ] {
        assert_ne!(state(row), clean, "{row}");
    }
}
