use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressState, ProgressStyle};
use retold::pipeline::Progress;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Progress bars on standard error; hidden where that is no terminal.
#[derive(Debug)]
pub(crate) struct Bar {
    bar: Mutex<ProgressBar>,
    reached: Arc<Reached>,
}

/// How much of a stage is done, of how much; nothing of a stage that does not tell.
#[derive(Debug, Default)]
struct Reached {
    done: AtomicU64,
    all: AtomicU64,
}

impl Reached {
    fn set(&self, done: u64, all: u64) {
        self.done.store(done, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    /// The time that the rest takes if it goes on as so far.
    fn left(&self, elapsed: Duration) -> Option<Duration> {
        let [done, all] = [&self.done, &self.all].map(|bytes| bytes.load(Ordering::Relaxed));
        let rest = all.saturating_sub(done) as f64 / done as f64;
        (done > 0 && elapsed > SETTLED).then(|| elapsed.mul_f64(rest))
    }
}

/// The pace of the first moments says nothing.
const SETTLED: Duration = Duration::from_secs(1);

impl Bar {
    pub(crate) fn new() -> Self {
        Self { bar: Mutex::new(ProgressBar::hidden()), reached: Arc::default() }
    }

    pub(crate) fn clear(&self) {
        self.with(|bar| bar.finish_and_clear());
    }

    fn with(&self, work: impl FnOnce(&mut ProgressBar)) {
        // A panic elsewhere must not hide behind one here.
        work(&mut self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }
}

/// What a stage counts, for its pace.
fn unit(stage: &str) -> &'static str {
    match stage {
        "reading articles" | "looking through articles" | "looking for the article" | "aligning" => "articles",
        "comparing pairs" | "finding reworded text" => "pairs",
        "writing" => "files",
        _ => "texts",
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, total: Option<u64>) {
        // Where the end is known, the time left; else the time taken. Nothing of a stage that counts nothing but its time.
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total), "{msg:22} {wide_bar} {human_pos}/{human_len} {rate} {eta} left"),
            None => (ProgressBar::new_spinner(), "{msg:22} {spinner} {pace} {elapsed}{left}"),
        };
        self.reached.set(0, 0);
        let reached = Arc::clone(&self.reached);
        let rate = move |state: &ProgressState| format!("{:.0} {}/s", state.per_sec(), unit(name));
        // A bar that cannot be drawn is no failure.
        let style = ProgressStyle::with_template(template)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key("rate", move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                let _ = out.write_str(&rate(state));
            })
            .with_key("left", move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                if let Some(left) = reached.left(state.elapsed()) {
                    let _ = write!(out, ", {:#} left", HumanDuration(left));
                }
            })
            .with_key("pace", move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                if state.pos() > 0 {
                    let _ = write!(out, "{} {}, {}", HumanCount(state.pos()), unit(name), rate(state));
                }
            });
        let bar = bar.with_style(style).with_message(name);
        bar.enable_steady_tick(Duration::from_millis(200));
        self.with(|shown| {
            shown.finish_and_clear();
            *shown = bar;
        });
    }

    fn advance(&self, steps: u64) {
        self.with(|bar| bar.inc(steps));
    }

    fn reach(&self, done: u64, all: u64) {
        self.reached.set(done, all);
    }
}
