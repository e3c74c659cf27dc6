//! The passages of two texts: time by default, quality with `cargo bench --bench passages -- --plagdet DOCS.jsonl GOLD.jsonl`.
//!
//! Time: two synthetic articles of 1,000 to 1,000,000 words, with and without rewording. The tenth that is copied and the tenth that is
//! reworded are asserted before they are timed; words a second that stay level say that time is linear.
//!
//! Quality: plagdet on a corpus of labelled pairs, by set and over all, then a cross-validation of the parameters of [`Rewording`]. The texts
//! are lines of `{"id", "text"}`, the labels lines of `{"a", "b", "set", "passages": [{"a_off", "a_len", "b_off", "b_len"}]}` in code
//! points; files that end in `.gz` are unpacked.
//!
//! [`Rewording`]: retold::overlap::Rewording

mod article;
mod corpus;
mod plagdet;
mod validation;

use article::Articles;
use corpus::Corpus;
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group};
use retold::Recipe;
use retold::overlap::{Alignment, passages};
use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

/// Words of each article.
const WORDS: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Times the comparison of two articles, once it has given the right answer.
fn time(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("passages");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    let close = Recipe::default().close_alignment();
    for words in WORDS {
        let articles = Articles::new(words);
        group.throughput(Throughput::Elements(2 * words as u64));
        for (name, alignment) in [("exact", Alignment { rewording: None, ..close }), ("reworded too", close)] {
            articles.check(&passages(&articles.a, &articles.b, alignment), alignment.rewording.is_some());
            group.bench_function(BenchmarkId::new(name, format!("{words} words")), |bencher| {
                bencher.iter(|| passages(black_box(&articles.a), black_box(&articles.b), alignment));
            });
        }
    }
    group.finish();
}

/// Prints what the default scores by set and over all, then the cross-validation.
fn score(documents: &str, labels: &str) -> Result<(), Box<dyn Error>> {
    plagdet::check();
    let corpus = Corpus::read(documents, labels)?;
    let alignment = Recipe::default().close_alignment();
    let scores = corpus.score(alignment);
    println!("| set | plagdet | recall | precision | granularity | labelled | found |\n|---|--:|--:|--:|--:|--:|--:|");
    let sets = corpus.sets.iter().map(String::as_str).zip((0..).map(Some)).chain([("all", None)]);
    for (name, set) in sets {
        let tally = validation::sum(&scores, |_| true, set);
        println!(
            "| {name} | {:.4} | {:.4} | {:.4} | {:.4} | {} | {} |",
            tally.plagdet(),
            tally.recall(),
            tally.precision(),
            tally.granularity(),
            tally.cases,
            tally.found
        );
    }
    validation::validate(&corpus, alignment);
    Ok(())
}

criterion_group! {
    name = times;
    config = Criterion::default().without_plots().nresamples(10_000);
    targets = time
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--plagdet") {
        return match arguments.get(at + 1..at + 3) {
            Some([documents, labels]) => score(documents, labels),
            _ => Err("--plagdet takes two files: texts and labels, as JSON lines".into()),
        };
    }
    times();
    Criterion::default().configure_from_args().final_summary();
    Ok(())
}
