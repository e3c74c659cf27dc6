//! Ingest: from paths to documents. The only room that reads files that users name.
//!
//! [`Inputs::find`] walks the paths into a list of files in a fixed order; [`Inputs::batches`] reads them piece by piece; and
//! [`Batch::parse`], which touches no disk beyond its own piece and can run on any thread, turns a piece into documents. What
//! cannot be used becomes a [`Skipped`]: one line with path, line, cause and what to do, and everything else goes on.

mod batch;
mod date;
mod field;
mod input;
mod pair_list;
mod record;
mod skipped;

pub use batch::{Batch, Digest, Parsed};
pub use input::{InputFile, Inputs};
pub use pair_list::{PairLine, article, article_at, pair_lines};
pub use skipped::{Cause, Skipped};
