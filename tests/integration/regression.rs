//! The locked regression set: `tests/data/regression.tsv` says of a change in a tumour type which level a
//! regimen has, by a label, an evidence item, a paper or a guideline. Each row is asked.
//!
//! `regimen` is met by the same drugs in any order; `any` stands for all. `none` holds where no regimen
//! with these drugs (after `= `: of these alone) has a level on either side; ` if` stands behind a level
//! that rests on a condition.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use theravar::knowledge::evidence::EvidenceTable;
use theravar::model::assembly::Assembly;
use theravar::model::conclusion::RankedRegimen;
use theravar::model::finding::Finding;
use theravar::model::regimen;
use theravar::model::side::Side;
use theravar::model::stated_fact::StatedFact;
use theravar::pipeline::explain::{Options, run};
use theravar::sample::knowledge::Knowledge;

const TABLE: &str = include_str!("../data/regression.tsv");
const HEADER: &str = "query\tassembly\tchrom\tpos\tref\talt\ttumour_type\tfacts\tregimen\tlevel\tkind\t\
                      source\treason\texception";
/// Rows in a hundred that may be listed as wrong today.
const EXCEPTIONS: usize = 3;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut lines = TABLE.lines().zip(1..).filter(|(line, _)| !line.starts_with('#'));
    assert_eq!(lines.next().unwrap().0, HEADER);
    lines.map(|(line, number)| Row::parse(line, number)).collect()
});

struct Row {
    line: usize,
    asked: Asked,
    regimen: &'static str,
    level: &'static str,
    kind: &'static str,
    source: &'static str,
    reason: &'static str,
    exception: &'static str,
}

/// What is asked: rows that share it are answered together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    query: String,
    assembly: &'static str,
    tumor_type: &'static str,
    facts: &'static str,
}

impl Row {
    fn parse(line: &'static str, number: usize) -> Self {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), HEADER.split('\t').count(), "cells of line {number}");
        let (what, told) = cells.split_at(8);
        let &[query, assembly, chrom, pos, reference, alternate, tumor_type, facts] = what else {
            panic!("line {number}")
        };
        let &[regimen, level, kind, source, reason, exception] = told else {
            panic!("line {number}")
        };
        let query = match query {
            "" => format!("{chrom}-{pos}-{reference}-{alternate}"),
            named => named.to_owned(),
        };
        let asked = Asked { query, assembly, tumor_type, facts };
        Self { line: number, asked, regimen, level, kind, source, reason, exception }
    }

    /// The level that the answer gives, in the words of the column.
    fn level_of(&self, findings: &[Finding]) -> String {
        let sides = || findings.iter().flat_map(|finding| finding.conclusions.regimens.sides());
        let best = match self.level {
            "none" => {
                best(sides().flat_map(|(_, own)| own).filter(|r| contains(&r.name, self.regimen)))
            }
            level => {
                let side = if level.starts_with('R') { Side::Resistant } else { Side::Sensitive };
                let key = regimen::key(self.regimen);
                let own = sides().filter(|(own, _)| *own == side).flat_map(|(_, own)| own);
                best(own.filter(|ranked| regimen::key(&ranked.name) == key))
            }
        };
        match best {
            None => "none".to_owned(),
            Some(ranked) if ranked.conditions.is_empty() => ranked.level.to_string(),
            Some(ranked) => format!("{} if", ranked.level),
        }
    }
}

/// The highest level, one without a condition before one with.
fn best<'r>(regimens: impl Iterator<Item = &'r RankedRegimen>) -> Option<&'r RankedRegimen> {
    regimens.min_by_key(|ranked| (ranked.level, !ranked.conditions.is_empty()))
}

/// Whether a regimen holds all drugs of another: those of alternatives and sequences too.
fn contains(name: &str, wanted: &str) -> bool {
    if let Some(alone) = wanted.strip_prefix("= ") {
        return regimen::key(name) == regimen::key(alone);
    }
    let own = name.to_lowercase();
    let own: Vec<&str> = own.split(" + ").flat_map(|part| part.split(" then ")).collect();
    wanted == "any" || wanted.to_lowercase().split(" + ").all(|drug| own.contains(&drug))
}

fn findings(asked: &Asked) -> Result<Vec<Finding<'static>>, String> {
    let facts = asked.facts.split(';').filter(|fact| !fact.is_empty()).map(StatedFact::parse);
    let options = Options {
        query: asked.query.clone(),
        tumor_type: Some(asked.tumor_type.to_owned()),
        facts: facts.collect::<Result<_, _>>()?,
        assembly: match asked.assembly {
            "" => None,
            "GRCh37" => Some(Assembly::GRCh37),
            "GRCh38" => Some(Assembly::GRCh38),
            other => return Err(format!("{other} is no assembly")),
        },
    };
    run(&options, &KNOWLEDGE).map(|answer| answer.findings).map_err(|error| error.to_string())
}

/// Asks the rows of one kind.
fn hold(kind: &str) {
    let mut answers: BTreeMap<&Asked, Result<Vec<Finding>, String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    let rows: Vec<&Row> = ROWS.iter().filter(|row| row.kind == kind).collect();
    for row in &rows {
        let answer = answers.entry(&row.asked).or_insert_with(|| findings(&row.asked));
        let got = match answer {
            Ok(findings) => row.level_of(findings),
            Err(error) => format!("error: {error}"),
        };
        let Row { line, asked, regimen, level, source, reason, exception, .. } = row;
        let Asked { query, tumor_type, facts, .. } = asked;
        let told = format!(
            "line {line}: {query} in {tumor_type} {facts}, {regimen}: wanted {level}, got {got} ({source}: {reason})"
        );
        match (got == *level, exception.is_empty()) {
            (true, true) | (false, false) => {}
            (false, true) => wrong.push(told),
            (true, false) => wrong.push(format!("{told}: holds, take its exception out")),
        }
    }
    assert!(!rows.is_empty(), "no row of kind {kind}");
    assert!(
        wrong.is_empty(),
        "{} of {} rows of tests/data/regression.tsv moved. A row states what is true by its source: correct \
         the code or the knowledge; change the row only with a new source and reason.\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

macro_rules! kinds {
    ($($kind:ident),* $(,)?) => {
        const KINDS: &[&str] = &[$(stringify!($kind)),*];

        $(
            #[test]
            fn $kind() {
                hold(stringify!($kind));
            }
        )*
    };
}

kinds![
    biomarker,
    child,
    compound,
    control,
    copies,
    fusion,
    label,
    parent,
    record,
    resistance,
    sibling,
    specificity,
    unrelated,
    wildtype,
    withdrawn,
];

#[test]
fn each_row_is_asked_and_rests_on_a_source_that_the_data_has() {
    let table = EvidenceTable::embedded();
    let statements = || table.profiles().iter().flat_map(|entry| entry.evidence());
    let ids: BTreeSet<String> = statements().map(|e| e.id.to_owned()).collect();
    let papers: BTreeSet<String> = statements()
        .flat_map(|e| e.citation.as_str().split(';').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let mut asked = BTreeSet::new();
    for row in &*ROWS {
        let place = format!("line {}: {}", row.line, row.source);
        assert!(KINDS.contains(&row.kind), "{place}: no test asks kind {}", row.kind);
        let is_known = match row.source.split_once(": ") {
            Some(("guideline", name)) => !name.is_empty(),
            _ if row.source.starts_with("PMID:") || row.source.starts_with("DOI:") => {
                papers.contains(row.source)
            }
            _ => ids.contains(row.source),
        };
        assert!(is_known, "{place}: no row of the data has it");
        assert!(!row.reason.is_empty(), "{place}: no reason");
        assert!(asked.insert((&row.asked, row.regimen)), "{place}: stands twice");
    }
}

#[test]
fn the_set_is_wide_and_its_exceptions_few() {
    let distinct = |of: fn(&Row) -> Vec<String>| ROWS.iter().flat_map(of).collect::<BTreeSet<_>>();
    let types = distinct(|row| vec![row.asked.tumor_type.to_owned()]);
    let drugs = distinct(|row| {
        let drugs = row.regimen.split(" + ").filter(|drug| *drug != "any");
        drugs.map(str::to_lowercase).collect()
    });
    let genes: BTreeSet<String> = ROWS
        .iter()
        .map(|row| &row.asked)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter_map(|asked| findings(asked).ok())
        .flatten()
        .map(|finding| finding.consequence.gene.to_string())
        .collect();
    let exceptions = ROWS.iter().filter(|row| !row.exception.is_empty()).count();
    println!(
        "{} rows, {} tumour types, {} genes, {} drugs, {exceptions} exceptions",
        ROWS.len(),
        types.len(),
        genes.len(),
        drugs.len()
    );
    assert!(ROWS.len() >= 420, "{} rows", ROWS.len());
    assert!(types.len() >= 25 && genes.len() >= 90 && drugs.len() >= 120);
    assert!(exceptions * 100 <= ROWS.len() * EXCEPTIONS, "{exceptions} exceptions");
}
