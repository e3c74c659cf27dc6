//! Spread: by whom each repeated run is carried.

use super::repeat::Repeats;
use super::set::{SetId, Sets};
use crate::text::TextId;

/// The repeats of a corpus and the sets of texts behind them.
#[derive(Debug)]
pub struct Spread {
    /// The repeats.
    pub repeats: Repeats,
    /// The sets of texts.
    pub sets: Sets,
}

/// A repeat where a text holds it in words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The first gram's first word.
    pub at: u32,
    /// How many grams.
    pub grams: u32,
    /// The number of the repeat.
    pub repeat: u32,
    /// The texts that hold it.
    pub set: SetId,
}

impl Held {
    /// The first word that begins none of its grams any more.
    pub fn end(self) -> u32 {
        self.at + self.grams
    }
}

impl Spread {
    /// The repeats of a text that more than one article carries, ascending by word.
    pub fn of_text(&self, text: TextId) -> impl Iterator<Item = Held> {
        self.repeats.of_text(text).iter().filter(|place| place.is_told()).map(|place| {
            let repeat = place.repeat();
            Held { at: place.at, grams: self.repeats.grams(repeat), repeat, set: self.repeats.set(repeat) }
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::hash::scatter;
    use crate::overlap::carrier::Carriers;
    use crate::overlap::class::Classes;
    use crate::overlap::gram::{Gram, grams};
    use crate::overlap::set::SetId;
    use crate::overlap::streak::Streaks;
    use crate::overlap::winnow::{Winnowing, fingerprints};
    use crate::shingle::ShingleSize;
    use crate::text::WordHash;
    use std::collections::BTreeSet;

    /// How a test has its texts looked at.
    #[derive(Clone, Copy)]
    pub(in crate::overlap) struct Look<'a> {
        pub(in crate::overlap) run: usize,
        pub(in crate::overlap) size: usize,
        /// In so many parts the grams come.
        pub(in crate::overlap) parts: u64,
        /// At most so many grams make a streak.
        pub(in crate::overlap) most: u32,
        /// Of each text that has house text, which words are its own.
        pub(in crate::overlap) is_own: &'a [Vec<bool>],
    }

    impl Look<'_> {
        pub(in crate::overlap) fn new(run: usize, size: usize) -> Self {
            Self { run, size, parts: 1, most: u32::MAX, is_own: &[] }
        }

        /// The repeats of texts of numbered words, and how many classes there are.
        pub(in crate::overlap) fn at(self, texts: &[Vec<u64>], carriers: &Carriers) -> (Spread, u64) {
            let words: Vec<Vec<WordHash>> =
                texts.iter().map(|text| text.iter().map(|&word| WordHash(scatter(word))).collect()).collect();
            let size = ShingleSize::new(self.size).expect("the tests use small sizes");
            let winnowing = Winnowing::guaranteeing(self.run, size).expect("a run is as long as a shingle");
            let prints: Vec<BTreeSet<u64>> = words
                .iter()
                .map(|words| fingerprints(words, winnowing).into_iter().map(|print| print.hash).collect())
                .collect();
            let is_shared = |hash: u64| prints.iter().filter(|prints| prints.contains(&hash)).count() > 1;
            let of_text = |(text, words): (TextId, &Vec<WordHash>)| {
                let is_own = self.is_own.get(text.index()).map(|own| &own[..]);
                grams((text, words), winnowing, carriers.of(text).len() > 1, is_own, is_shared)
            };
            let all: Vec<Gram> = (0..).map(TextId).zip(&words).flat_map(of_text).collect();
            let (mut classes, mut holdings) = (Classes::new(carriers), Vec::new());
            for number in 0..self.parts {
                let mut part: Vec<Gram> =
                    all.iter().copied().filter(|gram| gram.hash[0] % self.parts == number).collect();
                part.sort_unstable();
                classes.add(&part, |holding| holdings.push(holding));
            }
            holdings.sort_unstable();
            let repeats = Repeats::of(Streaks::joined(texts.len(), holdings, self.most), self.run);
            let count = classes.count();
            (Spread { repeats, sets: classes.into_sets() }, count)
        }
    }

    /// One article for each text, of an outlet of its own; two for a text that has copies.
    pub(in crate::overlap) fn one_each(texts: usize, copied: usize) -> Carriers {
        use crate::overlap::{Carrier, Moment};
        use crate::text::DocId;
        let carrier = |text: usize, outlet: u32| Carrier {
            moment: Moment::of(Some(text as i64 * 86_400)),
            article: DocId(text as u32),
            outlet,
        };
        Carriers::new((0..texts).map(|text| {
            let copy = (text == copied).then(|| carrier(text, u32::MAX));
            [carrier(text, text as u32)].into_iter().chain(copy).collect()
        }))
    }

    #[test]
    fn what_two_articles_share_is_one_repeat_until_somebody_joins_or_leaves() {
        let story: Vec<u64> = (0..300).collect();
        let texts = [story.clone(), story.clone(), story[100..150].to_vec()];
        let carriers = one_each(3, usize::MAX);
        let (spread, classes) = Look::new(12, 8).at(&texts, &carriers);
        let held = |text: u32| spread.of_text(TextId(text)).map(|held| (held.at, held.grams)).collect::<Vec<_>>();
        assert_eq!((classes, held(0), held(2)), (289, vec![(0, 100), (100, 39), (139, 150)], vec![(0, 39)]));
        assert_eq!(held(0), held(1));
        assert_eq!((spread.repeats.len(), spread.sets.len()), (3, 2));
        assert_eq!(spread.repeats.holders(1), [(TextId(0), 100), (TextId(1), 100), (TextId(2), 0)]);
    }

    #[test]
    fn house_text_is_shared_and_told_of_nobody() {
        let texts = [(0..30).collect::<Vec<u64>>(), (0..30).collect(), (0..30).collect()];
        let mut is_own = vec![vec![true; 30]; 3];
        is_own[0][0] = false;
        is_own[1][0] = false;
        is_own[1][20] = false;
        let carriers = one_each(3, usize::MAX);
        let (spread, classes) = Look { is_own: &is_own, ..Look::new(12, 8) }.at(&texts, &carriers);
        let held =
            |text: u32| -> Vec<u32> { spread.of_text(TextId(text)).flat_map(|held| held.at..held.end()).collect() };
        assert_eq!(classes, 19);
        assert_eq!((held(0), held(1), held(2)), ((1..19).collect(), (1..9).collect(), (1..19).collect()));
        for at in 0..19 {
            let class = spread.repeats.class_at(TextId(0), at);
            assert!(class.is_some() && class == spread.repeats.class_at(TextId(1), at), "{at}");
        }
        assert_eq!(spread.repeats.class_at(TextId(0), 19), None);
        let sets: BTreeSet<SetId> = spread.of_text(TextId(0)).map(|held| held.set).collect();
        let sets: Vec<&[TextId]> = sets.into_iter().map(|set| spread.sets.texts(set)).collect();
        assert!(sets.len() == 2 && sets.contains(&&[TextId(0), TextId(2)][..]), "{sets:?}");
    }
}
