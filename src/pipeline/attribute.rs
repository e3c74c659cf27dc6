//! Who prints whose words: repeated runs over the whole corpus, passages with their carriers, shares of outlets.

use super::Scan;
use super::corpus::Corpus;
use super::house::OwnTexts;
use super::ready::CutWords;
use crate::findings::{Group, OutletPair, OutletShare};
use crate::index::Segment;
use crate::neardup::Copies;
use crate::overlap::{
    Carrier, Carriers, Classes, Gram, Holding, Listing, Moment, OutletShares, Repeats, Sets, Spread, Steps, Streaks,
    TextGroup, grams, groups_of, outermost, outlet_shares,
};
use crate::spill::{PARTS, Rank, Sorted, Sorter, start_of_part};
use crate::text::{DocId, TextId};
use bytemuck::{Pod, Zeroable};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;

/// Pairs of outlets that are listed: all among a thousand outlets. Five thousand that print one story make 25 million pairs; then for each
/// outlet those with which it shares most words are listed, as many for each.
const LISTED: usize = 1_000_000;

/// What it takes to say whose words are whose.
pub(super) struct Attribution<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) copies: &'a Copies,
    pub(super) segment: &'a Segment,
    pub(super) own: &'a OwnTexts,
    pub(super) scan: &'a Scan,
}

/// Grams that are handed on together.
const BATCH: usize = 1 << 16;

/// Spots, grams and holdings stay in memory up to this part of the space each, one in so many.
const SORTED: u64 = 12;

/// Where a fingerprint stands in a text that another has too; sorted by text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
#[repr(C)]
struct Spot {
    text: TextId,
    unused: u32,
    key: u64,
}

/// The shared grams of a corpus.
pub(super) struct SharedGrams {
    /// How many different ones there are.
    pub(super) classes: u64,
    sets: Sets,
    /// What texts hold, in parts that ascend by text.
    holdings: Sorted<Holding>,
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
        let corpus = attribution.corpus;
        let text = |article: DocId| corpus.take(article).text.clone();
        Group::new(&found, |article| CutWords(corpus.take(article)), text)
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
        let (space, texts) = (&self.scan.space, self.copies.len() as u32);
        let grams = self.grams();
        let holdings = Sorter::new(space, SORTED, Rank::Number(|holding: &Holding| holding.text.0, texts));
        let mut classes = Classes::new(carriers);
        let mut held: Vec<Holding> = Vec::new();
        for part in 0..PARTS {
            // Of what is told of nobody, only the proof wants to know.
            let is_wanted = |holding: &Holding| holding.is_told() || self.scan.prove_up_to.is_some();
            classes.add(&grams.part(part), |holding| held.extend(Some(holding).filter(is_wanted)));
            grams.forget(part);
            holdings.push(&held);
            held.clear();
        }
        SharedGrams { classes: classes.count(), sets: classes.into_sets(), holdings: holdings.finish() }
    }

    /// The grams around shared fingerprints, and all of texts that have copies.
    fn grams(&self) -> Sorted<Gram> {
        let (space, texts) = (&self.scan.space, self.copies.len() as u32);
        let spots = Sorter::new(space, SORTED, Rank::Number(|spot: &Spot| spot.text.0, texts));
        Segment::parts().into_par_iter().for_each(|part| {
            let mut found = Vec::new();
            self.segment.prints(part, |places| {
                if places[0].text != places[places.len() - 1].text {
                    found.extend(places.iter().map(|place| Spot { text: place.text, unused: 0, key: place.key }));
                }
            });
            spots.push(&found);
        });
        let spots = spots.finish();
        let grams = Sorter::new(space, SORTED, Rank::Key(|gram: &Gram| gram.hash[0]));
        let starts: Vec<u32> = (0..PARTS as u32).map(|part| start_of_part(part, texts)).chain([texts]).collect();
        (0..PARTS).into_par_iter().for_each(|part| {
            let spots = spots.part(part);
            let mut rest = &spots[..];
            let mut found: Vec<Gram> = Vec::new();
            for text in (starts[part]..starts[part + 1]).map(TextId) {
                let (own, others) = rest.split_at(rest.partition_point(|spot| spot.text <= text));
                rest = others;
                if !own.is_empty() || self.has_copies(text) {
                    found.extend(self.grams_of(text, own));
                }
                if found.len() > BATCH {
                    grams.push(&found);
                    found.clear();
                }
            }
            grams.push(&found);
        });
        grams.finish()
    }

    fn grams_of(&self, text: TextId, spots: &[Spot]) -> Vec<Gram> {
        let article = self.copies.carriers(text)[0];
        let said = self.corpus.said(article);
        let own = self.own.of(text, &said, self.corpus.outlet_key(article), self.scan.recipe.shingle);
        let is_own = own.as_ref().map(|own| &own.is_own[..]);
        let is_shared = |hash: u64| spots.binary_search_by_key(&hash, |spot| spot.key).is_ok();
        let words = (text, &said.hashes[..]);
        grams(words, self.scan.recipe.winnowing, self.has_copies(text), is_own, is_shared)
    }

    /// The longest runs that they make, and who carries them.
    pub(super) fn spread(&self, grams: SharedGrams) -> Spread {
        let holdings = grams.holdings;
        let sorted = (0..PARTS).flat_map(|part| {
            let sorted = holdings.part(part);
            holdings.forget(part);
            Arc::unwrap_or_clone(sorted)
        });
        let run = self.scan.recipe.winnowing.guaranteed_run();
        Spread { repeats: Repeats::of(Streaks::of(self.copies.len(), sorted), run), sets: grams.sets }
    }

    /// The articles behind each text.
    pub(super) fn carriers(&self) -> Carriers {
        let carrier =
            |&article: &DocId| Carrier { moment: self.moment(article), article, outlet: self.corpus.outlet(article) };
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
            let words =
                articles.iter().map(|(text, _)| u64::from(self.corpus.words(self.copies.carriers(*text)[0]))).sum();
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
