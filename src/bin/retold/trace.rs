use crate::bar::Bar;
use crate::exit::Outcome;
use crate::reading::Flags;
use crate::settings::{Counting, Running, page};
use clap::ValueEnum;
use retold::pipeline::{trace, with_threads};
use retold::report::{write_guessed, write_skipped, write_trace, write_trace_json};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Show where each paragraph of an article was printed before
///
/// Looks through a corpus for the paragraphs of one article: for each, the articles that share it, the earliest first, with how much of
/// it they hold and how. The article itself, should it be in the corpus, is left out. The corpus is read once and not kept, whatever its size.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold trace theirs.txt --in archive
  retold trace - --in news.jsonl --format json < pasted.txt")]
pub(crate) struct Args {
    /// The article: a file, - for standard input, or the id of an article of the corpus
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where to look: folders and files
    #[arg(long = "in", value_name = "CORPUS", required = true, num_args = 1..)]
    corpus: Vec<PathBuf>,
    /// Places of each paragraph that are shown; 0 for all
    #[arg(long, value_name = "N", default_value_t = 5)]
    top: usize,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    reading: Flags,
    #[command(flatten)]
    running: Running,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object, schema retold.trace/1
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Box<dyn Error>> {
    let recipe = args.counting.recipe(None)?;
    let reading = args.reading.reading();
    let bar = Bar::new();
    let traced = with_threads(args.running.threads, || trace(&args.file, &args.corpus, &recipe, &reading, &bar))?;
    bar.clear();
    let traced = traced.map_err(|skipped| skipped.to_string())?;
    if let Some(first) = traced.skipped.first().filter(|_| reading.strict) {
        return Err(first.to_string().into());
    }
    write_skipped(&traced.skipped, &mut anstream::stderr())?;
    write_guessed(&traced.guessed, &mut anstream::stderr())?;
    let mut out = BufWriter::new(anstream::stdout());
    match args.format {
        Format::Text => write_trace(&traced.trace, &traced.text, page(args.top), &mut out)?,
        Format::Json => write_trace_json(&traced.trace, &mut out)?,
    }
    out.flush()?;
    let found = traced.trace.paragraphs.iter().any(|paragraph| !paragraph.places.is_empty());
    Ok(Outcome::of(found, traced.skipped.is_empty()))
}
