//! A segment: many texts sketched, as sorted runs that answer "who else has this?".

use super::{Recipe, SkipGrams};
use crate::overlap::{Fingerprint, Language, fingerprints, skip_grams};
use crate::runs::Run;
use crate::shingle::ShingleSet;
use crate::text::{TextId, Words};

/// What is kept of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Its shingle set, on which similarity is counted.
    pub shingles: ShingleSet,
    bands: Vec<u64>,
    fingerprints: Vec<Fingerprint>,
    skip_grams: Vec<u64>,
}

impl Sketch {
    /// Sketches a text.
    pub fn of(words: &Words, recipe: &Recipe) -> Self {
        let shingles = ShingleSet::of(&words.hashes, recipe.shingle);
        let signature = recipe.sketcher.sketch(shingles.as_slice());
        let bands = signature.iter().flat_map(|signature| recipe.banding.keys(signature)).collect();
        Self { shingles, bands, fingerprints: fingerprints(&words.hashes, recipe.winnowing), skip_grams: Vec::new() }
    }

    /// The sketch of a text among others, with the keys by which it is found in other words.
    pub fn among(self, words: &Words, language: &Language) -> Self {
        Self { skip_grams: skip_grams(words, language), ..self }
    }
}

/// The sketches of many texts; a text's number is its place.
#[derive(Debug)]
pub struct Segment {
    sketches: Vec<Sketch>,
    bands: Run<TextId>,
    fingerprints: Run<TextId>,
    skip_grams: SkipGrams,
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

impl Segment {
    /// Sorts the sketches' keys into runs.
    pub fn build(mut sketches: Vec<Sketch>) -> Self {
        let (mut bands, mut prints) = (Vec::new(), Vec::new());
        let skip_grams = SkipGrams::build(sketches.iter_mut().map(|sketch| std::mem::take(&mut sketch.skip_grams)));
        for (text, sketch) in (0..).map(TextId).zip(&mut sketches) {
            bands.extend(std::mem::take(&mut sketch.bands).into_iter().map(|key| (key, text)));
            prints.extend(std::mem::take(&mut sketch.fingerprints).into_iter().map(|print| (print.hash, text)));
        }
        Self { sketches, bands: Run::build(bands), fingerprints: Run::build(prints), skip_grams }
    }

    /// The sketch of a text.
    pub fn sketch(&self, text: TextId) -> &Sketch {
        &self.sketches[text.index()]
    }

    /// The skip-grams of all texts.
    pub fn skip_grams(&self) -> &SkipGrams {
        &self.skip_grams
    }

    /// The groups of texts that share a key of few, ascending.
    pub fn groups(&self, key: Key) -> impl Iterator<Item = Vec<TextId>> {
        self.shared(key).filter(|group| group.len() <= CROWD)
    }

    /// The groups of texts that share a key of many, ascending; no two are equal.
    pub fn crowds(&self, key: Key) -> Vec<Vec<TextId>> {
        let mut crowds: Vec<Vec<TextId>> = self.shared(key).filter(|group| group.len() > CROWD).collect();
        crowds.sort_unstable();
        crowds.dedup();
        crowds
    }

    /// The fingerprints that at least two texts have, ascending.
    pub fn shared_fingerprints(&self) -> impl Iterator<Item = u64> {
        self.fingerprints.shared().map(|group| group[0].0)
    }

    fn shared(&self, key: Key) -> impl Iterator<Item = Vec<TextId>> {
        let run = match key {
            Key::Band => &self.bands,
            Key::Fingerprint => &self.fingerprints,
        };
        run.shared().map(|group| group.iter().map(|entry| entry.1).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(texts: &[String]) -> Segment {
        let recipe = Recipe::default();
        Segment::build(texts.iter().map(|text| Sketch::of(&Words::cut(text), &recipe)).collect())
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
        let segment = segment(&texts);
        let groups: Vec<Vec<u32>> =
            segment.groups(Key::Fingerprint).map(|group| group.iter().map(|text| text.0).collect()).collect();
        assert!(groups.contains(&vec![0, 1, 3]) && groups.iter().flatten().all(|text| *text != 2), "{groups:?}");
        assert!(segment.groups(Key::Band).any(|group| group == [TextId(0), TextId(3)]));
        assert!(segment.crowds(Key::Fingerprint).is_empty());
    }

    #[test]
    fn what_many_share_is_a_crowd_and_named_once() {
        let texts: Vec<String> =
            (0..100).map(|number| format!("{SHARED} {}", format!("w{number} ").repeat(30))).collect();
        assert_eq!(segment(&texts).crowds(Key::Fingerprint), [(0..100).map(TextId).collect::<Vec<_>>()]);
    }
}
