//! Columns and lines; rows are tested through the program.

use super::*;

#[test]
fn columns_are_those_of_gdc_then_of_cbioportal_then_ours() {
    let names: Vec<String> = columns().iter().map(|column| column.name.to_string()).collect();
    assert_eq!(names[0], "Hugo_Symbol");
    assert_eq!(names[110], "FILTER");
    assert_eq!(names[125], "vcf_normal_gt");
    assert_eq!(names[126], "cbp_driver");
    assert_eq!(names[129], "cbp_driver_tiers_annotation");
    assert!(names[130..].iter().all(|name| name.starts_with("theravar_")), "{names:?}");
    let mut unique = names.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
}

#[test]
fn an_allele_has_one_line_and_marks_are_filled_in() {
    let row = |gene: &str, start: u32| {
        let mut cells = vec![String::new(); 16];
        cells[0] = gene.to_owned();
        cells[3] = char::from(lines::BUILD).to_string();
        cells[4] = "7".to_owned();
        cells[5] = start.to_string();
        cells[14] = char::from(lines::NORMAL).to_string();
        cells.join("\t") + "\n"
    };
    let columns = columns();
    let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    let text = [row("A", 1), row("B", 1), row("A", 2)].concat();
    // However the text is cut.
    for size in [1, 3, 7, 1000] {
        let mut out = Vec::new();
        let mut lines = Lines::new(&mut out, &names, "GRCh38", "N1");
        text.as_bytes().chunks(size).for_each(|chunk| lines.write_all(chunk).unwrap());
        lines.finish().unwrap();
        let out = String::from_utf8(out).unwrap();
        let starts: Vec<&str> = out.lines().map(|line| line.split('\t').nth(5).unwrap()).collect();
        assert_eq!(starts, ["1", "2"]);
        assert!(out.contains("A\t\t\tGRCh38\t7\t1") && out.contains("\tN1\t"), "{out:?}");
        assert!(!out.contains("B\t"));
    }
}
