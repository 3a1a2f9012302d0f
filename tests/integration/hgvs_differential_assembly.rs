//! The assembly of real files, against what is known of them.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use theravar::error::Location;
use theravar::genome::TranscriptStore;
use theravar::genome::assembly::{self, ReferenceVote};
use theravar::model::contig::Contig;

use crate::shared::shared;
use crate::support::read_text;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        // The specification's own suites hold no human calls.
        if name.ends_with("hts_specs") || name.ends_with("vcf_validator") {
            continue;
        }
        if path.is_dir() {
            files(&path, found);
        } else if name.ends_with(".vcf") || name.ends_with(".vcf.gz") {
            found.push(path);
        }
    }
}

/// Files whose build the manifest, made by machine from the headers' text, has wrong.
const CORRECTED: &[(&str, &str)] = &[("pcgr_brca/T001-BRCA.grch38.vcf.gz", "hg38")];

/// Files with real contig lengths and made-up REF bases: refused.
const MADE_UP: &[&str] = &["callers/example.vcf.gz", "callers/example_vcf.vcf.gz"];

#[test]
fn decisions_on_real_files() {
    let Some(shared) = shared("vcf") else { return };
    let manifest = read_text(&shared.join("MANIFEST.tsv"));
    // The manifest's folders are those of the files' origin: match by file name.
    let mut builds: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for line in manifest.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let name = cells[0].rsplit('/').next().unwrap_or_default();
        builds.entry(name).or_default().insert(cells[7].trim_end_matches('*'));
    }
    let mut paths = Vec::new();
    files(&shared, &mut paths);
    paths.sort();
    let (mut decided, mut undecided, mut confirmed) = (0, 0, 0);
    let mut wrong = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&shared).unwrap().to_string_lossy().into_owned();
        let text = read_text(&path);
        let split = text.find("#CHROM").unwrap_or(text.len());
        let hint = assembly::from_header(&text[..split]);
        let mut vote = ReferenceVote::new(TranscriptStore::embedded());
        for line in text[split..].lines().skip(1) {
            let mut cells = line.split('\t');
            let (Some(contig), Some(pos)) = (cells.next(), cells.next()) else { continue };
            let reference = cells.nth(1).unwrap_or("");
            let (Some(contig), Ok(pos)) =
                (Contig::from_name(contig.as_bytes()), pos.parse::<u32>())
            else {
                continue;
            };
            vote.add(contig, pos.saturating_sub(1), reference.as_bytes());
        }
        let decision = assembly::decide(None, &hint, &vote, Location::file(&name));
        let file_name = path.file_name().unwrap().to_string_lossy().into_owned();
        let listed = builds.get(file_name.as_str()).filter(|builds| builds.len() == 1);
        let listed = listed.and_then(|builds| builds.first().copied()).unwrap_or("?");
        let known =
            CORRECTED.iter().find(|(file, _)| *file == name).map_or(listed, |(_, build)| *build);
        match decision {
            // Bases of neither assembly are no veto against the header, and are said.
            Ok(decision) if MADE_UP.contains(&name.as_str()) => {
                if decision.doubt.is_none() {
                    wrong.push(format!("{name}: taken for {}", decision.reason));
                }
            }
            Ok(decision) => {
                decided += 1;
                let ours = decision.assembly.to_string();
                confirmed += u32::from(vote.tested() >= 3 && known != "?");
                let agrees = known == "?" || known.parse() == Ok(decision.assembly);
                if !agrees {
                    wrong.push(format!("{name}: {ours} ({}), not {known}", decision.reason));
                }
            }
            Err(error) => {
                undecided += 1;
                if vote.tested() >= 3 && known != "?" && !MADE_UP.contains(&name.as_str()) {
                    wrong.push(format!("{error}; {known}"));
                }
            }
        }
    }
    println!("{decided} decided, {confirmed} of them of known build with 3 REF bases or more");
    println!("{undecided} not decided");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
