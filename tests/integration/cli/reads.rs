//! What the reads, the filters and the samples of a file say of an allele.

use super::support::{Row, annotate, theravar};

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n";
const COLUMNS: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

/// A GRCh37 file: header lines, sample names, records with spaces for tabs.
fn file(meta: &str, samples: &str, records: &[&str]) -> Vec<u8> {
    let format = if samples.is_empty() { String::new() } else { format!("\tFORMAT\t{samples}") };
    let mut text = format!("{HEADER}{meta}{COLUMNS}{format}\n");
    for record in records {
        text += &record.replace(' ', "\t");
        text.push('\n');
    }
    text.into_bytes()
}

fn of<'r>(rows: &'r [Row], gene: &str) -> Vec<&'r Row> {
    rows.iter().filter(|row| row["gene"] == gene).collect()
}

fn has_flag(row: &Row, flag: &str) -> bool {
    row["flags"].split(';').any(|one| one == flag)
}

const V600E: &str = "7 140453136 . A T . PASS . GT:AD:AF:DP";
const V600E_SITE: &str = "7 140453136 . A T . PASS";

#[test]
fn an_allele_without_reads_is_absent_whatever_the_genotype_says() {
    for (sample, rows) in
        [("0/1:2100,0:4.9e-04:2100", 0), ("0/1:60,40:0.4:100", 1), ("0/1:290,3:0.012:293", 1)]
    {
        let record = format!("{V600E} {sample}");
        assert_eq!(annotate(&file("", "T", &[&record]), &[]).len(), rows, "{sample}");
    }
    // GATK may leave all reads of an indel out of AD.
    let deletion = "7 55242464 . AGGAATTAAGAGAAGC A . PASS . GT:AD:DP 0/1:12,0:30";
    assert_eq!(annotate(&file("", "T", &[deletion]), &[]).len(), 1);
}

#[test]
fn reads_beat_a_fraction_that_contradicts_them() {
    let input = file("", "T", &[&format!("{V600E} 0/1:51,16:1:67")]);
    let rows = annotate(&input, &["--min-vaf", "0.2"]);
    assert_eq!((&*rows[0]["vaf"], has_flag(&rows[0], "fraction_disagrees")), ("0.2388", true));
    let rows = annotate(&file("", "T", &[&format!("{V600E} 0/1:60,40:0.37:100")]), &[]);
    assert_eq!((&*rows[0]["vaf"], has_flag(&rows[0], "fraction_disagrees")), ("0.37", false));
}

#[test]
fn the_samples_own_filter_counts() {
    let record = |filters: &str| format!("{V600E_SITE} . GT:AD:FT 0/1:60,40:{filters}");
    let run = |filters: &str, args: &[&str]| {
        let input = file("", "T", &[&record(filters)]);
        theravar(&[&["annotate", "-", "--no-provenance"], args].concat(), &input)
    };
    let out = run("LowGQX", &[]);
    assert!(out.stdout.lines().count() == 1 && out.stderr.contains("because of FILTER"));
    let out = run("LowGQX", &["--include-filtered"]);
    assert!(out.stdout.contains("filtered"), "{}", out.stdout);
    let out = run("PASS", &[]);
    assert!(out.stdout.lines().count() == 2 && !out.stdout.contains("filtered"));
}

#[test]
fn unfiltered_calls_are_said_to_be() {
    let run = |meta: &str| {
        let input = file(meta, "T", &[&format!("{V600E} 0/1:60,40:0.4:100")]);
        theravar(&["annotate", "-"], &input).stderr
    };
    assert!(run("##filtering_status=Warning: unfiltered Mutect 2 calls.\n").contains("unfiltered"));
    assert!(!run("##source=Mutect2\n##source=FilterMutectCalls\n").contains("FilterMutectCalls"));
}

#[test]
fn one_event_of_two_callers_is_one_row() {
    let twice = [
        &*format!("{V600E} 0/1:60,40:0.4:100"),
        &*format!("{V600E_SITE} TLOD=80 GT:AD:DP 0/1:62,41:103"),
    ];
    let input = file("", "T", &twice);
    assert_eq!(annotate(&input, &[]).len(), 1);
    let json = theravar(&["annotate", "-", "-f", "json"], &input).stdout;
    assert!(json.contains("told by another record too: 7:140453136:A>T (41 of 103 reads)"));
    let vcf = theravar(&["annotate", "-", "-f", "vcf"], &input).stdout;
    assert_eq!(vcf.matches("TX=T|BRAF").count(), 2, "both records are annotated");
    // Two changes of one codon stay two.
    let other = "7 140453136 . A G . PASS . GT:AD:AF:DP 0/1:60,40:0.4:100";
    assert_eq!(annotate(&file("", "T", &[twice[0], other]), &[]).len(), 2);
}

#[test]
fn a_substitution_of_two_bases_and_its_parts_are_one_event() {
    let record = |pos: u32, reference: &str, alternate: &str, reads: &str| {
        format!("7 {pos} . {reference} {alternate} . PASS . GT:AD:DP 0/1:{reads}:100")
    };
    let whole = record(140_453_136, "AC", "TT", "60,40");
    let (first, second) =
        (record(140_453_136, "A", "T", "60,40"), record(140_453_137, "C", "T", "59,41"));
    let rows = annotate(&file("", "T", &[&whole, &first, &second]), &["-t", "MEL"]);
    let level = |rows: &[Row], change: &str| {
        let row = rows.iter().find(|row| row["protein_change"] == change);
        row.map(|row| (row["highest_level"].clone(), row["component_of"].clone()))
    };
    let part = (String::new(), "7:140453136:AC>TT".to_owned());
    assert_eq!(level(&rows, "V600K"), Some(("1".to_owned(), String::new())));
    assert_eq!(level(&rows, "V600E"), Some(part.clone()));
    assert_eq!(level(&rows, "V600M"), Some(part));
    let clone = record(140_453_137, "C", "T", "95,5");
    let rows = annotate(&file("", "T", &[&whole, &clone]), &["-t", "MEL"]);
    assert_eq!(level(&rows, "V600M").map(|(_, whole)| whole), Some(String::new()));
}

#[test]
fn polymorphisms_have_no_somatic_tier() {
    let run = |info: &str| {
        let record = format!("{V600E_SITE} {info}");
        annotate(&file("", "", &[&record]), &["-t", "MEL"]).remove(0)
    };
    let row = run("gnomAD_AF=0.32");
    assert_eq!((&*row["highest_level"], &*row["amp_tier"]), ("", "IV"));
    assert_eq!(&*row["oncogenicity"], "benign");
    assert!(has_flag(&row, "polymorphism") && row["oncogenicity_criteria"].contains("SBVS1"));
    for info in ["gnomAD_AF=0.00001", "gnomAD_AF=.", "AF=0.5", "gnomAD_AF_asj=0.3"] {
        let row = run(info);
        assert_eq!((&*row["highest_level"], &*row["amp_tier"]), ("1", "I-A"), "{info}");
        assert!(!has_flag(&row, "polymorphism"), "{info}");
    }
    // TP53 P47S: the evidence itself calls it common.
    let polymorphic = "17 7579548 . G A . PASS .";
    let rows = annotate(&file("", "", &[polymorphic]), &["-t", "LUAD"]);
    let tp53 = of(&rows, "TP53");
    assert_eq!((&*tp53[0]["protein_change"], &*tp53[0]["amp_tier"]), ("P47S", "IV"));
    assert!(tp53[0]["highest_level"].is_empty());
}

#[test]
fn evidence_on_inherited_changes_is_not_for_acquired_ones() {
    let run = |normal: &str| {
        let record = format!("13 32907420 . GA G . PASS . GT:AD:DP {normal} 0/1:160,40:200");
        let meta = "##tumor_sample=T\n##normal_sample=N\n";
        annotate(&file(meta, "N\tT", &[&record]), &["-t", "BRCA"]).remove(0)
    };
    let acquired = run("0/0:100,0:100");
    let inherited = run("0/1:50,50:100");
    assert_eq!((&*acquired["gene"], &*inherited["gene"]), ("BRCA2", "BRCA2"));
    assert!(!acquired["therapies_sensitive"].contains("Olaparib [1]"), "{acquired:?}");
    assert!(inherited["therapies_sensitive"].contains("Olaparib [1]"), "{inherited:?}");
}

#[test]
fn blood_cells_are_named_where_something_says_so() {
    // JAK2 V617F.
    let run = |samples: &str, calls: &str, tumor: &str| {
        let record = format!("9 5073770 . G T . PASS . GT:AD:DP {calls}");
        let rows = annotate(&file("", samples, &[&record]), &["-t", tumor]);
        has_flag(of(&rows, "JAK2")[0], "chip")
    };
    assert!(run("P1_plasma", "0/1:960,40:1000", "LUAD"));
    assert!(!run("P1_plasma", "0/1:600,400:1000", "LUAD"), "the fraction of the tumour");
    assert!(!run("P1_FFPE", "0/1:960,40:1000", "LUAD"), "tissue");
    assert!(!run("P1_plasma", "0/1:960,40:1000", "AML"), "it is the disease");
    assert!(!run("TUMOR\tNORMAL", "0/1:960,40:1000 0/0:500,0:500", "LUAD"), "a clean normal");
    assert!(run("TUMOR\tNORMAL", "0/1:960,40:1000 0/0:480,20:500", "LUAD"), "the blood has it");
}

#[test]
fn another_ref_is_a_row_and_a_warning() {
    let run =
        theravar(&["annotate", "-", "-t", "MEL"], &file("", "", &["7 140453136 . C T . PASS ."]));
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("REF of 1 allele is not what GRCh37 has there"), "{}", run.stderr);
    let rows = super::support::rows(&run.stdout);
    assert!(has_flag(&rows[0], "ref_mismatch") && rows[0]["highest_level"].is_empty());
    // Only the base before an insertion is another: it is read, and the row says so.
    let inserted = "CGAGGGAAACTCCCATTTGAGATCATATTCA";
    let record = format!("13 28608266 . C {inserted} . PASS .");
    let rows = annotate(&file("", "", &[&record]), &["-t", "AML"]);
    let flt3 = of(&rows, "FLT3");
    assert!(has_flag(flt3[0], "ref_mismatch") && flt3[0]["biomarkers"].contains("FLT3 ITD"));
    // ATM N1983S: GRCh37 has the other base, so its REF is right.
    let run = theravar(&["annotate", "-"], &file("", "", &["11 108183167 . A G . PASS ."]));
    assert!(!run.stderr.contains("is not what"), "{}", run.stderr);
    // An ambiguity code that may be the base is that base.
    let rows = annotate(&file("", "", &["12 25398284 . Y T . PASS ."]), &[]);
    assert_eq!(rows[0]["protein_change"], "G12D");
}

#[test]
fn a_file_without_a_readable_record_is_refused() {
    let run = |records: &[&str]| {
        let out = theravar(&["annotate", "-"], &file("", "", records));
        (out.code, out.stderr.contains("every record is malformed"))
    };
    let malformed = "7 140453136 . - T . PASS .";
    assert_eq!(run(&[malformed, malformed]), (3, true));
    assert_eq!(run(&[malformed, &format!("{V600E_SITE} .")]), (0, false));
    assert_eq!(run(&[]), (0, false));
}

#[test]
fn calls_in_a_column_of_another_caller_are_told() {
    let record = "7 140453136 . A T . PASS SOMATIC GT:AD 0/0:50,0 ./.:. ./.:. 0/1:60,40";
    let input = file("", "aa41\tD1-Normal\tD1-Tumor\tbb72", &[record]);
    let run = theravar(&["annotate", "-"], &input);
    assert!(run.stderr.contains("called in other columns (bb72)"), "{}", run.stderr);
    let run = theravar(&["annotate", "-", "--sample", "D1-Tumor"], &input);
    assert!(!run.stderr.contains("other columns"), "the user decided: {}", run.stderr);
}

#[test]
fn a_shift_in_the_stop_codon_is_no_loss() {
    let of_record = |record: &str| annotate(&file("", "", &[record]), &["--all", "-t", "LUAD"]);
    // TP53 c.1179dup and c.1177del.
    let rows = of_record("17 7572930 . G GG . PASS .");
    let tp53 = of(&rows, "TP53");
    assert!(tp53.iter().all(|row| row["highest_level"].is_empty()), "{tp53:?}");
    let rows = of_record("17 7578271 . T TA . PASS .");
    assert!(of(&rows, "TP53").iter().any(|row| row["oncogenicity_criteria"].contains("OVS1")));
}
