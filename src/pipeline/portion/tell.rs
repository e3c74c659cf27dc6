//! From texts to the articles that carry them.

use super::super::Scan;
use super::super::expand::{self, comparison};
use super::super::ready::Ready;
use crate::findings::{Comparison, Pair};
use crate::neardup::{self, Edge, Ratio, Similarity};
use crate::text::{DocId, TextId};
use ahash::AHashMap;

/// A text in a cluster: the number of the one that represents it, its own, and how similar they are (the representative as `a`).
pub type Assignment = (u32, u32, Similarity);

/// The clusters that near-duplicates make, of texts: an entry a member, and one for each representative itself, which comes first. Edges in any order.
pub fn clusters(edges: &[(u32, u32, Similarity)]) -> Vec<Assignment> {
    // Numbered without gaps, in their order.
    let mut numbers: Vec<u32> = edges.iter().flat_map(|&(a, b, _)| [a, b]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let place = |number: u32| TextId(numbers.partition_point(|&known| known < number) as u32);
    let edge = |&(a, b, similarity): &(u32, u32, Similarity)| Edge {
        a: place(a),
        b: place(b),
        similarity,
        covered: Ratio::default(),
    };
    let edges: Vec<Edge> = edges.iter().map(edge).collect();
    let number = |text: TextId| numbers[text.index()];
    let told = |cluster: neardup::Cluster| {
        let of = cluster.members[0].1.a;
        let itself = (cluster.representative, Similarity { shared: of, a: of, b: of });
        let all: Vec<(TextId, Similarity)> = std::iter::once(itself).chain(cluster.members).collect();
        all.into_iter().map(move |(text, similarity)| (number(cluster.representative), number(text), similarity))
    };
    neardup::clusters(&edges, numbers.len()).into_iter().flat_map(told).collect()
}

/// Which pairs of articles are told one by one of two texts with so many carriers, or of one text: by places of carriers in the order in which they should
/// represent.
pub fn told(carriers: usize, others: Option<usize>) -> impl Iterator<Item = (usize, usize)> {
    expand::told(carriers, others)
}

/// Two articles that carry near-duplicates, or reports of one `template`, as they are told.
pub fn pair(articles: (DocId, DocId), counted: (Similarity, Ratio), template: bool) -> Pair {
    expand::pair_of(articles, counted, template)
}

/// Two articles that share passages, the lower id first.
#[derive(Debug, Clone)]
pub struct PassageRow<'t> {
    /// Their places among the articles that are told.
    pub articles: [DocId; 2],
    /// Their texts.
    pub texts: [&'t str; 2],
    /// How similar their texts are, the passages that were found, and whether it was found the other way round; nothing of copies of one text.
    pub known: Option<(Similarity, &'t [u8], bool)>,
}

/// What is told of articles.
///
/// # Errors
/// When passages are none.
pub fn passages(rows: &[PassageRow], scan: &Scan) -> Result<Vec<Comparison>, postcard::Error> {
    let mut cut: AHashMap<DocId, Ready> = AHashMap::new();
    for (article, text) in rows.iter().flat_map(|row| row.articles.into_iter().zip(row.texts)) {
        cut.entry(article).or_insert_with(|| Ready::of(text.to_owned()));
    }
    let tell = |row: &PassageRow| {
        let found = |(similarity, bytes, swapped)| Ok((similarity, postcard::from_bytes(bytes)?, swapped));
        let known = row.known.map(found).transpose()?;
        let [a, b] = row.articles.map(|article| (article, &cut[&article]));
        Ok(comparison(a, b, known, (scan.recipe.alignment, scan.recipe.shingle)))
    };
    rows.iter().map(tell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_those_of_numbers_without_gaps() {
        let similarity = |a, b| Similarity { shared: 5, a, b };
        let edges = [(70, 900, similarity(6, 7)), (3, 70, similarity(8, 6)), (900, 901, similarity(7, 9))];
        let told = clusters(&edges);
        let itself = |all| Similarity { shared: all, a: all, b: all };
        assert_eq!(
            told,
            [(3, 3, itself(8)), (3, 70, similarity(8, 6)), (900, 900, itself(7)), (900, 901, similarity(7, 9))]
        );
        assert!(clusters(&[]).is_empty());
    }

    #[test]
    fn carriers_are_told_each_with_each_until_there_are_many() {
        assert_eq!(told(1, Some(1)).collect::<Vec<_>>(), [(0, 0)]);
        assert_eq!(told(3, None).collect::<Vec<_>>(), [(0, 1), (0, 2), (1, 2)]);
        assert_eq!(told(100, Some(100)).count(), 10_000);
        assert_eq!(told(100, Some(101)).count(), 101 + 99);
        assert!(told(100, Some(101)).all(|(x, y)| x == 0 || y == 0));
        assert_eq!(told(500, None).collect::<Vec<_>>(), (1..500).map(|y| (0, y)).collect::<Vec<_>>());
    }
}
