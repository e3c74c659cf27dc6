//! One JSON record to one document.

use super::batch::usable;
use super::date::date;
use super::field::Field;
use super::input::shown;
use super::{Cause, InputFile};
use crate::text::{Document, Origin};
use serde_json::{Map, Value};
use std::path::Path;
use url::Url;

/// What a record does not say itself.
pub(super) struct RecordContext {
    /// The name of the folder that the file stands in.
    pub(super) folder: String,
}

impl RecordContext {
    /// The context of a file; standard input has no folder.
    pub(super) fn of(file: &InputFile) -> Self {
        let folder = (file.name != "-").then(|| std::path::absolute(&file.path).ok()).flatten();
        let name = folder.as_deref().and_then(Path::parent).and_then(Path::file_name);
        Self { folder: name.map_or_else(|| "-".to_owned(), |name| shown(Path::new(name))) }
    }
}

/// The document that a line holds.
pub(super) fn document(line: &[u8], context: &RecordContext, origin: Origin) -> Result<Document, Cause> {
    let line = std::str::from_utf8(line).map_err(|error| Cause::InvalidUtf8(error.valid_up_to()))?;
    let record: Map<String, Value> =
        serde_json::from_str(line).map_err(|error| Cause::MalformedJson(error.to_string()))?;
    let text = match Field::Text.find_words(&record) {
        Some(text) => usable(text.to_owned())?,
        None => return Err(Cause::NoText(record.keys().cloned().collect())),
    };
    let words = |field: Field| field.find(&record).and_then(words);
    let url = words(Field::Url);
    let host = || url.as_deref().and_then(host);
    let source = words(Field::Source).or_else(host);
    Ok(Document {
        id: words(Field::Id).unwrap_or_else(|| origin.to_string()),
        source_is_given: source.is_some(),
        source: source.unwrap_or_else(|| context.folder.clone()),
        title: words(Field::Title),
        date: words(Field::Date).map(date),
        url,
        text,
        origin,
    })
}

/// The words of a scalar, or the `name` of an object; nothing for what is empty.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(words) => words.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Object(fields) => return fields.get("name").filter(|name| name.is_string()).and_then(words),
        Value::Null | Value::Bool(_) | Value::Array(_) => return None,
    };
    Some(words).filter(|words| !words.is_empty())
}

fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Document, Cause> {
        let origin = Origin { path: "news/x.jsonl".into(), line: Some(7) };
        document(line.as_bytes(), &RecordContext { folder: "news".into() }, origin)
    }

    #[test]
    fn other_names_are_understood() {
        let found = read(
            r#"{"Article_ID": 12, "Headline": "Pier sold", "body": "The pier was sold.", "publisher": {"name": "Gazette"},
                "published_at": "2031-03-04", "link": "https://www.gazette.example/pier"}"#,
        )
        .expect("the record is whole");
        assert_eq!((found.id.as_str(), found.source.as_str()), ("12", "Gazette"));
        assert_eq!(found.title.as_deref(), Some("Pier sold"));
        assert_eq!(found.date.and_then(|date| date.seconds), Some(1_930_348_800));
    }

    #[test]
    fn the_outlet_falls_back_to_the_host_and_then_to_the_folder() {
        let source = |line| read(line).expect("the record is whole").source;
        assert_eq!(source(r#"{"text": "a b", "url": "https://www.gazette.example/pier"}"#), "gazette.example");
        assert_eq!(source(r#"{"text": "a b", "url": "no address"}"#), "news");
        assert_eq!(read(r#"{"text": "a b"}"#).expect("the record is whole").id, "news/x.jsonl:7");
    }

    #[test]
    fn a_record_that_cannot_be_used_says_why() {
        assert!(matches!(read("{\"text\": \"a"), Err(Cause::MalformedJson(_))));
        assert!(matches!(read("[1]"), Err(Cause::MalformedJson(_))));
        assert_eq!(read(r#"{"id": 1, "words": "a"}"#), Err(Cause::NoText(vec!["id".into(), "words".into()])));
        assert_eq!(read(r#"{"text": null}"#), Err(Cause::NoText(vec!["text".into()])));
        assert_eq!(read(r#"{"text": " \n"}"#), Err(Cause::Empty));
        assert_eq!(read(r#"{"text": ["a"], "content": "", "body": "a b"}"#).map(|found| found.text), Ok("a b".into()));
        let broken = document(
            b"{\"text\": \"\xff\"}",
            &RecordContext { folder: String::new() },
            Origin { path: "x".into(), line: None },
        );
        assert_eq!(broken, Err(Cause::InvalidUtf8(10)));
    }
}
