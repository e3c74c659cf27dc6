use crate::text::DocId;

/// A paragraph that an outlet puts under articles that have nothing else in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boilerplate {
    /// The outlet, by its place in [`Findings::outlets`](super::Findings::outlets).
    pub outlet: u32,
    /// How many of its articles have the paragraph.
    pub articles: u32,
    /// Words of the paragraph.
    pub words: u32,
    /// Words of the paragraph wherever it stands in the outlet's articles.
    pub total_words: u64,
    /// The first of these articles by id.
    pub first: DocId,
    /// The paragraph as it stands there.
    pub text: String,
}
