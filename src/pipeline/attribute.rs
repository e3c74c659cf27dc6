//! Who prints whose words: repeated runs over the whole corpus, passages with their carriers, shares of outlets.

use super::Scan;
use super::corpus::Corpus;
use super::house::OwnTexts;
use crate::findings::{Group, OutletPair, OutletShare};
use crate::index::Segment;
use crate::neardup::Copies;
use crate::overlap::{
    Carrier, Carriers, Classes, Gram, Holding, Listing, Moment, OutletShares, Repeats, Sets, Spread, Steps, Streaks,
    TextGroup, grams, groups_of, outermost, outlet_shares,
};
use crate::text::{DocId, TextId, WordHash};
use ahash::AHashSet;
use rayon::prelude::*;
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
    pub(super) outlet_of: &'a [u32],
    pub(super) scan: &'a Scan,
}

/// Grams, and what texts hold of them, are sorted in so many parts, a power of two, so that what is done with is given back.
const PARTS: usize = 16;

/// The shared grams of a corpus.
pub(super) struct SharedGrams {
    /// How many different ones there are.
    pub(super) classes: u64,
    sets: Sets,
    /// What texts hold, in parts that ascend by text.
    holdings: Vec<Vec<Holding>>,
}

/// The passages of a corpus in their order, each told when it is asked for.
pub(super) struct Passages<'a> {
    attribution: &'a Attribution<'a>,
    carriers: &'a Carriers,
    run: u32,
    groups: Vec<TextGroup>,
    listings: Vec<Listing>,
}

impl Passages<'_> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.listings.len()
    }

    /// One of them, from 0, those that weigh most first.
    pub(super) fn get(&self, number: usize) -> Group {
        let (attribution, listing) = (self.attribution, &self.listings[number]);
        let group = &self.groups[listing.group as usize];
        let found = listing.expand(group, self.run, self.carriers, attribution.scan.window_days);
        let text = |article: DocId| attribution.corpus.entries[article.index()].document.text.as_str();
        Group::new(&found, |article| attribution.corpus.words(article), text)
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<Group> {
        (0..self.len()).into_par_iter().map(|number| self.get(number)).collect()
    }
}

/// What outlets share: of each outlet, and of its pairs with others.
pub(super) struct Shares {
    pub(super) outlets: Vec<OutletShare>,
    pub(super) pairs: Vec<OutletPair>,
}

impl Attribution<'_> {
    /// The grams that stand in two articles or more, by text, with the sets of texts that hold them; house text is held, but by nobody.
    pub(super) fn shared_grams(&self, carriers: &Carriers) -> SharedGrams {
        let winnowing = self.scan.recipe.winnowing;
        let shared: AHashSet<u64> = self.segment.shared_fingerprints().collect();
        let texts: Vec<TextId> = self.copies.texts().collect();
        let of_text = |&text: &TextId| {
            let is_own = self.own.get(text).map(|own| &own.is_own[..]);
            grams((text, self.words(text)), winnowing, self.has_copies(text), is_own, |hash| shared.contains(&hash))
        };
        let found = texts.par_iter().flat_map_iter(of_text);
        let mut classes = Classes::new(carriers);
        let mut parts = parted(found, |gram: &Gram| gram.hash[0] >> (u64::BITS - PARTS.ilog2()));
        let mut holdings: Vec<Vec<Holding>> = (0..PARTS).map(|_| Vec::new()).collect();
        let of_each = texts.len().div_ceil(PARTS).max(1);
        for mut part in parts.drain(..) {
            part.par_sort_unstable();
            classes.add(&part, |holding| {
                // Of what is told of nobody, only the proof wants to know.
                if holding.is_told() || self.scan.prove_up_to.is_some() {
                    holdings[holding.text.index() / of_each].push(holding);
                }
            });
        }
        SharedGrams { classes: classes.count(), sets: classes.into_sets(), holdings }
    }

    /// The longest runs that they make, and who carries them.
    pub(super) fn spread(&self, grams: SharedGrams) -> Spread {
        let sorted = grams.holdings.into_iter().flat_map(|mut holdings| {
            holdings.par_sort_unstable();
            holdings
        });
        let run = self.scan.recipe.winnowing.guaranteed_run();
        Spread { repeats: Repeats::of(Streaks::of(self.copies.len(), sorted), run), sets: grams.sets }
    }

    /// The articles behind each text.
    pub(super) fn carriers(&self) -> Carriers {
        let carrier = |&article: &DocId| Carrier {
            moment: self.moment(article),
            article,
            outlet: self.outlet_of[article.index()],
        };
        Carriers::new(self.copies.texts().map(|text| self.copies.carriers(text).iter().map(carrier).collect()))
    }

    /// The passages that two articles or more carry.
    pub(super) fn passages<'b>(&'b self, spread: &Spread, carriers: &'b Carriers) -> Passages<'b> {
        let run = spread.repeats.run();
        let texts: Vec<TextId> = self.copies.texts().collect();
        let found = texts.par_iter().flat_map_iter(|&text| groups_of(text, spread, carriers)).collect();
        let groups = outermost(found, run);
        let of_group = |(number, group): (usize, &TextGroup)| {
            Listing::of((number as u32, group), run, carriers, self.scan.window_days)
        };
        let mut listings: Vec<Listing> = groups.par_iter().enumerate().flat_map_iter(of_group).collect();
        listings.par_sort_by_key(Listing::key);
        Passages { attribution: self, carriers, run, groups, listings }
    }

    /// What outlets share.
    pub(super) fn shares(&self, spread: &Spread) -> Shares {
        let outlets = self.outlet_of.iter().max().map_or(0, |&last| last as usize + 1);
        let mut articles: Vec<Vec<(TextId, Moment)>> = vec![Vec::new(); outlets];
        for text in self.copies.texts() {
            for &article in self.copies.carriers(text) {
                articles[self.outlet_of[article.index()] as usize].push((text, self.moment(article)));
            }
        }
        let steps = Steps::of(spread);
        let of_outlet = |(outlet, articles): (usize, Vec<(TextId, Moment)>)| {
            let window = self.scan.window_days;
            let shares = outlet_shares(outlet as u32, &articles, (spread, &steps), outlets, window);
            let words = articles.iter().map(|(text, _)| self.words(*text).len() as u64).sum();
            let is_house = |own: &[bool]| own.iter().filter(|own| !**own).count() as u64;
            let house = articles.iter().filter_map(|(text, _)| self.own.get(*text));
            let listed = (LISTED / outlets).max(1);
            told(outlet as u32, shares, listed, words, house.map(|own| is_house(&own.is_own)).sum())
        };
        let found: Vec<_> = articles.into_par_iter().enumerate().map(of_outlet).collect();
        let (outlets, pairs): (Vec<OutletShare>, Vec<Vec<OutletPair>>) = found.into_iter().unzip();
        Shares { outlets, pairs: pairs.concat() }
    }

    fn moment(&self, article: DocId) -> Moment {
        Moment::of(self.corpus.entries[article.index()].document.date.as_ref().and_then(|date| date.seconds))
    }

    fn words(&self, text: TextId) -> &[WordHash] {
        &self.corpus.words(self.copies.carriers(text)[0]).hashes
    }

    fn has_copies(&self, text: TextId) -> bool {
        self.copies.carriers(text).len() > 1
    }
}

/// What is found, in parts by `part`; each part in any order.
fn parted<T: Send>(found: impl ParallelIterator<Item = T>, part: impl Fn(&T) -> u64 + Sync) -> Vec<Vec<T>> {
    let none = || (0..PARTS).map(|_| Vec::new()).collect::<Vec<Vec<T>>>();
    let add = |mut parts: Vec<Vec<T>>, item: T| {
        parts[part(&item) as usize].push(item);
        parts
    };
    let join = |mut parts: Vec<Vec<T>>, others: Vec<Vec<T>>| {
        parts.iter_mut().zip(others).for_each(|(part, mut other)| part.append(&mut other));
        parts
    };
    found.fold(none, add).reduce(none, join)
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
