//! Skip-grams of many texts: which pairs share enough of them to be looked at for reworded passages.
//!
//! Keys are one sorted run; a pair's common keys are counted by sorting the pairs that the groups make, for a range of texts at a time, so that
//! memory is bounded by the range. A key that more texts than a [crowd](CROWD) share says little by itself and would make pairs by the square:
//! it counts for each of its texts with the first of them and with the one before, and is counted as a frequent key. So of
//! texts that are copies of one, however many, each is still proposed with the first; two that have only frequent keys in common may be missed.

use super::CROWD;
use crate::runs::Run;
use crate::text::TextId;
use std::ops::Range;

/// Fewest common keys of a candidate pair ...
const LEAST_SHARED: u32 = 3;
/// ... and the least share of the keys of the text that has fewer: one in so many. Half of the words swapped leave a quarter of the keys,
/// and half an article in a text as long half of these.
const LEAST_SHARE: u32 = 16;

/// The skip-grams of many texts as a sorted run.
#[derive(Debug)]
pub struct SkipGrams {
    run: Run<TextId>,
    /// How many each text has.
    counts: Vec<u32>,
}

impl SkipGrams {
    /// Sorts the keys of texts, numbered in their order.
    pub fn build(texts: impl Iterator<Item = Vec<u64>>) -> Self {
        let (mut entries, mut counts) = (Vec::new(), Vec::new());
        for (text, keys) in (0..).map(TextId).zip(texts) {
            counts.push(keys.len() as u32);
            entries.extend(keys.into_iter().map(|key| (key, text)));
        }
        Self { run: Run::build(entries), counts }
    }

    /// How many keys more texts share than a crowd has.
    pub fn frequent(&self) -> u64 {
        self.run.shared().filter(|group| group.len() > CROWD).count() as u64
    }

    /// The candidate pairs whose first text is in a range of texts, ascending; each first text is lower than its second.
    pub fn candidates(&self, range: Range<u32>) -> Vec<(TextId, TextId)> {
        let mut meetings: Vec<(TextId, TextId)> = Vec::new();
        let within = |text: TextId| range.contains(&text.0);
        for group in self.run.shared() {
            let from = group.partition_point(|entry| entry.1.0 < range.start);
            if group.len() <= CROWD {
                for (at, a) in group.iter().enumerate().skip(from).take_while(|(_, a)| within(a.1)) {
                    meetings.extend(group[at + 1..].iter().map(|b| (a.1, b.1)));
                }
            } else {
                let first = group[0].1;
                if within(first) {
                    meetings.extend(group[1..].iter().map(|b| (first, b.1)));
                }
                let neighbours = group[1..].windows(2).skip(from.saturating_sub(1));
                meetings.extend(neighbours.map(|pair| (pair[0].1, pair[1].1)).take_while(|pair| within(pair.0)));
            }
        }
        meetings.sort_unstable();
        let groups = meetings.chunk_by(|x, y| x == y);
        groups.filter(|group| self.is_enough(group[0], group.len() as u32)).map(|group| group[0]).collect()
    }

    fn is_enough(&self, (a, b): (TextId, TextId), shared: u32) -> bool {
        let fewer = self.counts[a.index()].min(self.counts[b.index()]);
        shared >= LEAST_SHARED && shared * LEAST_SHARE >= fewer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// All pairs, key by key in maps.
    fn naive(texts: &[Vec<u64>]) -> Vec<(TextId, TextId)> {
        let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (text, keys) in texts.iter().enumerate() {
            keys.iter().for_each(|&key| holders.entry(key).or_default().push(text));
        }
        let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for group in holders.values() {
            for (j, &b) in group.iter().enumerate() {
                for (i, &a) in group[..j].iter().enumerate() {
                    if group.len() <= CROWD || i == 0 || i + 1 == j {
                        *counts.entry((a, b)).or_default() += 1;
                    }
                }
            }
        }
        let fewer = |a: usize, b: usize| texts[a].len().min(texts[b].len()) as u32;
        let enough = counts.into_iter().filter(|((a, b), n)| *n >= 3 && n * LEAST_SHARE >= fewer(*a, *b));
        enough.map(|((a, b), _)| (TextId(a as u32), TextId(b as u32))).collect()
    }

    proptest! {
        #[test]
        fn candidates_are_those_of_maps_in_whatever_ranges(
            seeds in prop::collection::vec(prop::collection::btree_set(0u64..30, 0..12), 0..160), step in 1u32..200,
        ) {
            let texts: Vec<Vec<u64>> = seeds.into_iter().map(|keys| keys.into_iter().collect()).collect();
            let grams = SkipGrams::build(texts.iter().cloned());
            let starts = (0..texts.len() as u32).step_by(step as usize);
            let found: Vec<_> = starts.flat_map(|start| grams.candidates(start..start + step)).collect();
            prop_assert_eq!(found, naive(&texts));
        }
    }

    #[test]
    fn copies_by_the_hundred_are_each_proposed_with_the_first() {
        let keys: Vec<u64> = (0..40).collect();
        let grams = SkipGrams::build((0..300).map(|_| keys.clone()));
        let found = grams.candidates(0..300);
        assert_eq!(grams.frequent(), 40);
        assert!((1..300).all(|text| found.contains(&(TextId(0), TextId(text)))));
        assert_eq!(found.len(), 299 + 298);
    }
}
