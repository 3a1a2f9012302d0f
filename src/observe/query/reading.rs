//! What a part of a query was read as, and what profile texts ask for.

use crate::knowledge::profile;
use crate::matching::vocabulary::Vocabulary;
use crate::model::assembly::Assembly;
use crate::model::profile::{Alteration, Component, Profile};

use super::asked::{Asked, Origin};

/// A part that was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) asked: Vec<Asked>,
    /// How it was read, where that is not as it is written.
    pub(super) notes: Vec<String>,
    /// The gene that a change without one belongs to.
    pub(super) gene: Option<String>,
    /// The assembly that it names.
    pub(super) assembly: Option<Assembly>,
    /// Whether it is said to be inherited or acquired.
    pub(super) origin: Option<Origin>,
}

impl Reading {
    /// Returns the reading of one alteration.
    pub(super) fn of(component: Component) -> Self {
        let gene = Some(component.gene.clone()).filter(|gene| !gene.is_empty());
        Self { asked: vec![Asked::OneOf(vec![component])], gene, ..Self::default() }
    }
}

/// What profile texts ask for, those left out that mean nothing; `None` where none is left.
pub(super) fn of_texts(texts: &[String], vocabulary: Vocabulary<'_>) -> Option<Reading> {
    let profiles: Option<Vec<Profile>> =
        texts.iter().map(|text| profile::parse(text).ok()).collect();
    let profiles = profiles?;
    let asked = match profiles.as_slice() {
        [one] => asked(one)?,
        several => {
            let components = several.iter().flat_map(|profile| profile.components());
            vec![Asked::OneOf(components.cloned().collect())]
        }
    };
    let sensible = |asked: Asked| match asked {
        Asked::OneOf(mut components) => {
            components.retain(|component| vocabulary.doubt(component).is_none());
            (!components.is_empty()).then_some(Asked::OneOf(components))
        }
        asked => Some(asked),
    };
    let asked: Vec<Asked> = asked.into_iter().map(sensible).collect::<Option<_>>()?;
    Some(Reading { asked, ..Reading::default() })
}

/// A protein change exactly as a statement names it, in the numbers of its source.
pub(super) fn known_change(text: &str, vocabulary: Vocabulary<'_>) -> Option<Reading> {
    let (gene, _) = text.split_once(' ')?;
    let entry = vocabulary.table.profiles_of_gene(gene).find(|entry| entry.text == text)?;
    let Profile::Component(component) = entry.profile() else { return None };
    let is_change = matches!(component.alteration, Alteration::Protein(_))
        && vocabulary.doubt(component).is_none();
    is_change.then(|| Reading::of(component.clone()))
}

/// A profile exactly as a statement has it.
pub(super) fn in_the_words_of_a_source(text: &str, vocabulary: Vocabulary<'_>) -> Option<Reading> {
    let profile = profile::parse(text).ok()?;
    let entries = vocabulary.table.profiles();
    let is_known = entries.iter().any(|entry| entry.text.eq_ignore_ascii_case(text));
    let asked = is_known.then(|| asked(&profile)).flatten()?;
    Some(Reading { asked, ..Reading::default() })
}

/// What a profile asks for: all parts of a conjunction, any of a disjunction. `None` for a negation.
fn asked(profile: &Profile) -> Option<Vec<Asked>> {
    match profile {
        Profile::Component(component) => Some(vec![Asked::OneOf(vec![component.clone()])]),
        Profile::And(parts) => {
            let parts: Option<Vec<Vec<Asked>>> = parts.iter().map(asked).collect();
            parts.map(|parts| parts.concat())
        }
        Profile::Or(parts) => {
            let of = |part: &Profile| match part {
                Profile::Component(component) => Some(component.clone()),
                _ => None,
            };
            parts.iter().map(of).collect::<Option<_>>().map(|parts| vec![Asked::OneOf(parts)])
        }
        Profile::Not(_) | Profile::InPhase(..) => None,
    }
}
