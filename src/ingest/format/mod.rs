//! Formats: how bytes become records, and records documents. One file a format.
//!
//! Each has a function that reads a [`Stream`](super::stream::Stream) on one thread and cuts it into [`Piece`](super::batch::Piece)s, which
//! any thread turns into documents. What stays of a file when records are left out is in [`kept`](super::kept).

mod csv;
mod html;
mod json;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
mod parquet_absent;
mod warc;
mod whole;

pub(super) use self::csv::{csv, keep_rows};
pub(super) use self::json::{json, keep_elements};
pub(super) use self::lines::{keep_lines, lines};
#[cfg(feature = "parquet")]
pub(super) use self::parquet::{keep_columns, parquet, rows};
#[cfg(not(feature = "parquet"))]
pub(super) use self::parquet_absent::{keep_columns, parquet};
pub(super) use self::warc::{keep_records, warc};
pub(super) use self::whole::{Undigested, Unread, whole};
