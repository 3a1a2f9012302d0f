//! The workbook: the sheets, the rows of the TSV, and texts that stay texts.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::outputs::{Folder, sample};
use super::support::rows;

fn book(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The texts of a sheet, numbers as the TSV writes them.
fn cells(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    let text = |cell: &Data| match cell {
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn sheets_hold_the_rows_of_the_tables() {
    let folder = Folder::new();
    let outputs = ["-o", "@a.xlsx", "-o", "@a.tsv"];
    for args in [&["-t", "LUAD"][..], &["-t", "LUAD", "--all"], &["-t", "LUAD", "--sort", "level"]]
    {
        let run = folder.run(&[&["annotate", "@in.vcf", "-q"], args, &outputs].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let mut book = book(folder.read("a.xlsx"));
        let names = ["summary", "variants", "evidence", "biomarkers", "provenance"];
        assert_eq!(book.sheet_names(), names);
        let table = String::from_utf8(folder.read("a.tsv")).unwrap();
        let table: Vec<Vec<String>> = table
            .lines()
            .filter(|line| !line.starts_with("##"))
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect();
        let variants = cells(&mut book, "variants");
        assert_eq!(variants, table, "{args:?}");
        let provenance = cells(&mut book, "provenance");
        assert!(provenance.iter().any(|row| row[0] == "input" && row[1] == "in.vcf"));
        let biomarkers = cells(&mut book, "biomarkers");
        assert!(biomarkers.iter().any(|row| row.contains(&"NOT_ASSESSED".to_owned())));
        let summary = cells(&mut book, "summary");
        let is_t790m = |row: &&Vec<String>| row[1].contains("EGFR") && row[0].contains("works");
        assert!(summary.iter().any(|row| is_t790m(&row)), "{summary:?}");
    }
    let run = folder
        .run(&["annotate", "@in.vcf", "-q", "-t", "LUAD", "--layout", "evidence", "-o", "@e.tsv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let items = rows(&String::from_utf8(folder.read("e.tsv")).unwrap());
    assert_eq!(cells(&mut book(folder.read("a.xlsx")), "evidence").len(), items.len() + 1);
}

#[test]
fn two_runs_are_the_same_bytes() {
    let folder = Folder::new();
    let run = |name: &str| {
        let run = folder.run(&["annotate", "@in.vcf", "-q", "--no-provenance", "-o", name]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    run("@a.xlsx");
    run("@b.xlsx");
    assert!(folder.read("a.xlsx") == folder.read("b.xlsx"));
}

#[test]
fn no_text_of_an_input_becomes_a_formula() {
    let folder = Folder::new();
    for (number, evil) in
        ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")"].iter().enumerate()
    {
        let text = sample().replace("FORMAT\tT\n", &format!("FORMAT\t{evil}\n"));
        let text = text.replace("PASS\t.\tGT", &format!("{evil}\t.\tGT").replace(['"', ' '], ""));
        let name = format!("@{number}.vcf");
        fs::write(folder.path(&name[1..]), text).unwrap();
        let args = ["--include-filtered", "--all", "-q", "-o", "@a.xlsx"];
        let run = folder.run(&[&["annotate", &name], &args[..]].concat());
        assert_eq!(run.code, 0, "{evil}: {}", run.stderr);
        let mut book = book(folder.read("a.xlsx"));
        let mut texts = 0;
        for sheet in book.sheet_names() {
            let formulas = book.worksheet_formula(&sheet).unwrap();
            assert!(formulas.cells().all(|(_, _, text)| text.is_empty()), "{evil} in {sheet}");
            let range = book.worksheet_range(&sheet).unwrap();
            texts += range
                .cells()
                .filter(|(_, _, cell)| **cell == Data::String((*evil).to_owned()))
                .count();
        }
        assert!(texts > 30_000, "{evil}: {texts} cells hold it as a text");
    }
}
