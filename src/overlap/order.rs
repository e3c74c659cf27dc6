//! Order: the telling words that two texts have in common in one order, a quick look before an alignment.
//!
//! Two reports of one event share names and figures, each in the order of its own story; a reworded text keeps those of its original in order. So
//! the heaviest chain of common stems that ascends in both texts, each weighed by its surprise and each step by the words it passes over,
//! says at a twentieth of the cost whether the words that an alignment would find equal can prove anything. Common words and stems that
//! stand more than twice in a text are left out. Example: `ferry Sorrel late Tuesday` against `Tuesday ferry late Sorrel`: `ferry late`
//! ascends in both, and `Tuesday` does not.
//!
//! Cost: n log n for n words; some 20 µs a pair of articles.

use super::Language;
use crate::text::{WordHash, Words};

/// Nats that a step of the chain costs for each word of either side it passes over. 0.15; with 0.1 half as many pairs more are aligned, with 0.2
/// one in ten of the articles with half of their words swapped is lost that would be proven.
const STEP_NATS: f64 = 0.15;
/// A stem with more places than this in a text says little of the order.
const MOST_PLACES: usize = 2;

/// The telling words of a text with their places and surprise, by stem and place.
#[derive(Debug, Clone)]
pub struct Telling(Vec<(WordHash, u32, Weight)>);

/// What a word tells.
#[derive(Debug, Clone, Copy)]
struct Weight {
    nats: f64,
    rare: bool,
}

/// What two texts have in common.
#[derive(Debug, Clone, Copy)]
pub struct InCommon {
    /// Nats of the heaviest chain of stems that ascends in both.
    pub nats: f64,
    /// Rare stems that both have.
    pub rare: u32,
}

impl Telling {
    /// The telling words of a text in a language.
    pub fn of(words: &Words, language: &Language) -> Self {
        let places = (0..).zip(&words.stems).filter(|(_, stem)| !language.is_common(**stem));
        let weight = |stem| Weight { nats: language.surprise(stem, 2), rare: language.is_rare(stem, 2) };
        let mut found: Vec<(WordHash, u32, Weight)> = places.map(|(at, &stem)| (stem, at, weight(stem))).collect();
        found.sort_unstable_by_key(|&(stem, at, _)| (stem, at));
        Self(found)
    }

    /// What two texts have in common.
    pub fn in_common(&self, other: &Self) -> InCommon {
        let (meetings, rare) = self.meetings(other);
        InCommon { nats: heaviest(meetings), rare }
    }

    /// The places in A and B of the stems that both have, with their nats; and how many of the stems are rare.
    fn meetings(&self, other: &Self) -> (Vec<(u32, u32, f64)>, u32) {
        let (mut found, mut rare) = (Vec::new(), 0);
        let mut there = other.0.chunk_by(|x, y| x.0 == y.0).peekable();
        for here in self.0.chunk_by(|x, y| x.0 == y.0) {
            while there.next_if(|group| group[0].0 < here[0].0).is_some() {}
            let Some(there) = there.next_if(|group| group[0].0 == here[0].0) else { continue };
            rare += u32::from(here[0].2.rare);
            if here.len().max(there.len()) <= MOST_PLACES {
                found.extend(here.iter().flat_map(|a| there.iter().map(|b| (a.1, b.1, a.2.nats))));
            }
        }
        (found, rare)
    }
}

/// Nats of the heaviest chain of meetings that ascends in both texts.
fn heaviest(mut meetings: Vec<(u32, u32, f64)>) -> f64 {
    // Of one place in A the later one of B comes first, so that no two of them ascend.
    meetings.sort_unstable_by_key(|&(a, b, _)| (a, std::cmp::Reverse(b)));
    let mut rows: Vec<u32> = meetings.iter().map(|meeting| meeting.1).collect();
    rows.sort_unstable();
    rows.dedup();
    // A Fenwick tree of the heaviest chain that ends at or before a row; what it walked is added, so that the next step subtracts it with its own.
    let mut tree = vec![0.0f64; rows.len() + 1];
    let mut best = 0.0f64;
    for (a, b, nats) in meetings {
        let walked = STEP_NATS * (f64::from(a) + f64::from(b));
        let row = rows.partition_point(|&row| row < b);
        let (mut at, mut before) = (row, 0.0f64);
        while at > 0 {
            before = before.max(tree[at]);
            at &= at - 1;
        }
        let value = nats + (before - walked).max(0.0);
        best = best.max(value);
        at = row + 1;
        while at < tree.len() {
            tree[at] = tree[at].max(value + walked);
            at += at & at.wrapping_neg();
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn telling(numbers: &[u32], language: &Language) -> Telling {
        Telling::of(&Words::cut(&numbers.iter().map(|n| format!("w{n} ")).collect::<String>()), language)
    }

    /// The heaviest chain by trying what each meeting can follow.
    fn naive(mut meetings: Vec<(u32, u32, f64)>) -> f64 {
        meetings.sort_by_key(|&(a, b, _)| (a, b));
        let mut best: Vec<f64> = Vec::new();
        for (at, &(a, b, nats)) in meetings.iter().enumerate() {
            let follows = |before: &usize| meetings[*before].0 < a && meetings[*before].1 < b;
            let step = |before: usize| {
                let (from_a, from_b, _) = meetings[before];
                best[before] - STEP_NATS * f64::from(a - from_a + b - from_b)
            };
            best.push(nats + (0..at).filter(follows).map(step).fold(0.0, f64::max));
        }
        best.into_iter().fold(0.0, f64::max)
    }

    #[test]
    fn what_changed_places_does_not_ascend() {
        let texts: Vec<Words> = (0..40).map(|n| Words::cut(&format!("w{n}"))).collect();
        let language = Language::of(&texts);
        let one = telling(&[1, 2, 3, 4], &language);
        let each = 41.0f64.ln() - 0.5f64.ln();
        let nats = one.in_common(&telling(&[4, 1, 3, 2], &language)).nats;
        assert!((nats - (2.0 * each - 3.0 * STEP_NATS)).abs() < 1e-9, "{nats}");
        assert!((one.in_common(&one).nats - (4.0 * each - 6.0 * STEP_NATS)).abs() < 1e-9);
        let none = one.in_common(&telling(&[], &language));
        assert!(none.nats.abs() < 1e-9 && none.rare == 0 && one.in_common(&one).rare == 4);
    }

    proptest! {
        #[test]
        fn the_heaviest_chain_is_that_of_trying_all(
            a in prop::collection::vec(0u32..30, 0..50), b in prop::collection::vec(0u32..30, 0..50),
        ) {
            let texts: Vec<Words> = (0..200).map(|n| Words::cut(&format!("w{}", n % 7))).collect();
            let language = Language::of(&texts);
            let (a, b) = (telling(&a, &language), telling(&b, &language));
            prop_assert!((a.in_common(&b).nats - naive(a.meetings(&b).0)).abs() < 1e-6);
        }
    }
}
