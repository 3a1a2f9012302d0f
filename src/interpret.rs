//! From matches to levels, tiers, oncogenicity and reasons.

pub mod conflict;
pub mod finding;
pub mod grade;
pub mod oncogenicity;
mod rationale;
