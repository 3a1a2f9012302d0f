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
        ("chr12 25398284 . C A . PASS . GT:AD 0/0:9,9,9", "line 7: AD: not one count for each"),
        ("chr12 25398284 . C A . PASS . GT:AO 0/0:x", "line 7: AO: not a count"),
        ("chr12 25398284 . C A . PASS . GT:AF 0/0:0,01", "line 7: AF: not a fraction"),
        ("chr12 25398284 . C A . PASS . GT:AF 0/0:45", "line 7: AF: not a fraction"),
        // The genotype and the reads say two things.
        ("chr12 25398284 . C T . PASS . GT:AD 0/0:60,40", "line 7: GT: leaves out an allele"),
        ("chr12 25398284 . C T . PASS . GT:AF 0/0:0.4", "line 7: GT: leaves out an allele"),
        ("chr12 25398284 . C T . PASS . GT:DP4 0/0:30,30,20,20", "line 7: GT: leaves out"),
        ("chr12 25398284 . C T . PASS . GT:AD:AF 0/1:100,0:0.4", "line 7: AF: a fraction of"),
        ("chr12 25398284 . C T . PASS . GT:AD:DP 0/1:0,0:100", "line 7: GT: an allele at a site"),
        ("chr12 25398284 . C T . PASS . GT:AD 0/1:0,0", "line 7: GT: an allele at a site"),
        // A code that is none of the bases, an allele that is none, and any other.
        ("chr12 25398284 . R T . PASS . GT:AD 0/1:60,40", "line 7: REF: an ambiguity code"),
        ("chr12 25398284 . NTTT N . PASS . GT:AD 0/1:60,40", "(line 7): nothing is concluded"),
        ("chr12 25398284 . C C . PASS . GT:AD 0/1:60,40", "line 7: ALT: the bases of REF"),
        ("chr12 25398284 . C <*> . PASS . GT:AD 0/1:60,40", "line 7: ALT: any other allele"),
        ("chr12 25350000 . N <NON_REF> . . END=25410000 GT:DP 0/1:50", "ALT: any other allele"),
        // Places that are on no chromosome, and events that may reach any.
        ("chr12 999999999 . C T . PASS . GT:AD 0/1:60,40", "line 7: POS: behind the last base"),
        ("chr12 133851897 . C T . PASS . GT:AD 0/1:60,40", "line 7: POS: behind the last base"),
        ("chr12 25390000 . C <DEL> . PASS END=2539900x GT 0/1", "(line 7): not interpreted"),
        ("chr12 25390000 . C <DEL> . PASS . GT 0/1", "(line 7): not interpreted"),
        ("chr12 25390000 . C <DEL> . PASS END=999999999 GT 0/1", "(line 7): not interpreted"),
        ("chr12 25390000 . C <DEL> . PASS END=25390100;SVLEN=-90000 GT 0/1", "(line 7): not int"),
        ("chr12 25390000 . C <DUP> . PASS SVTYPE=DEL;END=25399000 GT 0/1", "(line 7): not interp"),
        ("chr12 25400000 . C C[chr12:25390x[ . PASS . GT 0/1", "(line 7): not interpreted"),
        ("chr12 25400000 . C C[chr7:999999999[ . PASS . GT 0/1", "(line 7): not interpreted"),
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

/// Records of which nothing follows, and such as say by themselves that nothing was seen, leave it open too;
/// there is nothing to be corrected in them.
#[test]
fn nothing_is_absent_from_a_gene_that_is_broken_or_was_not_read() {
    for record in [
        "chr12 25390000 . N <DEL> . PASS SVTYPE=DEL;END=25399000 GT 0/1",
        "chr12 25390000 . N <INV> . PASS SVTYPE=INV;END=25399000 GT 0/1",
        "chr12 25390000 . N N[chr7:140453136[ . PASS SVTYPE=BND GT 0/1",
        "chr12 25398280 . C C. . PASS SVTYPE=BND GT 0/1",
        "chr12 25398284 . C * . PASS . GT:AD 0/1:60,40",
        "chr12 25398284 . C . . PASS . GT:DP ./.:0",
        "chr12 25398284 . C . . PASS . GT:DP 0/0:2",
        "chr12 25398284 . C <NON_REF> . . . GT:DP:MIN_DP 0/0:9:2",
        "chr12 25398284 . C <NON_REF> . LowQual . GT:DP:MIN_DP 0/0:90:90",
        "chr12 25398284 . C T . q10 . GT:AD 0/0:60,40",
        // An allele that is not there, at a place that was not called or is too shallow.
        "chr12 25398284 . C T . NOCALL . GT:AD:DP ./.:0,0:0",
        "chr12 25398284 . C T . NOCALL . GT:FAO:FDP ./.:0:0",
        "chr12 25398284 . C T . PASS . GT:AD:DP 0/0:2,0:2",
        "chr12 25398284 . C T . PASS . GT:AD 0/1:3,0",
        "chr12 25398284 . C T . PASS . GT:DP ./.:0",
        "chr12 25398284 . C T,<NON_REF> . . . GT:AD:DP ./.:0,0,0:0",
    ] {
        let (holds, stderr) = holds(&with(&[record]));
        assert!(!holds, "{record}");
        assert!(!stderr.contains("line 7"), "{record}: {stderr}");
    }
}

/// Of one place the record that shows less is believed.
#[test]
fn a_block_does_not_speak_for_a_base_within_it() {
    let block = "chr12 25350000 . N <NON_REF> . . END=25410000 GT:DP:MIN_DP 0/0:50:50";
    let at = "chr12 25398284 . C <NON_REF> . . . GT:DP:MIN_DP";
    let of = |records: &[&str]| {
        let run = theravar(
            &["annotate", "-", "--layout", "biomarkers", "-t", "COAD", "-a", "GRCh37"],
            &with(records),
        );
        let rows = rows(&run.stdout);
        let wild = rows.iter().find(|row| row["biomarker"].contains("KRAS wild")).unwrap();
        wild["status"].clone()
    };
    assert_eq!(of(&[block]), "DETECTED");
    assert_eq!(of(&[block, &format!("{at} 0/0:40:40")]), "DETECTED");
    assert_eq!(of(&[block, &format!("{at} 0/0:2:2")]), "NOT_ASSESSED");
    assert_eq!(of(&[block, &format!("{at} ./.:0:0")]), "NOT_ASSESSED");
    for end in ["25410000x", "999999999", "25340000"] {
        let cut = block.replace("25410000", end);
        assert_eq!(of(&[&cut]), "NOT_ASSESSED");
        let strict = theravar(&["annotate", "-", "--strict"], &with(&[&cut]));
        assert_eq!(strict.code, 3);
        assert!(strict.stderr.contains(":7: END: not the end of a block"), "{}", strict.stderr);
    }
}

/// Ambiguity codes that take in the base of the assembly say which change it is.
#[test]
fn a_code_for_ref_is_read_where_the_base_is_known() {
    for reference in ["N", "Y", "M", "C"] {
        let record = format!("chr12 25398284 . {reference} T . PASS . GT:AD 0/1:60,40");
        let rows = annotate(&with(&[&record]), &["-t", "COAD"]);
        assert!(rows.iter().any(|row| row["protein_change"] == "G12D"), "{record}");
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
        // Errors of sequencing, and the prior of a caller that saw no read.
        "chr12 25398284 . C T . PASS . GT:AD 0/0:98,2",
        "chr12 25398284 . C T . PASS . GT:AD:AF 0/1:100,0:0.0098",
        "chr12 25398284 . C <NON_REF> . . . GT:AD:DP 0/0:98,2:100",
        // Whole copies, other genes, and the other side of a gene.
        "chr12 25300000 . N <DUP> . PASS SVTYPE=DUP;END=25500000 GT 0/1",
        "chr12 25300000 . N <DEL> . PASS SVTYPE=DEL;END=25340000 GT 0/1",
        "chr12 25410000 . N <DEL> . PASS SVTYPE=DEL GT 0/1",
        "chr12 25390000 . N <INS> . PASS SVTYPE=INS GT 0/1",
        "chr12 60000000 . N N]GL000220.1:121253] . PASS SVTYPE=BND GT 0/1",
        "chr12 60000000 . N [HPV16:1000[N . PASS SVTYPE=BND GT 0/1",
        "chr7 25398284 . C <DEL> . PASS END=x GT 0/1",
        "chr7 999999999 . C T . PASS . GT:AD 0/1:60,40",
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
