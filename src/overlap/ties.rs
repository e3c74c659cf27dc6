//! Ties: which single words a reworded stretch still shares with its partner.
//!
//! In a stretch that is known to be shared, shorter runs count than elsewhere: matches of three words. Of these the heaviest set that
//! ascends on both sides stays in order (a longest increasing subsequence with weights, over a Fenwick tree of maxima); between its runs
//! words are aligned by a full table, in which each word earns two and each run costs one, so that words that stand together are kept
//! before words that only occur. Matches that are left over, where no kept word is among them, have moved.
//!
//! Example: `the rotors stopped at noon when the gale came` against `when the gale came the spinning blades stopped at noon`: kept is `when the gale came`,
//! moved is `stopped at noon`; what is left is `the rotors` against `the spinning blades`. Cost: n log n for n matches; a gap between kept runs takes the product of its sides,
//! and is left unaligned above [`MOST_CELLS`].

use super::Match;
use super::align::add;
use super::places::Places;
use super::seed::matches;
use crate::text::WordHash;
use std::cmp::Reverse;
use std::ops::Range;

/// The shortest run that is a match inside a region.
const SEED_WORDS: usize = 3;
/// The largest table by which a gap is aligned: 512 words against 512.
const MOST_CELLS: usize = 1 << 18;

/// The runs of equal words of two ranges that stayed in order, ascending on both sides, and those that moved, in the order of A; each
/// word of either side is in one run at most.
pub(super) fn ties(a: &[WordHash], b: &[WordHash], in_a: Range<u32>, in_b: Range<u32>) -> (Vec<Match>, Vec<Match>) {
    let (own_a, own_b) = (&a[in_a.start as usize..in_a.end as usize], &b[in_b.start as usize..in_b.end as usize]);
    let mut runs = matches(own_a, (own_b, &Places::of(own_b, SEED_WORDS)), SEED_WORDS);
    runs.sort_unstable();
    let ordered = heaviest_ascending(&runs, own_b.len());
    let mut kept = Vec::new();
    let (mut from_a, mut from_b) = (0, 0);
    for run in ordered {
        align(own_a, own_b, from_a..run.a as usize, from_b..run.b as usize, &mut kept);
        add(&mut kept, run);
        (from_a, from_b) = (run.a_end() as usize, run.b_end() as usize);
    }
    align(own_a, own_b, from_a..own_a.len(), from_b..own_b.len(), &mut kept);
    let moved = left_over(runs, &kept, own_a.len(), own_b.len());
    let placed = |run: Match| Match { a: run.a + in_a.start, b: run.b + in_b.start, ..run };
    (kept.into_iter().map(placed).collect(), moved.into_iter().map(placed).collect())
}

/// Of matches sorted by A, those that ascend on both sides without overlap and hold the most words.
fn heaviest_ascending(runs: &[Match], words_of_b: usize) -> Vec<Match> {
    // The heaviest chain that ends at or before a word of B, as weight and last run; of equals the earlier run.
    let mut tree: Vec<(u32, Reverse<usize>)> = vec![(0, Reverse(usize::MAX)); words_of_b + 1];
    let mut weights: Vec<(u32, Option<usize>)> = Vec::with_capacity(runs.len());
    let mut by_end: Vec<usize> = (0..runs.len()).collect();
    by_end.sort_unstable_by_key(|&run| (runs[run].a_end(), run));
    let mut ended = by_end.into_iter().peekable();
    for (number, run) in runs.iter().enumerate() {
        while let Some(before) = ended.next_if(|&other| runs[other].a_end() <= run.a) {
            let mut at = runs[before].b_end() as usize;
            while at <= words_of_b {
                tree[at] = tree[at].max((weights[before].0, Reverse(before)));
                at += at & at.wrapping_neg();
            }
        }
        let mut best = (0, Reverse(usize::MAX));
        let mut at = run.b as usize;
        while at > 0 {
            best = best.max(tree[at]);
            at &= at - 1;
        }
        weights.push((best.0 + run.len, Some(best.1.0).filter(|&before| before != usize::MAX)));
        debug_assert_eq!(weights.len(), number + 1);
    }
    let mut next = (0..runs.len()).max_by_key(|&run| (weights[run].0, Reverse(run)));
    let mut chosen = Vec::new();
    while let Some(run) = next {
        chosen.push(runs[run]);
        next = weights[run].1;
    }
    chosen.reverse();
    chosen
}

/// Appends the best alignment of two ranges of words.
fn align(a: &[WordHash], b: &[WordHash], in_a: Range<usize>, in_b: Range<usize>, kept: &mut Vec<Match>) {
    let (left, right) = (&a[in_a.clone()], &b[in_b.clone()]);
    if left.is_empty() || right.is_empty() || left.len() * right.len() > MOST_CELLS {
        return;
    }
    let width = right.len() + 1;
    let cell = |i: usize, j: usize| i * width + j;
    // What left[i..] and right[j..] earn at most; and if the words at i and j are kept, without the cost of their run.
    let mut best = vec![0u32; (left.len() + 1) * width];
    let mut run = vec![0u32; (left.len() + 1) * width];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            if left[i] == right[j] {
                run[cell(i, j)] = 2 + run[cell(i + 1, j + 1)].max(best[cell(i + 1, j + 1)]);
            }
            best[cell(i, j)] = best[cell(i + 1, j)].max(best[cell(i, j + 1)]).max(run[cell(i, j)].saturating_sub(1));
        }
    }
    let (mut i, mut j, mut inside) = (0, 0, false);
    while i < left.len() && j < right.len() {
        let here = run[cell(i, j)];
        if here > 0 && (here > best[cell(i, j)] || !inside && here - 1 == best[cell(i, j)]) {
            add(kept, Match { a: (in_a.start + i) as u32, b: (in_b.start + j) as u32, len: 1 });
            inside = here > 2 && run[cell(i + 1, j + 1)] == here - 2;
            (i, j) = (i + 1, j + 1);
        } else {
            inside = false;
            if best[cell(i + 1, j)] >= best[cell(i, j + 1)] { i += 1 } else { j += 1 }
        }
    }
}

/// The parts of runs no word of which is kept, the longest first served, in the order of A.
fn left_over(mut runs: Vec<Match>, kept: &[Match], words_of_a: usize, words_of_b: usize) -> Vec<Match> {
    let (mut used_a, mut used_b) = (vec![false; words_of_a], vec![false; words_of_b]);
    let take = |run: Match, used_a: &mut [bool], used_b: &mut [bool]| {
        used_a[run.a as usize..run.a_end() as usize].fill(true);
        used_b[run.b as usize..run.b_end() as usize].fill(true);
    };
    kept.iter().for_each(|&run| take(run, &mut used_a, &mut used_b));
    runs.sort_unstable_by_key(|run| (Reverse(run.len), run.a, run.b));
    let mut moved = Vec::new();
    for run in runs {
        let mut part = Match { len: 0, ..run };
        for at in 0..=run.len {
            let free = at < run.len && !used_a[(run.a + at) as usize] && !used_b[(run.b + at) as usize];
            if free {
                part.len += 1;
                continue;
            }
            if part.len as usize >= SEED_WORDS {
                take(part, &mut used_a, &mut used_b);
                moved.push(part);
            }
            part = Match { a: run.a + at + 1, b: run.b + at + 1, len: 0 };
        }
    }
    moved.sort_unstable();
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;
    use proptest::prelude::*;

    fn words(numbers: &[u64]) -> Vec<WordHash> {
        numbers.iter().map(|&number| WordHash(scatter(number))).collect()
    }

    fn tied(a: &[u64], b: &[u64]) -> (Vec<Match>, Vec<Match>) {
        ties(&words(a), &words(b), 0..a.len() as u32, 0..b.len() as u32)
    }

    #[test]
    fn words_between_runs_are_kept_and_the_lighter_of_two_crossing_runs_has_moved() {
        let (kept, moved) = tied(&[1, 2, 3, 4, 90, 5, 91, 10, 11, 12], &[10, 11, 12, 1, 2, 3, 4, 80, 81, 5]);
        assert_eq!(kept, [Match { a: 0, b: 3, len: 4 }, Match { a: 5, b: 9, len: 1 }]);
        assert_eq!(moved, [Match { a: 7, b: 0, len: 3 }]);
    }

    #[test]
    fn words_that_stand_together_are_kept_before_words_that_only_occur() {
        let (kept, moved) = tied(&[1, 2, 50, 51], &[1, 60, 61, 62, 1, 2]);
        assert_eq!((kept, moved), (vec![Match { a: 0, b: 4, len: 2 }], vec![]));
    }

    #[test]
    fn an_equal_range_is_one_run() {
        let all: Vec<u64> = (0..2_000).collect();
        assert_eq!(tied(&all, &all), (vec![Match { a: 0, b: 0, len: 2_000 }], vec![]));
    }

    proptest! {
        #[test]
        fn ties_are_equal_words_each_in_one_run(
            a in prop::collection::vec(0u64..6, 0..60), b in prop::collection::vec(0u64..6, 0..60),
        ) {
            let (kept, moved) = tied(&a, &b);
            prop_assert!(kept.windows(2).all(|pair| pair[0].a_end() <= pair[1].a && pair[0].b_end() <= pair[1].b));
            let (mut seen_a, mut seen_b) = (vec![false; a.len()], vec![false; b.len()]);
            for run in kept.iter().chain(&moved) {
                for at in 0..run.len {
                    let (i, j) = ((run.a + at) as usize, (run.b + at) as usize);
                    prop_assert_eq!(a[i], b[j]);
                    prop_assert!(!seen_a[i] && !seen_b[j]);
                    (seen_a[i], seen_b[j]) = (true, true);
                }
            }
        }
    }
}
