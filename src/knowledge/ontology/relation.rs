//! How evidence on one disease bears on another (SPECS §1.1).

use super::table::Ontology;
use crate::model::tumor_type::{TumorClass, TumorRelation, TumorType};

impl Ontology<'_> {
    /// How evidence on the disease `evidence` (any id that [`Ontology::canonical_id`] knows)
    /// relates to `query`.
    pub fn relation(&self, evidence: &str, query: &TumorType) -> TumorRelation {
        let Some(index) = self.index_of(evidence) else {
            return TumorRelation::Other;
        };
        let node = self.node(index);
        let has = |ids: &[String]| ids.binary_search_by(|id| id.as_str().cmp(node.id)).is_ok();
        if has(&query.same) {
            return TumorRelation::Same;
        }
        match (node.id, query.class) {
            ("CLASS:all", _) => return TumorRelation::AllTumors,
            ("CLASS:solid", Some(TumorClass::Solid)) => return TumorRelation::AllSolid,
            ("CLASS:liquid", Some(TumorClass::Liquid)) => return TumorRelation::AllLiquid,
            _ => {}
        }
        if has(&query.ancestors) {
            return TumorRelation::Ancestor;
        }
        let narrower = match query.id.as_str() {
            "CLASS:all" => true,
            "CLASS:solid" => node.class == Some(TumorClass::Solid),
            "CLASS:liquid" => node.class == Some(TumorClass::Liquid),
            _ => {
                let lineage = self.lineage(index);
                query.same.iter().any(|id| self.find(id).is_some_and(|own| lineage.contains(&own)))
            }
        };
        if narrower || (node.class.is_some() && node.class == query.class) {
            TumorRelation::OtherSameClass { narrower }
        } else {
            TumorRelation::Other
        }
    }
}
