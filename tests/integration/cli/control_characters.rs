//! Control characters of any input do not leave the program as they are: not in cells, not in `##` lines, not on
//! the terminal.

use std::io::Write;

use super::support::{Run, rows, theravar};

/// What would clear a terminal, end a text, ring, delete, act as ESC [ in one byte, and turn letters round.
const EVIL: &str = "\u{1b}[2J\u{7}\u{7f}\u{9b}31m\u{202e}x\u{2066}";

/// Checks that nothing of it is left in what was written, and that something was escaped.
fn is_clean(run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        let left = text.chars().find(|&c| {
            c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{202e}' | '\u{2066}')
        });
        assert_eq!(left, None, "{text:?}");
    }
    let all = format!("{}{}", run.stdout, run.stderr);
    let is_escaped =
        ["\\x1b", "\\u001b", "\\u{1b}", "%1B", "\\x9b"].iter().any(|form| all.contains(form));
    assert!(is_escaped, "{all}");
}

/// BRAF V600E on GRCh37, with these in ID, FILTER and the sample's name.
fn vcf(evil: &str) -> Vec<u8> {
    format!(
        "##fileformat=VCFv4.2\n##reference=GRCh37\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT{evil}\n\
         7\t140453136\trs{evil}\tA\tT\t.\tq{evil}\t.\tGT\t0/1\n"
    )
    .into_bytes()
}

#[test]
fn of_a_vcf_in_every_format() {
    let input = vcf(EVIL);
    for format in [&["-f", "tsv"][..], &["-f", "json"], &["--layout", "evidence"]] {
        let more = ["--all", "--include-filtered", "-v"];
        let run = theravar(&[&["annotate", "-", "-a", "GRCh37"], format, &more].concat(), &input);
        assert_eq!(run.code, 0, "{}", run.stderr);
        is_clean(&run);
    }
    // What is sound stays as it is.
    let run = theravar(&["annotate", "-", "-a", "GRCh37", "--include-filtered"], &vcf("é-β"));
    assert_eq!(rows(&run.stdout)[0]["filter"], "qé-β");
}

#[test]
fn of_a_vcf_that_is_written_back_only_the_own_additions_are_escaped() {
    let mut table = tempfile::NamedTempFile::with_suffix(EVIL).unwrap();
    writeln!(table, "gene\tcn").unwrap();
    let path = table.path().to_str().unwrap();
    let args = ["annotate", "-", "-a", "GRCh37", "-f", "vcf", "--include-filtered", "--cna", path];
    let run = theravar(&args, &vcf(EVIL));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let own = |line: &&str| line.starts_with("##theravar") || line.starts_with("##INFO");
    let additions: String = run.stdout.lines().filter(own).collect();
    assert!(additions.contains("\\\\x1b[2J"), "{additions}");
    assert!(!additions.contains('\u{1b}') && !additions.contains('\u{202e}'), "{additions:?}");
    let record = run.stdout.lines().last().unwrap();
    assert!(record.contains(&format!("rs{EVIL}")), "{record:?}");
}

#[test]
fn of_tables_and_their_names() {
    for (option, text) in [
        ("--cna", format!("gene\tcall\nBRAF{EVIL}\tGain\nERBB2\tAmplification\n")),
        ("--cna", format!("gene\tcall\nBRAF\t{EVIL}\n")),
        ("--fusions", format!("geneA\tgeneB\tframe\nEML4{EVIL}\tALK\t{EVIL}\n")),
        ("--assessed-bed", format!("seven{EVIL}\t1\t5\n")),
        ("--assessed-bed", format!("7\t{EVIL}\t5\n")),
        ("--knowledge", format!("{EVIL}\n")),
    ] {
        let mut file = tempfile::NamedTempFile::with_suffix(EVIL).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let path = file.path().to_str().unwrap();
        is_clean(&theravar(&["annotate", "-", "-a", "GRCh37", option, path], &vcf("")));
    }
    let missing = format!("/no{EVIL}\nwarning: all is well.vcf");
    let run = theravar(&["annotate", &missing], b"");
    is_clean(&run);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn of_words_on_the_command_line() {
    let word = format!("BRAF V600E{EVIL}");
    let gene = format!("EGFR{EVIL}");
    for args in [
        &["explain", &word][..],
        &["explain", &gene],
        &["explain", "BRAF V600E", "-t", &word],
        &["explain", "BRAF V600E", "--format", &word],
        &["annotate", "-", "--fact", &word],
        &["annotate", "-", "-s", &word],
        &[&word],
    ] {
        is_clean(&theravar(args, &vcf("")));
    }
}

#[test]
fn of_statements_in_what_is_explained_and_checked() {
    let mut file = tempfile::NamedTempFile::with_suffix(".tsv").unwrap();
    write!(
        file,
        "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\tsignificance\t\
         source_level\tcitation\trating\tflagged\torigin\nBRAF\tBRAF V600E\tu{EVIL}\tuser\tMelanoma{EVIL}\t\
         DOID:1909\tDrug{EVIL}\t\tSupports\tSensitivity/Response\tB\tPMID:1{EVIL}\t\tfalse\t\n"
    )
    .unwrap();
    let path = file.path().to_str().unwrap();
    for args in [
        &["explain", "--all", "BRAF V600E", "--knowledge", path][..],
        &["explain", "BRAF V600E", "-f", "json", "--knowledge", path],
        &["annotate", "-", "-a", "GRCh37", "--include-filtered", "--knowledge", path],
        &[
            "annotate",
            "-",
            "-a",
            "GRCh37",
            "--include-filtered",
            "--layout",
            "evidence",
            "--knowledge",
            path,
        ],
        &["knowledge", "check", path],
    ] {
        is_clean(&theravar(args, &vcf("")));
    }
}
