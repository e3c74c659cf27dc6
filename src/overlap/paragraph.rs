//! Paragraph pairs: a passage told in the unit that people read.

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
    /// How many words are equal, in one order within each stretch.
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

/// The part of a passage that lies in one pair of paragraphs, from its first to its last equal word; of a reworded passage with the words
/// around them, as far as they are the passage's and the paragraphs'.
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
            stretches.entry(key).or_default().extend(Stretch::new(a, b, (number, passage), key, &runs));
        }
        // A run that went elsewhere is a stretch of its own, unless it stayed within its pair of paragraphs.
        let moved = passage.moved.iter().filter(|run| run.len >= FEWEST_WORDS).copied().collect::<Vec<_>>();
        for (key, runs) in by_paragraph(a, b, &moved) {
            let of_pair = stretches.entry(key).or_default();
            let is_told = |of_pair: &[Stretch], run: &Match| of_pair.iter().any(|stretch| stretch.holds(*run));
            for run in runs {
                if !is_told(of_pair, &run) {
                    of_pair.push(Stretch::of_run(a, b, number, run));
                }
            }
        }
    }
    stretches.values_mut().for_each(|of_pair| of_pair.sort_by_key(|stretch| (stretch.a.start, stretch.b.start)));
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
    fn of_run(a: &Words, b: &Words, passage: usize, run: Match) -> Self {
        let (in_a, in_b) = (run.side(true), run.side(false));
        let grade = Grade::of((a, &in_a), (b, &in_b), &[run]);
        Self { passage, a: in_a, b: in_b, equal: run.len, grade }
    }

    /// Whether a run lies in it on both sides.
    fn holds(&self, run: Match) -> bool {
        let within = |range: &Range<u32>, words: Range<u32>| range.start <= words.start && words.end <= range.end;
        within(&self.a, run.side(true)) && within(&self.b, run.side(false))
    }

    fn new(
        a: &Words,
        b: &Words,
        (number, passage): (usize, &Passage),
        key: (usize, usize),
        runs: &[Match],
    ) -> Option<Self> {
        let (first, last) = (*runs.first()?, *runs.last()?);
        let equal = runs.iter().map(|run| run.len).sum();
        let (mut in_a, mut in_b) = (first.a..last.a_end(), first.b..last.b_end());
        if passage.grade == Grade::Reworded {
            // The words that differ belong to it up to where the passage, the paragraph or the next run ends them.
            let before = passage.kept.iter().rfind(|run| run.a < first.a && run.b < first.b);
            let after = passage.kept.iter().find(|run| run.a_end() > last.a_end() && run.b_end() > last.b_end());
            let (from, to) = (before.map(|run| (run.a_end(), run.b_end())), after.map(|run| (run.a, run.b)));
            let (own_a, own_b) = (&a.paragraphs[key.0].words, &b.paragraphs[key.1].words);
            let widen = |range: Range<u32>, whole: &Range<u32>, own: &Range<u32>, from: u32, to: u32| {
                let start = from.max(whole.start).max(own.start).min(range.start);
                start..to.min(whole.end).min(own.end).max(range.end)
            };
            let (from, to) = (from.unwrap_or((0, 0)), to.unwrap_or((u32::MAX, u32::MAX)));
            in_a = widen(in_a, &passage.a, own_a, from.0, to.0);
            in_b = widen(in_b, &passage.b, own_b, from.1, to.1);
        }
        let grade = Grade::of((a, &in_a), (b, &in_b), runs);
        Some(Self { passage: number, a: in_a, b: in_b, equal, grade })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::{Alignment, passages};

    #[test]
    fn a_run_that_moved_pairs_the_paragraphs_in_which_it_stands() {
        let a = Words::cut("one two three four five six\n\nwe have talked about this long enough");
        let b = Words::cut("we have talked about this long enough\n\none two three four five seven");
        let run = |a, b, len| Match { a, b, len };
        let (kept, moved) = (vec![run(0, 7, 5)], vec![run(6, 0, 7)]);
        let passage = Passage { a: 0..13, b: 0..13, kept, moved, grade: Grade::Reworded, again: false };
        let pairs = paragraph_pairs(&a, &b, &[passage]);
        let told: Vec<_> = pairs.iter().map(|pair| (pair.a, pair.b, pair.words_equal, pair.stretches.len())).collect();
        assert_eq!(told, [(0, 1, 5, 1), (1, 0, 7, 1)]);
        assert_eq!((pairs[1].grade, pairs[1].stretches[0].a.clone()), (Grade::Verbatim, 6..13));
    }

    #[test]
    fn a_merged_paragraph_is_told_apart() {
        let one = "the old harbour crane was taken down after ninety years of daily service there";
        let two = "its steel will be melted and the cabin goes to the museum of the town";
        let (a, b) = (Words::cut(&format!("{one}\n\n{two}")), Words::cut(&format!("{one} {two}")));
        let found = passages(&a, &b, Alignment { seed_words: 5, least_words: 12, rewording: None });
        assert_eq!(found.len(), 1);
        let pairs: Vec<_> = paragraph_pairs(&a, &b, &found)
            .iter()
            .map(|pair| (pair.a, pair.b, pair.words_equal, pair.a_words, pair.b_words, pair.grade))
            .collect();
        assert_eq!(pairs, [(0, 0, 14, 14, 29, Grade::Verbatim), (1, 0, 15, 15, 29, Grade::Verbatim)]);
    }
}
