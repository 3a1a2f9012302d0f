//! Knowledge fed back: each profile that is one protein change is found again when its own change
//! is asked for. What is not is listed, with the reason, in `data/feedback_exceptions.tsv`.

use std::collections::BTreeMap;

use theravar::knowledge::evidence::EvidenceTable;
use theravar::model::profile::{Alteration, Profile};
use theravar::pipeline::explain::{Options, run};

const EXCEPTIONS: &str = include_str!("data/feedback_exceptions.tsv");

#[test]
fn each_protein_profile_is_found_by_its_own_change() {
    let table = EvidenceTable::embedded();
    let mut asked = 0;
    let mut missing = BTreeMap::new();
    for entry in table.profiles() {
        let Profile::Component(component) = entry.profile() else { continue };
        if !matches!(component.alteration, Alteration::Protein(_)) {
            continue;
        }
        asked += 1;
        let explained = run(&Options {
            query: entry.text.to_owned(),
            tumor_type: None,
            assembly: None,
            knowledge: Vec::new(),
        });
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
    let listed: BTreeMap<&str, &str> = EXCEPTIONS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    for (profile, why) in &missing {
        assert!(listed.contains_key(profile), "{profile} is not found again and not listed: {why}");
    }
    for (profile, reason) in &listed {
        assert!(missing.contains_key(profile), "{profile} is listed but found again");
        assert!(!reason.is_empty(), "{profile} is listed without a reason");
    }
    println!("{} of {asked} protein profiles found again", asked - missing.len());
}
