//! The shelf: articles behind each other in a [`Log`], in memory or on the disk, to be read again by number.

use crate::spill::{Address, Log};
use crate::text::{Date, DocId, Document, Origin};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What is known of an article beside its text, read in place.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct About<'a> {
    /// Unique within a run.
    pub id: &'a str,
    /// The outlet.
    pub source: &'a str,
    /// Whether the input names the outlet.
    pub source_is_given: bool,
    /// The headline.
    pub title: Option<&'a str>,
    /// The words in which the date was given, and seconds since 1970 where they could be understood.
    pub date: Option<(&'a str, Option<i64>)>,
    /// The address.
    pub url: Option<&'a str>,
    /// The path at which it was read.
    pub path: &'a str,
    /// The line there.
    pub line: Option<u64>,
    /// How many words its text has.
    pub words: u32,
    /// How many paragraphs.
    pub paragraphs: u32,
    /// What its text says, as one number.
    pub identity: u128,
}

impl<'a> About<'a> {
    /// What is known of a document whose text was counted.
    pub fn of(document: &'a Document, words: u32, paragraphs: u32, identity: u128) -> Self {
        Self {
            id: &document.id,
            source: &document.source,
            source_is_given: document.source_is_given,
            title: document.title.as_deref(),
            date: document.date.as_ref().map(|date| (date.given.as_str(), date.seconds)),
            url: document.url.as_deref(),
            path: &document.origin.path,
            line: document.origin.line,
            words,
            paragraphs,
            identity,
        }
    }

    /// Where it was read.
    pub fn origin(&self) -> Origin {
        Origin { path: self.path.to_owned(), line: self.line }
    }

    /// When it was published.
    pub fn date(&self) -> Option<Date> {
        self.date.map(|(given, seconds)| Date { given: given.to_owned(), seconds })
    }

    /// Adds it and its text to `bytes`, as a [`Shelf`] reads them.
    pub fn write(&self, text: &str, bytes: &mut Vec<u8>) {
        *bytes = postcard::to_extend(self, std::mem::take(bytes)).expect("plain fields can be written to memory");
        bytes.extend_from_slice(text.as_bytes());
    }
}

/// A record as it stands on the shelf.
pub struct Record<'s>(Cow<'s, [u8]>);

impl<'s> Record<'s> {
    /// The record at an address.
    pub fn at(log: &'s Log, address: Address) -> Self {
        Self(log.read(address))
    }

    /// What it says of itself, and its text. Empty, if the disk failed, which the space of the log knows.
    pub fn open(&self) -> (About<'_>, &str) {
        let Ok((about, text)) = postcard::take_from_bytes::<About>(&self.0) else { return Default::default() };
        (about, simdutf8::basic::from_utf8(text).unwrap_or_default())
    }

    /// The article.
    pub fn document(&self) -> Document {
        let (about, text) = self.open();
        Document {
            id: about.id.to_owned(),
            source: about.source.to_owned(),
            source_is_given: about.source_is_given,
            title: about.title.map(str::to_owned),
            date: about.date(),
            url: about.url.map(str::to_owned),
            text: text.to_owned(),
            origin: about.origin(),
        }
    }
}

/// Articles by number.
#[derive(Debug)]
pub struct Shelf {
    log: Log,
    starts: Vec<u64>,
    lengths: Vec<u32>,
}

impl Shelf {
    /// The articles that stand at these addresses, in the order of their numbers.
    pub fn new(log: Log, addresses: impl Iterator<Item = Address>) -> Self {
        let (starts, lengths) = addresses.map(|address| (address.at, address.bytes)).unzip();
        Self { log, starts, lengths }
    }

    /// The log, and where its articles start and how long they are.
    pub fn parts(&self) -> (&Log, &[u64], &[u32]) {
        (&self.log, &self.starts, &self.lengths)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Where an article stands among all: who reads many, reads them in this order.
    pub fn place(&self, article: DocId) -> u64 {
        self.starts[article.index()]
    }

    /// An article.
    pub fn take(&self, article: DocId) -> Record<'_> {
        let address = Address { at: self.place(article), bytes: self.lengths[article.index()] };
        Record::at(&self.log, address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spill::{LogWriter, Space};

    #[test]
    fn an_article_comes_back_as_it_was() {
        let document = Document {
            id: "a/1".to_owned(),
            source: "Quay".to_owned(),
            source_is_given: true,
            title: Some("Bridge".to_owned()),
            date: Some(Date { given: "May 3".to_owned(), seconds: None }),
            url: None,
            text: "The bridge opened.\n\nAll came.".to_owned(),
            origin: Origin { path: "a.jsonl".to_owned(), line: Some(7) },
        };
        let mut bytes = Vec::new();
        About::of(&document, 5, 2, 9 << 70).write(&document.text, &mut bytes);
        let length = bytes.len() as u32;
        let log = LogWriter::new(&Space::unlimited(), 1);
        let at = log.append(bytes);
        let log = log.finish().expect("memory takes it");
        let shelf = Shelf::new(log, std::iter::once(Address { at, bytes: length }));
        let record = shelf.take(DocId(0));
        assert_eq!(record.document(), document);
        let (about, _) = record.open();
        assert_eq!((about.words, about.paragraphs, about.identity), (5, 2, 9 << 70));
    }
}
