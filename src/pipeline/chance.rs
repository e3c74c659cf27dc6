//! What articles on one subject share by chance in this corpus.

use super::judge::{Compared, Judge};
use crate::findings::Chance;
use crate::index::Meetings;
use crate::neardup::{Ratio, Verdict};
use crate::spill::part_of_number;
use crate::text::TextId;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// So many runs of neighbouring texts are looked at with those on their subject, spread evenly over all.
const SAMPLES: u32 = 4;
/// So many texts each.
const SAMPLE: u32 = 1024;

/// Measures pairs of texts of different outlets that are on one subject, as common skip-grams tell, and neither near-duplicates nor
/// reports of one template nor reworded; of any outlets where there is one alone. Nothing where there is no such pair.
pub(super) fn measure(judge: &Judge, meetings: &Meetings, compared: &[Compared]) -> Option<Chance> {
    let texts = judge.copies.len() as u32;
    let outlet = |text: TextId| judge.corpus.outlet(judge.copies.carriers(text)[0]);
    let one_outlet = judge.corpus.outlets().len() == 1;
    let step = texts.div_ceil(SAMPLES).max(1);
    let samples: Vec<Range<u32>> =
        (0..texts).step_by(step as usize).map(|at| at..texts.min(at + SAMPLE.min(step))).collect();
    let is_reworded = |pair: &Compared| pair.is_reworded;
    let share = |(a, b): (TextId, TextId)| {
        let known = compared.binary_search_by_key(&(a, b), Compared::pair).ok();
        let words = |text: TextId| judge.corpus.words(judge.copies.carriers(text)[0]);
        let smaller = u64::from(words(a).min(words(b)));
        match known.map(|at| &compared[at]) {
            Some(pair) if pair.verdict != Verdict::Apart || is_reworded(pair) => None,
            Some(pair) if pair.edge.covered.total > 0 => Some(pair.edge.covered),
            // Not aligned: no run in common.
            _ => Some(Ratio { shared: 0, total: smaller }),
        }
    };
    let is_sampled = |text: TextId| samples.iter().any(|sample| sample.contains(&text.0));
    let subjects = |part: usize| {
        let pairs = meetings.candidates(part).into_iter().filter(|pair| is_sampled(pair.0));
        let apart = pairs.filter(|&(a, b)| one_outlet || outlet(a) != outlet(b));
        apart.filter_map(share).collect::<Vec<Ratio>>()
    };
    let parts: BTreeSet<usize> = samples
        .iter()
        .flat_map(|sample| part_of_number(sample.start, texts)..=part_of_number(sample.end - 1, texts))
        .collect();
    let mut shares: Vec<Ratio> = parts.into_par_iter().flat_map_iter(subjects).collect();
    shares.sort_by(|x, y| (x.shared * y.total).cmp(&(y.shared * x.total)));
    let at = |tenths: usize| shares.get((shares.len() * tenths / 10).min(shares.len().saturating_sub(1))).copied();
    Some(Chance { pairs: shares.len() as u64, median: at(5)?, nine_in_ten: at(9)? })
}
