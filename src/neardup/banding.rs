//! Banding: which pairs of signatures are worth an exact comparison.
//!
//! A signature is cut into `bands` of `rows` slots; two articles are candidates when any band is equal (Leskovec,
//! Rajaraman, Ullman, "Mining of Massive Datasets", 3.4). A pair of similarity J becomes one with probability
//! 1 - (1 - J^rows)^bands: the S-curve. Since every candidate is verified, a false one costs only time, so the rows are the
//! most that still find the wanted share of pairs at the threshold, and the bands as many as the slots allow.
//!
//! Example: 128 slots, threshold 0.5, recall 0.99 give 42 bands of 3 rows: 0.996 at J = 0.5, 0.68 at 0.3, 0.04 at 0.1.

use super::{SLOTS, Signature, Threshold};
use crate::hash::scatter;
use serde::Serialize;
use thiserror::Error;

/// How a signature is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Banding {
    /// How many bands; `bands * rows` is at most [`SLOTS`].
    pub bands: usize,
    /// How many slots make a band.
    pub rows: usize,
}

/// No banding reaches the recall that was asked for.
#[derive(Debug, Error, PartialEq)]
#[error(
    "{SLOTS} slots find a pair at similarity {threshold} with probability {best:.3} at most, not {recall}: raise the threshold or lower the recall"
)]
pub struct BandingError {
    threshold: f64,
    recall: f64,
    best: f64,
}

impl Banding {
    /// The banding with the most rows that finds a pair at `threshold` with a probability of at least `recall`.
    ///
    /// # Errors
    /// When not even bands of one row do.
    pub fn choose(threshold: Threshold, recall: f64) -> Result<Self, BandingError> {
        (1..=SLOTS)
            .rev()
            .map(|rows| Self { bands: SLOTS / rows, rows })
            .find(|banding| banding.probability(threshold.value()) >= recall)
            .ok_or_else(|| {
                let best = Self { bands: SLOTS, rows: 1 }.probability(threshold.value());
                BandingError { threshold: threshold.value(), recall, best }
            })
    }

    /// The chance that a pair of Jaccard similarity `jaccard` becomes a candidate.
    pub fn probability(self, jaccard: f64) -> f64 {
        1.0 - (1.0 - jaccard.powi(self.rows as i32)).powi(self.bands as i32)
    }

    /// One key a band; the same slots in two bands give different keys.
    pub fn keys(self, signature: &Signature) -> impl Iterator<Item = u64> + '_ {
        signature.slots().chunks_exact(self.rows).take(self.bands).enumerate().map(|(band, slots)| {
            slots.iter().fold(scatter(band as u64 + 1), |key, &slot| scatter(key ^ u64::from(slot)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neardup::Sketcher;

    #[test]
    fn the_most_rows_that_reach_the_recall_are_taken() {
        let threshold = |percent| Threshold::percent(percent);
        assert_eq!(Banding::choose(threshold(50), 0.99), Ok(Banding { bands: 42, rows: 3 }));
        assert_eq!(Banding::choose(threshold(80), 0.99), Ok(Banding { bands: 21, rows: 6 }));
        assert_eq!(Banding::choose(threshold(100), 0.99), Ok(Banding { bands: 1, rows: 128 }));
        assert!(
            Banding::choose(threshold(1), 0.99).is_err_and(|error| error.to_string().contains("raise the threshold"))
        );
    }

    #[test]
    fn band_hits_follow_the_s_curve_on_short_and_long_sets() {
        let sketcher: Sketcher = Sketcher::default();
        let banding = Banding { bands: 14, rows: 9 };
        for (size, shared) in [(26u64, 21u64), (26, 24), (446, 390)] {
            let trials = 2_000;
            let hits = (0..trials).filter(|trial| {
                let element = |number: u64| scatter(trial << 32 | number);
                let a: Vec<u64> = (0..size).map(element).collect();
                let b: Vec<u64> = (size - shared..2 * size - shared).map(element).collect();
                let [a, b] = [a, b].map(|set| sketcher.sketch(&set).expect("the set is not empty"));
                banding.keys(&a).zip(banding.keys(&b)).any(|(x, y)| x == y)
            });
            let found = hits.count() as f64 / trials as f64;
            let wanted = banding.probability(shared as f64 / (2 * size - shared) as f64);
            assert!((found - wanted).abs() < 0.05, "{size} {shared}: {found} against {wanted}");
        }
    }
}
