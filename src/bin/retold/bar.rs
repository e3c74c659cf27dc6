use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use retold::pipeline::Progress;
use std::sync::Mutex;
use std::time::Duration;

/// Progress bars on standard error; hidden where that is no terminal.
#[derive(Debug)]
pub(crate) struct Bar {
    bar: Mutex<ProgressBar>,
}

impl Bar {
    pub(crate) fn new() -> Self {
        Self { bar: Mutex::new(ProgressBar::hidden()) }
    }

    pub(crate) fn clear(&self) {
        self.with(|bar| bar.finish_and_clear());
    }

    fn with(&self, work: impl FnOnce(&mut ProgressBar)) {
        // A panic elsewhere must not hide behind one here.
        work(&mut self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }
}

fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // A bar that cannot be drawn is no failure.
    let _ = write!(out, "{:.0}/s", state.per_sec());
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, total: Option<u64>) {
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total), "{msg:16} {wide_bar} {human_pos}/{human_len} {rate} {eta}"),
            None => (ProgressBar::new_spinner(), "{msg:16} {spinner} {human_pos} {rate}"),
        };
        let style = ProgressStyle::with_template(template)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key("rate", rate);
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
}
