//! A plain count of words: the yardstick that stands on every machine.

use super::guard::Guard;
use retold::report::bench::WordCount;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Files named in one call.
const FILES: usize = 500;

/// Counts the words of some files with `wc`, or, where there is none, by itself. Nothing where the system does not tell CPU time, or where a
/// file cannot be read.
pub(super) fn word_count(files: &[PathBuf], guard: &Guard) -> Option<WordCount> {
    by_wc(files, guard).or_else(|| by_bytes(files))
}

fn by_wc(files: &[PathBuf], guard: &Guard) -> Option<WordCount> {
    let (start, before) = (Instant::now(), cpu_time(Of::Children)?);
    for files in files.chunks(FILES) {
        let mut wc = Command::new("wc");
        wc.arg("-w").arg("--").args(files).env("LC_ALL", "C.UTF-8").stderr(Stdio::null());
        let (status, _) = guard.output(&mut wc).ok()?;
        if !status.success() {
            return None;
        }
    }
    let cpu_time = cpu_time(Of::Children)?.saturating_sub(before);
    Some(WordCount {
        by: "LC_ALL=C.UTF-8 wc -w".to_owned(),
        cpu_seconds: cpu_time.as_secs_f64(),
        wall_seconds: start.elapsed().as_secs_f64(),
    })
}

/// Words are what white space of ASCII parts.
fn by_bytes(files: &[PathBuf]) -> Option<WordCount> {
    let (start, before) = (Instant::now(), cpu_time(Of::This)?);
    let words = files.iter().map(|file| count(File::open(file)?)).sum::<io::Result<u64>>().ok()?;
    // Printed, so that it is not left out.
    let by = format!("this program, byte by byte ({words} words)");
    let cpu_time = cpu_time(Of::This)?.saturating_sub(before);
    Some(WordCount { by, cpu_seconds: cpu_time.as_secs_f64(), wall_seconds: start.elapsed().as_secs_f64() })
}

fn count(mut input: impl Read) -> io::Result<u64> {
    let mut buffer = vec![0; 1 << 18];
    let (mut words, mut inside) = (0, false);
    loop {
        let length = input.read(&mut buffer)?;
        if length == 0 {
            return Ok(words);
        }
        for byte in &buffer[..length] {
            let is_word = !byte.is_ascii_whitespace();
            words += u64::from(is_word && !inside);
            inside = is_word;
        }
    }
}

#[derive(Clone, Copy)]
enum Of {
    This,
    Children,
}

#[cfg(unix)]
fn cpu_time(of: Of) -> Option<Duration> {
    use nix::sys::resource::{UsageWho, getrusage};
    let who = match of {
        Of::This => UsageWho::RUSAGE_SELF,
        Of::Children => UsageWho::RUSAGE_CHILDREN,
    };
    let usage = getrusage(who).ok()?;
    let duration = |time: nix::sys::time::TimeVal| {
        Some(Duration::new(u64::try_from(time.tv_sec()).ok()?, u32::try_from(time.tv_usec()).ok()? * 1000))
    };
    Some(duration(usage.user_time())? + duration(usage.system_time())?)
}

#[cfg(not(unix))]
fn cpu_time(_: Of) -> Option<Duration> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_blanks_part() {
        assert_eq!(count(&b" the  pier\nis \xc3\xa9t\xc3\xa9\t."[..]).ok(), Some(5));
        assert_eq!(count(&b""[..]).ok(), Some(0));
    }
}
