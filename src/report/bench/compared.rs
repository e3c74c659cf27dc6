use super::record::{Benchmark, StageTime};
use std::io::{self, Write};

/// Noise between runs on one machine reaches a third; what is beyond these is slower.
const WIDE: f64 = 1.25;
const WIDE_OF_A_STAGE: f64 = 1.5;

/// The share of all CPU time from which on a stage is worth a warning.
const WEIGHTY: f64 = 0.05;

/// Shows a measurement beside an earlier one, and says whether it is slower by a wide margin: in all more than a quarter, measured, where
/// both have it, in plain counts of words rather than in seconds; or in a stage that weighs, more than half.
///
/// # Errors
/// When `out` refuses.
pub fn write_compared_benchmarks(now: &Benchmark, before: &Benchmark, out: &mut dyn Write) -> io::Result<bool> {
    writeln!(out, "\nBeside the earlier run (retold {}); below 1 is faster", before.version)?;
    for difference in differences(now, before) {
        writeln!(out, "Warning: {difference}")?;
    }
    writeln!(
        out,
        "{:<24} {:>11} {:>11} {:>7} {:>11} {:>7}",
        "stage", "CPU s then", "CPU s now", "ratio", "wall s now", "ratio"
    )?;
    // What the machine does at another speed is no change of the program.
    let pace = pace(now, before);
    let mut slower = Vec::new();
    let all = |benchmark: &Benchmark| StageTime {
        name: "all".to_owned(),
        wall_seconds: benchmark.median.wall_seconds,
        cpu_seconds: benchmark.median.cpu_seconds,
    };
    let stages = now.median.stages.iter().map(|stage| {
        let same = before.median.stages.iter().find(|other| other.name == stage.name);
        (stage.clone(), same.cloned(), WIDE_OF_A_STAGE)
    });
    for (stage, earlier, wide) in stages.chain([(all(now), Some(all(before)), WIDE)]) {
        let Some(earlier) = earlier else {
            writeln!(out, "{:<24} {:>11} {:>11}", stage.name, "-", seconds(stage.cpu_seconds))?;
            continue;
        };
        let cpu = ratio(stage.cpu_seconds, earlier.cpu_seconds);
        let wall = ratio(Some(stage.wall_seconds), Some(earlier.wall_seconds));
        writeln!(
            out,
            "{:<24} {:>11} {:>11} {:>7} {:>11.3} {:>7}",
            stage.name,
            seconds(earlier.cpu_seconds),
            seconds(stage.cpu_seconds),
            shown(cpu),
            stage.wall_seconds,
            shown(wall),
        )?;
        let weight = ratio(stage.cpu_seconds, now.median.cpu_seconds).unwrap_or_default();
        if let Some(ratio) = cpu.map(|ratio| ratio / pace).filter(|ratio| *ratio > wide && weight >= WEIGHTY) {
            slower.push(format!("{} takes {ratio:.2} times the CPU time", stage.name));
        }
    }
    for gone in
        before.median.stages.iter().filter(|stage| now.median.stages.iter().all(|other| other.name != stage.name))
    {
        writeln!(out, "{:<24} {:>11} {:>11}", gone.name, seconds(gone.cpu_seconds), "-")?;
    }
    write_whole(now, before, out)?;
    if pace != 1.0 {
        writeln!(out, "The plain count took {pace:.2} times as long as then; warnings allow for that.")?;
    }
    for line in &slower {
        writeln!(out, "Warning: slower: {line}")?;
    }
    Ok(!slower.is_empty())
}

/// How many times as long the plain count took; 1 if that is not known.
fn pace(now: &Benchmark, before: &Benchmark) -> f64 {
    match (&now.word_count, &before.word_count) {
        (Some(now), Some(before)) if now.by == before.by => {
            ratio(Some(now.cpu_seconds), Some(before.cpu_seconds)).unwrap_or(1.0)
        }
        _ => 1.0,
    }
}

fn write_whole(now: &Benchmark, before: &Benchmark, out: &mut dyn Write) -> io::Result<()> {
    let megabytes = |benchmark: &Benchmark| benchmark.median.peak_memory_bytes.map(|bytes| bytes as f64 / 1e6);
    let rows = [
        ("ratio to a plain count", before.ratio(), now.ratio()),
        ("peak memory, MB", megabytes(before), megabytes(now)),
    ];
    for (name, then, now) in rows {
        let shown = [then, now].map(|number| number.map_or("-".to_owned(), |number| format!("{number:.2}")));
        writeln!(out, "{name:<24} {:>11} {:>11} {:>7}", shown[0], shown[1], self::shown(ratio(now, then)))?;
    }
    Ok(())
}

/// What makes two measurements unfit to be compared.
fn differences(now: &Benchmark, before: &Benchmark) -> Vec<&'static str> {
    let checks = [
        (
            now.job.input != before.job.input || now.job.seed != before.job.seed || now.job.bytes != before.job.bytes,
            "the earlier run read another corpus",
        ),
        (
            now.job.passages != before.job.passages || now.job.reworded != before.job.reworded,
            "the earlier run looked for other things",
        ),
        (now.median.threads != before.median.threads, "the earlier run had another number of threads"),
        (now.machine != before.machine, "the earlier run was on another kind of machine"),
        (
            now.job.bytes == before.job.bytes && now.median.counts != before.median.counts,
            "the earlier run counted and found other things in a corpus of as many bytes",
        ),
    ];
    checks.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect()
}

fn ratio(now: Option<f64>, before: Option<f64>) -> Option<f64> {
    now.zip(before).filter(|(_, before)| *before > 0.0).map(|(now, before)| now / before)
}

fn shown(ratio: Option<f64>) -> String {
    ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.2}"))
}

fn seconds(seconds: Option<f64>) -> String {
    seconds.map_or("-".to_owned(), |seconds| format!("{seconds:.3}"))
}
