//! Sets of texts: who holds a shared gram, each different set kept once.
//!
//! Grams that follow each other in a story mostly have the same texts behind them. With each set go the outlets that print one of its texts, and
//! when. So a hundred thousand copies of a text, or reports of one template, are one set, not one for each gram.
//!
//! A set is known by 128 bits of its texts, as a text is by those of its words. **Cost.** 24 bytes a set, four for each of its texts, eight for each
//! of their outlets and eight for each of their carriers.

use super::carrier::Carriers;
use super::moment::Moment;
use crate::hash;
use crate::text::TextId;
use ahash::AHashMap;
use bytemuck::{Pod, Zeroable};

/// The number of a set of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Pod, Zeroable)]
#[repr(transparent)]
pub struct SetId(pub u32);

impl SetId {
    /// No set: what stands there is told of nobody.
    pub const NONE: Self = Self(u32::MAX);

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// An outlet that prints a set's texts, and when: where its moments are found in [`Sets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printing {
    /// The outlet.
    pub outlet: u32,
    start: u32,
    end: u32,
}

impl Printing {
    /// An outlet that prints none of them.
    pub(super) fn none(outlet: u32) -> Self {
        Self { outlet, start: 0, end: 0 }
    }
}

/// What is known of one set; its texts and printings begin where those of the set before it end.
#[derive(Debug, Clone, Copy)]
struct TextSet {
    texts_end: usize,
    printings_end: u32,
    /// How many articles carry one of the texts.
    articles: u32,
    /// The text of the earliest of them.
    origin: TextId,
}

/// The different sets of texts, numbered as they came.
#[derive(Debug, Default)]
pub struct Sets {
    sets: Vec<TextSet>,
    texts: Vec<TextId>,
    /// Of each printing the outlet, and where its moments end; they begin where those of the one before it end.
    printings: Vec<(u32, u32)>,
    moments: Vec<Moment>,
}

/// Which sets there are already, by 128 bits of their texts.
#[derive(Debug, Default)]
pub(super) struct KnownSets {
    numbers: AHashMap<u128, SetId>,
    bytes: Vec<u8>,
    printed: Vec<(u32, Moment)>,
}

impl Sets {
    /// The set of these texts, which ascend, added if it is new; none if fewer than two articles carry them.
    pub(super) fn number(&mut self, texts: &[TextId], carriers: &Carriers, known: &mut KnownSets) -> SetId {
        if texts.len() < 2 && texts.first().is_none_or(|text| carriers.of(*text).len() < 2) {
            return SetId::NONE;
        }
        known.bytes.clear();
        known.bytes.extend(texts.iter().flat_map(|text| text.0.to_le_bytes()));
        let next = SetId(self.sets.len() as u32);
        let set = *known.numbers.entry(hash::identity(&known.bytes)).or_insert(next);
        if set == next {
            self.add(texts, carriers, &mut known.printed);
        }
        set
    }

    fn add(&mut self, texts: &[TextId], carriers: &Carriers, printed: &mut Vec<(u32, Moment)>) {
        let of_texts = texts.iter().flat_map(|text| carriers.of(*text));
        printed.clear();
        printed.extend(of_texts.map(|carrier| (carrier.outlet, carrier.moment)));
        printed.sort_unstable();
        for of_outlet in printed.chunk_by(|x, y| x.0 == y.0) {
            self.moments.extend(of_outlet.iter().map(|printed| printed.1));
            self.printings.push((of_outlet[0].0, self.moments.len() as u32));
        }
        self.texts.extend_from_slice(texts);
        let origin = texts.iter().copied().min_by_key(|text| carriers.of(*text)[0]);
        self.sets.push(TextSet {
            texts_end: self.texts.len(),
            printings_end: self.printings.len() as u32,
            articles: printed.len() as u32,
            origin: origin.expect("a set holds at least one text"),
        });
    }

    /// Gives back memory that further sets would have needed.
    pub(super) fn settle(&mut self) {
        self.sets.shrink_to_fit();
        self.texts.shrink_to_fit();
        self.printings.shrink_to_fit();
        self.moments.shrink_to_fit();
    }

    /// How many sets there are; they are numbered from 0.
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// The texts of a set, ascending.
    pub fn texts(&self, set: SetId) -> &[TextId] {
        let start = set.index().checked_sub(1).map_or(0, |before| self.sets[before].texts_end);
        &self.texts[start..self.sets[set.index()].texts_end]
    }

    /// The outlets of a set, ascending.
    pub fn printings(&self, set: SetId) -> impl ExactSizeIterator<Item = Printing> {
        let first = set.index().checked_sub(1).map_or(0, |before| self.sets[before].printings_end) as usize;
        let mut start = first.checked_sub(1).map_or(0, |before| self.printings[before].1);
        self.printings[first..self.sets[set.index()].printings_end as usize].iter().map(move |&(outlet, end)| {
            let printing = Printing { outlet, start, end };
            start = end;
            printing
        })
    }

    /// When an outlet printed texts of a set, ascending.
    pub fn moments(&self, printing: Printing) -> &[Moment] {
        &self.moments[printing.start as usize..printing.end as usize]
    }

    /// How many articles carry texts of a set.
    pub fn articles(&self, set: SetId) -> u64 {
        self.sets[set.index()].articles.into()
    }

    /// The text of a set whose carrier is the earliest of all.
    pub fn origin(&self, set: SetId) -> TextId {
        self.sets[set.index()].origin
    }
}
