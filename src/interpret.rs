//! From matches to levels, tiers, oncogenicity and reasons.

mod conclude;
pub mod conflict;
pub mod finding;
pub mod grade;
pub mod oncogenicity;
mod precedence;
mod rationale;
