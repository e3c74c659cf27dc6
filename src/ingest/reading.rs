//! What a user can say about how inputs are read.

use super::kind::Format;
use encoding_rs::Encoding;

/// How inputs are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The names of the fields of records.
    pub fields: FieldNames,
    /// What standard input and files whose ending tells nothing hold; told by their first bytes where this is `None`.
    pub format: Option<Format>,
    /// The character set of what is no UTF-8 and declares none; guessed where this is `None`.
    pub encoding: Option<&'static Encoding>,
    /// How much is read.
    pub limits: Limits,
    /// Whether the first piece of input that cannot be used ends the reading. A scan then holds no article and that one piece.
    pub strict: bool,
}

/// Fields by name, for records that do not name them in one of the usual ways. A name is taken as it stands; in JSON, `a.b` also means
/// the field `b` of the object `a`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldNames {
    /// The field of the text.
    pub text: Option<String>,
    /// The field of the id.
    pub id: Option<String>,
    /// The field of the headline.
    pub title: Option<String>,
    /// The field of the outlet.
    pub source: Option<String>,
    /// The field of the date.
    pub date: Option<String>,
    /// The field of the address.
    pub url: Option<String>,
}

/// How much is read before input counts as broken. What is held in memory of one file is a few batches of about a mebibyte and the
/// longest record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the longest text that becomes a document; longer ones are skipped.
    pub document_bytes: usize,
    /// Bytes to which one file may unpack.
    pub unpacked_bytes: u64,
    /// How many times as long as the part of the file that was read what it unpacks to may be, beyond the first 8 MiB.
    pub unpacked_ratio: u64,
    /// Archives and packings inside each other that are opened.
    pub nesting: usize,
}

impl Default for Limits {
    /// 16 MiB, far above the longest report and some four books; 1 TiB; 200 times, where text packs to a tenth and the densest crawls to a
    /// fiftieth; 3 levels, a packed web archive in a packed archive.
    fn default() -> Self {
        Self { document_bytes: 16 << 20, unpacked_bytes: 1 << 40, unpacked_ratio: 200, nesting: 3 }
    }
}

impl Limits {
    /// Bytes of the longest record: its text may be escaped six to one, and it has other fields.
    pub(super) fn record_bytes(&self) -> usize {
        self.document_bytes.saturating_mul(6).saturating_add(1 << 20)
    }
}
