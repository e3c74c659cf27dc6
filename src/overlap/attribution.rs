//! Attribution: how many of an outlet's words stand in another's articles, each word counted once.

use crate::text::DocId;
use std::collections::BTreeMap;
use std::ops::Range;

/// What one outlet shares with another, counted in the first one's words; outlets are numbers given by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutletPair {
    /// The outlet whose articles and words are counted.
    pub outlet: u32,
    /// The outlet that they are shared with; may be the same.
    pub other: u32,
    /// Its articles that share at least one passage with the other's.
    pub articles: u32,
    /// Their words that stand in the other's articles too.
    pub words: u64,
}

/// The outlet pairs that share words, by outlet, then other, from the shared words of articles: `(article, its outlet, the other
/// article's outlet, the words)`, in any order and overlapping as they may.
pub fn outlet_pairs(shared: impl IntoIterator<Item = (DocId, u32, u32, Range<u32>)>) -> Vec<OutletPair> {
    let mut runs: BTreeMap<(u32, u32, DocId), Vec<Range<u32>>> = BTreeMap::new();
    for (article, outlet, other, words) in shared {
        runs.entry((outlet, other, article)).or_default().push(words);
    }
    let mut found: Vec<OutletPair> = Vec::new();
    for ((outlet, other, _), runs) in runs {
        let words = union(runs);
        match found.last_mut().filter(|last| (last.outlet, last.other) == (outlet, other)) {
            Some(last) => {
                last.articles += 1;
                last.words += words;
            }
            None => found.push(OutletPair { outlet, other, articles: 1, words }),
        }
    }
    found
}

/// How many numbers lie in at least one of the ranges.
fn union(mut ranges: Vec<Range<u32>>) -> u64 {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut end = 0;
    let mut sum = 0;
    for range in ranges {
        let start = range.start.max(end);
        sum += u64::from(range.end.saturating_sub(start));
        end = end.max(range.end);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_shared_with_two_articles_of_an_outlet_counts_once() {
        let found = outlet_pairs([
            (DocId(0), 7, 8, 0..10),
            (DocId(0), 7, 8, 5..20),
            (DocId(0), 7, 9, 0..3),
            (DocId(1), 7, 8, 2..4),
            (DocId(5), 8, 7, 0..10),
        ]);
        let seen: Vec<_> = found.iter().map(|pair| (pair.outlet, pair.other, pair.articles, pair.words)).collect();
        assert_eq!(seen, [(7, 8, 2, 22), (7, 9, 1, 3), (8, 7, 1, 10)]);
    }
}
