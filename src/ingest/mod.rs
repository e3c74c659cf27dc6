//! Ingest: from paths to documents. The only room that reads files that users name.
//!
//! [`Inputs::find`] walks the paths into a list of files in a fixed order; [`Inputs::batches`] reads them piece by piece; and
//! [`Batch::parse`], which touches no disk beyond its own piece and can run on any thread, turns a piece into documents. What
//! cannot be used becomes a [`Skipped`]: one line with path, line, cause and what to do, and everything else goes on.
//!
//! Whoever writes a corpus back without some of its articles reads it twice: [`Inputs::hold`] keeps standard input for that,
//! [`InputFile::kept`] gives what stays of a file, byte for byte, and a [`Layout`] says where it goes.

mod batch;
mod date;
mod field;
mod hold;
mod input;
mod kept;
mod layout;
mod pair_list;
mod record;
mod skipped;

pub use batch::{Batch, Digest, Parsed};
pub use hold::Held;
pub use input::{InputFile, Inputs};
pub use layout::{Layout, LayoutError};
pub use pair_list::{PairLine, article, article_at, pair_lines};
pub use skipped::{Cause, Skipped};
