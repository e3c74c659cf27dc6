//! Exact similarity of two shingle sets: the numbers that decide and that are reported.
//!
//! Jaccard similarity |A∩B| / |A∪B| says how alike two texts are as wholes; containment |A∩B| / |A| (Broder 1997) how much
//! of one stands in the other, whatever the other's length. Both are kept as two integers and divided only when shown.
//! Example: A = {1, 2, 3, 4}, B = {3, 4, 5}: shared 2, Jaccard 2/5, A in B 2/4, B in A 2/3.
//! Cost: one merge of two sorted lists, |A| + |B| steps.

use crate::shingle::ShingleSet;
use serde::{Deserialize, Serialize};

/// A similarity as it was counted: `shared` of `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Ratio {
    /// How many are shared.
    pub shared: u64,
    /// Of how many.
    pub total: u64,
}

impl Ratio {
    /// The quotient, 0 when there is nothing to share. For showing; decisions compare the integers.
    pub fn value(self) -> f64 {
        if self.total == 0 { 0.0 } else { self.shared as f64 / self.total as f64 }
    }

    /// Which of two ratios is the larger, exactly.
    pub fn compare(self, other: Self) -> std::cmp::Ordering {
        let cross = |x: u64, y: u64| u128::from(x) * u128::from(y.max(1));
        cross(self.shared, other.total).cmp(&cross(other.shared, self.total))
    }
}

/// What two shingle sets have in common: three counts from which every ratio follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Similarity {
    /// |A∩B|.
    pub shared: u32,
    /// |A|.
    pub a: u32,
    /// |B|.
    pub b: u32,
}

impl Similarity {
    /// The Jaccard similarity |A∩B| / |A∪B|.
    pub fn jaccard(self) -> Ratio {
        let [shared, a, b] = [self.shared, self.a, self.b].map(u64::from);
        Ratio { shared, total: a + b - shared }
    }

    /// How much of A stands in B: |A∩B| / |A|.
    pub fn a_in_b(self) -> Ratio {
        Ratio { shared: self.shared.into(), total: self.a.into() }
    }

    /// How much of B stands in A: |A∩B| / |B|.
    pub fn b_in_a(self) -> Ratio {
        Ratio { shared: self.shared.into(), total: self.b.into() }
    }

    /// The containment of the smaller set in the larger: the higher of the two.
    pub fn containment(self) -> Ratio {
        Ratio { shared: self.shared.into(), total: self.a.min(self.b).into() }
    }

    /// The same pair seen from the other side.
    pub fn swapped(self) -> Self {
        Self { shared: self.shared, a: self.b, b: self.a }
    }
}

/// Counts what two sets share, exactly.
pub fn similarity(a: &ShingleSet, b: &ShingleSet) -> Similarity {
    let (left, right) = (a.as_slice(), b.as_slice());
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < left.len() && j < right.len() {
        let (x, y) = (left[i], right[j]);
        shared += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    Similarity { shared, a: left.len() as u32, b: right.len() as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shingle::ShingleSize;
    use crate::text::WordHash;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn set(numbers: &[u64]) -> ShingleSet {
        let words: Vec<WordHash> = numbers.iter().map(|&number| WordHash(number)).collect();
        ShingleSet::of(&words, ShingleSize::new(1).expect("one word makes a shingle"))
    }

    proptest! {
        #[test]
        fn the_counts_are_those_of_hash_sets(a in prop::collection::vec(0u64..40, 0..60), b in prop::collection::vec(0u64..40, 0..60)) {
            let (left, right): (HashSet<u64>, HashSet<u64>) = (a.iter().copied().collect(), b.iter().copied().collect());
            let found = similarity(&set(&a), &set(&b));
            prop_assert_eq!(found.shared as usize, left.intersection(&right).count());
            prop_assert_eq!(found.jaccard().total as usize, left.union(&right).count());
            prop_assert_eq!((found.a as usize, found.b as usize), (left.len(), right.len()));
            prop_assert_eq!(found.swapped(), similarity(&set(&b), &set(&a)));
        }
    }

    #[test]
    fn ratios_compare_exactly() {
        let ratio = |shared, total| Ratio { shared, total };
        assert!(ratio(1, 3).compare(ratio(333, 1000)).is_gt());
        assert!(ratio(2, 4).compare(ratio(1, 2)).is_eq());
        assert!(ratio(0, 0).compare(ratio(0, 5)).is_eq());
    }
}
