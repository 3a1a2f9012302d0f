//! Several findings in one query: where one ends and the next begins, and how they lie to each other.

use crate::model::phase::Phase;
use crate::model::profile::{Alteration, Assay, Component};
use crate::model::protein_change::ProteinChange;

use super::asked::{Asked, Query};
use super::reading::Reading;

/// Words that join two findings.
const AND: [&str; 6] = ["+", "&", "and", "plus", "with", "AND"];

/// Whether a word that joins stands at an end, where nothing is joined.
pub(super) fn is_open(text: &str) -> bool {
    let ends = [text.split(' ').next(), text.rsplit(' ').next()];
    let is_open = |word: &str| AND.contains(&word) || word.eq_ignore_ascii_case("or");
    ends.into_iter().flatten().any(is_open)
}

/// Takes `in cis` or `in trans` out of a text.
pub(super) fn phase(text: &str) -> (String, Option<Phase>) {
    for (word, phase) in [("cis", Phase::Cis), ("trans", Phase::Trans)] {
        for form in [format!("(in {word})"), format!("in {word}"), format!("({word})")] {
            let words: Vec<&str> = text.split(' ').collect();
            let form: Vec<&str> = form.split(' ').collect();
            let is_form = |at: &usize| {
                let said = words[*at..].iter().map(|word| word.trim_end_matches(','));
                said.take(form.len()).eq(form.iter().copied())
            };
            let found = (0..=words.len().saturating_sub(form.len())).find(is_form);
            if let Some(at) = found.filter(|_| words.len() > form.len()) {
                let rest = [&words[..at], &words[at + form.len()..]].concat().join(" ");
                return (rest.trim_end_matches(',').to_owned(), Some(phase));
            }
        }
    }
    (text.to_owned(), None)
}

/// Tells what a phase is said of.
///
/// # Errors
/// Where there are no two changes of one gene, or more than two are to be on different copies.
pub(super) fn said_of(phase: Phase, parts: &[Asked]) -> Result<String, String> {
    let genes: Vec<&str> = parts.iter().filter_map(gene_of).collect();
    let count = |gene: &str| genes.iter().filter(|other| **other == gene).count();
    let several = genes.iter().find(|gene| count(gene) > 1);
    match several {
        None => Err(format!("{} is of two changes of one gene: name both", phase.name())),
        Some(gene) if phase == Phase::Trans && count(gene) > 2 => {
            Err(format!("in trans is of two changes: {} of {gene} are named", count(gene)))
        }
        Some(gene) => Ok(format!("the changes of {gene} are {}, as the query says", phase.name())),
    }
}

/// The gene of one change.
fn gene_of(asked: &Asked) -> Option<&str> {
    match asked {
        Asked::OneOf(components) => {
            components.first().map(|component| component.gene.as_str()).filter(|g| !g.is_empty())
        }
        Asked::Coding { on, .. } => Some(on),
        _ => None,
    }
}

/// The texts that `or` parts; `None` where there is none.
pub(super) fn alternatives(text: &str) -> Option<Vec<String>> {
    let text = text.strip_prefix("either ").unwrap_or(text);
    let words: Vec<&str> = text.split(' ').collect();
    let parts: Vec<String> = words
        .split(|word| word.eq_ignore_ascii_case("or"))
        .map(|part| part.join(" ").trim_end_matches(',').to_owned())
        .collect();
    (parts.len() > 1).then_some(parts)
}

/// Substitutions of one residue, any of which may be there.
pub(super) fn of_one_residue(readings: &[Reading]) -> Option<Reading> {
    let mut found: Option<(&str, _, Vec<u8>)> = None;
    for reading in readings {
        let [Asked::OneOf(components)] = reading.asked.as_slice() else { return None };
        let [Component { gene, alteration: Alteration::Protein(change) }] = components.as_slice()
        else {
            return None;
        };
        let ProteinChange::Substitution { at, alternate } = change else { return None };
        match &mut found {
            None => found = Some((gene, *at, vec![*alternate])),
            Some((other, place, all)) if *other == gene && place == at => all.push(*alternate),
            Some(_) => return None,
        }
    }
    let (gene, at, alternates) = found?;
    let component =
        Component { gene: gene.to_owned(), alteration: Alteration::CodonTo(at, alternates) };
    let notes = readings.iter().flat_map(|reading| reading.notes.clone()).collect();
    Some(Reading { notes, ..Reading::of(component) })
}

/// The question that one alternative is.
pub(super) fn question(reading: &Reading, text: &str) -> String {
    match reading.asked.as_slice() {
        [Asked::OneOf(components)] => match components.as_slice() {
            [one] if !matches!(one.alteration, Alteration::Fusion(..)) => format!("\"{one}\""),
            _ => with_gene(reading, text),
        },
        _ => with_gene(reading, text),
    }
}

/// The text, with the gene where it goes without.
fn with_gene(reading: &Reading, text: &str) -> String {
    match reading.gene.as_deref().filter(|gene| !text.contains(gene)) {
        Some(gene) if reading.notes.is_empty() => format!("\"{gene} {text}\""),
        _ => format!("\"{text}\""),
    }
}

/// Whether it says that something is not there.
pub(super) fn denies(asked: &Asked) -> bool {
    matches!(asked, Asked::OneOf(components) if components.iter().any(|component| {
        match &component.alteration {
            Alteration::Wildtype => true,
            Alteration::Expression(text) => text.to_ascii_lowercase().contains("negative"),
            _ => false,
        }
    }))
}

/// Whether more may follow: a change or a fusion is told, not a class or a gene.
pub(super) fn is_specific(asked: &Asked) -> bool {
    match asked {
        Asked::OneOf(components) => components.iter().all(|component| {
            matches!(
                component.alteration,
                Alteration::Protein(_)
                    | Alteration::Codon(_)
                    | Alteration::CodonTo(..)
                    | Alteration::Fusion(..)
                    | Alteration::Expression(_)
                    | Alteration::CopyNumber(_)
                    | Alteration::Signature(_)
            )
        }),
        Asked::Genomic { .. } | Asked::Span { .. } | Asked::Coding { .. } => true,
        Asked::Gene(_) => false,
    }
}

/// The findings that a text joins: at words, and at commas and semicolons outside brackets.
pub(super) fn chunks(text: &str) -> Vec<String> {
    let mut chunks: Vec<Vec<String>> = vec![Vec::new()];
    let mut depth = 0_i32;
    let end = |chunks: &mut Vec<Vec<String>>| {
        if chunks.last().is_some_and(|chunk| !chunk.is_empty()) {
            chunks.push(Vec::new());
        }
    };
    let spaced = with_spaces(text)
        .replace("+/", "+ + ")
        .replace("positive/", "positive + ")
        .replace("negative/", "negative + ");
    for word in spaced.split(' ') {
        if depth == 0 && AND.contains(&word) {
            end(&mut chunks);
            continue;
        }
        for c in word.chars() {
            depth += i32::from(c == '(') - i32::from(c == ')');
        }
        if let Some(chunk) = chunks.last_mut()
            && !word.is_empty()
        {
            chunk.push(word.to_owned());
        }
    }
    chunks.into_iter().filter(|chunk| !chunk.is_empty()).map(|chunk| chunk.join(" ")).collect()
}

/// Commas and semicolons outside brackets as words that join.
fn with_spaces(text: &str) -> String {
    let mut depth = 0_i32;
    let mut spaced = String::new();
    for c in text.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        match c {
            ',' | ';' if depth == 0 => spaced.push_str(" + "),
            c => spaced.push(c),
        }
    }
    spaced
}

/// The gene that a query says to be of the wild type, and to have a change of its bases.
pub(super) fn contradiction(query: &Query) -> Option<&str> {
    let changes = |gene: &str, part: &Asked| match part {
        Asked::Coding { on, .. } => on == gene,
        Asked::OneOf(components) => components.iter().any(|component| {
            component.gene == gene && component.alteration.assay() == Assay::SmallVariant
        }),
        _ => false,
    };
    query.wild_types().find(|gene| query.parts.iter().any(|part| changes(gene, part)))
}
