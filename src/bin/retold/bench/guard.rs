//! What must not be left behind: temporary files and the process that works.

use crate::exit::INTERRUPTED;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Removes temporary files and ends the child when this process is interrupted, told to end, or loses its terminal.
#[derive(Clone, Default)]
pub(super) struct Guard(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    files: Vec<PathBuf>,
    child: Option<Child>,
}

impl Guard {
    /// Installs itself.
    pub(super) fn new() -> Result<Self, ctrlc::Error> {
        let guard = Self::default();
        let inner = guard.clone();
        ctrlc::set_handler(move || {
            let mut held = inner.held();
            if let Some(child) = &mut held.child {
                // One that ended by itself cannot be ended.
                let _ = child.kill();
                let _ = child.wait();
            }
            held.files.iter().for_each(|file| _ = std::fs::remove_file(file));
            std::process::exit(INTERRUPTED)
        })?;
        Ok(guard)
    }

    /// Removes this file, too, if it comes to that.
    pub(super) fn add(&self, file: PathBuf) {
        self.held().files.push(file);
    }

    /// Runs a command to its end, and gives what it printed.
    pub(super) fn output(&self, command: &mut Command) -> std::io::Result<(ExitStatus, Vec<u8>)> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let pipe = child.stdout.take();
        self.held().child = Some(child);
        let mut printed = Vec::new();
        // The lock is free while the child works.
        let read = pipe.map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut printed));
        let mut held = self.held();
        let status =
            held.child.take().map_or_else(|| Err(std::io::Error::other("it is gone")), |mut child| child.wait());
        read?;
        Ok((status?, printed))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
