//! Rows of a table to articles.

use super::super::Silent;
use super::super::read::gather;
use crate::hash;
use crate::ingest::{Cause, Handful, Handover, Inputs, Reading};
use crate::neardup::Keep;
use crate::text::Date;
use arrow_array::RecordBatch;

/// The name that rows have which name no article; no id is so called by chance.
const NAMELESS: &str = "\u{1}a row without an id";

/// A row: an article, or why there is none.
pub type ReadRow = Result<ReadArticle, Cause>;

/// An article as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadArticle {
    /// Unique within a run.
    pub id: String,
    /// The outlet.
    pub source: String,
    /// Whether the input names the outlet.
    pub source_is_given: bool,
    /// The headline.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// The text as given.
    pub text: String,
    /// How many words it has.
    pub words: u32,
    /// What it says, as one number.
    pub identity: u128,
    /// The numbers by which articles come in the order in which they should represent, the lowest first; ties go by id.
    pub rank: (i64, i64),
    /// All of the above as one number: of two articles with one id, that of the lower stays.
    pub digest: u128,
}

/// Reads the rows of a table, as a scan reads those of a Parquet file, in their order but for rows that cannot be used, which come last. A row needs an id of
/// its own: where rows have no order they have no number.
pub fn read(rows: RecordBatch, reading: &Reading, keep: Keep) -> Vec<ReadRow> {
    let inputs = Inputs::find(&[], reading).with(Handover::new(NAMELESS, std::iter::once(Handful::Rows(rows))));
    let gathered = gather(&inputs, &|entries| entries, &Silent);
    let mut entries: Vec<_> = gathered.pieces.into_iter().flatten().collect();
    entries.sort_unstable_by(|x, y| x.document.origin.cmp(&y.document.origin));
    let article = |entry: super::super::read::Entry| {
        let (document, words) = (entry.document, entry.said.hashes.len());
        if document.id == document.origin.to_string() {
            return Err(Cause::Malformed(
                "row".into(),
                "it has no id, and rows of this kind have no number".to_owned(),
            ));
        }
        let seconds = document.date.as_ref().and_then(|date| date.seconds);
        let fields = (
            (&document.id, &document.source, document.source_is_given, &document.title),
            (document.date.as_ref().map(|date| (&date.given, date.seconds)), &document.text),
        );
        let bytes = postcard::to_allocvec(&fields).expect("plain fields can be written to memory");
        Ok(ReadArticle {
            words: words as u32,
            identity: entry.said.identity(),
            rank: keep.rank(seconds, words),
            digest: hash::identity(&bytes),
            id: document.id,
            source: document.source,
            source_is_given: document.source_is_given,
            title: document.title,
            date: document.date,
            text: document.text,
        })
    };
    entries.into_iter().map(article).chain(gathered.skipped.into_iter().map(|skipped| Err(skipped.cause))).collect()
}
