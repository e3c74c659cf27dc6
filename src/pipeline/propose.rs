//! Proposals to compared pairs: small groups each with each, crowds through representatives.

use super::corpus::Corpus;
use super::{Progress, Scan};
use crate::index::{Proposals, Segment};
use crate::neardup::{Copies, Edge, similarity};
use crate::overlap::{Passage, passages};
use crate::text::TextId;
use ahash::AHashSet;
use rayon::prelude::*;

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
/// The passages of a crowd's members are looked for against the crowd's first text, and wherever two turn out near-duplicates.
pub(super) fn compare_proposals(
    Proposals { pairs, mut crowds }: Proposals,
    corpus: &Corpus,
    copies: &Copies,
    segment: &Segment,
    scan: &Scan,
    progress: &dyn Progress,
) -> Vec<Compared> {
    let compare = |(a, b): (TextId, TextId), always: bool| {
        progress.advance(1);
        let similarity = similarity(&segment.sketch(a).shingles, &segment.sketch(b).shingles);
        let near_duplicates = scan.recipe.settings.near_duplicate.met_by(similarity);
        let aligned = scan.passages && (always || near_duplicates);
        let words = |text: TextId| corpus.words(copies.carriers(text)[0]);
        let passages = if aligned { passages(words(a), words(b), scan.recipe.alignment) } else { Vec::new() };
        Compared { edge: Edge { a, b, similarity }, near_duplicates, aligned, passages }
    };
    let mut known: AHashSet<(TextId, TextId)> = pairs.iter().copied().collect();
    let mut compared: Vec<Compared> = pairs.into_par_iter().map(|pair| compare(pair, true)).collect();
    let alike = |compared: &[Compared]| -> Vec<(TextId, TextId)> {
        compared.iter().filter(|pair| pair.near_duplicates).map(|pair| (pair.edge.a, pair.edge.b)).collect()
    };
    let mut near: AHashSet<(TextId, TextId)> =
        if crowds.is_empty() { AHashSet::new() } else { alike(&compared).into_iter().collect() };
    for round in 0..ROUNDS {
        let star = |crowd: &Vec<TextId>| crowd.iter().skip(1).map(|&member| (crowd[0], member)).collect::<Vec<_>>();
        let mut pairs: Vec<(TextId, TextId)> =
            crowds.iter().flat_map(star).filter(|pair| known.insert(*pair)).collect();
        pairs.sort_unstable();
        let more: Vec<Compared> = pairs.into_par_iter().map(|pair| compare(pair, round == 0)).collect();
        near.extend(alike(&more));
        compared.extend(more);
        for crowd in &mut crowds {
            let first = crowd.remove(0);
            crowd.retain(|&member| !near.contains(&(first, member)));
        }
        crowds.retain(|crowd| crowd.len() > 1);
    }
    compared.sort_unstable_by_key(|pair| (pair.edge.a, pair.edge.b));
    compared
}
