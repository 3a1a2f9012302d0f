//! The command line as users call it. One binary; a module a theme.

mod annotate;
mod bad_input;
mod explain;
mod real_files;
mod support;
mod vectors;
