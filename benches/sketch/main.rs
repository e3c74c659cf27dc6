//! The project's sketch beside its rivals: time by default, error with `cargo bench --bench sketch -- --table`.
//!
//! Sets stand for texts of 30 to 3,000 words: words - 4 shingles, each a random hash of 64 bits. All methods see the
//! same sets, and the sets are the same in every run. Every method's answer is asserted, in the table and before it is
//! timed.

mod rival;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use retold::hash::scatter;
use retold::neardup::Banding;
use rival::{Rival, rivals};
use std::hint::black_box;
use std::time::Duration;

/// Words of the texts.
const WORDS: [usize; 4] = [30, 100, 450, 3_000];

/// Similarities of the pairs; the nearest that two sets of a size can have is taken.
const SIMILARITIES: [f64; 6] = [0.1, 0.3, 0.5, 0.7, 0.8, 0.95];

/// The bandings whose hits are held against their S-curves; both cut the first 126 slots, however many there are.
const BANDINGS: [Banding; 2] = [Banding { bands: 42, rows: 3 }, Banding { bands: 14, rows: 9 }];

/// Standard errors that a bias may measure: of the table's 336 one goes past 5 by chance in about 5,000 such tables.
const BIAS: f64 = 5.0;

/// What chance adds to a claimed error at most: with 1,000 trials its standard error is 0.022 of it.
const CHANCE: f64 = 1.1;

/// Two sets of `size` shingles, `shared` of them in both.
#[derive(Clone, Copy)]
struct Pair {
    size: usize,
    shared: usize,
}

impl Pair {
    /// The pair of texts of `words` words whose similarity is nearest to `similarity`.
    fn nearest(words: usize, similarity: f64) -> Self {
        let pair = |shared| Self { size: words - 4, shared };
        let distance = |shared: &usize| (pair(*shared).jaccard() - similarity).abs();
        pair((0..=words - 4).min_by(|a, b| distance(a).total_cmp(&distance(b))).expect("the range is not empty"))
    }

    /// The exact similarity.
    fn jaccard(self) -> f64 {
        self.shared as f64 / (2 * self.size - self.shared) as f64
    }

    /// The sets of one trial.
    fn sets(self, trial: usize) -> [Vec<u64>; 2] {
        let both = shingles(trial, 2 * self.size - self.shared);
        [both[..self.size].to_vec(), both[self.size - self.shared..].to_vec()]
    }
}

/// The first `count` shingles of a trial.
fn shingles(trial: usize, count: usize) -> Vec<u64> {
    (0..count as u64).map(|number| scatter((trial as u64) << 32 | number)).collect()
}

/// What the trials of one method and pair add up to.
#[derive(Clone, Default)]
struct Errors {
    trials: f64,
    sum: f64,
    squares: f64,
    hits: [f64; 2],
}

impl Errors {
    /// Adds one trial.
    fn add<const K: usize>(&mut self, [a, b]: [[u32; K]; 2], jaccard: f64) {
        let equal = a.iter().zip(&b).filter(|(x, y)| x == y).count();
        let error = equal as f64 / K as f64 - jaccard;
        self.trials += 1.0;
        self.sum += error;
        self.squares += error * error;
        for (hits, Banding { bands, rows }) in self.hits.iter_mut().zip(BANDINGS) {
            let hit = a.chunks(rows).zip(b.chunks(rows)).take(bands).any(|(x, y)| x == y);
            *hits += f64::from(u8::from(hit));
        }
    }

    /// The mean error.
    fn bias(&self) -> f64 {
        self.sum / self.trials
    }

    /// The standard error of the bias.
    fn standard(&self) -> f64 {
        ((self.squares / self.trials - self.bias().powi(2)) / self.trials).sqrt()
    }

    /// The root of the mean squared error, as a multiple of that of independent slots.
    fn ratio(&self, slots: usize, jaccard: f64) -> f64 {
        (self.squares / self.trials).sqrt() / (jaccard * (1.0 - jaccard) / slots as f64).sqrt()
    }

    /// Panics where a method breaks its word.
    fn check<const K: usize>(&self, rival: &dyn Rival<K>, pair: Pair, chance: f64) {
        let (name, ratio) = (rival.name(), self.ratio(K, pair.jaccard()));
        let allowed = BIAS * self.standard() + rival.bias(pair.size);
        assert!(self.bias().abs() <= allowed, "{name}, {K} slots: bias {} past {allowed}", self.bias());
        let held = rival.claim().is_none_or(|claim| ratio <= claim * chance);
        assert!(held, "{name}, {K} slots, {} shingles: error {ratio} of theory", pair.size);
    }
}

/// One method's line of the summary: the mean error by length and the worst bias.
struct Summary {
    name: &'static str,
    ratios: [f64; WORDS.len()],
    worst: f64,
}

/// Measures the errors of all methods with `K` slots and prints them.
fn table<const K: usize>() -> Vec<Summary> {
    let rivals = rivals::<K>();
    let mut summaries: Vec<Summary> =
        rivals.iter().map(|rival| Summary { name: rival.name(), ratios: [0.0; 4], worst: 0.0 }).collect();
    println!(
        "| slots | words | J | method | bias | z | RMSE / theory | hits 42 x 3 | S-curve | hits 14 x 9 | S-curve |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for (column, &words) in WORDS.iter().enumerate() {
        for pair in SIMILARITIES.map(|similarity| Pair::nearest(words, similarity)) {
            let jaccard = pair.jaccard();
            let mut errors = vec![Errors::default(); rivals.len()];
            for trial in 0..if words < 3_000 { 4_000 } else { 1_000 } {
                let sets = pair.sets(trial);
                for (errors, rival) in errors.iter_mut().zip(&rivals) {
                    errors.add(sets.each_ref().map(|set| rival.sketch(set)), jaccard);
                }
            }
            for ((errors, rival), summary) in errors.iter().zip(&rivals).zip(&mut summaries) {
                let (z, ratio) = (errors.bias() / errors.standard(), errors.ratio(K, jaccard));
                print!(
                    "| {K} | {words} | {jaccard:.3} | {} | {:+.4} | {z:+.1} | {ratio:.2} |",
                    rival.name(),
                    errors.bias()
                );
                for (hits, banding) in errors.hits.iter().zip(BANDINGS) {
                    print!(" {:.3} | {:.3} |", hits / errors.trials, banding.probability(jaccard));
                }
                println!();
                errors.check(rival.as_ref(), pair, CHANCE);
                summary.ratios[column] += ratio / SIMILARITIES.len() as f64;
                summary.worst = if z.abs() > summary.worst.abs() { z } else { summary.worst };
            }
        }
    }
    summaries
}

/// Prints all errors, then the summary.
fn tables() {
    let (few, many) = (table::<128>(), table::<256>());
    println!("\n| RMSE / theory, slots 128, 256 | 30 words | 100 | 450 | 3,000 | worst z |\n|---|---|---|---|---|---|");
    for (few, many) in few.iter().zip(&many) {
        print!("| {} |", few.name);
        few.ratios.iter().zip(&many.ratios).for_each(|(few, many)| print!(" {few:.2}, {many:.2} |"));
        println!(" {:+.1}, {:+.1} |", few.worst, many.worst);
    }
}

/// Times all methods with `K` slots, once each has given the right answer.
fn time<const K: usize>(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group(format!("sketch of {K}"));
    group.sample_size(20).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_millis(800));
    for words in WORDS {
        let pair = Pair::nearest(words, 0.5);
        // As many sets as 50,000 shingles make: no branch is learnt by heart, and all stay in the second cache.
        let sets: Vec<Vec<u64>> = (0..50_000 / pair.size).map(|trial| shingles(trial, pair.size)).collect();
        group.throughput(Throughput::Elements(pair.size as u64));
        for rival in rivals::<K>() {
            let mut errors = Errors::default();
            for trial in 0..100 {
                errors.add(pair.sets(trial).each_ref().map(|set| rival.sketch(set)), pair.jaccard());
            }
            // With 100 trials the standard error of an error is 0.07 of it.
            errors.check(rival.as_ref(), pair, 1.35);
            group.bench_function(BenchmarkId::new(rival.name(), format!("{words} words")), |bencher| {
                let mut next = sets.iter().cycle();
                bencher.iter(|| next.next().map(|set| rival.sketch(black_box(set))));
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = times;
    config = Criterion::default().without_plots().nresamples(10_000);
    targets = time::<128>, time::<256>
}

fn main() {
    if std::env::args().any(|argument| argument == "--table") {
        return tables();
    }
    times();
    Criterion::default().configure_from_args().final_summary();
}
