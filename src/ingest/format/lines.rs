//! A JSON object a line.

use super::super::batch::{BATCH_BYTES, Parsed, Piece, Sink, Stop, Unit};
use super::super::encoding::{charset, decode};
use super::super::kept::Keeper;
use super::super::record::{document, read_json};
use super::super::stream::Stream;
use super::super::{Cause, encoding::Charset};
use std::cell::OnceCell;
use std::io::{self, BufRead, Read};

/// Whole lines, the first of which has this number.
#[derive(Debug)]
struct Lines {
    first: u64,
    bytes: Vec<u8>,
}

/// Bytes that the last line of a piece may take beyond, before its memory grows.
const LAST_LINE: usize = 1 << 16;

/// Reads a stream of lines; one that is longer than any record may be is passed by.
pub(in super::super) fn lines(mut stream: Stream, sink: &mut Sink) -> Result<(), Stop> {
    let most = sink.unit.reading.limits.record_bytes();
    let mut next = 1;
    loop {
        let mut piece = Vec::with_capacity(BATCH_BYTES + LAST_LINE);
        let first = next;
        let mut ended = Ok(true);
        while piece.len() < BATCH_BYTES {
            let start = piece.len();
            match read_line(&mut *stream.reader, &mut piece, most) {
                Ok(0) => {
                    ended = Ok(false);
                    break;
                }
                Ok(read) if read > most => {
                    // Its place stays, so that the lines behind it keep their numbers.
                    piece.truncate(start);
                    piece.push(b'\n');
                    sink.skip(Some(next), Cause::TooLong(read, most))?;
                }
                Ok(_) => {}
                Err(error) => {
                    // What was read of a line that breaks off is no record.
                    piece.truncate(start);
                    ended = Err(Stop::Failed(stream.budget.cause(&error)));
                    break;
                }
            }
            next += 1;
        }
        if !piece.is_empty() {
            sink.take(Lines { first, bytes: piece })?;
        }
        if !ended? {
            return Ok(());
        }
    }
}

/// Appends a line with its end; of one with more than `most` bytes the first of them. Says how many bytes it has.
fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let mut read = reader.take(most as u64).read_until(b'\n', line)?;
    if read == most && line.last() != Some(&b'\n') {
        loop {
            let buffer = reader.fill_buf()?;
            let (count, ended) = match memchr::memchr(b'\n', buffer) {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            reader.consume(count);
            read += count;
            if ended {
                break;
            }
        }
    }
    Ok(read)
}

/// Lines with their ends.
fn each_line(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = memchr::memchr_iter(b'\n', bytes).map(|at| at + 1).chain([bytes.len()]);
    let mut start = 0;
    ends.map(move |end| &bytes[std::mem::replace(&mut start, end)..end]).filter(|line| !line.is_empty())
}

impl Piece for Lines {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        let split = || each_line(&self.bytes);
        let asked: OnceCell<Charset> = OnceCell::new();
        let of_batch = || *asked.get_or_init(|| charset(split(), &unit.reading));
        for (number, line) in (self.first..).zip(split()) {
            let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let found = decode(line, of_batch).and_then(|(line, charset)| {
                let document = document(&read_json(&line)?, unit, Some(number))?;
                parsed.tell(unit, charset);
                Ok(document)
            });
            parsed.take(unit, Some(number), found);
        }
    }
}

/// What stays of lines when some are left out.
pub(in super::super) fn keep_lines(mut stream: Stream, left_out: &[u64], keeper: &mut Keeper) -> io::Result<()> {
    let mut left_out = left_out.iter().copied().peekable();
    let mut number = 1;
    let mut goes = left_out.next_if_eq(&1).is_some();
    loop {
        let buffer = stream.reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', buffer).map(|at| at + 1);
        let count = end.unwrap_or(buffer.len());
        if !goes {
            keeper.record(&buffer[..count])?;
        }
        stream.reader.consume(count);
        if end.is_some() {
            number += 1;
            goes = left_out.next_if_eq(&number).is_some();
        }
    }
}
