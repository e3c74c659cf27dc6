//! Borders: where a region begins and ends.

use super::area::Area;
use super::likelihood::{Likelihood, own_words};
use super::pair::Side;
use crate::text::Start;
use std::ops::Range;

/// Nats by which a border where a paragraph begins is better than one at a sentence. Plagdet on PAN 2013's training half is the same
/// within 0.001 from 0 to 1; so for the next two, from 40 to 100 and from 3 to 8.
const PARAGRAPH_NATS: f64 = 0.5;
/// Words that a border may move at once, at the least; else the length of the side.
const REACH_WORDS: usize = 60;
/// How often both sides move at most.
pub(super) const ROUNDS: usize = 5;

/// Moves both sides of an area in turn, A first, until both rest.
pub(super) fn settle(likelihood: &mut Likelihood<'_, '_>, mut area: Area) -> Area {
    for _ in 0..ROUNDS {
        let before = area.clone();
        for side in [Side::A, Side::B] {
            let (text, _) = likelihood.pair.seen_from(side);
            let (range, _) = area.seen_from(side);
            let reach = range.len().max(REACH_WORDS);
            let within = range.start.saturating_sub(reach)..(range.end + reach).min(text.len());
            let least = likelihood.rewording.least_retention;
            let segment = best_segment(likelihood, side, &area, within, least).range;
            area = area.with(side, segment);
        }
        if area == before {
            break;
        }
    }
    area
}

/// A segment of one side.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub(super) range: Range<usize>,
    /// Nats, without those of its borders and of speech.
    pub(super) score: f64,
    /// The share of kept words under which it was weighed.
    pub(super) retention: f64,
}

/// The segment `within` one side that gains most, given the area; of equals the one that ends first.
pub(super) fn best_segment(
    likelihood: &mut Likelihood<'_, '_>,
    side: Side,
    area: &Area,
    within: Range<usize>,
    least_retention: f64,
) -> Segment {
    let words = likelihood.pair.seen_from(side).0.words;
    let edge_nats = likelihood.rewording.edge_nats;
    let edge = |at: usize| match words.starts.get(at) {
        None | Some(Start::Paragraph) => edge_nats + PARAGRAPH_NATS,
        Some(Start::Sentence) => edge_nats,
        Some(Start::Inside) => 0.0,
    };
    let (gains, retention) = likelihood.weigh(side, area, within.clone(), least_retention);
    let found = scan(gains, |at| edge(within.start + at));
    let range = within.start + found.start..within.start + found.end;
    Segment { score: own_words(&gains[found], &words.quoted[range.clone()]), range, retention }
}

/// Kadane's scan: the range of `gains` whose sum, with what `edge` gives to its two ends, is greatest.
fn scan(gains: &[f64], edge: impl Fn(usize) -> f64) -> Range<usize> {
    let mut sum = 0.0;
    // Where a range would best begin, and the sum up to there less what that start is worth.
    let (mut start, mut cost) = (0, -edge(0));
    let (mut best, mut best_value) = (0..0, f64::NEG_INFINITY);
    for (at, gain) in gains.iter().enumerate() {
        sum += gain;
        let end = at + 1;
        let edge = edge(end);
        if sum + edge - cost > best_value {
            (best, best_value) = (start..end, sum + edge - cost);
        }
        if sum - edge < cost {
            (start, cost) = (end, sum - edge);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_border_gives_up_a_little_to_begin_with_a_sentence() {
        let gains = [-1.0, -1.0, 4.0, 4.0, -1.0, -1.0, -9.0];
        assert_eq!(scan(&gains, |_| 0.0), 2..4);
        assert_eq!(scan(&gains, |at| if at == 1 || at == 5 { 3.0 } else { 0.0 }), 1..5);
    }

    proptest! {
        #[test]
        fn the_scan_finds_what_trying_all_ranges_finds(
            values in prop::collection::vec((-5i32..5, 0i32..3), 1..30), last in 0i32..3,
        ) {
            let gains: Vec<f64> = values.iter().map(|value| f64::from(value.0)).collect();
            let edges: Vec<f64> = values.iter().map(|value| f64::from(value.1)).chain([f64::from(last)]).collect();
            let value = |range: &Range<usize>| {
                gains[range.clone()].iter().sum::<f64>() + edges[range.start] + edges[range.end]
            };
            let all = (0..gains.len()).flat_map(|start| (start + 1..=gains.len()).map(move |end| start..end));
            let most = all.map(|range| value(&range)).fold(f64::NEG_INFINITY, f64::max);
            prop_assert_eq!(value(&scan(&gains, |at| edges[at])), most);
        }
    }
}
