//! Recall, measured on the user's own data: a sample of articles against the whole corpus, by brute force.

use super::judge::Judge;
use super::propose::Pair;
use crate::findings::MeasuredRecall;
use crate::hash;
use crate::neardup::{self, similarity};
use crate::shingle::ShingleSet;
use crate::text::TextId;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Compares `sample` texts with all others, and counts which of the pairs above the thresholds the run looked at: one by one, or through
/// the representative of their cluster. The sample is the same in every run.
pub(super) fn measure(
    sample: usize,
    judge: &Judge,
    compared: &[Pair],
    clusters: &[neardup::Cluster],
) -> MeasuredRecall {
    let article = |text: TextId| judge.copies.carriers(text)[0];
    let key = |&text: &TextId| {
        let record = judge.corpus.shelf.take(article(text));
        (hash::stable(record.open().0.id.as_bytes()), text)
    };
    let mut keys: Vec<(u64, TextId)> = judge.copies.texts().collect::<Vec<_>>().par_iter().map(key).collect();
    keys.sort_unstable();
    keys.truncate(sample);
    let size = judge.scan.recipe.shingle;
    let shingles = |text: TextId| ShingleSet::of(&judge.corpus.said(article(text)).hashes, size);
    let sampled: BTreeMap<TextId, ShingleSet> = keys.into_iter().map(|(_, text)| (text, shingles(text))).collect();
    let mut cluster_of: Vec<TextId> = judge.copies.texts().collect();
    for cluster in clusters {
        cluster.members.iter().for_each(|(member, _)| cluster_of[member.index()] = cluster.representative);
    }
    let looked_at = |pair: (TextId, TextId)| {
        compared.binary_search(&pair).is_ok() || cluster_of[pair.0.index()] == cluster_of[pair.1.index()]
    };
    let rule = judge.scan.recipe.settings.near_duplicate;
    let count = |other: TextId| {
        let own = shingles(other);
        // A pair of two sampled texts counts once.
        let is_new = |text: TextId| text != other && (other > text || !sampled.contains_key(&other));
        let alike = sampled.iter().filter(|(text, set)| is_new(**text) && rule.met_by(similarity(set, &own)));
        alike.fold((0, 0), |(pairs, found), (&text, _)| {
            (pairs + 1, found + u64::from(looked_at((text.min(other), text.max(other)))))
        })
    };
    let others: Vec<TextId> = judge.copies.texts().collect();
    let (pairs, found) = others.into_par_iter().map(count).reduce(|| (0, 0), |x, y| (x.0 + y.0, x.1 + y.1));
    MeasuredRecall { sampled: sampled.len() as u64, pairs, found }
}
