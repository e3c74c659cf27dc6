//! The overlap wing: which passages do articles share, and how?
//!
//! [`fingerprints`] say which articles to look at; then, for two of them, matches are runs of equal words,
//! chains gather runs that follow each other on both sides, the gaps between them are aligned word by word, and what remains
//! is a [`Passage`] with a [`Grade`]. Where it is asked for, stretches that say the same in other words are passages too
//! ([`Rewording`]). [`paragraph_pairs`] and [`Coverage`] say the same in the units that people read.
//!
//! For a whole corpus no pairs are needed: [`Repeats`] are the runs that stand in two articles or more, [`Spread`] says who carries each,
//! [`groups_of`] gathers them to passages with all their carriers, and [`outlet_shares`] counts whose words stand where first.

mod align;
mod attribution;
mod chain;
mod change;
mod claim;
mod coverage;
mod exact;
mod fact;
mod grade;
mod group;
mod headline;
mod language;
mod moment;
mod order;
mod paragraph;
mod passage;
mod proof;
mod repeat;
mod reworded;
mod seed;
mod skipgram;
mod spread;
mod ties;
mod winnow;

pub use attribution::{OutletPair, OutletShares, Steps, outlet_shares};
pub use change::{FigureChanges, figure_changes, tells_other_figures};
pub use coverage::{Coverage, Standing, standings};
pub use fact::{Fact, FactKind, Likeness, facts};
pub use grade::Grade;
pub use group::{BRIDGE, Occurrence, Part, PassageGroup, TextGroup, groups_of, outermost};
pub use headline::{Headline, headline};
pub use language::Language;
pub use moment::{Moment, Order, order};
pub use order::{InCommon, Telling};
pub use paragraph::{ParagraphPair, Stretch, paragraph_pairs};
pub use passage::{Alignment, Passage, passages, proven_passages};
pub use proof::Proof;
pub use repeat::{Gram, Place, Repeats, grams};
pub use reworded::Rewording;
pub use seed::Match;
pub use skipgram::skip_grams;
pub use spread::{Carrier, Carriers, Printing, SetId, Spread};
pub use winnow::{Fingerprint, Winnowing, WinnowingError, fingerprints};
