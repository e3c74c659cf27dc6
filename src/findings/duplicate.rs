use super::{Ratio, Similarity};
use crate::text::DocId;

/// A verified pair of near-duplicates, `a < b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The one whose id comes first.
    pub a: DocId,
    /// The other.
    pub b: DocId,
    /// What was counted on shingles.
    pub similarity: Similarity,
    /// How many of the smaller article's words stand in shared passages that are no quotations.
    pub covered: Ratio,
    /// Whether the two are the same sentences with other figures: alike, but not one story, and in no cluster together.
    pub template: bool,
}

/// A representative and the articles that are near-duplicates of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The article that stands for all.
    pub representative: DocId,
    /// The others, by number, each with its similarity to the representative (as `a`). At least one.
    pub members: Vec<(DocId, Similarity)>,
}

impl Cluster {
    /// How many articles it has, the representative among them.
    pub fn size(&self) -> usize {
        self.members.len() + 1
    }

    /// The lowest Jaccard similarity of a member to the representative.
    pub fn lowest(&self) -> Ratio {
        let similarities = self.members.iter().map(|(_, similarity)| similarity.jaccard());
        similarities.min_by(|x, y| x.compare(*y)).unwrap_or_default()
    }
}
