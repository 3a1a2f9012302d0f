//! Results of MSI and HRD programs beside an input, states that are known, and what repair genes hint at.

use std::fs;

use serde_json::Value;

use super::support::theravar;

const RECORD: &str = "7\t140753336\t.\tA\tT\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n";

fn json(records: &str, args: &[&str]) -> (Value, String) {
    let text = format!(
        "##fileformat=VCFv4.2\n##contig=<ID=7,length=159345973>\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n{records}"
    );
    let all = [&["annotate", "-", "-f", "json", "-a", "GRCh38"], args].concat();
    let run = theravar(&all, text.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    (serde_json::from_str(&run.stdout).unwrap(), run.stderr)
}

fn gene<'j>(json: &'j Value, name: &str) -> Option<&'j Value> {
    json["variants"].as_array().unwrap().iter().find(|variant| variant["gene"] == name)
}

#[test]
fn results_of_programs_become_facts_that_meet_labels() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let high =
        write("high.txt", "Total_Number_of_Sites\tNumber_of_Somatic_Sites\t%\n1000\t300\t30.00\n");
    let between =
        write("between.txt", "Total_Number_of_Sites\tNumber_of_Somatic_Sites\t%\n1000\t50\t5.00\n");
    let stable =
        write("stable.txt", "Total_Number_of_Sites\tNumber_of_Somatic_Sites\t%\n1000\t5\t0.50\n");
    let (found, _) = json(RECORD, &["--msi", &high, "-t", "COAD"]);
    let fact = &found["sample"]["facts"][0];
    assert_eq!((&fact["key"], &fact["value"]), (&"MSI".into(), &"high".into()));
    assert_eq!((&fact["by"], &fact["method"]), (&"file".into(), &"MSIsensor".into()));
    let finding = gene(&found, "MSI-high").unwrap();
    assert_eq!(finding["highest_sensitive_level"], "1");
    assert_eq!(finding["match_type"], "signature");
    let kind = &found["provenance"]["tables"][0]["kind"];
    assert_eq!(kind, "msi");

    let named = format!("msisensor:{between}");
    let (found, _) = json(RECORD, &["--msi", &named, "-t", "COAD"]);
    assert!(found["sample"].get("facts").is_none());
    assert_eq!(found["sample"]["hints"][0]["about"], "MSI");
    assert!(gene(&found, "MSI-high").is_none());

    let (found, _) = json(RECORD, &["--msi", &stable, "-t", "COAD"]);
    assert_eq!(found["sample"]["facts"][0]["value"], "stable");
    assert!(gene(&found, "MSI-high").is_none());

    // What the user states stands.
    let (found, stderr) = json(RECORD, &["--msi", &high, "--fact", "MSI=stable", "-t", "COAD"]);
    assert!(gene(&found, "MSI-high").is_none());
    assert!(stderr.contains("MSI=stable (stated) stands"), "{stderr}");

    let scar = write(
        "scar.txt",
        "\"HRD\"\t\"Telomeric AI\"\t\"LST\"\t\"HRD-sum\"\n\"T\"\t20\t18\t30\t68\n",
    );
    let (found, _) = json(RECORD, &["--hrd", &scar, "-t", "HGSOC"]);
    assert_eq!(found["sample"]["facts"][0]["method"], "scarHRD");
    assert!(gene(&found, "HRD").is_some(), "{}", found["variants"]);

    let run = theravar(&["annotate", "-", "--msi", &scar], b"");
    assert_eq!(run.code, 3, "{}", run.stderr);
}

#[test]
fn a_state_that_is_stated_is_a_finding_and_one_that_is_not_there_is_none() {
    for (fact, name) in
        [("MSI=high", "MSI-high"), ("TMB=12", "TMB-high"), ("MMR=deficient", "dMMR")]
    {
        let (found, _) = json(RECORD, &["--fact", fact, "-t", "COAD"]);
        let names: Vec<&Value> =
            found["variants"].as_array().unwrap().iter().map(|v| &v["gene"]).collect();
        assert!(names.contains(&&Value::from(name)), "{fact}: {names:?}");
    }
    for fact in ["MSI=low", "MSI=stable", "TMB=9.9", "TMB=low", "MMR=proficient", "HRD=negative"] {
        let (found, _) = json(RECORD, &["--fact", fact, "-t", "COAD"]);
        let names: Vec<&Value> =
            found["variants"].as_array().unwrap().iter().map(|v| &v["gene"]).collect();
        assert_eq!(names, [&Value::from("BRAF")], "{fact}");
    }
}

#[test]
fn polymerases_and_repair_genes_hint() {
    // POLE P286R, and another change of its proofreading domain.
    let hints = |records: &str| -> Vec<(String, String)> {
        let (found, _) = json(records, &["-t", "UCEC"]);
        let empty = Vec::new();
        found["sample"]["hints"]
            .as_array()
            .unwrap_or(&empty)
            .iter()
            .map(|hint| {
                let text = |key: &str| hint[key].as_str().unwrap().to_owned();
                (text("about"), text("text"))
            })
            .collect()
    };
    let record = |chrom: &str, pos: u32, reference: &str, alternate: &str| {
        format!(
            "{chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n"
        )
    };
    let model = |gene: &str, residue: u32| {
        use theravar::genome::TranscriptStore;
        use theravar::model::assembly::Assembly;
        use theravar::model::position::ResidueNumber;
        let model = &TranscriptStore::embedded().gene(gene, Assembly::GRCh38)[0];
        let number = ResidueNumber(residue);
        (model, model.codons_on_genome(number, number)[0])
    };
    // On the reverse strand: CCT (P286) becomes CGT (R) by its second base.
    let (pole, codon) = model("POLE", 286);
    let second = codon.start + 1;
    assert_eq!(pole.base(second), Some(b'G'));
    let known = hints(&record("12", second + 1, "G", "C"));
    assert_eq!(known[0].0, "POLE");
    assert!(known[0].1.contains("P286R takes the proofreading"), "{known:?}");
    let other = hints(&record("12", second + 1, "G", "T"));
    assert!(other[0].1.contains("significance unknown"), "{other:?}");
    // Beyond the domain nothing is said.
    let (pole, codon) = model("POLE", 600);
    let base = pole.base(codon.start + 1).unwrap() as char;
    for alternate in ["A", "C", "G", "T"].iter().filter(|&&other| other != base.to_string()) {
        let none = hints(&record("12", codon.start + 2, &base.to_string(), alternate));
        assert!(none.iter().all(|(about, _)| about != "POLE"), "{none:?}");
    }
    // One frameshift of MSH6 is no suspect, two of them are, apart.
    let cut = |residue: u32| {
        let (model, codon) = model("MSH6", residue);
        let anchor = model.base(codon.start).unwrap() as char;
        let lost = model.base(codon.start + 1).unwrap() as char;
        record("2", codon.start + 1, &format!("{anchor}{lost}"), &anchor.to_string())
    };
    assert!(hints(&cut(300)).is_empty(), "{:?}", hints(&cut(300)));
    let two = hints(&format!("{}{}", cut(300), cut(700)));
    assert!(two.iter().any(|(about, text)| about == "MMR" && text.contains("no proof")), "{two:?}");
}

#[test]
fn a_result_of_another_sample_is_told_and_one_out_of_bounds_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hrd.txt").display().to_string();
    let write = |row: &str| {
        fs::write(&path, format!("\tHRD\tTelomeric AI\tLST\tHRD-sum\n{row}\n")).unwrap();
    };
    let args = ["--hrd", &path, "-t", "HGSOC"];
    write("U\t20\t20\t20\t60");
    let (found, told) = json(RECORD, &args);
    assert!(found["sample"].get("facts").is_none(), "{}", found["sample"]);
    assert!(
        told.contains("hrd.txt: nothing is of sample \"T\", so none is used; it has U"),
        "{told}"
    );
    write("T\t20\t20\t20\t60");
    let (found, told) = json(RECORD, &args);
    assert_eq!(found["sample"]["facts"][0]["value"], "positive");
    assert!(!told.contains("hrd.txt"), "{told}");
    write("T\t20\t20\t20\t10");
    let text = format!(
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n{RECORD}"
    );
    let run = theravar(&[&["annotate", "-", "-a", "GRCh38"], &args[..]].concat(), text.as_bytes());
    assert_eq!((run.code, &*run.stdout), (3, ""), "{}", run.stderr);
    let want = "hrd.txt:2: HRD-sum: 10, where its parts add up to 60";
    assert!(run.stderr.contains(want), "{}", run.stderr);
}
