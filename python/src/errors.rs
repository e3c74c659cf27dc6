//! Errors as Python's exceptions, in the words of the command line.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use retold::ingest::{Cause, Skipped};
use std::fmt::Display;

/// A setting that cannot be, or does not go with others.
pub(crate) fn setting(py: Python<'_>, words: impl Display) -> PyErr {
    of_class(py, "SettingError", &words, None)
}

/// A disk that takes no more, or a place to which nothing can be written.
pub(crate) fn disk(py: Python<'_>, words: impl Display) -> PyErr {
    of_class(py, "DiskError", &words, None)
}

/// Input that cannot be read any further.
pub(crate) fn broken(py: Python<'_>, words: impl Display) -> PyErr {
    of_class(py, "InputError", &words, None)
}

/// A piece of input that cannot be used.
pub(crate) fn input(py: Python<'_>, skipped: &Skipped) -> PyErr {
    let class = match skipped.cause {
        Cause::Unreadable(_) => "UnreadableError",
        _ => "InputError",
    };
    of_class(py, class, skipped, Some(skipped))
}

/// An exception of the module `retold._errors`.
fn of_class(py: Python<'_>, class: &str, words: &dyn Display, skipped: Option<&Skipped>) -> PyErr {
    let make = || {
        let fields = PyDict::new(py);
        if let Some(Skipped { origin, cause }) = skipped {
            fields.set_item("path", &origin.path)?;
            fields.set_item("line", origin.line)?;
            fields.set_item("kind", cause.kind())?;
        }
        let class = py.import("retold._errors")?.getattr(class)?;
        class.call(PyTuple::new(py, [words.to_string()])?, Some(&fields))
    };
    match make() {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => PyRuntimeError::new_err(format!("{words} ({error})")),
    }
}
