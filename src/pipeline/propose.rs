//! From shared keys to compared pairs: crowds through representatives, small groups each with each.

use super::Progress;
use super::groups::Groups;
use super::judge::{Compared, Judge};
use super::kin::{Kin, Known};
use super::together::together;
use crate::hash::scatter;
use crate::index::{Key, Segment};
use crate::neardup::Verdict;
use crate::spill::{PARTS, Rank, Sorted, Sorter, SpillError};
use crate::text::TextId;
use ahash::AHashSet;
use bytemuck::{Pod, Zeroable};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// How many representatives a crowd can have. Its members are compared with the first; those that have nothing to do with it
/// choose the next, and so on. Near-duplicates of a crowd's first text, as ten thousand edited copies are, cost one round.
const ROUNDS: usize = 16;

/// Pairs inside crowds are compared too, as many as there are texts, so that the work stays near-linear; but so many at least: all pairs of a
/// crowd of 100, which take less than a second.
const FEWEST_WITHIN: usize = 5_000;

/// So many pairs keep a thread busy for a while.
const TOGETHER: usize = 64;

/// How many times as many pairs are looked at to find those that are not known yet.
const LOOKS: usize = 8;

/// Pairs that are worth a comparison are put in order together up to this part of the space, one in so many, ...
const ORDERED: u64 = 64;
/// ... and so many of them, some thirty bytes each, in any case.
const FEWEST_ORDERED: usize = 1 << 16;
const ORDERED_BYTES: usize = 32;

/// Proposed pairs stay in memory up to this part of the space, one in so many.
const PROPOSALS: u64 = 16;

pub(super) type Pair = (TextId, TextId);

/// What was compared, and how it was come by.
#[derive(Serialize, Deserialize)]
pub(super) struct Proposed {
    /// Of the compared pairs those of which something is to be told or learnt, ascending.
    pub(super) compared: Vec<Compared>,
    /// All compared pairs, ascending; none, if nobody will ask for them.
    pub(super) looked_at: Vec<Pair>,
    /// How many pairs were compared.
    pub(super) candidates: u64,
    /// How many crowds there were.
    pub(super) crowds: u64,
}

/// Compares the texts that share keys.
///
/// Passages are looked for in texts that share a fingerprint, so that they depend on no chance, and in near-duplicates; those of a crowd's
/// members against the crowd's first text.
///
/// # Errors
/// When the disk takes no more.
pub(super) fn compare_proposals(
    segment: &Segment,
    judge: &Judge,
    progress: &dyn Progress,
) -> Result<Proposed, SpillError> {
    let space = &judge.scan.space;
    let prints = Groups::of(segment, Key::Fingerprint, judge.scan.passages, space)?;
    let bands = Groups::of(segment, Key::Band, false, space)?;
    let count = (prints.crowds.len() + bands.crowds.len()) as u64;
    // Eight bytes a pair are much where hardly any pair is told.
    let are_asked_for = judge.scan.passages || judge.scan.recall_sample > 0;
    let known = Known::new(are_asked_for);
    let mut work = Work { judge, progress, known, kin: Kin::default(), compared: Vec::new() };
    work.compare_crowds(&prints.crowds, &bands.crowds);
    let first = work.compared.len();
    let proposals = proposals([(&bands, 0), (&prints, 1)], judge, &work.kin);
    let at_once = (space.share(ORDERED) / ORDERED_BYTES).max(FEWEST_ORDERED);
    let mut worth = Vec::new();
    for part in 0..PARTS {
        // Parts ascend and no pair is in two of them.
        let of_part = proposals.part(part);
        proposals.forget(part);
        // Whether a pair shares a fingerprint; what it shares beside does not matter then.
        let pairs = of_part.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b));
        let pairs = pairs.map(|same| ((same[0].a, same[0].b), same.iter().any(|it| it.sharing > 0)));
        let new = pairs.filter(|(pair, _)| work.known.insert_distinct(*pair)).collect();
        worth.append(&mut work.worth_a_look(new));
        if worth.len() > at_once || part + 1 == PARTS {
            together(&mut worth, judge.copies.len());
            work.compare(&worth);
            worth.clear();
        }
    }
    work.compared[first..].par_sort_unstable_by_key(Compared::pair);
    work.note(first);
    work.known.settle();
    if judge.scan.passages {
        work.compare_within(prints.crowds);
    }
    work.compared.par_sort_unstable_by_key(Compared::pair);
    let candidates = work.known.count();
    let looked_at = if work.known.are_asked_for { work.known.into_pairs() } else { Vec::new() };
    Ok(Proposed { compared: work.compared, looked_at, candidates, crowds: count })
}

/// Two texts that are worth a comparison, and whether for a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
#[repr(C)]
struct Proposal {
    a: TextId,
    b: TextId,
    sharing: u32,
}

/// The pairs of all groups that are no crowds, each kind of group with whether it is one of a fingerprint.
fn proposals(groups: [(&Groups, u32); 2], judge: &Judge, kin: &Kin) -> Sorted<Proposal> {
    const BATCH: usize = 1 << 14;
    let texts = judge.copies.len() as u32;
    let sorter = Sorter::new(&judge.scan.space, PROPOSALS, Rank::Number(|it: &Proposal| it.a.0, texts));
    for (groups, sharing) in groups {
        Segment::parts().into_par_iter().for_each(|part| {
            let mut batch = Vec::with_capacity(BATCH);
            let mut latest = Latest::default();
            groups.others(part, |group| {
                kin.pairs(group, &mut |a, b| {
                    if latest.is_new((a, b)) {
                        batch.push(Proposal { a, b, sharing });
                    }
                });
                if batch.len() >= BATCH {
                    sorter.push(&batch);
                    batch.clear();
                }
            });
            sorter.push(&batch);
        });
    }
    sorter.finish()
}

/// The pairs that came last, so that one that comes again and again, as those of texts alike do, is proposed a few times and no more.
struct Latest(Vec<Pair>);

impl Default for Latest {
    fn default() -> Self {
        // No text comes with itself.
        Self(vec![(TextId(0), TextId(0)); 1 << 14])
    }
}

impl Latest {
    fn is_new(&mut self, pair: Pair) -> bool {
        let place = scatter(u64::from(pair.0.0) << 32 | u64::from(pair.1.0)) as usize % self.0.len();
        std::mem::replace(&mut self.0[place], pair) != pair
    }
}

/// Crowds with a fingerprint in common, those of fewest texts first, the order in which their pairs are looked at.
pub(super) fn smallest_first(mut crowds: Vec<Vec<TextId>>) -> Vec<Vec<TextId>> {
    crowds.sort_by_key(Vec::len);
    crowds
}

/// The pairs of a crowd, each with each.
pub(super) fn pairs_within(crowd: &[TextId]) -> impl Iterator<Item = Pair> + '_ {
    (1..crowd.len()).flat_map(move |at| crowd[..at].iter().map(move |&a| (a, crowd[at])))
}

/// How many pairs within crowds are compared at most where there are so many texts, and how many are looked at.
pub(super) fn most_within(texts: usize) -> (usize, usize) {
    let most = texts.max(FEWEST_WITHIN);
    (most, LOOKS * most)
}

/// Comparing, and what it has shown so far.
pub(super) struct Work<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) progress: &'a dyn Progress,
    pub(super) known: Known,
    pub(super) kin: Kin,
    pub(super) compared: Vec<Compared>,
}

impl Work<'_> {
    /// Compares the members of crowds, whose groups ascend, through representatives.
    pub(super) fn compare_crowds(&mut self, prints: &[Vec<TextId>], bands: &[Vec<TextId>]) {
        let [prints, bands] = [(prints, Key::Fingerprint), (bands, Key::Band)]
            .map(|(all, key)| all.iter().map(move |crowd| (crowd, key)));
        let mut crowds: Vec<_> = prints.chain(bands).collect();
        // The largest first: what it shows of its members need not be found again in the others.
        crowds.sort_by_key(|(crowd, _)| Reverse(crowd.len()));
        for (crowd, key) in crowds {
            self.compare_crowd(crowd.clone(), key);
        }
        self.known.settle();
    }

    /// Compares the pairs not yet known, each with whether it shares a fingerprint.
    fn compare_new(&mut self, mut pairs: Vec<(Pair, bool)>) {
        pairs.retain(|(pair, _)| self.known.insert(*pair));
        let worth = self.worth_a_look(pairs);
        self.compare(&worth);
    }

    /// Of new pairs, ascending, those that are worth a comparison.
    fn worth_a_look(&self, pairs: Vec<(Pair, bool)>) -> Vec<(Pair, bool)> {
        let (judge, progress) = (self.judge, self.progress);
        let by_first: Vec<_> = pairs.chunk_by(|x, y| x.0.0 == y.0.0).flat_map(|pairs| pairs.chunks(TOGETHER)).collect();
        let worth = by_first.into_par_iter().flat_map_iter(|pairs| {
            progress.advance(pairs.len() as u64);
            judge.worth_a_look(pairs)
        });
        worth.collect()
    }

    fn compare(&mut self, pairs: &[(Pair, bool)]) {
        let (judge, kin) = (self.judge, &self.kin);
        let look = |&(pair, sharing): &(Pair, bool)| judge.look_at(pair, sharing, kin.are_siblings(pair));
        let compared = pairs.par_chunks(TOGETHER).flat_map_iter(|pairs| pairs.iter().filter_map(look));
        self.compared.par_extend(compared);
    }

    /// Learns from what was compared, from the `first` on.
    fn note(&mut self, first: usize) {
        for pair in &self.compared[first..] {
            self.kin.note(pair, self.judge);
        }
    }

    /// Looks for passages in the members of crowds each with each, those of the smallest crowds first, as long as the pairs stay few. Clusters are left
    /// as they are, so that they do not depend on whether passages are wanted.
    fn compare_within(&mut self, crowds: Vec<Vec<TextId>>) {
        let crowds = smallest_first(crowds);
        let (most, looks) = most_within(self.judge.copies.len());
        // Crowds have members in common, so pairs come again; how often they are looked at is bounded, too.
        let looked_at = crowds.iter().flat_map(|crowd| pairs_within(crowd)).take(looks);
        let mut proposed = AHashSet::new();
        let is_new = |pair: &Pair| !self.known.contains(*pair) && proposed.insert(*pair);
        let pairs: Vec<Pair> = looked_at.filter(is_new).take(most).collect();
        let first = self.compared.len();
        self.compare_new(pairs.into_iter().map(|pair| (pair, true)).collect());
        self.note(first);
        self.compared[first..].iter_mut().for_each(|pair| pair.verdict = Verdict::Apart);
    }

    fn compare_crowd(&mut self, mut crowd: Vec<TextId>, key: Key) {
        for _ in 0..ROUNDS {
            crowd = self.kin.speakers(&crowd);
            if crowd.len() < 2 {
                break;
            }
            let representative = crowd.remove(0);
            let star = crowd.iter().map(|&member| ((representative, member), key == Key::Fingerprint));
            let first = self.compared.len();
            self.compare_new(star.collect());
            self.note(first);
            crowd.retain(|&member| self.kin.of.get(&member).is_none_or(|kin| kin.0 != representative));
        }
    }
}
