//! Repeated runs: which runs of words stand in two articles or more?
//!
//! A shared run of at least `t` words is a chain of shared *grams*, runs of exactly `t` words. Equality is an equivalence relation, so
//! the grams of a corpus fall into classes, and sorting finds them: no pair of texts is looked at, and a passage in five thousand texts
//! costs five thousand entries. Winnowing spares most of the work. Each gram holds a fingerprint, chosen alike wherever the gram stands,
//! so a gram can only be shared if one of its fingerprints is: where no fingerprint is shared nothing is gathered.
//!
//! Example, t = 3: `a b c d` and `x b c d` share the gram `b c d`; `a b c` is in the first alone and in no class.
//!
//! **Exact.** Grams are gathered by a rolling hash and put into classes by their words. **Cost.** One pass over the words, sixteen bytes and one
//! comparison of `t` words for each gathered gram, of which a text has no more than words; `n log n` to sort them.
//!
//! Grams as in Broder's shingles (1997); the sampling is [`fingerprints`].

use super::winnow::{Winnowing, fingerprints};
use crate::hash::scatter;
use crate::text::{TextId, WordHash};

/// A run of `t` words that may stand in another text; they sort by what they say, then by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gram {
    hash: u64,
    text: TextId,
    at: u32,
}

/// The grams of a text around its shared fingerprints; every gram, if the text itself has `copies`.
pub fn grams(
    (text, words): (TextId, &[WordHash]),
    winnowing: Winnowing,
    copies: bool,
    is_shared: impl Fn(u64) -> bool,
) -> Vec<Gram> {
    let run = winnowing.guaranteed_run();
    let Some(last) = words.len().checked_sub(run) else { return Vec::new() };
    let mut wanted = vec![copies; last + 1];
    if !copies {
        let reach = run - winnowing.size().words();
        for print in fingerprints(words, winnowing).into_iter().filter(|print| is_shared(print.hash)) {
            let at = print.word as usize;
            wanted[at.saturating_sub(reach).min(last + 1)..(at + 1).min(last + 1)].fill(true);
        }
    }
    let rolled = rolling(words, run);
    let places = rolled.into_iter().enumerate().filter(|(at, _)| wanted[*at]);
    places.map(|(at, hash)| Gram { hash, text, at: at as u32 }).collect()
}

/// The hashes of all runs of `run` words: sums of the words' hashes, each times a power of an odd number, rolled on.
fn rolling(words: &[WordHash], run: usize) -> Vec<u64> {
    // The golden ratio's bits, as in Knuth's multiplicative hashing; any odd number would do.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let leaving = (1..run).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut sum = words[..run - 1].iter().fold(0u64, |sum, word| sum.wrapping_mul(BASE).wrapping_add(word.0));
    let mut hashes = Vec::with_capacity(words.len() + 1 - run);
    for (first, next) in words.iter().zip(&words[run - 1..]) {
        sum = sum.wrapping_mul(BASE).wrapping_add(next.0);
        hashes.push(scatter(sum));
        sum = sum.wrapping_sub(first.0.wrapping_mul(leaving));
    }
    hashes
}

/// A place of a shared gram: the word that begins it, and its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The first word, counted from 0.
    pub at: u32,
    /// The class: equal for equal grams.
    pub class: u32,
}

/// The shared grams of a corpus by text: each stands in at least two texts, or in one that has copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeats {
    run: u32,
    classes: u32,
    starts: Vec<usize>,
    places: Vec<Place>,
}

impl Repeats {
    /// Classes of sorted grams of `run` words. `words` gives each of the `texts` texts, `has_copies` says which of them are shared as wholes.
    pub fn of<'a>(
        grams: &[Gram],
        run: usize,
        texts: usize,
        words: impl Fn(TextId) -> &'a [WordHash],
        has_copies: impl Fn(TextId) -> bool,
    ) -> Self {
        let said = |gram: &Gram| &words(gram.text)[gram.at as usize..gram.at as usize + run];
        let mut found: Vec<(TextId, Place)> = Vec::new();
        let mut classes = 0;
        let mut keep = |equal: &[Gram]| {
            let (first, last) = (equal[0].text, equal[equal.len() - 1].text);
            if first != last || has_copies(first) {
                found.extend(equal.iter().map(|gram| (gram.text, Place { at: gram.at, class: classes })));
                classes += 1;
            }
        };
        for of_hash in grams.chunk_by(|x, y| x.hash == y.hash) {
            let is_first = |gram: &Gram| said(gram) == said(&of_hash[0]);
            if of_hash.len() == 1 || of_hash.iter().all(is_first) {
                keep(of_hash);
                continue;
            }
            // Grams that only have their hash in common are parted.
            let mut rest = of_hash.to_vec();
            while let Some(first) = rest.first().copied() {
                let (equal, others): (Vec<Gram>, Vec<Gram>) = rest.iter().partition(|gram| said(gram) == said(&first));
                keep(&equal);
                rest = others;
            }
        }
        Self::by_text(run as u32, classes, texts, &found)
    }

    fn by_text(run: u32, classes: u32, texts: usize, found: &[(TextId, Place)]) -> Self {
        let mut starts = vec![0; texts + 1];
        found.iter().for_each(|(text, _)| starts[text.index() + 1] += 1);
        (0..texts).for_each(|text| starts[text + 1] += starts[text]);
        let mut next = starts.clone();
        let mut places = vec![Place { at: 0, class: 0 }; found.len()];
        for (text, place) in found {
            places[next[text.index()]] = *place;
            next[text.index()] += 1;
        }
        starts.windows(2).for_each(|bounds| places[bounds[0]..bounds[1]].sort_unstable());
        Self { run, classes, starts, places }
    }

    /// Words of a gram.
    pub fn run(&self) -> u32 {
        self.run
    }

    /// How many classes there are; they are numbered from 0.
    pub fn classes(&self) -> u32 {
        self.classes
    }

    /// How many texts were looked at.
    pub fn texts(&self) -> usize {
        self.starts.len() - 1
    }

    /// The shared grams of a text, ascending by word.
    pub fn of_text(&self, text: TextId) -> &[Place] {
        &self.places[self.starts[text.index()]..self.starts[text.index() + 1]]
    }

    /// The class of the gram at a word of a text, if it is shared.
    pub fn class_at(&self, text: TextId, at: u32) -> Option<u32> {
        let places = self.of_text(text);
        places.binary_search_by_key(&at, |place| place.at).ok().map(|found| places[found].class)
    }

    /// The grams of `kept` words alone, which says of each word of a text whether it is one; of texts of which it says nothing, all. Classes keep
    /// their numbers.
    #[must_use]
    pub fn of_words<'a>(&self, kept: impl Fn(TextId) -> Option<&'a [bool]>) -> Self {
        let mut found = Vec::with_capacity(self.places.len());
        for text in (0..self.texts() as u32).map(TextId) {
            let words = kept(text);
            let shows = |place: &&Place| {
                words.is_none_or(|words| !words[place.at as usize..(place.at + self.run) as usize].contains(&false))
            };
            found.extend(self.of_text(text).iter().filter(shows).map(|place| (text, *place)));
        }
        Self::by_text(self.run, self.classes, self.texts(), &found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shingle::ShingleSize;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn found(texts: &[Vec<u64>], run: usize, size: usize, copied: usize) -> Repeats {
        let words: Vec<Vec<WordHash>> =
            texts.iter().map(|text| text.iter().map(|&word| WordHash(scatter(word))).collect()).collect();
        let size = ShingleSize::new(size).expect("the tests use small sizes");
        let winnowing = Winnowing::guaranteeing(run, size).expect("a run is as long as a shingle");
        let prints: Vec<BTreeSet<u64>> = words
            .iter()
            .map(|words| fingerprints(words, winnowing).into_iter().map(|print| print.hash).collect())
            .collect();
        let is_shared = |hash: u64| prints.iter().filter(|prints| prints.contains(&hash)).count() > 1;
        let each = (0..).map(TextId).zip(&words);
        let mut grams: Vec<Gram> =
            each.flat_map(|(text, words)| grams((text, words), winnowing, text.index() == copied, is_shared)).collect();
        grams.sort_unstable();
        Repeats::of(&grams, run, texts.len(), |text| &words[text.index()], |text| text.index() == copied)
    }

    /// All grams of all texts in a map.
    fn naive(texts: &[Vec<u64>], run: usize, copied: usize) -> BTreeSet<BTreeSet<(usize, usize)>> {
        let mut places: BTreeMap<&[u64], BTreeSet<(usize, usize)>> = BTreeMap::new();
        for (text, words) in texts.iter().enumerate() {
            for (at, gram) in words.windows(run).enumerate() {
                places.entry(gram).or_default().insert((text, at));
            }
        }
        let shared = |places: &BTreeSet<(usize, usize)>| {
            let texts: BTreeSet<usize> = places.iter().map(|place| place.0).collect();
            texts.len() > 1 || texts.contains(&copied)
        };
        places.into_values().filter(shared).collect()
    }

    fn classes(repeats: &Repeats) -> BTreeSet<BTreeSet<(usize, usize)>> {
        let mut classes = vec![BTreeSet::new(); repeats.classes() as usize];
        for text in 0..repeats.texts() {
            for place in repeats.of_text(TextId(text as u32)) {
                classes[place.class as usize].insert((text, place.at as usize));
            }
        }
        classes.into_iter().collect()
    }

    proptest! {
        #[test]
        fn classes_are_those_of_a_map_of_all_grams(
            texts in prop::collection::vec(prop::collection::vec(0u64..4, 0..60), 0..8), run in 2usize..9, copied in 0usize..12,
        ) {
            let size = run.min(3);
            prop_assert_eq!(classes(&found(&texts, run, size, copied)), naive(&texts, run, copied));
        }
    }

    #[test]
    fn grams_with_one_hash_and_other_words_are_parted() {
        let words = [[1, 2, 3], [1, 2, 4], [1, 2, 3], [1, 2, 4]].map(|text| text.map(WordHash));
        let grams: Vec<Gram> = (0..4).map(|text| Gram { hash: 7, text: TextId(text), at: 0 }).collect();
        let repeats = Repeats::of(&grams, 3, 4, |text| &words[text.index()], |_| false);
        assert_eq!(classes(&repeats), BTreeSet::from([[(0, 0), (2, 0)].into(), [(1, 0), (3, 0)].into()]));
    }

    #[test]
    fn a_word_a_hundred_thousand_times_costs_no_more_than_its_places() {
        let texts = [vec![1; 100_000], vec![1; 20]];
        let repeats = found(&texts, 12, 8, usize::MAX);
        assert_eq!(
            (repeats.classes(), repeats.of_text(TextId(0)).len(), repeats.of_text(TextId(1)).len()),
            (1, 99_989, 9)
        );
    }

    #[test]
    fn a_word_that_is_not_kept_takes_its_grams_along() {
        let texts = [(0..30).collect::<Vec<u64>>(), (0..30).collect()];
        let repeats = found(&texts, 12, 8, usize::MAX);
        let mut kept = [true; 30];
        kept[0] = false;
        let left = repeats.of_words(|text| (text.index() == 0).then_some(&kept[..]));
        assert_eq!((left.of_text(TextId(0)).len(), left.of_text(TextId(1)).len()), (18, 19));
        assert_eq!((left.class_at(TextId(0), 0), left.class_at(TextId(0), 1)), (None, repeats.class_at(TextId(1), 1)));
    }
}
