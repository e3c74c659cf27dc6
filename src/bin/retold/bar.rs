use indicatif::{ProgressBar, ProgressStyle};
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

impl Progress for Bar {
    fn stage(&self, name: &'static str, total: Option<u64>) {
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total), "{msg:16} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}"),
            None => (ProgressBar::new_spinner(), "{msg:16} {spinner} {human_pos} {per_sec}"),
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
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
