//! From matches to levels, tiers, oncogenicity and reasons.

mod chip;
mod conclude;
pub mod conflict;
pub mod finding;
mod germline;
pub mod grade;
#[cfg(test)]
mod main_types_tests;
pub mod oncogenicity;
mod polymorphism;
mod precedence;
mod rationale;
pub mod resistance;
mod said;
