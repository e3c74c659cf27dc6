use rayon::ThreadPoolBuilder;
use thiserror::Error;

/// The threads asked for are too many, or the system would not give them.
#[derive(Debug, Error)]
#[error("{threads} threads cannot be started: --threads takes 0 to {MOST_THREADS}, and 0 means one for each core")]
pub struct ThreadsError {
    threads: usize,
}

/// More threads than this only wait for each other.
const MOST_THREADS: usize = 512;

/// Runs `work` on so many threads; 0 means one for each core. The answer does not depend on the number.
///
/// # Errors
/// When they are too many or the system does not give them.
pub fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, ThreadsError> {
    if threads > MOST_THREADS {
        return Err(ThreadsError { threads });
    }
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().map_err(|_| ThreadsError { threads })?;
    Ok(pool.install(work))
}
