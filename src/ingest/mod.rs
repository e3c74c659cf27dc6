//! Ingest: from paths to documents. The only room that reads files that users name.
//!
//! [`Inputs::find`] walks the paths into a list of files in a fixed order; [`Inputs::read`] takes them apart, one after the other, into
//! batches, taking off what packs them and opening archives; and [`Batch::parse`], which can run on any thread, turns a batch into
//! documents. What cannot be used becomes a [`Skipped`]: one line with path, line, cause and what to do, and everything else goes on.
//! [`Reading`] holds what a user can say about all this.
//!
//! A source of bytes (a file, a member, what either unpacks to) is a `Stream`; a format is a function from a stream to pieces and
//! from a piece to documents. Whoever adds a format adds a file to `format` and its name to `kind`.
//!
//! Whoever has articles in memory gives a [`Handover`] instead of paths: its records are those of a JSON file or a table, by their number.
//!
//! Whoever writes a corpus back without some of its articles reads it twice: [`Inputs::hold`] keeps standard input for that,
//! [`InputFile::kept`] writes what stays of a file, and a [`Layout`] says where it goes.

mod archive;
mod batch;
mod contain;
mod date;
mod encoding;
mod field;
mod format;
mod handover;
mod hold;
mod input;
mod kept;
mod kind;
mod layout;
mod pair_list;
mod read;
mod reading;
mod record;
mod shelf;
mod skipped;
mod stream;

pub use batch::{Batch, Digest, Guessed, Parsed};
pub use contain::panic_is_contained;
pub use encoding_rs::Encoding;
pub use handover::{Handful, Handover, handed_article};
pub use hold::Held;
pub use input::{InputFile, Inputs};
pub use kind::Format;
pub use layout::{Layout, LayoutError};
pub use pair_list::{PairLine, article, article_at, pair_lines};
pub use read::parse_bytes;
pub use reading::{FieldNames, Limits, Reading};
pub use shelf::{About, Record, Shelf};
pub use skipped::{Cause, Skipped};
