//! "Not seen" is "not there" only where the input shows it.

use std::io::Write;

use super::support::{annotate, theravar};

const RULE: &str = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
    direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n\
    BRAF;KRAS\tBRAF V600E AND NOT KRAS Mutation\tlab1\tuser\tMelanoma\tDOID:1909\tSometinib\t\t\
    Supports\tSensitivity/Response\tB\tlab note\t\tfalse\tSomatic\n";

/// KRAS' coding exons on GRCh37, 0-based.
const KRAS: [(u32, u32); 4] = [
    (25_398_207, 25_398_318),
    (25_380_167, 25_380_346),
    (25_378_547, 25_378_707),
    (25_362_728, 25_362_845),
];

fn file(suffix: &str, text: &str) -> tempfile::TempPath {
    let mut file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.into_temp_path()
}

fn gvcf(blocks: &[(u32, u32)], depth: u32, more: &str) -> Vec<u8> {
    let mut text = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n\
        ##contig=<ID=12,length=133851895>\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n\
        7\t140453136\t.\tA\tT,<NON_REF>\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40,0:100\n"
        .to_owned();
    for (start, end) in blocks {
        text.push_str(&format!(
            "12\t{}\t.\tN\t<NON_REF>\t.\t.\tEND={end}\tGT:DP:MIN_DP\t0/0:99:{depth}\n",
            start + 1
        ));
    }
    (text + more).into_bytes()
}

/// The level of the lab's rule and what it waits for.
fn level(input: &[u8], args: &[&str]) -> (String, bool) {
    let rule = file(".tsv", RULE);
    let args =
        [&["--layout", "evidence", "-t", "MEL", "--knowledge", rule.to_str().unwrap()], args];
    let rows = annotate(input, &args.concat());
    let row = rows.iter().find(|row| row["evidence_id"] == "lab1").unwrap();
    (row["level"].clone(), row["flags"].contains("conditional"))
}

#[test]
fn a_gene_is_wild_type_only_where_it_was_read() {
    assert_eq!(level(&gvcf(&[], 0, ""), &[]).0, "", "nothing was assessed");
    assert_eq!(level(&gvcf(&KRAS, 50, ""), &[]).0, "3A", "reference blocks prove it");
    assert_eq!(level(&gvcf(&KRAS, 19, ""), &[]).0, "", "too few reads");
    assert_eq!(level(&gvcf(&KRAS[1..], 50, ""), &[]).0, "", "an exon is missing");
    let filtered = "12\t25398285\t.\tC\tA\t.\tbase_qual\t.\tGT:AD:DP\t0/1:60,6:66\n";
    assert_eq!(level(&gvcf(&KRAS, 50, filtered), &[]).0, "", "a filtered G12C proves nothing");
    let rule = file(".tsv", RULE);
    let mutated = "12\t25398285\t.\tC\tA\t.\tPASS\t.\tGT:AD:DP\t0/1:60,6:66\n";
    let rows = annotate(
        &gvcf(&KRAS, 50, mutated),
        &["--layout", "evidence", "-t", "MEL", "--knowledge", rule.to_str().unwrap()],
    );
    assert!(rows.iter().all(|row| row["evidence_id"] != "lab1"), "KRAS is mutated");
}

#[test]
fn a_bed_is_proof_too() {
    let lines: String =
        KRAS.iter().map(|(start, end)| format!("chr12\t{start}\t{end}\n")).collect();
    let bed = file(".bed", &lines);
    assert_eq!(level(&gvcf(&[], 0, ""), &["--assessed-bed", bed.to_str().unwrap()]).0, "3A");
    let bad = file(".bed", "chr12\tx\t5\n");
    let run =
        theravar(&["annotate", "-", "--assessed-bed", bad.to_str().unwrap()], &gvcf(&[], 0, ""));
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains(":1: chromStart: \"x\" is not a position"), "{}", run.stderr);
    assert!(run.stdout.is_empty());
}

/// A change that no rule names, a filtered one, and a fusion deny that a gene is of the wild type.
#[test]
fn a_changed_gene_is_not_wild_type() {
    // All of TOP1, of which nothing that is compiled in speaks, and of ALK.
    let bed = file(".bed", "20\t39650000\t39760000\n2\t29400000\t30150000\n");
    let levels = |gene: &str, record: &str| -> Vec<String> {
        let rule = RULE
            .replace("BRAF;KRAS", &format!("BRAF;{gene}"))
            .replace("NOT KRAS Mutation", &format!("{gene} Wildtype"));
        let rule = file(".tsv", &rule);
        let args = ["--layout", "evidence", "-t", "MEL", "--knowledge", rule.to_str().unwrap()];
        let args = [&args[..], &["--assessed-bed", bed.to_str().unwrap()]].concat();
        let rows = annotate(&gvcf(&[], 0, &record.replace(' ', "\t")), &args);
        let of_rule = rows.into_iter().filter(|row| row["evidence_id"] == "lab1");
        of_rule.map(|row| row["level"].clone()).collect()
    };
    let top1 = |filter: &str| format!("20 39721150 . A G . {filter} . GT:AD:DP 0/1:60,40:100\n");
    assert_eq!(levels("TOP1", ""), ["3A"]);
    assert_eq!(levels("TOP1", &top1("PASS")), [""; 0], "K218R");
    assert_eq!(levels("TOP1", &top1("weak")), [""], "perhaps K218R");
    let fusion = "2 42522640 a N N]2:29446466] . PASS SVTYPE=BND GT:PR 0/1:20,10\n";
    assert_eq!(levels("ALK", ""), ["3A"]);
    assert_eq!(levels("ALK", fusion), [""; 0], "EML4::ALK");
}
