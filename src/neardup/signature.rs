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
//! **Cost.** One step a shingle, and `n` steps for each empty slot: as many steps as classic MinHash at most. 4 bytes a slot.
//! **Error.** Unbiased; standard error at most `sqrt(J (1 - J) / k)`, lower where slots are filled without replacement.
//!
//! **Measured** (`cargo bench --bench sketch`): the error as a multiple of `sqrt(J (1 - J) / k)`, mean over J = 0.1 to
//! 0.95, and the worst bias in its standard errors, from 4,000 pairs of sets of each kind (1,000 at 3,000 words);
//! nanoseconds a shingle, the lesser median of two runs on 2026-11-22: a shared, busy 2-core Xeon, plain x86-64 build,
//! vector code the compiler's only. The errors are the same in every run; a time strayed by up to 2.2 between the two,
//! so trust ratios.
//!
//! | 128 slots | error at 30 | 100 | 450 | 3,000 words | worst z | ns at 30 | 100 | 450 | 3,000 words |
//! |---|---|---|---|---|---|---|---|---|---|
//! | classic, 32 bits | 1.01 | 1.01 | 1.00 | 0.99 | +1.5 | 107 | 76 | 110 | 99 |
//! | classic, 64 bits | 1.00 | 1.00 | 0.99 | 0.98 | -2.5 | 272 | 175 | 266 | 238 |
//! | filled OPH | 0.90 | 0.78 | 0.89 | 0.98 | +2.0 | 146 | 56 | 5.6 | 1.3 |
//! | densified OPH | 1.17 | 1.00 | 0.90 | 0.98 | +1.3 | 138 | 19 | 1.7 | 1.3 |
//! | fast similarity | 0.71 | 0.73 | 0.89 | 0.98 | +2.1 | 49 | 17 | 5.5 | 2.4 |
//! | C-MinHash | 1.00 | 1.00 | 0.99 | 0.97 | +1.7 | 67 | 94 | 98 | 108 |
//! | C-MinHash, additive | 1.96 | 1.15 | 0.92 | 0.97 | +1.6 | 35 | 41 | 52 | 52 |
//!
//! | 256 slots | error at 30 | 100 | 450 | 3,000 words | worst z | ns at 30 | 100 | 450 | 3,000 words |
//! |---|---|---|---|---|---|---|---|---|---|
//! | classic, 32 bits | 1.00 | 1.01 | 0.99 | 1.00 | -1.8 | 213 | 202 | 244 | 213 |
//! | classic, 64 bits | 0.99 | 1.00 | 0.99 | 0.97 | -2.1 | 385 | 460 | 473 | 480 |
//! | filled OPH | 0.95 | 0.84 | 0.81 | 0.97 | -1.7 | 225 | 168 | 48 | 1.1 |
//! | densified OPH | 1.18 | 1.08 | 0.89 | 0.97 | -1.6 | 334 | 51 | 3.3 | 1.0 |
//! | fast similarity | 0.70 | 0.72 | 0.81 | 0.97 | -2.5 | 182 | 50 | 11 | 2.7 |
//! | C-MinHash | 1.01 | 1.00 | 0.99 | 1.00 | +3.7 | 168 | 152 | 161 | 144 |
//! | C-MinHash, additive | 2.72 | 1.49 | 0.95 | 0.94 | +2.1 | 112 | 100 | 105 | 109 |
//!
//! **Why filled OPH.** It is unbiased, its error is that of independent slots or less at every length, band hits follow
//! the S-curve, a long text costs one step a shingle, a short one at most the steps of classic MinHash, and it is two
//! plain loops. **Where it loses.** Fast Similarity Sketching is better on short texts: with 128 slots three times as
//! fast at 30 words with an error of 0.71 for 0.90, and at 100 words with 0.73 for 0.78; with 256 slots 1.2 to 1.8, 3.4
//! to 4.3 and 4 times as fast at 30, 100 and 450 words. Filled OPH overtakes it past 450 words (128 slots) and is twice
//! as fast at 3,000. At 30 words even classic MinHash is no slower. Densified OPH is three times as fast at 100 and 450
//! words and more, but errs by 1.17 at 30 and 1.00 at 100. C-MinHash gains nothing in a universe this large (folding
//! into 2^20 cells adds 0.001 to J at 3,000 words, part of its z of 3.7); its additive form, though unbiased, errs
//! twice as much at 30 words and there finds 0.47 instead of 0.68 of the pairs of J = 0.3 with 42 bands of 3 rows.

use crate::hash::scatter;
use multiversion::multiversion;

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
        let empty = slots.iter_mut().zip(&self.fill).filter(|(slot, _)| **slot == EMPTY);
        empty.for_each(|(slot, second)| *slot = least(shingles, *second));
        Some(Signature(slots))
    }
}

/// The minimum of a second hash over all shingles.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn least(shingles: &[u64], (factor, summand): (u32, u32)) -> u32 {
    let own = |&shingle: &u64| (shingle as u32).wrapping_mul(factor).wrapping_add(summand) >> 1;
    shingles.iter().map(own).min().unwrap_or(EMPTY)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts the stated error of signatures of `K` slots, on texts of 30, 100, 450 and 3,000 words and at J of about
    /// 0.3, 0.5 and 0.8.
    ///
    /// A bias may measure 4 of its standard errors: among 24 biases a true 0 goes past that once in 650 tables. An
    /// error may measure 1.05 of theory: taken from T trials it strays by 1 / sqrt(2 T) of itself, 0.035 with 400,
    /// and at 3,000 words, where no slot is filled, it is theory but for 0.02; shorter texts err less and need fewer
    /// trials. The sets are the same in every run, so what passes once always does. `cargo bench --bench sketch --
    /// --table` measures more.
    fn the_error_is_as_stated<const K: usize>() {
        let sketcher = Sketcher::<K>::default();
        for (size, shared, trials) in [
            (26, [12, 17, 23], 1_000),
            (96, [44, 64, 85], 300),
            (446, [206, 297, 396], 200),
            (2_996, [1_383, 1_997, 2_663], 400),
        ] {
            let mut errors = [(0.0, 0.0); 3];
            let jaccard = |shared: usize| shared as f64 / (2 * size - shared) as f64;
            for trial in 0..trials {
                let shingles: Vec<u64> = (0..2 * size as u64).map(|number| scatter(trial << 32 | number)).collect();
                let sketch = |from| sketcher.sketch(&shingles[from..from + size]).expect("the set is not empty");
                let a = sketch(0);
                for ((sum, squares), shared) in errors.iter_mut().zip(shared) {
                    let equal = a.slots().iter().zip(sketch(size - shared).slots()).filter(|(x, y)| x == y).count();
                    let error = equal as f64 / K as f64 - jaccard(shared);
                    *sum += error;
                    *squares += error * error;
                }
            }
            for ((sum, squares), shared) in errors.into_iter().zip(shared) {
                let (bias, square) = (sum / trials as f64, squares / trials as f64);
                let z = bias / ((square - bias * bias) / trials as f64).sqrt();
                let ratio = (square * K as f64 / (jaccard(shared) * (1.0 - jaccard(shared)))).sqrt();
                assert!(z.abs() <= 4.0, "{K} slots, {shared} of {size} shared: bias {bias}, z {z}");
                assert!(ratio <= 1.05, "{K} slots, {shared} of {size} shared: error {ratio} of theory");
            }
        }
    }

    #[test]
    fn equal_slots_estimate_the_similarity_within_the_stated_error() {
        the_error_is_as_stated::<SLOTS>();
    }

    #[test]
    fn twice_the_slots_hold_the_stated_error_too() {
        the_error_is_as_stated::<{ 2 * SLOTS }>();
    }

    #[test]
    fn order_and_repetition_leave_no_trace() {
        let sketcher: Sketcher = Sketcher::default();
        let mut set: Vec<u64> = (0..60).map(scatter).collect();
        let once = sketcher.sketch(&set);
        set.reverse();
        set.extend_from_within(..30);
        assert_eq!(sketcher.sketch(&set), once);
        assert_eq!(sketcher.sketch(&[]), None);
    }
}
