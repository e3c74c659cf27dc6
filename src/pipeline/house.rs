//! The house text of each outlet, where it stands, and what a text is without it.

use super::corpus::Corpus;
use super::sketch::for_each_text;
use crate::findings::Boilerplate;
use crate::hash::scatter;
use crate::index::{Place, place_sorter};
use crate::neardup::{Copies, LEAST_CARRIERS, is_house_text, similarity};
use crate::shingle::{ShingleSet, ShingleSize};
use crate::spill::{PARTS, Sorted, Space};
use crate::text::{DocId, Paragraph, Said, TextId, WordHash, stable};
use ahash::{AHashMap, AHashSet};
use quick_cache::sync::Cache;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;

/// Fewer words make a heading or a date, not a paragraph of the house.
const FEWEST_WORDS: usize = 5;

/// Fewer shingles than these are no article of its own: a changed date under a story printed again.
const FEWEST_OWN: u32 = 16;

/// Texts that are worked on together.
const BATCH: usize = 128;

/// Articles whose rest is kept while house text is looked for.
const RESTS: usize = 4096;

/// The paragraphs of all outlets that the input names, and what is known of them so far.
pub(super) struct Paragraphs<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) copies: &'a Copies,
    pub(super) size: ShingleSize,
}

/// What is house text, and which texts have some.
pub(super) struct OwnTexts {
    house: AHashSet<u64>,
    /// For each text with house text how many words of it there are.
    words: AHashMap<TextId, u32>,
    boilerplate: Vec<Boilerplate>,
}

/// A text without the house text of its outlet.
pub(super) struct OwnText {
    /// Its shingles.
    pub(super) shingles: ShingleSet,
    /// Of each of its words, whether it is the article's own.
    pub(super) is_own: Vec<bool>,
}

impl Paragraphs<'_> {
    /// Finds the house text of all outlets.
    pub(super) fn of_all(&self, space: &Space) -> OwnTexts {
        let given = place_sorter(space, 1);
        for_each_text(self.corpus, self.copies, BATCH, &|texts| {
            let mut found = Vec::new();
            for &text in texts {
                let article = self.copies.carriers(text)[0];
                if let Some(outlet) = self.corpus.given_outlet(article) {
                    found.extend(places(text, &self.corpus.said(article), outlet));
                }
            }
            given.push(&found);
        });
        self.house_text(&given.finish())
    }

    /// Finds the house text of all outlets among the paragraphs that were given.
    pub(super) fn house_text(&self, given: &Sorted<Place>) -> OwnTexts {
        let recurs = |places: &&[Place]| places.chunk_by(|x, y| x.text == y.text).count() >= LEAST_CARRIERS;
        let of_part = |part: usize| {
            let places = given.part(part);
            let groups = places.chunk_by(|x, y| x.key == y.key).filter(recurs);
            groups.map(<[Place]>::to_vec).collect::<Vec<_>>()
        };
        let recurring: Vec<Vec<Place>> = (0..PARTS).into_par_iter().flat_map_iter(of_part).collect();
        let keys: AHashSet<u64> = recurring.iter().map(|places| places[0].key).collect();
        let rests: Cache<TextId, Arc<ShingleSet>> = Cache::new(RESTS);
        let rest = |text: TextId| {
            let make = || Ok::<_, std::convert::Infallible>(Arc::new(self.rest(text, &keys)));
            match rests.get_or_insert_with(&text, make) {
                Ok(rest) => rest,
                Err(never) => match never {},
            }
        };
        let is_house = |places: &Vec<Place>| {
            let texts: Vec<TextId> = places.chunk_by(|x, y| x.text == y.text).map(|places| places[0].text).collect();
            is_house(&texts, rest)
        };
        let house: Vec<Vec<Place>> = recurring.into_par_iter().filter(is_house).collect();
        let told: Vec<Boilerplate> = house.par_iter().map(|places| self.boilerplate(places)).collect();
        let mut words: AHashMap<TextId, u32> = AHashMap::new();
        for (places, found) in house.iter().zip(&told) {
            places.iter().for_each(|place| *words.entry(place.text).or_default() += found.words);
        }
        let mut boilerplate = told;
        boilerplate.sort_by_key(|found| (Reverse(found.total_words), found.outlet, found.first, found.text.clone()));
        OwnTexts { house: house.iter().map(|places| places[0].key).collect(), words, boilerplate }
    }

    /// The shingles of a text without the paragraphs that recur.
    fn rest(&self, text: TextId, recurring: &AHashSet<u64>) -> ShingleSet {
        let article = self.copies.carriers(text)[0];
        OwnText::without(&self.corpus.take(article).words.said(), self.corpus.outlet_key(article), recurring, self.size)
            .shingles
    }

    /// A paragraph of the house, told as it stands in the first article by id that has it.
    fn boilerplate(&self, places: &[Place]) -> Boilerplate {
        let outlet = self.corpus.outlet(self.copies.carriers(places[0].text)[0]);
        let carriers = |place: &Place| {
            let at = place.at;
            let of_outlet = self.copies.carriers(place.text).iter().filter(|&&it| self.corpus.outlet(it) == outlet);
            of_outlet.map(move |&article| (article, at)).collect::<Vec<_>>()
        };
        let mut carried: Vec<(DocId, u32)> = places.iter().flat_map(carriers).collect();
        carried.sort_unstable();
        let (first, at) = carried[0];
        let articles = carried.chunk_by(|x, y| x.0 == y.0).count() as u32;
        let ready = self.corpus.take(first);
        let paragraphs = &ready.words.paragraphs;
        let paragraph = &paragraphs[paragraphs.partition_point(|paragraph| paragraph.words.end <= at)];
        let words = paragraph.words.len() as u32;
        let text = paragraph.span.of(&ready.text).trim().to_owned();
        Boilerplate { outlet, articles, words, total_words: u64::from(words) * carried.len() as u64, first, text }
    }
}

impl OwnTexts {
    /// House text that is known, and texts that have some. Nothing is told of it.
    pub(super) fn known(house: AHashSet<u64>, texts: impl Iterator<Item = TextId>) -> Self {
        Self { house, words: texts.map(|text| (text, 0)).collect(), boilerplate: Vec::new() }
    }

    /// The house text, that of most words first.
    pub(super) fn boilerplate(&self) -> &[Boilerplate] {
        &self.boilerplate
    }

    /// How many words of house text a text has.
    pub(super) fn house_words(&self, text: TextId) -> u32 {
        self.words.get(&text).copied().unwrap_or(0)
    }

    /// What a text of an outlet is without house text, if it has any.
    pub(super) fn of(&self, text: TextId, said: &Said, outlet: u64, size: ShingleSize) -> Option<OwnText> {
        self.words.contains_key(&text).then(|| OwnText::without(said, outlet, &self.house, size))
    }
}

impl OwnText {
    /// A text of an outlet without the paragraphs of these keys.
    pub(super) fn without(said: &Said, outlet: u64, left_out: &AHashSet<u64>, size: ShingleSize) -> Self {
        let mut is_own = vec![true; said.hashes.len()];
        for (paragraph, _) in keys(said, outlet).filter(|(_, key)| left_out.contains(key)) {
            is_own[paragraph.words.start as usize..paragraph.words.end as usize].fill(false);
        }
        let own: Vec<WordHash> =
            said.hashes.iter().zip(&is_own).filter(|(_, own)| **own).map(|(word, _)| *word).collect();
        Self { shingles: ShingleSet::of(&own, size), is_own }
    }
}

/// Whether a paragraph that these texts of one outlet have, ascending, is its house text, by what is left of each without the paragraphs that recur.
pub(super) fn is_house(texts: &[TextId], rest: impl Fn(TextId) -> Arc<ShingleSet>) -> bool {
    is_house_text(texts, |a, b| are_unrelated(&rest(a), &rest(b)))
}

/// Whether two articles have something to say each, and next to nothing of it in common.
fn are_unrelated(a: &ShingleSet, b: &ShingleSet) -> bool {
    let common = similarity(a, b);
    let smaller = common.a.min(common.b);
    smaller >= FEWEST_OWN && 10 * common.shared < smaller
}

/// Where the longer paragraphs of a text stand, by their keys.
pub(super) fn places<'s>(text: TextId, said: &'s Said, outlet: u64) -> impl Iterator<Item = Place> + 's {
    keys(said, outlet).map(move |(paragraph, key)| Place { key, text, at: paragraph.words.start })
}

/// The paragraphs that are long enough, each with its key: what it says, in which outlet.
pub(super) fn keys<'s>(said: &'s Said, outlet: u64) -> impl Iterator<Item = (&'s Paragraph, u64)> {
    let long = said.paragraphs.iter().filter(|paragraph| paragraph.words.len() >= FEWEST_WORDS);
    long.map(move |paragraph| {
        let range = paragraph.words.start as usize..paragraph.words.end as usize;
        let key = stable(&said.hashes[range]) ^ scatter(outlet.wrapping_add(1));
        (paragraph, scatter(key))
    })
}
