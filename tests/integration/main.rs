//! Tests of the whole crate in one binary: a module for each theme.
//!
//! `cargo test --test integration cli::replay` runs one theme. Real files are read from the folder
//! that [`shared`] names; a test that misses them says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and prints what it measured"
)]

mod allocations;
mod any_bytes;
mod architecture;
mod cli;
mod docs;
mod examples;
mod exceptions;
mod fda_reachability;
mod feedback;
mod genotype_limits;
mod golden;
mod growth;
mod hgvs_differential;
mod hgvs_differential_assembly;
mod hgvs_differential_oracle;
mod imports;
mod mutations;
mod over_call;
mod packaging;
#[cfg(unix)]
mod phase_memory;
mod questions;
mod random_junctions;
#[cfg(unix)]
mod reference;
mod regression;
#[path = "../support/shared.rs"]
mod shared;
mod support;
mod tumor_types;
