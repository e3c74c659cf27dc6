//! Keys with the texts that have them, as they are sorted.

use crate::spill::{Rank, Record, Sorted, Sorter, Space};
use crate::text::TextId;
use bytemuck::{Pod, Zeroable};
use std::sync::Arc;

/// The keys of each kind stay in memory up to this part of the space, one in so many.
pub(super) const KEYS: u64 = 12;

/// A key and a text that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
#[repr(C, packed(4))]
pub(super) struct Posting {
    /// The key.
    pub(super) key: u64,
    /// The text.
    pub(super) text: TextId,
}

/// A key, a text that has it, and the word at which it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
#[repr(C)]
pub struct Place {
    /// The key.
    pub key: u64,
    /// The text.
    pub text: TextId,
    /// The first word, counted from 0.
    pub at: u32,
}

impl Place {
    /// The same without the word.
    pub(super) fn posting(&self) -> Posting {
        Posting { key: self.key, text: self.text }
    }
}

/// Sorts postings by their keys.
pub(super) type PostingSorter = Sorter<Posting>;
/// Sorts places by their keys.
pub type PlaceSorter = Sorter<Place>;

/// A sorter of postings that keeps one in so many parts of the space in memory.
pub(super) fn posting_sorter(space: &Space, of: u64) -> PostingSorter {
    Sorter::new(space, of, Rank::Key(|posting| posting.key))
}

/// A sorter of places that keeps one in so many parts of the space in memory.
pub fn place_sorter(space: &Space, of: u64) -> PlaceSorter {
    Sorter::new(space, of, Rank::Key(|place| place.key))
}

/// The records of the same texts by the numbers that they are given, those that are given one; nothing was asked for yet.
pub fn renumbered<R: Record>(
    sorted: Sorted<R>,
    numbers: &Arc<[Option<TextId>]>,
    text: fn(&mut R) -> &mut TextId,
) -> Sorted<R> {
    let numbers = Arc::clone(numbers);
    sorted.changed(move |record| {
        let text = text(record);
        let number = numbers.get(text.index()).copied().flatten();
        number.map(|number| *text = number).is_some()
    })
}

/// The groups of two texts and more that share a key, of sorted records: texts ascend.
pub(super) fn each_group<R>(sorted: &[R], posting: fn(&R) -> Posting, mut each: impl FnMut(&[TextId])) {
    let mut texts: Vec<TextId> = Vec::new();
    for group in sorted.chunk_by(|x, y| posting(x).key == posting(y).key).filter(|group| group.len() > 1) {
        texts.clear();
        texts.extend(group.iter().map(|record| posting(record).text));
        texts.dedup();
        if texts.len() > 1 {
            each(&texts);
        }
    }
}
