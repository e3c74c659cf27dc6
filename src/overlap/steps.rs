//! Steps: what changes where one repeat ends and the next begins.

use super::set::{Printing, SetId, Sets};
use super::spread::Spread;
use crate::text::TextId;
use ahash::AHashMap;
use std::ops::Range;

/// An outlet that joins or prints other texts, with its printing from there on; or that leaves.
pub(super) type Change = (u32, Option<Printing>);

/// Sets that together have no more printings than this are compared each time: that is as quick as to look up what was found before.
const FEW: usize = 64;

/// What changes from a set to the next, where either is large: found once, however many articles go from one to the other.
#[derive(Debug)]
pub struct Steps {
    known: AHashMap<(SetId, SetId), Range<usize>>,
    changes: Vec<Change>,
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

    /// Tells each change from a set to another that follows it somewhere.
    pub(super) fn each(&self, sets: &Sets, from: SetId, to: SetId, tell: impl FnMut(Change)) {
        match self.known.get(&(from, to)) {
            Some(range) => self.changes[range.clone()].iter().copied().for_each(tell),
            None => changes(sets, from, to).for_each(tell),
        }
    }
}

/// The changes from a set to another, by outlet.
fn changes(sets: &Sets, from: SetId, to: SetId) -> impl Iterator<Item = Change> {
    let (mut old, mut new) = (sets.printings(from).peekable(), sets.printings(to).peekable());
    std::iter::from_fn(move || {
        loop {
            let outlet = |printing: &Printing| sets.outlet(*printing);
            match (old.peek().map(outlet), new.peek().map(outlet)) {
                (None, None) => return None,
                (Some(x), Some(y)) if x == y => {
                    let (old, new) = (old.next()?, new.next()?);
                    if sets.moments(old) != sets.moments(new) {
                        return Some((y, Some(new)));
                    }
                }
                (Some(x), y) if y.is_none_or(|y| x < y) => {
                    old.next();
                    return Some((x, None));
                }
                _ => return new.next().map(|printing| (sets.outlet(printing), Some(printing))),
            }
        }
    })
}
