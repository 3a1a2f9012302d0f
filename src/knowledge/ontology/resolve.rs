//! From what the user typed to one tumour type.

use std::collections::BTreeMap;
use std::fmt;

use super::names::{normalized, similarity, without_gene, without_stage, word_set};
use super::table::Ontology;
use crate::error::Error;
use crate::model::tumor_type::TumorType;

/// A tumour type that the table does not have, or has more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// What was asked for.
    pub query: String,
    /// Whether several entries have the name, which are then the suggestions.
    pub is_ambiguous: bool,
    /// The nearest entries, best first: `NSCLC (Non-Small Cell Lung Cancer)`.
    pub suggestions: Vec<String>,
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.is_ambiguous { "ambiguous" } else { "unknown" };
        write!(f, "{what} tumor type {:?}", self.query)?;
        if !self.suggestions.is_empty() {
            write!(f, "; did you mean {}?", self.suggestions.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Unresolved {}

impl From<Unresolved> for Error {
    fn from(unresolved: Unresolved) -> Self {
        Error::Usage(unresolved.to_string())
    }
}

/// What follows the name of an organ or a cell where people leave it out.
const KINDS: [&str; 8] = [
    "cancer",
    "tumor",
    "carcinoma",
    "lymphoma",
    "sarcoma",
    "leukemia",
    "adenocarcinoma",
    "cell carcinoma",
];

/// The nodes that a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    None,
    One(u32),
    Several(Vec<u32>),
}

/// OncoTree's own names come first, then its main types, classes, and the Disease Ontology.
fn rank(id: &str) -> usize {
    ["ONCOTREE:", "MAIN:", "CLASS:"].iter().position(|prefix| id.starts_with(prefix)).unwrap_or(3)
}

impl<'t> Ontology<'t> {
    /// The names by which a row may be asked for.
    fn names(&self, index: u32) -> impl Iterator<Item = &'t str> {
        let synonyms = self.cell(index, 2).split('|').filter(|name| !name.is_empty());
        std::iter::once(self.cell(index, 1)).chain(synonyms)
    }

    /// Resolves an OncoTree code in any case, an id (`DOID:9256`, `9256`), a name, a main type, or a
    /// usual synonym or abbreviation; names of an organ (`ovarian`) and with a stage
    /// (`metastatic melanoma`) too.
    ///
    /// # Errors
    /// [`Unresolved`] with up to five suggestions.
    pub fn resolve(&self, query: &str) -> Result<TumorType, Unresolved> {
        let query = query.trim();
        match self.found(query) {
            Found::One(index) => Ok(self.tumor_type(index)),
            Found::Several(indices) => Err(Unresolved {
                query: query.to_owned(),
                is_ambiguous: true,
                suggestions: indices.into_iter().take(5).map(|index| self.shown(index)).collect(),
            }),
            Found::None => Err(Unresolved {
                query: query.to_owned(),
                is_ambiguous: false,
                suggestions: self.suggestions(query),
            }),
        }
    }

    fn found(&self, query: &str) -> Found {
        let wanted = normalized(query);
        if let Some(code) = self.index_of(query) {
            if self.node(code).id.ends_with(query) {
                return Found::One(code);
            }
            // `pNET` is a name, `PNET` a code, `pnet` either.
            let own = |index: &u32| self.names(*index).any(|name| normalized(name) == wanted);
            let mut named: Vec<u32> = self.indices().filter(own).collect();
            if let Some(&written) =
                named.iter().find(|&&index| self.names(index).any(|name| name == query))
            {
                return Found::One(self.canonical(written));
            }
            named.insert(0, code);
            named.iter_mut().for_each(|index| *index = self.canonical(*index));
            named.sort_unstable();
            named.dedup();
            return if named.len() == 1 { Found::One(code) } else { Found::Several(named) };
        }
        let stageless = without_stage(&wanted);
        let geneless = without_gene(stageless.as_deref().unwrap_or(&wanted));
        for name in [Some(wanted), stageless, geneless].into_iter().flatten() {
            let found = self.by_name(&name);
            if found != Found::None {
                return found;
            }
            if let Some(code) = self.index_of(&name) {
                return Found::One(code);
            }
            for kind in KINDS {
                if let one @ Found::One(_) = self.by_name(&format!("{name} {kind}")) {
                    return one;
                }
            }
        }
        Found::None
    }

    /// The canonical id of a disease by its exact name or synonym, in any case and spelling, for
    /// sources that give no identifier: `Solid Tumor` is `CLASS:solid`.
    pub fn id_by_name(&self, name: &str) -> Option<&'t str> {
        match self.by_name(&normalized(name)) {
            Found::One(index) => Some(self.node(index).id),
            Found::Several(_) | Found::None => None,
        }
    }

    /// Finds a [`normalized`] name, in any order of its words.
    fn by_name(&self, wanted: &str) -> Found {
        if wanted.is_empty() {
            return Found::None;
        }
        let words = word_set(wanted);
        match self.best(wanted.len(), |name| name == wanted) {
            Found::None => self.best(wanted.len(), |name| word_set(name) == words),
            found => found,
        }
    }

    /// The nodes of the best rank with a [`normalized`] name that fits; names much longer or
    /// shorter than `length` are passed over.
    fn best(&self, length: usize, fits: impl Fn(&str) -> bool) -> Found {
        let mut found: [Vec<u32>; 4] = Default::default();
        for index in self.indices() {
            let mut near = self.names(index).filter(|name| name.len().abs_diff(length) <= 8);
            if near.any(|name| fits(&normalized(name))) {
                let list = &mut found[rank(self.cell(index, 0))];
                let canonical = self.canonical(index);
                if !list.contains(&canonical) {
                    list.push(canonical);
                }
            }
        }
        match found.into_iter().find(|list| !list.is_empty()) {
            None => Found::None,
            Some(list) => match list[..] {
                [one] => Found::One(one),
                _ => Found::Several(list),
            },
        }
    }

    fn tumor_type(&self, index: u32) -> TumorType {
        let node = self.node(index);
        let mut same = vec![index];
        let mut ancestors = self.lineage(index).to_vec();
        let mut typical = None;
        while let Some(next) = self.node(typical.unwrap_or(index)).typical {
            typical = Some(next);
            same.push(next);
            ancestors.extend(self.lineage(next));
        }
        let code_of = |index: u32| self.node(index).id.strip_prefix("ONCOTREE:");
        let main_type = typical.map_or(node.main_type, |code| self.node(code).main_type);
        TumorType {
            id: node.id.to_owned(),
            name: node.name.to_owned(),
            oncotree: same.iter().find_map(|&index| code_of(index)).map(str::to_owned),
            main_type: Some(main_type).filter(|name| !name.is_empty()).map(str::to_owned),
            class: node.class,
            ancestors: self
                .ids(ancestors.into_iter().filter(|node| !same.contains(node)).collect()),
            same: self.ids(same),
            defined: BTreeMap::new(),
        }
    }

    fn ids(&self, nodes: Vec<u32>) -> Vec<String> {
        let mut ids: Vec<String> =
            nodes.into_iter().map(|index| self.node(index).id.to_owned()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// `NSCLC (Non-Small Cell Lung Cancer)`.
    fn shown(&self, index: u32) -> String {
        let node = self.node(index);
        match node.id.strip_prefix("ONCOTREE:") {
            Some(code) => format!("{code} ({})", node.name),
            None => node.name.to_owned(),
        }
    }

    fn suggestions(&self, query: &str) -> Vec<String> {
        let wanted = normalized(query);
        let mut scored: Vec<(f64, usize, u32)> = self
            .indices()
            .filter_map(|index| {
                let id = self.cell(index, 0);
                let code = id.strip_prefix("ONCOTREE:").map(normalized);
                let score = self
                    .names(index)
                    .map(normalized)
                    .chain(code)
                    .map(|name| similarity(&wanted, &name))
                    .fold(0.0, f64::max);
                (score >= 0.5).then_some((score, rank(id), self.canonical(index)))
            })
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut suggestions: Vec<String> = Vec::new();
        for (_, _, index) in scored {
            let shown = self.shown(index);
            if !suggestions.contains(&shown) {
                suggestions.push(shown);
            }
            if suggestions.len() == 5 {
                break;
            }
        }
        suggestions
    }
}
