//! Exact passages: matches, gathered to chains, their gaps filled, parted where they are too thin.

use super::align::{fill_ends, fill_gaps};
use super::chain::chains;
use super::places::Places;
use super::seed::{matches, repeats_itself};
use super::{Alignment, Match, Passage};
use crate::text::Words;
use std::cmp::Reverse;

/// The passages with more equal than differing words; what B says again is found again.
pub(super) fn exact(a: &Words, b: &Words, alignment: Alignment) -> Vec<Passage> {
    let places = Places::of(&b.hashes, alignment.seed_words);
    let mut found = one_way(a, (b, &places), alignment);
    if repeats_itself(&places, alignment.seed_words, alignment.least_words) {
        let mut covered = vec![false; b.len()];
        for passage in &found {
            covered[passage.b.start as usize..passage.b.end as usize].fill(true);
        }
        let places = Places::of(&a.hashes, alignment.seed_words);
        for passage in one_way(b, (a, &places), alignment) {
            let words = &mut covered[passage.a.start as usize..passage.a.end as usize];
            if words.iter().filter(|covered| !**covered).count() >= alignment.least_words {
                words.fill(true);
                found.push(passage.swapped());
            }
        }
    }
    mark_repeats(&mut found, a, b);
    found
}

/// Marks the passages that say again, on either side, what a larger one says.
fn mark_repeats(found: &mut [Passage], a: &Words, b: &Words) {
    let (mut told_a, mut told_b) = (vec![false; a.len()], vec![false; b.len()]);
    found.sort_unstable_by_key(|passage| {
        (Reverse(passage.words_equal()), passage.a.start, passage.b.start, passage.a.end)
    });
    for passage in found {
        let in_a = &mut told_a[passage.a.start as usize..passage.a.end as usize];
        let in_b = &mut told_b[passage.b.start as usize..passage.b.end as usize];
        let mostly = |told: &[bool]| 2 * told.iter().filter(|told| **told).count() > told.len();
        passage.again = mostly(in_a) || mostly(in_b);
        if !passage.again {
            in_a.fill(true);
            in_b.fill(true);
        }
    }
}

/// The passages in which each run of A is matched with one of B, whose runs stand at these places.
fn one_way(a: &Words, (b, places): (&Words, &Places), alignment: Alignment) -> Vec<Passage> {
    let matches = matches(&a.hashes, (&b.hashes, places), alignment.seed_words);
    let mut found: Vec<Passage> = Vec::new();
    for chain in chains(&matches) {
        dense(&fill_gaps(&a.hashes, &b.hashes, &chain), alignment, &mut |kept| {
            found.extend(Passage::new(a, b, fill_ends(a, b, kept)));
        });
    }
    let long = matches.into_iter().filter(|run| run.len as usize >= alignment.least_words);
    let left = left_over(&mut found, long);
    found.extend(left.into_iter().filter_map(|run| Passage::new(a, b, vec![run])));
    found
}

/// The runs, ascending in A, that no passage holds: their ends went to a chain that did not hold, or they cross a longer one.
fn left_over(passages: &mut [Passage], runs: impl Iterator<Item = Match>) -> Vec<Match> {
    passages.sort_unstable_by_key(|passage| passage.a.start);
    let mut coming = passages.iter().peekable();
    let mut open: Vec<&Passage> = Vec::new();
    runs.filter(|&run| {
        while let Some(passage) = coming.next_if(|passage| passage.a.start <= run.a) {
            open.push(passage);
        }
        open.retain(|passage| passage.a.end > run.a);
        !open.iter().any(|passage| passage.holds(run))
    })
    .collect()
}

/// Hands over the parts of a chain that are long and dense enough, parting it at its widest gap until they are.
fn dense(kept: &[Match], alignment: Alignment, found: &mut impl FnMut(&[Match])) {
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return };
    let equal: u32 = kept.iter().map(|run| run.len).sum();
    if (equal as usize) < alignment.least_words {
        return;
    }
    let longer = (last.a_end() - first.a).max(last.b_end() - first.b);
    if equal * 2 > longer {
        return found(kept);
    }
    let gap = |pair: &[Match]| (pair[1].a - pair[0].a_end()).max(pair[1].b - pair[0].b_end());
    let widest = kept.windows(2).enumerate().max_by_key(|(at, pair)| (gap(pair), Reverse(*at)));
    if let Some((at, _)) = widest {
        dense(&kept[..=at], alignment, found);
        dense(&kept[at + 1..], alignment, found);
    }
}
