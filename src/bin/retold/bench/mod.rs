//! `retold bench`: each scan is a process of its own, so that its memory and its time are its own.

mod guard;
mod target;
mod word_count;

use crate::bar::Bar;
use crate::exit::Outcome;
use crate::settings::{Counting, Duplicates, Memory, Running};
use guard::Guard;
use retold::Reading;
use retold::ingest::Inputs;
use retold::pipeline::{Scan, ScanError, Synthesis, check, scan, synthesise, with_threads};
use retold::report::bench::{
    Benchmark, CheckedRecord, Job, Machine, Trial, write_benchmark, write_compared_benchmarks,
};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use target::{Target, named, refused};
use word_count::word_count;

/// Measure what a scan costs on this machine, and what it finds
///
/// Scans a synthetic corpus (--docs), made up and the same on every machine, or your own (--input), and prints for each stage the time on
/// the clock and of the processor, then memory, what was compared and found, and the ratio to a plain count of the words of the same
/// bytes, which a machine's speed does not change. A last scan, not timed, says what share of the near-duplicates was found.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The synthetic corpus: words as frequent as in a language, articles of some 450 words (2.9 kB) with
paragraphs, headlines, 75 outlets and dates. One article in five is made from an earlier one: words
substituted, cut, joined with another, paragraphs moved, another headline. It lies in a temporary
file, 2.9 GB for --docs 1m, that is removed at every end. A smaller corpus is the beginning of a
larger one.

Exit codes: 0 measured, 1 slower than --compare by a wide margin (a quarter in all, a half in a
stage), 2 something went wrong.

Examples:
  retold bench --docs 100k                        a scan of 100,000 articles
  retold bench --docs 1m --no-passages --runs 5   clusters only, medians of five
  retold bench --input news.jsonl --json > a.json your own articles, written as JSON
  retold bench --input news.jsonl --compare a.json
                                                  the same again, beside the first
  retold bench --docs 10k --write news.jsonl --truth truth.jsonl
                                                  the corpus and its truth, no scan
  retold bench --docs 1m --write - | retold scan -")]
pub(crate) struct Args {
    /// Articles of a synthetic corpus: 10k, 1m, 250000
    #[arg(long, value_name = "N", value_parser = articles, required_unless_present = "input")]
    docs: Option<u64>,
    /// Files or folders to scan in its place
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with_all = ["docs", "seed", "write"])]
    input: Vec<PathBuf>,
    /// Another seed makes another corpus
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Write the corpus to a file, or with - to standard output, and stop
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "compare", "runs", "no_passages", "no_reworded", "no_check"])]
    write: Option<PathBuf>,
    /// With --write, write to a file what was made from what: a JSON object for each pair, with exact counts
    #[arg(long, value_name = "FILE", requires = "write")]
    truth: Option<PathBuf>,
    /// Scans that are timed; medians are shown
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    runs: u32,
    /// Look for near-duplicates only, not for shared passages
    #[arg(long)]
    no_passages: bool,
    /// Look for runs of equal words only, not for text in other words
    #[arg(long)]
    no_reworded: bool,
    /// Leave out the last scan, which says what was found of what is there
    #[arg(long)]
    no_check: bool,
    /// Articles that the last scan compares with all others; by default as many as make 20 million pairs, at most 500
    #[arg(long, value_name = "N", conflicts_with = "no_check")]
    sample: Option<usize>,
    /// Write the measurement as JSON, schema retold.bench/1
    #[arg(long)]
    json: bool,
    /// Set it beside an earlier one, as --json wrote it
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    /// Where the synthetic corpus lies meanwhile; otherwise where the system keeps temporary files
    #[arg(long, value_name = "DIR")]
    temp: Option<PathBuf>,
    /// Be one of the scans: time it
    #[arg(long, hide = true, value_name = "PATH")]
    timed: Option<PathBuf>,
    /// Be the last of the scans
    #[arg(long, hide = true, value_name = "PATH")]
    checked: Option<PathBuf>,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    duplicates: Duplicates,
    #[command(flatten)]
    memory: Memory,
    #[command(flatten)]
    running: Running,
}

/// The flag by which a scan is told what it is.
const TIMED: &str = "--timed";
const CHECKED: &str = "--checked";

pub(crate) fn run(args: &Args) -> Result<Outcome, Box<dyn Error>> {
    if let Some(path) = &args.timed {
        return args.time(path);
    }
    if let Some(path) = &args.checked {
        return args.check(path);
    }
    // Before anything takes long.
    args.counting.recipe(Some(&args.duplicates))?;
    if args.input.iter().any(|path| path.as_os_str() == "-") {
        return Err("--input - cannot be read more than once: name a file".into());
    }
    let before = args.compare.as_deref().map(read).transpose()?;
    let guard = Guard::new()?;
    if let Some(write) = &args.write {
        return args.write(write, &guard);
    }
    let corpus = args.corpus(&guard)?;
    let paths: Vec<PathBuf> = corpus.as_ref().map_or(args.input.clone(), |corpus| vec![corpus.path().to_owned()]);
    let benchmark = args.measure(&paths, &guard)?;
    drop(corpus);
    let mut out = BufWriter::new(anstream::stdout());
    let mut slower = false;
    if args.json {
        benchmark.write(&mut out)?;
        if let Some(before) = &before {
            slower = write_compared_benchmarks(&benchmark, before, &mut anstream::stderr())?;
        }
    } else {
        write_benchmark(&benchmark, &mut out)?;
        if let Some(before) = &before {
            slower = write_compared_benchmarks(&benchmark, before, &mut out)?;
        }
    }
    out.flush()?;
    Ok(if slower { Outcome::Nothing } else { Outcome::Found })
}

impl Args {
    fn synthesis(&self) -> Option<Synthesis> {
        self.docs.map(|articles| Synthesis { articles, seed: self.seed })
    }

    /// Writes the synthetic corpus where it is wanted.
    fn write(&self, path: &Path, guard: &Guard) -> Result<Outcome, Box<dyn Error>> {
        let Some(synthesis) = self.synthesis() else { return Err("--write takes --docs".into()) };
        let mut corpus = if path.as_os_str() == "-" { None } else { Some(Target::new(path)?) };
        let mut truth = self.truth.as_deref().map(Target::new).transpose()?;
        [&corpus, &truth].into_iter().flatten().for_each(|target| guard.add(target.temporary()));
        let bar = Bar::new();
        let written = with_threads(self.running.threads, || {
            let mut stdout = std::io::stdout();
            let out = corpus.as_mut().map_or(&mut stdout as &mut dyn Write, |target| &mut target.out);
            synthesise(synthesis, out, truth.as_mut().map(|target| &mut target.out as &mut dyn Write), &bar)
        })?;
        bar.clear();
        if let Err(error) = written {
            return Err(if corpus.is_some() { refused(path, &error).into() } else { error.into() });
        }
        for target in [truth, corpus].into_iter().flatten() {
            target.finish()?;
        }
        Ok(Outcome::Found)
    }

    /// The synthetic corpus in a temporary file, if it is wanted.
    fn corpus(&self, guard: &Guard) -> Result<Option<tempfile::NamedTempFile>, Box<dyn Error>> {
        let Some(synthesis) = self.synthesis() else { return Ok(None) };
        let folder = self.temp.clone().unwrap_or_else(std::env::temp_dir);
        let file = named("retold-bench-", &folder).map_err(|error| refused(&folder, &error))?;
        guard.add(file.path().to_owned());
        let bar = Bar::new();
        let mut out = file.as_file();
        let written = with_threads(self.running.threads, || synthesise(synthesis, &mut out, None, &bar))?;
        bar.clear();
        let advice = "--temp names another folder";
        written.map_err(|error| format!("{}: {advice}", refused(file.path(), &error)))?;
        Ok(Some(file))
    }

    /// Times the scans, each beside a plain count, and checks what one finds.
    fn measure(&self, paths: &[PathBuf], guard: &Guard) -> Result<Benchmark, Box<dyn Error>> {
        let files = Inputs::find(paths, &Reading::default()).files;
        let files: Vec<PathBuf> = files.iter().map(|file| PathBuf::from(&file.name)).collect();
        let bytes = files.iter().filter_map(|file| file.metadata().ok()).map(|known| known.len()).sum();
        let (mut trials, mut counts) = (Vec::new(), Vec::new());
        for _ in 0..self.runs {
            counts.extend(word_count(&files, guard));
            trials.push(child::<Trial>(TIMED, paths, guard)?);
        }
        let checked = if self.no_check { None } else { Some(child::<CheckedRecord>(CHECKED, paths, guard)?) };
        let job = Job {
            input: match self.docs {
                Some(_) => "synthetic".to_owned(),
                None => self.input.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join(" "),
            },
            seed: self.docs.map(|_| self.seed),
            bytes,
            threads: self.running.threads,
            passages: !self.no_passages,
            reworded: !self.no_passages && !self.no_reworded,
        };
        let machine = Machine {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            kind: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        };
        Benchmark::new(job, machine, trials, &counts, checked).ok_or_else(|| "no scan was timed".into())
    }

    fn scan(&self, path: &Path) -> Result<Scan, Box<dyn Error>> {
        let paths = if self.input.is_empty() { vec![path.to_owned()] } else { self.input.clone() };
        Ok(Scan {
            paths,
            recipe: self.counting.recipe(Some(&self.duplicates))?,
            passages: !self.no_passages,
            reworded: !self.no_reworded,
            space: self.memory.space(),
            ..Scan::default()
        })
    }

    /// One scan, timed; prints a trial.
    fn time(&self, path: &Path) -> Result<Outcome, Box<dyn Error>> {
        let (task, bar) = (self.scan(path)?, Bar::new());
        let start = Instant::now();
        let findings = with_threads(self.running.threads, || scan(&task, &bar))??;
        let trial = Trial::new(&findings, start.elapsed());
        bar.clear();
        serde_json::to_writer(std::io::stdout(), &trial)?;
        Ok(Outcome::Found)
    }

    /// One scan, of which what it finds is looked up; prints that.
    fn check(&self, path: &Path) -> Result<Outcome, Box<dyn Error>> {
        let (mut task, bar) = (self.scan(path)?, Bar::new());
        // Of a corpus whose size is not known the articles of 3 kB are guessed.
        let guessed =
            || task.paths.iter().filter_map(|path| path.metadata().ok()).map(|known| known.len() / 3000).sum();
        let articles = self.docs.unwrap_or_else(guessed).max(1);
        task.recall_sample = self.sample.unwrap_or_else(|| (PAIRS / articles).clamp(1, 500) as usize);
        let checked = with_threads(self.running.threads, || {
            let findings = scan(&task, &bar)?;
            let truth = self.docs.map(|articles| check(&findings, self.seed, articles, &task.recipe));
            Ok::<_, ScanError>(CheckedRecord::new(findings.run.recall, truth.as_ref()))
        })??;
        bar.clear();
        serde_json::to_writer(std::io::stdout(), &checked)?;
        Ok(Outcome::Found)
    }
}

/// Pairs that the sample of the last scan makes: some ten seconds of one core.
const PAIRS: u64 = 20_000_000;

/// Runs this program again with the same flags as one of the scans, and reads what it prints.
fn child<T: serde::de::DeserializeOwned>(role: &str, paths: &[PathBuf], guard: &Guard) -> Result<T, Box<dyn Error>> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(std::env::args_os().skip(1)).arg(role).args(&paths[..1]);
    let (status, printed) = guard.output(&mut command)?;
    if !status.success() {
        return Err(format!("the scan ended with {status}; 'retold scan' of the same input says more").into());
    }
    Ok(serde_json::from_slice(&printed)?)
}

fn read(path: &Path) -> Result<Benchmark, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: cannot be read: {error}", path.display()))?;
    Benchmark::read(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// A number of articles: `10k`, `1m`, `250000`.
fn articles(given: &str) -> Result<u64, String> {
    let digits = given.trim_end_matches(['k', 'K', 'm', 'M']);
    let unit = match &given[digits.len()..] {
        "" => Some(1),
        "k" | "K" => Some(1000),
        "m" | "M" => Some(1_000_000),
        _ => None,
    };
    let number = digits.parse::<u64>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit));
    number
        .filter(|number| (1..=1_000_000_000).contains(number))
        .ok_or_else(|| "a number of articles is wanted: 10k, 100k, 1m, at most 1000m".to_owned())
}
