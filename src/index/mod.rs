//! The index: articles sketched together, and what decided every number.
//!
//! A [`Recipe`] holds the parameters; a [`Segment`] the sketches of many articles as sorted keys; a [`Staging`] puts finished
//! files in their place, all or none. A scan is a segment that is never written.

mod checkpoint;
mod recipe;
mod segment;
mod skipgrams;
mod store;

pub use checkpoint::Checkpoint;
pub use recipe::{Recipe, RecipeError, Settings};
pub use segment::{CROWD, Key, Place, PlaceSorter, Segment, SegmentWriter, Sketch, place_sorter, renumbered};
pub use skipgrams::{LEAST_SHARED, MeetingWriter, Meetings, SkipGramWriter, SkipGrams, is_candidate, meetings_under};
pub use store::{Staged, StagedFile, Staging, StoreError, abandon};
