use clap::{Args, ValueEnum};
use retold::index::{Recipe, RecipeError, Settings};
use retold::neardup::{Keep, NearDuplicate, Threshold};
use retold::report::Page;
use retold::spill::{Space, bytes, half_of_memory};
use std::path::PathBuf;

/// What decides the numbers.
#[derive(Debug, Args)]
#[command(next_help_heading = "What counts")]
pub(crate) struct Counting {
    /// Fewest equal words of a shared passage; each shared run of as many words is found
    #[arg(long, value_name = "WORDS", default_value_t = Settings::default().run_words, value_parser = words)]
    min_words: usize,
    #[command(flatten)]
    shingling: Shingling,
}

/// What near-duplicates are counted on.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "What counts")]
pub(crate) struct Shingling {
    /// Words of a shingle, on which Jaccard similarity and containment are counted
    #[arg(long, value_name = "WORDS", default_value_t = Settings::default().shingle_words)]
    shingle: usize,
}

/// What makes near-duplicates.
#[derive(Debug, Args)]
#[command(next_help_heading = "What counts")]
pub(crate) struct Duplicates {
    /// Least Jaccard similarity of near-duplicates
    #[arg(long, value_name = "SHARE", default_value_t = Settings::default().near_duplicate.jaccard)]
    threshold: Threshold,
    /// Least containment of the smaller article in the larger that makes them near-duplicates too
    #[arg(long, value_name = "SHARE", default_value_t = Settings::default().near_duplicate.containment)]
    containment: Threshold,
    /// Share of the pairs at the threshold that must be found, on average
    #[arg(long, value_name = "SHARE", default_value_t = Settings::default().recall)]
    recall: Threshold,
    /// Which article represents its near-duplicates; of equals the first by id
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = Choice::Earliest)]
    keep: Choice,
}

/// The policies of [`Keep`], as words.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Choice {
    /// The earliest; undated ones come last, the longest of them first
    Earliest,
    /// The longest
    Longest,
    /// The first by id
    First,
}

impl From<Choice> for Keep {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Earliest => Self::Earliest,
            Choice::Longest => Self::Longest,
            Choice::First => Self::First,
        }
    }
}

impl Counting {
    pub(crate) fn recipe(&self, duplicates: Option<&Duplicates>) -> Result<Recipe, RecipeError> {
        let chosen =
            Settings { run_words: self.min_words, shingle_words: self.shingling.shingle, ..Settings::default() };
        Recipe::new(match duplicates {
            None => chosen,
            Some(duplicates) => Settings {
                near_duplicate: NearDuplicate { jaccard: duplicates.threshold, containment: duplicates.containment },
                recall: duplicates.recall,
                keep: duplicates.keep.into(),
                ..chosen
            },
        })
    }
}

/// A number of words that makes a passage.
fn words(given: &str) -> Result<usize, String> {
    match given.parse() {
        Ok(words) if (2..=10_000).contains(&words) => Ok(words),
        _ => Err("a passage has 2 to 10000 words".to_owned()),
    }
}

impl Shingling {
    /// The recipe of a run that looks for near-duplicates only.
    pub(crate) fn recipe(self, duplicates: &Duplicates) -> Result<Recipe, RecipeError> {
        Counting { min_words: Settings::default().run_words, shingling: self }.recipe(Some(duplicates))
    }
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
    /// One table, a row a pair of articles, for spreadsheets
    Csv,
    /// For a mail or a ticket: the sentence, tables with quotes
    Markdown,
}

/// How it is shown and worked.
#[derive(Debug, Args)]
#[command(next_help_heading = "How it runs")]
pub(crate) struct Running {
    /// Threads; 0 means one for each core. The answer does not depend on it
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
}

/// How much memory a scan takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "How it runs")]
pub(crate) struct Memory {
    /// Memory that the run may take, 4G say; what does not fit goes to temporary files, and the answer is the same. Otherwise half of what
    /// the machine has
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    memory: Option<u64>,
    /// Folder for the temporary files, which vanish when the run ends, however it ends; otherwise that of the system
    #[arg(long, value_name = "DIR")]
    temp_dir: Option<PathBuf>,
}

impl Memory {
    pub(crate) fn space(&self) -> Space {
        let folder = self.temp_dir.clone().unwrap_or_else(std::env::temp_dir);
        match self.memory.or_else(half_of_memory) {
            // The other half is for the numbers of each article, which stay, and for what is being worked on.
            Some(bytes) => Space::limited(bytes / 2, &folder),
            None => Space::unlimited(),
        }
    }
}

/// The page of this terminal; 80 columns where there is none, and never so narrow that a table breaks.
pub(crate) fn page(entries: usize) -> Page {
    let columns = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    Page { columns: columns.clamp(40, 120), entries: if entries == 0 { usize::MAX } else { entries } }
}
