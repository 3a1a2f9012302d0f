//! What words say of a gene that is known.

use crate::matching::vocabulary::Vocabulary;
use crate::model::profile::{Alteration, Component};

use super::asked::Asked;
use super::reading::{self, Reading};
use super::refusal::Refusal;
use super::tokens::tokens;
use super::{change, forms, score};

/// The most genes that are suggested.
const SUGGESTED: usize = 4;

/// Reads what `text` says of `gene`; `None` where it says nothing that is understood.
pub(super) fn of(
    gene: &str,
    text: &str,
    vocabulary: Vocabulary<'_>,
) -> Option<Result<Reading, Refusal>> {
    // A sign belongs to a word: `HER2+`, `HER2-`.
    let words = match text.strip_prefix(['+', '-']) {
        Some("") => tokens(&format!("x{text}")).split_off(1),
        _ => tokens(text),
    };
    // Of a driver it is known already.
    let is_said = |word: &&String| !matches!(word.as_str(), "driver" | "=");
    let words: Vec<String> = match words.iter().filter(is_said).count() {
        0 => words,
        _ => words.iter().filter(is_said).cloned().collect(),
    };
    if words.is_empty() {
        return None;
    }
    let of_gene = |reading: Reading| Reading { gene: Some(gene.to_owned()), ..reading };
    if let Some(reading) = of_words(gene, text, &words, vocabulary) {
        return Some(Ok(of_gene(reading)));
    }
    let inner = with_its_exon(text);
    if let Some(changes) = change::read(gene, inner.as_deref().unwrap_or(text), vocabulary) {
        return Some(changes.map(|changes| {
            let change::Changes { asked, notes } = changes;
            of_gene(Reading { asked, notes, ..Reading::default() })
        }));
    }
    let said = text.trim_start_matches([':', '-', '_', ' ']);
    // The grammar passes over what stands before a colon and in brackets, and has alternatives.
    let is_one = !said.contains(['(', ':']) && !said.to_lowercase().contains(" or ");
    let texts = [format!("{gene} {said}")];
    let reading = is_one.then(|| reading::of_texts(&texts, vocabulary)).flatten();
    reading.or_else(|| several(gene, said, vocabulary)).map(|reading| Ok(of_gene(reading)))
}

/// Says that a change or a class of changes goes without a gene, and whose it may be.
pub(super) fn without_gene(text: &str, vocabulary: Vocabulary<'_>) -> Option<Refusal> {
    if let Some(change) = change::protein(text) {
        let short = change.short();
        let named = Alteration::Protein(change);
        let entries = vocabulary.table.profiles();
        let mut genes: Vec<&str> = entries
            .iter()
            .flat_map(|entry| entry.profile().components())
            .filter(|component| component.alteration == named)
            .map(|component| component.gene.as_str())
            .collect();
        genes.sort_unstable();
        genes.dedup();
        let meant: Vec<String> =
            genes.iter().take(SUGGESTED).map(|gene| format!("{gene} {short}")).collect();
        let meant = match meant.as_slice() {
            [] => String::new(),
            meant => format!("; did you mean {}?", meant.join(", ")),
        };
        return Some(Refusal::gene(format!("{text}: name its gene{meant}")));
    }
    let is_class = || forms::of_gene("", &tokens(text), true).is_some();
    (text.starts_with("c.") || is_class())
        .then(|| Refusal::gene(format!("{text}: name its gene, as in \"EGFR {text}\"")))
}

/// Reads `ex19del/T790M`, changes of one gene of which some are named by their exon.
fn several(gene: &str, text: &str, vocabulary: Vocabulary<'_>) -> Option<Reading> {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    if parts.len() < 2 || parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let mut several = Reading::default();
    for part in parts {
        let reading = of(gene, part, vocabulary)?.ok()?;
        several.asked.extend(reading.asked);
        several.notes.extend(reading.notes);
    }
    let is_change = |asked: &Asked| {
        matches!(asked, Asked::OneOf(components) if components.iter().all(|component| {
            matches!(component.alteration, Alteration::Protein(_) | Alteration::Exon { .. })
        }))
    };
    several.asked.iter().all(is_change).then_some(several)
}

/// Writes `exon 19 deletion (p.E746_A750del)` as `exon 19 p.E746_A750del`: the class says again what the
/// change is.
fn with_its_exon(text: &str) -> Option<String> {
    let (outer, inner) = text.strip_suffix(')')?.split_once(" (")?;
    let inner = inner.trim_start_matches("p.(").trim_end_matches(')');
    let words = tokens(outer);
    let ["exon", number, class] = words.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_meant = match class {
        "mutation" => true,
        "deletion" | "insertion" => change::is_of_length(inner, class == "insertion"),
        _ => false,
    };
    is_meant.then(|| format!("exon {number} {inner}"))
}

/// A class of changes, an abundance, a score, or what a statement calls it.
fn of_words(
    gene: &str,
    text: &str,
    words: &[String],
    vocabulary: Vocabulary<'_>,
) -> Option<Reading> {
    let known = vocabulary.known(gene);
    let expression = || {
        known.iter().filter_map(|known| match &known.alteration {
            Alteration::Expression(text) => Some(text.as_str()),
            _ => None,
        })
    };
    let is_stained = expression().next().is_some();
    let is_joined = known.iter().any(|known| matches!(known.alteration, Alteration::Fusion(..)));
    let said = words.join(" ");
    // A suppressor is pathogenic by what it lacks.
    let is_loss = vocabulary.genes.is_suppressor(gene) && forms::is_pathogenic(&said);
    let loss = ["inactivating".to_owned(), "mutation".to_owned()];
    let words = if is_loss { &loss } else { words };
    let form = |words: &[String]| {
        forms::of_gene(gene, words, is_stained)
            .and_then(|texts| reading::of_texts(&texts, vocabulary))
    };
    let fusion = || {
        let is_positive = is_joined
            && matches!(said.as_str(), "positive" | "fish positive" | "break apart positive");
        is_positive.then(|| form(&["fusion".to_owned()])).flatten()
    };
    let no_fusion = || {
        let is_negative = matches!(said.as_str(), "negative" | "-" | "fusion negative");
        let is_read = is_joined && !is_stained && is_negative;
        is_read.then(|| form(&["wild".to_owned(), "type".to_owned()])).flatten()
    };
    // Words lose what stands before a number, which may be its sign.
    let is_below_nothing = text.split([' ', ':', '=']).any(|word| {
        word.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let score = || {
        if is_below_nothing {
            return None;
        }
        let met = score::met(words, expression());
        let texts: Vec<String> = met.iter().map(|text| format!("{gene} {text}")).collect();
        (!texts.is_empty()).then(|| reading::of_texts(&texts, vocabulary)).flatten()
    };
    form(words)
        .or_else(fusion)
        .or_else(no_fusion)
        .or_else(score)
        .or_else(|| of_source(gene, text, words, &known))
}

/// What a statement says of the gene in words of its own.
fn of_source(gene: &str, text: &str, words: &[String], known: &[&Component]) -> Option<Reading> {
    let key = |words: &[String]| words.concat().replace("expression", "");
    let asked = [key(words), key(&tokens(&format!("{gene} {text}")))];
    let known = known.iter().find(|known| match &known.alteration {
        Alteration::Other(text)
        | Alteration::Expression(text)
        | Alteration::Epigenetic(text)
        | Alteration::Haplotype(text)
        | Alteration::DbSnp(text) => asked.contains(&key(&tokens(text))),
        _ => false,
    })?;
    Some(Reading::of((*known).clone()))
}
