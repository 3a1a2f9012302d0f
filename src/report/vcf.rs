//! x
mod edit;
mod splice;
