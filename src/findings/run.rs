use super::{Digest, Guessed, Ratio, Skipped};
use serde::{Deserialize, Serialize};
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
    /// What the search for text in other words did, if that was asked for.
    pub reworded: Option<RewordedSearch>,
    /// What articles on one subject share by chance, where text in other words was looked for and there are such articles.
    pub chance: Option<Chance>,
    /// Pairs of articles that are near-duplicates or share passages because their texts do, but are told only through the first
    /// carriers of these texts.
    pub untold: u64,
    /// Whether passages were looked for at all.
    pub passages_sought: bool,
    /// How many passages the listed pairs share.
    pub passages: u64,
    /// The recall of the search as measured on this corpus, if that was asked for.
    pub recall: Option<MeasuredRecall>,
    /// How many different runs of so many words as are promised stand in two articles or more.
    pub repeated_runs: u64,
    /// Days within which articles had to appear to count as sharing, if that was asked for.
    pub window_days: Option<u32>,
    /// The proof by comparing everything, if that was asked for.
    pub proof: Option<Proof>,
    /// The stages that an earlier run, which was stopped, had finished.
    pub resumed: Vec<&'static str>,
    /// How long each stage took, in the order of the flow.
    pub stages: Vec<Stage>,
    /// Threads that worked.
    pub threads: usize,
    /// The most memory that the process held so far, in bytes, where the system tells.
    pub peak_memory_bytes: Option<u64>,
    /// Bytes that went to temporary files because memory was to stay below a limit.
    pub spilled_bytes: u64,
    /// The CPU time that the process took so far, where the system tells.
    pub cpu_time: Option<Duration>,
}

/// How text in other words was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewordedSearch {
    /// Pairs of texts that were aligned for it: they share skip-grams and are neither near-duplicates nor of one template.
    pub candidates: u64,
    /// Those of them in which it was found.
    pub pairs: u64,
    /// Skip-grams that so many texts share that they propose each with the first and its neighbour only.
    pub frequent_keys: u64,
}

/// What articles on one subject share by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chance {
    /// Pairs of articles on one subject, of different outlets, that are no near-duplicates and were looked at.
    pub pairs: u64,
    /// Of the smaller article's words, those in shared passages that are no quotations: half of the pairs share at most as much.
    pub median: Ratio,
    /// Nine in ten share at most as much.
    pub nine_in_ten: Ratio,
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

/// What comparing all articles with all others, word by word, found, and what of it the scan told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// There are more articles than were to be compared.
    TooMany {
        /// The articles.
        articles: u64,
        /// The most that were to be compared.
        most: u64,
    },
    /// All were compared.
    Compared {
        /// Longest shared runs of at least as many words as are promised, over all pairs of articles.
        runs: u64,
        /// Those of them that are repeated runs of the scan, word for word.
        runs_found: u64,
        /// Pairs of articles that share such runs.
        pairs: u64,
        /// Those of them all of whose runs lie in listed passages.
        pairs_listed: u64,
        /// Those of the others whose runs lie in passage groups that both carry, or in house text.
        pairs_grouped: u64,
    },
}

impl Proof {
    /// Whether everything was compared and everything was told.
    pub fn holds(self) -> bool {
        match self {
            Self::TooMany { .. } => false,
            Self::Compared { runs, runs_found, pairs, pairs_listed, pairs_grouped } => {
                runs == runs_found && pairs == pairs_listed + pairs_grouped
            }
        }
    }
}

/// One stage of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// What was done.
    pub name: &'static str,
    /// How long it took on the clock.
    pub wall_time: Duration,
    /// The CPU time that all threads took meanwhile, where the system tells.
    pub cpu_time: Option<Duration>,
}
