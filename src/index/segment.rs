//! A segment: many articles sketched, as sorted runs that answer "who else has this?".

use super::Recipe;
use crate::overlap::{Fingerprint, fingerprints};
use crate::runs::Run;
use crate::shingle::ShingleSet;
use crate::text::{DocId, Words};
use ahash::AHashMap;

/// What is kept of one article.
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

/// The sketches of many articles; an article's number is its place.
#[derive(Debug)]
pub struct Segment {
    sketches: Vec<Sketch>,
    bands: Run<DocId>,
    fingerprints: Run<DocId>,
}

impl Segment {
    /// Sorts the sketches' keys into runs.
    pub fn build(mut sketches: Vec<Sketch>) -> Self {
        let (mut bands, mut prints) = (Vec::new(), Vec::new());
        for (number, sketch) in sketches.iter_mut().enumerate() {
            let document = DocId(u32::try_from(number).expect("a segment holds fewer than 2^32 articles"));
            bands.extend(std::mem::take(&mut sketch.bands).into_iter().map(|key| (key, document)));
            prints.extend(std::mem::take(&mut sketch.fingerprints).into_iter().map(|print| (print.hash, document)));
        }
        Self { sketches, bands: Run::build(bands), fingerprints: Run::build(prints) }
    }

    /// The sketch of an article.
    pub fn sketch(&self, document: DocId) -> &Sketch {
        &self.sketches[document.index()]
    }

    /// The pairs that share a band, ascending, each once, the smaller number first.
    pub fn band_pairs(&self) -> Vec<(DocId, DocId)> {
        pairs(&self.bands).into_iter().map(|(pair, _)| pair).collect()
    }

    /// The pairs that share fingerprints, ascending, with how many they share.
    pub fn fingerprint_pairs(&self) -> Vec<((DocId, DocId), u32)> {
        pairs(&self.fingerprints)
    }
}

fn pairs(run: &Run<DocId>) -> Vec<((DocId, DocId), u32)> {
    let mut shared: AHashMap<(DocId, DocId), u32> = AHashMap::new();
    for group in run.shared() {
        for (at, &(_, a)) in group.iter().enumerate() {
            for &(_, b) in &group[at + 1..] {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<_> = shared.into_iter().collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_and_shared_sentences_are_proposed() {
        let shared = "the old harbour crane was taken down after ninety years of daily service there";
        let texts = [
            format!("{shared} and nobody came to watch the last ton of it leave the quay by barge"),
            format!("it rained on the opening of the new market hall but {shared}"),
            "seven goals in one evening made the cup final the talk of the whole island for weeks".to_owned(),
            format!("{shared} and nobody came to watch the last ton of it leave the quay by barge"),
        ];
        let recipe = Recipe::default();
        let segment = Segment::build(texts.iter().map(|text| Sketch::of(&Words::cut(text), &recipe)).collect());
        assert!(segment.band_pairs().contains(&(DocId(0), DocId(3))));
        let sharing: Vec<_> = segment.fingerprint_pairs().into_iter().map(|(pair, _)| pair).collect();
        assert_eq!(sharing, [(0, 1), (0, 3), (1, 3)].map(|(a, b)| (DocId(a), DocId(b))));
    }
}
