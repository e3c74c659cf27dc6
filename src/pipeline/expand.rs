//! From texts back to the articles that carry them.

use super::corpus::Corpus;
use super::judge::Compared;
use crate::findings::{Cluster, Comparison, Listing, Pair};
use crate::index::Recipe;
use crate::neardup::{self, Copies, Edge, Ratio, Similarity, Verdict, similarity};
use crate::overlap::{Alignment, Passage, passages};
use crate::shingle::ShingleSize;
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
        let new = |similarity: Similarity, passages: &[Passage]| {
            Comparison::new((pair.a, &left.words), (pair.b, &right.words), similarity, passages)
        };
        match pair.place.map(|place| &self.compared[place as usize]) {
            None => {
                let found = passages(&left.words, &right.words, self.alignment);
                new(similarity(left.shingles(self.size), right.shingles(self.size)), &found)
            }
            Some(texts) if pair.swapped => {
                let mut swapped: Vec<Passage> = texts.passages(&self.log).iter().map(Passage::swapped).collect();
                swapped.sort_unstable_by_key(|passage| (passage.a.start, passage.b.start));
                new(texts.edge.similarity.swapped(), &swapped)
            }
            Some(texts) => new(texts.edge.similarity, &texts.passages(&self.log)),
        }
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
        let pair = |edge: Edge, (a, b): (DocId, DocId)| {
            let (a, b, similarity) = if a < b { (a, b, edge.similarity) } else { (b, a, edge.similarity.swapped()) };
            Pair { a, b, similarity, covered: edge.covered, template }
        };
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
        let ready = self.corpus.take(self.copies.carriers(text)[0]);
        let all = ready.shingles(self.size).len() as u32;
        Similarity { shared: all, a: all, b: all }
    }

    /// How many pairs of articles two texts make.
    fn all(&self, a: TextId, b: TextId) -> u64 {
        let [x, y] = [a, b].map(|text| self.copies.carriers(text).len() as u64);
        if a == b { x * (x - 1) / 2 } else { x * y }
    }

    /// The pairs of carriers of two texts that are told one by one.
    fn told(&self, a: TextId, b: TextId) -> Vec<(DocId, DocId)> {
        let (left, right) = (self.copies.carriers(a), self.copies.carriers(b));
        if a == b {
            let rest = |at: usize| if at == 0 || self.all(a, b) <= TOLD { &left[at + 1..] } else { &[] };
            return left.iter().enumerate().flat_map(|(at, &x)| rest(at).iter().map(move |&y| (x, y))).collect();
        }
        let rest = |at: usize| if at == 0 || self.all(a, b) <= TOLD { right } else { &right[..1] };
        left.iter().enumerate().flat_map(|(at, &x)| rest(at).iter().map(move |&y| (x, y))).collect()
    }
}
