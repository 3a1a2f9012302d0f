//! Where in a text the name of a gene ends.

use crate::knowledge::clinical_names;
use crate::matching::vocabulary::{GeneNamed, Vocabulary};

/// The fewest letters of a symbol that something may follow without a space (`METex14`).
const STUCK: usize = 3;

/// A gene at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named<'t> {
    /// As written.
    pub(super) name: &'t str,
    /// What that means.
    pub(super) gene: GeneNamed,
    /// What follows, with the sign between them.
    pub(super) rest: &'t str,
}

/// Returns the ways to part `text` after the name of a gene or family, the longest name first.
pub(super) fn at_start<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> Vec<Named<'t>> {
    let mut has_whole = false;
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).rev();
    ends.filter(|&end| end >= 2)
        .filter_map(|end| {
            let (name, rest) = text.split_at(end);
            let is_whole = name.ends_with(|c: char| c.is_ascii_alphanumeric());
            if !is_whole {
                return None;
            }
            let gene = vocabulary.known_gene(name)?;
            let is_stuck = rest.starts_with(|c: char| c.is_alphanumeric());
            // An alias that something is stuck to may be anything.
            let is_plain = match &gene {
                GeneNamed::Symbol(symbol) => {
                    symbol.eq_ignore_ascii_case(name) && name.len() >= STUCK
                        || clinical_names::gene(name).is_some()
                }
                GeneNamed::Family(family) => family.usual.is_some(),
                GeneNamed::Unknown(_) => false,
            };
            // Where a word is a name, its beginning is none.
            let is_name = if is_stuck { is_plain && !has_whole } else { true };
            has_whole |= !is_stuck;
            is_name.then_some(Named { name, gene, rest })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_first() {
        let named = |text: &'static str| -> Vec<(&str, &str)> {
            at_start(text, Vocabulary::embedded()).iter().map(|n| (n.name, n.rest)).collect()
        };
        assert_eq!(named("METex14"), [("MET", "ex14")]);
        assert_eq!(named("BRCA 2 loss")[0], ("BRCA 2", " loss"));
        assert_eq!(named("H3K27M"), [("H3", "K27M")]);
        assert_eq!(named("HER2+"), [("HER2", "+")]);
        assert_eq!(named("AR-V7"), [("AR", "-V7")]);
        assert!(named("banana").is_empty());
    }
}
