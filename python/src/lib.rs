//! theravar for Python: the command line as a function. What is made of it is in `lib/theravar`.

use std::ffi::OsString;
use std::process::ExitCode;

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;

pyo3::create_exception!(
    _theravar,
    InputError,
    PyValueError,
    "A file is not what it should be: wrong format, malformed, wrong assembly, a bad table."
);

/// The functions that the Python side calls.
#[pymodule]
mod _theravar {
    use super::{Bound, PyModule, PyResult, Python};
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::{call, main};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let py: Python<'_> = module.py();
        module.add("InputError", py.get_type::<super::InputError>())?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

/// Runs the words as the command line does, messages on standard error included, and returns the exit code.
#[pyfunction]
fn main(py: Python<'_>, words: Vec<OsString>) -> u8 {
    let exit = py.detach(|| theravar::cli::run_with(words));
    // An exit code does not tell its number; it can only be compared.
    (0..=u8::MAX).find(|code| ExitCode::from(*code) == exit).unwrap_or(1)
}

/// Runs the words, and raises what the command line would say.
#[pyfunction]
fn call(py: Python<'_>, words: Vec<OsString>) -> PyResult<()> {
    match py.detach(|| theravar::cli::try_run(words)) {
        Ok(_) => Ok(()),
        Err(error @ theravar::Error::Io { .. }) => Err(PyOSError::new_err(error.to_string())),
        Err(error @ theravar::Error::Usage(_)) => Err(PyValueError::new_err(error.to_string())),
        Err(error) => Err(InputError::new_err(error.to_string())),
    }
}
