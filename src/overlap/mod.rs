//! The overlap wing: which passages do two articles share, and how?
//!
//! [`fingerprints`] say which articles to look at; then, for two of them, matches are runs of equal words,
//! chains gather runs that follow each other on both sides, the gaps between them are aligned word by word, and what remains
//! is a [`Passage`] with a [`Grade`]. Where it is asked for, stretches that say the same in other words are passages too
//! ([`Rewording`]). [`paragraph_pairs`] and [`Coverage`] say the same in the units that people read.

mod align;
mod attribution;
mod chain;
mod change;
mod claim;
mod coverage;
mod grade;
mod language;
mod order;
mod paragraph;
mod passage;
mod proof;
mod reworded;
mod seed;
mod skipgram;
mod ties;
mod winnow;

pub use attribution::{OutletPair, outlet_pairs};
pub use change::{FigureChanges, figure_changes};
pub use coverage::Coverage;
pub use grade::Grade;
pub use language::Language;
pub use order::{InCommon, Telling};
pub use paragraph::{ParagraphPair, Stretch, paragraph_pairs};
pub use passage::{Alignment, Passage, passages, proven_passages};
pub use proof::Proof;
pub use reworded::Rewording;
pub use seed::Match;
pub use skipgram::skip_grams;
pub use winnow::{Fingerprint, Winnowing, WinnowingError, fingerprints};
