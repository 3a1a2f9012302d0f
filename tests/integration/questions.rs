//! Questions as clinicians and reports write them: read as what they mean, or refused.

use theravar::matching::vocabulary::Vocabulary;
use theravar::model::assembly::Assembly;
use theravar::observe::query::{Asked, Query, SpanChange};
use theravar::pipeline::options::Options;

fn asked(part: &Asked) -> String {
    match part {
        Asked::Genomic { chrom, pos, reference, alternate } => {
            format!("{chrom}:{pos} {reference}>{alternate}")
        }
        Asked::Span { chrom, first, last, change } => match change {
            SpanChange::Replaced(bases) => format!("{chrom}:{first}-{last} >{bases}"),
            other => format!("{chrom}:{first}-{last} {other:?}"),
        },
        Asked::Coding { on, name, protein } => {
            let protein = protein.as_ref().map(|change| change.short()).unwrap_or_default();
            format!("{on}:{name} {protein}").trim_end().to_owned()
        }
        Asked::OneOf(components) => {
            components.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
        }
        Asked::Gene(gene) => format!("{gene}?"),
    }
}

/// What a query was understood as: parts joined by `&`, names of one finding by `|`.
fn understood(text: &str) -> Result<String, theravar::Error> {
    let query = Query::parse(text, Vocabulary::embedded())?;
    let parts: Vec<String> = query.parts.iter().map(asked).collect();
    let phase = query.phase.map(|phase| format!(" {}", phase.name())).unwrap_or_default();
    Ok(format!("{}{phase}", parts.join(" & ")))
}

fn rows(text: &'static str) -> Vec<(&'static str, &'static str)> {
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| line.split_once('\t').unwrap()).collect()
}

#[test]
fn each_is_read_as_what_it_means() {
    let rows = rows(include_str!("../data/questions.tsv"));
    assert!(rows.len() >= 130);
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, want)| {
            let read = understood(text).unwrap_or_else(|error| error.to_string());
            (read != *want).then(|| format!("{text}: {read}, not {want}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn what_is_not_understood_is_refused() {
    let rows = rows(include_str!("../data/questions_refused.tsv"));
    assert!(rows.len() >= 40);
    let annotator = theravar::Annotator::builder().build().unwrap();
    let mut wrong: Vec<String> = Vec::new();
    for (text, why) in rows.iter().copied().chain([("", "not understood"), ("   ", "not")]) {
        match annotator.explain(text) {
            Ok(explanation) => wrong.push(format!("{text}: read: {:?}", explanation.notes)),
            Err(error) => {
                let told = error.to_string();
                let is_clear = told.lines().count() == 1 && told.contains(why);
                if !is_clear || error.exit_code() != 2 {
                    wrong.push(format!("{text}: exit {}: {told}", error.exit_code()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// What is read has an answer: findings, of whatever level, or what is known of a gene.
#[test]
fn what_is_read_is_answered() {
    let rows = rows(include_str!("../data/questions.tsv"));
    let mut wrong: Vec<String> = Vec::new();
    for (text, _) in rows {
        let is_position = text.starts_with(|c: char| c.is_ascii_digit()) || text.starts_with("chr");
        let assembly = match is_position {
            true if text.contains("55191822") => Some(Assembly::GRCh38),
            true => Some(Assembly::GRCh37),
            false => None,
        };
        let mut options = Options::default();
        options.assembly = assembly;
        let annotator = theravar::Annotator::builder().options(options);
        match annotator.build().unwrap().explain(text) {
            Ok(explanation) if explanation.findings.is_empty() && explanation.genes.is_empty() => {
                wrong.push(format!("{text}: nothing"));
            }
            Ok(_) => {}
            Err(error) => wrong.push(format!("{text}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
