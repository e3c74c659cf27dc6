//! Parquet, by the reader of the Arrow project: row group by row group, of these only the columns that are asked for.

use super::super::batch::{Parsed, Piece, Sink, Stop, Unit};
use super::super::contain::contained;
use super::super::field::{Columns, Field};
use super::super::kept::Keeper;
use super::super::record::Parts;
use super::super::stream::Seekable;
use super::super::{Cause, encoding};
use arrow_array::cast::AsArray;
use arrow_array::types as arrow;
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::arrow::arrow_writer::ArrowWriter;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// Rows that are read at once: some 250 articles of 4 kB make a mebibyte.
const BATCH_ROWS: usize = 256;

/// Rows, the first of which has this number.
#[derive(Debug)]
struct Rows {
    first: u64,
    rows: RecordBatch,
    columns: Arc<Columns>,
}

/// Reads a file of columns.
pub(in super::super) fn parquet(file: Seekable, sink: &mut Sink) -> Result<(), Stop> {
    let file = file.into_file();
    // Strings come as strings, whatever they were when they were written.
    let metadata = guarded(|| metadata(&file, true))?;
    let roots: Vec<String> = metadata.schema().fields().iter().map(|field| field.name().clone()).collect();
    let wanted = Columns::of(&roots, &sink.unit.reading.fields);
    if wanted.of_field(Field::Text).is_empty() {
        return Err(Stop::Failed(Cause::NoText(roots)));
    }
    let mask = ProjectionMask::roots(metadata.parquet_schema(), wanted.all());
    let names: Vec<String> = wanted.all().into_iter().map(|column| roots[column].clone()).collect();
    let columns = Arc::new(Columns::of(&names, &sink.unit.reading.fields));
    let mut first = 1;
    for group in 0..metadata.metadata().num_row_groups() {
        let builder = builder(&file, &metadata, group)?.with_projection(mask.clone());
        let mut reader = guarded(|| builder.build())?;
        while let Some(rows) = guarded(|| reader.next().transpose())? {
            let count = rows.num_rows() as u64;
            sink.take(Rows { first, rows, columns: Arc::clone(&columns) })?;
            first += count;
        }
    }
    Ok(())
}

/// Takes a table from memory, whose first row has the number `first`, which goes on to the row behind its last.
pub(in super::super) fn rows(table: &RecordBatch, first: &mut u64, sink: &mut Sink) -> Result<(), Stop> {
    let names: Vec<String> = table.schema().fields().iter().map(|field| field.name().clone()).collect();
    let wanted = Columns::of(&names, &sink.unit.reading.fields);
    if wanted.of_field(Field::Text).is_empty() {
        return Err(Stop::Failed(Cause::NoText(names)));
    }
    let table = table.project(&wanted.all()).map_err(|error| Stop::Failed(unusable(&error)))?;
    let names: Vec<String> = wanted.all().into_iter().map(|column| names[column].clone()).collect();
    let columns = Arc::new(Columns::of(&names, &sink.unit.reading.fields));
    for start in (0..table.num_rows()).step_by(BATCH_ROWS) {
        let rows = plain(&table.slice(start, BATCH_ROWS.min(table.num_rows() - start)))?;
        let count = rows.num_rows() as u64;
        sink.take(Rows { first: *first, rows, columns: Arc::clone(&columns) })?;
        *first += count;
    }
    Ok(())
}

/// A table whose words stand in its rows, where they were numbered (categories).
fn plain(rows: &RecordBatch) -> Result<RecordBatch, Stop> {
    let column = |column: &ArrayRef| match column.as_any_dictionary_opt() {
        Some(numbered) => arrow_select::take::take(numbered.values(), numbered.keys(), None),
        None => Ok(Arc::clone(column)),
    };
    let columns = || {
        let columns = rows.columns().iter().map(column).collect::<Result<Vec<_>, _>>()?;
        let fields = rows
            .schema()
            .fields()
            .iter()
            .zip(&columns)
            .map(|(field, column)| arrow_schema::Field::new(field.name(), column.data_type().clone(), true))
            .collect::<Vec<_>>();
        RecordBatch::try_new(Arc::new(arrow_schema::Schema::new(fields)), columns)
    };
    columns().map_err(|error| Stop::Failed(unusable(&error)))
}

fn unusable(error: &impl std::fmt::Display) -> Cause {
    Cause::Malformed("table".into(), error.to_string())
}

/// What the reader gives, if it neither refuses nor panics.
fn guarded<T, E: std::fmt::Display>(work: impl FnOnce() -> Result<T, E>) -> Result<T, Stop> {
    match contained(work) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Stop::Failed(broken(&error))),
        Err(words) => Err(Stop::Failed(broken(&words))),
    }
}

fn metadata(file: &File, plain: bool) -> parquet::errors::Result<ArrowReaderMetadata> {
    ArrowReaderMetadata::load(file, ArrowReaderOptions::new().with_skip_arrow_metadata(plain))
}

fn builder(
    file: &File,
    metadata: &ArrowReaderMetadata,
    group: usize,
) -> io::Result<ParquetRecordBatchReaderBuilder<File>> {
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file.try_clone()?, metadata.clone());
    Ok(builder.with_row_groups(vec![group]).with_batch_size(BATCH_ROWS))
}

fn broken(error: &impl std::fmt::Display) -> Cause {
    Cause::Malformed("Parquet file".into(), error.to_string())
}

impl Piece for Rows {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        for row in 0..self.rows.num_rows() {
            let number = Some(self.first + row as u64);
            let mut guessed = None;
            let parts = Parts::of_columns(&self.columns, |column| {
                let cell = self.rows.column(column);
                match cell.data_type() {
                    DataType::Binary => {
                        let bytes = cell.as_binary::<i32>();
                        if bytes.is_null(row) {
                            return Ok(None);
                        }
                        let asked = || encoding::charset([bytes.value(row)], &unit.reading);
                        let (words, charset) = encoding::decode(bytes.value(row), asked)?;
                        guessed = guessed.or(charset);
                        Ok(Some(words.into_owned()))
                    }
                    _ => Ok(words(cell.as_ref(), row)),
                }
            });
            let found = parts.and_then(|parts| parts.document(unit, number));
            parsed.tell(unit, guessed.filter(|_| found.is_ok()));
            parsed.take(unit, number, found);
        }
    }
}

/// The words of a cell; nothing where it is empty or of a type that has none.
fn words(column: &dyn Array, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    let seconds = |value: i64, a_second: i64| {
        let instant = jiff::Timestamp::from_second(value.div_euclid(a_second)).ok()?;
        Some(instant.to_string())
    };
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).to_owned()),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row).to_owned()),
        DataType::Utf8View => Some(column.as_string_view().value(row).to_owned()),
        DataType::Int8 => Some(column.as_primitive::<arrow::Int8Type>().value(row).to_string()),
        DataType::Int16 => Some(column.as_primitive::<arrow::Int16Type>().value(row).to_string()),
        DataType::Int32 => Some(column.as_primitive::<arrow::Int32Type>().value(row).to_string()),
        DataType::Int64 => Some(column.as_primitive::<arrow::Int64Type>().value(row).to_string()),
        DataType::UInt32 => Some(column.as_primitive::<arrow::UInt32Type>().value(row).to_string()),
        DataType::UInt64 => Some(column.as_primitive::<arrow::UInt64Type>().value(row).to_string()),
        // As JSON has them: a column of whole numbers with gaps comes as one of these.
        DataType::Float32 => Some(format!("{:?}", column.as_primitive::<arrow::Float32Type>().value(row))),
        DataType::Float64 => Some(format!("{:?}", column.as_primitive::<arrow::Float64Type>().value(row))),
        DataType::Decimal128(..) => Some(column.as_primitive::<arrow::Decimal128Type>().value_as_string(row)),
        DataType::Date64 => seconds(column.as_primitive::<arrow::Date64Type>().value(row), 1_000),
        DataType::Date32 => seconds(i64::from(column.as_primitive::<arrow::Date32Type>().value(row)) * 86_400, 1),
        DataType::Timestamp(unit, _) => match unit {
            TimeUnit::Second => seconds(column.as_primitive::<arrow::TimestampSecondType>().value(row), 1),
            TimeUnit::Millisecond => {
                seconds(column.as_primitive::<arrow::TimestampMillisecondType>().value(row), 1_000)
            }
            TimeUnit::Microsecond => {
                seconds(column.as_primitive::<arrow::TimestampMicrosecondType>().value(row), 1_000_000)
            }
            TimeUnit::Nanosecond => {
                seconds(column.as_primitive::<arrow::TimestampNanosecondType>().value(row), 1_000_000_000)
            }
        },
        _ => None,
    }
}

/// What stays of a file of columns when rows are left out: the same columns of the other rows, packed alike, in row groups of the same
/// borders.
pub(in super::super) fn keep_columns(file: &File, left_out: &[u64], keeper: &mut Keeper) -> io::Result<()> {
    let other = io::Error::other::<parquet::errors::ParquetError>;
    let metadata = metadata(file, false).map_err(other)?;
    let told = metadata.metadata();
    let packing =
        told.row_groups().first().and_then(|group| group.columns().first()).map(|column| column.compression());
    let own = |key: &str| key == "ARROW:schema";
    let notes = told.file_metadata().key_value_metadata().cloned().unwrap_or_default();
    let notes: Vec<_> = notes.into_iter().filter(|note| !own(&note.key)).collect();
    let properties = WriterProperties::builder()
        .set_compression(packing.unwrap_or(parquet::basic::Compression::UNCOMPRESSED))
        .set_key_value_metadata(Some(notes).filter(|notes| !notes.is_empty()))
        .build();
    let mut writer =
        ArrowWriter::try_new(Vec::new(), Arc::clone(metadata.schema()), Some(properties)).map_err(other)?;
    let mut left_out = left_out.iter().copied().peekable();
    let (mut number, mut kept) = (0, 0);
    for group in 0..told.num_row_groups() {
        let reader: ParquetRecordBatchReader = builder(file, &metadata, group)?.build().map_err(other)?;
        for rows in reader {
            let rows = rows.map_err(io::Error::other)?;
            let stays: Vec<bool> = (0..rows.num_rows())
                .map(|_| {
                    number += 1;
                    left_out.next_if_eq(&number).is_none()
                })
                .collect();
            let rows = arrow_select::filter::filter_record_batch(&rows, &BooleanArray::from(stays))
                .map_err(io::Error::other)?;
            kept += rows.num_rows();
            writer.write(&rows).map_err(other)?;
            give(&mut writer, kept, keeper)?;
        }
        writer.flush().map_err(other)?;
        give(&mut writer, kept, keeper)?;
    }
    writer.finish().map_err(other)?;
    give(&mut writer, kept, keeper)
}

fn give(writer: &mut ArrowWriter<Vec<u8>>, kept: usize, keeper: &mut Keeper) -> io::Result<()> {
    let bytes = std::mem::take(writer.inner_mut());
    if kept == 0 { keeper.frame(&bytes) } else { keeper.record(&bytes) }
}
