use super::Progress;
use crate::findings::Stage;
use crate::spill::{Space, SpillError};
use std::time::{Duration, Instant};

/// Times the stages of a run and announces them.
pub(super) struct Meter<'a> {
    progress: &'a dyn Progress,
    space: &'a Space,
    stages: Vec<Stage>,
}

impl<'a> Meter<'a> {
    pub(super) fn new(progress: &'a dyn Progress, space: &'a Space) -> Self {
        Self { progress, space, stages: Vec::new() }
    }

    /// Does the work of one stage.
    ///
    /// # Errors
    /// When temporary files failed on the way; what was worked out is worth nothing then.
    pub(super) fn stage<T>(
        &mut self,
        name: &'static str,
        total: Option<usize>,
        work: impl FnOnce(&dyn Progress) -> T,
    ) -> Result<T, SpillError> {
        self.progress.stage(name, total.map(|steps| steps as u64));
        let (start, before) = (Instant::now(), usage().0);
        let done = work(self.progress);
        let cpu_time = usage().0.zip(before).map(|(after, before)| after.saturating_sub(before));
        self.stages.push(Stage { name, wall_time: start.elapsed(), cpu_time });
        self.space.go_on();
        self.space.check()?;
        Ok(done)
    }

    pub(super) fn into_stages(self) -> Vec<Stage> {
        self.stages
    }
}

/// The CPU time and the most memory that the process took so far.
#[cfg(unix)]
pub(super) fn usage() -> (Option<Duration>, Option<u64>) {
    use nix::sys::resource::{UsageWho, getrusage};
    let Ok(usage) = getrusage(UsageWho::RUSAGE_SELF) else { return (None, None) };
    let duration = |time: nix::sys::time::TimeVal| {
        Duration::new(u64::try_from(time.tv_sec()).unwrap_or(0), u32::try_from(time.tv_usec()).unwrap_or(0) * 1000)
    };
    // Linux and the BSDs count in KiB, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    let peak = u64::try_from(usage.max_rss()).ok().map(|size| size * unit);
    (Some(duration(usage.user_time()) + duration(usage.system_time())), peak)
}

/// The CPU time and the most memory that the process took so far: not told by this system.
#[cfg(not(unix))]
pub(super) fn usage() -> (Option<Duration>, Option<u64>) {
    (None, None)
}
