//! `annotate --bam`: calls that reads do not show, targets that only reads show, absence that they prove.

use std::fs;

use serde_json::Value;

use super::container::{Files, Line};
use super::sample::{HEADER, KRAS, KRAS_G12D, L858R, T790M, across, over, row, sample, with_reads};
use crate::cli::support::rows;

fn json(files: &Files, more: &[&str]) -> Value {
    let run = with_reads(files, &[&["-f", "json"], more].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_target_below_the_callers_threshold_is_shown_without_a_level() {
    let lines = |resistant| [over(L858R, 1000, 50), over(T790M, 1000, resistant)].concat();
    let calls = [(L858R, "950,50")];
    let files = sample(&lines(4), &calls);
    let run = with_reads(&files, &["-t", "LUAD"]);
    assert!(run.stderr.contains("EGFR T790M (4 of 1000 fragments (0.40 %"), "{}", run.stderr);
    assert!(run.stderr.contains("below the caller's threshold"), "{}", run.stderr);
    let called = row(&run, "L858R").unwrap();
    assert_eq!((&*called["highest_level"], called["flags"].contains("not_")), ("1", false));
    let resistant = row(&run, "T790M").unwrap();
    assert_eq!(resistant["highest_level"], "");
    assert_eq!((&*resistant["vaf"], &*resistant["depth"]), ("0.004", "1000"));
    assert!(resistant["flags"].contains("not_called"), "{resistant:?}");
    assert!(resistant["biomarkers"].contains("EGFR T790M"), "what is known of it stands");

    // One fragment is what errors make.
    let run = with_reads(&sample(&lines(1), &calls), &["-t", "LUAD"]);
    assert!(row(&run, "T790M").is_none() && !run.stderr.contains("T790M"), "{}", run.stderr);
    // Nobody looked at the reads.
    let run = files.run_on("annotate", &[":x.vcf", "-t", "LUAD"]);
    assert!(row(&run, "T790M").is_none());
    // A called target is one row, and no second one.
    let both = [(L858R, "950,50"), (T790M, "996,4")];
    let run = with_reads(&sample(&lines(4), &both), &["-t", "LUAD"]);
    assert!(!run.stderr.contains("not called by the input"), "{}", run.stderr);
    assert_eq!(row(&run, "T790M").unwrap()["highest_level"], "R1");
    assert_eq!(rows(&run.stdout).iter().filter(|row| row["protein_change"] == "T790M").count(), 1);
}

#[test]
fn a_call_that_reads_contradict_has_no_level() {
    let run = |reads: &str, depth, changed| {
        let files = sample(&over(L858R, depth, changed), &[(L858R, reads)]);
        let run = with_reads(&files, &["-t", "LUAD"]);
        let row = row(&run, "L858R").unwrap();
        (row["highest_level"].clone(), row["flags"].contains("not_supported_by_reads"), run.stderr)
    };
    let (level, is_flagged, warnings) = run("950,50", 1000, 0);
    assert_eq!((&*level, is_flagged), ("", true));
    assert!(warnings.contains("1 allele is called and not in the reads: EGFR L858R"), "{warnings}");
    for (reads, depth, changed) in [
        ("950,50", 1000, 50),
        // Too few reads to say.
        ("950,50", 20, 0),
        ("950,50", 1, 0),
        // Such a fraction is below what so many reads show.
        ("998,2", 1000, 0),
        // A site without fraction contradicts nothing.
        (".", 1000, 0),
    ] {
        let (level, is_flagged, warnings) = run(reads, depth, changed);
        assert_eq!((&*level, is_flagged), ("1", false), "{reads} {depth} {changed}");
        assert!(!warnings.contains("not in the reads"), "{warnings}");
    }
}

/// The status of a standard biomarker of colon cancer, and why.
fn biomarker(files: &Files, name: &str, more: &[&str]) -> (String, String) {
    let document = json(files, &[&["-t", "COAD"], more].concat());
    let all = document["standard_biomarkers"].as_array().unwrap();
    let found =
        all.iter().find(|one| one["biomarker"] == name).unwrap_or_else(|| panic!("{all:?}"));
    (found["status"].as_str().unwrap().to_owned(), found.to_string())
}

#[test]
fn wild_type_holds_only_where_reads_exclude_every_change() {
    let exons = |depth| KRAS.map(|exon| across("12", exon, depth)).concat();
    let changed = |count: usize| {
        let mut lines = exons(320);
        for line in lines.iter_mut().filter(|line| line.pos > 25_398_000).take(count) {
            let at = 25_398_284 - line.pos;
            line.bases[at] = KRAS_G12D.3;
        }
        lines
    };
    let status =
        |lines: &[Line], more: &[&str]| biomarker(&sample(lines, &[]), "KRAS wild type", more).0;
    assert_eq!(status(&exons(320), &[]), "DETECTED");
    assert_eq!(status(&exons(80), &[]), "NOT_ASSESSED", "the limit of detection is above 5 %");
    assert_eq!(status(&exons(80), &["--absence-lod", "0.25"]), "DETECTED");
    assert_eq!(status(&exons(320), &["--absence-lod", "0.01"]), "NOT_ASSESSED");
    assert_eq!(
        status(
            &KRAS[1..].iter().flat_map(|exon| across("12", *exon, 320)).collect::<Vec<_>>(),
            &[]
        ),
        "NOT_ASSESSED"
    );
    assert_eq!(status(&changed(6), &[]), "NOT_ASSESSED", "G12D is in the reads and not called");
    assert_eq!(status(&changed(1), &[]), "DETECTED", "one fragment is what errors make");
    // A call denies it, whatever was read.
    let files = sample(&changed(6), &[(KRAS_G12D, "314,6")]);
    assert_eq!(biomarker(&files, "KRAS wild type", &[]).0, "NOT_DETECTED");
    // Reads stand before a table of regions.
    let files = sample(&exons(30), &[]);
    let bed: String = KRAS.iter().map(|(start, end)| format!("12\t{start}\t{end}\n")).collect();
    fs::write(files.path("a.bed"), bed).unwrap();
    assert_eq!(
        biomarker(&files, "KRAS wild type", &["--assessed-bed", ":a.bed"]).0,
        "NOT_ASSESSED"
    );
}

#[test]
fn a_table_of_depths_serves_without_reads() {
    let files = sample(&[], &[]);
    let status = |depth: u32, more: &[&str]| {
        let table: String =
            KRAS.iter().map(|(start, end)| format!("12\t{start}\t{end}\t{depth}\n")).collect();
        fs::write(files.path("d.bed"), table).unwrap();
        let usual = [":x.vcf", "-t", "COAD", "--depth", ":d.bed", "-f", "json"];
        let run = files.run_on("annotate", &[&usual[..], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        let all = document["standard_biomarkers"].as_array().unwrap();
        let found = all.iter().find(|one| one["biomarker"] == "KRAS wild type").unwrap();
        found["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status(20, &[]), "DETECTED");
    assert_eq!(status(19, &[]), "NOT_ASSESSED");
    assert_eq!(status(200, &["--absence-lod", "0.01"]), "NOT_ASSESSED");
    assert_eq!(status(2000, &["--absence-lod", "0.01"]), "DETECTED");
}

#[test]
fn targets_and_proofs_are_in_the_json_and_of_its_schema() {
    let lines = [over(L858R, 1000, 50), over(T790M, 1000, 4)].concat();
    let files = sample(&lines, &[(L858R, "950,50")]);
    let document = json(&files, &["-t", "LUAD"]);
    let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/result.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let wrong: Vec<String> = schema.iter_errors(&document).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let reads = &document["reads"];
    assert_eq!((&reads["unit"], &reads["absence_fraction"]), (&"fragment".into(), &0.05.into()));
    let targets = reads["targets"].as_array().unwrap();
    let is =
        |one: &Value, name: &str| one["target"].as_str().unwrap().split(',').any(|n| n == name);
    let of = |name: &str| {
        let found = targets.iter().find(|one| is(one, name));
        found.unwrap_or_else(|| panic!("{name} is none of {targets:#?}"))
    };
    // Too few for a detection of its own, and worth a look.
    assert_eq!(of("EGFR T790M")["status"], "NOT_DETECTED");
    assert_eq!(
        (&of("EGFR T790M")["called"], &of("EGFR T790M")["support"]),
        (&false.into(), &4.into())
    );
    assert_eq!(of("KRAS G12C")["status"], "NOT_ASSESSED");
    let called = document["variants"].as_array().unwrap();
    let called = called.iter().find(|one| one["protein_change"] == "L858R").unwrap();
    assert_eq!(
        (&called["reads"]["support"], &called["reads"]["usable"]),
        (&50.into(), &1000.into())
    );
}

#[test]
fn a_result_with_reads_can_be_judged_again() {
    let lines = [over(L858R, 1000, 0), over(T790M, 1000, 4)].concat();
    let files = sample(&lines, &[(L858R, "950,50")]);
    let document = with_reads(&files, &["-t", "LUAD", "-f", "json"]).stdout;
    fs::write(files.path("r.json"), document).unwrap();
    fs::write(
        files.path("k.tsv"),
        "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\t\
         significance\tsource_level\tcitation\trating\tflagged\torigin\n",
    )
    .unwrap();
    let run = files.run_on("knowledge", &["diff", "--replay", ":r.json"]);
    assert!(!run.stdout.contains("T790M") && !run.stdout.contains("L858R"), "{}", run.stdout);
}

#[test]
fn reads_that_are_not_the_samples_are_refused_and_nothing_is_written() {
    let lines = over(L858R, 100, 5);
    let files = sample(&lines, &[(L858R, "95,5")]);
    let whole = fs::read(files.path("x.bam")).unwrap();
    fs::write(files.path("cut.bam"), &whole[..whole.len() - 28]).unwrap();
    fs::write(files.path("plain.bam"), &whole).unwrap();
    let as_other = |name: &str, from: &str, to: &str| {
        files.write_bam(name, &HEADER.replace(from, to), &[]);
    };
    as_other("other.bam", "SM:T", "SM:P2");
    let hg38 = HEADER.replace("159138663", "159345973").replace("133851895", "133275309");
    files.write_bam("hg38.bam", &hg38, &[]);
    for (args, code, want) in [
        (&["--bam", ":none.bam"][..], 1, "No such file"),
        (&["--bam", ":cut.bam"], 3, "truncated"),
        (&["--bam", ":plain.bam"], 3, "no index beside it"),
        (&["--bam", ":other.bam"], 3, "not of the sample of the variants, T"),
        (&["--bam", ":hg38.bam"], 3, "GRCh38"),
        (&["--bam", ":x.bam", "--bam-sample", "Z"], 3, "--bam-sample Z"),
        (&["--bam", ":x.bam", "--panel-of-normals", ":x.vcf"], 3, "no background"),
        (&["--normal-bam", ":x.bam"], 2, "--bam"),
        (&["--bam", ":x.bam", "-f", "tsv", "-o", ":x.bam"], 2, "would be lost"),
    ] {
        let own: &[&str] = if args.contains(&"-o") { &[] } else { &["-o", ":out.tsv"] };
        let run = files.run_on("annotate", &[&[":x.vcf", "-q"], args, own].concat());
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(want), "{args:?}: {}", run.stderr);
        assert!(!files.path("out.tsv").exists(), "{args:?}");
    }
    assert_eq!(fs::read(files.path("x.bam")).unwrap(), whole);
    let run = files.run_on("annotate", &[":x.vcf", "--bam", ":other.bam", "--bam-sample", "P2"]);
    assert_eq!(run.code, 0, "the user knows it for the same: {}", run.stderr);
}

#[test]
fn the_page_shows_each_target_and_what_differs() {
    let lines = [over(L858R, 1000, 0), over(T790M, 1000, 4), over(KRAS_G12D, 1000, 40)].concat();
    let files = sample(&lines, &[(L858R, "950,50"), (KRAS_G12D, "960,40")]);
    let run = with_reads(&files, &["-t", "LUAD", "-f", "html"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = run.stdout.replace('\u{a0}', " ");
    let (_, part) = page.split_once("id=\"reads\"").unwrap();
    let (part, _) = part.split_once("</section>").unwrap();
    let document = json(&files, &["-t", "LUAD"]);
    let reads = &document["reads"];
    let summary = format!(
        "{} detected, {} not detected down to their limit of detection, {} not assessed.",
        reads["detected"], reads["not_detected"], reads["not_assessed"]
    );
    assert!(part.contains(&summary), "{summary}");
    let (called, not_called) = part.split_once("Shown by the reads, and not called").unwrap();
    let (_, called) = called.split_once("Called, and the reads do not show it").unwrap();
    let (not_called, all) = not_called.split_once("<details>").unwrap();
    assert!(called.contains("EGFR L858R</strong>: 0 of 1000 fragments"), "{called}");
    assert!(!called.contains("T790M") && !not_called.contains("L858R"), "{not_called}");
    assert!(
        not_called.contains("EGFR T790M</strong>: 4 of 1000 fragments, 0.40 %"),
        "{not_called}"
    );
    assert_eq!(all.matches("<tr>").count(), 1 + reads["targets"].as_array().unwrap().len());
    for state in ["Detected", "Not detected", "Not assessed"] {
        assert!(all.contains(&format!("</span>{state}")), "{state}");
    }
    assert!(all.contains("(limit of detection "), "{all}");
    // Without reads there is no such part.
    let run = files.run_on("annotate", &[":x.vcf", "-t", "LUAD", "-f", "html"]);
    assert!(run.code == 0 && !run.stdout.contains("Proof by reads"));
}
