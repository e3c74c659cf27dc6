//! Columns of tables that come from engines: one type each, as the package's Python casts them.

use crate::arrow::{Arrays, rows};
use crate::errors;
use arrow_array::builder::{BinaryBuilder, BooleanBuilder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Int64Array, LargeBinaryArray, LargeStringArray, ListArray, RecordBatch, StructArray,
};
use pyo3::prelude::*;
use std::io;
use std::sync::Arc;

/// A table of one batch.
pub(crate) struct Columns(RecordBatch);

fn wrong(name: &str, wanted: &str) -> io::Error {
    io::Error::other(format!("the column {name} is no column of {wanted}"))
}

impl Columns {
    /// What Python hands over.
    pub(crate) fn of(table: &Bound<'_, PyAny>) -> PyResult<Self> {
        let broken = |words: String| errors::broken(table.py(), words);
        let mut arrays = Arrays::of(table)?.ok_or_else(|| broken("rows: a table is wanted".to_owned()))?;
        match arrays.next() {
            Some(array) => array.and_then(|array| rows(&array)).map(Self).map_err(|error| broken(error.to_string())),
            None => arrays.no_rows().map(Self).ok_or_else(|| broken("rows: a table is wanted".to_owned())),
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.0.num_rows()
    }

    pub(crate) fn batch(self) -> RecordBatch {
        self.0
    }

    fn column(&self, name: &str) -> io::Result<&ArrayRef> {
        self.0.column_by_name(name).ok_or_else(|| io::Error::other(format!("there is no column {name}")))
    }

    pub(crate) fn numbers(&self, name: &str) -> io::Result<&Int64Array> {
        self.column(name)?.as_primitive_opt::<Int64Type>().ok_or_else(|| wrong(name, "numbers"))
    }

    pub(crate) fn flags(&self, name: &str) -> io::Result<&BooleanArray> {
        self.column(name)?.as_boolean_opt().ok_or_else(|| wrong(name, "flags"))
    }

    pub(crate) fn words(&self, name: &str) -> io::Result<&LargeStringArray> {
        self.column(name)?.as_string_opt::<i64>().ok_or_else(|| wrong(name, "strings"))
    }

    pub(crate) fn bytes(&self, name: &str) -> io::Result<&LargeBinaryArray> {
        self.column(name)?.as_binary_opt::<i64>().ok_or_else(|| wrong(name, "bytes"))
    }

    pub(crate) fn lists(&self, name: &str) -> io::Result<&ListArray> {
        self.column(name)?.as_list_opt::<i32>().ok_or_else(|| wrong(name, "lists"))
    }
}

/// A number of a row, if it has one.
pub(crate) fn given(column: &Int64Array, row: usize) -> Option<i64> {
    column.is_valid(row).then(|| column.value(row))
}

/// The numbers in a row of lists; none, if it has no list.
pub(crate) fn listed(column: &ListArray, row: usize) -> io::Result<Vec<u64>> {
    if column.is_null(row) {
        return Ok(Vec::new());
    }
    let list = column.value(row);
    let numbers = list.as_primitive_opt::<Int64Type>().ok_or_else(|| wrong("list", "numbers"))?;
    Ok(numbers.values().iter().map(|&number| number as u64).collect())
}

/// The structs in a row of lists, each of these fields.
pub(crate) fn structs(column: &ListArray, row: usize) -> io::Result<StructArray> {
    column.value(row).as_struct_opt().cloned().ok_or_else(|| wrong("list", "structs"))
}

/// Columns on their way to an engine.
pub(crate) type Made = Vec<(&'static str, ArrayRef)>;

/// The one batch of a table.
pub(crate) fn made(columns: Made) -> io::Result<Vec<RecordBatch>> {
    let nullable = columns.into_iter().map(|(name, column)| (name, column, true));
    RecordBatch::try_from_iter_with_nullable(nullable).map(|batch| vec![batch]).map_err(io::Error::other)
}

pub(crate) fn numbers(values: impl IntoIterator<Item = i64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values))
}

pub(crate) fn numbers_given(values: impl IntoIterator<Item = Option<i64>>) -> ArrayRef {
    let mut column = Int64Builder::new();
    values.into_iter().for_each(|value| column.append_option(value));
    Arc::new(column.finish())
}

pub(crate) fn flags(values: impl IntoIterator<Item = bool>) -> ArrayRef {
    let mut column = BooleanBuilder::new();
    values.into_iter().for_each(|value| column.append_value(value));
    Arc::new(column.finish())
}

pub(crate) fn words(values: impl IntoIterator<Item = Option<impl AsRef<str>>>) -> ArrayRef {
    let mut column = StringBuilder::new();
    values.into_iter().for_each(|value| column.append_option(value));
    Arc::new(column.finish())
}

pub(crate) fn bytes(values: impl IntoIterator<Item = Option<impl AsRef<[u8]>>>) -> ArrayRef {
    let mut column = BinaryBuilder::new();
    values.into_iter().for_each(|value| column.append_option(value));
    Arc::new(column.finish())
}

/// Lists of unsigned numbers, as the signed ones of the same bits.
pub(crate) fn lists<'v>(values: impl IntoIterator<Item = &'v [u64]>) -> ArrayRef {
    let mut column = ListBuilder::new(Int64Builder::new());
    for list in values {
        column.append_value(list.iter().map(|&number| Some(number as i64)));
    }
    Arc::new(column.finish())
}
