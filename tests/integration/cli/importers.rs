//! Other knowledge bases as they are downloaded, in small: the same bytes each time, and `annotate`
//! and `explain` find what the source says of its own variants.

use super::support::{Row, rows, theravar};

/// A file of the source in a folder of its own.
struct Import {
    folder: tempfile::TempDir,
    /// What `knowledge import` said.
    stderr: String,
}

impl Import {
    /// Imports `files` (name, text) twice with `arguments`, in which `{name}` is a file's path.
    fn new(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let mut import = Self { folder, stderr: String::new() };
        for output in ["first.tsv", "again.tsv"] {
            let paths: Vec<String> = arguments
                .iter()
                .map(|argument| match argument.strip_prefix('@') {
                    Some(name) => import.path(name),
                    None => (*argument).to_owned(),
                })
                .chain(["-o".to_owned(), import.path(output)])
                .collect();
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            let run = theravar(&[&["knowledge", "import"], &paths[..]].concat(), b"");
            assert_eq!(run.code, 0, "{}", run.stderr);
            import.stderr = run.stderr;
        }
        assert_eq!(import.read("first.tsv"), import.read("again.tsv"));
        import
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The rows of `source` on GRCh37 `records`: chromosome, position, REF, ALT.
    fn annotate(&self, source: &str, tumor: &str, records: &str) -> Vec<Row> {
        let mut text =
            "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n".to_owned();
        for record in records.lines() {
            let cells: Vec<&str> = record.split_whitespace().collect();
            let [chrom, pos, reference, alternate, info] = cells[..] else { panic!("{record}") };
            text += &format!("{chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t{info}\n");
        }
        let table = self.path("first.tsv");
        let arguments = ["annotate", "-", "-a", "GRCh37", "-t", tumor, "--layout", "evidence"];
        let run = theravar(&[&arguments[..], &["--knowledge", &table]].concat(), text.as_bytes());
        assert_eq!(run.code, 0, "{}", run.stderr);
        rows(&run.stdout).into_iter().filter(|row| row["source"] == source).collect()
    }

    fn explain(&self, query: &str, tumor: &str) -> String {
        let table = self.path("first.tsv");
        let run = theravar(&["explain", "--all", query, "-t", tumor, "--knowledge", &table], b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    }
}

/// The named cells of each row, joined.
fn cells(rows: &[Row], names: &[&str]) -> Vec<String> {
    rows.iter()
        .map(|row| names.iter().map(|name| row[*name].as_str()).collect::<Vec<_>>().join(" | "))
        .collect()
}

const V600E: &str = "7 140453136 A T .";
const T790M: &str = "7 55249071 C T .";

#[test]
fn oncokb_annotator_output() {
    let file = "Hugo_Symbol\tHGVSp_Short\tONCOTREE_CODE\tLEVEL_1\tLEVEL_2\tLEVEL_3A\tLEVEL_3B\t\
        LEVEL_4\tLEVEL_R1\tLEVEL_R2\tTX_CITATIONS\n\
        BRAF\tp.V600E\tMEL\tDrug One+Drug Two\t\t\t\t\t\t\t1;2\n\
        BRAF\tp.V600E\tPAAD\t\t\t\tDrug Three\t\t\t\t3\n\
        EGFR\tp.T790M\tLUAD\t\t\tDrug Four\t\t\tDrug Five\t\t4\n";
    let import = Import::new(&[("mine.txt", file)], &["oncokb", "@mine.txt"]);
    assert_eq!(
        import.stderr,
        "theravar: 3 statements\n\
         theravar: left out: 1 levels 3B: derived for the patient from another tumour type, which \
         is not named\n\
         theravar: left out: 1 rows: no therapeutic level in the tumour type of the sample\n"
    );
    let columns = ["therapies", "level", "source_level", "evidence_id"];
    let melanoma = import.annotate("OncoKB", "MEL", &format!("{V600E}\n{T790M}"));
    // Level 1 of theravar is a label of the FDA; what holds in lung cancer does not hold here.
    assert_eq!(
        cells(&melanoma, &columns),
        [
            "Drug One;Drug Two | 2 | A (level 1) | OncoKB:2",
            "Drug Four | 3B | B (level 3A) | OncoKB:4",
            "Drug Five |  | A (level R1) | OncoKB:4",
        ]
    );
    // What OncoKB derived for a pancreatic cancer is no statement in pancreatic cancer.
    let pancreas = import.annotate("OncoKB", "PAAD", V600E);
    assert_eq!(cells(&pancreas, &columns), ["Drug One;Drug Two | 3B | A (level 1) | OncoKB:2"]);
    let explained = import.explain("EGFR T790M", "LUAD");
    assert!(explained.contains("Drug Five") && explained.contains("R1"), "{explained}");
}

#[test]
fn oncokb_associations() {
    let file = "Level\tGene\tAlterations\tCancer Types\tDrugs (for therapeutic implications only)\n\
        1\tBRAF\tV600E, V600K\tMelanoma\tDrug One + Drug Two, Drug Three\n\
        4\tEGFR\tExon 19 in-frame deletions, T790M\tAll Solid Tumors\tDrug Four\n\
        2\tALK\tFusions\tNon-Small Cell Lung Cancer\tDrug Five\n";
    let import = Import::new(&[("oncokb.tsv", file)], &["oncokb", "@oncokb.tsv"]);
    let found = import.annotate(
        "OncoKB",
        "MEL",
        &format!("{V600E}\n{T790M}\n7 55242464 AGGAATTAAGAGAAGC A ."),
    );
    assert_eq!(
        cells(&found, &["profile", "therapies", "level"]),
        [
            "BRAF V600E | Drug One;Drug Two | 2",
            "BRAF V600E | Drug Three | 2",
            "EGFR T790M | Drug Four | 4",
            "EGFR Exon 19 In-Frame Deletion | Drug Four | 4",
        ]
    );
    assert!(import.explain("EML4::ALK", "LUAD").contains("Drug Five"));
}

#[test]
fn serve_tables() {
    let common = "source\tsourceEvent\tsourceUrls\ttreatment\tapplicableCancerType\tapplicableDoid\t\
        blacklistCancerTypes\tlevel\tdirection\tevidenceUrls";
    let hotspots = format!(
        "gene\tchromosome\tposition\tref\talt\t{common}\n\
         BRAF\t7\t140453136\tA\tT\tCKB\tBRAF V600E\t\tDrug One + Drug Two\tMelanoma\t1909\t\tA\t\
         RESPONSIVE\thttp://www.ncbi.nlm.nih.gov/pubmed/1\n"
    );
    let exons = format!(
        "gene\tchromosome\tstart\tend\tapplicableMutationType\t{common}\n\
         EGFR\t7\t55249000\t55249200\tMISSENSE\tCKB\tEGFR exon 20\t\tDrug Three\t\
         Lung Adenocarcinoma\t3910\t\tB\tPREDICTED_RESISTANT\thttp://www.ncbi.nlm.nih.gov/pubmed/2\n\
         EGFR\t7\t55242400\t55242600\tINFRAME\tCKB\tEGFR exon 19\t\tDrug Four\t\
         Advanced Solid Tumor\t162\tHematologic cancer;2531\tD\tRESPONSIVE\t\n"
    );
    let fusions = format!(
        "geneUp\tminExonUp\tmaxExonUp\tgeneDown\tminExonDown\tmaxExonDown\t{common}\n\
         EML4\t\t\tALK\t\t\tCKB\tEML4-ALK\t\tDrug Five\tLung cancer\t1324\t\tB\tNO_BENEFIT\t\n"
    );
    let import = Import::new(
        &[("h.tsv", &hotspots), ("e.tsv", &exons), ("f.tsv", &fusions)],
        &["serve", "@h.tsv", "@e.tsv", "@f.tsv"],
    );
    assert_eq!(import.stderr, "theravar: 4 statements\n");
    let records = format!("{V600E}\n{T790M}\n7 55242464 AGGAATTAAGAGAAGC A .");
    let columns = ["profile", "therapies", "source_level", "level", "citation_id"];
    assert_eq!(
        cells(&import.annotate("SERVE", "LUAD", &records), &columns),
        [
            "BRAF V600E | Drug One;Drug Two | A (CKB A) | 3B | PMID:1",
            "EGFR Exon 20 Missense Mutation | Drug Three | C (CKB B, predicted) | R2 | PMID:2",
            "EGFR Exon 19 In-Frame Deletion OR EGFR Exon 19 In-Frame Insertion | Drug Four | \
             D (CKB D) | 4 | unverified",
        ]
    );
    // A study without benefit is counter-evidence.
    let explained = import.explain("EML4::ALK", "LUAD");
    let line = explained.lines().find(|line| line.contains("Drug Five")).unwrap();
    assert!(line.contains("counter-evidence"), "{line}");
}

/// The VCF gives a folder with evidence and alleles; what it says of an item that is compiled in holds.
#[test]
fn civic_vcf() {
    let names = "Allele|SYMBOL|Feature|CIViC Variant Name|CIViC Variant ID|CIViC Variant Aliases|\
        CIViC Molecular Profile Name|CIViC Entity Type|CIViC Entity ID|CIViC Entity Source|\
        CIViC Entity Variant Origin|CIViC Entity Status|CIViC Entity Significance|\
        CIViC Entity Direction|CIViC Entity Disease|CIViC Entity Therapies|\
        CIViC Entity Therapy Interaction Type|CIViC Evidence Level|CIViC Evidence Rating|\
        CIViC Assertion AMP Category";
    let item = |id: &str, therapy: &str, level: &str| {
        format!(
            "T|BRAF|ENST00000288602.6|V600E|12||BRAF V600E|evidence|{id}|1 (PubMed)|SOMATIC|accepted|\
             SENSITIVITYRESPONSE|SUPPORTS|Melanoma|{therapy}||{level}|5|"
        )
    };
    // EID1409 is compiled in: vemurafenib at level A.
    let (known, new) = (item("1409", "Vemurafenib", "D"), item("999999", "Drug One", "A"));
    let snp = new.replace("|V600E|", "|RS9999999|").replace("BRAF V600E", "BRAF RS9999999");
    let snp = snp.replace("999999|1 (", "999998|1 (").replace("Drug One", "Drug Two");
    let text = format!(
        "##fileformat=VCFv4.2\n##INFO=<ID=CSQ,Number=.,Type=String,Description=\"x. Format: {names}\">\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
         7\t140453136\t12\tA\tT\t.\t.\tGN=BRAF;VT=V600E;CSQ={known},{new}\n\
         7\t140453136\t13\tA\tT\t.\t.\tGN=BRAF;VT=RS9999999;CSQ={snp}\n"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (vcf, first, again) = (path("civic_accepted.vcf"), path("first"), path("again"));
    std::fs::write(&vcf, text).unwrap();
    for output in [&first, &again] {
        std::fs::create_dir(output).unwrap();
        let run = theravar(&["knowledge", "import", "civic", "--vcf", &vcf, "-o", output], b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.starts_with("theravar: 3 statements, 2 alleles\n"), "{}", run.stderr);
    }
    for table in ["evidence.tsv", "variants.tsv"] {
        let read = |folder: &str| std::fs::read(path(&format!("{folder}/{table}"))).unwrap();
        assert_eq!(read("first"), read("again"));
    }
    let record = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
        7\t140453136\t.\tA\tT\t.\tPASS\t.\n";
    let arguments = ["annotate", "-", "-a", "GRCh37", "-t", "MEL", "--layout", "evidence"];
    let run = theravar(&[&arguments[..], &["--knowledge", &first]].concat(), record.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let found = rows(&run.stdout);
    let of = |id: &str| -> Vec<Row> {
        found.iter().filter(|row| row["evidence_id"] == id).cloned().collect()
    };
    let columns = ["therapies", "level", "source_level"];
    // The user's release replaces the item, and is no second one beside it.
    assert_eq!(cells(&of("EID1409"), &columns), ["Vemurafenib | 4 | D"]);
    assert_eq!(cells(&of("EID999999"), &columns), ["Drug One | 2 | A"]);
    // Only the table of alleles finds a profile that its name does not describe.
    assert_eq!(cells(&of("EID999998"), &columns), ["Drug Two | 2 | A"]);

    let mixed = theravar(&["knowledge", "import", "civic", "--vcf", &vcf, "--variants", "x"], b"");
    assert_eq!(mixed.code, 2);
    assert!(mixed.stderr.contains("cannot be used with"), "{}", mixed.stderr);
    let none = theravar(&["knowledge", "import", "civic", "--evidence", "x"], b"");
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("--variants <FILE>"), "{}", none.stderr);
}
