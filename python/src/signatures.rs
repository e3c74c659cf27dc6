//! Signatures of texts, for engines that look for candidate pairs themselves.

use crate::arrow::Arrays;
use crate::errors;
use crate::results::Table;
use crate::settings::Settings;
use crate::work::work;
use arrow_array::cast::AsArray;
use arrow_array::types::{UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, FixedSizeListArray, RecordBatch};
use arrow_schema::{ArrowError, DataType};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator};
use retold::Recipe;
use retold::neardup::Signature;
use retold::pipeline::sign;
use retold::spill::Space;
use std::sync::Arc;

/// Texts that are signed together.
const BATCH: usize = 1024;

type Entry = Option<(Signature, Vec<u64>)>;

/// The signatures of texts and the keys of their bands.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct Signed {
    signed: Vec<Entry>,
    bands: usize,
}

/// Signs texts: an iterator of strings, of what speaks Arrow, or of both.
#[pyfunction]
pub(crate) fn signatures(
    py: Python<'_>,
    items: Bound<'_, PyIterator>,
    settings: &Bound<'_, PyDict>,
) -> PyResult<Signed> {
    let settings = Settings(settings);
    let (recipe, threads) = (settings.recipe()?, settings.threads()?);
    let field = settings.get::<String>("text_field")?;
    let mut signed = Signed { signed: Vec::new(), bands: recipe.bands() };
    let mut texts = Vec::new();
    let mut items = items;
    loop {
        let item = items.next().transpose()?;
        if texts.len() >= BATCH || item.is_none() {
            signed.add(py, threads, std::mem::take(&mut texts), &recipe)?;
        }
        let Some(item) = item else { return Ok(signed) };
        let Some(mut arrays) = Arrays::of(&item)? else {
            texts.push(item.extract::<Option<String>>()?);
            continue;
        };
        signed.add(py, threads, std::mem::take(&mut texts), &recipe)?;
        loop {
            let column = py.detach(|| arrays.next().map(|array| column(&array?, field.as_deref())));
            let Some(column) = column else { break };
            let column = column.map_err(|error| errors::broken(py, format!("texts: {error}")))?;
            for start in (0..column.len()).step_by(BATCH) {
                let slice = column.slice(start, BATCH.min(column.len() - start));
                let texts = strings(&slice).map_err(|error| errors::broken(py, format!("texts: {error}")))?;
                signed.add(py, threads, texts, &recipe)?;
            }
        }
    }
}

/// The texts of an array, or of the one column of a table that holds them.
fn column(array: &ArrayRef, field: Option<&str>) -> Result<ArrayRef, ArrowError> {
    let Some(table) = array.as_struct_opt() else { return Ok(Arc::clone(array)) };
    let named = |name: &str| table.column_by_name(name).cloned();
    let found = match (field, table.columns()) {
        (Some(name), _) => named(name),
        (None, [only]) => Some(Arc::clone(only)),
        (None, _) => named("text"),
    };
    found.ok_or_else(|| {
        let names = table.column_names().join(", ");
        ArrowError::SchemaError(format!(
            "has no text: fields found: {names}; name the one that holds it with text_field"
        ))
    })
}

fn strings(array: &ArrayRef) -> Result<Vec<Option<String>>, ArrowError> {
    fn owned<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Vec<Option<String>> {
        texts.map(|text| text.map(str::to_owned)).collect()
    }
    Ok(match array.data_type() {
        DataType::Utf8 => owned(array.as_string::<i32>().iter()),
        DataType::LargeUtf8 => owned(array.as_string::<i64>().iter()),
        DataType::Utf8View => owned(array.as_string_view().iter()),
        DataType::Dictionary(..) => {
            let numbered = array.as_any_dictionary();
            strings(&arrow_select::take::take(numbered.values(), numbered.keys(), None)?)?
        }
        DataType::Null => vec![None; array.len()],
        other => return Err(ArrowError::SchemaError(format!("strings are wanted, not {other}"))),
    })
}

impl Signed {
    fn add(&mut self, py: Python<'_>, threads: usize, texts: Vec<Option<String>>, recipe: &Recipe) -> PyResult<()> {
        if texts.is_empty() {
            return Ok(());
        }
        let recipe = recipe.clone();
        let texts: Vec<String> = texts.into_iter().map(Option::unwrap_or_default).collect();
        let mut signed = work(py, threads, &Space::unlimited(), None, move |_| sign(&texts, &recipe))?;
        self.signed.append(&mut signed);
        Ok(())
    }

    /// The rows as columns.
    fn columns(entries: &[Entry], bands: usize) -> Result<RecordBatch, ArrowError> {
        let slots = entries.iter().map(|entry| {
            entry.as_ref().map(|(signature, _)| signature.slots().iter().copied().map(Some).collect::<Vec<_>>())
        });
        let keys = entries
            .iter()
            .map(|entry| entry.as_ref().map(|(_, keys)| keys.iter().copied().map(Some).collect::<Vec<_>>()));
        let slots = FixedSizeListArray::from_iter_primitive::<UInt32Type, _, _>(slots, retold::neardup::SLOTS as i32);
        let keys = FixedSizeListArray::from_iter_primitive::<UInt64Type, _, _>(keys, bands as i32);
        RecordBatch::try_from_iter([("signature", Arc::new(slots) as ArrayRef), ("bands", Arc::new(keys) as ArrayRef)])
    }
}

#[pymethods]
impl Signed {
    fn __len__(&self) -> usize {
        self.signed.len()
    }

    #[getter]
    fn band_count(&self) -> usize {
        self.bands
    }

    /// Of each text its signature as numbers.
    fn slots(&self) -> Vec<Option<Vec<u32>>> {
        self.signed.iter().map(|entry| entry.as_ref().map(|(signature, _)| signature.slots().to_vec())).collect()
    }

    /// Of each text the keys of its bands.
    fn keys(&self) -> Vec<Option<Vec<u64>>> {
        self.signed.iter().map(|entry| entry.as_ref().map(|(_, keys)| keys.clone())).collect()
    }

    /// Of each text its signature as bytes, the lowest of each number first.
    fn packed<'py>(&self, py: Python<'py>) -> Vec<Option<Bound<'py, PyBytes>>> {
        let bytes = |signature: &Signature| {
            let bytes: Vec<u8> = signature.slots().iter().flat_map(|slot| slot.to_le_bytes()).collect();
            PyBytes::new(py, &bytes)
        };
        self.signed.iter().map(|entry| entry.as_ref().map(|(signature, _)| bytes(signature))).collect()
    }

    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        Table::made(py, || {
            let batches = [&[][..]].into_iter().chain(self.signed.chunks(1 << 16));
            let batch = |entries| Self::columns(entries, self.bands).map_err(std::io::Error::other);
            batches.map(batch).collect()
        })
    }
}
