//! Proposals to compared pairs: small groups each with each, crowds through representatives.

use super::Progress;
use super::judge::{Compared, Judge};
use crate::index::Proposals;
use crate::neardup::Verdict;
use crate::text::TextId;
use ahash::AHashSet;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How many representatives a crowd can have. Its members are compared with the first; those that are no near-duplicates of it
/// choose the next, and so on. Near-duplicates of a crowd's first text, as ten thousand edited copies are, cost one round.
const ROUNDS: usize = 16;

/// Compares what was proposed, ascending.
///
/// Passages are looked for in texts that share a fingerprint, so that they depend on no chance, and in near-duplicates; those of a crowd's
/// members against the crowd's first text.
pub(super) fn compare_proposals(
    Proposals { alike, sharing }: Proposals,
    judge: &Judge,
    progress: &dyn Progress,
) -> Vec<Compared> {
    let compare = |(pair, sharing): ((TextId, TextId), bool)| {
        progress.advance(1);
        judge.compare(pair, sharing)
    };
    let stars = |crowds: &[Vec<TextId>]| -> Vec<(TextId, TextId)> {
        crowds.iter().flat_map(|crowd| crowd[1..].iter().map(|&member| (crowd[0], member))).collect()
    };
    // Whether a pair shares a fingerprint; what it shares beside does not matter then.
    let mut pairs: BTreeMap<(TextId, TextId), bool> = BTreeMap::new();
    pairs.extend(alike.pairs.iter().chain(&stars(&alike.crowds)).map(|&pair| (pair, false)));
    pairs.extend(sharing.pairs.iter().chain(&stars(&sharing.crowds)).map(|&pair| (pair, true)));
    let mut compared: Vec<Compared> = Vec::new();
    let mut known: AHashSet<(TextId, TextId)> = AHashSet::new();
    let mut near: AHashSet<(TextId, TextId)> = AHashSet::new();
    let mut crowds = [alike.crowds, sharing.crowds].concat();
    for _ in 0..ROUNDS {
        let first = compared.len();
        compared.par_extend(pairs.into_par_iter().map(compare));
        if crowds.is_empty() {
            break;
        }
        let pair = |pair: &Compared| (pair.edge.a, pair.edge.b);
        known.extend(compared[first..].iter().map(pair));
        near.extend(compared[first..].iter().filter(|pair| pair.verdict != Verdict::Apart).map(pair));
        for crowd in &mut crowds {
            let representative = crowd.remove(0);
            crowd.retain(|&member| !near.contains(&(representative, member)));
        }
        crowds.retain(|crowd| crowd.len() > 1);
        pairs = stars(&crowds).into_iter().filter(|pair| !known.contains(pair)).map(|pair| (pair, false)).collect();
    }
    compared.sort_unstable_by_key(|pair| (pair.edge.a, pair.edge.b));
    compared
}
