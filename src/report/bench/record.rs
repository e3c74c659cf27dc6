use crate::findings::{Checked, Cluster, Findings, MeasuredRecall, Recovered};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

/// The name and number of the form in which it is written.
const SCHEMA: &str = "retold.bench/1";

/// A scan that was measured, some times over, beside a plain count of the words of the same bytes. Written and read as JSON, schema
/// `retold.bench/1`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    schema: String,
    /// The version of this program.
    pub version: String,
    /// Where it ran.
    pub machine: Machine,
    /// What was done.
    pub job: Job,
    /// The median of the plain counts.
    pub word_count: Option<WordCount>,
    /// The median of the trials: of each number by itself.
    pub median: Trial,
    /// Each trial.
    pub trials: Vec<Trial>,
    /// What was found of what is there, in a scan of its own.
    pub checked: Option<CheckedRecord>,
}

/// Where a measurement was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Threads that the system runs at a time.
    pub cores: usize,
    /// The system and the kind of processor: `linux x86_64`.
    pub kind: String,
}

/// What was measured; measurements of different jobs say nothing about each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// `synthetic` or the paths.
    pub input: String,
    /// Of a synthetic corpus.
    pub seed: Option<u64>,
    /// Bytes of the files, as they are.
    pub bytes: u64,
    /// Threads asked for; 0 is one for each core.
    pub threads: usize,
    /// Whether shared passages were looked for.
    pub passages: bool,
    /// Whether text in other words was looked for.
    pub reworded: bool,
}

/// A plain count of words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WordCount {
    /// What counted.
    pub by: String,
    /// CPU time.
    pub cpu_seconds: f64,
    /// Time on the clock.
    pub wall_seconds: f64,
}

/// One scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Time on the clock.
    pub wall_seconds: f64,
    /// CPU time of the whole process; nothing where the system does not tell.
    pub cpu_seconds: Option<f64>,
    /// The most memory that the process held.
    pub peak_memory_bytes: Option<u64>,
    /// Threads that worked.
    pub threads: usize,
    /// The stages in the order of the flow.
    pub stages: Vec<StageTime>,
    /// What there was and what was found.
    pub counts: Counts,
}

/// A stage of a scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageTime {
    /// What was done.
    pub name: String,
    /// Time on the clock.
    pub wall_seconds: f64,
    /// CPU time of all threads.
    pub cpu_seconds: Option<f64>,
}

/// What a scan counted; the same in every trial.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles that were read.
    pub articles: u64,
    /// Words of them.
    pub words: u64,
    /// Inputs that could not be used.
    pub skipped: u64,
    /// Pairs whose shingles were counted exactly.
    pub candidate_pairs: u64,
    /// Pairs that were aligned.
    pub aligned_pairs: u64,
    /// Pairs above the thresholds.
    pub near_duplicate_pairs: u64,
    /// Clusters.
    pub clusters: u64,
    /// Articles in clusters.
    pub clustered_articles: u64,
    /// Pairs that share passages.
    pub sharing_pairs: u64,
    /// Passage groups.
    pub passage_groups: u64,
}

/// What a scan found of what is there: each as two counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRecord {
    /// Of the near-duplicates that comparing some texts with all others finds.
    pub brute_force: Option<Share>,
    /// The texts of that sample.
    pub sampled: u64,
    /// What is known of a synthetic corpus.
    pub truth: Option<TruthRecord>,
}

/// What was found of the truth of a synthetic corpus, as in [`Checked`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthRecord {
    /// One article in so many was looked up.
    pub step: u64,
    /// Near-duplicates by exact count, of all operations.
    pub near_duplicates: Share,
    /// The same by operation.
    pub operations: BTreeMap<String, Share>,
    /// Planted paragraphs.
    pub planted: Option<Share>,
    /// Listed pairs of near-duplicates that have an original in common.
    pub pairs: Share,
    /// Members of clusters that have an original in common with their representative.
    pub members: Share,
    /// Listed pairs with shared passages that have an original in common.
    pub comparisons: Share,
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub found: u64,
    /// Of how many.
    pub known: u64,
}

impl From<Recovered> for Share {
    fn from(recovered: Recovered) -> Self {
        Self { found: recovered.found, known: recovered.known }
    }
}

impl CheckedRecord {
    /// What a scan found.
    pub fn new(recall: Option<MeasuredRecall>, truth: Option<&Checked>) -> Self {
        Self {
            brute_force: recall.map(|recall| Share { found: recall.found, known: recall.pairs }),
            sampled: recall.map_or(0, |recall| recall.sampled),
            truth: truth.map(TruthRecord::new),
        }
    }
}

impl TruthRecord {
    fn new(checked: &Checked) -> Self {
        Self {
            step: checked.step,
            near_duplicates: checked.near_duplicates().into(),
            operations: checked.operations.iter().map(|(name, one)| ((*name).to_owned(), (*one).into())).collect(),
            planted: checked.planted.map(Share::from),
            pairs: checked.pairs.into(),
            members: checked.members.into(),
            comparisons: checked.comparisons.into(),
        }
    }
}

impl Trial {
    /// A scan that took so long.
    pub fn new(findings: &Findings, wall_time: Duration) -> Self {
        let run = &findings.run;
        let stage = |stage: &crate::findings::Stage| StageTime {
            name: stage.name.to_owned(),
            wall_seconds: stage.wall_time.as_secs_f64(),
            cpu_seconds: stage.cpu_time.map(|time| time.as_secs_f64()),
        };
        Self {
            wall_seconds: wall_time.as_secs_f64(),
            cpu_seconds: run.cpu_time.map(|time| time.as_secs_f64()),
            peak_memory_bytes: run.peak_memory_bytes,
            threads: run.threads,
            stages: run.stages.iter().map(stage).collect(),
            counts: Counts {
                articles: findings.articles.len() as u64,
                words: findings.outlets.iter().map(|outlet| outlet.words).sum(),
                skipped: run.skipped.len() as u64,
                candidate_pairs: run.candidates,
                aligned_pairs: run.aligned,
                near_duplicate_pairs: findings.pairs.iter().filter(|pair| !pair.template).count() as u64,
                clusters: findings.clusters.len() as u64,
                clustered_articles: findings.clusters.iter().map(Cluster::size).sum::<usize>() as u64,
                sharing_pairs: findings.comparisons.len() as u64,
                passage_groups: findings.groups.len() as u64,
            },
        }
    }

    /// The median of each number of some trials of one job; nothing of none.
    pub fn median(trials: &[Self]) -> Option<Self> {
        let first = trials.first()?;
        let stage = |(place, stage): (usize, &StageTime)| {
            let of_trials = |number: fn(&StageTime) -> Option<f64>| {
                median(trials.iter().filter_map(|trial| number(trial.stages.get(place)?)).collect())
            };
            StageTime {
                name: stage.name.clone(),
                wall_seconds: of_trials(|stage| Some(stage.wall_seconds)).unwrap_or_default(),
                cpu_seconds: of_trials(|stage| stage.cpu_seconds),
            }
        };
        let of_trials = |number: fn(&Self) -> Option<f64>| median(trials.iter().filter_map(number).collect());
        Some(Self {
            wall_seconds: of_trials(|trial| Some(trial.wall_seconds))?,
            cpu_seconds: of_trials(|trial| trial.cpu_seconds),
            peak_memory_bytes: of_trials(|trial| trial.peak_memory_bytes.map(|bytes| bytes as f64))
                .map(|bytes| bytes as u64),
            threads: first.threads,
            stages: first.stages.iter().enumerate().map(stage).collect(),
            counts: first.counts.clone(),
        })
    }
}

impl WordCount {
    /// The median of some counts by the same; nothing of none.
    pub fn median(counts: &[Self]) -> Option<Self> {
        let cpu_seconds = median(counts.iter().map(|count| count.cpu_seconds).collect())?;
        let wall_seconds = median(counts.iter().map(|count| count.wall_seconds).collect())?;
        Some(Self { by: counts.first()?.by.clone(), cpu_seconds, wall_seconds })
    }
}

/// The middle one; of an even number the mean of the middle two.
fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    let high = numbers.get(middle)?;
    Some(if numbers.len() % 2 == 1 { *high } else { (numbers[middle - 1] + high) / 2.0 })
}

impl Benchmark {
    /// The measurements of a job; nothing if there was no trial.
    pub fn new(
        job: Job,
        machine: Machine,
        trials: Vec<Trial>,
        counts: &[WordCount],
        checked: Option<CheckedRecord>,
    ) -> Option<Self> {
        Some(Self {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            machine,
            job,
            word_count: WordCount::median(counts),
            median: Trial::median(&trials)?,
            trials,
            checked,
        })
    }

    /// Reads what [`write`](Self::write) wrote.
    ///
    /// # Errors
    /// When it is no such record, in one line that says what it is.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let advice = "what 'retold bench --json' printed is wanted";
        let read: Self = serde_json::from_slice(bytes).map_err(|error| format!("{error}: {advice}"))?;
        if read.schema == SCHEMA {
            Ok(read)
        } else {
            Err(format!("is of the form {}: {advice}, {SCHEMA}", read.schema))
        }
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// The CPU time of the scan, as a multiple of that of the plain count.
    pub fn ratio(&self) -> Option<f64> {
        let count = self.word_count.as_ref()?.cpu_seconds;
        self.median.cpu_seconds.filter(|_| count > 0.0).map(|seconds| seconds / count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(Vec::new()), None);
    }
}
