//! A segment: many texts sketched, as sorted keys that answer "who else has this?".

use super::Recipe;
use super::posting::{
    KEYS, Place, PlaceSorter, Posting, PostingSorter, each_group, place_sorter, posting_sorter, renumbered,
};
use crate::neardup::{Outline, Signature};
use crate::overlap::{Fingerprint, fingerprints};
use crate::shingle::shingle_numbers;
use crate::spill::{PARTS, Sorted, Space};
use crate::text::{TextId, WordHash};
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

/// A segment on the way.
pub struct SegmentWriter {
    bands: PostingSorter,
    fingerprints: PrintSorter,
}

/// The keys of many texts.
pub struct Segment {
    bands: Sorted<Posting>,
    fingerprints: Prints,
}

/// Fingerprints on the way, with the words at which they stand or, where nobody asks for these, without.
enum PrintSorter {
    Placed(PlaceSorter),
    Bare(PostingSorter),
}

/// Fingerprints.
enum Prints {
    Placed(Sorted<Place>),
    Bare(Sorted<Posting>),
}

/// More texts than this under one key are a crowd: its members are compared through representatives, not each with each. At this size
/// all pairs are 2,016.
pub const CROWD: usize = 64;

/// A kind of key that texts can share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A band: the texts may be alike as wholes.
    Band,
    /// A fingerprint: the texts share a passage, or one may stand in the other.
    Fingerprint,
}

impl SegmentWriter {
    /// An empty segment; of fingerprints it knows at which words they stand only if that is wanted.
    pub fn new(space: &Space, places: bool) -> Self {
        let fingerprints = match places {
            true => PrintSorter::Placed(place_sorter(space, KEYS)),
            false => PrintSorter::Bare(posting_sorter(space, KEYS)),
        };
        Self { bands: posting_sorter(space, KEYS), fingerprints }
    }

    /// Adds texts; any thread may do so, in any order.
    pub fn add(&self, sketches: &[(TextId, Sketch)]) {
        self.bands.push(&flat(sketches, Sketch::bands, |text, &key| Posting { key, text }));
        let place = |text: TextId, print: &Fingerprint| Place { key: print.hash, text, at: print.word };
        let bare = |text: TextId, print: &Fingerprint| Posting { key: print.hash, text };
        match &self.fingerprints {
            PrintSorter::Placed(sorter) => sorter.push(&flat(sketches, Sketch::fingerprints, place)),
            PrintSorter::Bare(sorter) => sorter.push(&flat(sketches, Sketch::fingerprints, bare)),
        }
    }

    /// The segment of all that was added.
    pub fn finish(self) -> Segment {
        let fingerprints = match self.fingerprints {
            PrintSorter::Placed(sorter) => Prints::Placed(sorter.finish().without_lone()),
            PrintSorter::Bare(sorter) => Prints::Bare(sorter.finish().without_lone()),
        };
        Segment { bands: self.bands.finish().without_lone(), fingerprints }
    }
}

/// The records of all keys of sketches.
fn flat<K, R>(
    sketches: &[(TextId, Sketch)],
    keys: impl Fn(&Sketch) -> &[K],
    record: impl Fn(TextId, &K) -> R,
) -> Vec<R> {
    let mut records = Vec::with_capacity(sketches.iter().map(|(_, sketch)| keys(sketch).len()).sum());
    for (text, sketch) in sketches {
        records.extend(keys(sketch).iter().map(|key| record(*text, key)));
    }
    records
}

impl Segment {
    /// The same texts by the numbers that they are given, those that are given one. Nothing was asked of the segment yet.
    #[must_use]
    pub fn renumbered(self, numbers: &Arc<[Option<TextId>]>) -> Self {
        let fingerprints = match self.fingerprints {
            Prints::Placed(prints) => Prints::Placed(renumbered(prints, numbers, |place| &mut place.text)),
            Prints::Bare(prints) => Prints::Bare(renumbered(prints, numbers, |posting| &mut posting.text)),
        };
        Self { bands: renumbered(self.bands, numbers, |posting| &mut posting.text), fingerprints }
    }

    /// The groups of two texts and more that share a key, of one of [`PARTS`] parts: texts ascend, groups are in no order that says anything.
    pub fn groups(&self, key: Key, part: usize, each: impl FnMut(&[TextId])) {
        match (key, &self.fingerprints) {
            (Key::Band, _) => each_group(&self.bands.part(part), |posting| *posting, each),
            (Key::Fingerprint, Prints::Placed(prints)) => each_group(&prints.part(part), Place::posting, each),
            (Key::Fingerprint, Prints::Bare(prints)) => each_group(&prints.part(part), |posting| *posting, each),
        }
    }

    /// Gives back the memory of the keys of a part, and with that of the last their file; nobody asks for them again.
    pub fn forget(&self, key: Key, part: usize) {
        match (key, &self.fingerprints) {
            (Key::Band, _) => self.bands.forget(part),
            (Key::Fingerprint, Prints::Placed(prints)) => prints.forget(part),
            (Key::Fingerprint, Prints::Bare(prints)) => prints.forget(part),
        }
    }

    /// The places of each fingerprint of one of [`PARTS`] parts that stands at two places or more, by text, then word; none, if places were not wanted.
    pub fn prints(&self, part: usize, mut each: impl FnMut(&[Place])) {
        let Prints::Placed(prints) = &self.fingerprints else { return };
        prints.part(part).chunk_by(|x, y| x.key == y.key).filter(|group| group.len() > 1).for_each(&mut each);
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

    fn groups(texts: &[String], key: Key, places: bool) -> Vec<Vec<u32>> {
        let recipe = Recipe::default();
        let writer = SegmentWriter::new(&Space::unlimited(), places);
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
        let prints = groups(&texts, Key::Fingerprint, true);
        assert!(prints.contains(&vec![0, 1, 3]) && prints.iter().flatten().all(|text| *text != 2), "{prints:?}");
        assert_eq!(groups(&texts, Key::Fingerprint, false), prints);
        assert!(groups(&texts, Key::Band, true).contains(&vec![0, 3]));
    }

    #[test]
    fn a_fingerprint_that_stands_twice_in_one_text_is_shared_with_nobody() {
        let texts = [format!("{SHARED} and so we say again that {SHARED}"), "nothing of the kind".to_owned()];
        assert!([true, false].iter().all(|places| groups(&texts, Key::Fingerprint, *places).is_empty()));
    }
}
