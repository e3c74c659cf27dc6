//! What a scan costs: measured, shown, and set beside an earlier measurement.

mod compared;
mod record;
mod table;

pub use compared::write_compared_benchmarks;
pub use record::{Benchmark, CheckedRecord, Counts, Job, Machine, Share, StageTime, Trial, TruthRecord, WordCount};
pub use table::write_benchmark;
