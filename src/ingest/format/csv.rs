//! Tables: a header, then a record a row (RFC 4180, by the csv crate).

use super::super::Cause;
use super::super::batch::{BATCH_BYTES, Parsed, Piece, Sink, Stop, Unit};
use super::super::encoding::{Charset, charset, decode};
use super::super::field::{Columns, Field};
use super::super::kept::Keeper;
use super::super::record::Parts;
use super::super::stream::Stream;
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::cell::OnceCell;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// Bytes in which the header is looked for, to tell what parts its cells.
const HEADER_BYTES: u64 = 1 << 16;

/// Rows with the lines that they begin on.
#[derive(Debug)]
struct Rows {
    table: Arc<Table>,
    rows: Vec<(u64, ByteRecord)>,
}

/// What the header says.
#[derive(Debug)]
struct Table {
    names: Vec<String>,
    columns: Columns,
}

/// Reads a stream of rows. A quotation mark that is never closed makes the rest of the file one record: it is told with its line, and
/// nothing of it is an article.
pub(in super::super) fn csv(stream: Stream, delimiter: Option<u8>, sink: &mut Sink) -> Result<(), Stop> {
    let budget = std::rc::Rc::clone(&stream.budget);
    let failed = |error: csv::Error| Stop::Failed(budget.cause(&error.into()));
    let (mut reader, _) =
        RowReader::open(stream, delimiter, sink.unit.reading.limits.record_bytes()).map_err(failed)?;
    let names: Vec<String> = reader.header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let columns = Columns::of(&names, &sink.unit.reading.fields);
    if columns.of_field(Field::Text).is_empty() {
        return if names.is_empty() { Ok(()) } else { Err(Stop::Failed(Cause::NoText(names))) };
    }
    let table = Arc::new(Table { names, columns });
    let (mut rows, mut bytes) = (Vec::new(), 0);
    let mut row = ByteRecord::new();
    loop {
        let found = reader.next(&mut row);
        if let Ok(Some(raw)) = &found {
            if let Some(lines) = raw.left_open(reader.delimiter) {
                sink.take(Rows { table, rows })?;
                let words = format!(
                    "a quotation mark is never closed, so {lines} lines up to the end of the file are not read: close it"
                );
                return sink.skip(Some(raw.line), Cause::Malformed("table".into(), words));
            }
            bytes += raw.bytes.len();
            rows.push((raw.line, row.clone()));
        }
        let goes_on = matches!(found, Ok(Some(_)));
        if bytes >= BATCH_BYTES || !goes_on {
            sink.take(Rows { table: Arc::clone(&table), rows: std::mem::take(&mut rows) })?;
            bytes = 0;
        }
        match found {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(()),
            Err(_) if reader.rows.get_ref().is_over => {
                return sink.skip(
                    Some(reader.line),
                    Cause::Malformed("table".into(), "a quotation mark is never closed".to_owned()),
                );
            }
            Err(error) => return Err(failed(error)),
        }
    }
}

/// Rows with their bytes and lines.
struct RowReader<'a> {
    rows: Reader<Tee<'a>>,
    delimiter: u8,
    header: ByteRecord,
    /// The byte, and its line, behind the row that was read last.
    at: u64,
    line: u64,
    /// Whether that byte may be the second half of a line end.
    after_return: bool,
}

/// The bytes of a row: first the line ends behind the row before, then its own, without a line end.
struct Raw {
    bytes: Vec<u8>,
    line_ends: usize,
    /// The line on which its own begin.
    line: u64,
}

impl Raw {
    /// Of a row of several lines that ends inside a quoted cell, how many these are.
    fn left_open(&self, delimiter: u8) -> Option<usize> {
        #[derive(PartialEq)]
        enum At {
            Start,
            Bare,
            Quoted,
            /// Behind a quotation mark in a quoted cell: its end, or half of a mark.
            Mark,
        }
        let own = &self.bytes[self.line_ends..];
        let lines = 1 + memchr::memchr_iter(b'\n', own.strip_suffix(b"\n").unwrap_or(own)).count();
        if lines == 1 {
            return None;
        }
        let end = own.iter().fold(At::Start, |at, &byte| match (at, byte) {
            (At::Quoted, b'"') => At::Mark,
            (At::Quoted, _) | (At::Start | At::Mark, b'"') => At::Quoted,
            (_, byte) if byte == delimiter || byte == b'\n' => At::Start,
            _ => At::Bare,
        });
        (end == At::Quoted).then_some(lines)
    }
}

impl<'a> RowReader<'a> {
    /// Reads the header too, and gives its bytes.
    fn open(stream: Stream<'a>, delimiter: Option<u8>, most: usize) -> csv::Result<(Self, Vec<u8>)> {
        let (head, stream) = stream.head(HEADER_BYTES)?;
        let delimiter = delimiter.unwrap_or_else(|| parted_by(&head));
        let tee = Tee { reader: stream.reader, taken: Vec::new(), most, is_over: false };
        let rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(tee);
        let mut reader = Self { rows, delimiter, header: ByteRecord::new(), at: 0, line: 1, after_return: false };
        let mut header = ByteRecord::new();
        let raw = reader.next(&mut header)?;
        if let Some(first) = header.get(0).and_then(|name| name.strip_prefix(b"\xef\xbb\xbf")) {
            header = [first].into_iter().chain(header.iter().skip(1)).collect();
        }
        reader.header = header;
        Ok((reader, raw.map_or_else(Vec::new, |raw| raw.bytes)))
    }

    fn next(&mut self, row: &mut ByteRecord) -> csv::Result<Option<Raw>> {
        if !self.rows.read_byte_record(row)? {
            return Ok(None);
        }
        let end = self.rows.position().byte();
        let bytes: Vec<u8> = self.rows.get_mut().taken.drain(..(end - self.at) as usize).collect();
        self.at = end;
        let line_ends = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len());
        self.pass(&bytes[..line_ends]);
        let line = self.line;
        self.pass(&bytes[line_ends..]);
        Ok(Some(Raw { bytes, line_ends, line }))
    }

    /// Counts the lines that end in `bytes`, whichever the line ends.
    fn pass(&mut self, bytes: &[u8]) {
        let mut last = None;
        for at in memchr::memchr2_iter(b'\r', b'\n', bytes) {
            let second_half = bytes[at] == b'\n'
                && match last {
                    Some(last) => last + 1 == at && bytes[last] == b'\r',
                    None => at == 0 && self.after_return,
                };
            self.line += u64::from(!second_half);
            last = Some(at);
        }
        if !bytes.is_empty() {
            self.after_return = bytes.ends_with(b"\r");
        }
    }
}

/// What the first line has more of, commas, semicolons or tabs.
fn parted_by(head: &[u8]) -> u8 {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |byte: u8| memchr::memchr_iter(byte, line).count();
    // Of equals the last is taken.
    [b'\t', b';', b','].into_iter().max_by_key(|&byte| count(byte)).unwrap_or(b',')
}

impl Piece for Rows {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        let asked: OnceCell<Charset> = OnceCell::new();
        let of_batch =
            || *asked.get_or_init(|| charset(self.rows.iter().map(|(_, row)| row.as_slice()), &unit.reading));
        let wanted = self.table.names.len();
        for (line, row) in &self.rows {
            let found = if row.len() == wanted {
                let mut guessed = None;
                let parts = Parts::of_columns(&self.table.columns, |column| {
                    let (cell, charset) = decode(row.get(column).unwrap_or_default(), of_batch)?;
                    guessed = guessed.or(charset);
                    Ok(Some(cell.into_owned()))
                });
                let document = parts.and_then(|parts| parts.document(unit, Some(*line)));
                parsed.tell(unit, guessed.filter(|_| document.is_ok()));
                document
            } else {
                Err(Cause::Malformed(
                    "row of the table".into(),
                    format!("{} cells where the header has {wanted}", row.len()),
                ))
            };
            parsed.take(unit, Some(*line), found);
        }
    }
}

/// What stays of a table when rows are left out, by the lines that they begin on; the header and blank lines always do.
pub(in super::super) fn keep_rows(
    stream: Stream,
    delimiter: Option<u8>,
    left_out: &[u64],
    keeper: &mut Keeper,
) -> io::Result<()> {
    let (mut reader, header) = RowReader::open(stream, delimiter, usize::MAX)?;
    let mut left_out = left_out.iter().copied().peekable();
    keeper.frame(&header)?;
    let mut row = ByteRecord::new();
    // A row that goes takes with it the line end behind it.
    let mut gone = false;
    while let Some(Raw { bytes, line_ends, line }) = reader.next(&mut row)? {
        keeper.frame(&bytes[without_first(&bytes[..line_ends], gone)..line_ends])?;
        gone = left_out.next_if_eq(&line).is_some();
        if !gone {
            keeper.record(&bytes[line_ends..])?;
        }
    }
    let rest = std::mem::take(&mut reader.rows.get_mut().taken);
    keeper.frame(&rest[without_first(&rest, gone)..])
}

/// Where to begin in `line_ends` if the first of them goes.
fn without_first(line_ends: &[u8], goes: bool) -> usize {
    match line_ends {
        [b'\r', b'\n', ..] if goes => 2,
        [_, ..] if goes => 1,
        _ => 0,
    }
}

/// Keeps the bytes that were read and not yet given to anybody.
struct Tee<'a> {
    reader: Box<dyn BufRead + 'a>,
    taken: Vec<u8>,
    most: usize,
    is_over: bool,
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        if self.taken.len() + count > self.most {
            self.is_over = true;
            return Err(io::Error::other("too long"));
        }
        self.taken.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Limits;
    use crate::ingest::stream::Budget;

    #[test]
    fn rows_know_their_lines_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let table = ["id,text", "1,a", "", "2,\"b", "c\"", "3,d", ""].join(end);
            let stream = Stream::new(table.as_bytes(), &Budget::new(Limits::default(), None));
            let (mut reader, _) = RowReader::open(stream, None, 1000).expect("there is a header");
            let (mut row, mut lines) = (ByteRecord::new(), Vec::new());
            while let Some(raw) = reader.next(&mut row).expect("the table is whole") {
                lines.push((raw.line, String::from_utf8_lossy(&row[0]).into_owned()));
            }
            assert_eq!(lines, [(2, "1".to_owned()), (4, "2".to_owned()), (6, "3".to_owned())], "{end:?}");
        }
    }
}
