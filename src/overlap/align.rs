//! Alignment inside a chain: which single words stayed between two runs.
//!
//! Between two neighbouring runs of a chain stand at most [`WIDEST_GAP`] words on each side; their longest
//! common subsequence (Wagner, Fischer, 1974) is found by the full table, 169 cells at most.

use super::Match;
use super::chain::WIDEST_GAP;
use crate::text::{WordHash, Words};
use std::ops::Range;

/// The runs of a chain with the words that its gaps share put between them; neighbouring runs on one diagonal are one.
pub(super) fn fill_gaps(a: &[WordHash], b: &[WordHash], chain: &[Match]) -> Vec<Match> {
    let mut kept: Vec<Match> = Vec::with_capacity(chain.len());
    for &run in chain {
        if let Some(last) = kept.last().copied() {
            common(a, b, last.a_end()..run.a, last.b_end()..run.b, &mut kept);
        }
        add(&mut kept, run);
    }
    kept
}

/// Adds to the runs of a passage the words that it shares before and behind them up to the ends of the paragraphs, where these are no
/// further than a gap may be wide and more than half of the words are equal: the first words of a paragraph whose third was changed.
pub(super) fn fill_ends(a: &Words, b: &Words, kept: &[Match]) -> Vec<Match> {
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return Vec::new() };
    let paragraph = |words: &Words, word: u32| words.paragraphs[words.paragraph_of(word)].words.clone();
    let shared = |in_a: Range<u32>, in_b: Range<u32>| {
        let mut runs = Vec::new();
        let longer = in_a.len().max(in_b.len());
        if longer <= WIDEST_GAP as usize {
            common(&a.hashes, &b.hashes, in_a, in_b, &mut runs);
        }
        let equal: u32 = runs.iter().map(|run| run.len).sum();
        if equal as usize * 2 > longer { runs } else { Vec::new() }
    };
    let before = shared(paragraph(a, first.a).start..first.a, paragraph(b, first.b).start..first.b);
    let (end_a, end_b) = (paragraph(a, last.a_end() - 1).end, paragraph(b, last.b_end() - 1).end);
    let behind = shared(last.a_end()..end_a, last.b_end()..end_b);
    let mut all = Vec::with_capacity(before.len() + kept.len() + behind.len());
    before.iter().chain(kept).chain(&behind).for_each(|&run| add(&mut all, run));
    all
}

/// Appends the longest common subsequence of two short ranges of words.
fn common(a: &[WordHash], b: &[WordHash], in_a: Range<u32>, in_b: Range<u32>, kept: &mut Vec<Match>) {
    let (left, right) = (&a[in_a.start as usize..in_a.end as usize], &b[in_b.start as usize..in_b.end as usize]);
    let width = right.len() + 1;
    // best[i * width + j]: the length of the longest common subsequence of left[i..] and right[j..].
    let mut best = vec![0u32; (left.len() + 1) * width];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            best[i * width + j] = if left[i] == right[j] {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] == right[j] {
            add(kept, Match { a: in_a.start + i as u32, b: in_b.start + j as u32, len: 1 });
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

/// Appends a run; one that goes on where the last ended, on both sides, lengthens it.
pub(super) fn add(kept: &mut Vec<Match>, run: Match) {
    match kept.last_mut() {
        Some(last) if last.a_end() == run.a && last.b_end() == run.b => last.len += run.len,
        _ => kept.push(run),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;

    #[test]
    fn words_kept_between_runs_are_found() {
        let words = |numbers: &[u64]| numbers.iter().map(|&number| WordHash(scatter(number))).collect::<Vec<_>>();
        let a = words(&[1, 2, 3, 90, 4, 91, 5, 6, 7]);
        let b = words(&[1, 2, 3, 4, 80, 81, 5, 6, 7]);
        let runs = [Match { a: 0, b: 0, len: 3 }, Match { a: 6, b: 6, len: 3 }];
        assert_eq!(
            fill_gaps(&a, &b, &runs),
            [runs[0], Match { a: 4, b: 3, len: 1 }, runs[1]],
            "5 stands right before the last run on both sides only if the seed left it out"
        );
    }
}
