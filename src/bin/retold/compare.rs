use crate::bar::Bar;
use crate::exit::Outcome;
use crate::reading::Flags;
use crate::settings::{Counting, Format, Running, page};
use retold::index::Staging;
use retold::pipeline::{Compared, compare_files, compare_named, compare_pairs, with_threads};
use retold::report::{
    ComparisonPage, write_compared, write_comparison, write_comparison_html, write_comparison_markdown,
    write_comparisons_csv, write_guessed, write_sentence, write_skipped,
};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

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
  retold compare ours.txt theirs.txt --html report.html
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
    /// Write the comparison as one HTML file too, which any browser opens and which needs no other file
    #[arg(long, value_name = "FILE", conflicts_with = "pairs")]
    html: Option<PathBuf>,
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
    if let Some(place) = &args.html {
        write_html(&compared, place)?;
    }
    write(&compared, args.format, args.pairs.is_some())?;
    let found = compared.comparisons.iter().any(|comparison| !comparison.passages.is_empty());
    Ok(Outcome::of(found, compared.skipped.is_empty()))
}

/// Puts the page in its place when it is whole; never in that of an article.
fn write_html(compared: &Compared, place: &Path) -> Result<(), Box<dyn Error>> {
    let shown = place.display();
    let is_input =
        |path: &str| place.canonicalize().ok().zip(Path::new(path).canonicalize().ok()).is_some_and(|(x, y)| x == y);
    if compared.inputs.iter().any(|input| is_input(&input.path)) {
        return Err(format!("{shown}: is one of the articles' files: name another for --html").into());
    }
    let Some(name) = place.file_name().filter(|_| !place.is_dir()) else {
        return Err(format!("{shown}: is a folder: name a file for --html").into());
    };
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut staging = Staging::new(folder)?;
    for comparison in &compared.comparisons {
        let Compared { articles, texts, inputs, recipe, .. } = compared;
        let page = ComparisonPage { articles, texts, comparison, inputs, recipe };
        staging.write(name, |out| write_comparison_html(&page, out))?;
    }
    Ok(staging.commit()?)
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
