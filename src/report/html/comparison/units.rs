use super::marks::within;
use crate::findings::{Comparison, Grade};
use crate::text::Words;
use std::ops::Range;

/// What the page labels and links: a pair of paragraphs or, of a passage that no listed pair holds, the passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) grade: Grade,
    pub(super) words_equal: u32,
    /// Whether it is a further place of what stands elsewhere.
    pub(super) again: bool,
    /// The paragraphs of A and of B, counted from 1.
    pub(super) paragraphs: [u32; 2],
    /// From the first to behind the last of its words, by number, in A and in B.
    pub(super) words: [(usize, usize); 2],
}

/// Ranges, each with a number.
type Places = Vec<(Range<usize>, usize)>;

/// The units, pairs of paragraphs first and in their order, and where their words stand.
pub(super) struct Units {
    pub(super) all: Vec<Unit>,
    /// By side and passage, the words of its stretches, with their units, ascending.
    stretches: [Vec<Places>; 2],
}

impl Units {
    pub(super) fn new(words: [&Words; 2], comparison: &Comparison) -> Self {
        let passages = &comparison.passages;
        let mut stretches = [0, 1].map(|_| vec![Vec::new(); passages.len()]);
        let mut all = Vec::with_capacity(comparison.paragraphs.len());
        for (unit, pair) in comparison.paragraphs.iter().enumerate() {
            let mut reach = [(usize::MAX, 0); 2];
            for stretch in &pair.stretches {
                for (side, span) in [stretch.a, stretch.b].into_iter().enumerate() {
                    let range = within(words[side], span);
                    reach[side] = (reach[side].0.min(range.start), reach[side].1.max(range.end));
                    stretches[side][stretch.passage].push((range, unit));
                }
            }
            let again = pair.stretches.iter().all(|stretch| passages[stretch.passage].again);
            let paragraphs = [pair.a, pair.b];
            all.push(Unit { grade: pair.grade, words_equal: pair.words_equal, again, paragraphs, words: reach });
        }
        for (place, passage) in passages.iter().enumerate() {
            if !stretches[0][place].is_empty() {
                continue;
            }
            let reach = [within(words[0], passage.a.span), within(words[1], passage.b.span)];
            reach.iter().enumerate().for_each(|(side, range)| stretches[side][place].push((range.clone(), all.len())));
            let paragraphs = [passage.a.paragraphs.0, passage.b.paragraphs.0];
            let (grade, words_equal, again) = (passage.grade, passage.words_equal, passage.again);
            all.push(Unit { grade, words_equal, again, paragraphs, words: reach.map(|it| (it.start, it.end)) });
        }
        stretches.iter_mut().flatten().for_each(|of_one| of_one.sort_by_key(|(range, unit)| (range.start, *unit)));
        Self { all, stretches }
    }

    /// The unit of a word that a passage holds: that of its stretch, else that of the nearest one, in the word's paragraph if there is one.
    pub(super) fn of(&self, words: &Words, side: usize, passage: usize, word: usize) -> usize {
        let stretches = &self.stretches[side][passage];
        let after = stretches.partition_point(|(range, _)| range.end <= word);
        let paragraph = words.paragraph_of(word as u32) as u32 + 1;
        let distance = |place: &usize| {
            let (range, unit) = &stretches[*place];
            let words_apart = range.start.saturating_sub(word).max((word + 1).saturating_sub(range.end));
            (words_apart > 0 && self.all[*unit].paragraphs[side] != paragraph, words_apart)
        };
        let near = after.saturating_sub(1)..(after + 2).min(stretches.len());
        near.min_by_key(distance).map_or(0, |place| stretches[place].1)
    }
}
