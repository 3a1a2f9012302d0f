use std::io::Write as _;
use std::path::Path;

use super::*;
use crate::error::{Problems, Result};

fn parse(text: &str) -> Table {
    Table::parse(Path::new("t.tsv"), text, &["gene"]).unwrap()
}

/// Returns lines and cells.
fn rows(table: &Table) -> Vec<(u64, Vec<&str>)> {
    table.rows.iter().map(|row| (row.line, row.cells.iter().collect())).collect()
}

#[test]
fn one_table_in_every_form() {
    let plain = "gene\tcall\nMET\t2\nALK\t-2\n";
    let quoted = "\"gene\"\t\"call\"\n\"MET\"\t\"2\"\nALK\t\"-2\"\n";
    let expected = ["MET 2", "ALK -2"];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.tsv");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), Default::default());
    packed.write_all(quoted.as_bytes()).unwrap();
    for bytes in [
        plain.as_bytes().to_vec(),
        quoted.as_bytes().to_vec(),
        plain.replace('\n', "\r\n").into_bytes(),
        plain.replace('\n', "\r").into_bytes(),
        format!("\u{feff}{quoted}").into_bytes(),
        format!("# made by R\n\n#\tgene\n{plain}# end").into_bytes(),
        format!("##tool=x\n#{plain}\n\t\n").into_bytes(),
        plain.trim_end().as_bytes().to_vec(),
        packed.finish().unwrap(),
    ] {
        std::fs::write(&path, &bytes).unwrap();
        let table = Table::open(&path, &["gene"]).unwrap();
        assert_eq!(table.header(), ["gene", "call"], "{bytes:?}");
        let found: Vec<String> =
            rows(&table).into_iter().map(|(_, cells)| cells.join(" ")).collect();
        assert_eq!(found, expected, "{bytes:?}");
    }
}

#[test]
fn lines_are_those_of_the_file() {
    let text = "# c\r\n\r\ngene\tcall\r\n# c\r\n\r\nMET\t\"a\tb\r\nc \"\"d\"\"\"\r\nALK\t5\"\r\n";
    let table = parse(text);
    assert_eq!(table.header_line, 3);
    assert_eq!(rows(&table), [(6, vec!["MET", "a\tb\r\nc \"d\""]), (8, vec!["ALK", "5\""])]);
}

#[test]
fn a_quote_that_nothing_closes_swallows_no_row() {
    let fails = |text: &str| {
        Table::parse(Path::new("t.tsv"), text, &[]).map(|t| rows(&t).len()).unwrap_err().to_string()
    };
    let open = fails("gene\tcall\nMET\t2\n\"ALK\t2\nRET\t2\n");
    assert!(open.starts_with("t.tsv:3: ") && open.contains("not closed"), "{open}");
    let closed_elsewhere = fails("gene\tcall\n\"MET\t2\nALK\t2\n\"RET\"\t2\n");
    assert!(closed_elsewhere.starts_with("t.tsv:2: "), "{closed_elsewhere}");
    // On one line, a quote inside a cell is a character.
    assert_eq!(rows(&parse("gene\tcall\nMET\t5\" disk\n")), [(2, vec!["MET", "5\" disk"])]);
}

#[test]
fn the_header_may_stand_behind_a_hash() {
    assert_eq!(parse("#gene\tcall\n").header(), ["gene", "call"]);
    assert_eq!(parse("# gene\tcall\nsample\tgene\n").header(), ["sample", "gene"]);
    assert_eq!(parse("#gene\tcall\nMET\t2\n").rows().len(), 1);
    // Another tool's header: the error names its line.
    assert_eq!(parse("#left\tright\nA\tB\n").header_line, 1);
    assert_eq!(parse("# one\ttwo\tthree\nA\tB\n").header_line, 2);
    assert!(parse("# only a comment\n").header().is_empty());
    assert!(parse("").header().is_empty());
}

#[test]
fn columns_are_found_once_or_refused() {
    let table = parse("Gene\tcall\tCALL\textra\nMET\t1\t2\t3\n");
    assert_eq!(table.column(&["hugo", "gene"]).unwrap(), Some(0));
    assert_eq!(table.column(&["sample"]).unwrap(), None);
    let twice = table.column(&["call"]).unwrap_err().to_string();
    assert_eq!(twice, "t.tsv:1: two columns are named \"call\": rename one");
    let absent = table.needed(&["sample", "id"]).unwrap_err().to_string();
    assert_eq!(absent, "t.tsv:1: columns not found in the header: sample or id");
    let commas = parse("hugo,call\nMET,2\n").needed(&["gene"]).unwrap_err().to_string();
    assert!(commas.ends_with("separated by ',', not by tabs"), "{commas}");
    // A header that names a known column says itself what separates its cells.
    for text in ["gene,call\nMET,\"2,5\"\n", "call;gene\n\"2;5\";MET\n"] {
        let table = parse(text);
        let gene = table.needed(&["gene"]).unwrap();
        assert_eq!(table.rows()[0].cell(gene), "MET", "{text}");
        assert_eq!(table.header().len(), 2, "{text}");
    }
}

#[test]
fn rows_of_another_width_are_listed_together() {
    let table = parse("gene\tcall\tnote\nMET\nALK\t2\t\t\t\nRET\t2\tx\ty\nROS1\t1\n");
    let error = table.check_widths(&[0, 1]).unwrap_err().to_string();
    assert!(error.starts_with("t.tsv:2: 2 bad rows:\n"), "{error}");
    assert!(error.contains("t.tsv:2: 1 cells, the header has 3"), "{error}");
    assert!(error.contains("t.tsv:4: 4 cells") && !error.contains("t.tsv:3"), "{error}");
    assert!(parse("gene\tcall\nMET\t2\n").check_widths(&[0, 1]).is_ok());
    let joined = parse("gene\tcall\nMET\t2\nGene\tcall\n");
    for used in [&[0, 1][..], &[0], &[]] {
        let error = joined.check_widths(used).unwrap_err().to_string();
        assert!(error.starts_with("t.tsv:3: the column names again"), "{error}");
    }
    assert!(parse("gene\tcall\ngene\t2\n").check_widths(&[0, 1]).is_ok());
}

#[test]
fn picked_columns_and_all_bad_rows() {
    let table = parse("# c\na\tb\tc\n1\t2\t3\n4\t5\t6\t7\n");
    assert_eq!(table.picked(["c", "a"]).unwrap(), [(3, ["3", "1"]), (4, ["6", "4"])]);
    let error = parse("a\tb\n1\n2\n3\t4\n").picked(["a", "b"]).unwrap_err().to_string();
    assert!(error.contains("t.tsv:2: 1 of the 2") && error.contains("t.tsv:3:"), "{error}");
    let error = parse("a\tb\n").picked(["x", "y"]).unwrap_err().to_string();
    assert!(error.contains("t.tsv:1: columns not found in the header: x, y"), "{error}");
    assert!(parse("").picked(["x"]).is_err());
}

fn exported(text: &[u8], schema: &[Column]) -> Result<Vec<(u64, [String; 2])>> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    export(file.path(), schema, &mut problems, |row| {
        rows.push((row.line(), [row.filled("a")?.to_owned(), row.get("b").to_owned()]));
        Ok(())
    })?;
    problems.into_result()?;
    Ok(rows)
}

const SCHEMA: [Column; 2] =
    [Column { names: &["a", "old a"], required: true }, Column { names: &["b"], required: false }];

#[test]
fn exports_have_quotes_old_names_and_short_rows() {
    let text = "\u{feff}B\t\"old a\"\r\n\"x \"\"y\"\"\tz\nw\"\t 1 \r\n\r\n# no\r\n5\" disk\t2\r\n\
        \"\"\t4\textra";
    let row = |line, a: &str, b: &str| (line, [a.to_owned(), b.to_owned()]);
    assert_eq!(
        exported(text.as_bytes(), &SCHEMA).unwrap(),
        [row(2, "1", "x \"y\"\tz\nw"), row(6, "2", "5\" disk"), row(7, "4", "")]
    );
    assert_eq!(exported(b"a\n1\n", &SCHEMA).unwrap(), [row(2, "1", "")]);
}

#[test]
fn what_is_wrong_with_an_export_is_reported_with_its_line() {
    let reported = |text: &[u8]| exported(text, &SCHEMA).unwrap_err().to_string();
    assert!(reported(b"b\n1\n").ends_with(":1: columns not found in the header: a/old a"));
    assert!(reported(b"").contains("a/old a"));
    assert!(reported(b"a\tb\n1\t2\n\xff\t2\n").contains(":3: not UTF-8"));
    let both = reported(b"a\tb\n\t1\n2\t2\n\t3\n");
    assert!(both.contains(":2: a is empty") && both.contains(":4: a is empty"), "{both}");
}

#[test]
fn a_plain_table_is_returned_as_it_stands_and_a_quoted_one_keeps_its_lines() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let plain = |text: &str| {
        std::fs::write(file.path(), text).unwrap();
        plain_text(file.path())
    };
    let as_it_stands = "# source: x\r\na\tb\r\n1 \"q\"\t2\r\n";
    assert_eq!(plain(as_it_stands).unwrap(), as_it_stands);
    assert_eq!(plain("\u{feff}a\tb\n").unwrap(), "a\tb\n");
    assert_eq!(
        plain("\"# source: x, y\"\r\n\"a\"\tb\r\n\r\n# c\r\n1\t\"x \"\"y\"\"\"\r\n").unwrap(),
        "# source: x, y\na\tb\n\n# c\n1\tx \"y\"\n"
    );
    let error = plain("a\tb\n\"1\n2\"\t3\n4\t\"5\t6\"\n").unwrap_err().to_string();
    assert!(error.contains("2 bad rows") && error.contains(":4: a cell holds"), "{error}");
}
