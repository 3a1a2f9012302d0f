//! The `theravar` command; everything is in the library's `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    theravar::cli::run()
}
