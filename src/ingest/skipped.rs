use crate::text::{Origin, printable};
use std::fmt;

/// A piece of input that could not be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Where it stands.
    pub origin: Origin,
    /// What was wrong.
    pub cause: Cause,
}

/// What can be wrong with a piece of input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The system would not give the file; its words.
    Unreadable(String),
    /// No text at all.
    Empty,
    /// Not UTF-8, from this byte of the file or line on (counted from 0).
    InvalidUtf8(usize),
    /// The line is no JSON object; the parser's words.
    MalformedJson(String),
    /// The record has no text field; the fields that it has.
    NoText(Vec<String>),
    /// Another document has this id already; where that one stands.
    DuplicateId(String, Origin),
    /// Another content than when it was first read.
    Changed,
    /// Fewer words than can be compared.
    TooShort(usize),
    /// More bytes than a document may have.
    TooLong(usize),
    /// A folder where one article is expected.
    Folder,
    /// Several articles where one is expected; how many.
    ManyArticles(usize),
    /// The line of a list of pairs does not name two articles.
    NoPair,
    /// No article has this id and no file this path.
    UnknownArticle(String),
}

impl Cause {
    /// The name by which programs know the kind of trouble.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Empty => "empty",
            Self::InvalidUtf8(_) => "invalid-utf8",
            Self::MalformedJson(_) => "malformed-json",
            Self::NoText(_) => "no-text-field",
            Self::DuplicateId(..) => "duplicate-id",
            Self::Changed => "changed",
            Self::TooShort(_) => "too-short",
            Self::TooLong(_) => "too-long",
            Self::Folder => "folder",
            Self::ManyArticles(_) => "many-articles",
            Self::NoPair => "no-pair",
            Self::UnknownArticle(_) => "unknown-article",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(words) => write!(out, "cannot be read: {words}"),
            Self::Empty => out.write_str("holds no text: remove it or fill it"),
            Self::InvalidUtf8(byte) => {
                write!(out, "is not UTF-8 from byte {byte} on: convert it (iconv -f WINDOWS-1252 -t UTF-8)")
            }
            Self::MalformedJson(words) => write!(out, "is no JSON object: {words}: one record a line is expected"),
            Self::NoText(fields) => {
                let fields = if fields.is_empty() { "none".to_owned() } else { fields.join(", ") };
                write!(out, "has no text: fields found: {fields}; expected a string in 'text', 'body' or 'content'")
            }
            Self::DuplicateId(id, first) => write!(out, "repeats the id '{id}' of {first}: ids must be unique"),
            Self::Changed => out.write_str("changed while it was read: try again when nobody writes to it"),
            Self::TooShort(words) => {
                write!(out, "has {words} word{}: at least 2 can be compared", if *words == 1 { "" } else { "s" })
            }
            Self::Folder => out.write_str("is a folder: name one article; 'retold scan' takes folders"),
            Self::ManyArticles(count) => {
                write!(
                    out,
                    "holds {count} articles: name a file with one, or list pairs of ids with --pairs and --docs"
                )
            }
            Self::NoPair => out.write_str("does not name two articles: two paths or ids with one tab between them"),
            Self::UnknownArticle(name) => {
                write!(out, "'{name}' is neither an article's id nor a file: check the name")
            }
            Self::TooLong(bytes) => write!(out, "has {bytes} bytes: a document may have 4 GiB; cut it into articles"),
        }
    }
}

/// One line, whatever characters the path or the input held.
impl fmt::Display for Skipped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{}: {}", self.origin, self.cause);
        out.write_str(&printable(&line))
    }
}
