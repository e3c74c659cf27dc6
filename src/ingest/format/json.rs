//! An array of JSON objects, or objects in a row, cut into elements without being held.
//!
//! The cut looks at quotation marks, backslashes and brackets alone; what stands between them is the parser's affair. So a
//! broken element costs itself, as long as its brackets close.

use super::super::Cause;
use super::super::batch::{BATCH_BYTES, Parsed, Piece, Sink, Stop, Unit};
use super::super::encoding::{Charset, charset, decode};
use super::super::kept::Keeper;
use super::super::record::{document, read_json};
use super::super::stream::Stream;
use std::cell::OnceCell;
use std::io;
use std::ops::Range;

/// Where the cut stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between elements.
    Between,
    /// In an element, so many brackets deep.
    Inside(u64),
    /// In a string of an element so deep; the flag says that a backslash went before.
    Quoted(u64, bool),
    /// In a number, a word or something worse.
    Bare,
}

/// Cuts a stream of bytes that come in chunks.
#[derive(Debug)]
struct Cut {
    state: State,
}

/// A part of a chunk.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// Bytes between elements.
    Gap(Range<usize>),
    /// Bytes of an element, and whether they are its last.
    Element(Range<usize>, bool),
}

impl Cut {
    fn new() -> Self {
        Self { state: State::Between }
    }

    /// The next part of `chunk` from `at` on.
    fn part(&mut self, chunk: &[u8], at: usize) -> Part {
        if self.state == State::Between {
            let white =
                |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf);
            let end = chunk[at..].iter().position(|byte| !white(byte)).map_or(chunk.len(), |length| at + length);
            if end > at {
                return Part::Gap(at..end);
            }
        }
        let mut to = at;
        while to < chunk.len() {
            let byte = chunk[to];
            to += 1;
            self.state = match (self.state, byte) {
                (State::Quoted(depth, true), _) => State::Quoted(depth, false),
                (State::Quoted(depth, false), b'\\') => State::Quoted(depth, true),
                (State::Quoted(0, false), b'"') => State::Between,
                (State::Quoted(depth, false), b'"') => State::Inside(depth),
                (State::Quoted(depth, false), _) => {
                    let rest = &chunk[to..];
                    to += memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
                    State::Quoted(depth, false)
                }
                (State::Between, b'"') => State::Quoted(0, false),
                (State::Inside(depth), b'"') => State::Quoted(depth, false),
                (State::Between, b'{') => State::Inside(1),
                (State::Inside(depth), b'{' | b'[') => State::Inside(depth + 1),
                (State::Inside(1), b'}' | b']') => State::Between,
                (State::Inside(depth), b'}' | b']') => State::Inside(depth - 1),
                (State::Bare, b',' | b']' | b'\n' | b'{') => {
                    // It belongs to what comes.
                    to -= 1;
                    State::Between
                }
                (State::Between, _) => State::Bare,
                (state, _) => state,
            };
            if self.state == State::Between {
                return Part::Element(at..to, true);
            }
        }
        Part::Element(at..to, false)
    }
}

/// Elements, the first of which has this number.
#[derive(Debug)]
struct Elements {
    first: u64,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// Reads a stream of elements; one that is longer than any record may be is passed by.
pub(in super::super) fn json(mut stream: Stream, sink: &mut Sink) -> Result<(), Stop> {
    let most = sink.unit.reading.limits.record_bytes();
    let mut cut = Cut::new();
    let mut batch = Elements { first: 1, bytes: Vec::new(), ends: Vec::new() };
    // Bytes of the element that is open, not all of which are held.
    let mut length = 0_usize;
    // Arrays that were opened and not closed.
    let mut open = 0_i64;
    loop {
        let chunk = match stream.reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) => {
                sink.take(batch.whole())?;
                return Err(Stop::Failed(stream.budget.cause(&error)));
            }
        };
        let count = chunk.len();
        if count == 0 {
            break;
        }
        let mut at = 0;
        while at < count {
            match cut.part(chunk, at) {
                Part::Gap(range) => {
                    at = range.end;
                    let brackets = chunk[range].iter().filter(|&&byte| matches!(byte, b'[' | b']'));
                    open += brackets.map(|&byte| if byte == b'[' { 1 } else { -1 }).sum::<i64>();
                }
                Part::Element(range, last) => {
                    at = range.end;
                    length += range.len();
                    if length <= most {
                        batch.bytes.extend_from_slice(&chunk[range]);
                    }
                    if last {
                        batch.end(length, most, sink)?;
                        length = 0;
                    }
                }
            }
        }
        stream.reader.consume(count);
        if batch.bytes.len() >= BATCH_BYTES && length == 0 {
            let first = batch.first + batch.ends.len() as u64;
            let full = std::mem::replace(&mut batch, Elements { first, bytes: Vec::new(), ends: Vec::new() });
            sink.take(full)?;
        }
    }
    // An element that breaks off says so itself.
    let is_cut = open > 0 && length == 0;
    if length > 0 {
        batch.end(length, most, sink)?;
    }
    sink.take(batch)?;
    if is_cut {
        sink.skip(None, Cause::Malformed("JSON file".into(), "ends inside its array".to_owned()))?;
    }
    Ok(())
}

impl Elements {
    /// Closes the element that is open.
    fn end(&mut self, length: usize, most: usize, sink: &mut Sink) -> Result<(), Stop> {
        if length > most {
            self.bytes.truncate(self.ends.last().copied().unwrap_or(0));
            sink.skip(Some(self.first + self.ends.len() as u64), Cause::TooLong(length, most))?;
        }
        self.ends.push(self.bytes.len());
        Ok(())
    }

    /// The elements that were closed.
    fn whole(mut self) -> Self {
        self.bytes.truncate(self.ends.last().copied().unwrap_or(0));
        self
    }

    fn elements(&self) -> impl Iterator<Item = &[u8]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.bytes[start..end])
    }
}

impl Piece for Elements {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        let asked: OnceCell<Charset> = OnceCell::new();
        let of_batch = || *asked.get_or_init(|| charset(self.elements(), &unit.reading));
        for (number, element) in (self.first..).zip(self.elements()) {
            if element.is_empty() {
                continue;
            }
            let found = decode(element, of_batch).and_then(|(element, charset)| {
                let document = document(&read_json(&element)?, unit, Some(number))?;
                parsed.tell(unit, charset);
                Ok(document)
            });
            parsed.take(unit, Some(number), found);
        }
    }
}

/// What stays of elements when some are left out: each with what stands before it; the first with what stood before the first.
pub(in super::super) fn keep_elements(mut stream: Stream, left_out: &[u64], keeper: &mut Keeper) -> io::Result<()> {
    let mut left_out = left_out.iter().copied().peekable();
    let mut cut = Cut::new();
    let (mut number, mut open, mut kept) = (1, false, 0_u64);
    let mut gap: Vec<u8> = Vec::new();
    let mut opening: Option<Vec<u8>> = None;
    let mut goes = false;
    loop {
        let chunk = stream.reader.fill_buf()?;
        let count = chunk.len();
        if count == 0 {
            break;
        }
        let mut at = 0;
        while at < count {
            match cut.part(chunk, at) {
                Part::Gap(range) => {
                    at = range.end;
                    gap.extend_from_slice(&chunk[range]);
                }
                Part::Element(range, last) => {
                    at = range.end;
                    if !open {
                        open = true;
                        goes = left_out.next_if_eq(&number).is_some();
                        let before = std::mem::take(&mut gap);
                        let first = opening.get_or_insert_with(|| before.clone());
                        if !goes {
                            keeper.record(if kept == 0 { first } else { &before })?;
                            kept += 1;
                        }
                    }
                    if !goes {
                        keeper.record(&chunk[range])?;
                    }
                    if last {
                        (open, number) = (false, number + 1);
                    }
                }
            }
        }
        stream.reader.consume(count);
    }
    keeper.frame(&gap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The elements of `text` when it comes in chunks of this size.
    fn elements(text: &[u8], size: usize) -> Vec<Vec<u8>> {
        let (mut cut, mut found, mut open) = (Cut::new(), Vec::new(), Vec::new());
        for chunk in text.chunks(size) {
            let mut at = 0;
            while at < chunk.len() {
                match cut.part(chunk, at) {
                    Part::Gap(range) => at = range.end,
                    Part::Element(range, last) => {
                        at = range.end;
                        open.extend_from_slice(&chunk[range]);
                        if last {
                            found.push(std::mem::take(&mut open));
                        }
                    }
                }
            }
        }
        found.extend(Some(open).filter(|open| !open.is_empty()));
        found
    }

    #[test]
    fn elements_are_cut_whatever_their_strings_hold() {
        let text = br#" [{"a": "]}\" \\"}, {"b": [{}, {"c": "[{"}]},
            7, "x,", nonsense {"d": 1}]  {"e": 2}{"f": 3"#;
        let wanted = [
            r#"{"a": "]}\" \\"}"#,
            r#"{"b": [{}, {"c": "[{"}]}"#,
            "7",
            "\"x,\"",
            "nonsense ",
            "{\"d\": 1}",
            "{\"e\": 2}",
            "{\"f\": 3",
        ];
        for size in [1, 2, 3, 7, 1000] {
            let found = elements(text, size);
            let found: Vec<_> = found.iter().map(|element| String::from_utf8_lossy(element)).collect();
            assert_eq!(found, wanted, "chunks of {size}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_cut_alike_in_any_chunks(text in "[\\[\\]{}\",:\\\\a \n]{0,60}", size in 1_usize..9) {
            prop_assert_eq!(elements(text.as_bytes(), size), elements(text.as_bytes(), 1000));
        }
    }
}
