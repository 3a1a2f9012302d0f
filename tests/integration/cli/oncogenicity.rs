//! The user's tables of what is recurrent, oncogenic or benign: imported, read through `--knowledge`,
//! and told in criteria, rows, provenance and lock.

use super::support::{Row, rows, theravar};

/// Hotspots in the columns of cancerhotspots' lists; the counts are made up.
const HOTSPOTS: &str = "Hugo_Symbol\tResidue\tAmino_Acid_Position\tVariant_Amino_Acid\tTumor_Count\n\
    FBXW7\tR465\t465\tC:10|H:9\t50\n\
    PTEN\tH123\t123\tD:10|Y:2\t49\n\
    AKT1\tE17\t17\t*:1|K:9\t10\n\
    FGFR1\tN577\t577\tK:40\t40\n";

/// Contig, position, REF, ALT.
type Allele = (&'static str, u32, &'static str, &'static str);

/// FBXW7 R465C, PTEN H123D and H123Y, BRCA2 K3326* (GRCh37).
const R465C: Allele = ("4", 153_249_385, "G", "A");
const H123D: Allele = ("10", 89_692_883, "C", "G");
const H123Y: Allele = ("10", 89_692_883, "C", "T");
const K3326: Allele = ("13", 32_972_626, "A", "T");

/// ClinVar's form, with one record for each `INFO`.
fn clinvar(records: &[(Allele, &str)]) -> String {
    let mut text = "##fileformat=VCFv4.1\n##fileDate=2024-05-28\n##reference=GRCh37\n\
        ##INFO=<ID=ONC,Number=.,Type=String,Description=\"Oncogenicity\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        .to_owned();
    for (index, ((chrom, pos, reference, alternate), info)) in records.iter().enumerate() {
        text += &format!("{chrom}\t{pos}\t{}\t{reference}\t{alternate}\t.\t.\t{info}\n", index + 1);
    }
    text
}

const REVIEWED: &str = "ONCREVSTAT=criteria_provided,_single_submitter";

struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Imports `text` as `source`; the table's path and what the import said.
    fn import(&self, source: &str, text: &str) -> (String, String) {
        let (file, table) =
            (self.path(&format!("{source}.in")), self.path(&format!("{source}.tsv")));
        std::fs::write(&file, text).unwrap();
        let run = theravar(&["knowledge", "import", source, &file, "-o", &table], b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
        (table, run.stderr)
    }
}

fn explain(query: &str, tables: &[&str]) -> String {
    let knowledge = tables.iter().flat_map(|table| ["--knowledge", *table]);
    let arguments: Vec<&str> = ["explain", "--all", query].into_iter().chain(knowledge).collect();
    let run = theravar(&arguments, b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

fn annotate(alleles: &[Allele], more: &[&str]) -> Vec<Row> {
    let mut vcf =
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n".to_owned();
    for (chrom, pos, reference, alternate) in alleles {
        vcf += &format!("{chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\n");
    }
    let run = theravar(&[&["annotate", "-", "-a", "GRCh37"], more].concat(), vcf.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    rows(&run.stdout)
}

#[test]
fn hotspots_by_their_counts() {
    let bench = Bench::new();
    let (table, said) = bench.import("hotspots", HOTSPOTS);
    assert!(said.contains("7 facts\n"), "{said}");
    assert!(
        said.contains(
            "1 facts not matched: the residue is another one in the embedded protein: \
                       cancerhotspots:FGFR1 N577K"
        ),
        "{said}"
    );
    for (query, criterion) in [
        ("FBXW7 R465C", "OS3(+4): cancerhotspots, single residue hotspot 465: 10 of 50 samples"),
        ("FBXW7 R465H", "OP3(+1): cancerhotspots, single residue hotspot 465: 9 of 50 samples"),
        ("PTEN H123D", "OM4(+2): cancerhotspots, single residue hotspot 123: 10 of 49 samples"),
        ("PTEN H123Y", "OP3(+1): cancerhotspots, single residue hotspot 123: 2 of 49 samples"),
    ] {
        let text = explain(query, &[&table]);
        assert!(text.contains(criterion), "{text}");
        assert!(!text.contains("hotspot counts"), "{text}");
        // A definition knows the residue before the counts do.
        assert!(text.contains("  effect        inactivating"), "{text}");
    }
    // Another change of the residue, and a stop in an oncogene, get no points.
    let text = explain("PTEN H123Q", &[&table]);
    assert!(text.contains("49 samples are changed there, none of them so"), "{text}");
    assert!(!text.contains("OP3"), "{text}");
    let text = explain("AKT1 E17*", &[&table]);
    assert!(!text.contains("OP3") && text.contains("a stop in a gene"), "{text}");
    let text = explain("FBXW7 R465C", &[]);
    assert!(!text.contains("OS3") && text.contains("hotspot counts"), "{text}");
}

#[test]
fn a_known_oncogenic_change_counts_once() {
    let bench = Bench::new();
    let info = format!("GENEINFO=FBXW7:55294;ONC=Likely_oncogenic;ONCDN=Neoplasm;{REVIEWED}");
    let (known, _) = bench.import("clinvar", &clinvar(&[(R465C, &info)]));
    let (hotspots, _) = bench.import("hotspots", HOTSPOTS);
    let text = explain("FBXW7 R465C", &[&hotspots, &known]);
    let reason = "OS1(+4): the same change is known: ClinVar classes this change Likely oncogenic \
                  (criteria provided, single submitter; ClinVar:1)";
    assert!(text.contains(reason) && !text.contains("OS3"), "{text}");
    assert!(text.contains("have this change; not counted beside another criterion"), "{text}");
    // On the other assembly, by the same residues: another base change of R465 is another change.
    let text = explain("4-152328233-G-A", &[&known]);
    assert!(text.contains(reason), "{text}");
    assert!(!explain("FBXW7 R465H", &[&known]).contains("OS1"));
    // Without a review it is told and weighs nothing.
    let info =
        info.replace("criteria_provided,_single_submitter", "no_assertion_criteria_provided");
    let (known, _) = bench.import("clinvar", &clinvar(&[(R465C, &info)]));
    let text = explain("FBXW7 R465C", &[&known]);
    assert!(text.contains("unconfirmed, so it gives no points") && !text.contains("OS1"), "{text}");
}

#[test]
fn a_benign_classification_stops_classes() {
    let bench = Bench::new();
    let benign = format!("GENEINFO=BRCA2:675;ONC=Benign;ONCDN=Neoplasm;{REVIEWED}");
    let row = |tables: &[&str]| {
        let mut found = annotate(&[K3326], tables);
        assert_eq!(found.len(), 1);
        found.remove(0)
    };
    let without = row(&[]);
    // It is a polymorphism by definition.
    assert!(!without["oncogenicity_criteria"].contains("OVS1"));
    assert_eq!(without["highest_level"], "");
    let (table, _) = bench.import("clinvar", &clinvar(&[(K3326, &benign)]));
    let with = row(&["--knowledge", &table]);
    assert!(!with["oncogenicity_criteria"].contains("OVS1"), "{with:?}");
    assert!(!with["oncogenicity_criteria"].contains("SB"), "{with:?}");
    assert!(!with["therapies_sensitive"].contains("Olaparib [1]"), "{with:?}");
    assert!(with["evidence"].split(';').any(|id| id == "ClinVar:1"), "{with:?}");
    let text = explain("13-32972626-A-T", &[&table]);
    assert!(text.contains("no level: this very change is classified as not oncogenic"), "{text}");
    // Another truncation of the gene is as before.
    let other = ("13", 32_972_625, "T", "TA");
    assert_eq!(annotate(&[other], &["--knowledge", &table]), annotate(&[other], &[]));
    // Two sources that contradict each other: neither weighs.
    let oncogenic = benign.replace("Benign", "Oncogenic");
    let both = clinvar(&[(K3326, &benign), (K3326, &oncogenic)]);
    let (table, _) = bench.import("clinvar", &both);
    let with = row(&["--knowledge", &table]);
    assert_eq!(with["oncogenicity_criteria"], without["oncogenicity_criteria"]);
    assert_eq!(with["therapies_sensitive"], without["therapies_sensitive"]);
    let text = explain("13-32972626-A-T", &[&table]);
    assert_eq!(text.matches("sources contradict each other, so neither weighs").count(), 2);
}

/// SPOP F133V is named by no statement on a therapy: it has a row only with the user's table.
#[test]
fn a_driver_without_a_therapy_has_a_row() {
    let bench = Bench::new();
    let f133v = ("17", 47_696_426, "A", "C");
    assert!(annotate(&[f133v], &[]).is_empty());
    let source = HOTSPOTS.replace("FBXW7\tR465\t465\tC:10|H:9\t50", "SPOP\tF133\t133\tV:19\t67");
    let (table, _) = bench.import("hotspots", &source);
    let found = annotate(&[f133v], &["--knowledge", &table]);
    assert_eq!(found.len(), 1);
    let row = &found[0];
    assert_eq!(row["protein_change"], "F133V");
    assert_eq!(row["oncogenicity_criteria"], "OS3+4");
    assert_eq!((&*row["highest_level"], &*row["match_type"]), ("", ""));
    assert_eq!(row["evidence"], "cancerhotspots:SPOP F133V");
    assert_eq!(row["citations"], "cancerhotspots.org");
    // A gate on levels does not see it.
    assert!(annotate(&[f133v], &["--knowledge", &table, "--min-level", "4"]).is_empty());
    // Nor does a clinical impact that ClinVar states weigh, but it is worth a row.
    let info = "GENEINFO=SPOP:8405;SCI=Tier_II_-_Potential;SCIDN=Prostate_cancer;\
                SCIREVSTAT=criteria_provided,_single_submitter";
    let (table, _) = bench.import("clinvar", &clinvar(&[(f133v, info)]));
    let found = annotate(&[f133v], &["--knowledge", &table]);
    assert_eq!((found.len(), &*found[0]["oncogenicity_criteria"]), (1, ""));
    let (table, _) = bench.import("clinvar", &clinvar(&[(f133v, &info.replace("II_-", "III_-"))]));
    assert!(annotate(&[f133v], &["--knowledge", &table]).is_empty());
}

#[test]
fn clusters_in_the_folded_protein_give_no_points() {
    let bench = Bench::new();
    let text = "hugo_symbol\tresidue\tamino_acid_position\tclass\tvariant_amino_acid\ttumor_count\t\
                type\nPTEN\tH123\t123\tHotspot-linked\tD:40|Y:3\t60\t3d\n";
    let (table, _) = bench.import("hotspots", text);
    let text = explain("PTEN H123D", &[&table]);
    assert!(
        text.contains(
            "3dhotspots, cluster in the folded protein at 123 (Hotspot-linked): 40 of 60"
        ),
        "{text}"
    );
    assert!(!text.contains("OS3") && text.contains("gives no points"), "{text}");
    assert_eq!(annotate(&[H123D], &["--knowledge", &table]), annotate(&[H123D], &[]));
}

/// Beside an evidence table, told apart by the header line; in provenance, lock, info and check.
#[test]
fn tables_of_both_kinds() {
    let bench = Bench::new();
    let (hotspots, _) = bench.import("hotspots", HOTSPOTS);
    let (custom, _) = bench.import(
        "custom",
        "profile\ttherapies\teffect\tlevel\tid\nPTEN H123Y\tDrug\tsensitive\tC\tLAB1\n",
    );
    let knowledge = ["--knowledge", &*hotspots, "--knowledge", &*custom];
    let found = annotate(&[H123Y], &knowledge);
    let ids: Vec<&str> = found[0]["evidence"].split(';').collect();
    assert!(ids.contains(&"LAB1") && ids.contains(&"cancerhotspots:PTEN H123Y"), "{found:?}");
    let vcf = bench.path("t.vcf");
    let (chrom, pos, reference, alternate) = H123Y;
    let text = format!(
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
         {chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\n"
    );
    std::fs::write(&vcf, text).unwrap();
    let lock = bench.path("lock.tsv");
    let run = theravar(&[&["knowledge", "lock", "-o", &lock], &knowledge[..]].concat(), b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = std::fs::read_to_string(&lock).unwrap();
    let locked = text.lines().find(|line| line.starts_with("hotspots.tsv\t")).unwrap();
    let digest = locked.split('\t').nth(2).unwrap();
    assert!(locked.ends_with("\tODbL") && locked.contains("hotspots.in"), "{locked}");
    let annotate = |knowledge: &[&str]| {
        let base = ["annotate", &*vcf, "-a", "GRCh37", "--locked", &*lock];
        theravar(&[&base, knowledge].concat(), b"")
    };
    let run = annotate(&knowledge);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let line =
        run.stdout.lines().find(|line| line.contains("hotspots.tsv") && line.contains("sha256"));
    assert!(line.unwrap().contains(digest), "{line:?}");
    assert_eq!(annotate(&["--knowledge", &custom]).code, 3);

    let run = theravar(&["knowledge", "info", "--knowledge", &hotspots], b"");
    assert!(run.stdout.contains("facts\thotspot\t7\n"), "{}", run.stdout);
    let run = theravar(&["knowledge", "check", &hotspots], b"");
    assert_eq!(run.code, 3);
    assert!(run.stdout.contains("residue\tcancerhotspots:FGFR1 N577K\t"), "{}", run.stdout);
    let run = theravar(&["knowledge", "diff", &hotspots, "embedded"], b"");
    assert_eq!((run.code, run.stderr.contains("not an evidence table")), (2, true));
}

#[test]
fn bad_rows_stop_a_run_before_it_writes() {
    let bench = Bench::new();
    let (table, _) = bench.import("hotspots", HOTSPOTS);
    let text = std::fs::read_to_string(&table).unwrap();
    std::fs::write(
        &table,
        text.replace("\t50\t10\t", "\t50\tten\t").replace("\t49\t2\t", "\t1\t2\t"),
    )
    .unwrap();
    let out = bench.path("out.tsv");
    let run = theravar(&["annotate", "-", "--knowledge", &table, "-o", &out], b"");
    assert_eq!(run.code, 3);
    for part in ["2 bad rows", "change_samples \"ten\"", "more than residue_samples"] {
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    assert!(!std::path::Path::new(&out).exists());
}
