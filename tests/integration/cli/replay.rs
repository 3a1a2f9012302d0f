//! `knowledge diff --replay`: whose findings change from one state of knowledge to another, from
//! results alone.

use std::path::{Path, PathBuf};

use crate::shared::shared;

use super::support::{Run, theravar, vcf};

const HEADER: &str = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
    direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n";

const V600E: (&str, u32, &str, &str) = ("7", 140_453_136, "A", "T");
const G12C: (&str, u32, &str, &str) = ("12", 25_398_285, "C", "A");

/// A statement of a laboratory's own, on melanoma.
fn row(genes: &str, profile: &str, drug: &str, significance: &str, level: &str) -> String {
    format!(
        "{genes}\t{profile}\tlab\tuser\tMelanoma\tDOID:1909\t{drug}\t\tSupports\t{significance}\t\
         {level}\tlab note\t\tfalse\tSomatic\n"
    )
}

fn sensitive(genes: &str, profile: &str, level: &str) -> String {
    row(genes, profile, "Sometinib", "Sensitivity/Response", level)
}

/// A folder with tables and results.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn table(&self, name: &str, rows: &[String]) -> String {
        let path = self.path(name);
        std::fs::write(&path, format!("{HEADER}{}", rows.concat())).unwrap();
        path
    }

    /// Annotates `input` and returns the result's path.
    fn result(&self, name: &str, input: &[u8], args: &[&str]) -> String {
        let path = self.path(name);
        let run = theravar(&[&["annotate", "-", "-o", &path], args].concat(), input);
        assert_eq!(run.code, 0, "{}", run.stderr);
        path
    }
}

fn replay(before: &str, after: &str, args: &[&str], results: &[&str]) -> Run {
    let base = ["knowledge", "diff", before, after];
    theravar(&[&base[..], args, &["--replay"], results].concat(), b"")
}

/// The rows of a replay that succeeds, without the file.
fn rows(run: &Run) -> Vec<String> {
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut lines = run.stdout.lines();
    assert_eq!(lines.next(), Some("file\tsample\tgene\tchange\twhat\tbefore\tafter"));
    lines.map(|line| line.split_once('\t').unwrap().1.replace('\t', "|")).collect()
}

#[test]
fn a_row_changes_its_level_and_one_patient_is_named() {
    let folder = Folder::new();
    let a = folder.table("a.tsv", &[sensitive("BRAF", "BRAF V600E", "B")]);
    let b = folder.table("b.tsv", &[sensitive("BRAF", "BRAF V600E", "A")]);
    let melanoma = folder.result("melanoma.json", &vcf("GRCh37", &[V600E]), &["-t", "MEL"]);
    let other_variant = folder.result("kras.json", &vcf("GRCh37", &[G12C]), &["-t", "MEL"]);
    let other_tumour = folder.result("colon.json", &vcf("GRCh37", &[V600E]), &["-t", "COAD"]);
    let run = replay(&a, &b, &[], &[&other_tumour, &melanoma, &other_variant]);
    assert_eq!(
        rows(&run),
        [
            "T|BRAF|V600E|sensitive_level|3A|2",
            "T|BRAF|V600E|therapy_level|sensitive: Sometinib [3A]|sensitive: Sometinib [2]",
        ]
    );
    assert!(run.stdout.contains(&format!("{melanoma}\tT\tBRAF")), "{}", run.stdout);
    assert!(
        run.stderr.contains("3 results judged again: 1 finding changed, in 1 of them"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("3 results were made with other knowledge than A"));
    let run = replay(&a, &a, &[], &[&melanoma, &other_variant, &other_tumour]);
    assert_eq!(rows(&run), [""; 0]);
}

#[test]
fn findings_therapies_and_sides_come_and_go() {
    let folder = Folder::new();
    let resistant = row("KRAS", "KRAS G12C", "Otherinib", "Resistance", "A");
    let a = folder.table("a.tsv", &[sensitive("BRAF", "BRAF V600E", "B")]);
    let b = folder.table("b.tsv", &[resistant]);
    let both = folder.result("both.json", &vcf("GRCh37", &[V600E, G12C]), &["-t", "MEL"]);
    assert_eq!(
        rows(&replay(&a, &b, &[], &[&both])),
        [
            "T|BRAF|V600E|finding_removed|BRAF V600E|",
            "T|BRAF|V600E|sensitive_level|3A|",
            "T|BRAF|V600E|therapy_removed|sensitive: Sometinib [3A]|",
            "T|KRAS|G12C|finding_added||KRAS G12C",
            "T|KRAS|G12C|resistance_level||R1",
            "T|KRAS|G12C|therapy_added||resistant: Otherinib [R1]",
        ]
    );
}

/// TPMT and NUDT15 have a transcript only where every gene is read.
#[test]
fn alleles_of_pharmacogenes_come_out_as_recorded() {
    let folder = Folder::new();
    let alleles = [("6", 18_130_687, "T", "C"), ("13", 48_045_719, "C", "T")];
    for args in [&["-t", "MEL"][..], &["-t", "MEL", "--all"]] {
        let result = folder.result("p.json", &vcf("GRCh38", &alleles), args);
        let run = replay("embedded", "embedded", &[], &[&result]);
        assert_eq!(rows(&run), [""; 0]);
        assert!(run.stderr.contains("all of their 2 findings come out as"), "{}", run.stderr);
        assert!(!run.stderr.contains("named otherwise"), "{}", run.stderr);
    }
}

/// A run with own tables is judged again with the embedded ones beside them, and comes out as it was.
#[test]
fn tables_beside_both_sides() {
    let folder = Folder::new();
    let a = folder.table("a.tsv", &[sensitive("BRAF", "BRAF V600E", "B")]);
    let b = folder.table("b.tsv", &[sensitive("BRAF", "BRAF V600E", "A")]);
    let args = ["-t", "MEL", "--knowledge", &a];
    let result = folder.result("r.json", &vcf("GRCh37", &[V600E]), &args);
    let run = replay(&a, &b, &["--with", "embedded"], &[&result]);
    assert_eq!(
        rows(&run),
        ["T|BRAF|V600E|therapy_level|sensitive: Sometinib [3A]|sensitive: Sometinib [2]"]
    );
    assert!(run.stderr.contains("all of their 1 findings come out as recorded"), "{}", run.stderr);
    assert_eq!(theravar(&["knowledge", "diff", &a, &b, "--with", "embedded"], b"").code, 2);
}

/// What a rule of absence rests on is in the result: the regions that were read.
#[test]
fn absence_is_judged_by_the_regions_of_the_run() {
    let folder = Folder::new();
    let rule = |level| sensitive("BRAF;KRAS", "BRAF V600E AND NOT KRAS Mutation", level);
    let (a, b) = (folder.table("a.tsv", &[rule("B")]), folder.table("b.tsv", &[rule("A")]));
    let bed = folder.path("panel.bed");
    std::fs::write(
        &bed,
        "12\t25398207\t25398318\n12\t25380167\t25380346\n12\t25378547\t25378707\n\
         12\t25362728\t25362845\n",
    )
    .unwrap();
    let panel = ["-t", "MEL", "--assessed-bed", &bed];
    let read = folder.result("read.json", &vcf("GRCh37", &[V600E]), &panel);
    let mutated = folder.result("mutated.json", &vcf("GRCh37", &[V600E, G12C]), &panel);
    let unread = folder.result("unread.json", &vcf("GRCh37", &[V600E]), &["-t", "MEL"]);
    let run = replay(&a, &b, &[], &[&mutated, &read, &unread]);
    assert_eq!(
        rows(&run),
        [
            "T|BRAF|V600E|sensitive_level|3A|2",
            "T|BRAF|V600E|therapy_level|sensitive: Sometinib [3A]|sensitive: Sometinib [2]",
        ]
    );
    assert!(run.stdout.contains(&format!("{read}\t")), "{}", run.stdout);
}

#[test]
fn phase_and_haplotypes_are_those_of_the_run() {
    let folder = Folder::new();
    let records = |sites: [(&str, u32, &str, &str, &str); 2]| {
        let head = "##fileformat=VCFv4.2\n\
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";
        let line = |(chrom, pos, reference, alternate, genotype)| {
            format!(
                "{chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\tGT:PS:AD\t\
                 {genotype}:9:60,40\n"
            )
        };
        format!("{head}{}", sites.map(line).concat()).into_bytes()
    };
    let egfr =
        |second| records([("7", 55_249_071, "C", "T", "0|1"), ("7", 55_249_091, "T", "A", second)]);
    let args = ["-a", "GRCh37", "-t", "MEL"];
    let cis = folder.result("cis.json", &egfr("0|1"), &args);
    let trans = folder.result("trans.json", &egfr("1|0"), &args);
    let braf = [("7", 140_453_136, "A", "T", "0|1"), ("7", 140_453_137, "C", "T", "0|1")];
    let joined = folder.result("joined.json", &records(braf), &args);
    let a = folder.table("a.tsv", &[sensitive("KRAS", "KRAS G12C", "B")]);
    let in_cis = sensitive("EGFR", "EGFR T790M AND EGFR C797S in cis", "B");
    let b = folder.table(
        "b.tsv",
        &[sensitive("BRAF", "BRAF V600E", "A"), sensitive("BRAF", "BRAF V600K", "B"), in_cis],
    );
    let run = replay(&a, &b, &[], &[&cis, &joined, &trans]);
    let called: Vec<String> =
        rows(&run).into_iter().filter(|row| row.contains("therapy_added")).collect();
    // V600E is no more than a part of V600K; T790M and C797S in trans meet nothing.
    assert_eq!(
        called,
        [
            "T|EGFR|C797S|therapy_added||sensitive: Sometinib [3A]",
            "T|EGFR|T790M|therapy_added||sensitive: Sometinib [3A]",
            "T|BRAF|V600K|therapy_added||sensitive: Sometinib [3A]",
        ],
        "{}",
        run.stdout
    );
}

#[test]
fn structural_variants_are_judged_by_what_they_come_to() {
    let folder = Folder::new();
    let records = [
        "2 42522640 a N N]2:29446466] . PASS SVTYPE=BND GT:PR 0/1:20,10",
        "13 28608219 . N <DUP:TANDEM> . PASS SVTYPE=DUP;END=28608249 GT:PR 0/1:20,10",
        "17 37800000 . N <CNV> . PASS SVTYPE=CNV;END=37900000 GT:CN 0/1:12",
    ];
    let records: String = records.iter().map(|r| r.replace(' ', "\t") + "\n").collect();
    let head = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";
    let input = format!("{head}{records}").into_bytes();
    let fusions = folder.path("fusions.tsv");
    std::fs::write(&fusions, "geneA\tgeneB\nTPM3\tNTRK1\n").unwrap();
    let args = ["-a", "GRCh37", "-t", "MEL", "--fusions", &fusions];
    let result = folder.result("r.json", &input, &args);
    let none = folder.table("none.tsv", &[sensitive("KRAS", "KRAS G12C", "B")]);
    let some = folder.table(
        "some.tsv",
        &[
            sensitive("ERBB2", "ERBB2 Amplification", "B"),
            sensitive("FLT3", "FLT3 ITD", "B"),
            sensitive("NTRK1", "v::NTRK1 Fusion", "A"),
            sensitive("EML4;ALK", "EML4::ALK Fusion", "B"),
        ],
    );
    let run = replay(&none, &some, &[], &[&result]);
    let called: Vec<String> = rows(&run)
        .iter()
        .filter_map(|row| row.split_once("|therapy_added||"))
        .map(|(finding, therapy)| format!("{finding} {therapy}"))
        .collect();
    assert_eq!(called.len(), 4, "{}", run.stdout);
    for want in [
        "T|EML4::ALK|fusion sensitive: Sometinib [3A]",
        "T|ERBB2|amplification sensitive: Sometinib [3A]",
        "T|TPM3::NTRK1|fusion sensitive: Sometinib [2]",
    ] {
        assert!(called.iter().any(|row| row == want), "{want}: {called:?}");
    }
    assert!(called.iter().any(|row| row.starts_with("T|FLT3|")), "{called:?}");
    let run = replay("embedded", "embedded", &[], &[&result]);
    assert_eq!(rows(&run), [""; 0]);
    assert!(run.stderr.contains("findings come out as recorded"), "{}", run.stderr);
}

/// A variant that the run's knowledge did not speak of is in the result only with `--all`.
#[test]
fn what_was_no_finding_needs_all() {
    let folder = Folder::new();
    // TOP1 K218R, which nothing that is compiled in speaks of.
    let input = vcf("GRCh37", &[("20", 39_721_150, "A", "G")]);
    let short = folder.result("short.json", &input, &["-t", "MEL"]);
    let whole = folder.result("whole.json", &input, &["-t", "MEL", "--all"]);
    let a = folder.table("a.tsv", &[sensitive("TP53", "TP53 R175H", "B")]);
    let b = folder.table("b.tsv", &[sensitive("TOP1", "TOP1 K218R", "B")]);
    let changes = rows(&replay(&a, &b, &[], &[&whole]));
    assert!(changes.iter().any(|row| row.starts_with("T|TOP1|K218R|therapy_added")), "{changes:?}");
    let run = replay(&a, &b, &[], &[&short]);
    assert_eq!(rows(&run), [""; 0]);
    assert!(run.stderr.contains("1 results were written without --all"), "{}", run.stderr);
}

/// Real files, judged again by the same knowledge, give what the runs gave.
#[test]
fn real_results_come_out_as_recorded() {
    let folder = Folder::new();
    let files: Vec<PathBuf> = [
        "vcf/seqc2_ctdna/mutect2.filtered.vcf.gz",
        "vcf/pcgr_brca/T001-BRCA.grch37.vcf.gz",
        "vcf/ion_tso500/oca.vcf",
    ]
    .into_iter()
    .filter_map(shared)
    .chain([Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tumor.vcf")])
    .collect();
    let mut results = Vec::new();
    for (index, file) in files.iter().enumerate() {
        for args in [&["-t", "LUAD"][..], &["--all"], &["--min-level", "2", "-t", "BRCA"]] {
            let path = folder.path(&format!("{index}-{}.json", args.join("")));
            let base = ["annotate", file.to_str().unwrap(), "-o", &path];
            assert_eq!(theravar(&[&base, args].concat(), b"").code, 0);
            results.push(path);
        }
    }
    let results: Vec<&str> = results.iter().map(String::as_str).collect();
    let run = replay("embedded", "embedded", &[], &results);
    assert_eq!(rows(&run), [""; 0]);
    let want = format!("{} results were made with A, and all of their", results.len());
    assert!(run.stderr.contains(&want), "{}", run.stderr);
    // A result that says otherwise than the knowledge it names is told apart.
    let text = std::fs::read_to_string(results[results.len() - 3]).unwrap();
    let tampered = folder.path("tampered.json");
    let level = "\"level\":\"3B\"";
    assert!(text.contains(level));
    std::fs::write(&tampered, text.replace(level, "\"level\":\"1\"")).unwrap();
    let run = replay("embedded", "embedded", &[], &[&tampered]);
    assert!(run.stderr.contains("findings do not come out as recorded"), "{}", run.stderr);
}

#[test]
fn what_is_no_result() {
    let folder = Folder::new();
    let result = folder.result("r.json", &vcf("GRCh37", &[V600E]), &["-t", "MEL"]);
    let good = std::fs::read_to_string(&result).unwrap();
    let bad = folder.path("bad.json");
    let fails = |text: &str, words: &str| {
        std::fs::write(&bad, text).unwrap();
        let run = replay("embedded", "embedded", &[], &[&result, &bad]);
        assert_eq!(run.code, 3, "{words}: {}", run.stderr);
        assert!(run.stdout.is_empty());
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains("bad.json") && run.stderr.contains(words), "{}", run.stderr);
    };
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replace(from, to)
    };
    fails("", "not a result");
    fails("[]", "not a result");
    fails(&good[..good.len() / 2], "not a result");
    fails(&change("\"schema_version\":1", "\"schema_version\":2"), "schema_version: 2");
    fails(&change("\"pos\":140453136", "\"pos\":4000000000"), "variants[0].pos: 4000000000");
    fails(&change("\"assembly\":\"GRCh37\"", "\"assembly\":\"GRCh36\""), "sample.assembly");
    fails(&change("ONCOTREE:MEL", "ONCOTREE:NONE"), "sample.tumor_type");
    fails(&change("missense_variant", "odd_variant"), "variants[0].consequence: \"odd_variant\"");
    let run = replay("embedded", "embedded", &[], &["/no/such.json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("/no/such.json"));
}
