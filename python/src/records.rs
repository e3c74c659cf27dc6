//! Articles out of Python: dicts as records, what speaks Arrow as tables.

use crate::arrow::{Arrays, rows};
use crate::errors;
use pyo3::exceptions::PyUnicodeEncodeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyIterator, PyList, PyString, PyTuple};
use retold::ingest::{Cause, Handful};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::rc::Rc;

/// Dicts that are handed over together.
const HANDFUL: usize = 256;

/// Objects inside each other that are looked into; a text or an id never lies so deep, and an object may hold itself.
const DEPTH: usize = 8;

/// Articles that an iterator gives: dicts, tables, or both.
pub(crate) struct Supply<'py> {
    items: Bound<'py, PyIterator>,
    /// The table that is being read.
    table: Option<Arrays>,
    /// How many articles it gave.
    given: Rc<Cell<u64>>,
}

impl<'py> Supply<'py> {
    pub(crate) fn new(items: Bound<'py, PyIterator>) -> Self {
        Self { items, table: None, given: Rc::default() }
    }

    /// How many articles it gives, counted as it does.
    pub(crate) fn given(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.given)
    }

    fn count(&self, more: usize) {
        self.given.set(self.given.get() + more as u64);
    }

    /// The next articles; none, if there are no more.
    pub(crate) fn next(&mut self, py: Python<'py>) -> PyResult<Option<Handful>> {
        loop {
            if let Some(table) = &mut self.table {
                // Whoever made the table may need the interpreter.
                let next = py.detach(|| table.next().map(|array| array.and_then(|array| rows(&array))));
                match next {
                    Some(Ok(rows)) => {
                        self.count(rows.num_rows());
                        return Ok(Some(Handful::Rows(rows)));
                    }
                    Some(Err(error)) => return Err(errors::broken(py, format!("{}: {error}", crate::work::NAME))),
                    None => self.table = None,
                }
            }
            let mut records = Vec::new();
            while records.len() < HANDFUL {
                let Some(item) = self.items.next().transpose()? else { break };
                self.table = Arrays::of(&item)?;
                if self.table.is_some() {
                    break;
                }
                records.push(record(&item));
            }
            if !records.is_empty() {
                self.count(records.len());
                return Ok(Some(Handful::Objects(records)));
            } else if self.table.is_none() {
                return Ok(None);
            }
        }
    }
}

/// The record that a mapping is.
pub(crate) fn record(item: &Bound<'_, PyAny>) -> Result<Map<String, Value>, Cause> {
    let none = |words: String| Cause::Malformed("record".into(), words);
    let class = || item.get_type().name().map_or_else(|_| "it".to_owned(), |name| name.to_string());
    match item.cast::<PyDict>() {
        Ok(dict) => object(dict, 0),
        // Rows of databases have keys and are no dicts.
        Err(_) if item.hasattr("keys").unwrap_or(false) => {
            let dict = item.py().get_type::<PyDict>().call1((item,)).map_err(|error| none(error.to_string()))?;
            object(dict.cast::<PyDict>().map_err(|error| none(error.to_string()))?, 0)
        }
        Err(_) => Err(none(format!("{} is no dict", class()))),
    }
}

fn object(dict: &Bound<'_, PyDict>, depth: usize) -> Result<Map<String, Value>, Cause> {
    let mut fields = Map::new();
    for (key, field) in dict.iter() {
        if let Ok(key) = key.cast::<PyString>() {
            fields.insert(words(key)?, value(&field, depth)?);
        }
    }
    Ok(fields)
}

/// A field. What has no words (lists, images, what is not known to be missing) is null, as it is in JSON.
fn value(field: &Bound<'_, PyAny>, depth: usize) -> Result<Value, Cause> {
    Ok(if let Ok(string) = field.cast::<PyString>() {
        Value::String(words(string)?)
    } else if field.is_none() || field.is_instance_of::<PyList>() || field.is_instance_of::<PyTuple>() {
        Value::Null
    } else if let Ok(truth) = field.cast::<PyBool>() {
        Value::Bool(truth.is_true())
    } else if field.is_instance_of::<PyInt>() {
        whole(field)
    } else if let Ok(number) = field.cast::<PyFloat>() {
        Number::from_f64(number.value()).map_or(Value::Null, Value::Number)
    } else if let Ok(dict) = field.cast::<PyDict>() {
        if depth < DEPTH { Value::Object(object(dict, depth + 1)?) } else { Value::Null }
    } else {
        other(field).unwrap_or(Value::Null)
    })
}

fn whole(number: &Bound<'_, PyAny>) -> Value {
    match (number.extract::<i64>(), number.extract::<u64>()) {
        (Ok(number), _) => number.into(),
        (_, Ok(number)) => number.into(),
        // More digits than a number has are words.
        _ => number.str().map_or(Value::Null, |words| words.to_string().into()),
    }
}

/// Dates, numbers of other libraries, UUIDs.
fn other(field: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Some(date) = field.getattr_opt("isoformat")? {
        let date = date.call0()?.extract::<String>()?;
        // A date that is missing.
        return Ok(if date == "NaT" { Value::Null } else { date.into() });
    }
    let class = field.get_type().name()?.to_string();
    if class == "UUID" {
        return Ok(field.str()?.extract::<String>()?.into());
    }
    Ok(match field.getattr_opt("__index__")? {
        Some(index) => whole(&index.call0()?),
        None => Value::Null,
    })
}

fn words(string: &Bound<'_, PyString>) -> Result<String, Cause> {
    string.to_str().map(str::to_owned).map_err(|error| {
        let words = match error.is_instance_of::<PyUnicodeEncodeError>(string.py()) {
            true => "a string holds half of a surrogate pair".to_owned(),
            false => error.to_string(),
        };
        Cause::Malformed("record".into(), words)
    })
}
