//! A segment: many texts sketched, as sorted runs that answer "who else has this?".

use super::Recipe;
use crate::overlap::{Fingerprint, fingerprints};
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
}

impl Sketch {
    /// Sketches a text.
    pub fn of(words: &Words, recipe: &Recipe) -> Self {
        let shingles = ShingleSet::of(&words.hashes, recipe.shingle);
        let signature = recipe.sketcher.sketch(shingles.as_slice());
        let bands = signature.iter().flat_map(|signature| recipe.banding.keys(signature)).collect();
        Self { shingles, bands, fingerprints: fingerprints(&words.hashes, recipe.winnowing) }
    }
}

/// The sketches of many texts; a text's number is its place.
#[derive(Debug)]
pub struct Segment {
    sketches: Vec<Sketch>,
    bands: Run<TextId>,
    fingerprints: Run<TextId>,
}

/// More texts than this under one key are a crowd: its members are compared through representatives, not each with each. At this size
/// all pairs are 2,016.
const CROWD: usize = 64;

/// Which texts are worth comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposals {
    /// The pairs that share a key of few, ascending, each once, the smaller number first.
    pub pairs: Vec<(TextId, TextId)>,
    /// The texts that share a key of many, ascending; no two crowds are equal.
    pub crowds: Vec<Vec<TextId>>,
}

impl Segment {
    /// Sorts the sketches' keys into runs.
    pub fn build(mut sketches: Vec<Sketch>) -> Self {
        let (mut bands, mut prints) = (Vec::new(), Vec::new());
        for (text, sketch) in (0..).map(TextId).zip(&mut sketches) {
            bands.extend(std::mem::take(&mut sketch.bands).into_iter().map(|key| (key, text)));
            prints.extend(std::mem::take(&mut sketch.fingerprints).into_iter().map(|print| (print.hash, text)));
        }
        Self { sketches, bands: Run::build(bands), fingerprints: Run::build(prints) }
    }

    /// The sketch of a text.
    pub fn sketch(&self, text: TextId) -> &Sketch {
        &self.sketches[text.index()]
    }

    /// The texts that share a band, which finds texts alike as wholes, or a fingerprint, which finds a brief in a long story
    /// and a passage in both.
    pub fn proposals(&self) -> Proposals {
        let (mut pairs, mut crowds) = (Vec::new(), Vec::new());
        for group in self.bands.shared().chain(self.fingerprints.shared()) {
            if group.len() > CROWD {
                crowds.push(group.iter().map(|entry| entry.1).collect());
                continue;
            }
            for (at, &(_, a)) in group.iter().enumerate() {
                pairs.extend(group[at + 1..].iter().map(|&(_, b)| (a, b)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        crowds.sort_unstable();
        crowds.dedup();
        Proposals { pairs, crowds }
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
        let found = segment(&texts).proposals();
        assert_eq!(found.pairs, [(0, 1), (0, 3), (1, 3)].map(|(a, b)| (TextId(a), TextId(b))));
        assert!(found.crowds.is_empty());
    }

    #[test]
    fn what_many_share_is_a_crowd_and_named_once() {
        let texts: Vec<String> =
            (0..100).map(|number| format!("{SHARED} {}", format!("w{number} ").repeat(30))).collect();
        let found = segment(&texts).proposals();
        assert_eq!(found.crowds, [(0..100).map(TextId).collect::<Vec<_>>()]);
    }
}
