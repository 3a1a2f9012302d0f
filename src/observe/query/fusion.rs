//! Fusions by both partners: `EML4::ALK`, `EML4-ALK`, `EML4/ALK`, with what follows.

use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::profile;
use crate::matching::named;
use crate::matching::vocabulary::{GeneNamed, Vocabulary, unnamed};
use crate::model::profile::{Alteration, Component, Partner, Profile};

use super::asked::Asked;
use super::change;
use super::reading::Reading;
use super::refusal::Refusal;
use super::tokens::tokens;

/// Words that may follow a fusion and say nothing more.
const SAYS_NOTHING: [&str; 9] = [
    "",
    "fusion",
    "fusion positive",
    "fusion gene",
    "gene fusion",
    "positive",
    "rearrangement",
    "rearrangement positive",
    "transcript",
];

/// Names of transcripts and proteins of BCR::ABL1, which say where in BCR the junction lies.
const BCR_ABL1: [&str; 14] = [
    "p190", "p210", "p230", "p185", "e1a2", "e1a3", "e13a2", "e13a3", "e14a2", "e14a3", "e19a2",
    "b2a2", "b3a2", "c3a2",
];

/// Numbered variants of fusions, by the exons that they join.
const VARIANTS: [(&str, &str, &str, &str); 4] = [
    ("EML4", "ALK", "1", "e13::e20"),
    ("EML4", "ALK", "2", "e20::e20"),
    ("EML4", "ALK", "3", "e6::e20"),
    ("EML4", "ALK", "5", "e2::e20"),
];

/// A fusion at the start of a text.
struct Pair<'t> {
    component: Component,
    /// What follows it.
    rest: &'t str,
    /// How it was read, where that is not as it is written.
    note: Option<String>,
}

/// Reads a fusion, alone or with a change of a partner; `None` where the text begins with none.
pub(super) fn read(text: &str, vocabulary: Vocabulary<'_>) -> Option<Result<Reading, Refusal>> {
    let (bare, transcript) = without_transcript(text);
    let pair = match at_start(&bare, vocabulary)? {
        Ok(pair) => pair,
        Err(refusal) => return Some(Err(refusal)),
    };
    let words = tokens(pair.rest);
    let (five, three) = match &pair.component.alteration {
        Alteration::Fusion(five, three) => (five.to_string(), three.to_string()),
        _ => return None,
    };
    if five == three {
        return Some(Err(Refusal::words(format!(
            "{text:?} joins {five} with itself: name the duplication or the lost exons"
        ))));
    }
    let mut reading = Reading {
        notes: pair.note.into_iter().chain(transcript).collect(),
        gene: Some(three.clone()),
        ..Reading::default()
    };
    if says_nothing(&words) {
        reading.asked.push(Asked::OneOf(vec![pair.component]));
        return Some(Ok(reading));
    }
    let exons = exons(&five, &three, &words).or_else(|| junction(&five, &three, pair.rest));
    let exons = exons.unwrap_or_else(|| pair.rest.trim().to_owned());
    let junction = profile::parse(&format!("{five}::{three} {exons}"));
    if let Ok(Profile::Component(component)) = junction
        && exons.starts_with(['e', 'E'])
        && component.alteration != pair.component.alteration
    {
        reading.asked.push(Asked::OneOf(vec![component]));
        return Some(Ok(reading));
    }
    let mut refusal = Refusal::words(vocabulary.not_understood(&three, pair.rest.trim()));
    for gene in [three, five] {
        match change::read(&gene, pair.rest, vocabulary) {
            Some(Ok(changes)) => {
                reading.asked.push(Asked::OneOf(vec![pair.component]));
                reading.asked.extend(changes.asked);
                reading.notes.extend(changes.notes);
                reading.gene = Some(gene);
                return Some(Ok(reading));
            }
            Some(Err(other)) => refusal = refusal.or(other),
            None => {}
        }
    }
    Some(Err(refusal))
}

/// Takes the name of a transcript or protein out of what is said of BCR::ABL1; no statement depends on
/// it.
fn without_transcript(text: &str) -> (String, Option<String>) {
    let bare = |word: &str| word.trim_matches(['(', ')', ',', ';']).to_ascii_lowercase();
    let is_name = |word: &str| BCR_ABL1.contains(&bare(word).as_str());
    let is_of_bcr = text.split(' ').any(|word| bare(word).starts_with("bcr"));
    let (names, others): (Vec<&str>, Vec<&str>) = text.split(' ').partition(|word| is_name(word));
    if !is_of_bcr || names.is_empty() {
        return (text.to_owned(), None);
    }
    let names: Vec<String> = names.into_iter().map(bare).collect();
    let note = format!("{} names the junction: no statement here depends on it", names.join(", "));
    (others.join(" "), Some(note))
}

/// The exons of a numbered variant: `variant 3`, `v3a`.
fn exons(five: &str, three: &str, words: &[String]) -> Option<String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (["mutation" | "v", number] | ["mutation" | "v", number, _]) = words.as_slice() else {
        return None;
    };
    let variant =
        |(a, b, name, _): &&(&str, &str, &str, &str)| (*a, *b, *name) == (five, three, *number);
    VARIANTS.iter().find(variant).map(|(.., exons)| (*exons).to_owned())
}

/// `E13;A20`, `(E13:A20)`: the exons at the junction, each behind a letter of its gene.
fn junction(five: &str, three: &str, text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('(').trim_end_matches(')');
    let (first, second) = text.split_once([';', ':'])?;
    let exon = |text: &str, gene: &str| {
        let text = text.trim_matches([':', ' ']).to_ascii_uppercase();
        let rest = text.strip_prefix(['E', gene.chars().next()?])?;
        rest.parse::<u32>().ok()
    };
    Some(format!("e{}::e{}", exon(first, five)?, exon(second, three)?))
}

/// Whether `words` after a fusion say nothing more.
fn says_nothing(words: &[String]) -> bool {
    SAYS_NOTHING.contains(&words.join(" ").as_str())
}

/// Reads the fusion that `text` begins with; `None` where it begins with none.
fn at_start<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> Option<Result<Pair<'t>, Refusal>> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    if let Some((five, three)) = word.split_once("::") {
        let partners =
            partner(five, vocabulary).and_then(|five| Ok((five, partner(three, vocabulary)?)));
        return Some(partners.and_then(|(five, three)| {
            pair(five, three, rest, vocabulary)
                .ok_or_else(|| Refusal::gene(format!("{word}: names no gene")))
        }));
    }
    if matches!(vocabulary.known_gene(word), Some(GeneNamed::Symbol(_) | GeneNamed::Family(_))) {
        return None;
    }
    let gene = |name: &str| match vocabulary.known_gene(name) {
        Some(GeneNamed::Symbol(symbol)) if name.len() > 1 => Some(Partner::Gene(symbol, None)),
        _ => None,
    };
    word.match_indices(['-', '/']).find_map(|(at, sign)| {
        let (five, three) = (gene(&word[..at])?, gene(&word[at + 1..])?);
        let found = pair(five, three, rest, vocabulary)?;
        // `BRCA1/BRCA2` are two genes, unless knowledge joins them.
        let is_fusion = sign == "-"
            || !rest.is_empty() && says_nothing(&tokens(rest))
            || is_named(&vocabulary.table, &found.component);
        is_fusion.then_some(Ok(found))
    })
}

fn partner(name: &str, vocabulary: Vocabulary<'_>) -> Result<Partner, Refusal> {
    match name {
        "v" | "V" => Ok(Partner::Any),
        "?" | "" => Ok(Partner::Unknown),
        name => match vocabulary.gene(name) {
            GeneNamed::Symbol(symbol) => Ok(Partner::Gene(symbol, None)),
            named => Err(Refusal::gene(unnamed(name, &named))),
        },
    }
}

/// The fusion, turned round where knowledge speaks only of the other order.
fn pair<'t>(
    five: Partner,
    three: Partner,
    rest: &'t str,
    vocabulary: Vocabulary<'_>,
) -> Option<Pair<'t>> {
    let as_written = component(five.clone(), three.clone())?;
    let turned = component(three, five)?;
    if !is_named(&vocabulary.table, &as_written) && is_named(&vocabulary.table, &turned) {
        let note = Some(format!("{as_written} is named 3′ to 5′: read as {turned}"));
        return Some(Pair { component: turned, rest, note });
    }
    Some(Pair { component: as_written, rest, note: None })
}

fn component(five: Partner, three: Partner) -> Option<Component> {
    let gene = match (&five, &three) {
        (Partner::Gene(gene, _), _) | (_, Partner::Gene(gene, _)) => gene.clone(),
        _ => return None,
    };
    Some(Component { gene, alteration: Alteration::Fusion(five, three) })
}

/// Whether a statement speaks of such a fusion, of its kinase or of the very pair.
fn is_named(table: &EvidenceTable<'_>, fusion: &Component) -> bool {
    let Alteration::Fusion(five, three) = &fusion.alteration else { return false };
    [five, three].into_iter().any(|partner| match partner {
        Partner::Gene(gene, _) => table.profiles_of_gene(gene).any(|entry| {
            entry.profile().any(&|known| {
                matches!(known.alteration, Alteration::Fusion(..))
                    && named::compare(fusion, known).is_some()
            })
        }),
        Partner::Any | Partner::Unknown => false,
    })
}
