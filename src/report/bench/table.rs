use super::record::{Benchmark, CheckedRecord, Share, StageTime, Trial, TruthRecord};
use crate::report::terminal::count;
use crate::text::printable;
use std::io::{self, Write};

/// Columns of the name of a stage.
const NAME: usize = 24;

/// Shows a measurement, in 80 columns.
///
/// # Errors
/// When `out` refuses.
pub fn write_benchmark(benchmark: &Benchmark, out: &mut dyn Write) -> io::Result<()> {
    let (job, trial) = (&benchmark.job, &benchmark.median);
    let seed = job.seed.map_or(String::new(), |seed| format!(", seed {seed}"));
    writeln!(
        out,
        "{} articles, {}{seed}; {} words",
        count(trial.counts.articles),
        bytes(job.bytes),
        count(trial.counts.words)
    )?;
    writeln!(
        out,
        "retold {} on {}, {} of {} threads; {}",
        benchmark.version,
        benchmark.machine.kind,
        trial.threads,
        benchmark.machine.cores,
        match benchmark.trials.len() {
            1 => "one scan".to_owned(),
            trials => format!("medians of {trials} scans"),
        },
    )?;
    if trial.counts.skipped > 0 {
        writeln!(out, "{} inputs could not be used; 'retold scan' says why", count(trial.counts.skipped))?;
    }
    writeln!(out)?;
    write_stages(benchmark, out)?;
    writeln!(out)?;
    write_word_count(benchmark, out)?;
    write_memory(trial, job.bytes, out)?;
    let counts = &trial.counts;
    let number = |name: &str, number: u64, what: &str, out: &mut dyn Write| {
        writeln!(out, "{name:<NAME$} {:>11}  {what}", count(number))
    };
    writeln!(out)?;
    number("candidate pairs", counts.candidate_pairs, "compared shingle by shingle", out)?;
    number("aligned pairs", counts.aligned_pairs, "compared word by word", out)?;
    number("near-duplicate pairs", counts.near_duplicate_pairs, "verified", out)?;
    let clustered = format!("of {} articles", count(counts.clustered_articles));
    number("clusters", counts.clusters, &clustered, out)?;
    if job.passages {
        number("sharing pairs", counts.sharing_pairs, "with their passages", out)?;
        number("passage groups", counts.passage_groups, "", out)?;
    }
    benchmark.checked.as_ref().map_or(Ok(()), |checked| write_checked(checked, out))
}

fn write_stages(benchmark: &Benchmark, out: &mut dyn Write) -> io::Result<()> {
    let trial = &benchmark.median;
    writeln!(
        out,
        "{:<NAME$} {:>9} {:>9} {:>7} {:>9} {:>11}",
        "stage", "wall s", "CPU s", "of CPU", "MB/s", "articles/s"
    )?;
    for stage in &trial.stages {
        write_stage(stage, benchmark, out)?;
    }
    let sum = |seconds: fn(&StageTime) -> Option<f64>| trial.stages.iter().map(seconds).sum::<Option<f64>>();
    let rest = StageTime {
        name: "between stages".to_owned(),
        wall_seconds: (trial.wall_seconds - sum(|stage| Some(stage.wall_seconds)).unwrap_or_default()).max(0.0),
        cpu_seconds: trial.cpu_seconds.zip(sum(|stage| stage.cpu_seconds)).map(|(all, sum)| (all - sum).max(0.0)),
    };
    write_stage(&rest, benchmark, out)?;
    let all = StageTime { name: "all".to_owned(), wall_seconds: trial.wall_seconds, cpu_seconds: trial.cpu_seconds };
    write_stage(&all, benchmark, out)
}

fn write_stage(stage: &StageTime, benchmark: &Benchmark, out: &mut dyn Write) -> io::Result<()> {
    let trial = &benchmark.median;
    let rate = |number: f64| if stage.wall_seconds > 0.0005 { number / stage.wall_seconds } else { f64::INFINITY };
    let shown = |rate: f64| if rate.is_finite() { count(rate as u64) } else { "-".to_owned() };
    let share = stage.cpu_seconds.zip(trial.cpu_seconds).filter(|(_, all)| *all > 0.0);
    writeln!(
        out,
        "{:<NAME$} {:>9.3} {:>9} {:>7} {:>9} {:>11}",
        stage.name,
        stage.wall_seconds,
        stage.cpu_seconds.map_or("-".to_owned(), |seconds| format!("{seconds:.3}")),
        share.map_or("-".to_owned(), |(seconds, all)| format!("{:.1} %", 100.0 * seconds / all)),
        shown(rate(benchmark.job.bytes as f64 / 1e6)),
        shown(rate(trial.counts.articles as f64)),
    )
}

fn write_word_count(benchmark: &Benchmark, out: &mut dyn Write) -> io::Result<()> {
    let Some(words) = &benchmark.word_count else {
        return writeln!(out, "{:<NAME$} {:>11}  no plain count of words was taken", "ratio", "-");
    };
    let by = printable(&words.by);
    writeln!(out, "{:<NAME$} {:>9.3} s  CPU, by {by}", "plain count of words", words.cpu_seconds)?;
    let ratio = benchmark.ratio().map_or("-".to_owned(), |ratio| format!("{ratio:.2}"));
    writeln!(out, "{:<NAME$} {ratio:>11}  CPU time of the scan to that of the count", "ratio")
}

fn write_memory(trial: &Trial, input: u64, out: &mut dyn Write) -> io::Result<()> {
    let Some(peak) = trial.peak_memory_bytes else { return Ok(()) };
    let articles = trial.counts.articles.max(1);
    writeln!(
        out,
        "{:<NAME$} {:>11}  {:.2} of the input",
        "peak memory",
        bytes(peak),
        peak as f64 / input.max(1) as f64
    )?;
    writeln!(
        out,
        "{:<NAME$} {:>9} B  everything counted, fixed buffers too",
        "peak memory an article",
        count(peak / articles)
    )
}

fn write_checked(checked: &CheckedRecord, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nWhat was found of what is there, in a scan that was not timed")?;
    if let Some(found) = checked.brute_force {
        let texts = format!("of the pairs of {} texts, each compared with all", count(checked.sampled));
        write_share("by brute force", found, &texts, out)?;
    }
    checked.truth.as_ref().map_or(Ok(()), |truth| write_truth(truth, out))
}

fn write_truth(truth: &TruthRecord, out: &mut dyn Write) -> io::Result<()> {
    let counted = match truth.step {
        1 => "near-duplicates by their exact counts".to_owned(),
        step => format!("near-duplicates, of one article in {step}"),
    };
    write_share("by truth", truth.near_duplicates, &counted, out)?;
    for (operation, found) in &truth.operations {
        write_share(&format!("  {operation}"), *found, "", out)?;
    }
    if let Some(planted) = truth.planted {
        write_share("  planted paragraphs", planted, "shared passages of two articles", out)?;
    }
    writeln!(out, "Of what was listed, what has words of one article")?;
    write_share("near-duplicate pairs", truth.pairs, "", out)?;
    write_share("members of clusters", truth.members, "with their representative", out)?;
    if truth.comparisons.known > 0 {
        write_share("sharing pairs", truth.comparisons, "the others by chance or a house text", out)?;
    }
    Ok(())
}

/// `found of known`, and the share: 100 only for all.
fn write_share(name: &str, share: Share, what: &str, out: &mut dyn Write) -> io::Result<()> {
    let percent = if share.known == 0 {
        "-".to_owned()
    } else {
        // Rounded down, so that what is not whole does not look it.
        let hundredths = (u128::from(share.found) * 10_000 / u128::from(share.known)) as u64;
        format!("{}.{:02} %", hundredths / 100, hundredths % 100)
    };
    let line = format!("{name:<NAME$} {percent:>9}  {} of {}  {what}", count(share.found), count(share.known));
    writeln!(out, "{}", line.trim_end())
}

/// A size: `291.3 MB`.
fn bytes(size: u64) -> String {
    match size {
        0..1_000_000 => format!("{:.1} kB", size as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", size as f64 / 1e6),
        _ => format!("{:.2} GB", size as f64 / 1e9),
    }
}
