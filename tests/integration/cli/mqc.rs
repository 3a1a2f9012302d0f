//! The sections of a MultiQC report. `scripts/ci_multiqc` has MultiQC itself read them.

use std::fs;

use serde_json::Value;

use super::outputs::Folder;

fn section(folder: &Folder, name: &str) -> Value {
    serde_json::from_slice(&folder.read(name)).unwrap()
}

#[test]
fn sections_are_three_files_whose_ids_are_the_same_for_every_sample() {
    let folder = Folder::new();
    let text = String::from_utf8(folder.read("in.vcf")).unwrap();
    fs::write(folder.path("other.vcf"), text.replace("FORMAT\tT\n", "FORMAT\tS<b>2\n")).unwrap();
    let names = ["_mqc.json", "_levels_mqc.json", "_stats_mqc.json"];
    for (input, output) in [("@in.vcf", "@a_mqc.json"), ("@other.vcf", "@b_mqc.json")] {
        let run = folder.run(&["annotate", input, "-t", "LUAD", "-q", "-o", output]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    for name in names {
        let [a, b] = ["a", "b"].map(|sample| section(&folder, &format!("{sample}{name}")));
        for key in a.as_object().unwrap().keys().filter(|key| *key != "data") {
            assert_eq!(a[key], b[key], "{name}: {key}");
        }
        let keys = |of: &Value| of["data"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert!(keys(&a).iter().all(|key| !keys(&b).contains(key)), "{name}: samples stay apart");
        // MultiQC writes texts into its page as they are.
        assert!(
            b.to_string().contains("S&lt;b&gt;2") && !b["data"].to_string().contains('<'),
            "{name}"
        );
    }
    let findings = section(&folder, "a_mqc.json");
    let row = &findings["data"]["T: EGFR T790M"];
    assert_eq!(row["gene"], "EGFR");
    assert!(row["highest_level"].is_string() && row["vaf"].is_number(), "{row}");
    let levels = &section(&folder, "a_levels_mqc.json")["data"]["T"];
    let sum: u64 = levels.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    let stats = &section(&folder, "a_stats_mqc.json")["data"]["T"];
    assert_eq!(stats["leveled"], sum);
    assert_eq!(findings["data"].as_object().unwrap().len() as u64, sum);
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        for name in names {
            let text = String::from_utf8(folder.read(&format!("a{name}"))).unwrap();
            insta::assert_snapshot!(format!("several{name}"), text);
        }
    });
}

#[test]
fn a_sample_without_findings_is_there_too() {
    let folder = Folder::new();
    let text = String::from_utf8(folder.read("in.vcf")).unwrap();
    let head: String = text.split_inclusive('\n').filter(|line| line.starts_with('#')).collect();
    fs::write(
        folder.path("in.vcf"),
        head + "7\t1000000\t.\tA\tT\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n",
    )
    .unwrap();
    let run = folder.run(&["annotate", "@in.vcf", "-q", "-o", "@a_mqc.json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(section(&folder, "a_mqc.json")["data"]["T: no finding with a level"].is_object());
    assert_eq!(section(&folder, "a_stats_mqc.json")["data"]["T"]["highest_level"], "none");
}

#[test]
fn names_that_multiqc_does_not_find_are_refused() {
    let folder = Folder::new();
    let before = folder.names();
    for output in [&["-o", "@a.json"][..], &["-o", "@_mqc.json"], &[]] {
        let run = folder.run(&[&["annotate", "@in.vcf", "-f", "mqc"], output].concat());
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("NAME_mqc.json"), "{}", run.stderr);
    }
    let run = folder.run(&["annotate", "@in.vcf", "-o", "@a_mqc.json", "-o", "@a_stats_mqc.json"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("written twice"), "{}", run.stderr);
    assert_eq!(folder.names(), before);
}
