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
    /// Texts that may be alike as wholes: they share a band.
    pub alike: Keyed,
    /// Texts that share a passage, or of which one may stand in the other: they share a fingerprint.
    pub sharing: Keyed,
}

/// The texts that share a key of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    /// The pairs that share a key of few, ascending, each once, the smaller number first.
    pub pairs: Vec<(TextId, TextId)>,
    /// The texts that share a key of many, ascending; no two crowds are equal.
    pub crowds: Vec<Vec<TextId>>,
}

impl Keyed {
    fn by(run: &Run<TextId>) -> Self {
        let (mut pairs, mut crowds) = (Vec::new(), Vec::new());
        for group in run.shared() {
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
        Self { pairs, crowds }
    }
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

    /// The texts worth comparing.
    pub fn proposals(&self) -> Proposals {
        Proposals { alike: Keyed::by(&self.bands), sharing: Keyed::by(&self.fingerprints) }
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
        assert_eq!(found.sharing.pairs, [(0, 1), (0, 3), (1, 3)].map(|(a, b)| (TextId(a), TextId(b))));
        assert!(found.alike.pairs.contains(&(TextId(0), TextId(3))) && found.sharing.crowds.is_empty());
    }

    #[test]
    fn what_many_share_is_a_crowd_and_named_once() {
        let texts: Vec<String> =
            (0..100).map(|number| format!("{SHARED} {}", format!("w{number} ").repeat(30))).collect();
        let found = segment(&texts).proposals();
        assert_eq!(found.sharing.crowds, [(0..100).map(TextId).collect::<Vec<_>>()]);
    }
}
