//! The C interface of Arrow: tables from other libraries, and tables for them.
//!
//! <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>. The structures are those of the arrow crate that retold reads
//! Parquet with; a crate that binds both to Python would have to follow its versions.
#![allow(unsafe_code)]

use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, make_array};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use std::ffi::CStr;
use std::ptr::NonNull;
use std::sync::Arc;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// Arrays that another library hands over, one after the other.
pub(crate) enum Arrays {
    Stream { stream: FFI_ArrowArrayStream, field: Field },
    One(Option<Result<ArrayRef, ArrowError>>),
}

impl Arrays {
    /// What an object hands over: a stream, or one array; nothing, if it does not speak Arrow.
    pub(crate) fn of(object: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        let method = |name: &str| object.getattr_opt(name).map(|found| found.filter(|found| found.is_callable()));
        if let Some(method) = method("__arrow_c_stream__")? {
            return Self::of_stream(&method.call0()?).map(Some);
        }
        match method("__arrow_c_array__")? {
            Some(method) => Self::of_array(&method.call0()?).map(Some),
            None => Ok(None),
        }
    }

    /// A table of no rows, where it says of which columns.
    pub(crate) fn no_rows(&self) -> Option<RecordBatch> {
        match self {
            Self::Stream { field, .. } => match field.data_type() {
                DataType::Struct(fields) => Some(RecordBatch::new_empty(Arc::new(Schema::new(fields.clone())))),
                _ => None,
            },
            Self::One(_) => None,
        }
    }

    fn of_stream(capsule: &Bound<'_, PyAny>) -> PyResult<Self> {
        let pointer = pointer::<FFI_ArrowArrayStream>(capsule, STREAM)?;
        // SAFETY: a capsule of this name holds a stream of the C interface, which is moved out and marked as taken.
        let mut stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
        let field = field_of(&mut stream).map_err(|error| crate::errors::broken(capsule.py(), error))?;
        Ok(Self::Stream { stream, field })
    }

    fn of_array(capsules: &Bound<'_, PyAny>) -> PyResult<Self> {
        let capsules = capsules.cast::<PyTuple>()?;
        let (schema, array) = (capsules.get_item(0)?, capsules.get_item(1)?);
        let (schema, array) = (pointer::<FFI_ArrowSchema>(&schema, SCHEMA)?, pointer::<FFI_ArrowArray>(&array, ARRAY)?);
        // SAFETY: capsules of these names hold a schema and an array of the C interface that belong together. The array is moved out and
        // marked as taken; the schema stays the capsule's.
        let (array, field) = unsafe { (FFI_ArrowArray::from_raw(array.as_ptr()), Field::try_from(schema.as_ref())) };
        Ok(Self::One(Some(field.and_then(|field| taken(array, &field)))))
    }
}

/// What a capsule of a name holds.
fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &CStr) -> PyResult<NonNull<T>> {
    Ok(capsule.cast::<PyCapsule>()?.pointer_checked(Some(name))?.cast())
}

fn field_of(stream: &mut FFI_ArrowArrayStream) -> Result<Field, ArrowError> {
    let ask = stream.get_schema.ok_or_else(|| ArrowError::CDataInterface("the stream was read before".to_owned()))?;
    let mut schema = FFI_ArrowSchema::empty();
    // SAFETY: a stream that is not released answers its own functions; it fills the schema if it says so.
    match unsafe { ask(stream, &mut schema) } {
        0 => Field::try_from(&schema),
        code => Err(failure(stream, code)),
    }
}

/// The words of a stream for what failed last.
fn failure(stream: &mut FFI_ArrowArrayStream, code: i32) -> ArrowError {
    // SAFETY: the words, if there are any, are a C string that lasts until the stream is asked for something else.
    let words = stream.get_last_error.and_then(|ask| unsafe {
        let words = ask(stream);
        (!words.is_null()).then(|| CStr::from_ptr(words).to_string_lossy().into_owned())
    });
    ArrowError::CDataInterface(words.unwrap_or_else(|| format!("the table's stream failed with code {code}")))
}

/// An array that was handed over, looked through: who made it may have put anything into it.
fn taken(array: FFI_ArrowArray, field: &Field) -> Result<ArrayRef, ArrowError> {
    // SAFETY: the array belongs to the type, as both came from one producer.
    let mut data = sound(unsafe { from_ffi_and_data_type(array, field.data_type().clone()) }?);
    data.align_buffers();
    data.validate_full()?;
    Ok(make_array(data))
}

/// The same with arrays of no length that have buffers of their own: those of others may be shorter than what is looked at in them.
fn sound(data: ArrayData) -> ArrayData {
    if data.is_empty() {
        return ArrayData::new_empty(data.data_type());
    }
    let children = data.child_data().iter().cloned().map(sound).collect();
    // SAFETY: each child has the type and the length that it had; all of it is looked through afterwards.
    unsafe { data.into_builder().child_data(children).build_unchecked() }
}

impl Iterator for Arrays {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (stream, field) = match self {
            Self::Stream { stream, field } => (stream, field),
            Self::One(one) => return one.take(),
        };
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: as in `field_of`.
        match unsafe { stream.get_next?(stream, &mut array) } {
            0 if array.is_released() => None,
            0 => Some(taken(array, field)),
            code => Some(Err(failure(stream, code))),
        }
    }
}

/// The rows of an array of structs.
pub(crate) fn rows(array: &ArrayRef) -> Result<RecordBatch, ArrowError> {
    let table = array.as_struct_opt().ok_or_else(|| {
        ArrowError::CDataInterface(format!(
            "a table is wanted, with a column of texts, not an array of {}",
            array.data_type()
        ))
    })?;
    let schema = Arc::new(Schema::new(table.fields().clone()));
    let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(table.len()));
    RecordBatch::try_new_with_options(schema, table.columns().to_vec(), &options)
}

/// A table, as other libraries take it.
pub(crate) fn stream<'py>(
    py: Python<'py>,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

/// What is in a table, as other libraries take it.
pub(crate) fn schema<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(|error| crate::errors::broken(py, error))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}
