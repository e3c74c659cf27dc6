//! The record of a run.

use crate::findings::{Cluster, Findings, Proof};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The record of a run, schema `retold.run/1`. The only file whose bytes differ between two equal runs: it holds times.
pub(in crate::report) fn write_run(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let run = &findings.run;
    let mut record = record(findings);
    record["timings"] = run
        .stages
        .iter()
        .map(|stage| {
            json!({
                "stage": stage.name, "seconds": stage.wall_time.as_secs_f64(),
                "cpu_seconds": stage.cpu_time.map(|time| time.as_secs_f64()),
            })
        })
        .collect();
    record["threads"] = json!(run.threads);
    record["cpu_seconds"] = json!(run.cpu_time.map(|time| time.as_secs_f64()));
    record["peak_memory_bytes"] = json!(run.peak_memory_bytes);
    record["spilled_bytes"] = json!(run.spilled_bytes);
    record["resumed"] = json!(run.resumed);
    serde_json::to_writer_pretty(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// The record but for how it ran: the same for two equal runs.
pub(in crate::report) fn record(findings: &Findings) -> Value {
    let run = &findings.run;
    let recipe: Map<String, Value> = run.recipe.iter().map(|&(name, value)| (name.to_owned(), number(value))).collect();
    json!({
        "schema": "retold.run/1",
        "version": env!("CARGO_PKG_VERSION"),
        "recipe": recipe,
        "keep": run.keep,
        "inputs": run.inputs.iter().map(|input| json!({
            "path": input.path, "bytes": input.bytes, "sha256": input.sha256,
        })).collect::<Vec<_>>(),
        "counts": {
            "articles": findings.articles.len(),
            "outlets": findings.outlets.len(),
            "words": findings.outlets.iter().map(|outlet| outlet.words).sum::<u64>(),
            "candidate_pairs": run.candidates,
            "aligned_pairs": run.aligned,
            "crowds": run.crowds,
            "reworded": run.reworded.map(|search| json!({
                "candidates": search.candidates, "pairs": search.pairs, "frequent_keys": search.frequent_keys,
            })),
            "pairs_told_by_representative": run.untold,
            "near_duplicate_pairs": findings.pairs.iter().filter(|pair| !pair.template).count(),
            "template_pairs": findings.pairs.iter().filter(|pair| pair.template).count(),
            "clusters": findings.clusters.len(),
            "clustered_articles": findings.clusters.iter().map(Cluster::size).sum::<usize>(),
            "sharing_pairs": findings.comparisons.len(),
            "passages": run.passages,
            "repeated_runs": run.repeated_runs,
            "passage_groups": findings.groups.len(),
            "boilerplate_paragraphs": findings.boilerplate.len(),
            "boilerplate_words": findings.outlets.iter().filter_map(|outlet| outlet.share).map(|share| share.boilerplate_words).sum::<u64>(),
            "outlet_pairs": findings.outlet_pairs.len(),
            "outlet_pairs_unlisted": findings.outlets.iter().filter_map(|outlet| outlet.share).map(|share| u64::from(share.others_unlisted)).sum::<u64>(),
            "skipped": run.skipped.len(),
            "passed_over_files": run.passed_over,
        },
        "chance": run.chance.map(|chance| json!({
            "pairs": chance.pairs,
            "median": {"shared": chance.median.shared, "total": chance.median.total},
            "nine_in_ten": {"shared": chance.nine_in_ten.shared, "total": chance.nine_in_ten.total},
        })),
        "measured_recall": run.recall.map(|recall| json!({
            "sampled": recall.sampled, "pairs": recall.pairs, "found": recall.found,
        })),
        "exact": run.proof.map(proof),
        "window_days": run.window_days,
        "passages_sought": run.passages_sought,
        "guessed_encodings": run.guessed.iter().map(|((path, encoding), texts)| json!({
            "path": path, "encoding": encoding, "texts": texts,
        })).collect::<Vec<_>>(),
        "skipped": run.skipped.iter().map(|skipped| json!({
            "path": skipped.origin.path, "line": skipped.origin.line,
            "kind": skipped.cause.kind(), "cause": skipped.cause.to_string(),
        })).collect::<Vec<_>>(),
    })
}

fn proof(proof: Proof) -> Value {
    match proof {
        Proof::TooMany { articles, most } => json!({"compared": false, "articles": articles, "most": most}),
        Proof::Compared { runs, runs_found, pairs, pairs_listed, pairs_grouped } => json!({
            "compared": true, "runs": runs, "runs_found": runs_found,
            "pairs": pairs, "pairs_listed": pairs_listed, "pairs_told_by_group": pairs_grouped,
        }),
    }
}

/// Whole numbers without a fraction.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as u64) } else { json!(value) }
}
