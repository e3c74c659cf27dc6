//! Cross-validation of the parameters of rewording: would others, chosen on four folds, be better on the fifth?
//!
//! The default was chosen with all folds in sight, so its score on one of them is no fair measure. That of a setting chosen without the fold
//! is, among the settings tried: how far it falls from the four folds to the fifth says how much such choosing overfits, and where it is
//! no better there than the default, moving the parameters gains nothing. The grid's centre is the default, which all folds have seen.

use crate::corpus::{Corpus, FOLDS, Scores};
use crate::plagdet::Tally;
use retold::overlap::{Alignment, Rewording};

/// A step: down to three quarters, up to four thirds; about the ends of the plateaus that the parameters' comments state.
const STEPS: [f64; 2] = [0.75, 4.0 / 3.0];

/// Plagdet by which a setting must be better than the default in every fold for the default to be off its plateau.
const PLATEAU: f64 = 0.003;

/// Multiplies a parameter and says what it is then.
type Scale = fn(&mut Rewording, f64) -> f64;

/// The parameters.
const PARAMETERS: [(&str, Scale); 10] = [
    ("window_words", |rewording, by| {
        rewording.window_words = (rewording.window_words as f64 * by).round() as usize;
        rewording.window_words as f64
    }),
    ("dense_nats", |rewording, by| scale(&mut rewording.dense_nats, by)),
    ("background_words", |rewording, by| scale(&mut rewording.background_words, by)),
    ("least_retention", |rewording, by| scale(&mut rewording.least_retention, by)),
    ("edge_nats", |rewording, by| scale(&mut rewording.edge_nats, by)),
    ("least_nats", |rewording, by| scale(&mut rewording.least_nats, by)),
    ("rival", |rewording, by| scale(&mut rewording.rival, by)),
    ("digest_nats", |rewording, by| scale(&mut rewording.digest_nats, by)),
    ("digest_spread", |rewording, by| scale(&mut rewording.digest_spread, by)),
    ("least_bytes", |rewording, by| {
        rewording.least_bytes = (f64::from(rewording.least_bytes) * by).round() as u32;
        f64::from(rewording.least_bytes)
    }),
];

fn scale(parameter: &mut f64, by: f64) -> f64 {
    *parameter *= by;
    *parameter
}

/// A parameter by number, and what it is multiplied by.
type Step = (usize, f64);

/// A setting, named by what differs from the default, and what it scores.
struct Setting {
    name: String,
    steps: Vec<Step>,
    scores: Scores,
}

impl Setting {
    /// The default, changed in some steps.
    fn scored(corpus: &Corpus, alignment: Alignment, steps: Vec<Step>) -> Self {
        let mut rewording = alignment.rewording.unwrap_or_default();
        let step = |&(at, by): &Step| {
            let (name, scale) = PARAMETERS[at];
            format!("{name} {}", (scale(&mut rewording, by) * 1000.0).round() / 1000.0)
        };
        let name = steps.iter().map(step).collect::<Vec<_>>().join(", ");
        let scores = corpus.score(Alignment { rewording: Some(rewording), ..alignment });
        let name = if steps.is_empty() { "default".into() } else { name };
        eprintln!("{name}");
        Self { name, steps, scores }
    }

    /// The tally of some folds, over one set or all.
    fn tally(&self, folds: impl Fn(usize) -> bool, set: Option<usize>) -> Tally {
        sum(&self.scores, folds, set)
    }
}

/// The tally of some folds, over one set or all.
pub(crate) fn sum(scores: &Scores, folds: impl Fn(usize) -> bool, set: Option<usize>) -> Tally {
    let mut sum = Tally::default();
    for (_, sets) in scores.iter().enumerate().filter(|(fold, _)| folds(*fold)) {
        sets.iter().enumerate().filter(|(at, _)| set.is_none_or(|set| set == *at)).for_each(|(_, tally)| sum += *tally);
    }
    sum
}

/// Scores the settings and prints what the folds choose, then how far the neighbours are from the default.
pub(crate) fn validate(corpus: &Corpus, alignment: Alignment) {
    let scored = |steps| Setting::scored(corpus, alignment, steps);
    let steps: Vec<Step> = (0..PARAMETERS.len()).flat_map(|at| STEPS.map(|by| (at, by))).collect();
    let mut settings = vec![scored(Vec::new())];
    settings.extend(steps.iter().map(|&step| scored(vec![step])));
    let pairs = pairs(&settings);
    settings.extend(pairs.into_iter().map(scored));
    print_folds(corpus, &settings);
    print_neighbours(&settings);
}

/// Two steps at a time, of two parameters: those that any four folds suggest.
fn pairs(settings: &[Setting]) -> Vec<Vec<Step>> {
    let mut pairs = Vec::new();
    for (at, one) in settings.iter().enumerate().skip(1) {
        for other in settings[at..].iter().filter(|other| other.steps[0].0 != one.steps[0].0) {
            let pair = vec![one.steps[0], other.steps[0]];
            if (0..FOLDS).any(|fold| suggested(settings, &pair, |other| other != fold)) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// Whether each of the steps by itself is better than the default on some folds.
fn suggested(settings: &[Setting], steps: &[Step], folds: impl Fn(usize) -> bool) -> bool {
    let value = |setting: &Setting| setting.tally(&folds, None).plagdet();
    let alone = |step: &Step| settings.iter().find(|setting| setting.steps == [*step]);
    steps.iter().all(|step| alone(step).is_some_and(|setting| value(setting) > value(&settings[0])))
}

/// A line for each fold and view: the choice on the folds it was chosen on, the choice and the default on the fold held out; then the means.
fn print_folds(corpus: &Corpus, settings: &[Setting]) {
    // Sets without a labelled passage have no plagdet.
    let all = |set: usize| settings[0].tally(|_| true, Some(set));
    let sets: Vec<usize> = (0..corpus.sets.len()).filter(|&set| all(set).cases > 0).collect();
    print!("\n| held out | pairs | setting | scored on | all |");
    sets.iter().for_each(|&set| print!(" {} |", corpus.sets[set]));
    println!("\n|---|--:|---|---|{}", "--:|".repeat(sets.len() + 1));
    let mut means = vec![vec![0.0; sets.len() + 1]; 3];
    let views = ["four folds", "held out", "held out"];
    for (fold, pairs) in corpus.pairs_by_fold().into_iter().enumerate() {
        let chosen = best(settings, |other| other != fold);
        for (view, mean) in means.iter_mut().enumerate() {
            let setting = if view < 2 { chosen } else { &settings[0] };
            let values = |set| setting.tally(|other| (other == fold) != (view == 0), set).plagdet();
            print!("| {} | {pairs} | {} | {} |", fold + 1, setting.name, views[view]);
            for (mean, set) in mean.iter_mut().zip([None].into_iter().chain(sets.iter().copied().map(Some))) {
                print!(" {:.4} |", values(set));
                *mean += values(set) / FOLDS as f64;
            }
            println!();
        }
    }
    for ((mean, view), setting) in means.iter().zip(views).zip(["chosen", "chosen", "default"]) {
        print!("| mean | | {setting} | {view} |");
        mean.iter().for_each(|value| print!(" {value:.4} |"));
        println!();
    }
}

/// The setting with the highest plagdet over some folds, of those that these folds suggest; of equals the first.
fn best(settings: &[Setting], folds: impl Fn(usize) -> bool) -> &Setting {
    let value = |setting: &Setting| setting.tally(&folds, None).plagdet();
    let suggested = settings[1..].iter().filter(|setting| suggested(settings, &setting.steps, &folds));
    suggested.fold(&settings[0], |best, setting| if value(setting) > value(best) { setting } else { best })
}

/// What each parameter's steps gain on the default; of two steps at a time those that leave the plateau.
fn print_neighbours(settings: &[Setting]) {
    println!("\n| setting | gain on all pairs | least of a fold | most of a fold |\n|---|--:|--:|--:|");
    let mut better = 0;
    for setting in &settings[1..] {
        let gain = |folds: &dyn Fn(usize) -> bool| {
            setting.tally(folds, None).plagdet() - settings[0].tally(folds, None).plagdet()
        };
        let gains: Vec<f64> = (0..FOLDS).map(|fold| gain(&|other| other == fold)).collect();
        let least = gains.iter().copied().fold(f64::INFINITY, f64::min);
        let most = gains.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        better += usize::from(least > PLATEAU);
        if setting.steps.len() == 1 || least > PLATEAU {
            println!("| {} | {:+.4} | {least:+.4} | {most:+.4} |", setting.name, gain(&|_| true));
        }
    }
    println!("\n{better} of {} settings tried are better by more than {PLATEAU} in every fold.", settings.len() - 1);
}
