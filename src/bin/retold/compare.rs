use crate::bar::Bar;
use crate::exit::Outcome;
use crate::reading::Flags;
use crate::settings::{Counting, Format, Running, page};
use retold::pipeline::{Compared, compare_files, compare_named, compare_pairs, with_threads};
use retold::report::{
    write_compared, write_comparison, write_comparison_markdown, write_comparisons_csv, write_guessed, write_sentence,
    write_skipped,
};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Show which paragraphs two articles share, and how
///
/// The answer comes first in one sentence, both ways; then each pair of paragraphs with its grade (verbatim, edited, reworded,
/// quotation) and the differing words: [-only in A-] {+only in B+}.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold compare ours.txt theirs.txt
  retold compare ours.txt - < pasted.txt
  retold compare ours.txt theirs.txt --format json
  retold compare ours.txt theirs.txt --format markdown > evidence.md
  retold compare 1001 wire-77 --docs news.jsonl
  retold compare --pairs pairs.tsv --docs news.jsonl --format jsonl > comparisons.jsonl
  retold compare --pairs pairs.tsv --docs news.jsonl --format csv > comparisons.csv")]
pub(crate) struct Args {
    /// The first article: a file, or - for standard input
    #[arg(required_unless_present = "pairs", value_name = "A")]
    a: Option<PathBuf>,
    /// The second article
    #[arg(required_unless_present = "pairs", value_name = "B")]
    b: Option<PathBuf>,
    /// Compare many pairs: two paths or ids a line, with a tab between them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["a", "b"])]
    pairs: Option<PathBuf>,
    /// Articles by id: A, B and the names in --pairs can be ids of these files or folders, which also tell what is boilerplate
    #[arg(long, value_name = "PATH", num_args = 1..)]
    docs: Vec<PathBuf>,
    /// How the answer is written. Of --pairs, text gives a sentence a line and json an object a line, as jsonl does. A row of csv holds both
    /// articles, how many of their words stand in the other, Jaccard similarity, passages and grades; a cell that a spreadsheet would take
    /// for a formula begins with '
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    reading: Flags,
    #[command(flatten)]
    running: Running,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Box<dyn Error>> {
    let recipe = args.counting.recipe(None)?;
    let reading = args.reading.reading();
    let bar = Bar::new();
    let compared = with_threads(args.running.threads, || match (&args.pairs, &args.a, &args.b) {
        (Some(list), ..) => compare_pairs(list, &args.docs, &recipe, &reading, &bar),
        (None, Some(a), Some(b)) if args.docs.is_empty() => compare_files(a, b, &recipe, &reading),
        (None, Some(a), Some(b)) => {
            let names = [a, b].map(|name| name.to_string_lossy().into_owned());
            compare_named(names.each_ref().map(String::as_str), &args.docs, &recipe, &reading, &bar)
        }
        (None, ..) => unreachable!("clap asks for two articles or a list"),
    })?;
    bar.clear();
    let compared = match compared {
        Ok(compared) => compared,
        Err(skipped) => return Err(skipped.to_string().into()),
    };
    write_skipped(&compared.skipped, &mut anstream::stderr())?;
    write_guessed(&compared.guessed, &mut anstream::stderr())?;
    write(&compared, args.format, args.pairs.is_some())?;
    let found = compared.comparisons.iter().any(|comparison| !comparison.passages.is_empty());
    Ok(Outcome::of(found, compared.skipped.is_empty()))
}

fn write(compared: &Compared, format: Format, many: bool) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(anstream::stdout());
    let Compared { articles, texts, comparisons, .. } = compared;
    if format == Format::Csv {
        write_comparisons_csv(articles, comparisons, &mut out)?;
    }
    for (number, comparison) in comparisons.iter().enumerate() {
        match format {
            Format::Csv => {}
            Format::Json | Format::Jsonl => write_comparison(articles, comparison, &mut out)?,
            Format::Text if many => write_sentence(articles, comparison, &mut out)?,
            Format::Text => write_compared(articles, texts, comparison, page(0), &mut out)?,
            Format::Markdown => {
                if number > 0 {
                    writeln!(out, "\n---\n")?;
                }
                write_comparison_markdown(articles, texts, comparison, &mut out)?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
