//! A gene, or a family of genes, and what is said of it.

use crate::knowledge::clinical_names;
use crate::matching::vocabulary::{GeneNamed, Vocabulary, unnamed};

use super::asked::Asked;
use super::reading::{self, Reading};
use super::refusal::Refusal;
use super::tokens::tokens;
use super::{change, forms, genes, join, said};

/// Words between a change and the gene after it.
const OF: [&str; 4] = ["of", "in", "the", "gene"];

/// Words after a gene whose change stands before it.
const AFTER: [&str; 6] = ["gene", "mutant", "mutated", "mutation", "positive", "variant"];

/// Words that say that no gene before them is changed.
const WILD: [&str; 5] = [" wild type", " wild-type", " wildtype", " wt", " unmutated"];

/// Reads a text that begins with the name of a gene or family; `None` where it begins with none.
pub(super) fn first(text: &str, vocabulary: Vocabulary<'_>) -> Option<Result<Reading, Refusal>> {
    let mut refusal: Option<Refusal> = None;
    for genes::Named { name, gene, rest } in genes::at_start(text, vocabulary) {
        let read = match &gene {
            GeneNamed::Symbol(symbol) => of_symbol(symbol, name, rest, vocabulary),
            GeneNamed::Family(family) => {
                of_family(family.members, family.usual, name, rest, vocabulary)
                    .unwrap_or_else(|| Err(Refusal::words(unnamed(name, &gene))))
            }
            GeneNamed::Unknown(_) => continue,
        };
        match read {
            Ok(reading) => return Some(Ok(reading)),
            Err(other) => {
                refusal = Some(match refusal {
                    Some(refusal) => refusal.or(other),
                    None => other,
                });
            }
        }
    }
    refusal.map(Err)
}

/// Reads `amplification of MET`, `L858R EGFR`.
pub(super) fn last(text: &str, vocabulary: Vocabulary<'_>) -> Option<Reading> {
    let words: Vec<&str> = text.split(' ').collect();
    let at = words.iter().rposition(|word| !AFTER.contains(&word.to_ascii_lowercase().as_str()))?;
    let name = words[at];
    let Some(GeneNamed::Symbol(gene)) = vocabulary.known_gene(name) else { return None };
    let end = words[..at].iter().rposition(|word| !OF.contains(word))?;
    let reading = said::of(&gene, &words[..=end].join(" "), vocabulary)?.ok()?;
    // `V600E BRAF mutation`: the word after the gene says again what a change is.
    let is_plain = at + 1 == words.len();
    let is_read = is_plain || reading.asked.iter().all(join::is_specific);
    (!reading.asked.is_empty() && is_read).then_some(reading)
}

/// Reads genes that are all said to have no change: `KRAS/NRAS wild type`.
pub(super) fn all_wild(text: &str, vocabulary: Vocabulary<'_>) -> Option<Reading> {
    let lower = text.to_ascii_lowercase();
    let form = WILD.iter().find(|form| lower.ends_with(**form))?;
    let head = text[..text.len() - form.len()].trim_end_matches([' ', '-']);
    let names: Vec<&str> = head
        .split([' ', '/', ',', '&', '+', ';'])
        .filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("and"))
        .collect();
    let mut genes: Vec<String> = Vec::new();
    for name in &names {
        match vocabulary.known_gene(name)? {
            GeneNamed::Symbol(symbol) => genes.push(symbol),
            GeneNamed::Family(family) => {
                genes.extend(family.members.iter().map(|g| (*g).to_owned()))
            }
            GeneNamed::Unknown(_) => return None,
        }
    }
    if names.len() < 2 {
        return None;
    }
    let texts: Vec<String> = genes.iter().map(|gene| format!("{gene} Wildtype")).collect();
    reading::of_texts(&[texts.join(" AND ")], vocabulary)
}

fn of_symbol(
    gene: &str,
    name: &str,
    rest: &str,
    vocabulary: Vocabulary<'_>,
) -> Result<Reading, Refusal> {
    let mut reading = said::of(gene, rest, vocabulary).unwrap_or_else(|| {
        let said = rest.trim_start_matches([':', '-', '_', ' ']);
        if said.is_empty() && !rest.ends_with('-') {
            let asked = vec![Asked::Gene(gene.to_owned())];
            return Ok(Reading { asked, ..Reading::default() });
        }
        Err(Refusal::words(vocabulary.not_understood(gene, said)))
    })?;
    reading.gene = Some(gene.to_owned());
    if !gene.eq_ignore_ascii_case(name) {
        let is_clinical = clinical_names::gene(name).is_some();
        let now = if is_clinical { "is" } else { "is now" };
        reading.notes.push(format!("{name} {now} {gene}"));
    }
    Ok(reading)
}

/// A family: none of its genes is changed, or its usual one has the change named.
fn of_family(
    members: &[&str],
    usual: Option<&str>,
    name: &str,
    rest: &str,
    vocabulary: Vocabulary<'_>,
) -> Option<Result<Reading, Refusal>> {
    let words = tokens(rest);
    let is_wild = forms::of_gene("", &words, false).is_some_and(|texts| texts == [" Wildtype"]);
    if is_wild {
        let mut reading = Reading::default();
        for gene in members {
            let texts = [format!("{gene} Wildtype")];
            reading.asked.extend(reading::of_texts(&texts, vocabulary)?.asked);
        }
        reading.notes.push(format!("{name} is read as {}", members.join(" and ")));
        return Some(Ok(reading));
    }
    let gene = usual?;
    let changes = change::read(gene, rest, vocabulary)?;
    Some(changes.map(|changes| {
        let mut notes = changes.notes;
        notes.push(format!("{name} is read as {gene}, of {}", members.join(", ")));
        let (asked, gene) = (changes.asked, Some(gene.to_owned()));
        Reading { asked, notes, gene, ..Reading::default() }
    }))
}
