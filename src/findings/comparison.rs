use super::edit::{Edit, EditKind, edits};
use super::{Closeup, Coverage, Grade, Similarity};
use crate::overlap::{self, standings};
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
    /// What is told beside of two articles that are compared for their own sake; nothing of those that a scan compares.
    pub closeup: Option<Closeup>,
}

/// A shared passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// How it is shared.
    pub grade: Grade,
    /// Whether a larger passage holds most of its words on one side: the other text says it more than once.
    pub again: bool,
    /// How many words are equal.
    pub words_equal: u32,
    /// Where it stands in A.
    pub a: Side,
    /// Where it stands in B.
    pub b: Side,
    /// What differs inside, in the order of A: word against word where the alignment knows, no piece longer than a paragraph.
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

impl Stretch {
    /// What differs in it, of the edits of its passage: words of B only where they are the stretch's too, and no run that moved if it is the
    /// stretch.
    pub fn edits(&self, edits: &[Edit]) -> impl Iterator<Item = Edit> {
        let within = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
        let itself = |edit: &Edit| edit.kind == EditKind::Moved && edit.a == self.a;
        let inside = edits.iter().filter(move |edit| within(self.a, edit.a) && !itself(edit)).copied();
        inside.filter_map(move |edit| match edit.kind {
            EditKind::Changed if !within(self.b, edit.b) => {
                Some(Edit { kind: EditKind::LeftOut, b: Span { end: edit.b.start, ..edit.b }, ..edit })
            }
            EditKind::Added if !within(self.b, edit.b) => None,
            _ => Some(edit),
        })
    }
}

impl Comparison {
    /// Words into offsets: what the kernels found between two articles, told in terms of their texts.
    pub fn new(
        (a, a_words): (DocId, &Words),
        (b, b_words): (DocId, &Words),
        similarity: Similarity,
        found: &[overlap::Passage],
    ) -> Self {
        let [of_a, of_b] = standings(a_words, b_words, found);
        let paragraphs = overlap::paragraph_pairs(a_words, b_words, found);
        Self {
            a,
            b,
            similarity,
            a_coverage: Coverage::of(a_words, &of_a),
            b_coverage: Coverage::of(b_words, &of_b),
            longest_run: found.iter().map(overlap::Passage::longest_run).max().unwrap_or(0),
            passages: found.iter().map(|passage| Passage::new(a_words, b_words, passage)).collect(),
            paragraphs: paragraphs.iter().map(|pair| ParagraphPair::new(a_words, b_words, pair)).collect(),
            closeup: None,
        }
    }
}

impl Passage {
    fn new(a: &Words, b: &Words, found: &overlap::Passage) -> Self {
        Self {
            grade: found.grade,
            again: found.again,
            words_equal: found.words_equal(),
            a: Side::new(a, found.a.clone()),
            b: Side::new(b, found.b.clone()),
            edits: edits(a, b, found),
        }
    }
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
