//! The overlap wing: which passages do articles share, and how?
//!
//! [`fingerprints`] say which articles to look at; then, for two of them, matches are runs of equal words,
//! chains gather runs that follow each other on both sides, the gaps between them are aligned word by word, and what remains
//! is a [`Passage`] with a [`Grade`]. Where it is asked for, stretches that say the same in other words are passages too
//! ([`Rewording`]). [`paragraph_pairs`] and [`Coverage`] say the same in the units that people read.
//!
//! For a whole corpus no pairs are needed: equal [`grams`] make [`Classes`], which texts hold in [`Streaks`]; [`Repeats`] are the runs that
//! stand in two articles or more, [`Spread`] says who carries each, [`groups_of`] gathers them to passages with all their carriers, and
//! [`outlet_shares`] counts whose words stand where first.

mod align;
mod attribution;
mod carrier;
mod chain;
mod change;
mod claim;
mod class;
mod coverage;
mod exact;
mod fact;
mod grade;
mod gram;
mod group;
mod headline;
mod language;
mod moment;
mod order;
mod paragraph;
mod passage;
mod places;
mod proof;
mod repeat;
mod reworded;
mod seed;
mod set;
mod skipgram;
mod spread;
mod steps;
mod streak;
mod ties;
mod winnow;

pub use attribution::{OutletPair, OutletShares, outlet_shares};
pub use carrier::{Carrier, Carriers};
pub use change::{FigureChanges, figure_changes, tells_other_figures};
pub use class::{Classes, Holding};
pub use coverage::{Coverage, Standing, standings};
pub use fact::{Fact, FactKind, Likeness, facts};
pub use grade::Grade;
pub use gram::{Gram, grams};
pub use group::{
    BRIDGE, GramRange, Listing, Occurrence, Part, PassageGroup, TextGroup, Variants, groups_of, outermost,
};
pub use headline::{Headline, headline};
pub use language::Language;
pub use moment::{Moment, Order, order};
pub use order::{InCommon, Telling};
pub use paragraph::{ParagraphPair, Stretch, paragraph_pairs};
pub use passage::{Alignment, Passage, passages, proven_passages};
pub use proof::Proof;
pub use repeat::{Place, Repeats};
pub use reworded::Rewording;
pub use seed::Match;
pub use set::{Printing, SetId, Sets};
pub use skipgram::skip_grams;
pub use spread::{Held, Spread};
pub use steps::Steps;
pub use streak::{Streak, Streaks};
pub use winnow::{Fingerprint, Winnowing, WinnowingError, fingerprints};
