use crate::bar::Bar;
use crate::exit::Outcome;
use crate::reading::Flags;
use crate::settings::{Counting, Duplicates, Format, Memory, Running, page};
use clap::ValueEnum;
use retold::findings::{Findings, Proof};
use retold::index::{Checkpoint, Staging};
use retold::pipeline::{Scan, checkpoint, scan, scan_from, with_threads};
use retold::report::{
    FILES, WriteFile, write_findings, write_findings_json, write_findings_jsonl, write_findings_markdown,
    write_guessed, write_pairs_csv, write_s_curve, write_skipped,
};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Find near-duplicates and shared paragraphs in a corpus
///
/// Reads folders, single files, or standard input (-): text (.txt, .md), web pages (.html), records (.jsonl, .json, .csv, .tsv,
/// .parquet), web archives (.warc, .wet), each also .gz or .zst, and archives of them (.tar, .zip). A text or page is one article and
/// its folder's name the outlet, if the page names none; a record has a text and, where known, id, title, source, date and url (other
/// common names of these fields are understood).
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Files of --out DIR: clusters.jsonl, pairs.jsonl, passages.jsonl, groups.jsonl, boilerplate.jsonl,
outlets.csv, report.html (all of it to look at, in any browser), run.json.

Examples:
  retold scan corpus                          a folder, with everything below it
  retold scan a.jsonl b.jsonl --out findings  two files; the findings into a folder
  retold scan news --threshold 0.8            only closer copies
  retold scan news --measure-recall 100       how many near-duplicates the search finds
  retold scan news --window 3                 who takes from whom within three days
  retold scan sample --exact                  prove that no shared run was missed
  retold scan news --format csv > pairs.csv   pairs of articles for a spreadsheet
  retold scan news --no-passages --top 0      clusters only, all of them shown
  retold scan export.csv --text-field story   records that call their text 'story'
  curl -s https://example.org/x | retold scan - from another program")]
pub(crate) struct Args {
    /// Folders, files, or - for standard input
    #[arg(required_unless_present = "s_curve", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the findings as files into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How clusters, pairs and passages are written: JSON lines, or a Parquet table each, a row a member, a pair, a passage
    #[arg(long, value_enum, default_value_t = OutFormat::Jsonl, requires = "out")]
    out_format: OutFormat,
    /// Go on from the last finished stage of an earlier run into the same folder that was stopped, if it asked the same of the same files
    #[arg(long, requires = "out")]
    resume: bool,
    /// How the answer is written to standard output. json: an object with lists of what the files of --out hold; jsonl: the same, a finding a
    /// line, told apart by its kind; csv: a row for each pair that is near-duplicate or shares passages, with both shares; markdown: the tables
    /// of the text. A csv cell that a spreadsheet would take for a formula begins with '
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Look for near-duplicates only, not for shared passages
    #[arg(long)]
    no_passages: bool,
    /// Look for runs of equal words only, not for text in other words
    #[arg(long)]
    no_reworded: bool,
    /// Entries of each list that are shown, in text and markdown; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// Compare N articles with the whole corpus and print what share of their near-duplicates the search looked at
    #[arg(long, value_name = "N", default_value_t = 0)]
    measure_recall: usize,
    /// Print how likely the search looks at a pair of a similarity, with these settings, and stop
    #[arg(long)]
    s_curve: bool,
    /// Count articles as sharing only if they appeared at most so many days apart, in passage groups and in outlet shares; articles
    /// without a date then share nothing there
    #[arg(long, value_name = "DAYS")]
    window: Option<u32>,
    /// Prove the answer: compare all articles with all others, word by word, and look up every shared run. Quadratic: refused
    /// for more than N articles
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "5000", conflicts_with_all = ["window", "no_passages"])]
    exact: Option<usize>,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    duplicates: Duplicates,
    #[command(flatten)]
    reading: Flags,
    #[command(flatten)]
    memory: Memory,
    #[command(flatten)]
    running: Running,
}

/// The form of the files of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutFormat {
    /// clusters.jsonl, pairs.jsonl, passages.jsonl, groups.jsonl
    Jsonl,
    /// clusters.parquet, pairs.parquet, passages.parquet, groups.parquet
    #[cfg(feature = "parquet")]
    Parquet,
}

impl OutFormat {
    const ALL: &[Self] = &[
        Self::Jsonl,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    fn files(self) -> [(&'static str, WriteFile); 8] {
        match self {
            Self::Jsonl => FILES,
            #[cfg(feature = "parquet")]
            Self::Parquet => retold::report::PARQUET_FILES,
        }
    }
}

/// Whether a folder is one of these paths.
fn is_read(folder: &Path, paths: &[PathBuf]) -> bool {
    let place = folder.canonicalize().ok();
    place.is_some_and(|place| paths.iter().any(|path| path.canonicalize().is_ok_and(|path| path == place)))
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Box<dyn Error>> {
    let recipe = args.counting.recipe(Some(&args.duplicates))?;
    if args.s_curve {
        write_s_curve(&recipe.s_curve(), &mut anstream::stdout())?;
        return Ok(Outcome::Found);
    }
    let task = Scan {
        paths: args.paths.clone(),
        recipe,
        recall_sample: args.measure_recall,
        passages: !args.no_passages,
        window_days: args.window,
        prove_up_to: args.exact,
        reworded: !args.no_reworded,
        reading: args.reading.reading(),
        space: args.memory.space(),
    };
    if let Some(folder) = args.out.as_deref().filter(|folder| is_read(folder, &args.paths)) {
        // With findings in it a folder is one of findings, and none of articles any more.
        return Err(
            format!("{}: is read, so the findings cannot go there: name another folder", folder.display()).into()
        );
    }
    let bar = Bar::new();
    let mut checkpoint = args.out.as_ref().map(|folder| checkpoint(&task, folder, args.resume)).transpose()?;
    if args.resume && checkpoint.as_ref().is_none_or(Checkpoint::is_empty) {
        anstream::eprintln!("retold: no unfinished run about the same files and settings: starting anew");
    }
    let work = || match &mut checkpoint {
        Some(checkpoint) => scan_from(checkpoint, &task, &bar),
        None => scan(&task, &bar),
    };
    let findings = with_threads(args.running.threads, work)??;
    bar.clear();
    if let Some(first) = findings.run.skipped.first().filter(|_| task.reading.strict) {
        checkpoint.into_iter().for_each(Checkpoint::discard);
        return Err(first.to_string().into());
    }
    write_skipped(&findings.run.skipped, &mut anstream::stderr())?;
    write_guessed(&findings.run.guessed, &mut anstream::stderr())?;
    if let Some(folder) = &args.out {
        write_files(&findings, folder, args.out_format)?;
        checkpoint.into_iter().for_each(Checkpoint::discard);
    }
    let mut out = BufWriter::new(anstream::stdout());
    match args.format {
        Format::Text => write_findings(&findings, page(args.top), &mut out)?,
        Format::Json => write_findings_json(&findings, &mut out)?,
        Format::Jsonl => write_findings_jsonl(&findings, &mut out)?,
        Format::Csv => write_pairs_csv(&findings, &mut out)?,
        Format::Markdown => write_findings_markdown(&findings, page(args.top), &mut out)?,
    }
    out.flush()?;
    let found = !findings.clusters.is_empty() || !findings.comparisons.is_empty();
    let proved = findings.run.proof.is_none_or(Proof::holds);
    Ok(Outcome::of(found, findings.run.skipped.is_empty() && proved))
}

fn write_files(findings: &Findings, folder: &Path, format: OutFormat) -> Result<(), Box<dyn Error>> {
    let mut staging = Staging::new(folder)?;
    for (name, write) in format.files() {
        staging.write(name, |out| write(findings, out))?;
    }
    // What an earlier run wrote in another form tells of other findings.
    let mine = format.files().map(|(name, _)| name);
    let others = OutFormat::ALL.iter().flat_map(|format| format.files()).map(|(name, _)| name);
    others.filter(|name| !mine.contains(name)).for_each(|name| staging.vacate(Path::new(name)));
    Ok(staging.commit()?)
}
