//! The markers that bear on immune-checkpoint therapy.

use std::sync::LazyLock;

use crate::cells::cells;
use crate::knowledge::profile;
use crate::model::immunotherapy::Bearing;
use crate::model::profile::{Assay, Profile};

pub(crate) static TABLE: &str = include_str!("../../data/curated/immunotherapy.tsv");

/// A marker, as the table defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// `b2m_loss`.
    pub id: &'static str,
    /// `loss of B2M`.
    pub name: &'static str,
    /// What it is.
    pub profile: Profile,
    /// Which way it points where it is there.
    pub bearing: Bearing,
    tumor_types: &'static str,
    /// What would show whether it is there.
    pub assess: &'static str,
    /// What else the reader must know; may be empty.
    pub note: &'static str,
    /// Labels and publications, joined by `;`, or `unverified`.
    pub citation: &'static str,
}

impl Marker {
    /// Returns the nodes of the tumour types that it is known for; none where it is known for any.
    pub fn tumor_types(&self) -> impl Iterator<Item = &'static str> {
        self.tumor_types.split(';').filter(|id| !id.is_empty())
    }
}

/// Returns all markers, in the order of results.
pub fn all() -> &'static [Marker] {
    static ALL: LazyLock<Vec<Marker>> = LazyLock::new(|| {
        // A test reads every row, so there is nothing to report here.
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.filter_map(marker).collect()
    });
    &ALL
}

/// Returns whether a change of the protein of `gene` (HGNC symbol) may be a marker.
pub fn is_gene(gene: &str) -> bool {
    static GENES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let parts = all().iter().flat_map(|marker| marker.profile.components());
        let small = parts.filter(|part| part.alteration.assay() == Assay::SmallVariant);
        let mut genes: Vec<&'static str> = small.map(|part| part.gene.as_str()).collect();
        genes.sort_unstable();
        genes.dedup();
        genes
    });
    GENES.binary_search(&gene).is_ok()
}

fn marker(line: &'static str) -> Option<Marker> {
    let mut cells = cells(line);
    Some(Marker {
        id: cells.next()?,
        name: cells.next()?,
        profile: profile::parse(cells.next()?).ok()?,
        bearing: Bearing::parse(cells.next()?)?,
        tumor_types: cells.next()?,
        assess: cells.next()?,
        note: cells.next()?,
        citation: cells.next().filter(|citation| !citation.is_empty())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::genes::Genes;
    use crate::knowledge::ontology::Ontology;
    use crate::model::profile::Alteration;

    #[test]
    fn every_row_is_read() {
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        let header = "marker\tname\tprofile\tbearing\ttumor_types\tassess\tnote\tcitation";
        assert_eq!(rows[0], header);
        assert_eq!(all().len(), rows.len() - 1);
        for marker in all() {
            assert!(!marker.assess.is_empty(), "{}", marker.id);
            for part in marker.profile.components() {
                let is_told = !matches!(part.alteration, Alteration::Other(_));
                assert!(is_told, "{}: {part}", marker.id);
                let is_gene = part.gene.is_empty() || Genes::embedded().get(&part.gene).is_some();
                assert!(is_gene, "{}: {part}", marker.id);
            }
            for id in marker.tumor_types() {
                assert_eq!(Ontology::embedded().canonical_id(id), Some(id), "{}", marker.id);
            }
        }
        assert!(is_gene("B2M") && is_gene("STK11") && !is_gene("MDM2") && !is_gene(""));
        let mut ids: Vec<_> = all().iter().map(|marker| marker.id).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
