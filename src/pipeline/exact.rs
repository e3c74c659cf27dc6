//! The proof: all articles compared with all others, plainly, and every shared run looked up in the answer.
//!
//! Nothing here knows of fingerprints, bands, crowds or copies. Every run of as many words as are promised is numbered by its words; two articles that
//! hold one number share it, and neighbours are taken together to longest runs. **Cost.** All pairs of articles, each as long as its shared runs and its
//! shorter list of numbers: quadratic in articles, so the caller says how many are too many.

use super::attribute::Attribution;
use crate::findings::{Comparison, Group, Listing, Proof};
use crate::overlap::Repeats;
use crate::text::{DocId, Span, TextId, WordHash, Words};
use ahash::AHashMap;
use rayon::prelude::*;
use std::ops::Range;

/// Compares all articles, if they are no more than `most`.
pub(super) fn prove(
    attribution: &Attribution,
    repeats: &Repeats,
    comparisons: &Listing<Comparison>,
    groups: &[Group],
    most: usize,
) -> Proof {
    let articles = attribution.corpus.len();
    if articles > most {
        return Proof::TooMany { articles: articles as u64, most: most as u64 };
    }
    let run = attribution.scan.recipe.winnowing.guaranteed_run();
    let taken: Vec<Words> =
        (0..articles as u32).into_par_iter().map(|article| attribution.corpus.cut(DocId(article))).collect();
    let plain = Plain::number(&taken, run);
    let comparisons: Vec<Comparison> = comparisons.iter().collect();
    let answer = Answer::new((attribution, &taken), repeats, &comparisons, groups);
    let of_article = |a: usize| {
        attribution.scan.space.go_on();
        let pairs = (a + 1..articles).map(|b| (a, b, plain.shared_runs(a, b)));
        pairs.filter(|(.., runs)| !runs.is_empty()).map(|(a, b, runs)| answer.check(a, b, &runs)).collect::<Vec<_>>()
    };
    let checked: Vec<Checked> = (0..articles).into_par_iter().flat_map_iter(of_article).collect();
    Proof::Compared {
        runs: checked.iter().map(|pair| pair.runs).sum(),
        runs_found: checked.iter().map(|pair| pair.runs_found).sum(),
        pairs: checked.len() as u64,
        pairs_listed: checked.iter().filter(|pair| pair.told == Told::Listed).count() as u64,
        pairs_grouped: checked.iter().filter(|pair| pair.told == Told::Grouped).count() as u64,
    }
}

/// A longest run of equal words: `words` of them from word `a` of one article and word `b` of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SharedRun {
    a: u32,
    b: u32,
    words: u32,
}

/// The runs of each article by number: equal numbers for equal words.
struct Plain {
    run: u32,
    /// In the order of the article.
    numbers: Vec<Vec<u32>>,
    /// Each number with its places, by number.
    places: Vec<Vec<(u32, u32)>>,
}

impl Plain {
    fn number(articles: &[Words], run: usize) -> Self {
        let mut known: AHashMap<&[WordHash], u32> = AHashMap::new();
        let mut numbers: Vec<Vec<u32>> = Vec::new();
        for words in articles {
            let mut number = |words| {
                let next = known.len() as u32;
                *known.entry(words).or_insert(next)
            };
            numbers.push(words.hashes.windows(run).map(&mut number).collect());
        }
        let places = numbers.iter().map(|numbers| {
            let mut places: Vec<(u32, u32)> = numbers.iter().copied().zip(0..).collect();
            places.sort_unstable();
            places
        });
        Self { run: run as u32, places: places.collect(), numbers }
    }

    /// The longest runs that two articles share, wherever they stand in either.
    fn shared_runs(&self, a: usize, b: usize) -> Vec<SharedRun> {
        let (left, right) = (&self.numbers[a], &self.numbers[b]);
        let mut runs = Vec::new();
        let (mut x, mut y) = (&self.places[a][..], &self.places[b][..]);
        while let (Some(first), Some(second)) = (x.first(), y.first()) {
            let ends = [x, y].map(|places| places.partition_point(|place| place.0 <= first.0.min(second.0)));
            if first.0 == second.0 {
                for &(_, p) in &x[..ends[0]] {
                    for &(_, q) in &y[..ends[1]] {
                        let goes_on = p > 0 && q > 0 && left[p as usize - 1] == right[q as usize - 1];
                        if !goes_on {
                            let equal = left[p as usize..].iter().zip(&right[q as usize..]).take_while(|(x, y)| x == y);
                            runs.push(SharedRun { a: p, b: q, words: equal.count() as u32 + self.run - 1 });
                        }
                    }
                }
            }
            (x, y) = (&x[ends[0]..], &y[ends[1]..]);
        }
        runs
    }
}

/// How a pair of articles is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Listed,
    Grouped,
    Not,
}

/// What the answer says of one pair.
struct Checked {
    runs: u64,
    runs_found: u64,
    told: Told,
}

/// The answer of the scan, to be looked up.
struct Answer<'a> {
    attribution: &'a Attribution<'a>,
    words: &'a [Words],
    repeats: &'a Repeats,
    comparisons: &'a [Comparison],
    text_of: Vec<TextId>,
    /// The groups that each article carries, and where, by group.
    carried: Vec<Vec<(u32, Span)>>,
}

impl<'a> Answer<'a> {
    fn new(
        (attribution, words): (&'a Attribution, &'a [Words]),
        repeats: &'a Repeats,
        comparisons: &'a [Comparison],
        groups: &[Group],
    ) -> Self {
        let articles = words.len();
        let mut text_of = vec![TextId(0); articles];
        for text in attribution.copies.texts() {
            attribution.copies.carriers(text).iter().for_each(|article| text_of[article.index()] = text);
        }
        let mut carried = vec![Vec::new(); articles];
        for (number, group) in (0..).zip(groups) {
            group
                .carriers
                .iter()
                .for_each(|carrier| carried[carrier.article.index()].push((number, carrier.side.span)));
        }
        Self { attribution, words, repeats, comparisons, text_of, carried }
    }

    fn check(&self, a: usize, b: usize, runs: &[SharedRun]) -> Checked {
        let found = runs.iter().filter(|run| self.is_repeated(a, b, **run)).count() as u64;
        let listed = self.listed(a, b);
        let told = |sides: &[Vec<Span>; 2]| runs.iter().all(|run| self.covers(a, b, sides, *run));
        let told = if told(&listed) {
            Told::Listed
        } else {
            let grouped = self.grouped(a, b);
            let both = [0, 1].map(|side| [listed[side].clone(), grouped[side].clone()].concat());
            if told(&both) { Told::Grouped } else { Told::Not }
        };
        Checked { runs: runs.len() as u64, runs_found: found, told }
    }

    /// Whether each piece of the run is one class on both sides.
    fn is_repeated(&self, a: usize, b: usize, run: SharedRun) -> bool {
        let class = |article: usize, at: u32| self.repeats.class_at(self.text_of[article], at);
        (0..=run.words - self.repeats.run()).all(|step| {
            let found = class(a, run.a + step);
            found.is_some() && found == class(b, run.b + step)
        })
    }

    /// Where listed passages stand in the two.
    fn listed(&self, a: usize, b: usize) -> [Vec<Span>; 2] {
        let pair = (DocId(a as u32), DocId(b as u32));
        let found = self.comparisons.binary_search_by_key(&pair, |comparison| (comparison.a, comparison.b));
        let passages = found.map_or(&[][..], |found| &self.comparisons[found].passages);
        [
            passages.iter().map(|passage| passage.a.span).collect(),
            passages.iter().map(|passage| passage.b.span).collect(),
        ]
    }

    /// Where the passages stand that both carry, and the house text of either.
    fn grouped(&self, a: usize, b: usize) -> [Vec<Span>; 2] {
        let common = |own: usize, other: usize| {
            let carries = |number: u32| self.carried[other].binary_search_by_key(&number, |found| found.0).is_ok();
            let spans = self.carried[own].iter().filter(move |found| carries(found.0)).map(|found| found.1);
            spans.chain(self.near_house(own)).collect()
        };
        [common(a, b), common(b, a)]
    }

    /// House text, with the words around it that only runs through it hold.
    fn near_house(&self, article: usize) -> Vec<Span> {
        let words = &self.words[article];
        let (own, corpus) = (self.attribution.own, self.attribution.corpus);
        let (outlet, size) = (corpus.outlet_key(DocId(article as u32)), self.attribution.scan.recipe.shingle);
        let Some(own) = own.of(self.text_of[article], &corpus.said(DocId(article as u32)), outlet, size) else {
            return Vec::new();
        };
        let reach = self.repeats.run() - 1;
        let house = (0u32..).zip(&own.is_own).filter(|(_, own)| !**own).map(|(word, _)| word);
        let around = |word: u32| word.saturating_sub(reach)..(word + reach + 1).min(words.len() as u32);
        house.map(|word| words.span(around(word))).collect()
    }

    /// Whether the run lies in the spans on one side at least: a run that one of the two repeats is told once.
    fn covers(&self, a: usize, b: usize, sides: &[Vec<Span>; 2], run: SharedRun) -> bool {
        let covered = |article: usize, spans: &[Span], words: Range<u32>| {
            let all = &self.words[article].spans;
            let holds = |word: Span| spans.iter().any(|span| span.start <= word.start && word.end <= span.end);
            all[words.start as usize..words.end as usize].iter().all(|word| holds(*word))
        };
        covered(a, &sides[0], run.a..run.a + run.words) || covered(b, &sides[1], run.b..run.b + run.words)
    }
}
