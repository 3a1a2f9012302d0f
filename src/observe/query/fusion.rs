//! Fusions by both partners: `EML4::ALK`, `EML4-ALK`, `EML4/ALK`, with what follows.

use crate::knowledge::evidence::EvidenceTable;
use crate::matching::named;
use crate::matching::vocabulary::{GeneNamed, Vocabulary, unnamed};
use crate::model::profile::{Alteration, Component, Partner};

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

/// A fusion at the start of a text.
pub(super) struct Pair<'t> {
    pub(super) component: Component,
    /// What follows it.
    pub(super) rest: &'t str,
    /// How it was read, where that is not as it is written.
    pub(super) note: Option<String>,
}

/// Whether `words` after a fusion say nothing more.
pub(super) fn says_nothing(words: &[String]) -> bool {
    SAYS_NOTHING.contains(&words.join(" ").as_str())
}

/// Reads the fusion that `text` begins with; `None` where it begins with none.
pub(super) fn at_start<'t>(
    text: &'t str,
    vocabulary: Vocabulary<'_>,
) -> Option<Result<Pair<'t>, Refusal>> {
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
