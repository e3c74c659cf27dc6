//! Paragraph pairs: a passage told in the unit that people read.

use super::passage::quoted;
use super::{Grade, Match, Passage};
use crate::text::Words;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// A paragraph of A that shares words with a paragraph of B.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphPair {
    /// The paragraph of A, from 0.
    pub a: usize,
    /// The paragraph of B, from 0.
    pub b: usize,
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

/// The part of a passage that lies in one pair of paragraphs, from its first to its last equal word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The passage, by its place in the list.
    pub passage: usize,
    /// The words of A.
    pub a: Range<u32>,
    /// The words of B.
    pub b: Range<u32>,
    equal: u32,
    grade: Grade,
}

/// A pair of paragraphs that share fewer words than this, and less than half of the smaller, touch only by the way.
const FEWEST_WORDS: u32 = 6;

/// The pairs of paragraphs that share words, by paragraph of A, then of B.
pub fn paragraph_pairs(a: &Words, b: &Words, passages: &[Passage]) -> Vec<ParagraphPair> {
    let mut stretches: BTreeMap<(usize, usize), Vec<Stretch>> = BTreeMap::new();
    for (number, passage) in passages.iter().enumerate() {
        for (key, runs) in by_paragraph(a, b, &passage.kept) {
            stretches.entry(key).or_default().extend(Stretch::new(a, b, number, &runs));
        }
    }
    let size = |words: &Words, at: usize| words.paragraphs[at].words.end - words.paragraphs[at].words.start;
    let pairs = stretches.into_iter().filter_map(|((in_a, in_b), stretches)| {
        let grade = stretches.iter().max_by_key(|stretch| (stretch.equal, Reverse(stretch.a.start)))?.grade;
        let words_equal = stretches.iter().map(|stretch| stretch.equal).sum();
        let (a_words, b_words) = (size(a, in_a), size(b, in_b));
        Some(ParagraphPair { a: in_a, b: in_b, words_equal, a_words, b_words, grade, stretches })
    });
    pairs
        .filter(|pair| pair.words_equal >= FEWEST_WORDS || 2 * pair.words_equal >= pair.a_words.min(pair.b_words))
        .collect()
}

/// The runs of a passage, parted where a paragraph ends on either side, by the pair of paragraphs they stand in.
fn by_paragraph(a: &Words, b: &Words, kept: &[Match]) -> BTreeMap<(usize, usize), Vec<Match>> {
    let mut parted: BTreeMap<(usize, usize), Vec<Match>> = BTreeMap::new();
    for &run in kept {
        let mut rest = run;
        while rest.len > 0 {
            let key = (a.paragraph_of(rest.a), b.paragraph_of(rest.b));
            let room = (a.paragraphs[key.0].words.end - rest.a).min(b.paragraphs[key.1].words.end - rest.b);
            let len = rest.len.min(room);
            parted.entry(key).or_default().push(Match { len, ..rest });
            rest = Match { a: rest.a + len, b: rest.b + len, len: rest.len - len };
        }
    }
    parted
}

impl Stretch {
    fn new(a: &Words, b: &Words, passage: usize, runs: &[Match]) -> Option<Self> {
        let (first, last) = (*runs.first()?, *runs.last()?);
        let equal = runs.iter().map(|run| run.len).sum();
        let speech = runs.iter().map(|&run| quoted(a, b, run)).sum();
        let (in_a, in_b) = (first.a..last.a_end(), first.b..last.b_end());
        let grade = Grade::of(equal, speech, in_a.end - in_a.start, in_b.end - in_b.start);
        Some(Self { passage, a: in_a, b: in_b, equal, grade })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::{Alignment, passages};

    #[test]
    fn a_merged_paragraph_is_told_apart() {
        let one = "the old harbour crane was taken down after ninety years of daily service there";
        let two = "its steel will be melted and the cabin goes to the museum of the town";
        let (a, b) = (Words::cut(&format!("{one}\n\n{two}")), Words::cut(&format!("{one} {two}")));
        let found = passages(&a, &b, Alignment { seed_words: 5, least_words: 12 });
        assert_eq!(found.len(), 1);
        let pairs: Vec<_> = paragraph_pairs(&a, &b, &found)
            .iter()
            .map(|pair| (pair.a, pair.b, pair.words_equal, pair.a_words, pair.b_words, pair.grade))
            .collect();
        assert_eq!(pairs, [(0, 0, 14, 14, 29, Grade::Verbatim), (1, 0, 15, 15, 29, Grade::Verbatim)]);
    }
}
