//! From shared keys to compared pairs: crowds through representatives, small groups each with each.

use super::Progress;
use super::judge::{Compared, Judge};
use crate::index::{Key, Segment};
use crate::neardup::Verdict;
use crate::text::TextId;
use ahash::AHashSet;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How many representatives a crowd can have. Its members are compared with the first; those that are no near-duplicates of it
/// choose the next, and so on. Near-duplicates of a crowd's first text, as ten thousand edited copies are, cost one round.
const ROUNDS: usize = 16;

type Pair = (TextId, TextId);

/// What was compared, and how it was come by.
pub(super) struct Proposed {
    /// The compared pairs, ascending.
    pub(super) compared: Vec<Compared>,
    /// How many crowds there were.
    pub(super) crowds: u64,
}

/// Compares the texts that share keys.
///
/// Passages are looked for in texts that share a fingerprint, so that they depend on no chance, and in near-duplicates; those of a crowd's
/// members against the crowd's first text.
pub(super) fn compare_proposals(segment: &Segment, judge: &Judge, progress: &dyn Progress) -> Proposed {
    let compare = |(pair, sharing): (Pair, bool)| {
        progress.advance(1);
        judge.compare(pair, sharing)
    };
    let (bands, fingerprints) = (segment.crowds(Key::Band), segment.crowds(Key::Fingerprint));
    // Whether a pair shares a fingerprint; what it shares beside does not matter then.
    let mut pairs: BTreeMap<Pair, bool> = BTreeMap::new();
    pairs.extend(stars(&bands).map(|pair| (pair, false)));
    pairs.extend(stars(&fingerprints).map(|pair| (pair, true)));
    let mut crowds = [bands, fingerprints].concat();
    let count = crowds.len() as u64;
    let mut compared: Vec<Compared> = Vec::new();
    let mut known: AHashSet<Pair> = AHashSet::new();
    let mut kin = Kin::default();
    for _ in 0..ROUNDS {
        let first = compared.len();
        compared.par_extend(pairs.into_par_iter().map(compare));
        for pair in &compared[first..] {
            known.insert((pair.edge.a, pair.edge.b));
            kin.note(pair, judge);
        }
        for crowd in &mut crowds {
            let representative = crowd.remove(0);
            crowd.retain(|&member| !kin.alike.contains(&(representative, member)));
        }
        crowds.retain(|crowd| crowd.len() > 1);
        pairs = stars(&crowds).filter(|pair| !known.contains(pair)).map(|pair| (pair, false)).collect();
    }
    let mut pairs: BTreeMap<Pair, bool> = BTreeMap::new();
    pairs.extend(segment.groups(Key::Band).flat_map(|group| kin.pairs(&group)).map(|pair| (pair, false)));
    pairs.extend(segment.groups(Key::Fingerprint).flat_map(|group| kin.pairs(&group)).map(|pair| (pair, true)));
    pairs.retain(|pair, _| !known.contains(pair));
    compared.par_extend(pairs.into_par_iter().map(compare));
    compared.sort_unstable_by_key(|pair| (pair.edge.a, pair.edge.b));
    Proposed { compared, crowds: count }
}

/// The first text of each crowd with each of its others.
fn stars(crowds: &[Vec<TextId>]) -> impl Iterator<Item = Pair> {
    crowds.iter().flat_map(|crowd| crowd[1..].iter().map(|&member| (crowd[0], member)))
}

/// What crowds showed of their members, so that small groups of them are not compared as if they were strangers.
#[derive(Default)]
struct Kin {
    /// Pairs of a representative and a text above the thresholds.
    alike: AHashSet<Pair>,
    /// For each text, the first representative that it is alike or related to, and whether alike.
    of: BTreeMap<TextId, (TextId, bool)>,
}

impl Kin {
    fn note(&mut self, pair: &Compared, judge: &Judge) {
        let (representative, member) = (pair.edge.a, pair.edge.b);
        let alike = pair.verdict != Verdict::Apart;
        if alike {
            self.alike.insert((representative, member));
        }
        if alike || judge.are_related(pair.edge.similarity) {
            let kin = self.of.entry(member).or_insert((representative, alike));
            *kin = if alike && !kin.1 { (representative, true) } else { *kin };
        }
    }

    /// The pairs of a group that are worth comparing: all of strangers. Of texts alike to one representative the first speaks for the
    /// others. Texts that are only related to one, as the reports of a template are, are compared with their first and with their neighbour.
    fn pairs(&self, group: &[TextId]) -> BTreeSet<Pair> {
        let mut speakers: Vec<TextId> = Vec::new();
        let mut heard: AHashSet<TextId> = group.iter().copied().collect();
        let mut related: BTreeMap<TextId, Vec<TextId>> = BTreeMap::new();
        for &text in group {
            match self.of.get(&text) {
                Some(&(representative, false)) => related.entry(representative).or_default().push(text),
                Some(&(representative, true)) if !heard.insert(representative) => {}
                _ => speakers.push(text),
            }
        }
        let mut pairs: BTreeSet<Pair> = BTreeSet::new();
        for texts in related.values() {
            pairs.extend(texts.windows(2).map(|pair| (pair[0], pair[1])));
            pairs.extend(texts[1..].iter().map(|&text| (texts[0], text)));
            speakers.push(texts[0]);
        }
        speakers.sort_unstable();
        for (at, &a) in speakers.iter().enumerate() {
            pairs.extend(speakers[at + 1..].iter().map(|&b| (a, b)));
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_are_compared_each_with_each_and_kin_through_their_first() {
        let mut kin = Kin::default();
        let group = [1, 2, 3, 4, 5, 6, 7].map(TextId);
        assert_eq!(kin.pairs(&group).len(), 21);
        // 3, 4 and 5 are alike to text 0; 6 and 7 are only related to it.
        kin.of.extend([3, 4, 5].map(|text| (TextId(text), (TextId(0), true))));
        kin.of.extend([6, 7].map(|text| (TextId(text), (TextId(0), false))));
        let found: Vec<(u32, u32)> = kin.pairs(&group).into_iter().map(|(a, b)| (a.0, b.0)).collect();
        assert_eq!(found, [(1, 2), (1, 3), (1, 6), (2, 3), (2, 6), (3, 6), (6, 7)]);
    }
}
