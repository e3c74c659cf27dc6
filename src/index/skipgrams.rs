//! Skip-grams of many texts: which pairs share enough of them to be looked at for reworded passages.
//!
//! The texts that share a key meet; meetings are sorted, and a pair that meets often enough is a candidate. A key that more texts than a
//! [crowd](CROWD) share says little by itself and would make pairs by the square: it counts for each of its texts with the first of them and
//! with the one before, and is counted as a frequent key. So of texts that are copies of one, however many, each is still proposed with the
//! first; two that have only frequent keys in common may be missed.

use super::CROWD;
use super::posting::{KEYS, Posting, PostingSorter, posting_sorter};
use crate::spill::{PARTS, Rank, Sorted, Sorter, Space};
use crate::text::TextId;
use bytemuck::{Pod, Zeroable};
use std::sync::atomic::{AtomicU32, Ordering};

/// Fewest common keys of a candidate pair ...
pub const LEAST_SHARED: u32 = 3;
/// ... and the least share of the keys of the text that has fewer: one in so many. Half of the words swapped leave a quarter of the keys,
/// and half an article in a text as long half of these.
const LEAST_SHARE: u32 = 16;
/// Meetings stay in memory up to this part of the space, one in so many.
const MEETINGS: u64 = 8;

/// The skip-grams of many texts.
pub struct SkipGrams {
    postings: Sorted<Posting>,
    texts: usize,
}

/// Two texts that have a key in common; the first is lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
#[repr(C)]
struct Meeting {
    a: TextId,
    b: TextId,
}

/// Meetings on the way.
pub struct MeetingWriter<'a> {
    grams: &'a SkipGrams,
    sorter: Sorter<Meeting>,
    /// How many keys each text has.
    counts: Vec<AtomicU32>,
    frequent: AtomicU32,
}

/// All meetings.
pub struct Meetings {
    sorted: Sorted<Meeting>,
    counts: Vec<u32>,
    /// How many keys more texts share than a crowd has.
    pub frequent: u64,
}

/// Skip-grams on the way.
pub struct SkipGramWriter(PostingSorter);

impl SkipGramWriter {
    /// None yet.
    pub fn new(space: &Space) -> Self {
        Self(posting_sorter(space, KEYS))
    }

    /// Adds those of texts; any thread may do so, in any order.
    pub fn add(&self, texts: &[(TextId, Vec<u64>)]) {
        let postings = texts.iter().flat_map(|(text, keys)| keys.iter().map(|&key| Posting { key, text: *text }));
        self.0.push(&postings.collect::<Vec<_>>());
    }

    /// Those of so many texts.
    pub fn finish(self, texts: usize) -> SkipGrams {
        SkipGrams { postings: self.0.finish(), texts }
    }
}

impl SkipGrams {
    /// Prepares to let texts meet.
    pub fn meetings(&self, space: &Space) -> MeetingWriter<'_> {
        let end = self.texts as u32;
        MeetingWriter {
            grams: self,
            sorter: Sorter::new(space, MEETINGS, Rank::Number(|meeting: &Meeting| meeting.a.0, end)),
            counts: (0..self.texts).map(|_| AtomicU32::new(0)).collect(),
            frequent: AtomicU32::new(0),
        }
    }
}

/// Which of the texts that share a key meet: by their places in it, the lower first. A pair of a frequent key may meet twice.
pub fn meetings_under(texts: usize, mut meet: impl FnMut(usize, usize)) {
    if texts > CROWD {
        (1..texts).for_each(|b| meet(0, b));
        (2..texts).for_each(|b| meet(b - 1, b));
    } else {
        (0..texts).for_each(|a| (a + 1..texts).for_each(|b| meet(a, b)));
    }
}

/// Whether two texts that meet so often are worth a look, by how many keys the one with fewer has.
pub fn is_candidate(shared: u32, fewer: u32) -> bool {
    shared >= LEAST_SHARED && shared * LEAST_SHARE >= fewer
}

impl MeetingWriter<'_> {
    /// Adds the meetings under the keys of one of [`PARTS`] parts; any thread may do so.
    pub fn add(&self, part: usize) {
        const BATCH: usize = 1 << 16;
        let mut meetings: Vec<Meeting> = Vec::with_capacity(BATCH);
        for group in self.grams.postings.part(part).chunk_by(|x, y| x.key == y.key) {
            group.iter().for_each(|posting| {
                self.counts[{ posting.text }.index()].fetch_add(1, Ordering::Relaxed);
            });
            self.frequent.fetch_add(u32::from(group.len() > CROWD), Ordering::Relaxed);
            meetings_under(group.len(), |a, b| meetings.push(Meeting { a: group[a].text, b: group[b].text }));
            if meetings.len() >= BATCH {
                self.sorter.push(&meetings);
                meetings.clear();
            }
        }
        self.sorter.push(&meetings);
    }

    /// All meetings.
    pub fn finish(self) -> Meetings {
        Meetings {
            sorted: self.sorter.finish(),
            counts: self.counts.into_iter().map(AtomicU32::into_inner).collect(),
            frequent: self.frequent.into_inner().into(),
        }
    }
}

impl Meetings {
    /// The candidate pairs of one of [`PARTS`] parts, ascending, as the parts are; each first text is lower than its second.
    pub fn candidates(&self, part: usize) -> Vec<(TextId, TextId)> {
        let meetings = self.sorted.part(part);
        let groups = meetings.chunk_by(|x, y| x == y);
        let enough = groups.filter(|group| self.is_enough(group[0], group.len() as u32));
        enough.map(|group| (group[0].a, group[0].b)).collect()
    }

    /// The parts of [`candidates`](Self::candidates).
    pub fn parts() -> std::ops::Range<usize> {
        0..PARTS
    }

    fn is_enough(&self, Meeting { a, b }: Meeting, shared: u32) -> bool {
        let fewer = self.counts[a.index()].min(self.counts[b.index()]);
        is_candidate(shared, fewer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn found(texts: &[Vec<u64>]) -> (Vec<(TextId, TextId)>, u64) {
        let space = Space::unlimited();
        let writer = SkipGramWriter::new(&space);
        for (text, keys) in (0..).map(TextId).zip(texts) {
            writer.add(&[(text, keys.clone())]);
        }
        let grams = writer.finish(texts.len());
        let writer = grams.meetings(&space);
        Meetings::parts().for_each(|part| writer.add(part));
        let meetings = writer.finish();
        (Meetings::parts().flat_map(|part| meetings.candidates(part)).collect(), meetings.frequent)
    }

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
        fn candidates_are_those_of_maps(
            seeds in prop::collection::vec(prop::collection::btree_set(0u64..30, 0..12), 0..160),
        ) {
            let texts: Vec<Vec<u64>> = seeds.into_iter().map(|keys| keys.into_iter().collect()).collect();
            prop_assert_eq!(found(&texts).0, naive(&texts));
        }
    }

    #[test]
    fn copies_by_the_hundred_are_each_proposed_with_the_first() {
        let keys: Vec<u64> = (0..40).collect();
        let (pairs, frequent) = found(&vec![keys; 300]);
        assert_eq!(frequent, 40);
        assert!((1..300).all(|text| pairs.contains(&(TextId(0), TextId(text)))));
        assert_eq!(pairs.len(), 299 + 298);
    }
}
