//! Recall, measured on the user's own data: a sample of articles against the whole corpus, by brute force.

use super::judge::{Compared, Judge};
use crate::findings::MeasuredRecall;
use crate::hash;
use crate::neardup::{self, similarity};
use crate::text::TextId;
use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;

/// Compares `sample` texts with all others, and counts which of the pairs above the thresholds the run looked at: one by one, or through
/// the representative of their cluster. The sample is the same in every run.
pub(super) fn measure(
    sample: usize,
    judge: &Judge,
    compared: &[Compared],
    clusters: &[neardup::Cluster],
) -> MeasuredRecall {
    let id = |text: TextId| &judge.entry(text).document.id;
    let mut texts: Vec<TextId> = judge.copies.texts().collect();
    texts.sort_by_cached_key(|&text| (hash::stable(id(text).as_bytes()), text));
    texts.truncate(sample);
    let looked_at: AHashSet<(TextId, TextId)> = compared.iter().map(|pair| (pair.edge.a, pair.edge.b)).collect();
    let mut cluster_of: AHashMap<TextId, TextId> = AHashMap::new();
    for cluster in clusters {
        let members = cluster.members.iter().map(|(member, _)| *member);
        cluster_of.extend(members.chain([cluster.representative]).map(|member| (member, cluster.representative)));
    }
    let sampled: AHashSet<TextId> = texts.iter().copied().collect();
    let rule = judge.scan.recipe.settings.near_duplicate;
    let count = |&text: &TextId| {
        // A pair of two sampled texts counts once.
        let others = judge.copies.texts().filter(|&other| other != text && (other > text || !sampled.contains(&other)));
        let alike = others.filter(|&other| {
            rule.met_by(similarity(&judge.segment.sketch(text).shingles, &judge.segment.sketch(other).shingles))
        });
        alike.fold((0, 0), |(pairs, found), other| {
            let known =
                looked_at.contains(&(text.min(other), text.max(other))) || cluster_of[&text] == cluster_of[&other];
            (pairs + 1, found + u64::from(known))
        })
    };
    let (pairs, found) = texts.par_iter().map(count).reduce(|| (0, 0), |x, y| (x.0 + y.0, x.1 + y.1));
    MeasuredRecall { sampled: texts.len() as u64, pairs, found }
}
