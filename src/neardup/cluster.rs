//! Clusters: groups of near-duplicates that cannot chain.
//!
//! **The rule.** The articles are visited in order of preference (the policy's order, ties by id). An article that no
//! representative has taken becomes one, and takes every article not yet taken that is verified against it. So each member was compared
//! with its representative and meets the rule of near-duplicates with it, however the members relate to each other; connected components
//! instead would join A to C because both resemble B, and once glued 859,091 documents into one.
//!
//! The outcome depends on the edges and on the order of preference alone: not on threads, files or luck.
//! Example: edges A-B, B-C, preference A, B, C: A takes B; C, which A was not verified with, stays alone.
//! Cost: one pass over articles and edges.

use super::{Ratio, Similarity};
use crate::text::DocId;

/// A verified pair of near-duplicates, `a < b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The one with the smaller number.
    pub a: DocId,
    /// The other.
    pub b: DocId,
    /// What was counted.
    pub similarity: Similarity,
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
    /// The lowest Jaccard similarity of a member to the representative.
    pub fn lowest(&self) -> Ratio {
        let similarities = self.members.iter().map(|(_, similarity)| similarity.jaccard());
        similarities.min_by(|x, y| x.compare(*y)).unwrap_or_default()
    }
}

/// The clusters of two and more articles, in order of their representatives' preference.
///
/// `preference` names each article once, the one that should represent first; an edge joins articles that it names.
pub fn clusters(edges: &[Edge], preference: &[DocId]) -> Vec<Cluster> {
    let mut neighbours: Vec<Vec<(DocId, Similarity)>> = vec![Vec::new(); preference.len()];
    for edge in edges {
        neighbours[edge.a.index()].push((edge.b, edge.similarity));
        neighbours[edge.b.index()].push((edge.a, edge.similarity.swapped()));
    }
    let mut taken = vec![false; preference.len()];
    let mut found = Vec::new();
    for &representative in preference {
        if std::mem::replace(&mut taken[representative.index()], true) {
            continue;
        }
        let mut members = std::mem::take(&mut neighbours[representative.index()]);
        members.retain(|(member, _)| !std::mem::replace(&mut taken[member.index()], true));
        members.sort_unstable_by_key(|(member, _)| *member);
        if !members.is_empty() {
            found.push(Cluster { representative, members });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(a: u32, b: u32) -> Edge {
        Edge { a: DocId(a), b: DocId(b), similarity: Similarity { shared: 5, a: 6 + a, b: 6 + b } }
    }

    fn shape(edges: &[Edge], preference: [u32; 5]) -> Vec<(u32, Vec<u32>)> {
        clusters(edges, &preference.map(DocId))
            .into_iter()
            .map(|cluster| (cluster.representative.0, cluster.members.iter().map(|(member, _)| member.0).collect()))
            .collect()
    }

    #[test]
    fn a_chain_is_cut_where_the_representative_was_not_verified() {
        let chain = [edge(0, 1), edge(1, 2), edge(2, 3), edge(3, 4)];
        assert_eq!(shape(&chain, [0, 1, 2, 3, 4]), [(0, vec![1]), (2, vec![3])]);
        assert_eq!(shape(&chain, [1, 0, 2, 3, 4]), [(1, vec![0, 2]), (3, vec![4])]);
    }

    #[test]
    fn the_order_of_edges_leaves_no_trace() {
        let mut edges = vec![edge(0, 3), edge(1, 3), edge(2, 3), edge(0, 4), edge(1, 2)];
        let once = clusters(&edges, &[3, 0, 1, 2, 4].map(DocId));
        edges.reverse();
        assert_eq!(clusters(&edges, &[3, 0, 1, 2, 4].map(DocId)), once);
    }

    #[test]
    fn a_members_similarity_is_seen_from_the_representative() {
        let found = clusters(&[edge(0, 1)], &[1, 0].map(DocId));
        assert_eq!(found[0].members, [(DocId(0), Similarity { shared: 5, a: 7, b: 6 })]);
    }
}
