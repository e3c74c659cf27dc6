//! What texts are found by, and what of them is house text.

use super::super::Scan;
use super::super::house::{self, OwnText};
use crate::index::Sketch;
use crate::neardup::BbitSignature;
use crate::shingle::ShingleSet;
use crate::text::{Said, TextId};
use ahash::AHashMap;
use std::sync::Arc;

/// What a text is found by; each key once, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextKeys {
    /// The keys of its bands.
    pub bands: Vec<u64>,
    /// Its fingerprints.
    pub fingerprints: Vec<u64>,
    /// Its longer paragraphs, as its outlet has them.
    pub paragraphs: Vec<u64>,
    /// What its signature tells of pairs.
    pub bbit: Option<BbitSignature>,
    /// How many different shingles it has, if that is asked for.
    pub shingles: Option<u32>,
}

/// Sketches a text of an outlet, if the input names one; `counted` asks for the number of its shingles.
pub fn sketch(text: &str, outlet: Option<u32>, counted: bool, scan: &Scan) -> TextKeys {
    let said = Said::cut(text);
    let sketch = Sketch::of(&said.hashes, &scan.recipe, true);
    let paragraphs = outlet.into_iter().flat_map(|outlet| house::keys(&said, outlet.into()).map(|(_, key)| key));
    TextKeys {
        bands: distinct(sketch.bands().to_vec()),
        fingerprints: distinct(sketch.fingerprints().iter().map(|print| print.hash).collect()),
        paragraphs: distinct(paragraphs.collect()),
        bbit: sketch.signature().map(BbitSignature::of),
        shingles: counted.then(|| ShingleSet::of(&said.hashes, scan.recipe.shingle).len() as u32),
    }
}

fn distinct(mut keys: Vec<u64>) -> Vec<u64> {
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The shingles of a text without the paragraphs of these keys, ascending.
pub fn rest(text: &str, outlet: u32, left_out: &[u64], scan: &Scan) -> Vec<u64> {
    let left_out = left_out.iter().copied().collect();
    OwnText::without(&Said::cut(text), outlet.into(), &left_out, scan.recipe.shingle).shingles.as_slice().to_vec()
}

/// Whether a paragraph is house text, by the [`rest`] of each text that carries it without all paragraphs that recur, or of the first
/// [`LOOKED_AT`](super::LOOKED_AT) by number.
pub fn is_house(carriers: Vec<(u32, Vec<u64>)>) -> bool {
    let rests: AHashMap<TextId, Arc<ShingleSet>> =
        carriers.into_iter().map(|(text, rest)| (TextId(text), Arc::new(ShingleSet::of_numbers(rest)))).collect();
    let mut texts: Vec<TextId> = rests.keys().copied().collect();
    texts.sort_unstable();
    house::is_house(&texts, |text| Arc::clone(&rests[&text]))
}
