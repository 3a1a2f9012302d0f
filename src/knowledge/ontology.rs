//! Diseases: one hierarchy of OncoTree and the Disease Ontology, and how evidence on one disease
//! bears on the tumour at hand (SPECS §1.1, tumour-type propagation).
//!
//! A disease is named by `ONCOTREE:COAD`, `DOID:9256`, `NCIT:C3163`, `MAIN:Colorectal Cancer` (an
//! OncoTree main type) or `CLASS:all|solid|liquid`. Several ids may be the same disease. Where
//! OncoTree has both diseases, OncoTree alone says whether one covers the other; the Disease
//! Ontology speaks where OncoTree has no such node. A main type covers all its members.

mod lineage;
pub(crate) mod names;
mod relation;
mod resolve;
mod table;
#[cfg(test)]
mod tests;

pub use resolve::Unresolved;
pub use table::Ontology;
