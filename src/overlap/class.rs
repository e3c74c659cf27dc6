//! Classes: equal grams, wherever they stand.
//!
//! Equality is an equivalence relation, so the grams of a corpus fall into classes, and sorting finds them: no pair of texts is looked at, and a
//! passage in five thousand texts costs five thousand entries. A class is named by where it stands first, so that classes that follow each other
//! in one text have names that follow each other, and a long shared run is a few numbers in the end ([`Repeats`](super::Repeats)).
//!
//! Example, t = 3: `a b c d` and `x b c d` share the gram `b c d`, whose name is (text 0, word 1); `a b c` is in the first alone and in no class.
//!
//! Equal grams must come together, different ones need not: grams can be parted by their hash, and each part is forgotten once it was looked at.

use super::carrier::Carriers;
use super::gram::Gram;
use super::set::{KnownSets, SetId, Sets};
use crate::text::TextId;
use bytemuck::{Pod, Zeroable};

/// A shared gram where a text holds it: its class and the set of texts that share it. They sort by text, then by word.
///
/// Plain numbers without padding: what is sorted outside of memory is sorted as it is.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
pub struct Holding {
    /// The text that holds it.
    pub text: TextId,
    /// Its first word there, counted from 0.
    pub at: u32,
    /// The first text that holds an equal gram, and the first word of that gram there: the name of the class.
    pub first_text: TextId,
    /// The word.
    pub first_at: u32,
    /// The texts that hold it in words of their own; none here, if fewer than two articles do, or if words of house text are in it.
    pub set: SetId,
}

impl Holding {
    /// Whether two articles or more hold it, here in words of the text's own.
    pub fn is_told(&self) -> bool {
        self.set != SetId::NONE
    }
}

/// The classes of a corpus as they are found.
#[derive(Debug)]
pub struct Classes<'a> {
    carriers: &'a Carriers,
    sets: Sets,
    known: KnownSets,
    own: Vec<TextId>,
    count: u64,
}

impl<'a> Classes<'a> {
    /// Begins with none, in a corpus of these articles.
    pub fn new(carriers: &'a Carriers) -> Self {
        Self { carriers, sets: Sets::default(), known: KnownSets::default(), own: Vec::new(), count: 0 }
    }

    /// Finds the classes of sorted grams, of which all that are equal stand among them, and hands on each gram that is shared: that stands in two
    /// texts, or in one that has copies.
    pub fn add(&mut self, grams: &[Gram], mut hold: impl FnMut(Holding)) {
        for equal in grams.chunk_by(|x, y| x.hash == y.hash) {
            let (first, last) = (equal[0], equal[equal.len() - 1]);
            if first.text == last.text && self.carriers.of(first.text).len() < 2 {
                continue;
            }
            self.count += 1;
            self.own.clear();
            self.own.extend(equal.iter().filter(|gram| gram.is_own()).map(|gram| gram.text));
            self.own.dedup();
            let set = self.sets.number(&self.own, self.carriers, &mut self.known);
            for gram in equal {
                hold(Holding {
                    text: gram.text,
                    at: gram.at(),
                    first_text: first.text,
                    first_at: first.at(),
                    set: if gram.is_own() { set } else { SetId::NONE },
                });
            }
        }
    }

    /// How many classes there are so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The sets of texts behind them.
    pub fn into_sets(mut self) -> Sets {
        self.sets.settle();
        self.sets
    }
}
