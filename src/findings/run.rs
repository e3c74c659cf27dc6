use super::{Digest, Skipped};
use std::time::Duration;

/// How an answer came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Every parameter that decided a number.
    pub recipe: Vec<(&'static str, f64)>,
    /// The files that were read, by path.
    pub inputs: Vec<Digest>,
    /// What could not be used, by path and line.
    pub skipped: Vec<Skipped>,
    /// Files in the folders that are of no known kind.
    pub passed_over: u64,
    /// Pairs that were compared exactly for near-duplication.
    pub candidates: u64,
    /// Pairs in which passages were looked for.
    pub aligned: u64,
    /// Groups of texts so large that their members were compared with representatives, not each with each.
    pub crowds: u64,
    /// Pairs of articles that are near-duplicates or share passages because their texts do, but are told only through the first
    /// carriers of these texts.
    pub untold: u64,
    /// Whether passages were looked for at all.
    pub passages_sought: bool,
    /// How long each stage took, in the order of the flow.
    pub stages: Vec<Stage>,
    /// Threads that worked.
    pub threads: usize,
    /// The most memory that the process held so far, in bytes, where the system tells.
    pub peak_memory_bytes: Option<u64>,
    /// The CPU time that the process took so far, where the system tells.
    pub cpu_time: Option<Duration>,
}

/// One stage of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// What was done.
    pub name: &'static str,
    /// How long it took on the clock.
    pub wall_time: Duration,
}
