use super::{Findings, Ratio, Similarity};
use crate::neardup::NearDuplicate;
use crate::text::DocId;

/// What a corpus loses when each cluster keeps its representative only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Removal {
    /// The articles that go, by path and line.
    pub left_out: Vec<LeftOut>,
    /// Bytes of all files that were read.
    pub bytes: u64,
    /// Bytes of them that go.
    pub left_out_bytes: u64,
}

/// An article that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The article.
    pub article: DocId,
    /// The one that stays in its place: the representative of its cluster.
    pub kept: DocId,
    /// What was counted, the representative as `a`.
    pub similarity: Similarity,
    /// How many of the smaller article's words stand in shared passages that are no quotations.
    pub covered: Ratio,
    /// Why it goes.
    pub why: Why,
}

/// Why an article is a near-duplicate of the one that stays; the first reason that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Equal word for word.
    Identical,
    /// Alike as wholes: the Jaccard similarity meets its threshold.
    Similar,
    /// The smaller of the two stands in the larger: its containment, or the share of its words in shared passages, meets the threshold.
    Contained,
}

impl Why {
    /// The reasons in the order in which they are asked for.
    pub const ALL: [Self; 3] = [Self::Identical, Self::Similar, Self::Contained];

    /// The name by which programs know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Similar => "similar",
            Self::Contained => "contained",
        }
    }
}

impl Findings {
    /// The members of clusters other than their representatives, by path and line. `rule` is the one by which they were found.
    pub fn left_out(&self, rule: NearDuplicate) -> Vec<LeftOut> {
        let of_clusters = self.clusters.iter().flat_map(|cluster| {
            let kept = cluster.representative;
            cluster.members.iter().map(move |&(article, similarity)| {
                let identity = |number: DocId| self.articles.get(number).identity;
                let why = match () {
                    () if identity(article) == identity(kept) => Why::Identical,
                    () if rule.jaccard.met_by(similarity.jaccard()) => Why::Similar,
                    () => Why::Contained,
                };
                LeftOut { article, kept, similarity, covered: self.covered(article, kept), why }
            })
        });
        let mut left_out: Vec<LeftOut> = of_clusters.collect();
        left_out.sort_by_cached_key(|left_out| self.articles.get(left_out.article).origin.clone());
        left_out
    }

    fn covered(&self, member: DocId, representative: DocId) -> Ratio {
        let pair = (member.min(representative), member.max(representative));
        let at = self.pairs.binary_search_by_key(&pair, |pair| (pair.a, pair.b));
        self.pairs[at.expect("a member was verified with its representative, and every such pair is told")].covered
    }
}
