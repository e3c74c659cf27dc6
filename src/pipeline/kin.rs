//! What is known of pairs and crowds while texts are compared.

use super::judge::{Compared, Judge};
use super::propose::Pair;
use crate::index::CROWD;
use crate::neardup::Verdict;
use crate::text::TextId;
use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The pairs that were compared: eight bytes each, but for the last ones.
#[derive(Default)]
pub(super) struct Known {
    /// Ascending.
    settled: Vec<Pair>,
    fresh: AHashSet<Pair>,
    /// Those that came once, if somebody will ask for them ...
    distinct: Vec<Pair>,
    pub(super) are_asked_for: bool,
    /// ... and how many were not noted.
    unnoted: u64,
}

impl Known {
    /// No pairs; whether somebody will ask for them.
    pub(super) fn new(are_asked_for: bool) -> Self {
        Self { are_asked_for, ..Self::default() }
    }

    /// Adds a pair; whether it is new.
    pub(super) fn insert(&mut self, pair: Pair) -> bool {
        self.settled.binary_search(&pair).is_err() && self.fresh.insert(pair)
    }

    /// The same for pairs of which each comes once before they are put in order.
    pub(super) fn insert_distinct(&mut self, pair: Pair) -> bool {
        let is_new = self.settled.binary_search(&pair).is_err();
        match self.are_asked_for {
            true if is_new => self.distinct.push(pair),
            _ => self.unnoted += u64::from(is_new),
        }
        is_new
    }

    /// How many pairs are known.
    pub(super) fn count(&self) -> u64 {
        (self.settled.len() + self.fresh.len() + self.distinct.len()) as u64 + self.unnoted
    }

    /// Whether a pair that was put in order is known.
    pub(super) fn contains(&self, pair: Pair) -> bool {
        self.settled.binary_search(&pair).is_ok()
    }

    /// Puts the fresh ones in order among the others.
    pub(super) fn settle(&mut self) {
        self.settled.extend(std::mem::take(&mut self.fresh));
        self.settled.append(&mut self.distinct);
        self.settled.par_sort_unstable();
    }

    pub(super) fn into_pairs(mut self) -> Vec<Pair> {
        self.settle();
        self.settled
    }
}

/// What crowds showed of their members, so that small groups of them are not compared as if they were strangers.
#[derive(Default)]
pub(super) struct Kin {
    /// For each text, the first representative that it is alike or related to, and whether alike.
    pub(super) of: AHashMap<TextId, (TextId, bool)>,
    /// How many texts are alike or related to each representative. Families that are no crowd themselves are compared each with each.
    families: BTreeMap<TextId, usize>,
}

impl Kin {
    /// What is known of texts of crowds: to which representative each is alike or related, and whether alike.
    pub(super) fn of_crowds(texts: impl Iterator<Item = (TextId, (TextId, bool))>) -> Self {
        let of: AHashMap<TextId, (TextId, bool)> = texts.collect();
        let families = of.values().map(|kin| (kin.0, CROWD + 1)).collect();
        Self { of, families }
    }

    /// The same, told, by text.
    pub(super) fn crowds(&self) -> Vec<(TextId, (TextId, bool))> {
        let of_crowd = |&text: &TextId| Some((text, self.of_crowd(text)?));
        let mut all: Vec<_> = self.of.keys().filter_map(of_crowd).collect();
        all.sort_unstable();
        all
    }

    pub(super) fn note(&mut self, pair: &Compared, judge: &Judge) {
        let alike = pair.verdict != Verdict::Apart;
        if alike || judge.are_related(pair.edge.similarity) {
            let before = self.of.get(&pair.edge.b).copied();
            if before.is_none_or(|kin| alike && !kin.1) {
                self.of.insert(pair.edge.b, (pair.edge.a, alike));
                *self.families.entry(pair.edge.a).or_default() += 1;
            }
        }
    }

    /// What a text is to the representative of its family, if that is a crowd.
    fn of_crowd(&self, text: TextId) -> Option<(TextId, bool)> {
        let kin = self.of.get(&text).copied()?;
        self.families.get(&kin.0).is_some_and(|&family| family > CROWD).then_some(kin)
    }

    /// Whether two texts are of the same crowd.
    pub(super) fn are_siblings(&self, (a, b): Pair) -> bool {
        let of = |text: TextId| self.of_crowd(text).map(|kin| kin.0);
        of(a).is_some() && of(a) == of(b)
    }

    /// The members of a crowd that have something new to say: of those alike or related to one text the first, and only if that
    /// text is no member itself.
    pub(super) fn speakers(&self, crowd: &[TextId]) -> Vec<TextId> {
        let mut heard: AHashSet<TextId> = crowd.iter().copied().collect();
        let is_new = |text: &&TextId| self.of_crowd(**text).is_none_or(|kin| heard.insert(kin.0));
        crowd.iter().filter(is_new).copied().collect()
    }

    /// The pairs of a group that are worth comparing: all of strangers. Of texts alike to one representative the first speaks for the
    /// others. Texts that are only related to one, as the reports of a template are, are compared with their first and with their neighbour.
    pub(super) fn pairs(&self, group: &[TextId], each: &mut impl FnMut(TextId, TextId)) {
        if self.of.is_empty() || group.iter().all(|&text| self.of_crowd(text).is_none()) {
            return all_pairs(group, each);
        }
        let mut speakers: Vec<TextId> = Vec::new();
        let mut heard: AHashSet<TextId> = group.iter().copied().collect();
        let mut related: BTreeMap<TextId, Vec<TextId>> = BTreeMap::new();
        for &text in group {
            match self.of_crowd(text) {
                Some((representative, false)) => related.entry(representative).or_default().push(text),
                Some((representative, true)) if !heard.insert(representative) => {}
                _ => speakers.push(text),
            }
        }
        for texts in related.values() {
            texts.windows(2).for_each(|pair| each(pair[0], pair[1]));
            texts[1..].iter().skip(1).for_each(|&text| each(texts[0], text));
            speakers.push(texts[0]);
        }
        speakers.sort_unstable();
        all_pairs(&speakers, each);
    }
}

/// Each with each that follows.
fn all_pairs(texts: &[TextId], each: &mut impl FnMut(TextId, TextId)) {
    for (at, &a) in texts.iter().enumerate() {
        texts[at + 1..].iter().for_each(|&b| each(a, b));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_are_compared_each_with_each_and_kin_through_their_first() {
        let mut kin = Kin::default();
        let group = [1, 2, 3, 4, 5, 6, 7].map(TextId);
        let pairs = |kin: &Kin| {
            let mut found: Vec<(u32, u32)> = Vec::new();
            kin.pairs(&group, &mut |a, b| found.push((a.0, b.0)));
            found.sort_unstable();
            found
        };
        assert_eq!(pairs(&kin).len(), 21);
        // 3, 4 and 5 are alike to text 0; 6 and 7 are only related to it.
        kin.of.extend([3, 4, 5].map(|text| (TextId(text), (TextId(0), true))));
        kin.of.extend([6, 7].map(|text| (TextId(text), (TextId(0), false))));
        assert_eq!(pairs(&kin).len(), 21, "a small family is compared each with each");
        kin.families.insert(TextId(0), CROWD + 1);
        assert_eq!(pairs(&kin), [(1, 2), (1, 3), (1, 6), (2, 3), (2, 6), (3, 6), (6, 7)]);
    }
}
