//! Passages: the stretches of text that two articles share.

use super::Grade;
use super::align::fill_gaps;
use super::chain::chains;
use super::seed::{Match, matches};
use crate::text::Words;
use std::ops::Range;

/// What counts as a shared passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alignment {
    /// The shortest run of equal words that seeds a passage.
    pub seed_words: usize,
    /// The fewest equal words of a passage.
    pub least_words: usize,
}

impl Alignment {
    /// A text shorter than a passage is shared when all of it is.
    fn for_texts(self, shorter: usize) -> Self {
        let least_words = self.least_words.min(shorter).max(1);
        Self { seed_words: self.seed_words.min(least_words), least_words }
    }
}

/// A shared passage: a range of words on each side, and the runs of equal words that tie them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The words of A, from its first to behind its last equal word.
    pub a: Range<u32>,
    /// The words of B.
    pub b: Range<u32>,
    /// The runs of equal words, ascending on both sides and disjoint; the words between them differ.
    pub kept: Vec<Match>,
    /// How it is shared.
    pub grade: Grade,
}

impl Passage {
    /// The same passage seen from the other side.
    pub fn swapped(&self) -> Self {
        let kept = self.kept.iter().map(|run| Match { a: run.b, b: run.a, len: run.len }).collect();
        Self { a: self.b.clone(), b: self.a.clone(), kept, grade: self.grade }
    }

    /// How many words are equal.
    pub fn words_equal(&self) -> u32 {
        self.kept.iter().map(|run| run.len).sum()
    }

    /// The longest run of equal words.
    pub fn longest_run(&self) -> u32 {
        self.kept.iter().map(|run| run.len).max().unwrap_or(0)
    }

    /// Whether a run lies in the passage on both sides.
    fn holds(&self, run: Match) -> bool {
        let within = |range: &Range<u32>, words: Range<u32>| range.start <= words.start && words.end <= range.end;
        within(&self.a, run.side(true)) && within(&self.b, run.side(false))
    }

    fn new(a: &Words, b: &Words, kept: Vec<Match>) -> Option<Self> {
        let (first, last) = (*kept.first()?, *kept.last()?);
        let (in_a, in_b) = (first.a..last.a_end(), first.b..last.b_end());
        let equal = kept.iter().map(|run| run.len).sum();
        let quoted = kept.iter().map(|&run| quoted(a, b, run)).sum();
        let grade = Grade::of(equal, quoted, in_a.end - in_a.start, in_b.end - in_b.start);
        Some(Self { a: in_a, b: in_b, kept, grade })
    }
}

/// How many words of a run stand between quotation marks on both sides.
pub(super) fn quoted(a: &Words, b: &Words, run: Match) -> u32 {
    (0..run.len).filter(|at| a.quoted[(run.a + at) as usize] && b.quoted[(run.b + at) as usize]).count() as u32
}

/// The passages that two texts share, in the order of A; each has at least `least_words` equal words, and more equal than
/// differing ones.
///
/// Every longest run of at least `least_words` words that the two share lies in a passage. Passages may share words.
///
/// ```
/// use retold::overlap::{Alignment, Grade, passages};
/// use retold::text::Words;
/// let a = Words::cut("On Monday the old harbour crane was taken down after ninety years of service.");
/// let b = Words::cut("The old harbour crane was taken down after ninety years of service, the port said.");
/// let found = passages(&a, &b, Alignment { seed_words: 5, least_words: 12 });
/// assert_eq!((found[0].grade, found[0].words_equal()), (Grade::Verbatim, 12));
/// ```
pub fn passages(a: &Words, b: &Words, alignment: Alignment) -> Vec<Passage> {
    let alignment = alignment.for_texts(a.len().min(b.len()));
    let matches = matches(&a.hashes, &b.hashes, alignment.seed_words);
    let mut found: Vec<Passage> = Vec::new();
    for chain in chains(&matches) {
        dense(&fill_gaps(&a.hashes, &b.hashes, &chain), alignment, &mut |kept| {
            found.extend(Passage::new(a, b, kept.to_vec()));
        });
    }
    let long = matches.into_iter().filter(|run| run.len as usize >= alignment.least_words);
    let left = left_over(&mut found, long);
    found.extend(left.into_iter().filter_map(|run| Passage::new(a, b, vec![run])));
    found.sort_unstable_by_key(|passage| (passage.a.start, passage.b.start, passage.a.end, passage.b.end));
    found
}

/// The runs, ascending in A, that no passage holds: their ends went to a chain that did not hold, or they cross a longer one.
fn left_over(passages: &mut [Passage], runs: impl Iterator<Item = Match>) -> Vec<Match> {
    passages.sort_unstable_by_key(|passage| passage.a.start);
    let mut coming = passages.iter().peekable();
    let mut open: Vec<&Passage> = Vec::new();
    runs.filter(|&run| {
        while let Some(passage) = coming.next_if(|passage| passage.a.start <= run.a) {
            open.push(passage);
        }
        open.retain(|passage| passage.a.end > run.a);
        !open.iter().any(|passage| passage.holds(run))
    })
    .collect()
}

/// Hands over the parts of a chain that are long and dense enough, parting it at its widest gap until they are.
fn dense(kept: &[Match], alignment: Alignment, found: &mut impl FnMut(&[Match])) {
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return };
    let equal: u32 = kept.iter().map(|run| run.len).sum();
    if (equal as usize) < alignment.least_words {
        return;
    }
    let longer = (last.a_end() - first.a).max(last.b_end() - first.b);
    if equal * 2 > longer {
        return found(kept);
    }
    let gap = |pair: &[Match]| (pair[1].a - pair[0].a_end()).max(pair[1].b - pair[0].b_end());
    let widest = kept.windows(2).enumerate().max_by_key(|(at, pair)| (gap(pair), std::cmp::Reverse(*at)));
    if let Some((at, _)) = widest {
        dense(&kept[..=at], alignment, found);
        dense(&kept[at + 1..], alignment, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALIGNMENT: Alignment = Alignment { seed_words: 5, least_words: 12 };

    fn text(numbers: &[u32]) -> Words {
        Words::cut(&numbers.iter().map(|number| format!("w{number} ")).collect::<String>())
    }

    #[test]
    fn an_edited_paragraph_is_one_passage_and_a_moved_one_another() {
        let a: Vec<u32> = (0..60).collect();
        let mut edited: Vec<u32> = (0..30).collect();
        edited[9] = 900;
        edited[17] = 901;
        let b = [(30..60).collect::<Vec<u32>>(), edited].concat();
        let found = passages(&text(&a), &text(&b), ALIGNMENT);
        let seen: Vec<_> = found.iter().map(|p| (p.a.clone(), p.b.clone(), p.grade, p.words_equal())).collect();
        assert_eq!(seen, [(0..30, 30..60, Grade::Edited, 28), (30..60, 0..30, Grade::Verbatim, 30)]);
    }

    #[test]
    fn runs_far_apart_are_no_passage_together() {
        let a: Vec<u32> = (0..100).collect();
        let b: Vec<u32> = (0..100).map(|at| if at % 18 < 6 { at } else { at + 1000 }).collect();
        assert!(passages(&text(&a), &text(&b), ALIGNMENT).is_empty());
    }

    proptest! {
        #[test]
        fn every_long_shared_run_lies_in_a_passage_and_offsets_are_in_bounds(
            a in prop::collection::vec(0u32..12, 0..120), b in prop::collection::vec(0u32..12, 0..120),
        ) {
            let (a, b) = (text(&a), text(&b));
            let found = passages(&a, &b, ALIGNMENT);
            for passage in &found {
                prop_assert!(passage.a.end as usize <= a.len() && passage.b.end as usize <= b.len());
                prop_assert!(passage.words_equal() as usize >= ALIGNMENT.least_words.min(a.len()).min(b.len()));
                for run in &passage.kept {
                    let equal = |at: u32| a.hashes[(run.a + at) as usize] == b.hashes[(run.b + at) as usize];
                    prop_assert!((0..run.len).all(equal));
                }
                prop_assert!(passage.kept.windows(2).all(|p| p[0].a_end() <= p[1].a && p[0].b_end() <= p[1].b));
            }
        }

        #[test]
        fn no_shared_run_of_twelve_words_is_missed(
            pieces in prop::collection::vec(prop::collection::vec(0u32..6, 12..20), 1..5),
            noise in prop::collection::vec(prop::collection::vec(0u32..8, 0..9), 1..5),
        ) {
            let join = |order: Vec<&Vec<u32>>| {
                let noise = noise.iter().cycle();
                text(&order.into_iter().zip(noise).flat_map(|(piece, noise)| piece.iter().chain(noise)).copied().collect::<Vec<_>>())
            };
            let (a, b) = (join(pieces.iter().collect()), join(pieces.iter().rev().collect()));
            let mut covered = vec![false; a.len()];
            for passage in passages(&a, &b, ALIGNMENT) {
                covered[passage.a.start as usize..passage.a.end as usize].fill(true);
            }
            for (at, run) in a.hashes.windows(12).enumerate() {
                let shared = b.hashes.windows(12).any(|other| other == run);
                prop_assert!(!shared || covered[at..at + 12].iter().all(|word| *word));
            }
        }

        #[test]
        fn a_copied_run_is_found_wherever_it_stands(
            run in prop::collection::vec(0u32..40, 12..40),
            noise in prop::collection::vec(100u32..1000, 0..60), at in 0usize..60,
        ) {
            let at = at.min(noise.len());
            let b = [&noise[..at], &run, &noise[at..]].concat();
            let found = passages(&text(&run), &text(&b), ALIGNMENT);
            let covered = crate::overlap::Coverage::of(&text(&run), &text(&b), &found)[0].words;
            prop_assert_eq!(covered as usize, run.len());
        }
    }
}
