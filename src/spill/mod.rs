//! Spilling: what grows with a corpus and need not stay in memory.
//!
//! A [`Space`] says how much memory a run may take and where the rest goes. A [`Log`] keeps byte records by address, a [`Sorter`] takes
//! records in any order from any thread and gives them back sorted, part by part, a [`Table`] holds rows by number. They stay in memory while
//! they are small against the space, and go on in a temporary file from there. These files have no name, so the system takes them back when the program ends,
//! however it ends.
//!
//! **Errors.** A disk that fails or is full is noted once in the [`Space`] and everything goes on with zeros, until whoever runs the
//! stages asks [`Space::check`] at the end of each. So no kernel knows that disks exist. Nor that a run can be
//! stopped: a space that is [halted](Space::halt) unwinds whoever writes to it.

mod log;
mod memory;
mod rank;
mod sorter;
mod space;
mod table;

pub use log::{Address, Log, LogWriter};
pub use memory::{bytes, half_of_memory};
pub use rank::{PARTS, Rank, Record, part_of_number, sort_scattered, start_of_part};
pub use sorter::{Sorted, Sorter};
pub use space::{Halted, Space, SpillError};
pub use table::{Table, TableWriter};
