//! One record to one document.

use super::Cause;
use super::batch::Unit;
use super::date::date;
use super::field::{Columns, Field, value};
use crate::text::Document;
use serde_json_borrow::{ObjectAsVec, Value};
use url::Url;

/// The parts of an article, as its format carries them.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) id: Option<String>,
    pub(super) text: Option<String>,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) date: Option<String>,
    pub(super) url: Option<String>,
}

impl Parts {
    /// The parts that stand in a table's columns, each in the most trusted that is not blank. `cell` gives the words of a column.
    pub(super) fn of_columns(
        columns: &Columns,
        mut cell: impl FnMut(usize) -> Result<Option<String>, Cause>,
    ) -> Result<Self, Cause> {
        let mut part = |field: Field| {
            for &column in columns.of_field(field) {
                if let Some(words) = cell(column)?.filter(|words| !words.trim().is_empty()) {
                    return Ok::<_, Cause>(Some(words));
                }
            }
            Ok(None)
        };
        Ok(Self {
            text: Some(part(Field::Text)?.unwrap_or_default()),
            id: part(Field::Id)?,
            title: part(Field::Title)?,
            source: part(Field::Source)?,
            date: part(Field::Date)?,
            url: part(Field::Url)?,
        })
    }

    /// The article. Without an id it is known by its place, without an outlet by the host of its address, else by its folder.
    pub(super) fn document(self, unit: &Unit, line: Option<u64>) -> Result<Document, Cause> {
        let trim = |words: String| if words.trim().len() == words.len() { words } else { words.trim().to_owned() };
        let trimmed = |words: Option<String>| words.map(trim).filter(|words| !words.is_empty());
        let text = usable(self.text.unwrap_or_default(), unit.reading.limits.document_bytes)?;
        let (origin, url) = (unit.origin(line), trimmed(self.url));
        let source = trimmed(self.source).or_else(|| url.as_deref().and_then(host));
        Ok(Document {
            id: trimmed(self.id).unwrap_or_else(|| origin.to_string()),
            source_is_given: source.is_some(),
            source: source.unwrap_or_else(|| unit.folder.clone()),
            title: trimmed(self.title),
            date: trimmed(self.date).map(date),
            url,
            text,
            origin,
        })
    }
}

/// A text that can be an article.
fn usable(text: String, most: usize) -> Result<String, Cause> {
    // The cut tells places below 2 GiB.
    let most = most.min(i32::MAX as usize);
    if text.len() > most {
        Err(Cause::TooLong(text.len(), most))
    } else if text.trim().is_empty() {
        Err(Cause::Empty)
    } else {
        Ok(text)
    }
}

/// The JSON object that a record is.
pub(super) fn read_json(record: &str) -> Result<ObjectAsVec<'_>, Cause> {
    match serde_json::from_str(record) {
        Ok(Value::Object(record)) => Ok(record),
        Ok(_) => Err(Cause::MalformedJson("it is no object, as {\"text\": ...} is".to_owned())),
        Err(error) => Err(Cause::MalformedJson(error.to_string())),
    }
}

/// The document that a JSON object holds.
pub(super) fn document(record: &ObjectAsVec, unit: &Unit, line: Option<u64>) -> Result<Document, Cause> {
    let names = &unit.reading.fields;
    // What retold wrote itself holds text, too, and no articles.
    let is_finding =
        value(record, "schema").and_then(|schema| schema.as_str()).is_some_and(|schema| schema.starts_with("retold."));
    let Some(text) = Field::Text.find_words(record, names).filter(|_| !is_finding) else {
        return Err(Cause::NoText(record.iter().map(|(key, _)| key.to_owned()).collect()));
    };
    let part = |field: Field| field.find(record, names).and_then(words);
    let parts = Parts {
        id: part(Field::Id),
        text: Some(text.to_owned()),
        title: part(Field::Title),
        source: part(Field::Source),
        date: part(Field::Date),
        url: part(Field::Url),
    };
    parts.document(unit, line)
}

/// The words of a scalar, or the `name` of an object; nothing for what is empty.
fn words(found: &Value) -> Option<String> {
    match found {
        Value::Str(words) => Some(words.trim()).filter(|words| !words.is_empty()).map(str::to_owned),
        Value::Number(number) => Some(serde_json::Number::from(*number).to_string()),
        Value::Object(fields) => value(fields, "name").filter(|name| name.is_string()).and_then(words),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{FieldNames, Reading};

    fn read_with(line: &str, fields: FieldNames) -> Result<Document, Cause> {
        let reading = Reading { fields, ..Reading::default() }.into();
        let unit = Unit { name: "news/x.jsonl".into(), folder: "news".into(), reading };
        document(&read_json(line)?, &unit, Some(7))
    }

    fn read(line: &str) -> Result<Document, Cause> {
        read_with(line, FieldNames::default())
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
    fn a_name_that_is_given_is_the_only_one_asked() {
        let named = |text: &str| FieldNames { text: Some(text.into()), ..FieldNames::default() };
        let record = r#"{"text": "a b", "story": "c d", "page": {"body": {"plain": "e f"}}, "x.y": "g h"}"#;
        let text = |name: &str| read_with(record, named(name)).map(|found| found.text);
        assert_eq!(text("story"), Ok("c d".to_owned()));
        assert_eq!(text("page.body.plain"), Ok("e f".to_owned()));
        assert_eq!(text("x.y"), Ok("g h".to_owned()));
        let fields = ["text", "story", "page", "x.y"].map(str::to_owned).to_vec();
        assert_eq!(text("Story"), Err(Cause::NoText(fields)));
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
        assert_eq!(read(r#"{"text": "a b", "text": "c d"}"#).map(|found| found.text), Ok("c d".into()));
        let deep = format!("{{\"text\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(matches!(read(&deep), Err(Cause::MalformedJson(_))));
        assert_eq!(read(r#"{"id": 1, "words": "a"}"#), Err(Cause::NoText(vec!["id".into(), "words".into()])));
        assert_eq!(read(r#"{"text": null}"#), Err(Cause::NoText(vec!["text".into()])));
        assert_eq!(read(r#"{"text": " \n"}"#), Err(Cause::Empty));
        assert_eq!(read(r#"{"text": ["a"], "content": "", "body": "a b"}"#).map(|found| found.text), Ok("a b".into()));
    }
}
