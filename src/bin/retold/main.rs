//! The command line: flags, exit codes and glue; everything else is the library's.

mod bar;
mod bench;
mod compare;
mod completions;
mod dedup;
mod exit;
mod man;
mod reading;
mod scan;
mod settings;
mod trace;

use clap::{CommandFactory, Parser, Subcommand};
use exit::{INTERRUPTED, Outcome};
use retold::index::abandon;
use std::process::ExitCode;

/// Finds near-duplicate articles and shared paragraphs in news text, and shows why.
#[derive(Debug, Parser)]
#[command(
    name = "retold",
    version,
    about,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(after_help = "\
Exit codes: 0 something was found, 1 nothing was found, 2 some input could not be used or worse.

Examples:
  retold scan corpus                     clusters and shared paragraphs of a folder
  retold scan news.jsonl --out findings  the same, written to files
  retold compare ours.txt theirs.txt     which paragraphs two articles share
  retold trace theirs.txt --in archive   where each paragraph was printed before
  retold dedup news.jsonl --out clean.jsonl
                                         the corpus without its near-duplicates
  retold bench --docs 100k               what a scan costs on this machine

'retold help scan', 'retold help compare', ... tell more.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Scan(scan::Args),
    Compare(compare::Args),
    Dedup(dedup::Args),
    Trace(trace::Args),
    Completions(completions::Args),
    Man(man::Args),
    Bench(bench::Args),
}

fn main() -> ExitCode {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !retold::ingest::panic_is_contained() {
            told(panic);
        }
    }));
    let command = Cli::parse().command;
    // A benchmark has more to take away, and sees to it itself.
    if !matches!(command, Command::Bench(_)) {
        // Where the handler cannot be had, an interruption ends the program as ever, and the next run sweeps.
        let is_scan = matches!(command, Command::Scan(_));
        _ = ctrlc::set_handler(move || {
            abandon();
            let more = if is_scan { "; with --out, --resume goes on from the last finished stage" } else { "" };
            anstream::eprintln!("\nretold: interrupted: no result was written{more}");
            std::process::exit(INTERRUPTED);
        });
    }
    let outcome = match command {
        Command::Scan(args) => scan::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Dedup(args) => dedup::run(&args),
        Command::Trace(args) => trace::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
        Command::Man(args) => man::run(&args, Cli::command()),
        Command::Bench(args) => bench::run(&args),
    };
    outcome.unwrap_or_else(Outcome::from_error).into()
}
