use super::bounds::{INPUTS, Listed, SKIPPED};
use crate::findings::Findings;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was read, what was not, and by which settings.
#[derive(Debug, Serialize)]
pub(super) struct ReadingData<'a> {
    keep: &'static str,
    window_days: Option<u32>,
    settings: Vec<(String, f64)>,
    /// Reasons for skipping, with how many inputs for each.
    kinds: BTreeMap<&'static str, usize>,
    /// Path, line, cause.
    skipped: Listed<(&'a str, Option<u64>, String)>,
    passed_over: u64,
    /// Path, character set, texts.
    guessed: Listed<(&'a str, &'a str, u64)>,
    /// Path, bytes, SHA-256.
    inputs: Listed<(&'a str, u64, &'a str)>,
}

pub(super) fn reading(findings: &Findings) -> ReadingData<'_> {
    let run = &findings.run;
    let mut kinds = BTreeMap::new();
    run.skipped.iter().for_each(|skipped| *kinds.entry(skipped.cause.kind()).or_default() += 1);
    let skipped = run.skipped.iter().take(SKIPPED).map(|skipped| {
        let origin = &skipped.origin;
        (origin.path.as_str(), origin.line, skipped.cause.to_string())
    });
    let guessed =
        run.guessed.iter().take(SKIPPED).map(|((path, encoding), texts)| (path.as_str(), &**encoding, *texts));
    let inputs = run.inputs.iter().take(INPUTS).map(|it| (it.path.as_str(), it.bytes, it.sha256.as_str()));
    ReadingData {
        keep: run.keep,
        window_days: run.window_days,
        settings: run.recipe.iter().map(|&(name, value)| (name.replace('_', " "), value)).collect(),
        kinds,
        skipped: Listed { shown: skipped.collect(), all: run.skipped.len(), file: "run.json" },
        passed_over: run.passed_over,
        guessed: Listed { shown: guessed.collect(), all: run.guessed.len(), file: "run.json" },
        inputs: Listed { shown: inputs.collect(), all: run.inputs.len(), file: "run.json" },
    }
}
