//! Reversions of BRCA1, BRCA2, PALB2, RAD51C and RAD51D. Positions on GRCh37.

use super::support::{Row, annotate, theravar, vcf as support_vcf};

/// BRCA2 c.5946del, p.S1982Rfs*22.
const FIRST: &str = "13 32914437 GT G";
/// BRCA2 c.5990_5991insA, 45 bases on and before the stop: the frame is restored.
const SECOND: &str = "13 32914482 G GA";

/// A tumour with a normal; each record with its tumour genotype, depths and phase set, and whether the
/// normal has it.
fn vcf(records: &[(&str, &str, bool)]) -> Vec<u8> {
    let mut text = "##fileformat=VCFv4.2\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOR\tNORMAL\n"
        .to_owned();
    for (allele, call, is_inherited) in records {
        let cells: Vec<&str> = allele.split(' ').collect();
        let [chrom, pos, reference, alternate] = cells[..] else { panic!("{allele}") };
        let normal = if *is_inherited { "0/1:25,25:50:." } else { "0/0:50,0:50:." };
        text.push_str(&format!(
            "{chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\tGT:AD:DP:PS\t{call}\t{normal}\n"
        ));
    }
    text.into_bytes()
}

fn run(records: &[(&str, &str, bool)], more: &[&str]) -> Vec<Row> {
    let base = ["-a", "GRCh37", "-t", "OVT", "-s", "TUMOR", "--normal", "NORMAL"];
    annotate(&vcf(records), &[&base, more].concat())
}

fn of<'r>(rows: &'r [Row], pos: &str) -> &'r Row {
    rows.iter().find(|row| row["pos"] == pos).unwrap_or_else(|| panic!("{pos}: {rows:?}"))
}

/// `reversion`, `possible_reversion` or nothing, for every row of a record.
fn told(rows: &[Row]) -> Vec<&str> {
    rows.iter()
        .filter(|row| !row["flags"].contains("haplotype"))
        .map(|row| row["flags"].split(';').find(|flag| flag.ends_with("reversion")).unwrap_or(""))
        .collect()
}

const CIS: [&str; 2] = ["0|1:40,60:100:7", "0|1:80,20:100:7"];

#[test]
fn two_frameshifts_on_one_copy() {
    let rows = run(&[(FIRST, CIS[0], true), (SECOND, CIS[1], false)], &[]);
    assert_eq!(told(&rows), ["reversion", "reversion"]);
    let (first, second) = (of(&rows, "32914437"), of(&rows, "32914482"));
    for row in [first, second] {
        assert!(row["biomarkers"].contains("BRCA2 Reversion Mutation"), "{row:?}");
        assert_eq!(
            row["highest_resistance_level"], "R2",
            "case series of reversion on a PARP inhibitor"
        );
    }
    // Cells without the second change still lack the protein; it alone does not.
    assert_eq!(first["highest_sensitive_level"], "1");
    // What the loss makes work, the restored copy makes fail.
    assert!(first["flags"].contains("conflict"), "{first:?}");
    assert_eq!(second["highest_sensitive_level"], "");
    // In whichever order they come.
    let before = "13 32914427 A AC";
    assert_eq!(
        told(&run(&[(before, CIS[1], false), (FIRST, CIS[0], true)], &[])),
        ["reversion", "reversion"]
    );
}

#[test]
fn phase_decides() {
    let second = |call| told_of(&[(FIRST, CIS[0], true), (SECOND, call, false)]);
    assert_eq!(second("0|1:80,20:100:7"), ["reversion", "reversion"]);
    assert_eq!(second("1|0:80,20:100:7"), ["", ""]);
    assert_eq!(second("0/1:80,20:100:."), ["possible_reversion", "possible_reversion"]);
    assert_eq!(second("0|1:80,20:100:8"), ["possible_reversion", "possible_reversion"]);
}

fn told_of(records: &[(&str, &str, bool)]) -> Vec<String> {
    told(&run(records, &[])).into_iter().map(str::to_owned).collect()
}

#[test]
fn what_restores_nothing() {
    for second in [
        // Another base lost; two inserted; in frame, but behind a stop; in another gene.
        "13 32914449 TC T",
        "13 32914482 G GAT",
        "13 32914592 C CA",
        "17 41209086 C CA",
    ] {
        let told = told_of(&[(FIRST, CIS[0], true), (second, CIS[1], false)]);
        assert!(told.iter().all(String::is_empty), "{second}: {told:?}");
    }
    // Both inherited.
    assert_eq!(told_of(&[(FIRST, CIS[0], true), (SECOND, CIS[1], true)]), ["", ""]);
}

#[test]
fn neighbours_may_be_one_change() {
    let near = "13 32914445 T TC";
    let told = |calls: [&str; 2], is_inherited| {
        told_of(&[(FIRST, calls[0], is_inherited), (near, calls[1], false)])
    };
    let alike = ["0|1:60,40:100:7", "0|1:61,39:100:7"];
    assert_eq!(told(alike, false), ["possible_reversion", "possible_reversion"]);
    assert_eq!(told(alike, true), ["reversion", "reversion"]);
    assert_eq!(told(CIS, false), ["reversion", "reversion"]);
    // Most reads show the first change alone: it keeps its level.
    let rows = run(&[(FIRST, CIS[0], false), (near, CIS[1], false)], &[]);
    assert_eq!(of(&rows, "32914437")["highest_sensitive_level"], "1");
    assert_eq!(of(&rows, "32914445")["highest_sensitive_level"], "");
    let rows = run(&[(FIRST, alike[0], false), (near, alike[1], false)], &[]);
    assert_eq!(of(&rows, "32914437")["highest_sensitive_level"], "");
}

#[test]
fn a_stop_codon_that_is_changed_or_removed() {
    let possible = ["possible_reversion", "possible_reversion"];
    let (stop, phased) = ("17 41209095 G A", "0|1:40,60:100:7");
    // BRCA1 R1751*: another base of its codon, or the same one, which then is silent.
    let unphased = "0/1:80,20:100:.";
    assert_eq!(told_of(&[("17 41209094 C A", unphased, false), (stop, phased, true)]), possible);
    assert_eq!(told_of(&[(stop, phased, true), ("17 41209095 G T", unphased, false)]), possible);
    // What a deletion takes away is seen with it on no read: phase does not tell.
    let deletion = "13 32914431 CAGCAAGTGGAAA C";
    for call in ["0/1:80,20:100:.", "1|0:80,20:100:7"] {
        assert_eq!(told_of(&[(deletion, call, false), (FIRST, phased, true)]), possible, "{call}");
    }
    // A deletion beside it removes nothing.
    let beside = "13 32914443 AATC A";
    assert_eq!(told_of(&[(FIRST, phased, true), (beside, unphased, false)]), ["", ""]);
}

/// RAD51C, the first exon: a base less, and a base more five bases on.
#[test]
fn other_genes_of_the_same_repair_are_read_too() {
    let (first, second) = ("17 56770059 CT C", "17 56770065 C CG");
    let told = |second_call: &str, second: &str| {
        told_of(&[(first, CIS[0], true), (second, second_call, false)])
    };
    let proven = ["reversion", "reversion"];
    assert_eq!(told(CIS[1], second), proven);
    assert_eq!(told("1|0:80,20:100:7", second), ["", ""]);
    assert_eq!(told(CIS[1], "17 56770065 C CGG"), ["", ""]);
}
#[test]
fn a_table_of_ones_own_gives_it_a_level() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, table) = (path("lab.tsv"), path("table.tsv"));
    let text = "profile\ttherapies\teffect\tlevel\ttumor_type\tcitation\tid\n\
        BRCA2 Reversion Mutation\tOlaparib\tresistant\tB\tOVT\tPMID:1\tLAB1\n";
    std::fs::write(&source, text).unwrap();
    let imported = theravar(&["knowledge", "import", "custom", &source, "-o", &table], b"");
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    let level = |call| {
        let records = [(FIRST, CIS[0], true), (SECOND, call, false)];
        let rows = run(&records, &["--knowledge", &table]);
        rows.iter().map(|row| row["highest_resistance_level"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(level("0|1:80,20:100:7"), ["R2", "R2"]);
    assert_eq!(level("0/1:80,20:100:."), ["", ""], "phase not known");
    // Named, it is met by name.
    let run = theravar(&["explain", "BRCA2 Reversion Mutation", "--knowledge", &table], b"");
    assert!(run.stdout.contains("CUR:BRCA2-REV-PARP"), "{}", run.stdout);
}

#[test]
fn reasons_are_told() {
    let records = [(FIRST, CIS[0], true), (SECOND, "0/1:80,20:100:.", false)];
    let rows = run(&records, &["--layout", "evidence"]);
    let row = rows.iter().find(|row| row["evidence_id"] == "CUR:BRCA2-REV-PARP").unwrap();
    assert_eq!(row["conditions"], "both changes lie on one copy (UNKNOWN_PHASE)");
    assert_eq!(row["citation_id"], "PMID:28221868;PMID:28450426");
    assert_eq!(row["level"], "");
}

/// The inherited change is known from elsewhere, as a panel of the tumour does not list it.
#[test]
fn a_change_that_is_stated_to_be_inherited_is_a_row() {
    const STATED: [&str; 2] = ["--fact", "germline=BRCA2:c.5946del"];
    let alone = run(&[("17 41209086 C CA", CIS[1], false)], &STATED);
    let row = alone.iter().find(|row| row["gene"] == "BRCA2").unwrap();
    assert_eq!(row["highest_sensitive_level"], "1");
    assert!(row["flags"].split(';').any(|flag| flag == "germline"), "{row:?}");
    let rows = run(&[(SECOND, CIS[1], false)], &STATED);
    assert_eq!(told(&rows), ["possible_reversion", "possible_reversion"]);
    // Listed, whatever it is called: one row.
    for name in ["c.5946del", "c.5946delT", "p.Ser1982fs"] {
        let fact = format!("germline=BRCA2:{name}");
        let first = support_vcf("GRCh37", &[("13", 32_914_437, "GT", "G")]);
        let rows = annotate(&first, &["-t", "OVT", "--fact", &fact]);
        assert_eq!(rows.len(), 1, "{name}: {rows:?}");
        assert!(rows[0]["flags"].split(';').any(|flag| flag == "germline"), "{name}");
    }
}

#[test]
fn a_statement_of_inheritance_that_comes_to_nothing_is_told() {
    let told = |fact: &str| {
        let args = ["annotate", "-", "-a", "GRCh37", "-t", "OVT", "-s", "TUMOR", "--fact", fact];
        let json = [&args[..], &["-f", "json"]].concat();
        let run = theravar(&json, &vcf(&[("17 41209086 C CA", CIS[1], false)]));
        assert_eq!(run.code, 0, "{}", run.stderr);
        let result: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let is_of_brca2 = |v: &serde_json::Value| v["gene"] == "BRCA2";
        assert!(!result["variants"].as_array().unwrap().iter().any(is_of_brca2), "{fact}");
        let hints = result["sample"]["hints"].as_array().cloned().unwrap_or_default();
        hints.iter().any(|hint| hint["about"] == "germline")
    };
    assert!(told("germline=BRCA2"));
    assert!(!told("germline=BRCA1"), "the input has a change of BRCA1");
}
