//! Steps: what changes where one repeat ends and the next begins.

use super::set::{Printing, SetId, Sets};
use super::spread::Spread;
use crate::text::TextId;
use ahash::AHashMap;
use std::ops::Range;

/// Sets that together have no more printings than this are compared each time: that is as quick as to look up what was found before.
const FEW: usize = 64;

/// What changes from a set to the next, where either is large: found once, however many articles go from one to the other.
#[derive(Debug)]
pub struct Steps {
    known: AHashMap<(SetId, SetId), Range<usize>>,
    changes: Vec<Printing>,
}

impl Steps {
    /// The changes between large sets that follow each other in any text.
    pub fn of(spread: &Spread) -> Self {
        Self::beyond(FEW, spread)
    }

    /// The same between sets of more printings than `few` together.
    pub(super) fn beyond(few: usize, spread: &Spread) -> Self {
        let printings = |set: SetId| spread.sets.printings(set).len();
        let mut steps = Self { known: AHashMap::new(), changes: Vec::new() };
        for text in (0..spread.repeats.texts() as u32).map(TextId) {
            let mut before: Option<(u32, SetId)> = None;
            for held in spread.of_text(text) {
                if let Some((end, last)) = before
                    && end == held.at
                    && last != held.set
                    && printings(last) + printings(held.set) > few
                {
                    steps.add(&spread.sets, last, held.set);
                }
                before = Some((held.end(), held.set));
            }
        }
        steps
    }

    fn add(&mut self, sets: &Sets, from: SetId, to: SetId) {
        if !self.known.contains_key(&(from, to)) {
            let start = self.changes.len();
            self.changes.extend(changes(sets, from, to));
            self.known.insert((from, to), start..self.changes.len());
        }
    }

    /// Tells each outlet that joins, prints other texts or leaves, from a set to another that follows it somewhere, with its printing from there on:
    /// one without moments, if it leaves.
    pub(super) fn each(&self, sets: &Sets, from: SetId, to: SetId, tell: impl FnMut(Printing)) {
        match self.known.get(&(from, to)) {
            Some(range) => self.changes[range.clone()].iter().copied().for_each(tell),
            None => changes(sets, from, to).for_each(tell),
        }
    }
}

/// The changes from a set to another, by outlet.
fn changes(sets: &Sets, from: SetId, to: SetId) -> impl Iterator<Item = Printing> {
    let (mut old, mut new) = (sets.printings(from).peekable(), sets.printings(to).peekable());
    std::iter::from_fn(move || {
        loop {
            match (old.peek().copied(), new.peek().copied()) {
                (None, None) => return None,
                (Some(x), Some(y)) if x.outlet == y.outlet => {
                    old.next();
                    new.next();
                    if sets.moments(x) != sets.moments(y) {
                        return Some(y);
                    }
                }
                (Some(x), y) if y.is_none_or(|y| x.outlet < y.outlet) => {
                    old.next();
                    return Some(Printing::none(x.outlet));
                }
                _ => return new.next(),
            }
        }
    })
}
