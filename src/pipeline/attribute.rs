//! Who prints whose words: repeated runs over the whole corpus, passages with their carriers, shares of outlets.

use super::Scan;
use super::corpus::{Corpus, CutWords};
use super::house::OwnTexts;
use crate::findings::{Group, OutletPair, OutletShare};
use crate::index::Segment;
use crate::neardup::Copies;
use crate::overlap::{
    Carrier, Carriers, Gram, Moment, OutletShares, PassageGroup, Repeats, Spread, Steps, grams, groups_of, outermost,
    outlet_shares,
};
use crate::text::{DocId, TextId, WordHash};
use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;
use std::borrow::Cow;
use std::cmp::Reverse;

/// Pairs of outlets that are listed: all among a thousand outlets. Five thousand that print one story make 25 million pairs; then for each
/// outlet those with which it shares most words are listed, as many for each.
const LISTED: usize = 1_000_000;

/// What it takes to say whose words are whose.
pub(super) struct Attribution<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) copies: &'a Copies,
    pub(super) segment: &'a Segment,
    pub(super) own: &'a OwnTexts,
    /// The words of each text.
    pub(super) hashes: &'a [Vec<WordHash>],
    /// Of the words of texts with house text, whether they are the article's own.
    pub(super) is_own: &'a AHashMap<TextId, Vec<bool>>,
    pub(super) scan: &'a Scan,
}

/// What outlets share: of each outlet, and of its pairs with others.
pub(super) struct Shares {
    pub(super) outlets: Vec<OutletShare>,
    pub(super) pairs: Vec<OutletPair>,
}

impl Attribution<'_> {
    /// The runs of words that stand in two articles or more, house text among them.
    pub(super) fn repeats(&self) -> Repeats {
        let winnowing = self.scan.recipe.winnowing;
        let mut shared: AHashSet<u64> = AHashSet::new();
        for part in Segment::parts() {
            self.segment.prints(part, |places| {
                if places[0].text != places[places.len() - 1].text {
                    shared.insert(places[0].key);
                }
            });
        }
        let texts: Vec<TextId> = self.copies.texts().collect();
        let of_text = |&text: &TextId| {
            grams((text, self.words(text)), winnowing, self.has_copies(text), |hash| shared.contains(&hash))
        };
        let mut found: Vec<Gram> = texts.par_iter().flat_map_iter(of_text).collect();
        found.par_sort_unstable();
        let run = winnowing.guaranteed_run();
        Repeats::of(&found, run, texts.len(), |text| self.words(text), |text| self.has_copies(text))
    }

    /// The same without house text.
    pub(super) fn own_repeats<'b>(&self, repeats: &'b Repeats) -> Cow<'b, Repeats> {
        match self.own.boilerplate() {
            [] => Cow::Borrowed(repeats),
            _ => Cow::Owned(repeats.of_words(|text| self.is_own.get(&text).map(|own| &own[..]))),
        }
    }

    /// The articles behind each text.
    pub(super) fn carriers(&self) -> Carriers {
        let carrier = |&article: &DocId| Carrier {
            moment: self.moment(article),
            article,
            outlet: self.corpus.outlet(article),
        };
        Carriers::new(self.copies.texts().map(|text| self.copies.carriers(text).iter().map(carrier).collect()))
    }

    /// The passages that two articles or more carry.
    pub(super) fn groups(&self, spread: &Spread, carriers: &Carriers) -> Vec<Group> {
        let texts: Vec<TextId> = self.copies.texts().collect();
        let found = texts.par_iter().flat_map_iter(|&text| groups_of(text, spread, carriers)).collect();
        let found = outermost(found, spread.repeats().run());
        let told = found.par_iter().flat_map_iter(|group| {
            let groups = PassageGroup::of(group, carriers, |text| self.words(text), self.scan.window_days);
            let words = |article| CutWords(self.corpus.take(article));
            let text = |article| self.corpus.take(article).entry.document.text.clone();
            groups.into_iter().map(move |group| Group::new(&group, words, text))
        });
        let mut groups: Vec<Group> = told.collect();
        groups.par_sort_by_key(|group| {
            let origin = &group.carriers[0];
            (Reverse(group.weight()), Reverse(group.articles), origin.article, origin.side.span.start)
        });
        groups
    }

    /// What outlets share.
    pub(super) fn shares(&self, spread: &Spread) -> Shares {
        let outlets = self.corpus.outlets().len();
        let mut articles: Vec<Vec<(TextId, Moment)>> = vec![Vec::new(); outlets];
        for text in self.copies.texts() {
            for &article in self.copies.carriers(text) {
                articles[self.corpus.outlet(article) as usize].push((text, self.moment(article)));
            }
        }
        let steps = Steps::of(spread);
        let of_outlet = |(outlet, articles): (usize, Vec<(TextId, Moment)>)| {
            let window = self.scan.window_days;
            let shares = outlet_shares(outlet as u32, &articles, (spread, &steps), outlets, window);
            let words = articles.iter().map(|(text, _)| self.words(*text).len() as u64).sum();
            let house = articles.iter().map(|(text, _)| u64::from(self.own.house_words(*text)));
            let listed = (LISTED / outlets).max(1);
            told(outlet as u32, shares, listed, words, house.sum())
        };
        let found: Vec<_> = articles.into_par_iter().enumerate().map(of_outlet).collect();
        let (outlets, pairs): (Vec<OutletShare>, Vec<Vec<OutletPair>>) = found.into_iter().unzip();
        Shares { outlets, pairs: pairs.concat() }
    }

    fn moment(&self, article: DocId) -> Moment {
        Moment::of(self.corpus.seconds(article))
    }

    fn words(&self, text: TextId) -> &[WordHash] {
        &self.hashes[text.index()]
    }

    fn has_copies(&self, text: TextId) -> bool {
        self.copies.carriers(text).len() > 1
    }
}

/// An outlet of so many words, and so many of house text, and of its pairs as many as are `listed`.
fn told(
    outlet: u32,
    shares: OutletShares,
    listed: usize,
    words: u64,
    boilerplate_words: u64,
) -> (OutletShare, Vec<OutletPair>) {
    let mut pairs = shares.pairs;
    let sources = pairs.iter().filter(|pair| pair.other != outlet && pair.words_earlier > 0);
    let main_source = sources.max_by_key(|pair| (pair.words_earlier, Reverse(pair.other))).map(|pair| pair.other);
    pairs.sort_unstable_by_key(|pair| (Reverse(pair.words), pair.other));
    let others_unlisted = pairs.len().saturating_sub(listed) as u32;
    pairs.truncate(listed);
    pairs.shrink_to_fit();
    pairs.sort_unstable_by_key(|pair| pair.other);
    let share = OutletShare {
        own_words: words - boilerplate_words - shares.words_earlier,
        unshared_words: words - boilerplate_words - shares.words,
        boilerplate_words,
        main_source,
        others_unlisted,
    };
    (share, pairs)
}
