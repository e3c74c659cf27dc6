//! Outlines: sixteen bits of each shingle of a text, by which a pair is let go that cannot have enough in common.
//!
//! Most texts that share a band or a paragraph share little else. To count what two texts share takes the shingles of both, and to hold those of all texts eight
//! bytes each. Sixteen bits of each do to say what a pair shares *at most*: a shingle that stands in both texts is the same in sixteen bits, so no fewer
//! shingles of the one are found among those of the other, and what is not enough by that is not enough. (A Bloom filter, "Space/time trade-offs in hash coding
//! with allowable errors", 1970, of one hash and 65,536 bits.) Nothing is lost; of strangers about `|A| |B| / 65536` shingles too many are found.
//!
//! Example, four bits for sixteen: A has the shingles 3, 7, 9, 9 and B 7, 9, 12: of B's two are found in A. One of them may be another shingle of the same
//! bits, but three cannot be shared.
//!
//! Cost: two bytes a shingle; to mark a text a step for each of its shingles, and to bound a pair one for each of the other's.

use super::Similarity;
use multiversion::multiversion;

/// Sixteen bits of each shingle of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Those of each shingle, in the order of the text.
    pub short: Vec<u16>,
    /// How many of them differ, so that the text has as many different shingles at least.
    pub distinct: u32,
}

/// Which of all numbers of sixteen bits stand in an outline.
#[derive(Debug, Clone)]
pub struct Marks {
    bits: [u32; WORDS],
    distinct: u32,
}

/// Words of 32 bits that hold a bit for each number of sixteen.
const WORDS: usize = (1 << 16) / 32;

/// The place of a number's bit.
#[inline(always)]
fn place(short: u16) -> (usize, u32) {
    (usize::from(short / 32), u32::from(short % 32))
}

impl Outline {
    /// That of a text of these shingles.
    pub fn of(shingles: &[u64]) -> Self {
        // Neither the bits that choose a slot of a signature nor those that compete for it.
        let short: Vec<u16> = shingles.iter().map(|shingle| (shingle >> 32) as u16).collect();
        Self { distinct: Marks::of(&short).distinct, short }
    }
}

impl Marks {
    /// Marks the numbers of an outline.
    pub fn of(short: &[u16]) -> Self {
        let mut marks = Self { bits: [0; WORDS], distinct: 0 };
        for &short in short {
            let (word, bit) = place(short);
            marks.distinct += !marks.bits[word] >> bit & 1;
            marks.bits[word] |= 1 << bit;
        }
        marks
    }

    /// What the marked text has in common at most with another, of whose outline these numbers are, so many of them different: no ratio of the two texts is
    /// higher than that of these counts.
    pub fn at_most(&self, short: &[u16], distinct: u32) -> Similarity {
        let shared = marked(&self.bits, short);
        // Of what repeats itself, and of what is taken for each other, fewer differ than are found.
        Similarity { shared, a: self.distinct.max(shared), b: distinct.max(shared) }
    }
}

/// How many of these numbers are marked.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn marked(bits: &[u32; WORDS], short: &[u16]) -> u32 {
    let mut marked = 0;
    for &short in short {
        let (word, bit) = place(short);
        marked += bits[word] >> bit & 1;
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;
    use crate::neardup::similarity;
    use crate::shingle::ShingleSet;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_is_shared_goes_past_the_bound(
            a in prop::collection::vec(0u64..200, 1..120), b in prop::collection::vec(0u64..200, 1..120), same_bits in 0u64..3,
        ) {
            // Few different numbers of sixteen bits, so that shingles are taken for each other.
            let shingles = |numbers: &[u64]| -> Vec<u64> {
                numbers.iter().map(|&number| scatter(number) >> (20 * same_bits) << (20 * same_bits)).collect()
            };
            let [a, b] = [a, b].map(|numbers| shingles(&numbers));
            let [left, right] = [&a, &b].map(|shingles| Outline::of(shingles));
            let bound = Marks::of(&left.short).at_most(&right.short, right.distinct);
            let exact = similarity(&ShingleSet::of_numbers(a), &ShingleSet::of_numbers(b));
            prop_assert!(bound.jaccard().compare(exact.jaccard()).is_ge(), "{bound:?} {exact:?}");
            prop_assert!(bound.containment().compare(exact.containment()).is_ge(), "{bound:?} {exact:?}");
        }
    }

    #[test]
    fn strangers_are_hardly_more_than_strangers() {
        let shingles = |from: u64| (from..from + 600).map(scatter).collect::<Vec<u64>>();
        let [left, right] = [shingles(0), shingles(500)].map(|shingles| Outline::of(&shingles));
        let bound = Marks::of(&left.short).at_most(&right.short, right.distinct);
        assert!((100..110).contains(&bound.shared) && bound.a > 590 && bound.b > 590, "{bound:?}");
    }
}
