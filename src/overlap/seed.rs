//! Seeds: longest runs of equal words in two texts.
//!
//! A table of one text's runs of `least` words is asked, word by word, for those of the other; what is found is stretched both ways
//! as far as the words agree. The longest stretch wins, the one nearest to where the last match would continue among equals. The scan
//! goes on with the last words of the match, as another may begin among them: `a b c d` and `d e f g` share the word `d`
//! where B has them in the other order.
//!
//! Every word of A that stands in a run of at least `least` words shared with B lies in a match, and every match is as long as
//! it can be; only of a run that B holds in more than [`MOST_PLACES`] places later ones are not tried. Cost: linear.

use super::places::Places;
use crate::shingle::run_numbers;
use crate::text::WordHash;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A run of equal words: `len` words from word `a` of A and word `b` of B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Match {
    /// The first word in A.
    pub a: u32,
    /// The first word in B.
    pub b: u32,
    /// How many words.
    pub len: u32,
}

impl Match {
    /// The words of A, or of B.
    pub fn side(self, a: bool) -> Range<u32> {
        if a { self.a..self.a_end() } else { self.b..self.b_end() }
    }

    /// The word of A behind the run.
    pub fn a_end(self) -> u32 {
        self.a + self.len
    }

    /// The word of B behind the run.
    pub fn b_end(self) -> u32 {
        self.b + self.len
    }
}

/// How many places of a repeated run are tried, the first ones of the text. Bounds the time that a text of one repeated
/// word takes; a run that stands in more places is matched with an early one.
const MOST_PLACES: usize = 64;

/// The matches of at least `least` words, ascending in A; neighbours may share words. `places` are those of runs of `least` words of B.
pub(super) fn matches(a: &[WordHash], (b, places): (&[WordHash], &Places), least: usize) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    let runs = run_numbers(a, least);
    let mut at = 0;
    while at < runs.len() {
        let diagonal = found.last().map_or(0, |last| i64::from(last.b) - i64::from(last.a));
        let inside = found.last().is_some_and(|last| at < last.a_end() as usize);
        let offset = |place: usize| (place as i64 - at as i64 - diagonal).abs();
        let best = places
            .find(runs[at])
            .take(MOST_PLACES)
            .filter(|&place| !(inside && offset(place) == 0) && a[at..at + least] == b[place..place + least])
            .map(|place| (common_prefix(&a[at..], &b[place..]), place))
            .filter(|&(len, _)| found.last().is_none_or(|last| at + len > last.a_end() as usize))
            .max_by_key(|&(len, place)| (len, -offset(place), -(place as i64)));
        match best {
            Some((len, place)) => {
                found.push(reach_back(a, b, Match { a: at as u32, b: place as u32, len: len as u32 }));
                at = (at + 1).max(at + len + 1 - least);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a run of `words` words, at least `least`, stands in a text twice, as far as its runs of `least` words tell.
pub(super) fn repeats_itself(places: &Places, least: usize, words: usize) -> bool {
    let mut again = 0;
    (0..places.len()).any(|place| {
        again = if places.comes_again(place) { again + 1 } else { 0 };
        again + least > words.max(least)
    })
}

fn common_prefix(a: &[WordHash], b: &[WordHash]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

fn reach_back(a: &[WordHash], b: &[WordHash], run: Match) -> Match {
    let before = a[..run.a as usize].iter().rev().zip(b[..run.b as usize].iter().rev());
    let back = before.take_while(|(x, y)| x == y).count() as u32;
    Match { a: run.a - back, b: run.b - back, len: run.len + back }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;
    use proptest::prelude::*;

    fn words(numbers: &[u64]) -> Vec<WordHash> {
        numbers.iter().map(|&number| WordHash(scatter(number))).collect()
    }

    fn found(a: &[u64], b: &[u64], least: usize) -> Vec<(u32, u32, u32)> {
        let b = words(b);
        matches(&words(a), (&b, &Places::of(&b, least)), least).into_iter().map(|run| (run.a, run.b, run.len)).collect()
    }

    #[test]
    fn a_moved_run_is_found_where_it_went() {
        assert_eq!(found(&[1, 2, 3, 4, 5, 6, 7, 8], &[5, 6, 7, 8, 1, 2, 3, 4], 3), [(0, 4, 4), (4, 0, 4)]);
    }

    #[test]
    fn runs_that_cross_in_a_are_both_found_whole() {
        // 3 4 5 stand in both runs of B.
        assert_eq!(
            found(&[1, 2, 3, 4, 5, 6, 7, 8, 9], &[1, 2, 3, 4, 5, 0, 3, 4, 5, 6, 7, 8, 9], 3),
            [(0, 0, 5), (2, 6, 7)]
        );
    }

    #[test]
    fn a_text_that_repeats_a_long_run_is_known() {
        let all: Vec<u64> = (0..40).collect();
        let again = |range: std::ops::Range<usize>| [&all[..], &all[range]].concat();
        let repeats = |text: &[u64]| repeats_itself(&Places::of(&words(text), 3), 3, 6);
        assert!(!repeats(&all) && !repeats(&[]));
        assert!(repeats(&again(7..13)) && !repeats(&again(7..12)));
    }

    #[test]
    fn a_repeated_word_takes_bounded_time() {
        let text = vec![7; 100_000];
        assert_eq!(found(&text, &text, 5), [(0, 0, 100_000)]);
    }

    proptest! {
        #[test]
        fn matches_are_equal_words_in_order(a in prop::collection::vec(0u64..4, 0..60), b in prop::collection::vec(0u64..4, 0..60)) {
            let mut end = 0;
            let mut covered = vec![false; a.len()];
            for (at, place, len) in found(&a, &b, 3) {
                prop_assert!(at + len > end && len >= 3);
                prop_assert_eq!(&a[at as usize..(at + len) as usize], &b[place as usize..(place + len) as usize]);
                covered[at as usize..(at + len) as usize].fill(true);
                end = at + len;
            }
            for (at, run) in a.windows(3).enumerate() {
                let shared = b.windows(3).any(|other| other == run);
                prop_assert!(!shared || covered[at..at + 3].iter().all(|word| *word));
            }
        }

        #[test]
        fn a_single_shared_run_is_found_whole(
            run in prop::collection::vec(0u64..30, 5..30),
            before in prop::collection::vec(100u64..200, 0..20), after in prop::collection::vec(200u64..300, 0..20),
        ) {
            let a = [before.clone(), run.clone()].concat();
            let b = [run.clone(), after].concat();
            let covered: u32 = found(&a, &b, 5).iter().map(|run| run.2).sum();
            prop_assert_eq!(covered as usize, run.len());
        }
    }
}
