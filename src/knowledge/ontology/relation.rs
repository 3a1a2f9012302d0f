//! How evidence on one disease bears on another (SPECS §1.1).

use super::table::Ontology;
use crate::knowledge::definitions;
use crate::model::tumor_type::{TumorClass, TumorRelation, TumorType};

impl Ontology<'_> {
    /// How evidence on the disease `evidence` (any id that [`Ontology::canonical_id`] knows)
    /// relates to `query`.
    ///
    /// A disease that a biomarker defines is its base where the sample has the biomarker, and
    /// another disease where the sample has not.
    pub fn relation(&self, evidence: &str, query: &TumorType) -> TumorRelation {
        let Some(index) = self.index_of(evidence) else {
            return TumorRelation::Other;
        };
        let plain = self.plain_relation(index, query);
        if plain.covers() {
            return plain;
        }
        let Some(definition) = definitions::of(self.node(index).id) else { return plain };
        let bases = definition.bases().map(|base| match self.index_of(base) {
            Some(base) => self.plain_relation(base, query),
            None => TumorRelation::Other,
        });
        let base = bases.min().unwrap_or(TumorRelation::Other);
        match query.defined.get(definition.id) {
            Some(true) if base.is_match() => base,
            Some(false) if plain == TumorRelation::Subtype => TumorRelation::OtherSameClass,
            // Whether an adenocarcinoma has the receptor is not known; a polycythemia has no BCR::ABL1.
            None if base.covers() && definition.is_status() => TumorRelation::Subtype,
            _ => plain,
        }
    }

    fn plain_relation(&self, index: u32, query: &TumorType) -> TumorRelation {
        let node = self.node(index);
        let has =
            |ids: &[String], id: &str| ids.binary_search_by(|own| own.as_str().cmp(id)).is_ok();
        if has(&query.same, node.id) {
            return TumorRelation::Same;
        }
        match (node.id, query.class) {
            ("CLASS:all", _) => return TumorRelation::AllTumors,
            ("CLASS:solid", Some(TumorClass::Solid)) => return TumorRelation::AllSolid,
            ("CLASS:liquid", Some(TumorClass::Liquid)) => return TumorRelation::AllLiquid,
            _ => {}
        }
        if has(&query.ancestors, node.id) {
            return TumorRelation::Ancestor;
        }
        let is_narrower = match query.id.as_str() {
            "CLASS:all" => true,
            "CLASS:solid" => node.class == Some(TumorClass::Solid),
            "CLASS:liquid" => node.class == Some(TumorClass::Liquid),
            _ => self.lineage(index).iter().any(|&above| has(&query.same, self.node(above).id)),
        };
        if is_narrower {
            TumorRelation::Subtype
        } else if node.class.is_some() && node.class == query.class {
            TumorRelation::OtherSameClass
        } else {
            TumorRelation::Other
        }
    }
}
