use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The number of a document within one run: its rank among all documents by id, so that it does not depend on the order
/// in which files were named or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Pod, Zeroable)]
#[repr(transparent)]
pub struct DocId(pub u32);

impl DocId {
    /// The number as an index into the run's documents.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The number of a distinct text within one run: articles that are equal word for word share one. Numbers ascend in the
/// order in which texts should represent others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Pod, Zeroable, Serialize, Deserialize)]
#[repr(transparent)]
pub struct TextId(pub u32);

impl TextId {
    /// The number as an index into the run's texts.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a document was read: the path as given and, in files of many records, the line (from 1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The path as it was given or found; `-` is standard input.
    pub path: String,
    /// The line, in files that hold a record a line.
    pub line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}:{line}", self.path),
            None => out.write_str(&self.path),
        }
    }
}

/// A date as an article carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// The words in which it was given.
    pub given: String,
    /// Seconds since 1970 in universal time, where the words could be understood. A day without a time is its midnight.
    pub seconds: Option<i64>,
}

impl Date {
    /// The day as it is shown: in universal time where the words could be understood, else the words.
    pub fn day(&self) -> String {
        let instant = self.seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
        instant.map_or_else(|| self.given.clone(), |instant| instant.strftime("%Y-%m-%d").to_string())
    }
}

/// One article: all that the reading side hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Unique within a run.
    pub id: String,
    /// The outlet that printed it.
    pub source: String,
    /// Whether the input names the outlet, rather than the folder in which a file of records happens to stand.
    pub source_is_given: bool,
    /// The headline, where the input keeps it apart from the text.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// Its address.
    pub url: Option<String>,
    /// The text as given; every offset that is reported points into it.
    pub text: String,
    /// Where it was read.
    pub origin: Origin,
}
