//! Proposals to compared pairs: small groups each with each, crowds through representatives.

use super::corpus::Corpus;
use super::{Progress, Scan};
use crate::index::{Proposals, Segment};
use crate::neardup::{Copies, Edge, similarity};
use crate::overlap::{Passage, passages};
use crate::text::TextId;
use ahash::AHashSet;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A pair of texts, compared.
pub(super) struct Compared {
    pub(super) edge: Edge,
    pub(super) near_duplicates: bool,
    /// Whether passages were looked for.
    pub(super) aligned: bool,
    pub(super) passages: Vec<Passage>,
}

/// How many representatives a crowd can have. Its members are compared with the first; those that are no near-duplicates of it
/// choose the next, and so on. Near-duplicates of a crowd's first text, as ten thousand edited copies are, cost one round.
const ROUNDS: usize = 16;

/// Compares what was proposed, ascending.
///
/// Passages are looked for in texts that share a fingerprint, so that they depend on no chance, and in near-duplicates; those of a crowd's
/// members against the crowd's first text.
pub(super) fn compare_proposals(
    Proposals { alike, sharing }: Proposals,
    corpus: &Corpus,
    copies: &Copies,
    segment: &Segment,
    scan: &Scan,
    progress: &dyn Progress,
) -> Vec<Compared> {
    let compare = |((a, b), sharing): ((TextId, TextId), bool)| {
        progress.advance(1);
        let similarity = similarity(&segment.sketch(a).shingles, &segment.sketch(b).shingles);
        let near_duplicates = scan.recipe.settings.near_duplicate.met_by(similarity);
        let aligned = scan.passages && (sharing || near_duplicates);
        let words = |text: TextId| corpus.words(copies.carriers(text)[0]);
        let passages = if aligned { passages(words(a), words(b), scan.recipe.alignment) } else { Vec::new() };
        Compared { edge: Edge { a, b, similarity }, near_duplicates, aligned, passages }
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
        near.extend(compared[first..].iter().filter(|pair| pair.near_duplicates).map(pair));
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
