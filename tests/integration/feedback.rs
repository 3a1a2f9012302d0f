//! Knowledge fed back: each profile that is one protein change is found again when its own change
//! is asked for, by name and, where the source gives coordinates, by its base change on GRCh37.
//! What is not is listed, with the reason, in `tests/data/feedback_*.tsv`.

use std::collections::BTreeMap;

use theravar::genome::TranscriptStore;
use theravar::knowledge::evidence::EvidenceTable;
use theravar::knowledge::variants::{KnownAllele, KnownAlleles};
use theravar::model::assembly::Assembly;
use theravar::model::match_type::MatchType;
use theravar::model::position::Interval;
use theravar::model::profile::{Alteration, Profile};
use theravar::pipeline::explain::{Options, run};
use theravar::sample::knowledge::Knowledge;

const EXCEPTIONS: &str = include_str!("../data/feedback_exceptions.tsv");
const COORDINATE_EXCEPTIONS: &str = include_str!("../data/feedback_coordinates.tsv");

#[test]
fn each_protein_profile_is_found_by_its_own_change() {
    let (table, knowledge) = (EvidenceTable::embedded(), Knowledge::embedded());
    let mut asked = 0;
    let mut missing = BTreeMap::new();
    for entry in table.profiles() {
        let Profile::Component(component) = entry.profile() else { continue };
        if !matches!(component.alteration, Alteration::Protein(_)) {
            continue;
        }
        asked += 1;
        let explained = run(
            &Options {
                query: entry.text.to_owned(),
                tumor_type: None,
                facts: Vec::new(),
                assembly: None,
            },
            &knowledge,
        );
        let found = match &explained {
            Ok(explanation) => explanation
                .findings
                .iter()
                .any(|finding| finding.matches.iter().any(|m| m.profile == entry.text)),
            Err(_) => false,
        };
        if !found {
            missing.insert(entry.text, explained.err().map(|e| e.to_string()).unwrap_or_default());
        }
    }
    assert!(asked > 400, "{asked} protein profiles");
    compare(&missing, EXCEPTIONS);
    println!("{} of {asked} protein profiles found again", asked - missing.len());
}

/// What was not found is what is listed.
fn compare(missing: &BTreeMap<&str, String>, exceptions: &str) {
    let listed: BTreeMap<&str, &str> = exceptions
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    for (profile, why) in missing {
        assert!(listed.contains_key(profile), "{profile} is not found again and not listed: {why}");
    }
    for (profile, reason) in &listed {
        assert!(missing.contains_key(profile), "{profile} is listed but found again");
        assert!(!reason.is_empty(), "{profile} is listed without a reason");
    }
}

/// The allele as a VCF record would write it: `7-140453136-A-T`, an indel after its anchor base.
fn as_record(known: &KnownAllele<'_>) -> String {
    let edit = &known.edit;
    let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
    if !edit.deleted.is_empty() && !edit.inserted.is_empty() {
        let (reference, alternate) = (text(&edit.deleted), text(&edit.inserted));
        return format!("{}-{}-{reference}-{alternate}", edit.contig, edit.start + 1);
    }
    let anchor = TranscriptStore::embedded()
        .reference_bases(edit.contig, Interval::new(edit.start - 1, edit.start), Assembly::GRCh37)
        .unwrap_or(b"N");
    let (reference, alternate) = (text(&edit.deleted), text(&edit.inserted));
    let anchor = text(anchor);
    format!("{}-{}-{anchor}{reference}-{anchor}{alternate}", edit.contig, edit.start)
}

#[test]
fn each_profile_with_coordinates_is_found_by_its_own_alleles() {
    let (table, knowledge) = (EvidenceTable::embedded(), Knowledge::embedded());
    let (mut asked, mut by_allele) = (0, 0);
    let mut missing = BTreeMap::new();
    for known in KnownAlleles::embedded().all() {
        let Some(entry) = table.profiles_of_gene(known.gene).find(|p| p.text == known.profile)
        else {
            continue;
        };
        asked += 1;
        let explained = run(
            &Options {
                query: as_record(known),
                tumor_type: None,
                facts: Vec::new(),
                assembly: Some(Assembly::GRCh37),
            },
            &knowledge,
        );
        let found = explained.as_ref().ok().and_then(|explanation| {
            let matches = explanation.findings.iter().flat_map(|finding| &finding.matches);
            matches.filter(|m| m.profile == entry.text).map(|m| m.match_type).min()
        });
        match found {
            Some(MatchType::Allele) => by_allele += 1,
            Some(_) => {}
            None => {
                let seen = match explained {
                    Err(error) => error.to_string(),
                    Ok(explanation) => explanation
                        .findings
                        .iter()
                        .map(|f| {
                            let protein = f.consequence.protein.as_ref().map(|p| p.short());
                            let coding = f.consequence.hgvs_c.clone().unwrap_or_default();
                            format!("{coding} {}", protein.unwrap_or_default())
                        })
                        .collect::<Vec<_>>()
                        .join(", "),
                };
                missing.insert(known.profile, format!("{}: {seen}", as_record(known)));
            }
        }
    }
    assert!(asked > 300, "{asked} alleles");
    if let Ok(path) = std::env::var("THERAVAR_WRITE_DIFFERENCES") {
        let lines: Vec<String> = missing.iter().map(|(p, why)| format!("{p}\t{why}\n")).collect();
        std::fs::write(path, lines.concat()).unwrap();
    }
    compare(&missing, COORDINATE_EXCEPTIONS);
    println!(
        "{} of {asked} alleles found again by coordinates, {by_allele} at allele level",
        asked - missing.len()
    );
}
