//! Work on threads of retold's own, while the interpreter goes on.
//!
//! The thread that called lets go of the interpreter and waits. Two things call it back: articles, which it takes from Python's iterators itself, as
//! what they read from (a database, say) may belong to it; and signals, of which Python tells this thread alone. Either can fail; then the work is
//! asked to stop, and the failure is raised when it has.

use crate::errors;
use crate::records::Supply;
use pyo3::prelude::*;
use retold::ingest::{Handful, Handover};
use retold::pipeline::{ThreadsError, with_threads};
use retold::spill::Space;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long a signal may wait.
const TICK: Duration = Duration::from_millis(50);

/// The name by which articles without an id are known, with their number.
pub(crate) const NAME: &str = "documents";

/// What the work says to the thread that called.
enum Call<T> {
    /// More articles are wanted.
    More,
    /// It is done, or panicked.
    Done(std::thread::Result<Result<T, ThreadsError>>),
}

/// Does work on so many threads; it is given the articles that there are a `supply` of. If anything fails meanwhile, `space` is halted.
pub(crate) fn work<'py, T: Send + 'static>(
    py: Python<'py>,
    threads: usize,
    space: &Space,
    mut supply: Option<Supply<'py>>,
    work: impl FnOnce(Option<Handover>) -> T + Send,
) -> PyResult<T> {
    let (calls, calling) = channel::<Call<T>>();
    let calling = Mutex::new(calling);
    let (handfuls, handed) = sync_channel::<Handful>(1);
    let mut handfuls = Some(handfuls);
    let wants = calls.clone();
    let more = move || {
        wants.send(Call::More).ok()?;
        handed.recv().ok()
    };
    let handover = supply.is_some().then(|| Handover::new(NAME, std::iter::from_fn(more)));
    let mut failed = None;
    let done = std::thread::scope(|scope| {
        let worker = scope.spawn(move || run(&calls, threads, || work(handover)));
        let done = loop {
            let call = py.detach(|| calling.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(TICK));
            let wanted = match call {
                Ok(Call::Done(done)) => break Some(done),
                Ok(Call::More) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => break None,
            };
            let handful = py.check_signals().and_then(|()| match supply.as_mut().filter(|_| wanted) {
                Some(supply) => supply.next(py),
                None => Ok(None),
            });
            match handful {
                Ok(Some(handful)) => _ = handfuls.as_ref().map(|handfuls| handfuls.send(handful)),
                Ok(None) if wanted => handfuls = None,
                Ok(None) => {}
                Err(error) => {
                    failed.get_or_insert(error);
                    space.halt();
                    (supply, handfuls) = (None, None);
                }
            }
        };
        // What the work still holds may ask for the interpreter when it is given back.
        py.detach(|| _ = worker.join());
        done
    });
    match (failed, done) {
        (Some(error), _) => Err(error),
        (None, Some(Ok(done))) => done.map_err(|error| errors::setting(py, error)),
        (None, Some(Err(panic))) => resume_unwind(panic),
        (None, None) => unreachable!("the work says when it is done"),
    }
}

fn run<T: Send>(calls: &Sender<Call<T>>, threads: usize, work: impl FnOnce() -> T + Send) {
    let done = catch_unwind(AssertUnwindSafe(|| with_threads(threads, work)));
    // Whoever called waits for it.
    _ = calls.send(Call::Done(done));
}
