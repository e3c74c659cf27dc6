//! Signatures of texts that are at hand.

use crate::index::Recipe;
use crate::neardup::Signature;
use crate::text::Said;
use rayon::prelude::*;

/// Of each text the signature and the keys of its bands, in the order of the texts; nothing of one without words.
pub fn sign<T: AsRef<str> + Sync>(texts: &[T], recipe: &Recipe) -> Vec<Option<(Signature, Vec<u64>)>> {
    texts.par_iter().map(|text| recipe.sign(&Said::cut(text.as_ref()).hashes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shingle::ShingleSet;

    #[test]
    fn a_signature_is_that_of_the_shingles_and_its_keys_are_those_of_the_bands() {
        let recipe = Recipe::default();
        let text = "the old harbour crane was taken down on 7 March after ninety years of service";
        let signed = sign(&[text, " \u{2014} ", text], &recipe);
        let shingles = ShingleSet::of(&Said::cut(text).hashes, recipe.shingle);
        let (signature, keys) = signed[0].as_ref().expect("it has words");
        assert_eq!(Some(signature), recipe.sketcher.sketch(shingles.as_slice()).as_ref());
        assert_eq!(keys.len(), recipe.bands());
        assert!(signed[1].is_none() && signed[0] == signed[2]);
    }

    /// What other programs keep: the tests of the Python package ask for the same numbers.
    #[test]
    fn the_numbers_of_a_text_never_change() {
        let text = "The old harbour crane was taken down on Friday after ninety years of daily service there.";
        let signed = sign(&[text], &Recipe::default());
        let (signature, keys) = signed[0].as_ref().expect("it has words");
        assert_eq!(signature.slots()[..4], [215_913_618, 234_990_377, 237_328_624, 103_031_007]);
        assert_eq!(keys[..2], [4_434_766_778_899_326_709, 6_584_915_842_976_700_371]);
    }
}
