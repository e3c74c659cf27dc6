//! Nesting: groups inside groups, and which of them are told.

use super::text_group::{BRIDGE, TextGroup};
use crate::text::TextId;
use std::cmp::Reverse;

/// A group lies in another if it does so, word by word, in seven parts of eight: beside two edits of its own a carrier may have a gap where the
/// others have none.
const MOST: (usize, usize) = (7, 8);

/// The groups, those of most articles first; what lies in one before it, in its carriers, is counted there. `run` is the words of a gram.
pub fn outermost(mut groups: Vec<TextGroup>, run: u32) -> Vec<TextGroup> {
    groups.sort_by_key(|group| (Reverse(group.articles), Reverse(group.words), group.origin, group.ranges[0].at));
    let mut covered = Covered::default();
    let mut kept: Vec<TextGroup> = Vec::new();
    for group in groups {
        let around = covered.outer(&group, run);
        covered.add(&group, around.unwrap_or(kept.len() as u32), run);
        match around {
            Some(number) => kept[number as usize].ranges.extend_from_slice(&group.ranges),
            None => kept.push(group),
        }
    }
    kept.iter_mut().for_each(TextGroup::settle);
    kept
}

/// Words of a text that a group covers.
#[derive(Debug, Clone, Copy)]
struct Cover {
    start: u32,
    end: u32,
    group: u32,
    /// The one of the same text that was added before; [`NONE`] for the first.
    before: u32,
}

const NONE: u32 = u32::MAX;

/// What groups cover, by text: 16 bytes a part.
#[derive(Debug, Default)]
struct Covered {
    /// The last of each text.
    last: Vec<u32>,
    covers: Vec<Cover>,
}

impl Covered {
    fn of(&self, text: TextId) -> impl Iterator<Item = Cover> + Clone {
        let cover = |number: u32| self.covers.get(number as usize).copied();
        let last = self.last.get(text.index()).copied().unwrap_or(NONE);
        std::iter::successors(cover(last), move |known| cover(known.before))
    }

    /// Adds what a group covers to that of the group `number`.
    fn add(&mut self, group: &TextGroup, number: u32, run: u32) {
        for part in group.parts(run) {
            let holds = |known: Cover| known.start <= part.words.start && part.words.end <= known.end;
            if self.of(part.text).any(|known| known.group == number && holds(known)) {
                continue;
            }
            if self.last.len() <= part.text.index() {
                self.last.resize(part.text.index() + 1, NONE);
            }
            let next = self.covers.len() as u32;
            let before = std::mem::replace(&mut self.last[part.text.index()], next);
            self.covers.push(Cover { start: part.words.start, end: part.words.end, group: number, before });
        }
    }

    /// The first of the groups that all carriers of this one carry, and in which it lies in most of them: inside, in a gap, or less than a gram beyond an end.
    fn outer(&self, group: &TextGroup, run: u32) -> Option<u32> {
        // For each group that all carriers so far carry, in how many parts this one lies in it.
        let mut candidates: Vec<(u32, usize)> = self.of(group.origin).map(|known| (known.group, 0)).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut parts = 0;
        for part in group.parts(run) {
            if candidates.is_empty() {
                return None;
            }
            parts += 1;
            let here = self.of(part.text);
            candidates.retain_mut(|(number, inside)| {
                let own = || here.clone().filter(|known| known.group == *number);
                let before =
                    own().any(|known| known.start < part.words.start + run && part.words.start <= known.end + BRIDGE);
                let behind =
                    own().any(|known| part.words.end < known.end + run && known.start <= part.words.end + BRIDGE);
                *inside += usize::from(before && behind);
                own().next().is_some()
            });
        }
        candidates.into_iter().find(|(_, inside)| MOST.1 * inside >= MOST.0 * parts).map(|(number, _)| number)
    }
}
