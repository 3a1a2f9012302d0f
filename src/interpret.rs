//! From matches to levels, tiers, oncogenicity and reasons.

pub mod by_facts;
mod chip;
mod conclude;
pub mod conflict;
pub mod finding;
pub mod grade;
#[cfg(test)]
mod main_types_tests;
pub mod oncogenicity;
mod polymorphism;
mod precedence;
mod rationale;
pub mod resistance;
mod said;
