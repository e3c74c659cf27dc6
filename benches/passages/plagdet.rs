//! Plagdet, the measure of text alignment: Potthast, Stein, Barrón-Cedeño, Rosso, "An Evaluation Framework for Plagiarism Detection"
//! (COLING 2010), macro-averaged as at PAN 2013.
//!
//! A passage is a rectangle, a range of A against a range of B. What share of a labelled one the found ones cover is its recall, what share
//! of a found one the labelled ones cover its precision, how many found ones meet a labelled one its granularity. Plagdet is the harmonic
//! mean of the averages of the first two, over the binary logarithm of 1 + the average of the third.

use std::ops::{AddAssign, Range};

/// A passage of two texts, labelled or found, in characters.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) a: Range<u32>,
    pub(crate) b: Range<u32>,
}

impl Case {
    /// Whether the two have characters in common on both sides.
    fn meets(&self, other: &Self) -> bool {
        let meets = |x: &Range<u32>, y: &Range<u32>| x.start < y.end && y.start < x.end;
        meets(&self.a, &other.a) && meets(&self.b, &other.b)
    }

    /// The share of its characters that those of `others` which meet it cover.
    fn covered(&self, others: &[Self]) -> f64 {
        let side = |own: &Range<u32>, of: fn(&Self) -> &Range<u32>| {
            let mut ranges: Vec<(u32, u32)> =
                others.iter().filter(|other| self.meets(other)).map(|other| (of(other).start, of(other).end)).collect();
            ranges.sort_unstable();
            let (mut sum, mut told) = (0, own.start);
            for (start, end) in ranges {
                let (start, end) = (start.max(told), end.min(own.end));
                sum += end.saturating_sub(start);
                told = told.max(end);
            }
            sum
        };
        let all = self.a.len() + self.b.len();
        f64::from(side(&self.a, |other| &other.a) + side(&self.b, |other| &other.b)) / all as f64
    }
}

/// What many pairs add up to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Labelled passages.
    pub(crate) cases: u32,
    /// Found passages.
    pub(crate) found: u32,
    covered_cases: f64,
    covered_found: f64,
    /// Labelled passages that a found one meets.
    detected: u32,
    /// Meetings of a labelled passage with a found one.
    meetings: u32,
}

impl Tally {
    /// One pair.
    pub(crate) fn of(cases: &[Case], found: &[Case]) -> Self {
        let meetings = |case: &Case| found.iter().filter(|found| case.meets(found)).count() as u32;
        Self {
            cases: cases.len() as u32,
            found: found.len() as u32,
            covered_cases: cases.iter().map(|case| case.covered(found)).sum(),
            covered_found: found.iter().map(|found| found.covered(cases)).sum(),
            detected: cases.iter().filter(|case| meetings(case) > 0).count() as u32,
            meetings: cases.iter().map(meetings).sum(),
        }
    }

    /// The share of the labelled passages that was found; 0 where there are none.
    pub(crate) fn recall(&self) -> f64 {
        self.covered_cases / f64::from(self.cases.max(1))
    }

    /// The share of the found passages that is labelled; 0 where there are none.
    pub(crate) fn precision(&self) -> f64 {
        self.covered_found / f64::from(self.found.max(1))
    }

    /// Found passages to each labelled one that was found at all; 1 where none was.
    pub(crate) fn granularity(&self) -> f64 {
        if self.detected == 0 { 1.0 } else { f64::from(self.meetings) / f64::from(self.detected) }
    }

    /// The measure.
    pub(crate) fn plagdet(&self) -> f64 {
        let (recall, precision) = (self.recall(), self.precision());
        if recall + precision == 0.0 {
            return 0.0;
        }
        2.0 * recall * precision / (recall + precision) / (1.0 + self.granularity()).log2()
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.cases += other.cases;
        self.found += other.found;
        self.covered_cases += other.covered_cases;
        self.covered_found += other.covered_found;
        self.detected += other.detected;
        self.meetings += other.meetings;
    }
}

/// Panics unless a case done by hand comes out: of 20 characters on each side the first 10 are found in two overlapping pieces and the next 5
/// as a third, which goes 5 too far; a fourth, of 20, meets nothing on one side.
pub(crate) fn check() {
    let case = |a: Range<u32>, b: Range<u32>| Case { a, b };
    let found = [case(0..6, 100..106), case(4..10, 104..110), case(15..25, 115..125), case(0..20, 200..220)];
    let tally = Tally::of(&[case(0..20, 100..120)], &found);
    let close = |x: f64, y: f64| (x - y).abs() < 1e-12;
    // Recall 15 of 20; precision (1 + 1 + 1/2 + 0) / 4; three pieces; log2(4) = 2.
    assert!(close(tally.recall(), 0.75) && close(tally.precision(), 0.625) && close(tally.granularity(), 3.0));
    assert!(close(tally.plagdet(), 2.0 * 0.75 * 0.625 / 1.375 / 2.0));
}
