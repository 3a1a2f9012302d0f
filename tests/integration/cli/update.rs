//! `knowledge update`: the tables compiled in, made again from downloads, and used.

use std::fs;
use std::path::Path;

use super::support::theravar;
use crate::shared::shared;

/// CIViC's four summaries, with one item at `level`.
fn civic(folder: &Path, level: &str) {
    let write = |name: &str, rows: &[&[(&str, &str)]]| {
        let line = |row: &[(&str, &str)], of: fn(&(&str, &str)) -> String| {
            row.iter().map(of).collect::<Vec<_>>().join("\t")
        };
        let header = line(rows[0], |(name, _)| (*name).to_owned());
        let rows: Vec<String> =
            rows.iter().map(|row| line(row, |(_, value)| (*value).to_owned())).collect();
        fs::write(folder.join(name), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    };
    let item = |id, profile: &'static str, profile_id, level, disease, doid| {
        [
            ("evidence_id", id),
            ("molecular_profile", profile),
            ("molecular_profile_id", profile_id),
            ("disease", disease),
            ("doid", doid),
            ("therapies", "Vemurafenib"),
            ("therapy_interaction_type", ""),
            ("evidence_type", "Predictive"),
            ("evidence_direction", "Supports"),
            ("evidence_level", level),
            ("significance", "Sensitivity/Response"),
            ("rating", "4"),
            ("variant_origin", "Somatic"),
            ("citation_id", "1"),
            ("source_type", "PubMed"),
            ("evidence_status", "accepted"),
            ("is_flagged", "false"),
        ]
    };
    let known = item("1409", "BRAF V600E", "12", level, "Skin Melanoma", "8923");
    let new = item("999999", "BRAF V600E", "12", "B", "Melanoma", "1909");
    write("nightly-ClinicalEvidenceSummaries_2026-11-01.tsv", &[&known, &new]);
    write(
        "nightly-MolecularProfileSummaries.tsv",
        &[&[("molecular_profile_id", "12"), ("name", "BRAF V600E"), ("evidence_item_ids", "1409")]],
    );
    write(
        "nightly-VariantSummaries.tsv",
        &[&[
            ("variant_id", "12"),
            ("gene", "BRAF"),
            ("variant", "V600E"),
            ("chromosome", "7"),
            ("start", "140453136"),
            ("stop", "140453136"),
            ("reference_bases", "A"),
            ("variant_bases", "T"),
            ("reference_build", "GRCh37"),
            ("representative_transcript", "ENST00000288602.6"),
            ("single_variant_molecular_profile_id", "12"),
        ]],
    );
    write(
        "nightly-AssertionSummaries.tsv",
        &[&[
            ("assertion_id", "1"),
            ("molecular_profile", "BRAF V600E"),
            ("molecular_profile_id", "12"),
            ("disease", "Melanoma"),
            ("doid", "1909"),
            ("therapies", "Vemurafenib"),
            ("assertion_type", "Diagnostic"),
            ("assertion_direction", "Supports"),
            ("significance", "Positive"),
            ("amp_category", "Tier II - Level C"),
        ]],
    );
}

#[test]
fn downloads_become_tables_and_a_diff_of_levels() {
    let folder = tempfile::tempdir().unwrap();
    let (from, made) = (folder.path().join("downloads"), folder.path().join("tables"));
    fs::create_dir(&from).unwrap();
    civic(&from, "C");
    fs::write(
        from.join("hotspots.txt"),
        "Hugo_Symbol\tResidue\tAmino_Acid_Position\tVariant_Amino_Acid\tTumor_Count\n\
         BRAF\tV600\t600\tE:800|K:20\t820\n",
    )
    .unwrap();
    fs::write(from.join("notes.md"), "mine\n").unwrap();
    let (from, made) = (from.to_str().unwrap(), made.to_str().unwrap());
    let run = theravar(&["knowledge", "update", "--from", from, "-o", made], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    for said in [
        "notes.md: of no kind that is known here",
        "1 added",
        "1 at another level",
        "3 tables written: evidence.tsv, variants.tsv, hotspots.tsv",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    let changed = |kind: &str, id: &str| {
        run.stdout.lines().any(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            cells[0] == kind && cells[2] == id
        })
    };
    assert!(changed("level", "EID1409") && changed("added", "EID999999"), "{}", run.stdout);
    assert!(run.stdout.lines().any(|line| line.ends_with("\tA\tC")), "{}", run.stdout);
    assert!(changed("removed", "EID277"), "an item of EGFR T790M is not in the downloads");
    // What is used: the new table in the place of the embedded one.
    let explain = |query: &str, more: &[&str]| {
        let run = theravar(&[&["explain", "--all", query], more].concat(), b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    assert!(explain("EGFR T790M", &[]).contains("EID277"));
    let updated = explain("EGFR T790M", &["--knowledge", made]);
    assert!(!updated.contains("EID") && updated.contains("FDA:"), "{updated}");
    let updated = explain("BRAF V600E", &["--knowledge", made]);
    assert!(updated.contains("EID999999") && updated.contains("800 of 820 samples"), "{updated}");
    // How old it is.
    let info = theravar(&["knowledge", "info", "--knowledge", made], b"").stdout;
    assert!(info.contains("evidence.tsv: as of: 2026-11-01\t"), "{info}");
    assert!(!info.contains("items 2026-05-26"), "{info}");
    let info = theravar(&["knowledge", "info"], b"").stdout;
    let age = info.lines().find(|line| line.starts_with("age_days\tevidence.tsv: items")).unwrap();
    assert!(age.rsplit('\t').next().unwrap().parse::<i64>().unwrap() > 0, "{age}");
    // The same downloads make the same tables.
    let again = folder.path().join("again");
    let run =
        theravar(&["knowledge", "update", "--from", from, "-o", again.to_str().unwrap()], b"");
    assert_eq!(run.code, 0);
    for name in ["evidence.tsv", "variants.tsv", "hotspots.tsv"] {
        let text = |folder: &Path| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(text(&again), text(Path::new(made)), "{name}");
    }
}

#[test]
fn what_cannot_be_made_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (from, made) = (folder.path().join("downloads"), folder.path().join("tables"));
    fs::create_dir(&from).unwrap();
    let update = |output: &Path| {
        let (from, output) = (from.to_str().unwrap(), output.to_str().unwrap());
        let run = theravar(&["knowledge", "update", "--from", from, "-o", output], b"");
        (run.code, run.stderr)
    };
    let (code, told) = update(&made);
    assert!(code == 3 && told.contains("no file here is an export of CIViC"), "{told}");
    civic(&from, "A");
    fs::remove_file(from.join("nightly-AssertionSummaries.tsv")).unwrap();
    let (code, told) = update(&made);
    assert!(code == 3 && told.contains("the summaries of assertions are not here"), "{told}");
    civic(&from, "Z");
    let (code, told) = update(&made);
    assert!(code == 3 && told.contains("evidence_level"), "{told}");
    let (code, told) = update(&from);
    assert!(code == 2 && told.contains("name another folder"), "{told}");
    assert!(!made.exists());
    let run = theravar(&["knowledge", "update", "--from", "/nonesuch", "-o", "x"], b"");
    assert_eq!(run.code, 1, "{}", run.stderr);
}

/// The files that the embedded tables were made from make the same statements.
#[test]
fn the_samples_change_nothing() {
    let names = [
        "civic_evidence_2026-05-26.tsv",
        "civic_variants_2024-08-01.tsv",
        "civic_profiles_2024-08-01.tsv",
        "civic_assertions_2024-08-01.tsv",
        "fda_label_facts_2026-05.tsv",
        "import-samples/v3_multi_type_residue.txt",
        "import-samples/docm_variants.tsv.gz",
    ];
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("downloads");
    fs::create_dir(&from).unwrap();
    for name in names {
        let Some(path) = shared(&format!("kb/{name}")) else { return };
        fs::copy(&path, from.join(path.file_name().unwrap())).unwrap();
    }
    let made = folder.path().join("tables");
    let (from, made) = (from.to_str().unwrap(), made.to_str().unwrap());
    let run = theravar(&["knowledge", "update", "--from", from, "-o", made], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stderr.contains("5 tables written"), "{}", run.stderr);
}
