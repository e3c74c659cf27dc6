//! The signature: a short sample of a shingle set that two similar sets are likely to share.
//!
//! **The question.** Without comparing sets, which articles are worth comparing? Broder (1997): under a random order of
//! all shingles, two sets have the same smallest element with a probability that is their Jaccard similarity. `k` such
//! smallest elements are a signature, and the share of equal slots estimates the similarity.
//!
//! **One permutation instead of k.** The top bits of a shingle's hash choose one of the `k` slots, the low 31 bits compete for it,
//! smallest wins (Li, Owen, Zhang, "One Permutation Hashing", 2012). One pass, one comparison a shingle. A small set leaves
//! slots empty; each empty slot takes the minimum over the *whole* set of its own second hash. So a slot of two sets is
//! equal with probability J whether it was hit or not: if no shingle of either set chose it, both sides hold the classic
//! minimum of the same hash; if one did, the smallest of them in the union is in both sets with probability J. It is Fast
//! Similarity Sketching (Dahlgaard, Knudsen, Thorup, 2017) with one random round before the certain one.
//!
//! Example, 4 slots: hashes 0|7, 0|3, 2|9 give slots 0 = 3 and 2 = 9; slots 1 and 3 hold the minima of their own hashes over
//! all three shingles.
//!
//! **Cost.** One step a shingle, and `n` steps for each empty slot: bounded by classic MinHash. 4 bytes a slot.
//! **Error.** Unbiased; standard error at most `sqrt(J (1 - J) / k)`, lower where slots are filled without replacement.

use crate::hash::scatter;

/// Slots of the signatures that a scan makes.
pub const SLOTS: usize = 128;

/// One article's signature of `K` slots: a power of two, as the top bits of a hash choose one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature<const K: usize = SLOTS>([u32; K]);

impl<const K: usize> Signature<K> {
    /// The slots.
    pub fn slots(&self) -> &[u32; K] {
        &self.0
    }
}

/// An empty slot while a signature is being made: larger than any value, which has 31 bits.
const EMPTY: u32 = u32::MAX;

/// Makes signatures; holds the second hash of each slot.
#[derive(Debug, Clone)]
pub struct Sketcher<const K: usize = SLOTS> {
    fill: [(u32, u32); K],
}

impl<const K: usize> Default for Sketcher<K> {
    fn default() -> Self {
        // Multiply-add with an odd factor (Dietzfelbinger et al., 1997); the factors are the scattered slot numbers.
        let fill = std::array::from_fn(|slot| {
            let bits = scatter(0x7265_746f_6c64 + slot as u64);
            (bits as u32 | 1, (bits >> 32) as u32)
        });
        Self { fill }
    }
}

impl<const K: usize> Sketcher<K> {
    /// The hash's bits below those that choose a slot.
    const SHIFT: u32 = {
        assert!(K.is_power_of_two() && K > 1, "the top bits of a hash choose a slot");
        64 - K.trailing_zeros()
    };

    /// The signature of a non-empty set of shingles, given in any order and with any repetition; `None` for no shingle.
    pub fn sketch(&self, shingles: &[u64]) -> Option<Signature<K>> {
        if shingles.is_empty() {
            return None;
        }
        let mut slots = [EMPTY; K];
        for &shingle in shingles {
            let slot = &mut slots[(shingle >> Self::SHIFT) as usize];
            *slot = (*slot).min(shingle as u32 >> 1);
        }
        for (slot, &(factor, summand)) in slots.iter_mut().zip(&self.fill).filter(|(slot, _)| **slot == EMPTY) {
            let own = |&shingle: &u64| (shingle as u32).wrapping_mul(factor).wrapping_add(summand) >> 1;
            *slot = shingles.iter().map(own).min().unwrap_or(EMPTY);
        }
        Some(Signature(slots))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sets of `size` elements each whose Jaccard similarity is `shared / (2 size - shared)`, by trial.
    fn sets(trial: u64, size: u64, shared: u64) -> [Vec<u64>; 2] {
        let element = |number: u64| scatter(trial << 32 | number);
        [(0..size).map(element).collect(), (size - shared..2 * size - shared).map(element).collect()]
    }

    #[test]
    fn equal_slots_estimate_the_similarity_within_the_stated_error() {
        let sketcher: Sketcher = Sketcher::default();
        for (size, shared) in [(26, 13), (26, 22), (96, 30), (446, 300), (446, 420), (3000, 1500)] {
            let jaccard = shared as f64 / (2 * size - shared) as f64;
            let trials = 1_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            for trial in 0..trials {
                let [a, b] = sets(trial, size, shared).map(|set| sketcher.sketch(&set).expect("the set is not empty"));
                let equal = a.slots().iter().zip(b.slots()).filter(|(x, y)| x == y).count();
                let error = equal as f64 / SLOTS as f64 - jaccard;
                sum += error;
                squares += error * error;
            }
            let theory = (jaccard * (1.0 - jaccard) / SLOTS as f64).sqrt();
            let (bias, deviation) = (sum / trials as f64, (squares / trials as f64).sqrt());
            assert!(bias.abs() < 4.0 * theory / (trials as f64).sqrt(), "{size} {shared}: bias {bias}");
            assert!(deviation < 1.05 * theory, "{size} {shared}: deviation {deviation} against {theory}");
        }
    }

    #[test]
    fn order_and_repetition_leave_no_trace() {
        let sketcher: Sketcher = Sketcher::default();
        let [mut set, _] = sets(1, 60, 1);
        let once = sketcher.sketch(&set);
        set.reverse();
        set.extend_from_within(..30);
        assert_eq!(sketcher.sketch(&set), once);
        assert_eq!(sketcher.sketch(&[]), None);
    }
}
