use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};
use thiserror::Error;

/// The system would not give the threads.
#[derive(Debug, Error)]
#[error("{threads} threads cannot be started: ask for fewer with --threads")]
pub struct ThreadsError {
    threads: usize,
    source: ThreadPoolBuildError,
}

/// Runs `work` on so many threads; 0 means one for each core. The answer does not depend on the number.
///
/// # Errors
/// When the system does not give the threads.
pub fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, ThreadsError> {
    let pool =
        ThreadPoolBuilder::new().num_threads(threads).build().map_err(|source| ThreadsError { threads, source })?;
    Ok(pool.install(work))
}
