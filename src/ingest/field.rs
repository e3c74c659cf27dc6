//! The parts of an article by the names under which records carry them.

use super::FieldNames;
use serde_json_borrow::{ObjectAsVec, Value};

/// A part of an article, by whatever name a record carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Text,
    Title,
    Source,
    Date,
    Url,
}

impl Field {
    /// The names that are understood, most trusted first; case, `_`, `-` and spaces do not count.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id", "docid", "documentid", "articleid", "uuid", "guid"],
            Self::Text => &[
                "text",
                "body",
                "content",
                "articlebody",
                "articletext",
                "fulltext",
                "maintext",
                "bodytext",
                "article",
            ],
            Self::Title => &["title", "headline", "heading"],
            Self::Source => &[
                "source",
                "outlet",
                "publisher",
                "publication",
                "newspaper",
                "sourcename",
                "sitename",
                "site",
                "domain",
            ],
            Self::Date => &[
                "date",
                "published",
                "publishedat",
                "datepublished",
                "publishdate",
                "publicationdate",
                "datepublish",
                "pubdate",
                "timestamp",
            ],
            Self::Url => &["url", "link", "href", "permalink", "canonicalurl"],
        }
    }

    /// The name that the user gave.
    fn given(self, names: &FieldNames) -> Option<&str> {
        let name = match self {
            Self::Id => &names.id,
            Self::Text => &names.text,
            Self::Title => &names.title,
            Self::Source => &names.source,
            Self::Date => &names.date,
            Self::Url => &names.url,
        };
        name.as_deref()
    }

    /// The value under the name that the user gave, else under the most trusted name that holds anything.
    pub(super) fn find<'a>(self, record: &'a ObjectAsVec<'a>, names: &FieldNames) -> Option<&'a Value<'a>> {
        if let Some(name) = self.given(names) {
            return at(record, name);
        }
        self.names().iter().find_map(|name| under(record, name, |value| !value.is_null()))
    }

    /// The words under the name that the user gave, else under the most trusted name that holds any; blank ones only where there are
    /// no others.
    pub(super) fn find_words<'a>(self, record: &'a ObjectAsVec<'a>, names: &FieldNames) -> Option<&'a str> {
        if let Some(name) = self.given(names) {
            return at(record, name).and_then(|value| value.as_str());
        }
        let under = |name: &&str| under(record, name, |value| value.is_string())?.as_str();
        let words = || self.names().iter().filter_map(under);
        words().find(|words| !words.trim().is_empty()).or_else(|| words().next())
    }
}

/// The value under the first key that is this name and holds what is `wanted`.
fn under<'a>(record: &'a ObjectAsVec<'a>, name: &str, wanted: impl Fn(&Value) -> bool) -> Option<&'a Value<'a>> {
    let values = record.iter().filter(|(key, _)| same_name(key, name)).filter_map(|(key, _)| value(record, key));
    values.into_iter().find(|value| wanted(value))
}

/// The value of a key; of one that stands there twice, the last.
pub(super) fn value<'a>(record: &'a ObjectAsVec<'a>, key: &str) -> Option<&'a Value<'a>> {
    record.as_vec().iter().rfind(|(known, _)| *known == key).map(|(_, value)| value)
}

/// The value of a name as it stands, or of a path with dots through objects.
fn at<'a>(record: &'a ObjectAsVec<'a>, name: &str) -> Option<&'a Value<'a>> {
    value(record, name).or_else(|| {
        let (outer, inner) = name.split_once('.')?;
        at(value(record, outer)?.as_object()?, inner)
    })
}

fn same_name(key: &str, name: &str) -> bool {
    let letters = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')).map(|byte| byte.to_ascii_lowercase());
    letters.eq(name.bytes())
}

/// The columns of a table that hold the parts of an article, each part's most trusted first.
#[derive(Debug)]
pub(super) struct Columns([Vec<usize>; 6]);

impl Columns {
    /// The columns of a table with these names.
    pub(super) fn of(names: &[String], given: &FieldNames) -> Self {
        use Field::{Date, Id, Source, Text, Title, Url};
        let place = |wanted: &dyn Fn(&str) -> bool| names.iter().position(|name| wanted(name));
        Self([Id, Text, Title, Source, Date, Url].map(|field| match field.given(given) {
            Some(wanted) => place(&|name| name == wanted).into_iter().collect(),
            None => field.names().iter().filter_map(|known| place(&|name| same_name(name, known))).collect(),
        }))
    }

    /// The columns of a part.
    pub(super) fn of_field(&self, field: Field) -> &[usize] {
        &self.0[field as usize]
    }

    /// All columns that hold a part of an article, ascending.
    #[cfg(feature = "parquet")]
    pub(super) fn all(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.0.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
