//! Passages: the stretches of text that two articles share.

use super::claim::{mostly, settle};
use super::exact::exact;
use super::proof::{Proof, Witness};
use super::reworded::{Region, regions};
use super::seed::Match;
use super::ties::ties;
use super::{Grade, Language, Rewording};
use crate::text::Words;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What counts as a shared passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alignment {
    /// The shortest run of equal words that seeds a passage.
    pub seed_words: usize,
    /// The fewest equal words of a passage, unless it is reworded.
    pub least_words: usize,
    /// Whether reworded passages are looked for, and by which numbers.
    pub rewording: Option<Rewording>,
}

impl Alignment {
    /// A text shorter than a passage is shared when all of it is.
    fn for_texts(self, shorter: usize) -> Self {
        let least_words = self.least_words.min(shorter).max(1);
        Self { seed_words: self.seed_words.min(least_words), least_words, ..self }
    }
}

/// A shared passage: a range of words on each side, and the runs of equal words that tie them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The words of A; of a reworded passage the first and the last need not be equal to any of B.
    pub a: Range<u32>,
    /// The words of B.
    pub b: Range<u32>,
    /// The runs of equal words, ascending on both sides and disjoint; the words between them differ.
    pub kept: Vec<Match>,
    /// Runs of equal words that stand in another order, in the order of A; none of their words is kept.
    pub moved: Vec<Match>,
    /// How it is shared.
    pub grade: Grade,
    /// Whether a larger passage holds most of its words on one side: a text says it more than once, or says the passage around it in other words.
    pub again: bool,
}

impl Passage {
    /// The same passage seen from the other side.
    pub fn swapped(&self) -> Self {
        let swapped =
            |runs: &[Match]| runs.iter().map(|run| Match { a: run.b, b: run.a, len: run.len }).collect::<Vec<_>>();
        let mut moved = swapped(&self.moved);
        moved.sort_unstable();
        let kept = swapped(&self.kept);
        Self { a: self.b.clone(), b: self.a.clone(), kept, moved, grade: self.grade, again: self.again }
    }

    /// The runs of equal words: those in order, then those that moved.
    pub fn runs(&self) -> impl Iterator<Item = Match> {
        self.kept.iter().chain(&self.moved).copied()
    }

    /// What stands between the runs that are kept, before the first and behind the last; either side may be empty, not both.
    pub fn gaps(&self) -> impl Iterator<Item = (Range<u32>, Range<u32>)> + '_ {
        let starts =
            std::iter::once((self.a.start, self.b.start)).chain(self.kept.iter().map(|run| (run.a_end(), run.b_end())));
        let ends = self.kept.iter().map(|run| (run.a, run.b)).chain([(self.a.end, self.b.end)]);
        starts.zip(ends).filter(|(from, to)| from != to).map(|(from, to)| (from.0..to.0, from.1..to.1))
    }

    /// How many words are equal.
    pub fn words_equal(&self) -> u32 {
        self.runs().map(|run| run.len).sum()
    }

    /// The longest run of equal words.
    pub fn longest_run(&self) -> u32 {
        self.runs().map(|run| run.len).max().unwrap_or(0)
    }

    /// Whether a run lies in the passage on both sides.
    pub(super) fn holds(&self, run: Match) -> bool {
        let within = |range: &Range<u32>, words: Range<u32>| range.start <= words.start && words.end <= range.end;
        within(&self.a, run.side(true)) && within(&self.b, run.side(false))
    }

    /// The passage over these runs, where there is one.
    pub(super) fn new(a: &Words, b: &Words, kept: Vec<Match>) -> Option<Self> {
        let (first, last) = (*kept.first()?, *kept.last()?);
        let (in_a, in_b) = (first.a..last.a_end(), first.b..last.b_end());
        let grade = Grade::of((a, &in_a), (b, &in_b), &kept);
        Some(Self { a: in_a, b: in_b, kept, moved: Vec::new(), grade, again: false })
    }

    /// The passage over two ranges, where they have a word in common.
    pub(super) fn over(a: &Words, b: &Words, in_a: Range<u32>, in_b: Range<u32>) -> Option<Self> {
        let (kept, moved) = ties(&a.hashes, &b.hashes, in_a.clone(), in_b.clone());
        let grade = Grade::of((a, &in_a), (b, &in_b), &kept);
        (!kept.is_empty()).then_some(Self { a: in_a, b: in_b, kept, moved, grade, again: false })
    }
}

/// The passages that two texts share, in the order of A; each is reworded, or has at least `least_words` equal words and more equal than
/// differing ones.
///
/// Every longest run of at least `least_words` words that the two share lies in a passage. Passages may share words.
///
/// ```
/// use retold::overlap::{Alignment, Grade, passages};
/// use retold::text::Words;
/// let a = Words::cut("On Monday the old harbour crane was taken down after ninety years of service.");
/// let b = Words::cut("The old harbour crane was taken down after ninety years of service, the port said.");
/// let found = passages(&a, &b, Alignment { seed_words: 5, least_words: 12, rewording: None });
/// assert_eq!((found[0].grade, found[0].words_equal()), (Grade::Verbatim, 12));
/// ```
pub fn passages(a: &Words, b: &Words, alignment: Alignment) -> Vec<Passage> {
    let alignment = alignment.for_texts(a.len().min(b.len()));
    from_one_side(a, b, |a, b| {
        // Of equal texts nothing is reworded.
        let regions = match alignment.rewording.filter(|_| a.hashes != b.hashes) {
            Some(rewording) => regions(a, b, &rewording, None),
            None => Vec::new(),
        };
        together(a, b, regions, alignment)
    })
}

/// The passages that two texts share, given those that stand beside them: as [`passages`] has them, but that what is reworded is judged by
/// the `language` of all and holds the `proof`. Nothing if no part of them is reworded.
pub fn proven_passages(a: &Words, b: &Words, alignment: Alignment, language: &Language, proof: &Proof) -> Vec<Passage> {
    let alignment = alignment.for_texts(a.len().min(b.len()));
    let Some(rewording) = alignment.rewording.filter(|_| a.hashes != b.hashes) else { return Vec::new() };
    from_one_side(a, b, |a, b| {
        let mut regions = regions(a, b, &rewording, Some(language));
        let witness = Witness::new(a, b, language);
        regions.retain(|region| {
            let passage = Passage::over(a, b, region.a.clone(), region.b.clone());
            passage.is_some_and(|passage| witness.proves(&passage, proof))
        });
        if regions.is_empty() {
            return Vec::new();
        }
        let mut found = together(a, b, regions, alignment);
        found.retain(|passage| {
            passage.longest_run() as usize >= alignment.least_words || witness.proves(passage, proof)
        });
        found
    })
}

/// What is found, always from the same side, so that what A shares with B is what B shares with A; in the order of A.
fn from_one_side(a: &Words, b: &Words, find: impl Fn(&Words, &Words) -> Vec<Passage>) -> Vec<Passage> {
    let mut found = if (a.len(), &a.hashes) > (b.len(), &b.hashes) {
        find(b, a).iter().map(Passage::swapped).collect()
    } else {
        find(a, b)
    };
    found.sort_unstable_by_key(|passage| (passage.a.start, passage.b.start, passage.a.end, passage.b.end));
    found
}

/// Exact passages and regions, each stretch told once.
fn together(a: &Words, b: &Words, mut regions: Vec<Region>, alignment: Alignment) -> Vec<Passage> {
    let exact = exact(a, b, alignment);
    regions.retain(|region| {
        let passage = Passage::over(a, b, region.a.clone(), region.b.clone());
        passage.is_some_and(|passage| region.digest || !is_told(&passage, &exact))
    });
    let long: Vec<Match> = exact.iter().flat_map(|passage| &passage.kept).copied().collect();
    let (mut found, regions) = settle(exact, regions, alignment.least_words);
    found.extend(regions.into_iter().filter_map(|region| Passage::over(a, b, region.a, region.b)));
    let long = long.into_iter().filter(|run| run.len as usize >= alignment.least_words);
    add_untied(&mut found, long, a, b);
    found
}

/// Adds the runs of which no passage ties all words, on either side: in a reworded passage each word is tied once.
fn add_untied(found: &mut Vec<Passage>, long: impl Iterator<Item = Match>, a: &Words, b: &Words) {
    let mut tied = [vec![false; a.len()], vec![false; b.len()]];
    let tie = |tied: &mut [Vec<bool>; 2], run: Match| {
        tied[0][run.a as usize..run.a_end() as usize].fill(true);
        tied[1][run.b as usize..run.b_end() as usize].fill(true);
    };
    found.iter().flat_map(Passage::runs).for_each(|run| tie(&mut tied, run));
    for run in long {
        let untied = |side: &[bool], words: Range<u32>| side[words.start as usize..words.end as usize].contains(&false);
        if untied(&tied[0], run.side(true)) || untied(&tied[1], run.side(false)) {
            let again =
                found.iter().any(|passage| mostly(&run.side(true), &passage.a) || mostly(&run.side(false), &passage.b));
            tie(&mut tied, run);
            found.extend(Passage::new(a, b, vec![run]).map(|passage| Passage { again, ..passage }));
        }
    }
}

/// Of the equal words of a reworded passage that exact passages inside it hold, too, at least this share makes it a copy with gaps.
const TOLD: (u32, u32) = (19, 20);

/// Whether exact passages tell better what would be one reworded passage: paragraphs copied word for word, others between them left out.
fn is_told(passage: &Passage, exact: &[Passage]) -> bool {
    let inside = |part: &&Passage| !part.again && mostly(&part.a, &passage.a) && mostly(&part.b, &passage.b);
    let told: u32 = exact.iter().filter(inside).map(Passage::words_equal).sum();
    passage.grade == Grade::Reworded && told * TOLD.1 >= passage.words_equal() * TOLD.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALIGNMENT: Alignment = Alignment { seed_words: 5, least_words: 12, rewording: None };

    fn rewording() -> Alignment {
        Alignment { rewording: Some(Rewording::default()), ..ALIGNMENT }
    }

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

    #[test]
    fn a_reworded_stretch_is_a_passage_with_its_moved_runs() {
        // Groups of four words, each second one turned and the words of the others half replaced; then ten groups moved.
        let from = |range: std::ops::Range<u32>| -> Vec<u32> { range.collect() };
        let turned = |at: u32| if at % 4 == 3 { at + 5000 } else { at };
        let order = [from(40..80), from(0..40), from(80..160)].concat();
        let a = [from(1000..1200), from(0..160), from(1200..1400)].concat();
        let b = [from(2000..2300), order.into_iter().map(turned).collect(), from(2300..2500)].concat();
        let (a, b) = (text(&a), text(&b));
        assert!(passages(&a, &b, ALIGNMENT).iter().all(|passage| passage.grade != Grade::Reworded));
        let found = passages(&a, &b, rewording());
        let passage =
            found.iter().find(|passage| passage.grade == Grade::Reworded).expect("there is a reworded passage");
        assert!(passage.a.start <= 201 && passage.a.end >= 358, "{:?}", passage.a);
        assert!(!passage.moved.is_empty() && passage.words_equal() >= 110, "{}", passage.words_equal());
        assert_eq!(passage.swapped().swapped(), *passage);
    }

    #[test]
    fn equal_texts_a_text_in_another_and_one_word_for_ever_are_what_they_are() {
        let all: Vec<u32> = (0..3000).map(|at| at * 7919 % 1000).collect();
        let whole = text(&all);
        let found = passages(&whole, &whole, rewording());
        assert_eq!((found.len(), found[0].grade, found[0].words_equal()), (1, Grade::Verbatim, 3000));
        let part = text(&all[300..600]);
        let found = passages(&part, &text(&all[..1000]), rewording());
        assert_eq!((found.len(), found[0].grade, found[0].b.clone()), (1, Grade::Verbatim, 300..600));
        let (more, less) = (text(&vec![7; 100_000]), text(&vec![7; 99_000]));
        assert!(passages(&more, &less, rewording()).iter().map(|p| p.b.end - p.b.start).max() >= Some(99_000));
        let three = text(&[1, 2, 3]);
        assert_eq!(passages(&three, &text(&[1, 2, 3]), rewording()), passages(&three, &three, ALIGNMENT));
        assert!(passages(&three, &text(&[3, 5, 1]), rewording()).is_empty());
    }

    proptest! {
        #[test]
        fn with_rewording_every_exact_run_still_lies_in_a_passage_and_nothing_is_out_of_bounds(
            a in prop::collection::vec(0u32..300, 0..200), b in prop::collection::vec(0u32..300, 0..200),
            run in prop::collection::vec(300u32..400, 12..40), again in prop::collection::vec(300u32..400, 0..60),
        ) {
            let a = text(&[&a[..], &run[..], &again[..]].concat());
            let b = text(&[&run[..], &b[..], &again[..]].concat());
            let rewording = Rewording { least_nats: 0.0, dense_nats: 6.0, least_bytes: 0, ..Rewording::default() };
            let alignment = Alignment { rewording: Some(rewording), ..ALIGNMENT };
            let found = passages(&a, &b, alignment);
            prop_assert_eq!(&passages(&a, &b, alignment), &found);
            for passage in &found {
                prop_assert!(passage.a.end as usize <= a.len() && passage.b.end as usize <= b.len());
                for run in passage.runs() {
                    prop_assert!(passage.a.start <= run.a && run.a_end() <= passage.a.end);
                    prop_assert!(passage.b.start <= run.b && run.b_end() <= passage.b.end);
                    let equal = |at: u32| a.hashes[(run.a + at) as usize] == b.hashes[(run.b + at) as usize];
                    prop_assert!((0..run.len).all(equal));
                }
            }
            for run in exact(&a, &b, ALIGNMENT).iter().flat_map(|p| p.kept.clone()).filter(|run| run.len >= 12) {
                let holds = |p: &Passage| {
                    p.a.start <= run.a && run.a_end() <= p.a.end && p.b.start <= run.b && run.b_end() <= p.b.end
                };
                prop_assert!(found.iter().any(holds), "{:?} is in no passage", run);
            }
        }

        #[test]
        fn from_the_other_side_the_same_passages_are_found(
            a in prop::collection::vec(0u32..12, 0..120), b in prop::collection::vec(0u32..12, 0..120),
        ) {
            let (a, b) = (text(&a), text(&b));
            let mut back: Vec<Passage> = passages(&b, &a, rewording()).iter().map(Passage::swapped).collect();
            back.sort_unstable_by_key(|passage| (passage.a.start, passage.b.start, passage.a.end, passage.b.end));
            prop_assert_eq!(passages(&a, &b, rewording()), back);
        }

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
            let [standings, _] = crate::overlap::standings(&text(&run), &text(&b), &found);
            prop_assert!(standings.iter().all(|standing| *standing == crate::overlap::Standing::Equal));
        }
    }
}
