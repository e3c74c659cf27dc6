//! The pipeline: the stages joined. The only room with threads.
//!
//! [`scan()`] takes paths to [`Findings`](crate::findings::Findings), [`scan_handover`] articles from memory, [`compare_files`] and [`compare_pairs`] take articles two by
//! two to a [`Compared`], and [`dedup()`] writes a corpus again without its near-duplicates; [`synthesise`] writes
//! a made one. What runs in parallel is put in order
//! before it is handed on, so threads leave no trace.

mod attribute;
mod chance;
mod check;
mod compare;
mod corpus;
mod dedup;
mod exact;
mod expand;
mod groups;
mod house;
mod judge;
mod kin;
mod meter;
mod outlines;
pub mod portion;
mod progress;
mod propose;
mod read;
mod ready;
mod recall;
mod reword;
mod scan;
mod shelving;
mod sign;
mod sketch;
mod synthesis;
mod threads;
mod together;
mod trace;
mod unfinished;

pub use check::check;
pub use compare::{Compared, compare_documents, compare_files, compare_named, compare_pairs};
pub use dedup::{Cleaned, Dedup, DedupError, Deduplicated, dedup, dedup_handover};
pub use progress::{Progress, Silent};
pub use scan::{Scan, ScanError, scan, scan_from, scan_handover};
pub use sign::sign;
pub use synthesis::{Synthesis, Synthesised, synthesise};
pub use threads::{ThreadsError, with_threads};
pub use trace::{Traced, trace};
pub use unfinished::checkpoint;
