//! From texts back to the articles that carry them.

use super::corpus::Corpus;
use super::judge::Compared;
use super::ready::Ready;
use crate::findings::{Cluster, Comparison, Listing, Pair};
use crate::index::Recipe;
use crate::neardup::{self, Copies, Edge, Ratio, Similarity, Verdict, similarity};
use crate::overlap::{Alignment, Passage, passages};
use crate::shingle::{ShingleSet, ShingleSize};
use crate::spill::{Log, Space};
use crate::text::{DocId, TextId};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// Two texts (or one, carried twice) whose carriers have something in common make this many pairs of articles at most that are told
/// one by one. Beyond it each carrier is told with the first carrier of the other text only, and the rest is counted.
const TOLD: u64 = 10_000;
/// Comparisons are held up to this part of the space, one in so many ...
const HELD: u64 = 8;
/// ... of about so many bytes each.
const HELD_BYTES: usize = 2048;

/// What is needed to name carriers.
pub(super) struct Expansion<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) copies: &'a Copies,
    pub(super) size: ShingleSize,
}

/// Articles two by two that share passages, told when they are asked for.
struct Sharing {
    corpus: Arc<Corpus>,
    compared: Arc<Vec<Compared>>,
    log: Log,
    alignment: Alignment,
    size: ShingleSize,
    pairs: Vec<SharingPair>,
}

/// Two articles that share passages, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SharingPair {
    a: DocId,
    b: DocId,
    /// The place of their texts among what was compared; none for two copies of one text.
    place: Option<u32>,
    /// Whether the second one carries the first text.
    swapped: bool,
}

impl Sharing {
    fn compare(&self, pair: SharingPair) -> Comparison {
        let [left, right] = [pair.a, pair.b].map(|article| self.corpus.take(article));
        let texts = pair.place.map(|place| &self.compared[place as usize]);
        let known = texts.map(|texts| (texts.edge.similarity, texts.passages(&self.log), pair.swapped));
        comparison((pair.a, &left), (pair.b, &right), known, (self.alignment, self.size))
    }
}

/// What is told of two articles, by what is known of their texts, and whether it is known the other way round; of copies of one text, nothing is.
pub(super) fn comparison(
    (a, left): (DocId, &Ready),
    (b, right): (DocId, &Ready),
    known: Option<(Similarity, Vec<Passage>, bool)>,
    (alignment, size): (Alignment, ShingleSize),
) -> Comparison {
    let new = |similarity: Similarity, passages: &[Passage]| {
        Comparison::new((a, &left.words), (b, &right.words), similarity, passages)
    };
    match known {
        None => {
            let found = passages(&left.words, &right.words, alignment);
            new(similarity(left.shingles(size), right.shingles(size)), &found)
        }
        Some((similarity, passages, true)) => {
            let mut swapped: Vec<Passage> = passages.iter().map(Passage::swapped).collect();
            swapped.sort_unstable_by_key(|passage| (passage.a.start, passage.b.start));
            new(similarity.swapped(), &swapped)
        }
        Some((similarity, passages, false)) => new(similarity, &passages),
    }
}

/// The pairs of articles that share passages, ascending, copies of one text too. They are held where the space has room for them.
pub(super) fn comparisons(
    corpus: &Arc<Corpus>,
    copies: &Copies,
    (compared, log): (&Arc<Vec<Compared>>, Log),
    (recipe, space): (&Recipe, &Space),
) -> Listing<Comparison> {
    let (alignment, size) = (recipe.alignment, recipe.shingle);
    let expansion = Expansion { corpus, copies, size };
    let told = |a: TextId, b: TextId, place: Option<u32>| {
        let pair = move |(a, b): (DocId, DocId)| SharingPair { a: a.min(b), b: a.max(b), place, swapped: b < a };
        expansion.told(a, b).into_iter().map(pair)
    };
    let sharing = (0..).zip(compared.iter()).filter(|(_, pair)| pair.passages.is_some());
    let mut pairs: Vec<SharingPair> =
        sharing.flat_map(|(place, pair)| told(pair.edge.a, pair.edge.b, Some(place))).collect();
    pairs.extend(expansion.copied().flat_map(|text| told(text, text, None)));
    pairs.par_sort_unstable();
    let sharing = Sharing { corpus: Arc::clone(corpus), compared: Arc::clone(compared), log, alignment, size, pairs };
    let all = sharing.pairs.len();
    let make = move |range: Range<usize>| -> Vec<Comparison> {
        sharing.pairs[range].par_iter().map(|pair| sharing.compare(*pair)).collect()
    };
    match all.saturating_mul(HELD_BYTES) <= space.share(HELD) {
        true => make(0..all).into(),
        false => Listing::new(all, make),
    }
}

/// Two articles as they are told, by what is known of their texts in this order.
pub(super) fn pair_of((a, b): (DocId, DocId), (similarity, covered): (Similarity, Ratio), template: bool) -> Pair {
    let (a, b, similarity) = if a < b { (a, b, similarity) } else { (b, a, similarity.swapped()) };
    Pair { a, b, similarity, covered, template }
}

/// How many pairs the carriers of a text make with so many others, those of another text, or among themselves.
fn all(carriers: usize, others: Option<usize>) -> u64 {
    let carriers = carriers as u64;
    others.map_or(carriers * (carriers - 1) / 2, |others| carriers * others as u64)
}

/// Which of these pairs are told one by one, by places of carriers.
pub(super) fn told(carriers: usize, others: Option<usize>) -> impl Iterator<Item = (usize, usize)> {
    let is_all = all(carriers, others) <= TOLD;
    (0..carriers).flat_map(move |x| {
        let range = match others {
            Some(others) => 0..if x == 0 || is_all { others } else { 1 },
            None => x + 1..if x == 0 || is_all { carriers } else { x + 1 },
        };
        range.map(move |y| (x, y))
    })
}

impl Expansion<'_> {
    /// The clusters of two and more articles, largest first, then by representative.
    pub(super) fn clusters(&self, clusters: Vec<neardup::Cluster>) -> Vec<Cluster> {
        let mut is_told = vec![false; self.copies.len()];
        for cluster in &clusters {
            let texts = cluster.members.iter().map(|(text, _)| *text).chain([cluster.representative]);
            texts.for_each(|text| is_told[text.index()] = true);
        }
        let alone = |text: TextId| neardup::Cluster { representative: text, members: Vec::new() };
        let copied = self.copied().filter(|text| !is_told[text.index()]).map(alone);
        let expand = |cluster: neardup::Cluster| {
            let itself = (cluster.representative, self.same(cluster.representative));
            let texts = std::iter::once(itself).chain(cluster.members);
            let articles = texts.flat_map(|(text, similarity)| {
                self.copies.carriers(text).iter().map(move |&article| (article, similarity))
            });
            let representative = self.copies.carriers(cluster.representative)[0];
            let mut members: Vec<(DocId, Similarity)> = articles.skip(1).collect();
            members.sort_unstable();
            Cluster { representative, members }
        };
        let clusters: Vec<neardup::Cluster> = clusters.into_iter().chain(copied).collect();
        let mut clusters: Vec<Cluster> = clusters.into_par_iter().map(expand).collect();
        clusters.sort_by_key(|cluster| (Reverse(cluster.size()), cluster.representative));
        clusters
    }

    /// Each text that more than one article carries, as near-duplicates of itself.
    pub(super) fn copied_edges(&self) -> Vec<Edge> {
        let copied: Vec<TextId> = self.copied().collect();
        let edge = |text: TextId| {
            let words = self.corpus.words(self.copies.carriers(text)[0]).into();
            let covered = Ratio { shared: words, total: words };
            Edge { a: text, b: text, similarity: self.same(text), covered }
        };
        copied.into_par_iter().map(edge).collect()
    }

    /// The pairs of articles that carry the texts of `edges`.
    pub(super) fn pairs(&self, edges: impl Iterator<Item = Edge>, template: bool) -> Vec<Pair> {
        let pair = |edge: Edge, articles: (DocId, DocId)| pair_of(articles, (edge.similarity, edge.covered), template);
        edges.flat_map(|edge| self.told(edge.a, edge.b).into_iter().map(move |articles| pair(edge, articles))).collect()
    }

    /// How many pairs of articles are not told one by one.
    pub(super) fn untold(&self, compared: &[Compared]) -> u64 {
        let told = compared.iter().filter(|pair| pair.verdict != Verdict::Apart || pair.passages.is_some());
        let pairs = told.map(|pair| (pair.edge.a, pair.edge.b)).chain(self.copied().map(|text| (text, text)));
        pairs.map(|(a, b)| self.all(a, b) - self.told(a, b).len() as u64).sum()
    }

    /// The texts that more than one article carries.
    fn copied(&self) -> impl Iterator<Item = TextId> + '_ {
        self.copies.texts().filter(|&text| self.copies.carriers(text).len() > 1)
    }

    /// A text's similarity to itself.
    fn same(&self, text: TextId) -> Similarity {
        // Nothing else is asked of most of them.
        let said = self.corpus.said(self.copies.carriers(text)[0]);
        let all = ShingleSet::of(&said.hashes, self.size).len() as u32;
        Similarity { shared: all, a: all, b: all }
    }

    /// How many pairs of articles two texts make.
    fn all(&self, a: TextId, b: TextId) -> u64 {
        let [x, y] = [a, b].map(|text| self.copies.carriers(text).len());
        all(x, if a == b { None } else { Some(y) })
    }

    /// The pairs of carriers of two texts that are told one by one.
    fn told(&self, a: TextId, b: TextId) -> Vec<(DocId, DocId)> {
        let (left, right) = (self.copies.carriers(a), self.copies.carriers(b));
        let others = if a == b { None } else { Some(right.len()) };
        told(left.len(), others).map(|(x, y)| (left[x], right[y])).collect()
    }
}
