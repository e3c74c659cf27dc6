//! Where each run of words of a text stands.
//!
//! A table of buckets, each a list of places that ascend, built from the end of the text on. Buckets are chosen by a number that differs from process to
//! process, so that no text can be made to crowd one; what is found does not depend on it. **Cost.** 20 bytes and two steps a word.

use crate::shingle::run_numbers;
use crate::text::WordHash;
use ahash::RandomState;
use std::sync::OnceLock;

/// The runs of so many words of a text.
pub(super) struct Places {
    /// Of each run, in the order of the text, its number.
    runs: Vec<u64>,
    /// Of each bucket the first place.
    first: Vec<u32>,
    /// Of each place the next one in its bucket.
    next: Vec<u32>,
    factor: u64,
}

/// The end of a list of places.
const NOWHERE: u32 = u32::MAX;

impl Places {
    /// The places of all runs of `length` words.
    pub(super) fn of(words: &[WordHash], length: usize) -> Self {
        static FACTOR: OnceLock<u64> = OnceLock::new();
        let factor = *FACTOR.get_or_init(|| RandomState::new().hash_one(0_u64) | 1);
        let runs = run_numbers(words, length);
        let buckets = (2 * runs.len()).next_power_of_two();
        let mut places = Self { first: vec![NOWHERE; buckets], next: vec![NOWHERE; runs.len()], factor, runs };
        for at in (0..places.runs.len()).rev() {
            let bucket = places.bucket(places.runs[at]);
            places.next[at] = std::mem::replace(&mut places.first[bucket], at as u32);
        }
        places
    }

    fn bucket(&self, run: u64) -> usize {
        (run.wrapping_mul(self.factor) >> 32) as usize & (self.first.len() - 1)
    }

    /// The places at which the run of words of this number stands, ascending, as far as that tells.
    pub(super) fn find(&self, run: u64) -> impl Iterator<Item = usize> {
        self.from(self.first[self.bucket(run)], run)
    }

    /// Whether the run at a place stands at a later one too.
    pub(super) fn comes_again(&self, place: usize) -> bool {
        self.from(self.next[place], self.runs[place]).next().is_some()
    }

    /// How many runs there are.
    pub(super) fn len(&self) -> usize {
        self.runs.len()
    }

    /// The places of a run in the list that goes on there.
    fn from(&self, place: u32, run: u64) -> impl Iterator<Item = usize> {
        let known = |place: u32| (place != NOWHERE).then_some(place as usize);
        let places = std::iter::successors(known(place), move |&place| known(self.next[place]));
        places.filter(move |&place| self.runs[place] == run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;
    use crate::shingle::shingle;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_found_where_they_stand(numbers in prop::collection::vec(0u64..4, 0..60), length in 1usize..5) {
            let words: Vec<WordHash> = numbers.into_iter().map(|number| WordHash(scatter(number))).collect();
            let places = Places::of(&words, length);
            prop_assert_eq!(places.len(), words.windows(length).count());
            for (at, run) in words.windows(length).enumerate() {
                let naive: Vec<usize> = (0..places.len()).filter(|&place| &words[place..place + length] == run).collect();
                prop_assert_eq!(places.comes_again(at), naive.last() != Some(&at));
                prop_assert_eq!(places.find(shingle(run).0).collect::<Vec<_>>(), naive);
            }
            prop_assert_eq!(places.find(shingle(&vec![WordHash(9); length]).0).count(), 0);
        }
    }
}
