//! Levels that the field may expect otherwise: the argued ones of `tests/data/exceptions.tsv` are what
//! the program gives.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use theravar::model::assembly::Assembly;
use theravar::model::regimen;
use theravar::pipeline::explain::{Options, run};
use theravar::sample::knowledge::Knowledge;

const TABLE: &str = include_str!("../data/exceptions.tsv");

#[test]
fn argued_exceptions_are_what_is_given() {
    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);
    let mut seen = BTreeSet::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [query, tumor, side, name, expected, level, reason, source] = cells[..] else {
            panic!("{line}");
        };
        assert!(seen.insert((query, tumor, side, name)), "twice: {line}");
        assert!(expected != level && !reason.is_empty() && !source.is_empty(), "{line}");
        let options = Options {
            query: query.to_owned(),
            tumor_type: Some(tumor.to_owned()),
            assembly: Some(Assembly::GRCh38),
            facts: Vec::new(),
        };
        let explained = run(&options, &KNOWLEDGE).unwrap_or_else(|e| panic!("{query}: {e}"));
        let given = explained
            .findings
            .iter()
            .map(|finding| &finding.conclusions.regimens)
            .flat_map(|both| if side == "S" { &both.sensitive } else { &both.resistant })
            .filter(|ranked| regimen::key(&ranked.name) == regimen::key(name))
            .map(|ranked| ranked.level)
            .min();
        let given = given.map_or("none".to_owned(), |level| level.to_string());
        assert_eq!(given, level, "{query} in {tumor}: {name}");
    }
    assert!(seen.len() > 5);
}
