//! Language: what a collection of texts knows of its words.

use crate::text::{WordHash, Words};
use ahash::{AHashMap, AHashSet};

/// A stem is common when more than one text in this many holds it.
const COMMON: u32 = 10;
/// In a few texts no stem is common, and each is rare, that no more than these hold: a story has as many versions.
const FEW_TEXTS: u32 = 8;

/// A stem is rare when one text in this many holds it or fewer. 1,000 leaves short articles without rare words, 100 calls the terms of a trade rare.
const RARE: u32 = 300;

/// How often stems occur in a collection of texts.
///
/// Two texts alone tell little of which words are rare; the others among which they stand do. Cost: linear in the words; 16 bytes and
/// the map's slack for each different stem.
#[derive(Debug, Clone, Default)]
pub struct Language {
    counts: AHashMap<WordHash, Count>,
    /// The stems that are common: few, asked for most.
    common: AHashSet<WordHash>,
    texts: u32,
    words: u64,
}

/// How many texts hold a stem, and how often it occurs in them.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    texts: u32,
    words: u32,
}

impl Language {
    /// Counts the stems of `texts`; their order leaves no trace.
    pub fn of<'w>(texts: impl IntoIterator<Item = &'w Words>) -> Self {
        let mut language = Self::default();
        let mut seen: AHashSet<WordHash> = AHashSet::new();
        for words in texts {
            seen.clear();
            for &stem in &words.stems {
                let count = language.counts.entry(stem).or_default();
                count.words = count.words.saturating_add(1);
                count.texts += u32::from(seen.insert(stem));
            }
            language.texts += 1;
            language.words += words.len() as u64;
        }
        language.with_common()
    }

    /// The same from what [`parts`](Self::parts) gave.
    pub fn of_parts((stems, texts, words): (&[(u64, u32, u32)], u32, u64)) -> Self {
        let counts = stems.iter().map(|&(stem, texts, words)| (WordHash(stem), Count { texts, words })).collect();
        Self { counts, texts, words, common: AHashSet::new() }.with_common()
    }

    /// All that is known, as numbers: each stem, ascending, with how many texts hold it and how often it occurs; how many texts and words were counted.
    pub fn parts(&self) -> (Vec<(u64, u32, u32)>, u32, u64) {
        let stem = |(stem, count): (&WordHash, &Count)| (stem.0, count.texts, count.words);
        let mut stems: Vec<(u64, u32, u32)> = self.counts.iter().map(stem).collect();
        stems.sort_unstable();
        (stems, self.texts, self.words)
    }

    fn with_common(mut self) -> Self {
        let most = (self.texts / COMMON).max(FEW_TEXTS);
        let common = self.counts.iter().filter(|(_, count)| count.texts > most);
        self.common = common.map(|(&stem, _)| stem).collect();
        self
    }

    /// Whether so many texts hold a stem that it tells none from the others.
    pub fn is_common(&self, stem: WordHash) -> bool {
        self.common.contains(&stem)
    }

    /// Whether so few of the texts, but for `own` that hold it, hold a stem that it names something: a person, a place, a figure.
    pub(super) fn is_rare(&self, stem: WordHash, own: u32) -> bool {
        self.counts.get(&stem).is_none_or(|count| count.texts.saturating_sub(own) <= (self.texts / RARE).max(FEW_TEXTS))
    }

    /// How surprising it is to meet a stem in a text, in nats, judged by the texts but for `own` that hold it; never under 0.
    pub(super) fn surprise(&self, stem: WordHash, own: u32) -> f64 {
        let texts = self.counts.get(&stem).map_or(0, |count| count.texts.saturating_sub(own));
        -((f64::from(texts) + 0.5) / (f64::from(self.texts) + 1.0)).min(1.0).ln()
    }

    /// How many words were counted.
    pub(super) fn words(&self) -> u64 {
        self.words
    }

    /// How often a stem occurs.
    pub(super) fn count(&self, stem: WordHash) -> u32 {
        self.counts.get(&stem).map_or(0, |count| count.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_that_more_than_a_tenth_of_the_texts_hold_is_common() {
        let texts: Vec<Words> = (0..200)
            .map(|number| {
                let rare = if number % 10 == 0 { "ferry ferry" } else { "" };
                Words::cut(&format!("the harbour {rare} {}", if number < 21 { "tide" } else { "" }))
            })
            .collect();
        let language = Language::of(&texts);
        let stem = |word: &str| Words::cut(word).stems[0];
        assert!(language.is_common(stem("the")) && language.is_common(stem("tide")));
        assert!(!language.is_common(stem("ferry")) && !language.is_common(stem("unheard")));
        assert_eq!((language.count(stem("ferry")), language.count(stem("unheard"))), (40, 0));
        assert_eq!(language.words(), 200 * 2 + 40 + 21);
    }

    #[test]
    fn a_language_is_known_again_by_its_numbers() {
        let texts: Vec<Words> =
            (0..30).map(|number| Words::cut(&format!("the harbour ferry{number} {}", number % 4))).collect();
        let language = Language::of(&texts);
        let (stems, of, words) = language.parts();
        let again = Language::of_parts((&stems, of, words));
        assert_eq!((again.parts(), again.words()), ((stems, 30, words), language.words()));
        for stem in &texts[7].stems {
            assert_eq!(again.is_common(*stem), language.is_common(*stem));
            assert_eq!(again.surprise(*stem, 1).to_bits(), language.surprise(*stem, 1).to_bits());
        }
        assert!(again.is_common(texts[0].stems[0]));
    }

    #[test]
    fn in_eight_texts_nothing_is_common() {
        let texts: Vec<Words> = (0..8).map(|_| Words::cut("the harbour")).collect();
        assert!(!Language::of(&texts).is_common(texts[0].stems[0]));
    }
}
