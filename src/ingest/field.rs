use serde_json::{Map, Value};

/// A part of an article, by whatever name a record carries it.
#[derive(Debug, Clone, Copy)]
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

    /// The value under the most trusted name that holds anything.
    pub(super) fn find(self, record: &Map<String, Value>) -> Option<&Value> {
        self.names().iter().find_map(|name| {
            record.iter().find(|(key, value)| !value.is_null() && same_name(key, name)).map(|(_, value)| value)
        })
    }

    /// The words under the most trusted name that holds any; blank ones only where there are no others.
    pub(super) fn find_words(self, record: &Map<String, Value>) -> Option<&str> {
        let under = |name: &&str| record.iter().find(|(key, value)| value.is_string() && same_name(key, name));
        let words = || self.names().iter().filter_map(under).filter_map(|(_, value)| value.as_str());
        words().find(|words| !words.trim().is_empty()).or_else(|| words().next())
    }
}

fn same_name(key: &str, name: &str) -> bool {
    let letters = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')).map(|byte| byte.to_ascii_lowercase());
    letters.eq(name.bytes())
}
