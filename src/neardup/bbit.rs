//! b-bit MinHash: the last bits of each slot of a signature (Li, König, "b-Bit Minwise Hashing", 2010).
//!
//! A band in common proposes many pairs that have little else in common. Whether a pair can be above a threshold at all is told by how many slots are
//! equal, and for that eight bits of each do: two slots that differ share them once in 256 times. A pair is let go only where so few slots are equal that one
//! at the threshold would have to be five standard deviations below its mean; of 10 million pairs at the threshold three would be lost.
//!
//! Cost: a byte a slot, 128 a text; 128 comparisons a pair.

use super::signature::{SLOTS, Signature};
use super::similarity::Ratio;
use bytemuck::{Pod, Zeroable};

/// How many standard deviations below its mean a pair at the threshold may stay.
const DEVIATIONS: f64 = 5.0;
/// The chance that two slots that differ have equal last bits.
const BY_CHANCE: f64 = 1.0 / 256.0;

/// The last eight bits of each slot of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(transparent)]
pub struct BbitSignature(pub [u8; SLOTS]);

impl BbitSignature {
    /// That of a signature.
    pub fn of(signature: &Signature) -> Self {
        Self(signature.slots().map(|slot| slot as u8))
    }

    /// How many slots are equal.
    pub fn equal(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(x, y)| u32::from(x == y)).sum()
    }

    /// Whether two texts may have this Jaccard similarity or a higher one.
    pub fn may_reach(&self, other: &Self, least: Ratio) -> bool {
        let slots = SLOTS as f64;
        let jaccard = least.value();
        let equal = jaccard + (1.0 - jaccard) * BY_CHANCE;
        let deviation = (slots * equal * (1.0 - equal)).sqrt();
        f64::from(self.equal(other)) >= slots * equal - DEVIATIONS * deviation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;
    use crate::neardup::Sketcher;

    #[test]
    fn pairs_at_the_threshold_stay_and_most_strangers_go() {
        let sketcher: Sketcher = Sketcher::default();
        let kept = |size: u64, shared: u64, least: Ratio| {
            let may = |trial: &u64| {
                let element = |number: u64| scatter(trial << 32 | number);
                let sets =
                    [0..size, size - shared..2 * size - shared].map(|set| set.map(element).collect::<Vec<u64>>());
                let [a, b] = sets.map(|set| sketcher.sketch(&set).map(|slots| BbitSignature::of(&slots)));
                a.zip(b).is_some_and(|(a, b)| a.may_reach(&b, least))
            };
            (0..500).filter(may).count()
        };
        for (size, shared) in [(30, 14), (200, 90), (1_000, 450)] {
            let least = Ratio { shared, total: 2 * size - shared };
            assert_eq!(kept(size, shared, least), 500, "{size} {shared}");
            assert!(kept(size, size / 20, least) < 50, "{size} {shared}: {}", kept(size, size / 20, least));
        }
    }
}
