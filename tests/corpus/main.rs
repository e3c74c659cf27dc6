//! The corpus beside the sources, scanned: every article marks its own answer, and slow plain code knows the counts.

mod answer;
mod brute_force;
mod kinds;
mod reworded;
