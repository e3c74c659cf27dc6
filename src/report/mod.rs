//! The report: findings as people and programs read them. It sees findings and text, and writes to whatever it is given.

pub mod bench;
#[cfg(feature = "parquet")]
mod columns;
mod csv;
mod files;
mod html;
mod json;
mod markdown;
mod terminal;

pub use self::csv::{write_comparisons_csv, write_pairs_csv};
#[cfg(feature = "parquet")]
pub use columns::{
    Member, PARQUET_FILES, Table, findings_table, left_out_table, members_table, pairs_table, passages_table,
};
pub use files::{FILES, WriteFile};
pub use html::{ComparisonPage, write_comparison_html};
pub use json::{
    write_comparison, write_findings_json, write_findings_jsonl, write_findings_list, write_left_out, write_trace_json,
};
pub use markdown::{write_comparison_markdown, write_findings_markdown};
pub use terminal::{
    Page, write_compared, write_findings, write_guessed, write_removal, write_s_curve, write_sentence, write_skipped,
    write_trace,
};
