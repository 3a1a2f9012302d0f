//! From matches to levels, tiers, oncogenicity and reasons.

pub mod by_facts;
pub(crate) mod chip;
mod conclude;
pub mod conflict;
mod escat;
pub mod finding;
mod flags;
mod framework;
mod germline;
pub mod grade;
pub mod held;
#[cfg(test)]
mod main_types_tests;
pub mod oncogenicity;
pub mod order;
mod polymorphism;
mod precedence;
mod predicted;
mod rationale;
pub mod reportable;
pub mod resistance;
mod said;
pub mod summary;
mod unevaluated;
