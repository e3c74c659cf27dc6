//! The index: articles sketched together, and what decided every number.
//!
//! A [`Recipe`] holds the parameters; a [`Segment`] the sketches of many articles as sorted keys; a [`Staging`] puts finished
//! files in their place, all or none. A scan is a segment that is never written.

mod checkpoint;
mod posting;
mod recipe;
mod segment;
mod skipgrams;
mod store;

pub use checkpoint::Checkpoint;
pub use posting::{Place, PlaceSorter, place_sorter, renumbered};
pub use recipe::{Recipe, RecipeError, Settings};
pub use segment::{CROWD, Key, Segment, SegmentWriter, Sketch};
pub use skipgrams::{LEAST_SHARED, MeetingWriter, Meetings, SkipGramWriter, SkipGrams, is_candidate, meetings_under};
pub use store::{Staged, StagedFile, Staging, StoreError, abandon};
