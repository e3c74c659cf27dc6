//! The house text of each outlet, where it stands, and what a text is without it.

use super::corpus::Corpus;
use crate::findings::Boilerplate;
use crate::hash;
use crate::neardup::{Copies, OutletParagraph, house_text, recurring, similarity};
use crate::shingle::{ShingleSet, ShingleSize};
use crate::text::{DocId, Paragraph, TextId, WordHash, Words};
use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Fewer words make a heading or a date, not a paragraph of the house.
const FEWEST_WORDS: usize = 5;

/// Fewer shingles than these are no article of its own: a changed date under a story printed again.
const FEWEST_OWN: u32 = 16;

/// What each text with house text is without it.
pub(super) struct OwnTexts {
    texts: AHashMap<TextId, OwnText>,
    boilerplate: Vec<Boilerplate>,
}

/// A text without the house text of its outlet.
pub(super) struct OwnText {
    /// Its shingles.
    pub(super) shingles: ShingleSet,
    /// Of each of its words, whether it is the article's own.
    pub(super) is_own: Vec<bool>,
}

impl OwnTexts {
    /// Finds the house text of all outlets that the input names; `outlet_of` gives the outlet of each article.
    pub(super) fn find(corpus: &Corpus, copies: &Copies, outlet_of: &[u32], size: ShingleSize) -> Self {
        let article = |text: TextId| copies.carriers(text)[0];
        let words = |text: TextId| corpus.words(article(text));
        let paragraphs = |text: TextId| {
            let outlet = outlet_of[article(text).index()];
            let known = corpus.entries[article(text).index()].document.source_is_given;
            let is_long = move |paragraph: &&Paragraph| known && paragraph.words.len() >= FEWEST_WORDS;
            let long = words(text).paragraphs.iter().filter(is_long);
            long.map(move |paragraph| (paragraph, (outlet, identity(words(text), paragraph))))
        };
        let recurring = recurring(copies.texts().flat_map(|text| paragraphs(text).map(move |(_, key)| (text, key))));
        let without = |text: TextId, left_out: &dyn Fn(&OutletParagraph) -> bool| {
            OwnText::of(
                words(text),
                paragraphs(text).filter(|(_, key)| left_out(key)).map(|(paragraph, _)| paragraph),
                size,
            )
        };
        let mut carriers: Vec<TextId> = recurring.values().flatten().copied().collect();
        carriers.sort_unstable();
        carriers.dedup();
        let rest = |&text: &TextId| (text, without(text, &|key| recurring.contains_key(key)));
        let rest: AHashMap<TextId, OwnText> = carriers.par_iter().map(rest).collect::<Vec<_>>().into_iter().collect();
        let house: AHashSet<OutletParagraph> = house_text(&recurring, |a, b| rest[&a].is_unrelated(&rest[&b]));
        let has_house = |text: &TextId| paragraphs(*text).any(|(_, key)| house.contains(&key));
        let texts: Vec<TextId> = carriers.into_par_iter().filter(has_house).collect();
        let places =
            texts.iter().flat_map(|&text| paragraphs(text).map(move |(paragraph, key)| (key, text, paragraph)));
        let boilerplate = boilerplate(places.filter(|(key, ..)| house.contains(key)), corpus, copies, outlet_of);
        let texts = texts.into_par_iter().map(|text| (text, without(text, &|key| house.contains(key))));
        Self { texts: texts.collect::<Vec<_>>().into_iter().collect(), boilerplate }
    }

    /// The house text, that of most words first.
    pub(super) fn boilerplate(&self) -> &[Boilerplate] {
        &self.boilerplate
    }

    /// What a text is without house text, where it has any.
    pub(super) fn get(&self, text: TextId) -> Option<&OwnText> {
        self.texts.get(&text)
    }
}

impl OwnText {
    fn of<'a>(words: &Words, left_out: impl Iterator<Item = &'a Paragraph>, size: ShingleSize) -> Self {
        let mut is_own = vec![true; words.len()];
        for paragraph in left_out {
            is_own[paragraph.words.start as usize..paragraph.words.end as usize].fill(false);
        }
        let own: Vec<WordHash> =
            words.hashes.iter().zip(&is_own).filter(|(_, own)| **own).map(|(word, _)| *word).collect();
        Self { shingles: ShingleSet::of(&own, size), is_own }
    }

    /// Whether two articles have something to say each, and next to nothing of it in common.
    fn is_unrelated(&self, other: &Self) -> bool {
        let common = similarity(&self.shingles, &other.shingles);
        let smaller = common.a.min(common.b);
        smaller >= FEWEST_OWN && 10 * common.shared < smaller
    }
}

/// House text as a list, each paragraph told as it stands in the first article by id that has it.
fn boilerplate<'a>(
    places: impl Iterator<Item = (OutletParagraph, TextId, &'a Paragraph)>,
    corpus: &Corpus,
    copies: &Copies,
    outlet_of: &[u32],
) -> Vec<Boilerplate> {
    let mut found: BTreeMap<OutletParagraph, Vec<(DocId, &Paragraph)>> = BTreeMap::new();
    for (key, text, paragraph) in places {
        let of_outlet = copies.carriers(text).iter().filter(|article| outlet_of[article.index()] == key.0);
        found.entry(key).or_default().extend(of_outlet.map(|article| (*article, paragraph)));
    }
    let told = |((outlet, _), mut places): (OutletParagraph, Vec<(DocId, &Paragraph)>)| {
        places.sort_unstable_by_key(|(article, paragraph)| (*article, paragraph.words.start));
        let (first, paragraph) = places[0];
        let articles = places.chunk_by(|x, y| x.0 == y.0).count() as u32;
        let words = paragraph.words.end - paragraph.words.start;
        let text = paragraph.span.of(&corpus.entries[first.index()].document.text).trim().to_owned();
        Boilerplate { outlet, articles, words, total_words: u64::from(words) * places.len() as u64, first, text }
    };
    let mut list: Vec<Boilerplate> = found.into_iter().map(told).collect();
    list.sort_by_key(|found| (Reverse(found.total_words), found.outlet, found.first, found.text.clone()));
    list
}

fn identity(words: &Words, paragraph: &Paragraph) -> u64 {
    let range = paragraph.words.start as usize..paragraph.words.end as usize;
    let bytes: Vec<u8> = words.hashes[range].iter().flat_map(|word| word.0.to_le_bytes()).collect();
    hash::stable(&bytes)
}
