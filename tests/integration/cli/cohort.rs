//! Many samples in one process: the same results as one by one, and nothing of one in another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::support::{Run, rows, theravar};

/// BRAF V600E, EGFR T790M and EGFR L858R in GRCh37.
const BRAF: &str = "7 140453136 A T";
const T790M: &str = "7 55249071 C T";
const L858R: &str = "7 55259515 T G";

/// A folder of inputs, and one of results.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    fn write(&self, name: &str, text: &str) -> &Self {
        fs::write(self.at(name), text).unwrap();
        self
    }

    /// Writes a VCF of GRCh37 with the columns `samples`, all of which have every allele.
    fn vcf(&self, name: &str, samples: &[&str], records: &[&str]) -> &Self {
        let mut text = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n\
                        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
            .to_owned();
        if !samples.is_empty() {
            text.push_str(&format!("\tFORMAT\t{}", samples.join("\t")));
        }
        text.push('\n');
        for record in records {
            let cells: Vec<&str> = record.split(' ').collect();
            let [chrom, pos, reference, alternate] = cells[..] else { panic!("{record}") };
            text.push_str(&format!("{chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t."));
            if !samples.is_empty() {
                let calls = vec!["0/1:60,40:100"; samples.len()];
                text.push_str(&format!("\tGT:AD:DP\t{}", calls.join("\t")));
            }
            text.push('\n');
        }
        self.write(name, &text)
    }

    /// Runs `annotate` in the folder.
    fn run(&self, args: &[&str]) -> Run {
        let full: Vec<String> = args
            .iter()
            .map(|arg| match arg.strip_prefix('@') {
                Some(name) => self.at(name).to_str().unwrap().to_owned(),
                None => (*arg).to_owned(),
            })
            .collect();
        let args: Vec<&str> = full.iter().map(String::as_str).collect();
        theravar(&[&["annotate"], &args[..]].concat(), b"")
    }

    /// Runs `annotate --sheet sheet.csv --outdir out`.
    fn sheet(&self, more: &[&str]) -> Run {
        self.run(&[&["--sheet", "@sheet.csv", "--outdir", "@out"], more].concat())
    }

    /// The bytes of every file of a folder, hidden ones too.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>, root: &Path) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => walk(&path, files, root),
                    false => {
                        let name = path.strip_prefix(root).unwrap().to_owned();
                        files.insert(name, fs::read(&path).unwrap());
                    }
                }
            }
        }
        let mut files = BTreeMap::new();
        let root = self.at(folder);
        walk(&root, &mut files, &root);
        files
    }
}

fn ok(run: Run) -> Run {
    assert_eq!(run.code, 0, "{}", run.stderr);
    run
}

/// Three patients that differ in everything that a sheet states.
fn patients() -> Place {
    let place = Place::new();
    place
        .vcf("a.vcf", &["A"], &[BRAF])
        .vcf("b.vcf", &["N1", "B"], &[T790M, L858R])
        .vcf("c.vcf", &[], &[L858R])
        .write("cna.tsv", "sample\tgene\tcall\nB\tMET\tAmplification\nX\tERBB2\tAmplification\n")
        .write("c_fusions.tsv", "geneA\tgeneB\nEML4\tALK\n")
        .write(
            "sheet.csv",
            "sample,path,tumor_type,assembly,normal,cna,fusions,facts\n\
             A,a.vcf,SKCM,,,,,\n\
             B,b.vcf,LUAD,hg19,N1,cna.tsv,,MSI=high;TMB=22\n\
             C,c.vcf,LUAD,auto,,,c_fusions.tsv,HER2=positive\n",
        );
    place
}

/// The single run of each patient.
const SINGLE: [&[&str]; 3] = [
    &["@a.vcf", "-t", "SKCM", "-s", "A"],
    &[
        "@b.vcf", "-t", "LUAD", "-a", "hg19", "--normal", "N1", "--cna", "@cna.tsv", "-s", "B",
        "--fact", "MSI=high", "--fact", "TMB=22",
    ],
    &["@c.vcf", "-t", "LUAD", "--fusions", "@c_fusions.tsv", "-s", "C", "--fact", "HER2=positive"],
];

#[test]
fn every_result_is_that_of_a_run_of_its_own() {
    let place = patients();
    for (format, extension) in
        [("tsv", "tsv"), ("json", "json"), ("summary", "txt"), ("vcf", "vcf")]
    {
        ok(place.sheet(&["-f", format, "--no-provenance", "--force"]));
        for (name, single) in ["A", "B", "C"].iter().zip(SINGLE) {
            let more = ["-f", format, "--no-provenance", "-o", "@single"];
            ok(place.run(&[single, &more].concat()));
            let of_sheet = place.text(&format!("out/{name}.{extension}"));
            assert!(of_sheet == place.text("single"), "{name}, {format}: {of_sheet}");
        }
    }
    // What a result rests on is the same, too; only the command is that of all.
    ok(place.sheet(&["--layout", "evidence", "--all"]));
    for (name, single) in ["A", "B", "C"].iter().zip(SINGLE) {
        ok(place.run(&[single, &["--layout", "evidence", "--all", "-o", "@single"]].concat()));
        let [of_sheet, single] = [format!("out/{name}.tsv"), "single".to_owned()].map(|name| {
            let text = place.text(&name);
            let lines = text.lines().filter(|line| !line.starts_with("## command: "));
            lines.map(str::to_owned).collect::<Vec<_>>()
        });
        assert_eq!(of_sheet, single, "{name}");
    }
}

#[test]
fn threads_change_nothing() {
    let place = patients();
    let all: Vec<String> = (0..12).map(|n| format!("S{n}.vcf")).collect();
    let mut sheet = "sample,path,tumor_type\n".to_owned();
    for (n, name) in all.iter().enumerate() {
        let records = [BRAF, L858R, T790M];
        place.vcf(name, &["TUMOR", "NORMAL"], &records[..1 + n % 3]);
        sheet.push_str(&format!("S{n},{name},LUAD\n"));
    }
    sheet.push_str("gone,gone.vcf,LUAD\n");
    place.write("sheet.csv", &sheet);
    let of = |threads: &str| {
        let run = place.run(&[
            "--sheet",
            "@sheet.csv",
            "--outdir",
            "@out",
            "-@",
            threads,
            "--no-provenance",
        ]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        let files = place.files("out");
        fs::remove_dir_all(place.at("out")).unwrap();
        files
    };
    let one = of("1");
    assert_eq!(one.keys().filter(|path| path.starts_with(".theravar")).count(), 12);
    assert!(one == of("5") && one == of("64"));
}

#[test]
fn a_sample_that_fails_leaves_the_others_alone() {
    let place = patients();
    place.write("broken.vcf", "##fileformat=VCFv4.2\nno header\n").write(
        "sheet.csv",
        "sample,path,tumor_type,assembly,facts\n\
         gone,gone.vcf,,,\n\
         A,a.vcf,SKCM,,\n\
         type,a.vcf,no such tumour,,\n\
         other,a.vcf,,,\n\
         broken,broken.vcf,,,\n\
         assembly,a.vcf,,hg17,\n\
         fact,a.vcf,,,HER2=perhaps\n\
         empty,,,,\n\
         B,b.vcf,LUAD,,\n",
    );
    let run = place.sheet(&["-q"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for (name, why) in [
        ("gone", "gone.vcf"),
        ("type", "no such tumour"),
        ("other", "the file has A"),
        ("broken", "broken.vcf"),
        ("assembly", "hg17"),
        ("fact", "HER2=perhaps"),
        ("empty", "path"),
    ] {
        let lines: Vec<&str> =
            run.stderr.lines().filter(|l| l.contains(&format!("failed: {name}: "))).collect();
        assert!(lines.len() == 1 && lines[0].contains(why), "{name}: {}", run.stderr);
        assert!(!place.at(&format!("out/{name}.tsv")).exists(), "{name}");
    }
    assert!(place.text("out/A.tsv").contains("V600E") && place.text("out/B.tsv").contains("L858R"));
    let listed = rows(&place.text("out/cohort_samples.tsv"));
    let failed: Vec<&str> = listed
        .iter()
        .filter(|row| row["status"] == "failed")
        .map(|row| row["sample"].as_str())
        .collect();
    assert_eq!(failed, ["gone", "type", "other", "broken", "assembly", "fact", "empty"]);
    assert!(listed.iter().all(|row| (row["status"] == "ok") == row["reason"].is_empty()));
    // No column of the matrix for what is not known.
    let matrix = place.text("out/cohort_matrix.tsv");
    assert_eq!(matrix.lines().next(), Some("gene\tA\tB"));
}

/// The counts of the last line of a run: annotated, unchanged, failed.
fn counts(run: &Run) -> [usize; 3] {
    let line = run.stderr.lines().find(|line| line.contains(" annotated, ")).unwrap_or_default();
    let numbers: Vec<usize> = line.split([' ', ',']).filter_map(|word| word.parse().ok()).collect();
    numbers[1..].try_into().unwrap_or_else(|_| panic!("{}", run.stderr))
}

#[test]
fn what_is_done_and_unchanged_is_not_done_again() {
    let place = patients();
    let run = |more: &[&str]| counts(&place.sheet(more));
    assert_eq!(run(&[]), [3, 0, 0]);
    let first = place.files("out");
    assert_eq!(run(&[]), [0, 3, 0]);
    assert_eq!(
        run(&["-@", "1", "--progress", "never"]),
        [0, 3, 0],
        "threads say nothing of a result"
    );
    assert!(place.files("out") == first);
    // Only the time of a file is new.
    let a = place.text("a.vcf");
    place.write("a.vcf", &a);
    assert_eq!(run(&[]), [0, 3, 0]);
    // An input, a table, a cell of the sheet, a result that is gone or is not what was written.
    place.vcf("a.vcf", &["A"], &[BRAF, L858R]);
    assert_eq!(run(&[]), [1, 2, 0]);
    assert!(place.text("out/A.tsv").contains("L858R"));
    assert!(
        place.text("out/cohort.tsv").lines().any(|l| l.starts_with("A\t") && l.contains("L858R"))
    );
    place.write("cna.tsv", "sample\tgene\tcall\nB\tMET\tDeletion\n");
    assert_eq!(run(&[]), [1, 2, 0]);
    place.write("sheet.csv", &place.text("sheet.csv").replace("HER2=positive", "HER2=negative"));
    assert_eq!(run(&[]), [1, 2, 0]);
    fs::remove_file(place.at("out/B.tsv")).unwrap();
    assert_eq!(run(&[]), [1, 2, 0]);
    place.write("out/C.tsv", "edited\n");
    assert_eq!(run(&[]), [1, 2, 0]);
    assert!(place.text("out/C.tsv").contains("L858R"));
    place.write("out/.theravar/C.kept", "{\"key\":\"");
    assert_eq!(run(&[]), [1, 2, 0], "a record that was not written as a whole is none");
    // Options, formats and knowledge concern all.
    assert_eq!(run(&["--min-depth", "20"]), [3, 0, 0]);
    assert_eq!(run(&["--min-depth", "20", "-f", "json"]), [3, 0, 0]);
    assert_eq!(run(&[]), [3, 0, 0]);
    let header = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
                  significance\tsource_level\tcitation\trating\tflagged\torigin\n";
    let row = "BRAF\tBRAF V600E\tlab-1\tuser\tMelanoma\tDOID:1909\tTrial Drug\t\tSupports\t\
               Sensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic\n";
    place.write("own.tsv", &format!("{header}{row}"));
    assert_eq!(run(&["--knowledge", "@own.tsv"]), [3, 0, 0]);
    assert_eq!(run(&["--knowledge", "@own.tsv"]), [0, 3, 0]);
    place.write("own.tsv", &format!("{header}{}", row.replace("lab-1", "lab-2")));
    assert_eq!(run(&["--knowledge", "@own.tsv"]), [3, 0, 0]);
    assert!(place.text("out/A.tsv").contains("lab-2"));
    assert_eq!(run(&["--knowledge", "@own.tsv", "--force"]), [3, 0, 0]);
    // A result of which the input no longer stands is no result.
    fs::remove_file(place.at("a.vcf")).unwrap();
    let failed = place.sheet(&["--knowledge", "@own.tsv"]);
    assert_eq!((counts(&failed), failed.code), ([0, 2, 1], 1), "{}", failed.stderr);
    assert!(!place.at("out/A.tsv").exists() && !place.text("out/cohort.tsv").contains("\nA\t"));
}

#[test]
fn tables_over_all_samples() {
    let place = patients();
    ok(place.sheet(&["--no-provenance"]));
    // Every row of every sample, under one header.
    let mut want = String::new();
    for name in ["A", "B", "C"] {
        let text = place.text(&format!("out/{name}.tsv"));
        let (header, body) = text.split_once('\n').unwrap();
        if want.is_empty() {
            want = format!("{header}\n");
        }
        want.push_str(body);
    }
    assert_eq!(place.text("out/cohort.tsv"), want);
    let samples = rows(&place.text("out/cohort_samples.tsv"));
    let of = |name: &str, column: &str| {
        samples.iter().find(|row| row["sample"] == name).unwrap()[column].clone()
    };
    assert_eq!(of("A", "highest_sensitive_level"), "1");
    assert_eq!(of("A", "tumor_type"), "Cutaneous Melanoma");
    assert_eq!(
        [of("B", "tmb"), of("B", "msi"), of("A", "tmb"), of("A", "msi")],
        ["22", "high", "", ""]
    );
    assert_eq!(of("B", "assembly"), "GRCh37");
    let findings: usize = samples.iter().map(|row| row["findings"].parse::<usize>().unwrap()).sum();
    assert_eq!(findings, rows(&place.text("out/cohort.tsv")).len());
    let matrix = rows(&place.text("out/cohort_matrix.tsv"));
    let cell = |gene: &str, sample: &str| {
        matrix.iter().find(|row| row["gene"] == gene).map_or("-", |row| row[sample].as_str())
    };
    assert_eq!([cell("BRAF", "A"), cell("BRAF", "B"), cell("BRAF", "C")], ["MUT;LEVEL_1", "", ""]);
    assert_eq!([cell("EGFR", "A"), cell("EGFR", "C")], ["", "MUT;LEVEL_1"]);
    assert!(cell("EGFR", "B").starts_with("MUT;LEVEL_"), "{}", cell("EGFR", "B"));
    assert!(cell("MET", "B").starts_with("AMP;LEVEL_"), "{}", cell("MET", "B"));
    assert_eq!([cell("ALK", "C"), cell("ALK", "B")], ["FUSION;LEVEL_1", ""]);
    assert!(cell("EML4", "C").starts_with("FUSION"), "both partners");
    assert_eq!(cell("ERBB2", "B"), "-", "a row of another patient");
    assert!(!matrix.iter().any(|row| row["gene"].starts_with("MSI")), "no gene: {matrix:?}");
    let page = place.text("out/cohort.html");
    assert!(
        page.contains("Cohort of 3 samples")
            && page.contains(">EGFR<")
            && !page.contains("<script")
    );
    assert!(!page.contains("http://") && !page.contains("src="), "nothing is fetched");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_the_rows_of_the_table() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    fn text(field: &Field) -> String {
        match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Int(number) => number.to_string(),
            Field::Double(number) => number.to_string(),
            Field::ListInternal(list) => {
                list.elements().iter().map(text).collect::<Vec<_>>().join(";")
            }
            other => panic!("{other:?}"),
        }
    }
    let place = patients();
    ok(place.sheet(&[]));
    let want = rows(&place.text("out/cohort.tsv"));
    let file = fs::File::open(place.at("out/cohort.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap();
    assert!(metadata.iter().any(|pair| pair.key == "disclaimer"));
    let got: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(got.len(), want.len());
    for (got, want) in got.iter().zip(&want) {
        assert_eq!(got.get_column_iter().count(), want.len());
        for (name, field) in got.get_column_iter() {
            assert_eq!(text(field), want[name].replace('&', ";"), "{name}");
        }
        let is_number = |name: &str| {
            let field = got.get_column_iter().find(|(column, _)| *column == name).unwrap().1;
            matches!(field, Field::Int(_) | Field::Double(_) | Field::Null)
        };
        assert!(["pos", "vaf", "depth", "alt_depth"].into_iter().all(is_number));
    }
}

/// The genes that a sample has rows of.
fn genes(place: &Place, sample: &str) -> BTreeSet<String> {
    let rows = rows(&place.text(&format!("out/{sample}.tsv")));
    rows.into_iter().map(|row| row["gene"].clone()).collect()
}

#[test]
fn nothing_of_one_patient_reaches_another() {
    let place = Place::new();
    for name in ["A", "B"] {
        place.vcf(&format!("{name}.vcf"), &[name], &[BRAF]);
    }
    place
        .write("named.tsv", "sample\tgene\tcall\nB\tERBB2\tAmplification\n")
        .write("matrix.tsv", "gene\tA\tB\nERBB2\t0\t2\n")
        .write("fusions.tsv", "sample\tgeneA\tgeneB\nB\tEML4\tALK\n")
        .write("unnamed.tsv", "gene\tcall\nERBB2\tAmplification\n")
        .write("fused.tsv", "geneA\tgeneB\nEML4\tALK\n");
    for table in ["named.tsv", "matrix.tsv"] {
        ok(place.run(&[
            "@A.vcf",
            "@B.vcf",
            "--outdir",
            "@out",
            "--cna",
            &format!("@{table}"),
            "--fusions",
            "@fusions.tsv",
        ]));
        let [a, b] = ["A", "B"].map(|name| genes(&place, name));
        assert!(!a.contains("ERBB2") && !a.contains("EML4::ALK"), "{table}: {a:?}");
        assert!(b.contains("ERBB2") && b.contains("EML4::ALK"), "{table}: {b:?}");
        let matrix = rows(&place.text("out/cohort_matrix.tsv"));
        let row = matrix.iter().find(|row| row["gene"] == "ERBB2").unwrap();
        assert!(row["A"].is_empty() && row["B"].starts_with("AMP"), "{row:?}");
    }
    // A table of nobody is read for one sample, and for several it is refused.
    for (option, table) in [("--cna", "unnamed.tsv"), ("--fusions", "fused.tsv")] {
        let run =
            place.run(&["@A.vcf", "@B.vcf", "--outdir", "@out", option, &format!("@{table}")]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(
            run.stderr.contains("failed: A: ") && run.stderr.contains("whose"),
            "{}",
            run.stderr
        );
        assert!(!place.at("out/A.tsv").exists() && !place.at("out/B.tsv").exists());
        ok(place.run(&["@A.vcf", "--outdir", "@one", option, &format!("@{table}")]));
        place.write(
            "sheet.csv",
            &format!("sample,path,{0}\nA,A.vcf,{table}\nB,B.vcf,./{table}\n", &option[2..]),
        );
        let run = place.sheet(&[]);
        assert_eq!((run.code, counts(&run)), (1, [0, 0, 2]), "{}", run.stderr);
        place.write(
            "sheet.csv",
            &format!("sample,path,{0}\nA,A.vcf,{table}\nB,B.vcf,\n", &option[2..]),
        );
        ok(place.sheet(&[]));
        assert_eq!(genes(&place, "B"), BTreeSet::from(["BRAF".to_owned()]));
        assert_eq!(genes(&place, "A").len(), 2);
    }
    // What is stated of one is stated of one.
    place.write(
        "sheet.csv",
        "sample,path,tumor_type,facts\nA,A.vcf,LUAD,\nB,B.vcf,LUAD,MSI=high;HER2=positive\n",
    );
    ok(place.sheet(&[]));
    let [a, b] = ["A", "B"].map(|name| place.text(&format!("out/{name}.tsv")));
    assert!(!a.contains("## fact") && b.contains("## fact: MSI=high"), "{a}");
    for option in [
        ["--fact", "MSI=high"],
        ["--purity", "0.5"],
        ["--ploidy", "3"],
        ["--msi", "@A.vcf"],
        ["--hrd", "@A.vcf"],
    ] {
        let run = place.sheet(&option);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(option[0]), "{}", run.stderr);
    }
}

#[test]
fn a_file_that_names_nobody_has_the_name_of_its_sample() {
    let place = Place::new();
    place
        .vcf("a.vcf", &["NORMAL", "TUMOR"], &[BRAF])
        .vcf("b.vcf", &["NORMAL", "TUMOR"], &[L858R])
        .vcf("c.vcf", &[], &[L858R])
        .vcf("d.vcf", &["P5"], &[L858R])
        .write("cna.tsv", "sample\tgene\tcall\nP2\tMET\tAmplification\nP3\tERBB2\tAmplification\nTUMOR\tKIT\tAmplification\n")
        .write("sheet.csv", "sample,path,cna\nP1,a.vcf,cna.tsv\nP2,b.vcf,cna.tsv\nP3,c.vcf,cna.tsv\nP4,d.vcf,\n");
    let run = place.sheet(&[]);
    assert_eq!((run.code, counts(&run)), (1, [3, 0, 1]), "{}", run.stderr);
    assert!(
        run.stderr.contains("failed: P4: ") && run.stderr.contains("P5"),
        "another patient's file: {}",
        run.stderr
    );
    let found = ["P1", "P2", "P3"]
        .map(|name| genes(&place, name).into_iter().collect::<Vec<_>>().join(" "));
    assert_eq!(found, ["BRAF", "EGFR MET", "EGFR ERBB2"]);
    assert!(
        run.stderr.contains("warning: P1: ") && run.stderr.contains("cna.tsv"),
        "{}",
        run.stderr
    );
    let table = rows(&place.text("out/cohort.tsv"));
    let names: Vec<&str> = table.iter().map(|row| row["sample"].as_str()).collect();
    assert_eq!(names, ["P1", "P2", "P2", "P3", "P3"]);
}

#[test]
fn a_sample_that_its_table_does_not_name_is_told() {
    let place = patients();
    place.write("fusions.tsv", "sample\tgeneA\tgeneB\nX\tEML4\tALK\n");
    for (option, table) in [("cna", "cna.tsv"), ("fusions", "fusions.tsv")] {
        place.write("sheet.csv", &format!("sample,path,{option}\nA,a.vcf,{table}\n"));
        let of_sheet = ok(place.sheet(&[])).stderr;
        let alone = ok(place.run(&["@a.vcf", &format!("--{option}"), &format!("@{table}")])).stderr;
        for text in [&of_sheet, &alone] {
            assert!(
                text.contains("warning: ") && text.contains(table) && text.contains("A"),
                "{text}"
            );
        }
        assert!(rows(&place.text("out/cohort_samples.tsv"))[0]["warnings"].contains(table));
    }
}

#[test]
fn a_folder_and_several_files() {
    let place = patients();
    fs::create_dir(place.at("in")).unwrap();
    place
        .vcf("in/S2.vcf", &["x"], &[L858R])
        .vcf("in/S1.vcf", &["x"], &[BRAF])
        .write("in/notes.txt", "");
    let run =
        ok(place.run(&["@in", "@a.vcf", "--outdir", "@out", "--progress", "always", "-t", "LUAD"]));
    for line in ["S1: 1 finding", "S2: 1 finding", "a: 1 finding"] {
        assert!(run.stderr.contains(line), "{}", run.stderr);
    }
    assert_eq!(run.stderr.lines().filter(|line| line.contains("/3 ")).count(), 3, "{}", run.stderr);
    let matrix = place.text("out/cohort_matrix.tsv");
    assert_eq!(matrix.lines().next(), Some("gene\tS1\tS2\ta"));
    let gated = place.run(&["@in", "--outdir", "@out", "--fail-on", "1", "-t", "LUAD", "-q"]);
    assert_eq!((gated.code, gated.stderr.as_str()), (4, ""));
}

#[test]
fn what_cannot_be_is_refused_before_any_work() {
    let place = patients();
    fs::create_dir(place.at("none")).unwrap();
    place.write("file", "").vcf("none/readme.txt", &[], &[]);
    let refused = |code: i32, args: &[&str], wants: &str| {
        let run = place.run(args);
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(wants), "{args:?}: {}", run.stderr);
    };
    refused(2, &["@a.vcf", "@b.vcf"], "--outdir");
    refused(2, &["@a.vcf", "--outdir", "@file"], "folder");
    refused(3, &["@none", "--outdir", "@out"], "no .vcf");
    refused(1, &["--sheet", "@nothing.csv", "--outdir", "@out"], "nothing.csv");
    refused(2, &["--sheet", "@sheet.csv"], "--outdir");
    refused(2, &["--sheet", "@sheet.csv", "@a.vcf", "--outdir", "@out"], "--sheet");
    refused(2, &["--sheet", "@sheet.csv", "-s", "A", "--outdir", "@out"], "--sample");
    refused(2, &["@a.vcf", "--outdir", "@out", "-o", "@x.tsv"], "--output");
    refused(2, &["-", "--outdir", "@out"], "standard input");
    refused(2, &["@a.vcf", "@none/../a.vcf", "--outdir", "@out"], "one result");
    refused(2, &["@a.vcf", "--outdir", "@out", "-t", "no such tumour"], "no such tumour");
    // The results would take the place of the inputs.
    fs::create_dir(place.at("in")).unwrap();
    place.vcf("in/S1.vcf", &["x"], &[BRAF]);
    let before = place.text("in/S1.vcf");
    refused(2, &["@in", "--outdir", "@in", "-f", "vcf"], "lost");
    assert_eq!(place.text("in/S1.vcf"), before);
    for (sheet, code, wants) in [
        ("sample,path,tumour\nA,a.vcf,LUAD\n", 3, "\"tumour\""),
        ("sample\nA\n", 3, "path"),
        ("sample,path\nA,a.vcf\nA,b.vcf\n", 3, "line 2"),
        ("sample,path\n../A,a.vcf\n", 2, "slash"),
        ("sample,path\ncohort,a.vcf\n", 2, "cohort"),
    ] {
        place.write("sheet.csv", sheet);
        refused(code, &["--sheet", "@sheet.csv", "--outdir", "@out"], wants);
    }
    assert!(!place.at("out/A.tsv").exists());
}

/// BRAF V600E of A and EGFR L858R of B, in the columns that vcf2maf writes.
fn maf() -> String {
    let mut text = "Hugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tEnd_Position\tVariant_Classification\t\
                    Variant_Type\tReference_Allele\tTumor_Seq_Allele2\tTumor_Sample_Barcode\tHGVSp_Short\n"
        .to_owned();
    for (gene, at, alleles, sample, protein) in [
        ("BRAF", 140453136, ["A", "T"], "A", "p.V600E"),
        ("EGFR", 55259515, ["T", "G"], "B", "p.L858R"),
    ] {
        let [reference, alternate] = alleles;
        text.push_str(&format!(
            "{gene}\tGRCh37\t7\t{at}\t{at}\tMissense_Mutation\tSNP\t{reference}\t{alternate}\t{sample}\t{protein}\n"
        ));
    }
    text
}

#[test]
fn samples_of_a_maf_are_samples_like_others() {
    let place = Place::new();
    place.write("all.maf", &maf()).vcf("c.vcf", &["C"], &[T790M]).write(
        "sheet.csv",
        "sample,path,tumor_type,facts\nA,all.maf,SKCM,\nB,all.maf,LUAD,TMB=12\nC,c.vcf,LUAD,\n",
    );
    for format in ["tsv", "json", "maf"] {
        ok(place.sheet(&["-f", format, "--no-provenance", "--force"]));
        for single in [&["A", "-t", "SKCM"][..], &["B", "-t", "LUAD", "--fact", "TMB=12"]] {
            let more = ["-s", single[0], "-f", format, "--no-provenance", "-o", "@single"];
            ok(place.run(&[&["@all.maf"], &more[..], &single[1..]].concat()));
            let of_sheet = place.text(&format!("out/{}.{format}", single[0]));
            assert_eq!(of_sheet, place.text("single"), "{format} {}", single[0]);
        }
    }
    let cohort = place.text("out/cohort.tsv");
    let genes: Vec<String> =
        rows(&cohort).iter().map(|row| format!("{} {}", row["sample"], row["gene"])).collect();
    assert_eq!(genes, ["A BRAF", "B EGFR", "B TMB-high", "C EGFR"]);
    // A row of another sample changes the file, and so all that is read from it.
    ok(place.sheet(&[]));
    assert!(ok(place.sheet(&[])).stderr.contains("0 annotated, 3 unchanged"));
    place.write("all.maf", &maf().replace("p.V600E", "p.V600K"));
    assert!(ok(place.sheet(&[])).stderr.contains("2 annotated, 1 unchanged"));
}

#[test]
fn a_maf_that_cannot_be_of_one_sample_fails_alone_and_says_what_to_do() {
    let place = Place::new();
    place.write("all.maf", &maf()).write("types.tsv", "SAMPLE_ID\tONCOTREE_CODE\nA\tSKCM\n").vcf(
        "c.vcf",
        &["C"],
        &[T790M],
    );
    let list = |rows: &str| {
        place.write("sheet.csv", &format!("sample,path\n{rows}"));
    };
    list(",all.maf\nX,all.maf\nC,c.vcf\n");
    let run = place.sheet(&[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let failed = |name: &str| {
        let line = run.stderr.lines().find(|line| line.contains(&format!("failed: {name}: ")));
        line.unwrap_or_else(|| panic!("{name}: {}", run.stderr)).to_owned()
    };
    let several = failed("all");
    assert!(several.contains("has 2 (A, B)") && several.contains("column sample"), "{several}");
    let unknown = failed("X");
    assert!(unknown.contains("no sample \"X\"") && unknown.contains("A, B"), "{unknown}");
    assert!(place.at("out/C.tsv").exists() && !place.at("out/all.tsv").exists());
    // Tumour types of a clinical table are those of a MAF's samples, and its rows are part of the result.
    list("A,all.maf\n");
    ok(place.sheet(&["--clinical", "@types.tsv"]));
    assert!(place.text("out/cohort_samples.tsv").contains("SKCM"));
    place.write("types.tsv", "SAMPLE_ID\tONCOTREE_CODE\nA\tLUAD\n");
    assert!(ok(place.sheet(&["--clinical", "@types.tsv"])).stderr.contains("1 annotated"));
    list("C,c.vcf\n");
    let run = place.sheet(&["--clinical", "@types.tsv"]);
    assert!(run.code == 1 && run.stderr.contains("--tumor-type"), "{}", run.stderr);
    // Its records are not those of a VCF.
    list("A,all.maf\n");
    let run = place.sheet(&["-f", "vcf"]);
    assert!(run.code == 1 && run.stderr.contains("not written back"), "{}", run.stderr);
}
