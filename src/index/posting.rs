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

/// What says that a text has a key.
pub trait Posted: Record {
    /// The key.
    fn key(&self) -> u64;

    /// The text.
    fn text(&self) -> TextId;

    /// The same of another text.
    #[must_use]
    fn of(self, text: TextId) -> Self;
}

impl Posted for Posting {
    #[inline]
    fn key(&self) -> u64 {
        self.key
    }

    #[inline]
    fn text(&self) -> TextId {
        self.text
    }

    fn of(self, text: TextId) -> Self {
        Self { text, ..self }
    }
}

impl Posted for Place {
    #[inline]
    fn key(&self) -> u64 {
        self.key
    }

    #[inline]
    fn text(&self) -> TextId {
        self.text
    }

    fn of(self, text: TextId) -> Self {
        Self { text, ..self }
    }
}

/// Sorts postings by their keys.
pub(super) type PostingSorter = Sorter<Posting>;
/// Sorts places by their keys.
pub type PlaceSorter = Sorter<Place>;

/// A sorter of postings that keeps one in so many parts of the space in memory.
pub(super) fn posting_sorter(space: &Space, of: u64) -> PostingSorter {
    Sorter::new(space, of, Rank::Key(Posting::key))
}

/// A sorter of places that keeps one in so many parts of the space in memory.
pub fn place_sorter(space: &Space, of: u64) -> PlaceSorter {
    Sorter::new(space, of, Rank::Key(Place::key))
}

/// What the same texts have by the numbers that they are given, those that are given one; nothing was asked for yet.
pub fn renumbered<P: Posted>(sorted: Sorted<P>, numbers: &Arc<[Option<TextId>]>) -> Sorted<P> {
    let numbers = Arc::clone(numbers);
    sorted.changed(move |posted| match numbers.get(posted.text().index()).copied().flatten() {
        Some(text) => {
            *posted = posted.of(text);
            true
        }
        None => false,
    })
}

/// The groups of two texts and more that share a key, of sorted records: texts ascend.
pub(super) fn each_group<P: Posted>(sorted: &[P], mut each: impl FnMut(&[TextId])) {
    let mut texts: Vec<TextId> = Vec::new();
    for group in sorted.chunk_by(|x, y| x.key() == y.key()).filter(|group| group.len() > 1) {
        texts.clear();
        texts.extend(group.iter().map(Posted::text));
        texts.dedup();
        if texts.len() > 1 {
            each(&texts);
        }
    }
}
