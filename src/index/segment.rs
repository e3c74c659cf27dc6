//! A segment: many texts sketched, as sorted keys that answer "who else has this?".

use super::Recipe;
use crate::neardup::{Outline, Signature};
use crate::overlap::{Fingerprint, fingerprints};
use crate::shingle::shingle_numbers;
use crate::spill::{PARTS, Rank, Sorted, Sorter, Space};
use crate::text::{TextId, WordHash};
use bytemuck::{Pod, Zeroable};
use std::sync::Arc;

/// What a text is found by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    bands: Vec<u64>,
    fingerprints: Vec<Fingerprint>,
    signature: Option<Signature>,
    outline: Outline,
}

impl Sketch {
    /// Sketches a text by what its words say; as a whole, by its bands and its outline, only if that is `wanted`.
    pub fn of(words: &[WordHash], recipe: &Recipe, wanted: bool) -> Self {
        let fingerprints = fingerprints(words, recipe.winnowing);
        let mut sketch = Self { fingerprints, ..Self::default() };
        if wanted {
            let shingles = shingle_numbers(words, recipe.shingle);
            sketch.signature = recipe.sketcher.sketch(&shingles);
            sketch.bands = sketch.signature.iter().flat_map(|signature| recipe.banding.keys(signature)).collect();
            sketch.outline = Outline::of(&shingles);
        }
        sketch
    }

    /// The keys of its bands.
    pub fn bands(&self) -> &[u64] {
        &self.bands
    }

    /// Its fingerprints, in the order of the text.
    pub fn fingerprints(&self) -> &[Fingerprint] {
        &self.fingerprints
    }

    /// Its signature, if it was sketched as a whole.
    pub fn signature(&self) -> Option<&Signature> {
        self.signature.as_ref()
    }

    /// Its outline, empty if it was not sketched as a whole.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }
}

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

/// The places of the same texts by the numbers that they are given, those that are given one; none was asked for yet.
pub fn renumbered(places: Sorted<Place>, numbers: &Arc<[Option<TextId>]>) -> Sorted<Place> {
    let numbers = Arc::clone(numbers);
    places.changed(move |place| match number(&numbers, place.text) {
        Some(text) => {
            place.text = text;
            true
        }
        None => false,
    })
}

fn number(numbers: &[Option<TextId>], text: TextId) -> Option<TextId> {
    numbers.get(text.index()).copied().flatten()
}

/// A segment on the way.
pub struct SegmentWriter {
    bands: PostingSorter,
    fingerprints: PlaceSorter,
}

/// The keys of many texts.
pub struct Segment {
    bands: Sorted<Posting>,
    fingerprints: Sorted<Place>,
}

/// More texts than this under one key are a crowd: its members are compared through representatives, not each with each. At this size
/// all pairs are 2,016.
pub const CROWD: usize = 64;

/// The keys of each kind stay in memory up to this part of the space, one in so many.
pub(super) const KEYS: u64 = 12;

/// A kind of key that texts can share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A band: the texts may be alike as wholes.
    Band,
    /// A fingerprint: the texts share a passage, or one may stand in the other.
    Fingerprint,
}

impl SegmentWriter {
    /// An empty segment.
    pub fn new(space: &Space) -> Self {
        Self { bands: posting_sorter(space, KEYS), fingerprints: place_sorter(space, KEYS) }
    }

    /// Adds texts; any thread may do so, in any order.
    pub fn add(&self, sketches: &[(TextId, Sketch)]) {
        let mut postings = Vec::with_capacity(sketches.iter().map(|(_, sketch)| sketch.bands.len()).sum());
        for (text, sketch) in sketches {
            postings.extend(sketch.bands.iter().map(|&key| Posting { key, text: *text }));
        }
        self.bands.push(&postings);
        let mut places = Vec::with_capacity(sketches.iter().map(|(_, sketch)| sketch.fingerprints.len()).sum());
        for (text, sketch) in sketches {
            let place = |print: &Fingerprint| Place { key: print.hash, text: *text, at: print.word };
            places.extend(sketch.fingerprints.iter().map(place));
        }
        self.fingerprints.push(&places);
    }

    /// The segment of all that was added.
    pub fn finish(self) -> Segment {
        Segment { bands: self.bands.finish().without_lone(), fingerprints: self.fingerprints.finish().without_lone() }
    }
}

impl Segment {
    /// The same texts by the numbers that they are given, those that are given one. Nothing was asked of the segment yet.
    #[must_use]
    pub fn renumbered(self, numbers: &Arc<[Option<TextId>]>) -> Self {
        let of = Arc::clone(numbers);
        let bands = self.bands.changed(move |posting| match number(&of, posting.text) {
            Some(text) => {
                posting.text = text;
                true
            }
            None => false,
        });
        Self { bands, fingerprints: renumbered(self.fingerprints, numbers) }
    }

    /// The groups of two texts and more that share a key, of one of [`PARTS`] parts: texts ascend, groups are in no order that says anything.
    pub fn groups(&self, key: Key, part: usize, mut each: impl FnMut(&[TextId])) {
        let mut texts: Vec<TextId> = Vec::new();
        match key {
            Key::Band => {
                let postings = self.bands.part(part);
                for group in postings.chunk_by(|x, y| x.key == y.key).filter(|group| group.len() > 1) {
                    texts.clear();
                    texts.extend(group.iter().map(|posting| posting.text));
                    texts.dedup();
                    if texts.len() > 1 {
                        each(&texts);
                    }
                }
            }
            Key::Fingerprint => self.prints(part, |group| {
                texts.clear();
                texts.extend(group.iter().map(|place| place.text));
                texts.dedup();
                if texts.len() > 1 {
                    each(&texts);
                }
            }),
        }
    }

    /// Gives back the memory of the keys of a part; nobody asks for them again.
    pub fn forget(&self, key: Key, part: usize) {
        match key {
            Key::Band => self.bands.forget(part),
            Key::Fingerprint => self.fingerprints.forget(part),
        }
    }

    /// The places of each fingerprint of one of [`PARTS`] parts that stands at two places or more, by text, then word.
    pub fn prints(&self, part: usize, mut each: impl FnMut(&[Place])) {
        let places = self.fingerprints.part(part);
        places.chunk_by(|x, y| x.key == y.key).filter(|group| group.len() > 1).for_each(&mut each);
    }

    /// The parts of [`groups`](Self::groups).
    pub fn parts() -> std::ops::Range<usize> {
        0..PARTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    fn groups(texts: &[String], key: Key) -> Vec<Vec<u32>> {
        let recipe = Recipe::default();
        let writer = SegmentWriter::new(&Space::unlimited());
        for (number, text) in (0..).zip(texts) {
            writer.add(&[(TextId(number), Sketch::of(&Words::cut(text).hashes, &recipe, true))]);
        }
        let segment = writer.finish();
        let mut found = Vec::new();
        for part in Segment::parts() {
            segment.groups(key, part, |group| found.push(group.iter().map(|text| text.0).collect()));
        }
        found
    }

    const SHARED: &str = "the old harbour crane was taken down after ninety years of daily service there";

    #[test]
    fn copies_and_shared_sentences_are_proposed() {
        let texts = [
            format!("{SHARED} and nobody came to watch the last ton of it leave the quay by barge"),
            format!("it rained on the opening of the new market hall but {SHARED}"),
            "seven goals in one evening made the cup final the talk of the whole island for weeks".to_owned(),
            format!("{SHARED} while nobody came to watch the last ton of it leave the quay by barge"),
        ];
        let prints = groups(&texts, Key::Fingerprint);
        assert!(prints.contains(&vec![0, 1, 3]) && prints.iter().flatten().all(|text| *text != 2), "{prints:?}");
        assert!(groups(&texts, Key::Band).contains(&vec![0, 3]));
    }

    #[test]
    fn a_fingerprint_that_stands_twice_in_one_text_is_shared_with_nobody() {
        let texts = [format!("{SHARED} and so we say again that {SHARED}"), "nothing of the kind".to_owned()];
        assert!(groups(&texts, Key::Fingerprint).is_empty());
    }
}
