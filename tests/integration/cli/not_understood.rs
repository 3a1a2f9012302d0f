//! What is not understood is counted, named by line and field, and never taken for absence.

use std::io::Write;

use super::support::{annotate, rows, theravar};

/// A rule that needs KRAS to be without a mutation.
const RULE: &str = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
    direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n\
    BRAF;KRAS\tBRAF V600E AND NOT KRAS Mutation\tlab1\tuser\tMelanoma\tDOID:1909\tSometinib\t\t\
    Supports\tSensitivity/Response\tB\tlab note\t\tfalse\tSomatic\n";

const HEAD: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159138663>\n\
    ##contig=<ID=chr12,length=133851895>\n##contig=<ID=HPV16,length=7906>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";

const BRAF: &str = "chr7 140453136 . A T . PASS . GT:AD 0/1:60,40";

fn file(suffix: &str, text: &str) -> tempfile::TempPath {
    let mut file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.into_temp_path()
}

/// BRAF V600E of line 6, then these records.
fn with(records: &[&str]) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    for record in [&[BRAF], records].concat() {
        text.push_str(&record.replace(' ', "\t"));
        text.push('\n');
    }
    text.into_bytes()
}

/// Whether the rule holds over the whole of chromosome 12 as assessed, and the warnings.
fn holds(input: &[u8]) -> (bool, String) {
    let rule = file(".tsv", RULE);
    let bed = file(".bed", "chr12\t0\t133851895\n");
    let (rule, bed) = (rule.to_str().unwrap(), bed.to_str().unwrap());
    let layout = ["annotate", "-", "--layout", "evidence", "-t", "MEL"];
    let run =
        theravar(&[&layout[..], &["--knowledge", rule, "--assessed-bed", bed]].concat(), input);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let rows = rows(&run.stdout);
    assert!(rows.iter().any(|row| row["protein_change"] == "V600E"), "the rest is read");
    let row = rows.iter().find(|row| row["evidence_id"] == "lab1");
    (row.is_some_and(|row| row["level"] == "3A"), run.stderr)
}

#[test]
fn nothing_is_absent_where_a_record_is_not_understood() {
    for (record, said) in [
        ("chr12 25398284 . C - . PASS . GT:AD 0/1:60,40", "line 7: ALT: neither bases"),
        ("chr12 25398284 . - T . PASS . GT:AD 0/1:60,40", "line 7: REF: not bases (1 record)"),
        ("chr12 25398284 . C T", "line 7: QUAL: the line ends before this column"),
        ("chr12 25398284 . C T . PASS .", "line 7: FORMAT: fewer columns"),
        ("chr12 2539x8284 . C T . PASS . GT:AD 0/1:60,40", "line 7: POS: not a position"),
        ("chr12 25398284", "line 7: POS: not a position"),
        ("chr12", "line 7: POS: the line ends before this column"),
        ("twelve 25398284 . C T . PASS . GT:AD 0/1:60,40", "line 7: CHROM: neither"),
        ("chr12 25398284 . C Y . PASS . GT:AD 0/1:60,40", "line 7: ALT: an ambiguity code"),
        ("chr12 25398284 . C N . PASS . GT:AD 0/1:60,40", "line 7: ALT: an ambiguity code"),
        ("chr12 25398284 . G T . PASS . GT:AD 0/1:60,40", "(line 7): nothing is concluded"),
        ("chr12 25398284 . C <WHAT> . PASS END=25398290 GT:AD 0/1:60,40", "(line 7): not interp"),
        ("chr12 25398284 . C A . PASS . GT:AD 0/7:60,0", "line 7: GT: an allele that"),
        ("chr12 25398284 . C A . PASS . GT:AD 0x1:60,0", "line 7: GT: not a genotype (1 value)"),
        ("chr12 25398284 . C A . PASS . GT:AD 0/0:a,b", "line 7: AD: not a count"),
    ] {
        let (holds, stderr) = holds(&with(&[record]));
        assert!(!holds, "{record}");
        assert!(stderr.contains(said), "{record}: {stderr}");
        let strict = theravar(&["annotate", "-", "--strict"], &with(&[record]));
        assert_eq!(strict.code, 3, "{record}: {}", strict.stderr);
        assert!(strict.stderr.contains(":7: "), "{record}: {}", strict.stderr);
        assert!(strict.stdout.is_empty());
    }
}

/// The same records where they leave KRAS alone, and what is understood.
#[test]
fn absence_stands_where_all_is_understood() {
    for record in [
        BRAF,
        "chr12 25398284 . C T . PASS . GT:AD 0/0:100,0",
        "chr12 25398284 . C . . PASS . GT:AD 0/0:100",
        "chr12 115000000 . C - . PASS . GT:AD 0/1:60,40",
        "chr7 55259515 . G T . PASS . GT:AD 0/1:60,40",
        "chr7 one . G T . PASS . GT:AD 0/1:60,40",
        "HPV16 100 . G T . PASS . GT:AD 0/1:60,40",
        "chrUn_KI270302v1 100 . G T . PASS . GT:AD 0/1:60,40",
        "HLA-A*01:01:01:01 100 . G T . PASS . GT:AD 0/1:60,40",
    ] {
        assert!(holds(&with(&[record])).0, "{record}");
    }
}

#[test]
fn an_allele_that_is_not_understood_leaves_the_others() {
    let rows =
        annotate(&with(&["chr12 25398284 . C T,Y . PASS . GT:AD 0/1/2:60,40,3"]), &["-t", "COAD"]);
    assert!(rows.iter().any(|row| row["protein_change"] == "G12D"));
    // A genotype of a file whose alleles were split names one that is gone.
    let rows = annotate(&with(&["chr12 25398284 . C T . PASS . GT:AD 1/2:0,40"]), &["-t", "COAD"]);
    assert!(rows.iter().any(|row| row["protein_change"] == "G12D"));
}

#[test]
fn the_first_five_lines_are_named() {
    let bad = "chr12 x . C T . PASS . GT:AD 0/1:60,40";
    let run = theravar(&["annotate", "-"], &with(&[bad; 7]));
    assert!(
        run.stderr.contains("lines 7, 8, 9, 10, 11 and others: POS: not a position (7 records)"),
        "{}",
        run.stderr
    );
}

#[test]
fn chromosomes_by_any_of_their_names() {
    for (name, pos) in [
        ("chr07", 140_453_136),
        ("07", 140_453_136),
        ("NC_000007.13", 140_453_136),
        ("CM000669.1", 140_453_136),
        ("NC_000007.14", 140_753_336),
        ("CM000669.2", 140_753_336),
    ] {
        let text = format!(
            "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
             {name}\t{pos}\t.\tA\tT\t.\tPASS\t.\n"
        );
        let is_accession = name.contains('.');
        let assembly: &[&str] = if is_accession { &[] } else { &["-a", "GRCh37"] };
        let rows = annotate(text.as_bytes(), assembly);
        assert_eq!(rows[0]["protein_change"], "V600E", "{name}");
        if is_accession {
            let other = if pos == 140_453_136 { "GRCh38" } else { "GRCh37" };
            let run = theravar(&["annotate", "-", "-a", other], text.as_bytes());
            assert_eq!(run.code, 3, "{name} is not of {other}");
        }
    }
}

#[test]
fn a_file_without_a_known_chromosome_is_refused() {
    for (name, said) in [
        ("seven", "none of 1 records is on a chromosome"),
        ("chrUn_KI270302v1", "none of 1 records is on a chromosome"),
    ] {
        let text = format!(
            "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
             {name}\t140453136\t.\tA\tT\t.\tPASS\t.\n"
        );
        let run = theravar(&["annotate", "-", "-a", "GRCh37"], text.as_bytes());
        assert_eq!(run.code, 3, "{name}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert!(run.stdout.is_empty());
    }
}

#[test]
fn an_empty_file_is_a_result() {
    let text = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";
    for assembly in ["GRCh37", "GRCh38"] {
        assert!(annotate(text.as_bytes(), &["-a", assembly]).is_empty());
    }
    assert!(annotate(HEAD.as_bytes(), &[]).is_empty());
}

#[test]
fn damaged_text_is_refused() {
    let whole = with(&["chr12 25398284 . C T . PASS . GT:AD 0/1:60,40"]);
    for (at, line) in [(whole.len() - 3, 7), (whole.len() - 60, 6), (HEAD.len() + 2, 6), (9, 1)] {
        let mut damaged = whole.clone();
        damaged[at] = 0;
        let run = theravar(&["annotate", "-"], &damaged);
        assert_eq!(run.code, 3, "{at}");
        assert!(run.stderr.contains("a NUL byte"), "{}", run.stderr);
        assert!(run.stderr.contains(&format!(":{line}: ")), "{at}: {}", run.stderr);
        assert!(run.stdout.is_empty());
    }
}

/// The last line may lack its end, but no column.
#[test]
fn a_last_line_is_whole_or_the_file_is_refused() {
    let whole = with(&["chr12 25398284 . C T . PASS . GT:AD 0/1:60,40"]);
    assert_eq!(annotate(&whole[..whole.len() - 1], &[]).len(), 2);
    let record = whole.iter().rposition(|&b| b == b'c').unwrap();
    let last_tab = whole.iter().rposition(|&b| b == b'\t').unwrap();
    for cut in record + 1..=last_tab {
        let run = theravar(&["annotate", "-"], &whole[..cut]);
        assert_eq!(run.code, 3, "{}", String::from_utf8_lossy(&whole[..cut]));
        assert!(run.stderr.contains("-:7: ") || run.stderr.contains(":7: "), "{}", run.stderr);
    }
}
