//! Articles that a program hands over, instead of paths.

use super::batch::{Batch, Parsed, Piece, Sink, Stop, Unit};
#[cfg(feature = "parquet")]
use super::format::rows;
use super::record::document;
use super::{Cause, Reading, Skipped};
use crate::text::Document;
#[cfg(feature = "parquet")]
use arrow_array::RecordBatch;
use serde_json::{Map, Value};
use serde_json_borrow::ObjectAsVec;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// Articles that come from memory, some at a time, in an order that is the same every time. They are read once; a second reading finds none.
///
/// An article without an id is known by this name and its number, from 1, as a record in a file is by path and line. Clones are one and the
/// same.
#[derive(Clone)]
pub struct Handover {
    name: Arc<str>,
    handfuls: Arc<Mutex<Box<dyn Iterator<Item = Handful> + Send>>>,
}

/// Some records.
#[derive(Debug)]
pub enum Handful {
    /// Objects with the fields of a JSON record, each or why there is none.
    Objects(Vec<Result<Map<String, Value>, Cause>>),
    /// Rows of a table, with the columns that a Parquet file may have.
    #[cfg(feature = "parquet")]
    Rows(RecordBatch),
}

/// Records that are parsed together: some 250 articles of 4 kB make a mebibyte.
pub(super) const HANDFUL: usize = 256;

/// Records, the first of which has this number.
#[derive(Debug)]
struct Objects {
    first: u64,
    records: Vec<Result<Map<String, Value>, Cause>>,
}

impl Handover {
    /// Articles that `handfuls` gives, known by a name.
    pub fn new(name: &str, handfuls: impl Iterator<Item = Handful> + Send + 'static) -> Self {
        Self { name: name.into(), handfuls: Arc::new(Mutex::new(Box::new(handfuls))) }
    }

    /// Hands its records, in order, to `send`, until that wants no more.
    pub(super) fn read(
        &self,
        reading: &Arc<Reading>,
        send: &mut dyn FnMut(Batch) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let unit = Unit { name: self.name.to_string(), folder: "-".to_owned(), reading: Arc::clone(reading) };
        let mut sink = Sink::new(unit, send);
        let mut handfuls = self.handfuls.lock().unwrap_or_else(PoisonError::into_inner);
        let mut first = 1;
        for handful in handfuls.by_ref() {
            let ended = match handful {
                Handful::Objects(mut records) => loop {
                    let rest = records.split_off(records.len().min(HANDFUL));
                    let count = records.len() as u64;
                    if let Err(stop) = sink.take(Objects { first, records }) {
                        break Err(stop);
                    }
                    (first, records) = (first + count, rest);
                    if records.is_empty() {
                        break Ok(());
                    }
                },
                #[cfg(feature = "parquet")]
                Handful::Rows(table) => rows(&table, &mut first, &mut sink),
            };
            match ended {
                Ok(()) => {}
                Err(Stop::Enough) => return ControlFlow::Break(()),
                // What follows would fail alike.
                Err(Stop::Failed(cause)) => match sink.skip(None, cause) {
                    Ok(()) => return ControlFlow::Continue(()),
                    Err(_) => return ControlFlow::Break(()),
                },
            }
        }
        ControlFlow::Continue(())
    }
}

impl Piece for Objects {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        for (number, record) in (self.first..).zip(self.records) {
            let found = record.and_then(|record| document(&borrowed(&record), unit, Some(number)));
            parsed.take(unit, Some(number), found);
        }
    }
}

/// The article that a record holds, known by a name where it has no id.
///
/// # Errors
/// When it cannot be used.
pub fn handed_article(name: &str, record: &Map<String, Value>, reading: &Reading) -> Result<Document, Skipped> {
    let unit = Unit { name: name.to_owned(), folder: "-".to_owned(), reading: Arc::new(reading.clone()) };
    document(&borrowed(record), &unit, None).map_err(|cause| Skipped { origin: unit.origin(None), cause })
}

/// A record as those are that stand in a file.
fn borrowed(record: &Map<String, Value>) -> ObjectAsVec<'_> {
    record.iter().map(|(key, value)| (key.as_str(), value.into())).collect()
}

impl fmt::Debug for Handover {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Handover").field(&self.name).finish()
    }
}

impl PartialEq for Handover {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.handfuls, &other.handfuls)
    }
}

impl Eq for Handover {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Inputs, parse_bytes};

    fn read(handover: Handover) -> Parsed {
        let mut all = Parsed::default();
        Inputs::find(&[], &Reading::default()).with(handover).read(&Arc::default(), &mut |batch| {
            all.append(batch.parse());
            ControlFlow::Continue(())
        });
        all
    }

    fn object(line: &str) -> Map<String, Value> {
        serde_json::from_str(line).expect("the line is an object")
    }

    #[test]
    fn records_from_memory_are_read_as_those_of_a_file_of_the_name() {
        let lines: Vec<String> = (0..700)
            .map(|number| match number % 50 {
                7 => r#"{"words": "no text"}"#.to_owned(),
                8 => r#"{"text": "  "}"#.to_owned(),
                9 => format!(r#"{{"id": "a{number}", "body": "the pier", "url": "https://quay.example/{number}"}}"#),
                _ => format!(r#"{{"text": "article {number}", "date": "2031-03-04"}}"#),
            })
            .collect();
        let file = parse_bytes("news.jsonl", lines.join("\n").as_bytes(), &Reading::default());
        for size in [1, 5, 256, 300, 700] {
            let handfuls: Vec<Handful> = lines
                .chunks(size)
                .map(|lines| Handful::Objects(lines.iter().map(|line| Ok(object(line))).collect()))
                .collect();
            let handover = Handover::new("news.jsonl", handfuls.into_iter());
            let parsed = read(handover.clone());
            assert_eq!((&parsed.documents, &parsed.skipped), (&file.documents, &file.skipped));
            assert!(read(handover).documents.is_empty(), "they are read once");
        }
    }

    #[test]
    fn what_is_no_record_is_told_by_its_number() {
        let cause = Cause::Malformed("record".into(), "int".to_owned());
        let handful = Handful::Objects(vec![Ok(object(r#"{"text": "the pier"}"#)), Err(cause)]);
        let parsed = read(Handover::new("documents", [handful].into_iter()));
        assert_eq!(parsed.documents[0].id, "documents:1");
        assert_eq!(parsed.skipped[0].to_string(), "documents:2: is a broken record: int");
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn rows_of_tables_are_counted_on_and_every_kind_of_string_is_read() {
        use arrow_array::types::Int8Type;
        use arrow_array::{ArrayRef, DictionaryArray, LargeStringArray, StringArray, StringViewArray};
        let texts: Vec<String> = (0..300).map(|number| format!("article {number}")).collect();
        let kinds: [ArrayRef; 3] = [
            Arc::new(StringArray::from_iter_values(&texts)),
            Arc::new(LargeStringArray::from_iter_values(&texts)),
            Arc::new(StringViewArray::from_iter_values(&texts)),
        ];
        let outlet: DictionaryArray<Int8Type> = texts.iter().map(|text| Some(&text[..9])).collect();
        let table = |text| {
            let columns: [(&str, ArrayRef); 2] = [("Body", text), ("outlet", Arc::new(outlet.clone()))];
            Handful::Rows(RecordBatch::try_from_iter(columns).expect("the columns are of one length"))
        };
        let parsed = read(Handover::new("documents", kinds.map(table).into_iter()));
        assert!(parsed.skipped.is_empty(), "{:?}", parsed.skipped);
        let told: Vec<(String, String, String)> =
            parsed.documents.into_iter().map(|document| (document.id, document.text, document.source)).collect();
        let wanted = (0..900).map(|row| {
            let text = &texts[row % 300];
            (format!("documents:{}", row + 1), text.clone(), text[..9].to_owned())
        });
        assert_eq!(told, wanted.collect::<Vec<_>>());
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn a_table_without_a_text_says_what_it_has() {
        let column: arrow_array::ArrayRef = Arc::new(arrow_array::StringArray::from(vec!["a b"]));
        let table = RecordBatch::try_from_iter([("words", column)]).expect("there is one column");
        let parsed = read(Handover::new("documents", [Handful::Rows(table)].into_iter()));
        assert!(parsed.skipped[0].to_string().starts_with("documents: has no text: fields found: words"));
    }
}
