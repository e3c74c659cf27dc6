//! Fingerprints by winnowing: a sample of a text's shingles that two texts cannot both miss.
//!
//! Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (SIGMOD 2003): of every `window`
//! shingles in a row the smallest is kept, the rightmost of equals. The choice looks only at the window, so a run of words that two texts
//! share and that fills a window is sampled alike in both.
//!
//! **Guarantee.** Every shared run of at least `t = window + size - 1` words has a fingerprint in common. **Density** about
//! `2 / (window + 1)` of all shingles. **Cost.** Two comparisons a shingle for each of the window, sixteen at once where vectors are
//! wide: no branch hangs on what is smaller, which nothing foresees.
//!
//! Example, window 3, shingles 7 4 9 5 8: windows (7 4 9) (4 9 5) (9 5 8) keep 4, 4, 5; the fingerprints are 4 and 5.

use crate::shingle::{ShingleSize, shingle_numbers};
use crate::text::WordHash;
use multiversion::multiversion;
use smallvec::SmallVec;
use thiserror::Error;

/// How texts are sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Winnowing {
    size: ShingleSize,
    window: usize,
}

/// A guarantee shorter than its shingles cannot be kept.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("runs of {run} words cannot be promised with shingles of {shingle}: the run must be at least as long")]
pub struct WinnowingError {
    run: usize,
    shingle: usize,
}

impl Winnowing {
    /// The sampling with shingles of `size` words under which no shared run of `run` words is missed.
    ///
    /// # Errors
    /// When `run` is shorter than a shingle.
    pub fn guaranteeing(run: usize, size: ShingleSize) -> Result<Self, WinnowingError> {
        match run.checked_sub(size.words()) {
            Some(more) => Ok(Self { size, window: more + 1 }),
            None => Err(WinnowingError { run, shingle: size.words() }),
        }
    }

    /// The shingles that are sampled.
    pub fn size(self) -> ShingleSize {
        self.size
    }

    /// The shortest shared run, in words, that is never missed.
    pub fn guaranteed_run(self) -> usize {
        self.window + self.size.words() - 1
    }
}

/// A sampled shingle and the word that begins it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// The number of the shingle.
    pub hash: u64,
    /// Its first word, counted from 0.
    pub word: u32,
}

/// Two columns of numbers, one for each shingle; those of nearly all texts stand on the stack.
type Columns = SmallVec<[u32; 2 << 10]>;

/// The fingerprints of a text in its order. A text too short to fill a window gives its smallest shingle, one shorter than a shingle
/// gives none.
pub fn fingerprints(words: &[WordHash], winnowing: Winnowing) -> Vec<Fingerprint> {
    if words.len() < winnowing.size.words() {
        return Vec::new();
    }
    let all = shingle_numbers(words, winnowing.size);
    let window = winnowing.window.min(all.len());
    let mut columns = Columns::new();
    columns.resize(2 * all.len() + 1, 0);
    let (reach, kept) = columns.split_at_mut(all.len());
    reaches(&all, window, &mut kept[1..], reach);
    // Every place is written, and the next one over it unless it is kept: which ones are cannot be foreseen.
    let mut count = 0;
    for (at, &mut reach) in (0..).zip(reach) {
        kept[count] = at;
        count += usize::from(reach as usize + 1 >= window);
    }
    kept[..count].iter().map(|&word| Fingerprint { hash: all[word as usize], word }).collect()
}

/// Adds to `reach` how many neighbours each number is the smallest of, the rightmost of equals: those before it that are no smaller and those behind it that are
/// larger, without a gap, fewer than `window` on either side. Where these are a window together, one is filled by it and them. `goes_on` is room for as many.
fn reaches(all: &[u64], window: usize, goes_on: &mut [u32], reach: &mut [u32]) {
    goes_on.fill(1);
    for step in 1..window {
        let (before, here) = (&all[..all.len() - step], &all[step..]);
        go_on(here, before, true, &mut goes_on[step..], &mut reach[step..]);
    }
    goes_on.fill(1);
    for step in 1..window {
        let (here, behind) = (&all[..all.len() - step], &all[step..]);
        go_on(here, behind, false, goes_on, reach);
    }
}

/// Goes a step on from each number that got so far: to its neighbour there, if that is larger, or equal and that is enough.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn go_on(here: &[u64], there: &[u64], equal: bool, goes_on: &mut [u32], reach: &mut [u32]) {
    let count = here.len();
    let (there, goes_on, reach) = (&there[..count], &mut goes_on[..count], &mut reach[..count]);
    for at in 0..count {
        goes_on[at] &= u32::from(there[at] > here[at]) | u32::from(equal & (there[at] == here[at]));
        reach[at] += goes_on[at];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;
    use proptest::prelude::*;

    fn words(numbers: &[u64]) -> Vec<WordHash> {
        numbers.iter().map(|&number| WordHash(scatter(number))).collect()
    }

    fn winnowing(run: usize, size: usize) -> Winnowing {
        let size = ShingleSize::new(size).expect("the tests use small sizes");
        Winnowing::guaranteeing(run, size).expect("the tests promise long runs")
    }

    #[test]
    fn a_promise_shorter_than_its_shingles_is_refused() {
        let size = ShingleSize::new(8).expect("eight words make a shingle");
        assert!(Winnowing::guaranteeing(7, size).is_err());
        assert_eq!(winnowing(12, 8).guaranteed_run(), 12);
    }

    proptest! {
        #[test]
        fn fingerprints_are_the_smallest_of_each_window(numbers in prop::collection::vec(0u64..9, 0..80), more in 0usize..8) {
            let winnowing = winnowing(3 + more, 3);
            let all: Vec<u64> = words(&numbers).windows(3).map(|words| crate::shingle::shingle(words).0).collect();
            let mut naive: Vec<u32> = all
                .windows(winnowing.window.min(all.len()).max(1))
                .enumerate()
                .filter_map(|(start, window)| {
                    let least = window.iter().min()?;
                    window.iter().rposition(|shingle| shingle == least).map(|at| (start + at) as u32)
                })
                .collect();
            naive.dedup();
            let found: Vec<u32> = fingerprints(&words(&numbers), winnowing).iter().map(|print| print.word).collect();
            prop_assert_eq!(found, naive);
        }

        #[test]
        fn a_shared_run_of_the_promised_length_is_never_missed(
            run in prop::collection::vec(0u64..50, 12..30),
            before in prop::collection::vec(100u64..200, 0..30), after in prop::collection::vec(200u64..300, 0..30),
        ) {
            let a = [before.clone(), run.clone(), after.clone()].concat();
            let b = [after, run, before].concat();
            let prints = |numbers: &[u64]| fingerprints(&words(numbers), winnowing(12, 8));
            let (a, b) = (prints(&a), prints(&b));
            prop_assert!(a.iter().any(|x| b.iter().any(|y| x.hash == y.hash)));
        }
    }
}
