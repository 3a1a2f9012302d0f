//! `--preset liquid-biopsy`: floors, white cells, the tumour's share, resistance that may hide.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use super::support::{Row, rows, theravar};

const COLUMNS: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP";
const L858R: &str = "7 55259515 . T G . PASS . GT:AD";
/// ATM R35*.
const ATM: &str = "11 108098533 . C T . PASS . GT:AD";
const DNMT3A: &str = "2 25457242 . C T . PASS . GT:AD";

fn vcf(records: &[String]) -> String {
    let mut text = "##fileformat=VCFv4.2\n##contig=<ID=2,length=243199373>\n\
        ##contig=<ID=7,length=159138663>\n##contig=<ID=11,length=135006516>\n"
        .to_owned()
        + COLUMNS
        + "\n";
    for record in records {
        text += &record.replace(' ', "\t");
        text.push('\n');
    }
    text
}

struct Plasma(TempDir);

impl Plasma {
    fn new(records: &[String]) -> Self {
        let plasma = Self(tempfile::tempdir().unwrap());
        fs::write(plasma.path("x.vcf"), vcf(records)).unwrap();
        plasma
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn run(&self, more: &[&str]) -> String {
        let input = self.path("x.vcf");
        let run = theravar(&[&["annotate", &input, "-t", "LUAD", "-q"], more].concat(), b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    }

    fn row(&self, gene: &str, more: &[&str]) -> Option<Row> {
        let liquid = ["--preset", "liquid-biopsy"];
        rows(&self.run(&[&liquid[..], more].concat())).into_iter().find(|row| row["gene"] == gene)
    }

    /// Writes the calls of white cells, and returns the options that name them.
    fn white_cells(&self, records: &[String]) -> [String; 2] {
        fs::write(self.path("w.vcf"), vcf(records)).unwrap();
        ["--white-cells".to_owned(), self.path("w.vcf")]
    }
}

#[test]
fn low_fractions_count_and_one_molecule_does_not() {
    let flags = |reads: &str| {
        let row = Plasma::new(&[format!("{L858R} 0/1:{reads}")]).row("EGFR", &[])?;
        Some((row["highest_level"].clone(), row["flags"].contains("low_vaf")))
    };
    assert_eq!(flags("4980,20"), Some(("1".to_owned(), false)), "0.4 % is usual");
    assert_eq!(flags("4998,2"), Some(("1".to_owned(), true)));
    assert_eq!(flags("4999,1"), None, "one molecule is what errors make");
    let plasma = Plasma::new(&[format!("{L858R} 0/1:4980,20")]);
    assert!(rows(&plasma.run(&[]))[0]["flags"].contains("low_vaf"), "without the preset it is low");
    assert!(plasma.row("EGFR", &["--min-alt", "50"]).is_none(), "the user's own floor stands");
}

/// What white cells do not show is taken for the tumour's, so that their file is read as strictly as the input.
#[test]
fn white_cells_that_show_nothing_exclude_nothing() {
    let plasma = Plasma::new(&[format!("{DNMT3A} 0/1:1960,40")]);
    let is_chip = |records: &[&str]| {
        let records: Vec<String> = records.iter().map(|record| (*record).to_owned()).collect();
        let [option, cells] = plasma.white_cells(&records);
        plasma.row("DNMT3A", &[&option, &cells]).unwrap()["flags"].contains("chip")
    };
    let block = |filter: &str, end: &str, sample: &str| {
        format!("2 25457000 . N <NON_REF> . {filter} END={end} GT:MIN_DP {sample}")
    };
    assert!(!is_chip(&[&block(".", "25458000", "0/0:2000")]));
    for (filter, end, sample) in [
        ("LowQual", "25458000", "0/0:2000"),
        (".", "999999999", "0/0:2000"),
        (".", "25456000", "0/0:2000"),
        (".", "25458000", "0/1:2000"),
    ] {
        assert!(is_chip(&[&block(filter, end, sample)]), "{filter} {end} {sample}");
    }
    let deep = block(".", "25458000", "0/0:2000");
    assert!(is_chip(&[&deep, &block(".", "25457300", "0/0:5")]), "the least is believed");
    for record in
        ["2 25457242 . G T . PASS . GT:AD 0/0:2000,0", "2 999999999 . C T . . . GT:AD 0/0:9,0"]
    {
        assert!(is_chip(&[record]), "{record}");
    }

    let run = |text: &str| {
        fs::write(plasma.path("w.vcf"), text).unwrap();
        let (input, cells) = (plasma.path("x.vcf"), plasma.path("w.vcf"));
        let args = ["annotate", &input, "-t", "LUAD", "--preset", "liquid-biopsy"];
        theravar(&[&args[..], &["--white-cells", &cells]].concat(), b"")
    };
    let whole = vcf(&[format!("{DNMT3A} 0/0:2000,0")]);
    assert_eq!(run(&whole).code, 0);
    let lengths =
        [("135006516", "135086622"), ("243199373", "242193529"), ("159138663", "159345973")];
    let of_other =
        lengths.iter().fold(whole.clone(), |text, (own, other)| text.replace(own, other));
    for (text, said) in [
        (of_other, "assembly: white cells are of GRCh38"),
        (whole.replace("25457242", "x"), "w.vcf:6: POS: not a position"),
        (whole.replace("\tGT:AD\t0/0:2000,0", ""), "w.vcf:6: FORMAT: fewer columns"),
        (whole.replace("0/0:", "0/0:\0"), "w.vcf:6: a NUL byte"),
        (whole.replace(COLUMNS, "#CHROM"), "w.vcf:5: the #CHROM line ends"),
    ] {
        let run = run(&text);
        assert_eq!(run.code, 3, "{said}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    let other = run(&whole.replace("\tC\tT\t", "\tG\tT\t"));
    assert!(other.stderr.contains("w.vcf: line 6: REF: not the base"), "{}", other.stderr);
}

/// They open PARP inhibitors, and many of them in plasma are of blood cells.
#[test]
fn changes_of_genes_of_repair_in_plasma_ask_for_white_cells() {
    let plasma = |reads: &str| Plasma::new(&[format!("{ATM} 0/1:{reads}")]);
    let is_chip = |plasma: &Plasma, args: &[&str]| {
        plasma.row("ATM", args).unwrap()["flags"].split(';').any(|flag| flag == "chip")
    };
    let low = plasma("980,20");
    assert!(is_chip(&low, &[]));
    let [option, cells] = low.white_cells(&[format!("{ATM} 0/0:2000,0")]);
    assert!(!is_chip(&low, &[&option, &cells]), "white cells do not have it");
    let tissue = rows(&low.run(&["--preset", "tissue"]));
    assert!(!tissue[0]["flags"].contains("chip"));
    assert!(!is_chip(&plasma("560,440"), &[]), "no clone of blood cells is as large");
}

#[test]
fn white_cells_prove_blood_cells_or_exclude_them() {
    let plasma = Plasma::new(&[format!("{DNMT3A} 0/1:1960,40"), format!("{L858R} 0/1:1960,40")]);
    let flags = |cells: &[String]| {
        let args: Vec<&str> = cells.iter().map(String::as_str).collect();
        let row = |gene| plasma.row(gene, &args).unwrap();
        let (listed, driver) = (row("DNMT3A"), row("EGFR"));
        (
            listed["flags"].contains("chip"),
            driver["flags"].contains("chip"),
            driver["highest_level"].clone(),
        )
    };
    let is = |listed, driver, level: &str| (listed, driver, level.to_owned());
    assert_eq!(flags(&[]), is(true, false, "1"), "on the list, of a small fraction");
    let has = |reads: &str| format!("{DNMT3A} 0/1:{reads}");
    assert_eq!(flags(&plasma.white_cells(&[has("960,40")])), is(true, false, "1"));
    // Deep enough to show it, and without it.
    assert_eq!(flags(&plasma.white_cells(&[has("2000,0")])), is(false, false, "1"));
    let block = "2 25457000 . N <NON_REF> . . END=25458000 GT:MIN_DP 0/0:2000".to_owned();
    assert_eq!(flags(&plasma.white_cells(&[block])), is(false, false, "1"));
    // Too shallow to exclude 2 %.
    assert_eq!(flags(&plasma.white_cells(&[has("20,0")])), is(true, false, "1"));
    // A change of no list that white cells have is not the tumour's.
    let of_driver = |reads: &str| plasma.white_cells(&[format!("{L858R} 0/1:{reads}")]);
    assert_eq!(flags(&of_driver("1960,40")), is(true, true, ""));
    assert_eq!(flags(&of_driver("4999,1")), is(true, false, "1"), "one read is an error");
    assert_eq!(
        flags(&of_driver("9990,10")),
        is(true, false, "1"),
        "far too few to explain the plasma"
    );
}

#[test]
fn the_tumours_share_and_what_may_hide() {
    let json = |records: &[String], more: &[&str]| -> Value {
        let args = [&["--preset", "liquid-biopsy", "-f", "json"], more].concat();
        serde_json::from_str(&Plasma::new(records).run(&args)).unwrap()
    };
    let (driver, blood) = (format!("{L858R} 0/1:1960,40"), format!("{DNMT3A} 0/1:1600,400"));
    let document = json(&[driver.clone(), blood.clone()], &[]);
    let share = &document["sample"]["tumor_fraction"];
    assert_eq!((&share["share"], &share["stated"]), (&0.04.into(), &false.into()), "{share}");
    assert!(share["by"].as_str().unwrap().contains("EGFR L858R"), "{share}");
    let document = json(std::slice::from_ref(&driver), &["--tumor-fraction", "0.3"]);
    assert_eq!(document["sample"]["tumor_fraction"]["share"], 0.3);
    assert_eq!(document["quality"]["settings"]["purity"]["value"], 0.3);
    assert!(
        json(&[blood], &[])["sample"].get("tumor_fraction").is_none(),
        "blood cells say nothing of it"
    );
    let rationale = |document: &Value| document["variants"][0]["rationale"].to_string();
    let document = json(&[driver], &[]);
    assert!(rationale(&document).contains("resistance that may lie below the limit of detection"));
    assert!(
        rationale(&document).contains("EGFR T790M (limit not known"),
        "{}",
        rationale(&document)
    );
    let tissue = Plasma::new(&[format!("{L858R} 0/1:1960,40")]).run(&["-f", "json"]);
    assert!(!tissue.contains("may lie below"), "of plasma alone");
}

#[test]
fn white_cells_of_several_samples_are_refused() {
    let plasma = Plasma::new(&[format!("{L858R} 0/1:1960,40")]);
    fs::write(plasma.path("w.vcf"), vcf(&[]).replace("\tP\n", "\tP\tQ\n")).unwrap();
    let (input, cells) = (plasma.path("x.vcf"), plasma.path("w.vcf"));
    let run = theravar(&["annotate", &input, "--white-cells", &cells], b"");
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("2 samples"), "{}", run.stderr);
}
