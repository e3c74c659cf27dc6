//! Shingles: every run of `k` words in a row, as one number (Broder, "On the resemblance and containment of documents",
//! 1997).
//!
//! The number is a sum of the word hashes, each turned by its place, and then scattered. Each shingle is computed from its
//! words alone, not rolled from the one before, so that `a a a a a` does not cancel and a vector unit can do eight at once.
//! Of `n` words there are `n - k + 1` shingles; a text of fewer than `k` words has one, made of all its words, so that even
//! a one-line brief can be compared. Two different shingles share a number with a probability of 2^-64.
//!
//! Example, k = 3: `the mayor opened the pier` gives `the mayor opened`, `mayor opened the`, `opened the pier`.

use crate::hash::scatter;
use crate::spill::sort_scattered;
use crate::text::WordHash;
use multiversion::multiversion;
use thiserror::Error;

/// How many words make a shingle: 1 to 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShingleSize(u8);

/// The number of words asked for cannot make a shingle.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("a shingle has 1 to 32 words, not {0}: 5 suits articles, 3 finds more in headlines")]
pub struct ShingleSizeError(usize);

impl ShingleSize {
    /// Checks that `words` is 1 to 32.
    ///
    /// # Errors
    /// When it is not.
    pub const fn new(words: usize) -> Result<Self, ShingleSizeError> {
        if words >= 1 && words <= 32 { Ok(Self(words as u8)) } else { Err(ShingleSizeError(words)) }
    }

    /// The number of words.
    pub const fn words(self) -> usize {
        self.0 as usize
    }
}

/// The number of one shingle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShingleHash(pub u64);

/// Bits by which a sum is turned before the next word is added: odd, so the 64 turns of up to 64 words all differ.
const TURN: u32 = 23;

/// The shingle made of exactly these words.
#[inline]
pub fn shingle(words: &[WordHash]) -> ShingleHash {
    let sum = words.iter().fold(0u64, |sum, word| sum.rotate_left(TURN).wrapping_add(word.0));
    ShingleHash(scatter(sum))
}

/// The shingles of a text in its order: one for each word that begins one.
///
/// ```
/// use retold::shingle::{ShingleSize, shingles};
/// use retold::text::Words;
/// let words = Words::cut("the mayor opened the pier");
/// assert_eq!(shingles(&words.hashes, ShingleSize::new(3)?).count(), 3);
/// # Ok::<(), retold::shingle::ShingleSizeError>(())
/// ```
pub fn shingles(words: &[WordHash], size: ShingleSize) -> impl Iterator<Item = ShingleHash> + '_ {
    // `windows` gives nothing for a shorter text; an empty text has no shingle at all.
    let width = size.words().min(words.len()).max(1);
    words.windows(width).map(shingle)
}

/// The numbers of the [`shingles`] of a text, in its order.
pub fn shingle_numbers(words: &[WordHash], size: ShingleSize) -> Vec<u64> {
    match words.len() < size.words() {
        true => shingles(words, size).map(|shingle| shingle.0).collect(),
        false => run_numbers(words, size.words()),
    }
}

/// The numbers of all runs of so many words, in the order of a text: none, if that is shorter. Those of the usual lengths are computed without a loop over the words
/// of one. A run has at least one word.
pub(crate) fn run_numbers(words: &[WordHash], length: usize) -> Vec<u64> {
    let of_length = |fill: fn(&[WordHash], &mut [u64])| {
        let mut numbers = vec![0; words.len() + 1 - length];
        fill(words, &mut numbers);
        numbers
    };
    match length {
        5 if words.len() >= 5 => of_length(fives),
        8 if words.len() >= 8 => of_length(eights),
        _ => words.windows(length).map(|run| shingle(run).0).collect(),
    }
}

/// The numbers of all runs of five words.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn fives(words: &[WordHash], numbers: &mut [u64]) {
    each::<5>(words, numbers);
}

/// The numbers of all runs of eight.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn eights(words: &[WordHash], numbers: &mut [u64]) {
    each::<8>(words, numbers);
}

/// The number of each run of `K` words: plain steps, several runs at once where vectors are wide. Part of whoever calls it, and compiled for the same unit.
#[inline(always)]
fn each<const K: usize>(words: &[WordHash], numbers: &mut [u64]) {
    let words = &words[..numbers.len() + K - 1];
    for at in 0..numbers.len() {
        let mut sum = 0_u64;
        for step in 0..K {
            sum = sum.rotate_left(TURN).wrapping_add(words[at + step].0);
        }
        numbers[at] = scatter(sum);
    }
}

/// The set of a text's shingles: what similarity is measured on. Sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShingleSet(Vec<u64>);

impl ShingleSet {
    /// The set of the shingles of `words`.
    pub fn of(words: &[WordHash], size: ShingleSize) -> Self {
        Self::of_numbers(shingle_numbers(words, size))
    }

    /// The set of these numbers.
    pub fn of_numbers(shingles: Vec<u64>) -> Self {
        let mut set = sort_scattered(shingles);
        set.dedup();
        Self(set)
    }

    /// The shingles, ascending.
    pub fn as_slice(&self) -> &[u64] {
        &self.0
    }

    /// How many different shingles there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none: only of an empty text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn words(numbers: &[u64]) -> Vec<WordHash> {
        numbers.iter().map(|&number| WordHash(scatter(number))).collect()
    }

    #[test]
    fn a_size_is_one_to_thirty_two() {
        assert!(ShingleSize::new(0).is_err() && ShingleSize::new(33).is_err());
        assert_eq!(ShingleSize::new(5).map(ShingleSize::words), Ok(5));
    }

    #[test]
    fn the_order_of_words_and_their_repetition_count() {
        assert_ne!(shingle(&words(&[1, 2, 3])), shingle(&words(&[3, 2, 1])));
        assert_ne!(shingle(&words(&[1, 1, 1])), shingle(&words(&[1, 1])));
        assert_ne!(shingle(&words(&[7; 32])), shingle(&words(&[8; 32])));
    }

    #[test]
    fn a_short_text_has_one_shingle_and_an_empty_one_none() {
        let size = ShingleSize::new(5).expect("five words make a shingle");
        assert_eq!(ShingleSet::of(&words(&[1, 2]), size).len(), 1);
        assert!(ShingleSet::of(&[], size).is_empty());
        assert_eq!(ShingleSet::of(&words(&[1, 2, 3, 4, 5]), size).len(), 1);
    }

    proptest! {
        #[test]
        fn the_numbers_are_those_of_the_shingles(numbers in prop::collection::vec(any::<u64>(), 0..40), k in 1usize..=32) {
            let (words, size) = (words(&numbers), ShingleSize::new(k).expect("one to 32 words make a shingle"));
            let naive: Vec<u64> = shingles(&words, size).map(|shingle| shingle.0).collect();
            prop_assert_eq!(shingle_numbers(&words, size), naive);
        }

        #[test]
        fn the_set_is_that_of_the_word_tuples(numbers in prop::collection::vec(0u64..6, 0..60), k in 1usize..7) {
            let size = ShingleSize::new(k).expect("one to six words make a shingle");
            let width = k.min(numbers.len()).max(1);
            let naive: BTreeSet<&[u64]> = numbers.windows(width).collect();
            prop_assert_eq!(ShingleSet::of(&words(&numbers), size).len(), naive.len());
        }
    }
}
