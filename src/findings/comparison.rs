use super::{Coverage, Grade, Similarity};
use crate::overlap;
use crate::text::{DocId, Span, Words};
use std::ops::Range;

/// What two articles share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The number of A.
    pub a: DocId,
    /// The number of B.
    pub b: DocId,
    /// Exact counts on the shingle sets.
    pub similarity: Similarity,
    /// How much of A stands in B.
    pub a_coverage: Coverage,
    /// How much of B stands in A.
    pub b_coverage: Coverage,
    /// The longest run of equal words.
    pub longest_run: u32,
    /// The shared passages, in the order of A.
    pub passages: Vec<Passage>,
    /// The pairs of paragraphs that share words, by paragraph of A, then of B.
    pub paragraphs: Vec<ParagraphPair>,
}

/// A shared passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// How it is shared.
    pub grade: Grade,
    /// How many words are equal.
    pub words_equal: u32,
    /// Where it stands in A.
    pub a: Side,
    /// Where it stands in B.
    pub b: Side,
    /// What differs inside, in order: word against word where the alignment knows, no piece longer than a paragraph.
    pub edits: Vec<Edit>,
}

/// One side of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// Its place in the text.
    pub span: Span,
    /// Its first and its last paragraph, counted from 1.
    pub paragraphs: (u32, u32),
    /// How many words it has.
    pub words: u32,
}

/// Words that differ: what stands in A where the other stands in B. An empty span is a place where nothing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// The words of A.
    pub a: Span,
    /// The words of B.
    pub b: Span,
}

/// A paragraph of A that shares words with a paragraph of B.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphPair {
    /// The paragraph of A, counted from 1.
    pub a: u32,
    /// The paragraph of B, counted from 1.
    pub b: u32,
    /// How many words are equal and in order.
    pub words_equal: u32,
    /// The words of A's paragraph.
    pub a_words: u32,
    /// The words of B's paragraph.
    pub b_words: u32,
    /// How the largest stretch is shared.
    pub grade: Grade,
    /// The shared stretches, in the order of A.
    pub stretches: Vec<Stretch>,
}

/// The part of a passage that lies in one pair of paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The passage, by its place in [`Comparison::passages`].
    pub passage: usize,
    /// Where it stands in A.
    pub a: Span,
    /// Where it stands in B.
    pub b: Span,
}

impl Comparison {
    /// Words into offsets: what the kernels found between two articles, told in terms of their texts.
    pub fn new(
        (a, a_words): (DocId, &Words),
        (b, b_words): (DocId, &Words),
        similarity: Similarity,
        found: &[overlap::Passage],
    ) -> Self {
        let [a_coverage, b_coverage] = Coverage::of(a_words, b_words, found);
        let paragraphs = overlap::paragraph_pairs(a_words, b_words, found);
        Self {
            a,
            b,
            similarity,
            a_coverage,
            b_coverage,
            longest_run: found.iter().map(overlap::Passage::longest_run).max().unwrap_or(0),
            passages: found.iter().map(|passage| Passage::new(a_words, b_words, passage)).collect(),
            paragraphs: paragraphs.iter().map(|pair| ParagraphPair::new(a_words, b_words, pair)).collect(),
        }
    }
}

impl Passage {
    fn new(a: &Words, b: &Words, found: &overlap::Passage) -> Self {
        Self {
            grade: found.grade,
            words_equal: found.words_equal(),
            a: Side::new(a, found.a.clone()),
            b: Side::new(b, found.b.clone()),
            edits: edits(a, b, found),
        }
    }
}

/// The words between the kept runs of a passage, before the first and behind the last; what lies on both sides of a paragraph's end is
/// told apart.
fn edits(a: &Words, b: &Words, found: &overlap::Passage) -> Vec<Edit> {
    let ends = |run: &overlap::Match| (run.a_end(), run.b_end());
    let from = std::iter::once((found.a.start, found.b.start)).chain(found.kept.iter().map(ends));
    let to = found.kept.iter().map(|run| (run.a, run.b)).chain([(found.a.end, found.b.end)]);
    let mut edits = Vec::new();
    for (from, to) in from.zip(to).filter(|(from, to)| from != to) {
        let (mut of_a, mut of_b) = (parted(a, from.0..to.0).into_iter(), parted(b, from.1..to.1).into_iter());
        loop {
            let (a_part, b_part) = (of_a.next(), of_b.next());
            if a_part.is_none() && b_part.is_none() {
                break;
            }
            edits.push(Edit { a: a.span(a_part.unwrap_or(to.0..to.0)), b: b.span(b_part.unwrap_or(to.1..to.1)) });
        }
    }
    edits
}

/// A range of words, parted where paragraphs end; nothing for an empty one.
fn parted(words: &Words, range: Range<u32>) -> Vec<Range<u32>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let end = words.paragraphs[words.paragraph_of(start)].words.end.min(range.end);
        parts.push(start..end);
        start = end;
    }
    parts
}

impl Side {
    pub(super) fn new(words: &Words, range: Range<u32>) -> Self {
        let paragraph = |word: u32| words.paragraph_of(word) as u32 + 1;
        Self {
            span: words.span(range.clone()),
            paragraphs: (paragraph(range.start), paragraph(range.end - 1)),
            words: range.end - range.start,
        }
    }
}

impl ParagraphPair {
    fn new(a: &Words, b: &Words, found: &overlap::ParagraphPair) -> Self {
        Self {
            a: found.a as u32 + 1,
            b: found.b as u32 + 1,
            words_equal: found.words_equal,
            a_words: found.a_words,
            b_words: found.b_words,
            grade: found.grade,
            stretches: found.stretches.iter().map(|stretch| Stretch::new(a, b, stretch)).collect(),
        }
    }
}

impl Stretch {
    fn new(a: &Words, b: &Words, found: &overlap::Stretch) -> Self {
        Self { passage: found.passage, a: a.span(found.a.clone()), b: b.span(found.b.clone()) }
    }
}
