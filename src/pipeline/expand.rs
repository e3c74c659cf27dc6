//! From texts back to the articles that carry them.

use super::corpus::Corpus;
use super::judge::Compared;
use crate::findings::{Cluster, Comparison, Pair};
use crate::index::{Recipe, Segment};
use crate::neardup::{self, Copies, Edge, Ratio, Similarity, Verdict};
use crate::overlap::{Passage, passages};
use crate::text::{DocId, TextId};
use rayon::prelude::*;
use std::borrow::Cow;
use std::cmp::Reverse;

/// Two texts (or one, carried twice) whose carriers have something in common make this many pairs of articles at most that are told
/// one by one. Beyond it each carrier is told with the first carrier of the other text only, and the rest is counted.
const TOLD: u64 = 10_000;

/// What is needed to name carriers.
pub(super) struct Expansion<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) copies: &'a Copies,
    pub(super) segment: &'a Segment,
    pub(super) recipe: &'a Recipe,
}

/// Two texts, or twice the same one, that share passages.
pub(super) struct SharedTexts<'a> {
    a: TextId,
    b: TextId,
    similarity: Similarity,
    passages: Cow<'a, [Passage]>,
}

impl Expansion<'_> {
    /// The clusters of two and more articles, largest first, then by representative.
    pub(super) fn clusters(&self, clusters: Vec<neardup::Cluster>) -> Vec<Cluster> {
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
        let mut clusters: Vec<Cluster> =
            clusters.into_iter().map(expand).filter(|cluster| cluster.size() > 1).collect();
        clusters.sort_by_key(|cluster| (Reverse(cluster.size()), cluster.representative));
        clusters
    }

    /// Each text that more than one article carries, as near-duplicates of itself.
    pub(super) fn copied_edges(&self) -> impl Iterator<Item = Edge> + '_ {
        self.copied().map(|text| {
            let words = self.corpus.words(self.copies.carriers(text)[0]).len() as u64;
            let covered = Ratio { shared: words, total: words };
            Edge { a: text, b: text, similarity: self.same(text), covered }
        })
    }

    /// The pairs of articles that carry the texts of `edges`.
    pub(super) fn pairs(&self, edges: impl Iterator<Item = Edge>, template: bool) -> Vec<Pair> {
        let pair = |edge: Edge, (a, b): (DocId, DocId)| {
            let (a, b, similarity) = if a < b { (a, b, edge.similarity) } else { (b, a, edge.similarity.swapped()) };
            Pair { a, b, similarity, covered: edge.covered, template }
        };
        edges.flat_map(|edge| self.told(edge.a, edge.b).into_iter().map(move |articles| pair(edge, articles))).collect()
    }

    /// The texts that share passages with another or, carried twice, with themselves.
    pub(super) fn shared_texts<'b>(&self, compared: &'b [Compared], copies_too: bool) -> Vec<SharedTexts<'b>> {
        let others = compared.iter().filter(|pair| !pair.passages.is_empty()).map(|pair| SharedTexts {
            a: pair.edge.a,
            b: pair.edge.b,
            similarity: pair.edge.similarity,
            passages: Cow::Borrowed(&pair.passages),
        });
        let copied: Vec<TextId> = if copies_too { self.copied().collect() } else { Vec::new() };
        let with_itself = |text: TextId| {
            let words = self.corpus.words(self.copies.carriers(text)[0]);
            let passages = passages(words, words, self.recipe.alignment);
            SharedTexts { a: text, b: text, similarity: self.same(text), passages: Cow::Owned(passages) }
        };
        let copied: Vec<SharedTexts> = copied.into_par_iter().map(with_itself).collect();
        others.chain(copied.into_iter().filter(|shared| !shared.passages.is_empty())).collect()
    }

    /// The pairs of articles that share passages, ascending.
    pub(super) fn comparisons(&self, shared: &[SharedTexts]) -> Vec<Comparison> {
        let expand = |shared: &SharedTexts| {
            let compare = |(a, b): (DocId, DocId)| {
                let side = |article: DocId| (article, self.corpus.words(article));
                match a < b {
                    true => Comparison::new(side(a), side(b), shared.similarity, &shared.passages),
                    false => {
                        let mut swapped: Vec<Passage> = shared.passages.iter().map(Passage::swapped).collect();
                        swapped.sort_unstable_by_key(|passage| (passage.a.start, passage.b.start));
                        Comparison::new(side(b), side(a), shared.similarity.swapped(), &swapped)
                    }
                }
            };
            self.told(shared.a, shared.b).into_iter().map(compare).collect::<Vec<_>>()
        };
        let mut comparisons: Vec<Comparison> = shared.par_iter().flat_map_iter(expand).collect();
        comparisons.sort_unstable_by_key(|comparison| (comparison.a, comparison.b));
        comparisons
    }

    /// How many pairs of articles are not told one by one.
    pub(super) fn untold(&self, compared: &[Compared]) -> u64 {
        let told = compared.iter().filter(|pair| pair.verdict != Verdict::Apart || !pair.passages.is_empty());
        let pairs = told.map(|pair| (pair.edge.a, pair.edge.b)).chain(self.copied().map(|text| (text, text)));
        pairs.map(|(a, b)| self.all(a, b) - self.told(a, b).len() as u64).sum()
    }

    /// The texts that more than one article carries.
    fn copied(&self) -> impl Iterator<Item = TextId> + '_ {
        self.copies.texts().filter(|&text| self.copies.carriers(text).len() > 1)
    }

    /// A text's similarity to itself.
    fn same(&self, text: TextId) -> Similarity {
        let all = self.segment.sketch(text).shingles.len() as u32;
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
