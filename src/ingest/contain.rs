//! Other people's readers of untrusted bytes, kept from taking the run with them.
//!
//! Some crates assert what a damaged file does not keep. Such a panic costs the file, which is told like any other trouble.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread, now, is one that becomes a [`Skipped`](super::Skipped): a panic hook has nothing to say of it.
pub fn panic_is_contained() -> bool {
    CONTAINED.get()
}

/// What `work` gives, or the words of its panic. What it was working on is to be thrown away then.
pub(super) fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = CONTAINED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(before);
    done.map_err(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        words.unwrap_or("the reader gave up").to_owned()
    })
}
