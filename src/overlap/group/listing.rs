//! Listings: groups of articles, in their order and one by one.
//!
//! What the order needs is 32 bytes a group and no words. Each group is spread out to the articles that carry it when it is told.

use super::text_group::{Part, TextGroup};
use crate::hash;
use crate::overlap::carrier::Carriers;
use crate::overlap::moment::Moment;
use crate::text::{DocId, WordHash};
use ahash::AHashMap;
use std::cmp::Reverse;
use std::ops::Range;

/// A group of articles, as far as its place among others needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// The number of the group of texts.
    pub group: u32,
    /// How many articles carry it: at least two.
    pub articles: u32,
    /// How many outlets they are of.
    pub outlets: u32,
    /// Words of the passage in the first of them.
    pub words: u32,
    /// The first of them.
    pub origin: DocId,
    /// Where it begins there.
    pub start: u32,
    since: Moment,
}

/// A passage and the articles that carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageGroup {
    /// Who carries it, the earliest article first, then by word; an article that prints it in parts stands there once for each.
    pub occurrences: Vec<Occurrence>,
    /// How many articles carry it: at least two.
    pub articles: u32,
    /// How many outlets they are of.
    pub outlets: u32,
}

/// Where an article carries a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The article.
    pub article: DocId,
    /// From its first shared word to its last.
    pub words: Range<u32>,
    /// How many of these words stand in runs that it shares with carriers.
    pub words_equal: u32,
}

/// An article that carries a part: when, who, from which word on; which part, which outlet.
type Found = (Moment, DocId, u32, usize, u32);

impl Listing {
    /// The groups of articles that a group of texts makes, in the order of time; `number` is its number, `run` the words of a gram. With a `window`,
    /// articles of so many days from the first one make a group, the first one behind them begins another, and articles without a date are
    /// left out.
    pub fn of((number, group): (u32, &TextGroup), run: u32, carriers: &Carriers, window: Option<u32>) -> Vec<Self> {
        let parts: Vec<Part> = group.parts(run).collect();
        let found = found(&parts, carriers, |_| true);
        let mut listings = Vec::new();
        let mut rest = &found[..];
        while let Some(first) = rest.first().filter(|first| is_near(first.0, first.0, window)) {
            let (these, others) = rest.split_at(rest.partition_point(|other| is_near(first.0, other.0, window)));
            rest = others;
            let (articles, outlets) = (articles(these), outlets(these));
            if articles > 1 {
                let words = &parts[first.3].words;
                let (words, start) = (words.end - words.start, words.start);
                listings.push(Self { group: number, articles, outlets, words, origin: first.1, start, since: first.0 });
            }
        }
        listings
    }

    /// By what groups are listed: those of most words times outlets first, then those of most articles, then by origin.
    pub fn key(&self) -> impl Ord + use<> {
        let weight = u64::from(self.words) * u64::from(self.outlets);
        (Reverse(weight), Reverse(self.articles), self.origin, self.start)
    }

    /// The group itself, of its group of texts; the rest is as it was said when it was listed.
    pub fn expand(&self, group: &TextGroup, run: u32, carriers: &Carriers, window: Option<u32>) -> PassageGroup {
        let parts: Vec<Part> = group.parts(run).collect();
        let found = found(&parts, carriers, |moment| moment >= self.since && is_near(self.since, moment, window));
        let occurrences = found.iter().map(|&(_, article, _, number, _)| {
            let Part { words, words_equal, .. } = &parts[number];
            Occurrence { article, words: words.clone(), words_equal: *words_equal }
        });
        PassageGroup { occurrences: occurrences.collect(), articles: self.articles, outlets: self.outlets }
    }
}

/// The articles that carry parts, the earliest first, of moments that are wanted; these follow each other.
fn found(parts: &[Part], carriers: &Carriers, is_wanted: impl Fn(Moment) -> bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let of_part = carriers.of(part.text).iter().filter(|carrier| is_wanted(carrier.moment));
        found.extend(of_part.map(|x| (x.moment, x.article, part.words.start, number, x.outlet)));
    }
    found.sort_unstable();
    found
}

/// Whether an article is of the group that begins with one at `first`.
fn is_near(first: Moment, moment: Moment, window: Option<u32>) -> bool {
    window.is_none_or(|days| first.is_known() && moment.is_known() && moment.days_from(first) <= u64::from(days))
}

fn articles(found: &[Found]) -> u32 {
    found.chunk_by(|x, y| x.1 == y.1).count() as u32
}

fn outlets(found: &[Found]) -> u32 {
    let mut outlets: Vec<u32> = found.iter().map(|found| found.4).collect();
    outlets.sort_unstable();
    outlets.dedup();
    outlets.len() as u32
}

/// The word-for-word different versions of a passage, numbered from 1 as they appear.
#[derive(Debug, Default)]
pub struct Variants {
    known: AHashMap<u128, u32>,
}

impl Variants {
    /// The number of the version that says these words.
    pub fn number(&mut self, words: &[WordHash]) -> u32 {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.0.to_le_bytes()).collect();
        let next = self.known.len() as u32 + 1;
        *self.known.entry(hash::identity(&bytes)).or_insert(next)
    }
}
