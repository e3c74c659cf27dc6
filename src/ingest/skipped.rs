use crate::text::{Origin, printable};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A piece of input that could not be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Skipped {
    /// Where it stands.
    pub origin: Origin,
    /// What was wrong.
    pub cause: Cause,
}

/// What can be wrong with a piece of input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cause {
    /// The system would not give the file; its words.
    Unreadable(String),
    /// No text at all.
    Empty,
    /// Not UTF-8, from this byte of the line of a list on (counted from 0).
    InvalidUtf8(usize),
    /// A NUL character, which no text holds, at this byte (counted from 0).
    Binary(usize),
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
    /// More bytes than a document or a record may have, and how many it may.
    TooLong(usize, usize),
    /// A file unpacks to more bytes than these.
    TooMuchUnpacked(u64),
    /// A file unpacks to more than so many times its length.
    TooDense(u64),
    /// More archives and packings inside each other than these.
    TooDeep(usize),
    /// A member of an archive, by its number, cannot be read; the reader's words.
    Member(u64, String),
    /// Not what its format asks for: which format, and the reader's words.
    Malformed(Cow<'static, str>, String),
    /// A web page without an article; the extractor's words.
    NoArticle(String),
    /// Nothing can be left out of a file of this kind; what to do.
    NotWritten(Cow<'static, str>),
    /// A folder that a scan wrote.
    Findings,
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
            Self::TooLong(..) => "too-long",
            Self::Binary(_) => "binary",
            Self::TooMuchUnpacked(_) | Self::TooDense(_) => "unpacks-to-too-much",
            Self::TooDeep(_) => "nested-too-deep",
            Self::Member(..) => "unreadable-member",
            Self::Malformed(..) => "malformed",
            Self::NoArticle(_) => "no-article",
            Self::NotWritten(_) => "not-written",
            Self::Findings => "findings",
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
            Self::MalformedJson(words) => write!(out, "is no JSON object: {words}"),
            Self::NoText(fields) => {
                let fields = listed(fields);
                write!(out, "has no text: fields found: {fields}; name the one that holds it with --text-field")
            }
            Self::DuplicateId(id, first) => write!(out, "repeats the id '{id}' of {first}: ids must be unique"),
            Self::Changed => out.write_str("changed while it was read: try again when nobody writes to it"),
            Self::TooShort(words) => {
                write!(out, "has {words} word{}: at least 2 can be compared", if *words == 1 { "" } else { "s" })
            }
            Self::Findings => out.write_str("holds the findings of a scan: name the folder of the articles"),
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
            Self::TooLong(bytes, most) => {
                write!(out, "has {bytes} bytes, more than {most}: cut it into articles or raise --longest-document")
            }
            Self::Binary(byte) => {
                write!(out, "is no text: byte {byte} is NUL; for UTF-16 without a mark say --encoding utf-16le")
            }
            Self::TooMuchUnpacked(bytes) => {
                write!(out, "unpacks to more than {bytes} bytes: read no further; --most-unpacked allows more")
            }
            Self::TooDense(times) => write!(
                out,
                "unpacks to more than {times} times its length, as a decompression bomb does: read no further; --most-ratio allows more"
            ),
            Self::TooDeep(levels) => {
                write!(out, "is packed more than {levels} levels deep: unpack it or raise --nesting")
            }
            Self::Member(number, words) => write!(out, "member {number} cannot be read: {words}"),
            Self::Malformed(format, words) => write!(out, "is a broken {format}: {words}"),
            Self::NoArticle(words) => write!(out, "is a web page without an article: {words}"),
            Self::NotWritten(words) => out.write_str(words),
        }
    }
}

/// The names of fields, the first of many, and no more of a name than tells it.
fn listed(fields: &[String]) -> String {
    const MOST: usize = 20;
    const LONGEST: usize = 40;
    let short = |name: &String| match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.clone(),
    };
    let names = fields.iter().take(MOST).map(short).collect::<Vec<_>>().join(", ");
    match fields.len() {
        0 => "none".to_owned(),
        all if all > MOST => format!("{names} and {} more", all - MOST),
        _ => names,
    }
}

/// One line, whatever characters the path or the input held.
impl fmt::Display for Skipped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{}: {}", self.origin, self.cause);
        out.write_str(&printable(&line))
    }
}
