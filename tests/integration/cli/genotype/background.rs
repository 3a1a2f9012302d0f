//! The background of targets in controls.

use std::fs;

use super::container::assert_row;
use super::sample::{HEADER, L858R, T790M, over, row, sample, with_reads};
use crate::cli::support::rows;

#[test]
fn controls_raise_what_a_noisy_site_needs() {
    let lines = [over(L858R, 1000, 50), over(T790M, 1000, 8)].concat();
    let files = sample(&lines, &[(L858R, "950,50")]);
    // T790M by error in 4 of 1,000 fragments of each control, and one control that carries it.
    for (name, changed) in [("c1.bam", 4), ("c2.bam", 4), ("c3.bam", 4), ("c4.bam", 500)] {
        let lines = [over(L858R, 1000, 0), over(T790M, 1000, changed)].concat();
        files.write_bam(name, HEADER, &lines);
    }
    let run = files.run(&[
        "--bam",
        ":c1.bam",
        ":c2.bam",
        ":c3.bam",
        ":c4.bam",
        "-t",
        "LUAD",
        "--write-background",
        ":pon.tsv",
        "-o",
        ":c.tsv",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = fs::read_to_string(files.path("pon.tsv")).unwrap();
    let line = text.lines().find(|line| line.contains("\t55249071\tC\tT\t")).unwrap();
    let cells: Vec<&str> = line.split('\t').collect();
    assert_eq!(&cells[8..10], ["12", "3000"], "fragments of three controls: {line}");
    assert_eq!(cells.last(), Some(&"1"), "one carries it");

    let genotype = |more: &[&str]| {
        let run = files.run(&[&["--bam", ":x.bam", "-t", "LUAD"], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let all = rows(&run.stdout);
        all.into_iter().find(|row| row["target"].contains("T790M")).unwrap()
    };
    assert_row(&genotype(&[]), &[("status", "DETECTED"), ("support", "8")]);
    let quiet = genotype(&["--panel-of-normals", ":pon.tsv"]);
    assert_row(&quiet, &[("status", "NOT_DETECTED"), ("support", "8")]);
    assert!(quiet["lod"].parse::<f64>().unwrap() > 0.01, "{quiet:?}");
    let by_normal = genotype(&["--normal-bam", ":c1.bam"]);
    assert_row(&by_normal, &[("status", "NOT_DETECTED")]);

    let run = with_reads(&files, &["-t", "LUAD"]);
    assert!(row(&run, "T790M").is_some());
    for more in [["--panel-of-normals", ":pon.tsv"], ["--normal-bam", ":c1.bam"]] {
        let run = with_reads(&files, &[&["-t", "LUAD"], &more[..]].concat());
        assert!(row(&run, "T790M").is_none(), "{more:?}");
        assert_eq!(row(&run, "L858R").unwrap()["highest_level"], "1", "{more:?}");
    }
}

#[test]
fn a_background_of_something_else_is_refused() {
    let files = sample(&over(L858R, 100, 5), &[]);
    let usual = ["--bam", ":x.bam", "-t", "LUAD", "--write-background", ":pon.tsv", "-o", ":c.tsv"];
    assert_eq!(files.run(&usual).code, 0);
    let text = fs::read_to_string(files.path("pon.tsv")).unwrap();
    for (name, text, want) in [
        (
            "a.tsv",
            text.replace("GRCh37", "GRCh38"),
            "a background of GRCh38, the reads are of GRCh37",
        ),
        ("b.tsv", text.replace("## background", "## x"), "no background"),
        ("c.tsv", text.replacen("\t0\t", "\tmany\t", 1), "9 counts"),
    ] {
        fs::write(files.path(name), text).unwrap();
        let run = files.run(&[
            "--bam",
            ":x.bam",
            "-t",
            "LUAD",
            "--panel-of-normals",
            &format!(":{name}"),
            "-o",
            ":out.tsv",
        ]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(run.stderr.contains(want), "{}", run.stderr);
        assert!(!files.path("out.tsv").exists());
    }
    let run = files.run(&[
        "--bam",
        ":x.bam",
        "-t",
        "LUAD",
        "--panel-of-normals",
        ":pon.tsv",
        "--min-base-quality",
        "30",
    ]);
    assert!(run.stderr.contains("was counted with base quality 20"), "{}", run.stderr);
    let run = files.run(&["--bam", ":x.bam", "--write-background", ":x.bam"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}
