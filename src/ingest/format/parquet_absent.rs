//! What is said of Parquet by a build without it.

use super::super::Cause;
use super::super::batch::{Sink, Stop};
use super::super::kept::Keeper;
use super::super::stream::Seekable;
use std::fs::File;
use std::io;

const WORDS: &str = "this build reads no Parquet: build it with the feature 'parquet'";

pub(in super::super) fn parquet(file: Seekable, _: &mut Sink) -> Result<(), Stop> {
    drop(file.into_file());
    Err(Stop::Failed(Cause::Unreadable(WORDS.to_owned())))
}

pub(in super::super) fn keep_columns(_: &File, _: &[u64], _: &mut Keeper) -> io::Result<()> {
    Err(io::Error::other(WORDS))
}
