//! x
mod edit;
