//! The terminal's form: an answer at a glance, then its evidence.
//!
//! Nothing is said by colour alone, and nothing from outside is printed raw. The text is the same on every run; how long it took is talk
//! for standard error.

mod closeup;
mod compared;
mod findings;
mod grid;
mod outlets;
mod page;
mod passages;
mod removal;
mod trace;

pub(super) use compared::{sentence, similarity};
pub use compared::{write_compared, write_sentence};
pub use findings::{write_findings, write_guessed, write_s_curve, write_skipped};
pub use page::Page;
pub use removal::write_removal;
pub use trace::write_trace;

pub(super) use closeup::headline_sentence;
pub(super) use findings::summary;
pub(in crate::report) use page::count;
pub(super) use page::{percent, quotient, things};
