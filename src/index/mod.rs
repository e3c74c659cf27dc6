//! The index: articles sketched together, and what decided every number.
//!
//! A [`Recipe`] holds the parameters; a [`Segment`] the sketches of many articles as sorted runs; a [`Staging`] puts finished
//! files in their place, all or none. A scan is a segment that is never written.

mod recipe;
mod segment;
mod skipgrams;
mod store;

pub use recipe::{Recipe, RecipeError, Settings};
pub use segment::{CROWD, Key, Segment, Sketch};
pub use skipgrams::SkipGrams;
pub use store::{Staged, StagedFile, Staging, StoreError};
