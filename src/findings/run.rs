use super::{Digest, Guessed, Skipped};
use std::time::Duration;

/// How an answer came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The parameters that decided the numbers.
    pub recipe: Vec<(&'static str, f64)>,
    /// The policy by which representatives were chosen.
    pub keep: &'static str,
    /// The files that were read, by path.
    pub inputs: Vec<Digest>,
    /// What could not be used, by path and line.
    pub skipped: Vec<Skipped>,
    /// Files in the folders that are of no known kind.
    pub passed_over: u64,
    /// The files, or members of archives, whose character set was guessed, with how many texts were read by the guess.
    pub guessed: Guessed,
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
    /// The recall of the search as measured on this corpus, if that was asked for.
    pub recall: Option<MeasuredRecall>,
    /// How long each stage took, in the order of the flow.
    pub stages: Vec<Stage>,
    /// Threads that worked.
    pub threads: usize,
    /// The most memory that the process held so far, in bytes, where the system tells.
    pub peak_memory_bytes: Option<u64>,
    /// The CPU time that the process took so far, where the system tells.
    pub cpu_time: Option<Duration>,
}

/// Near-duplicates that the search found of those that comparing everything finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasuredRecall {
    /// Distinct texts that were compared with all others.
    pub sampled: u64,
    /// Pairs above the thresholds with one of them.
    pub pairs: u64,
    /// Those of them that the search looked at, one by one or through their representative.
    pub found: u64,
}

/// One stage of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// What was done.
    pub name: &'static str,
    /// How long it took on the clock.
    pub wall_time: Duration,
}
