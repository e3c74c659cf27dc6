use crate::bar::Bar;
use crate::exit::Outcome;
use crate::reading::Flags;
use crate::settings::{Duplicates, Memory, Running, Shingling, page};
use retold::pipeline::{Cleaned, Dedup, dedup, with_threads};
use retold::report::{write_guessed, write_left_out, write_removal, write_skipped};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Write a corpus again without its near-duplicates
///
/// Of each cluster the representative stays (--keep); everything else stays byte for byte and in its order, also
/// what could not be used. One file or standard input goes to a file; a folder or several paths go to a folder with the same layout:
/// files of records (.jsonl, .json, .csv, .tsv, .parquet, .warc, packed ones too) without the records left out, texts and pages copied or
/// not, files of other kinds not copied. A file of which nothing stays is not written. Archives (.tar, .zip) are refused: unpack them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Beside the corpus stands the list of what was left out and why: left-out.jsonl in a folder,
clean.left-out.jsonl beside clean.jsonl.

Exit codes: 0 something was left out, 1 nothing was, 2 some input could not be used or worse.

Examples:
  retold dedup news.jsonl --out clean.jsonl           a file
  retold dedup news --out clean                       a folder, with everything below it
  retold dedup news archive --out clean               two folders: clean/news, clean/archive
  retold dedup news --keep longest --out clean        of copies the longest
  retold dedup news --dry-run --threshold 0.8         the figures only
  jq -c .docs[] x.json | retold dedup - --out out.jsonl from another program")]
pub(crate) struct Args {
    /// Folders, files, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where the corpus goes: a file for one file or standard input, else a folder
    #[arg(long, value_name = "OUT", required_unless_present = "dry_run")]
    out: Option<PathBuf>,
    /// Show the figures and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    shingling: Shingling,
    #[command(flatten)]
    duplicates: Duplicates,
    #[command(flatten)]
    reading: Flags,
    #[command(flatten)]
    memory: Memory,
    #[command(flatten)]
    running: Running,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Box<dyn Error>> {
    let task = Dedup {
        paths: args.paths.clone(),
        recipe: args.shingling.recipe(&args.duplicates)?,
        out: args.out.clone(),
        dry_run: args.dry_run,
        reading: args.reading.reading(),
        space: args.memory.space(),
    };
    let bar = Bar::new();
    let deduplicated = with_threads(args.running.threads, || dedup(&task, &bar))?;
    bar.clear();
    let deduplicated = deduplicated?;
    let (findings, removal) = (&deduplicated.findings, &deduplicated.removal);
    write_skipped(&findings.run.skipped, &mut anstream::stderr())?;
    write_guessed(&findings.run.guessed, &mut anstream::stderr())?;
    let mut list = None;
    if let Some(Cleaned { mut staging, list: place }) = deduplicated.cleaned {
        staging.write(&place, |out| write_left_out(findings, &removal.left_out, out))?;
        list = Some(staging.path(&place));
        staging.commit()?;
    }
    let mut out = BufWriter::new(anstream::stdout());
    let written = task.out.as_deref().zip(list.as_deref());
    write_removal(findings, removal, written, page(0), &mut out)?;
    out.flush()?;
    Ok(Outcome::of(!removal.left_out.is_empty(), findings.run.skipped.is_empty()))
}
