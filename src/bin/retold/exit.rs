use std::error::Error;
use std::io;
use std::process::ExitCode;

/// The exit code of a run that was interrupted: 128 and the number of the signal, as shells have it.
pub(crate) const INTERRUPTED: i32 = 130;

/// What a command comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Something was found.
    Found,
    /// Everything was read and nothing was found.
    Nothing,
    /// Some input could not be used, or worse.
    Failed,
}

impl Outcome {
    /// The outcome of a run that read everything or not, and found something or not.
    pub(crate) fn of(found: bool, whole: bool) -> Self {
        match (whole, found) {
            (false, _) => Self::Failed,
            (true, true) => Self::Found,
            (true, false) => Self::Nothing,
        }
    }

    /// Says what went wrong. A reader of our output that has seen enough, `head` say, is no failure.
    pub(crate) fn from_error(error: Box<dyn Error>) -> Self {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return Self::Found;
        }
        match error.downcast_ref::<io::Error>() {
            Some(error) => anstream::eprintln!("retold: standard output: {error}: the answer is not whole"),
            None => anstream::eprintln!("retold: {error}"),
        }
        Self::Failed
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Found => Self::from(0),
            Outcome::Nothing => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}
