//! Tables whose rows contradict each other, lack cells or cannot be right: each is told with its lines, and
//! what is sound is silent.

use std::io::Write;

use super::support::{Run, rows, theravar};

const VCF: &[u8] = b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

/// Annotates nothing but a table of this content, on GRCh37.
fn with(option: &str, table: impl AsRef<[u8]>) -> Run {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(table.as_ref()).unwrap();
    let path = file.path().to_str().unwrap();
    theravar(&["annotate", "-", "-a", "GRCh37", option, path], VCF)
}

fn genes(run: &Run) -> Vec<String> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    rows(&run.stdout).iter().map(|row| row["gene"].clone()).collect()
}

/// Checks a run that warns of all these and of nothing else, and calls these genes.
fn warns(run: &Run, want: &[&str], called: &[&str]) {
    assert_eq!(genes(run), called, "{}", run.stderr);
    for part in want {
        assert!(run.stderr.contains(part), "{part} in {}", run.stderr);
    }
    assert_eq!(run.stderr.matches("warning").count(), want.len(), "{}", run.stderr);
}

/// Checks a run that is refused, with all these in its message.
fn refuses(run: &Run, want: &[&str]) {
    assert_eq!(run.code, 3, "{}", run.stderr);
    for part in want {
        assert!(run.stderr.contains(part), "{part} in {}", run.stderr);
    }
}

#[test]
fn copies_that_contradict_each_other_conclude_nothing() {
    for (table, what) in [
        ("gene\tcn\nMET\t12\nMET\t0\nERBB2\t9\n", "MET (12 copies in line 2; 0 copies in line 3)"),
        (
            "gene\tcall\nMET\tAmplification\nERBB2\t2\nHGFR\tDeletion\n",
            "MET (Amplification in line 2; Deletion in line 4)",
        ),
        ("gene\tcall\nMET\t2\nMET\t0\nERBB2\t2\n", "MET (2 in line 2; 0 in line 3)"),
        (
            "chromosome\tstart\tend\tgene\tcn\n7\t1\t9\tMET\t12\n7\t1\t9\tMET\t2\n17\t1\t9\tERBB2\t9\n",
            "MET at 7:1-9 (12 copies in line 2; 2 copies in line 3)",
        ),
    ] {
        warns(&with("--cna", table), &[what], &["ERBB2"]);
    }
    let segments =
        "chromosome\tstart\tend\tcn\n7\t116000000\t117000000\t9\n7\t116000000\t117000000\t2\n";
    warns(&with("--cna", segments), &["lines 2, 3: rows contradict each other: 7:116"], &[]);
    // Rows that agree, parts of a gene, and other samples are no contradiction.
    for table in [
        "gene\tcn\nMET\t12\nMET\t13\n",
        "gene\tcall\nMET\tAmplification\nMET\t2\n",
        "chromosome\tstart\tend\tgene\tcn\n7\t1\t9\tMET\t12\n7\t9\t20\tMET\t2\n",
    ] {
        warns(&with("--cna", table), &[], &["MET"]);
    }
}

#[test]
fn missing_cells_of_copies_are_one_warning_a_kind() {
    let many = "KRAS\tNA\n".repeat(40);
    let table = format!("gene\tcn\n\t12\nERBB2\t9\nMYC\tnan\nEGFR\t.\nKRAS\t\n{many}");
    warns(
        &with("--cna", table),
        &[
            "line 2: gene: missing (1 row)",
            "lines 4, 5, 6, 7, 8 and others: copies: missing (43 rows)",
        ],
        &["ERBB2"],
    );
    let table = "gene\tcall\nERBB2\tAmplification\nMYC\tNA\n\tGain\nEGFR\t.\n";
    warns(
        &with("--cna", table),
        &["line 4: gene: missing", "lines 3, 5: call: missing (2 rows)"],
        &["ERBB2"],
    );
    let between = "chromosome\tstart\tend\tgene\tcn\n17\t1\t9\tERBB2\t9\n17\t9\t20\tAntitarget\t9\n\
         17\t20\t30\t-\t9\n";
    warns(&with("--cna", between), &[], &["ERBB2"]);
}

#[test]
fn what_is_no_number_of_copies_is_refused() {
    for (cell, what) in [
        ("-3", ":2: copies: -3 is negative"),
        ("-1", "calls from -2 to 2 stand in a column named call"),
        ("1e12", "more than any gene has"),
        ("inf", "more than any gene has"),
        ("many", "copies: \"many\" is no number"),
    ] {
        refuses(&with("--cna", format!("gene\tcn\nMET\t{cell}\n")), &[what]);
    }
    // A fit goes a little below zero.
    warns(&with("--cna", "gene\tcn\nPTEN\t-0.04\nERBB2\t400\n"), &[], &["PTEN", "ERBB2"]);
}

#[test]
fn segments_off_the_chromosomes_are_named() {
    let table =
        "chromosome\tstart\tend\tcn\nchrZ\t1\t5\t9\nGL000192.1\t1\t5\t9\n7\t1\t159138664\t9\n";
    warns(
        &with("--cna", table),
        &[
            "line 2: chromosome: \"chrZ\" is not known",
            "line 4: segments end beyond their chromosome",
        ],
        &[],
    );
    warns(&with("--cna", "chromosome\tstart\tend\tcn\n7\t1\t159138663\t2\n"), &[], &[]);
}

#[test]
fn unknown_genes_are_named_with_their_line() {
    warns(&with("--cna", "gene\tcn\nNOSUCH\t9\nERBB2\t9\n"), &["NOSUCH (line 2)"], &["ERBB2"]);
    let run = with("--fusions", "geneA\tgeneB\nEML4\tALK\nNOSUCH\tRET\n");
    assert!(run.stderr.contains("NOSUCH (line 3)"), "{}", run.stderr);
}

#[test]
fn fusions_that_lack_a_partner_or_a_place() {
    let head = "geneA\tgeneB\tbreakpoint1\tbreakpoint2\n";
    let one = |row: &str| with("--fusions", format!("{head}{row}\n"));
    for (row, what) in [
        ("ALK", "line 2: partner: missing (1 row)"),
        ("\tALK", "line 2: partner: missing"),
        ("NA\tALK", "line 2: partner: missing"),
    ] {
        let run = one(row);
        assert_eq!((run.code, run.stderr.matches("warning").count()), (0, 1), "{}", run.stderr);
        assert!(run.stderr.contains(what), "{}", run.stderr);
    }
    let places = "KIF5B\tRET\tchr10:xx\tchr10:43612032";
    warns(&one(places), &["line 2: breakpoint: chr10:xx is no position"], &["KIF5B::RET"]);
    let beyond = "KIF5B\tRET\tchr10:999999999\tchr10:43612032";
    warns(&one(beyond), &["line 2: breakpoints lie beyond their chromosome"], &["KIF5B::RET"]);
    let unknown = "KIF5B\tRET\tchrZ:5\tchr10:43612032";
    warns(
        &one(unknown),
        &["line 2: breakpoint: the contig \"chrZ\" is not known"],
        &["KIF5B::RET"],
    );
    // Between genes, on a scaffold, and without places.
    for row in ["KIF5B\tRET\tchrUn_GL000220v1:5\t10:43612032", "KIF5B\tRET\t.\t.", "KIF5B\tRET"] {
        warns(&one(row), &[], &["KIF5B::RET"]);
    }
    for row in [".\tALK", "intergenic\tALK"] {
        warns(&one(row), &[], &["?::ALK"]);
    }
    warns(&with("--fusions", "fusion\n--ALK\n"), &[], &["?::ALK"]);
}

#[test]
fn frames_that_contradict_each_other_are_taken_as_out_of_frame() {
    let head = "geneA\tgeneB\tframe\tbreakpoint1\tbreakpoint2\n";
    let row = |frame: &str, at: u32| format!("EML4\tALK\t{frame}\tchr2:{at}\tchr2:29446394\n");
    let (sound, shifted) = (row("in-frame", 42_522_694), row("out-of-frame", 42_522_694));
    for both in [format!("{sound}{shifted}"), format!("{shifted}{sound}")] {
        let run = with("--fusions", format!("{head}{both}"));
        let what =
            "lines 2, 3: rows contradict each other: EML4::ALK at chr2:42522694-chr2:29446394";
        warns(&run, &[what], &["EML4::ALK"]);
        assert!(rows(&run.stdout)[0]["flags"].contains("out_of_frame"), "{}", run.stdout);
    }
    // Another junction is another matter.
    for rest in [row("out-of-frame", 42_491_871), sound.clone(), row("", 42_522_694)] {
        let run = with("--fusions", format!("{head}{sound}{rest}"));
        warns(&run, &[], &["EML4::ALK"]);
        assert!(!rows(&run.stdout)[0]["flags"].contains("out_of_frame"), "{}", run.stdout);
    }
}

#[test]
fn a_bed_of_another_build_or_of_nothing() {
    for (line, what) in [
        (
            "chr7\t0\t159345973",
            ":1: chromEnd: 159345973 is of another build: the length of chr7 on GRCh38",
        ),
        ("chr1\t0\t248956422", "is of another build"),
        ("chr7\t0\t159138700", "lies beyond the end of chr7 on GRCh37 (159138663)"),
        ("NC_000007.14\t0\t5", "is of another build: of GRCh38"),
    ] {
        refuses(&with("--assessed-bed", line), &[what]);
    }
    warns(
        &with("--assessed-bed", "seven\t1\t5\nchr7\t1\t5\n"),
        &["line 1: contigs are not known: seven"],
        &[],
    );
    warns(&with("--assessed-bed", ""), &["0 regions"], &[]);
    warns(&with("--assessed-bed", "track name=x\n"), &["0 regions"], &[]);
    let sound = "chr7\t0\t159138663\nchr7\t5\t9\nGL000192.1\t1\t5\nchrM\t0\t16571\n";
    warns(&with("--assessed-bed", sound), &[], &[]);
}

#[test]
fn every_table_is_read_in_the_encodings_of_laboratories() {
    let statement = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
        significance\tsource_level\tcitation\trating\tflagged\torigin\nEGFR\tEGFR L858R\tu1\tuser\tLung\t\
        ONCOTREE:LUAD\tErlotinib\t\tSupports\tSensitivity/Response\tB\tPMID:1\t\tfalse\t\n";
    for (option, table) in [
        ("--cna", "gene\tcn\nERBB2\t9\n"),
        ("--fusions", "geneA\tgeneB\nEML4\tALK\n"),
        ("--assessed-bed", "chr7\t1\t5\nchr8\t1\t5\n"),
        ("--knowledge", statement),
    ] {
        for sound in [
            table.to_owned(),
            format!("\u{feff}{table}"),
            table.replace('\n', "\r\n"),
            table.replace('\n', "\r"),
        ] {
            let run = with(option, &sound);
            assert_eq!(run.code, 0, "{option} {sound:?}: {}", run.stderr);
            assert!(!run.stderr.contains("warning"), "{option} {sound:?}: {}", run.stderr);
            assert_eq!(genes(&run), genes(&with(option, table)), "{option} {sound:?}");
        }
        let latin = [table.as_bytes(), b"# na\xefve\n"].concat();
        refuses(&with(option, latin), &[":3: not UTF-8"]);
    }
}

/// Words and numbers of fusions that are not understood are told with their line, and those of tools are not.
#[test]
fn words_of_fusions_that_are_not_understood_are_told() {
    let head =
        "gene1\tgene2\tbreakpoint1\tbreakpoint2\texon1\texon2\tframe\tconfidence\tNCBI_Build\n";
    let good = "EML4 ALK 2:42522656 2:29446394 13 20 in-frame high GRCh37";
    let row =
        |from: &str, to: &str| format!("{head}{}\n", good.replacen(from, to, 1).replace(' ', "\t"));
    for (from, to, what) in [
        ("in-frame", "banana", "line 2: frame: \"banana\" is not understood"),
        ("high", "banana", "line 2: confidence: \"banana\" is not understood"),
        (" 20 ", " 99 ", "line 2: exon: 99, and ALK has 29 (NM_004304.5)"),
        (" 13 ", " -1 ", "line 2: exon: \"-1\" is no exon"),
        (" 13 ", " 0 ", "line 2: exon: \"0\" is no exon"),
        ("2:29446394", "2:129446394", "line 2: breakpoints lie outside of their genes on GRCh37"),
        ("2:29446394", "7:29446394", "line 2: breakpoints lie outside of their genes on GRCh37"),
        ("EML4", "EML4,FOO", "line 2: genes: \"EML4,FOO\" is not one gene"),
        ("GRCh37", "hg99", "line 2: NCBI_Build: \"hg99\" is neither"),
    ] {
        let run = with("--fusions", row(from, to));
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.contains(what), "{what} in {}", run.stderr);
        assert_eq!(run.stderr.matches("warning").count(), 1, "{to}: {}", run.stderr);
    }
    for (from, to) in [
        ("in-frame", "INFRAME"),
        ("in-frame", "CDS(truncated)/UTR"),
        ("in-frame", "exonic(no-known-CDS)/intronic"),
        ("in-frame", "."),
        ("in-frame", "SKIPPED_EXONS"),
        ("high", "LOW"),
        ("high", "MediumConfidence"),
        ("high", "NA"),
        ("2:29446394", "2:29420000"),
        ("EML4", "A(1200),B(30)"),
        (" 13 20 ", " . . "),
    ] {
        let run = with("--fusions", row(from, to));
        assert!(!run.stderr.contains("warning"), "{to}: {}", run.stderr);
    }
}

#[test]
fn columns_of_copies_that_deny_each_other_are_refused_in_one_line() {
    for (table, what) in [
        ("gene\tcall\tcn\nMET\t2\t1\n", ":2: call: \"2\" and 1 copies contradict"),
        ("gene\tcall\tcn\nMET\tDeletion\t5\n", ":2: call: \"Deletion\" and 5 copies contradict"),
        ("gene\tcn\tlog2\nMET\t8\t-3\n", ":2: copies: 8 and a log2 ratio of -3 contradict"),
        ("gene\tcn\tlcn\nMET\t2\t5\n", ":2: copies: 5 of the rarer allele and 2 in all"),
    ] {
        let run = with("--cna", table);
        refuses(&run, &[what]);
        assert_eq!((run.stdout.as_str(), run.stderr.trim_end().lines().count()), ("", 1));
    }
    for table in [
        "gene\tcall\tcn\nMET\t2\t9\n",
        "gene\tcall\tcn\nMET\t2\tNA\n",
        "gene\tcn\tlog2\nMET\t9\t1.2\n",
        "gene\tcn\tlog2\nMET\t9\t0.1\n",
    ] {
        warns(&with("--cna", table), &[], &["MET"]);
    }
}

#[test]
fn a_table_without_rows_is_a_warning() {
    for (option, head) in [("--cna", "gene\tcall\n"), ("--fusions", "gene1\tgene2\n")] {
        warns(&with(option, head), &["no row below the column names"], &[]);
    }
    // A section says itself that there are none.
    warns(&with("--fusions", "[Fusions]\nNA\n"), &[], &[]);
}

/// A segment on a chromosome that is not known may be of any gene: of none the copies are known.
#[test]
fn no_copies_are_known_where_a_segment_has_no_place() {
    let state = |rows: &str| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        write!(file, "chromosome\tstart\tend\tcn\n17\t1\t81195210\t2\n{rows}").unwrap();
        let path = file.path().to_str().unwrap();
        let args = ["annotate", "-", "-a", "GRCh37", "-t", "BRCA", "--cna", path];
        let run = theravar(&[&args[..], &["--layout", "biomarkers"]].concat(), VCF);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let of_gene = run.stdout.lines().filter(|line| line.contains("ERBB2 amplification"));
        let of_gene: Vec<&str> = of_gene.collect();
        assert!(!of_gene.is_empty(), "{}", run.stdout);
        of_gene.iter().any(|line| line.contains("NOT_DETECTED"))
    };
    assert!(state(""));
    assert!(state("hs37d5\t1\t9\t3\n"), "beside the chromosomes");
    assert!(!state("seventeen\t39000000\t40000000\t3\n"));
    assert!(!state("17\t1\t999000000\t3\n"));
}
