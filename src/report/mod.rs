//! The report: findings as people and programs read them. It sees findings and text, and writes to whatever it is given.

pub mod bench;
#[cfg(feature = "parquet")]
mod columns;
mod files;
mod json;
mod terminal;

#[cfg(feature = "parquet")]
pub use columns::PARQUET_FILES;
pub use files::{FILES, WriteFile};
pub use json::{write_comparison, write_left_out, write_trace_json};
pub use terminal::{
    Page, write_compared, write_findings, write_guessed, write_removal, write_s_curve, write_sentence, write_skipped,
    write_trace,
};
