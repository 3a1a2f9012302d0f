//! Tumour types that a biomarker defines: HER2-positive breast cancer, AML with PML::RARA.

use std::sync::LazyLock;

use crate::cells::cells;
use crate::knowledge::profile;
use crate::model::profile::{Assay, Component, Profile};

pub(crate) static TABLE: &str = include_str!("../../data/curated/definitions.tsv");

/// A tumour type and what defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Node of the disease table.
    pub id: &'static str,
    bases: &'static str,
    /// The biomarker.
    pub profile: Profile,
}

impl Definition {
    /// Returns the nodes of which a tumour with the biomarker is of the type.
    pub fn bases(&self) -> impl Iterator<Item = &'static str> {
        self.bases.split('|')
    }

    /// Whether the biomarker is a status that every tumour of the base has, one way or the other:
    /// receptors, which are not of one subtype or another.
    pub fn is_status(&self) -> bool {
        self.profile.any(&|component| component.alteration.assay() == Assay::Expression)
    }

    /// Returns what a tumour of the type shows: every part, of alternatives the first.
    pub fn implied(&self) -> Vec<&Component> {
        fn collect<'p>(profile: &'p Profile, into: &mut Vec<&'p Component>) {
            match profile {
                Profile::Component(component) => into.push(component),
                Profile::And(parts) => parts.iter().for_each(|part| collect(part, into)),
                Profile::Or(parts) => parts.iter().take(1).for_each(|part| collect(part, into)),
                Profile::Not(_) | Profile::InPhase(..) => {}
            }
        }
        let mut components = Vec::new();
        collect(&self.profile, &mut components);
        components
    }
}

/// Returns all definitions, by id.
pub fn all() -> &'static [Definition] {
    static ALL: LazyLock<Vec<Definition>> = LazyLock::new(|| {
        // A test reads every row, so there is nothing to report here.
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.filter_map(definition).collect()
    });
    &ALL
}

/// Returns the definition of the node `id`.
pub fn of(id: &str) -> Option<&'static Definition> {
    let all = all();
    all.binary_search_by(|definition| definition.id.cmp(id)).ok().map(|index| &all[index])
}

fn definition(line: &'static str) -> Option<Definition> {
    let mut cells = cells(line);
    let (id, bases) = (cells.next()?, cells.nth(1)?);
    let profile = profile::parse(cells.next()?).ok()?;
    Some(Definition { id, bases, profile })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_sorted() {
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(rows[0], "id\tname\tbases\tprofile\tsource");
        assert_eq!(all().len(), rows.len() - 1);
        assert!(all().windows(2).all(|pair| pair[0].id < pair[1].id));
        for (definition, row) in all().iter().zip(&rows[1..]) {
            assert!(row.split('\t').nth(4).is_some_and(|source| !source.is_empty()), "{row}");
            assert!(!definition.implied().is_empty(), "{row}");
        }
    }

    #[test]
    fn of_alternatives_the_first_is_implied() {
        let names = |id| -> Vec<String> {
            of(id).unwrap().implied().iter().map(ToString::to_string).collect()
        };
        assert_eq!(names("DOID:0060079"), ["ERBB2 Positive Expression"]);
        assert_eq!(names("DOID:0060081").len(), 3);
        assert!(of("DOID:0060079").unwrap().is_status());
        assert!(!of("ONCOTREE:APLPMLRARA").unwrap().is_status());
        assert!(of("ONCOTREE:AML").is_none());
    }
}
