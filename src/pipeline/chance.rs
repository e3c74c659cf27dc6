//! What articles on one subject share by chance in this corpus.

use super::judge::{Compared, Judge};
use crate::findings::Chance;
use crate::neardup::{Ratio, Verdict};
use crate::overlap::Grade;
use crate::text::TextId;
use rayon::prelude::*;

/// So many texts, spread evenly over all, are looked at with those on their subject.
const SAMPLED: u32 = 4096;

/// Measures pairs of texts of different outlets that are on one subject, as common skip-grams tell, and neither near-duplicates nor
/// reports of one template nor reworded; of any outlets where there is one alone. Nothing where there is no such pair.
pub(super) fn measure(judge: &Judge, compared: &[Compared], outlet_of: &[u32]) -> Option<Chance> {
    let texts = judge.copies.len() as u32;
    let step = (texts / SAMPLED).max(1) as usize;
    let outlet = |text: TextId| outlet_of[judge.copies.carriers(text)[0].index()];
    let one_outlet = outlet_of.iter().all(|outlet| *outlet == outlet_of[0]);
    let starts: Vec<u32> = (0..texts).step_by(step).collect();
    let is_reworded = |pair: &Compared| pair.passages.iter().any(|passage| passage.grade == Grade::Reworded);
    let share = |(a, b): (TextId, TextId)| {
        let known = compared.binary_search_by_key(&(a, b), |pair| (pair.edge.a, pair.edge.b)).ok();
        let smaller = judge.entry(a).words.len().min(judge.entry(b).words.len()) as u64;
        match known.map(|at| &compared[at]) {
            Some(pair) if pair.verdict != Verdict::Apart || is_reworded(pair) => None,
            Some(pair) if pair.edge.covered.total > 0 => Some(pair.edge.covered),
            // Not aligned: no run in common.
            _ => Some(Ratio { shared: 0, total: smaller }),
        }
    };
    let subject = |&text: &u32| {
        let pairs = judge.segment.skip_grams().candidates(text..text + 1).into_iter();
        let apart = pairs.filter(|&(a, b)| one_outlet || outlet(a) != outlet(b));
        apart.filter_map(share).collect::<Vec<Ratio>>()
    };
    let mut shares: Vec<Ratio> = starts.par_iter().flat_map_iter(subject).collect();
    shares.sort_by(|x, y| (x.shared * y.total).cmp(&(y.shared * x.total)));
    let at = |tenths: usize| shares.get((shares.len() * tenths / 10).min(shares.len().saturating_sub(1))).copied();
    Some(Chance { pairs: shares.len() as u64, median: at(5)?, nine_in_ten: at(9)? })
}
