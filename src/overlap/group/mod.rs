//! Passage groups: a passage told once, with everyone who carries it.
//!
//! Each repeat has an origin, the earliest article that holds it. A group is a stretch of an origin's words whose repeats have much the same
//! articles behind them, from one to the next: where a brief ends that a hundred outlets print, and a story goes on that three print, a
//! group ends and another begins. What some hold only a piece of is a group of those who hold much of it, and the piece one of all. A word that one carrier edits takes that carrier out of twelve grams and no more; a word that all
//! but one edit leaves a gap of a word, behind which the same articles go on. Both are bridged. So each carrier has a span of its own: where
//! its first shared gram begins to where its last one ends, and a second one, if it prints the passage in parts that lie far apart.
//!
//! The edited word makes grams of its own, if two carriers edited alike, and these would be a small group inside the large one. A group that lies in
//! a larger one in its carriers says nothing new; its words are counted there.
//!
//! Cost: each repeat is looked at a bounded number of times, with the set of texts behind it; no pairs of carriers. A group is 40 bytes, and 12 for each
//! run of its grams in a text.

mod gathering;
mod listing;
mod nesting;
#[cfg(test)]
mod tests;
mod text_group;

pub use gathering::groups_of;
pub use listing::{Listing, Occurrence, PassageGroup, Variants};
pub use nesting::outermost;
pub use text_group::{BRIDGE, GramRange, Part, TextGroup};
