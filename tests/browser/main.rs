//! The HTML reports in a real browser: what a reader clicks, types, sees and prints, and what a hostile article cannot do.
//!
//! A harness of its own, for one browser serves all tests and must go when they end. On a machine without Chromium it says so in a line and
//! succeeds; with `CI=true` it fails. `.ci/run` installs what is needed.

mod axe;
mod chrome;
mod comparison;
mod comparison_page;
mod corpus;
mod corpus_page;
mod hostile;

use chrome::Browser;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

/// A test: its name, a sentence, and what proves it.
pub(crate) type Test = (&'static str, fn(&mut Browser));

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let tests = [comparison::TESTS, hostile::TESTS, corpus::TESTS].concat();
    let chosen = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let tests: Vec<Test> = tests.into_iter().filter(|(name, _)| chosen(name)).collect();
    if tests.is_empty() {
        return ExitCode::SUCCESS;
    }
    let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    let missing = match Browser::launch() {
        Ok(_) if !axe::is_there() => Some(axe::HOW_TO_GET),
        Ok(mut browser) => return run(&tests, &mut browser),
        Err(chrome::Missing) => Some("no chromium on the path; apt-get install chromium"),
    };
    println!("\n{} browser tests did NOT run: {}\n", tests.len(), missing.unwrap_or_default());
    if in_ci { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn run(tests: &[Test], browser: &mut Browser) -> ExitCode {
    println!("\nrunning {} browser tests", tests.len());
    let mut failed = 0;
    for (name, test) in tests {
        let begun = Instant::now();
        let passed = catch_unwind(AssertUnwindSafe(|| test(browser))).is_ok();
        failed += usize::from(!passed);
        let verdict = if passed { "ok" } else { "FAILED" };
        println!("test {name} ... {verdict} ({:.1} s)", begun.elapsed().as_secs_f32());
        browser.close_tabs();
    }
    println!("\n{} browser tests passed, {failed} failed\n", tests.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
