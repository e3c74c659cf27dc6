//! Skip-grams: pairs of telling words that stand near each other, the keys by which a reworded text is found among many.
//!
//! Where a word in three is swapped, no run of eight words is left; but of two words that were kept nearly as many pairs are left as the
//! square of the share kept: half of them at 30 % swapped, a quarter at 50 %. So a key is two stems in order, neither of them common in
//! the collection, at most [`WINDOW_WORDS`] apart; what stands between does not matter. Of a text's keys a sample is kept, chosen by
//! hash so that two texts choose alike: one in [`ONE_IN`], and of short texts the lowest [`LEAST_KEYS`].
//!
//! Example: of `the ferry to Sorrel was late again` the keys are `ferry Sorrel`, `ferry late`, `Sorrel late`, if the other words are common;
//! `this boat to Sorrel was late once more` shares `Sorrel late`.
//!
//! Cost: at most eight keys a word before the sample; some 50 to 100 an article after it. Measured on articles of 80 words and more with
//! half of their words swapped, 1,000 to 15,000 others beside them: at least three keys are shared with the original by 100 % of 60
//! (English, general news), 94 % of 150 (English, wire items) and 100 % of 100 (Arabic). Also tried: single rare stems (ten times as many
//! candidates, and in a large collection there are few that are rare enough), triples (half of them lost where a third of the words is
//! swapped), stems that one text in fifty holds (a tenth is right for short texts, which have few), windows of 5 and 16 words.

use super::Language;
use crate::hash;
use crate::text::{WordHash, Words};

/// How far apart two words can stand.
const WINDOW_WORDS: usize = 8;
/// One key in so many is kept.
const ONE_IN: u64 = 12;
/// A text keeps as many keys, if it has them.
const LEAST_KEYS: usize = 48;

/// The skip-grams by which a text is known in a collection of this language, ascending.
pub fn skip_grams(words: &Words, language: &Language) -> Vec<u64> {
    let telling = |(_, stem): &(usize, WordHash)| !language.is_common(*stem);
    let places: Vec<(usize, WordHash)> = words.stems.iter().copied().enumerate().filter(telling).collect();
    // Of a long text the sample alone is put in order.
    let sampled = up_to(&places, u64::MAX / ONE_IN);
    if sampled.len() >= LEAST_KEYS {
        return sampled;
    }
    let mut keys = up_to(&places, u64::MAX);
    keys.truncate(LEAST_KEYS);
    keys.shrink_to_fit();
    keys
}

/// The skip-grams of words at these places that are no more than `most`, ascending.
fn up_to(places: &[(usize, WordHash)], most: u64) -> Vec<u64> {
    let mut keys = Vec::new();
    for (number, &(at, first)) in places.iter().enumerate() {
        let near = places[number + 1..].iter().take_while(|(other, _)| other - at <= WINDOW_WORDS);
        let grams = near.filter(|(_, second)| *second != first).map(|&(_, second)| skip_gram(first, second));
        keys.extend(grams.filter(|&key| key <= most));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn skip_gram(first: WordHash, second: WordHash) -> u64 {
    hash::scatter(hash::scatter(first.0) ^ second.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// A language of ten texts and more, in which `the` is common.
    fn language() -> Language {
        let texts: Vec<Words> = (0..20).map(|number| Words::cut(&format!("the w{number}"))).collect();
        Language::of(&texts)
    }

    #[test]
    fn common_words_and_what_stands_between_do_not_matter() {
        let keys = |text: &str| skip_grams(&Words::cut(text), &language());
        let (one, other) = (keys("the ferry to Sorrel was late"), keys("the boat the Sorrel never late"));
        assert_eq!(one.iter().filter(|key| other.contains(key)).count(), 1);
        assert!(keys("the the the").is_empty());
        assert!(keys("ferry ferry").is_empty());
        assert_ne!(keys("ferry late"), keys("late ferry"), "the order counts");
    }

    proptest! {
        #[test]
        fn keys_are_those_of_trying_all_pairs(numbers in prop::collection::vec(0u32..60, 0..120)) {
            let text: String = numbers.iter().map(|n| if n % 3 == 0 { "the ".into() } else { format!("v{n} ") }).collect();
            let (words, language) = (Words::cut(&text), language());
            let mut all = BTreeSet::new();
            for a in 0..words.len() {
                for b in a + 1..words.len() {
                    let (first, second) = (words.stems[a], words.stems[b]);
                    let common = [first, second].iter().any(|stem| language.is_common(*stem));
                    if b - a <= WINDOW_WORDS && first != second && !common {
                        all.insert(skip_gram(first, second));
                    }
                }
            }
            let kept = |(place, key): &(usize, u64)| *place < LEAST_KEYS || *key <= u64::MAX / ONE_IN;
            let wanted: Vec<u64> = all.into_iter().enumerate().filter(kept).map(|(_, key)| key).collect();
            prop_assert_eq!(skip_grams(&words, &language), wanted);
        }
    }
}
