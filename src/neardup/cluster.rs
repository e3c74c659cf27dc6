//! Clusters: groups of near-duplicates that cannot chain.
//!
//! **The rule.** The texts are visited in order of preference. A text that no representative has taken becomes one, and takes
//! every text not yet taken that was verified against it. So each member was compared with its representative and meets the
//! rule of near-duplicates with it, however the members relate to each other; connected components instead would join A to C
//! because both resemble B, and once glued 859,091 documents into one.
//!
//! The outcome depends on the edges and on the order of preference alone: not on threads, files or luck.
//! Example: edges A-B, B-C, preference A, B, C: A takes B; C, which A was not verified with, stays alone.
//! Cost: one sorting of the edges.

use super::{Ratio, Similarity};
use crate::text::TextId;
use serde::{Deserialize, Serialize};

/// A verified pair of near-duplicates, `a < b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// The one that should rather represent.
    pub a: TextId,
    /// The other.
    pub b: TextId,
    /// What was counted on shingles.
    pub similarity: Similarity,
    /// How many of the smaller text's words stand in shared passages that are no quotations.
    pub covered: Ratio,
}

/// A representative and the texts that are near-duplicates of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The text that stands for all.
    pub representative: TextId,
    /// The others, by number, each with its similarity to the representative (as `a`); none for a text that is alone with its copies.
    pub members: Vec<(TextId, Similarity)>,
}

/// The clusters of two and more of `texts` texts, numbered in order of preference, in the order of their representatives; each text is in
/// at most one.
pub fn clusters(edges: &[Edge], texts: usize) -> Vec<Cluster> {
    // A text takes only such as come after it: those before it were visited.
    let mut edges: Vec<&Edge> = edges.iter().collect();
    edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
    let mut taken = vec![false; texts];
    let mut found = Vec::new();
    for of_one in edges.chunk_by(|x, y| x.a == y.a) {
        let representative = of_one[0].a;
        if taken[representative.index()] {
            continue;
        }
        let free = of_one.iter().filter(|edge| !std::mem::replace(&mut taken[edge.b.index()], true));
        let members: Vec<(TextId, Similarity)> = free.map(|edge| (edge.b, edge.similarity)).collect();
        if !members.is_empty() {
            taken[representative.index()] = true;
            found.push(Cluster { representative, members });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(a: u32, b: u32) -> Edge {
        Edge {
            a: TextId(a),
            b: TextId(b),
            similarity: Similarity { shared: 5, a: 6 + a, b: 6 + b },
            covered: Ratio::default(),
        }
    }

    fn shape(edges: &[Edge]) -> Vec<(u32, Vec<u32>)> {
        clusters(edges, 5)
            .into_iter()
            .map(|cluster| (cluster.representative.0, cluster.members.iter().map(|(member, _)| member.0).collect()))
            .collect()
    }

    #[test]
    fn a_chain_is_cut_where_the_representative_was_not_verified() {
        let chain = [edge(0, 1), edge(1, 2), edge(2, 3), edge(3, 4)];
        assert_eq!(shape(&chain), [(0, vec![1]), (2, vec![3])]);
        let star = [edge(0, 1), edge(0, 2), edge(0, 4), edge(1, 3)];
        assert_eq!(shape(&star), [(0, vec![1, 2, 4])]);
    }

    #[test]
    fn the_order_of_edges_leaves_no_trace() {
        let mut edges = vec![edge(0, 3), edge(1, 3), edge(2, 3), edge(0, 4), edge(1, 2)];
        let once = clusters(&edges, 5);
        edges.reverse();
        assert_eq!(clusters(&edges, 5), once);
    }
}
