//! The rule by which two articles are near-duplicates.

use super::{Evidence, Ratio, Similarity};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

const MILLION: u64 = 1_000_000;

/// A share from 0 to 1, kept in millionths so that it is compared with counts exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "f64")]
pub struct Threshold {
    millionths: u32,
}

/// The words do not name a share.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("a share is a number from 0.01 to 1, such as 0.5, not '{0}'")]
pub struct ThresholdError(String);

impl Threshold {
    /// A share of `percent` hundredths, at most 100.
    pub const fn percent(percent: u32) -> Self {
        assert!(percent >= 1 && percent <= 100, "a share is at most the whole");
        Self { millionths: percent * 10_000 }
    }

    /// Whether `ratio` is at least this share; a ratio of nothing never is.
    pub fn met_by(self, ratio: Ratio) -> bool {
        ratio.total > 0 && ratio.shared * MILLION >= ratio.total * u64::from(self.millionths)
    }

    /// The most of `total` that is no more than this share.
    fn of(self, total: u64) -> u64 {
        total * u64::from(self.millionths) / MILLION
    }

    /// The share as a number, for the formulas that choose bands and for showing.
    pub fn value(self) -> f64 {
        f64::from(self.millionths) / 1e6
    }
}

impl From<Threshold> for f64 {
    fn from(threshold: Threshold) -> f64 {
        threshold.value()
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.value())
    }
}

impl FromStr for Threshold {
    type Err = ThresholdError;

    fn from_str(words: &str) -> Result<Self, ThresholdError> {
        let share: f64 = words.trim().parse().map_err(|_| ThresholdError(words.to_owned()))?;
        if (0.01..=1.0).contains(&share) {
            Ok(Self { millionths: (share * 1e6).round() as u32 })
        } else {
            Err(ThresholdError(words.to_owned()))
        }
    }
}

/// Two articles are near-duplicates when they are alike as wholes, or when the smaller one stands in the larger: by its
/// shingles or, as an edit every ten words breaks half of these, by its words in shared passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NearDuplicate {
    /// The least Jaccard similarity.
    pub jaccard: Threshold,
    /// The least containment of the smaller shingle set in the larger, and the least share of the smaller article's words that
    /// stand in shared passages.
    pub containment: Threshold,
}

/// What a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// Below the thresholds.
    Apart,
    /// The same story printed twice.
    NearDuplicates,
    /// Above the thresholds, but the same sentences with other figures.
    Template,
}

/// A pair whose smaller set stands in the larger by less than this is hardly covered to four fifths: with a word changed in every
/// nine, four shingles in nine stay. Of 1,900 Arabic pairs admitted by coverage alone nearly all were above it.
const HOPELESS: Threshold = Threshold::percent(45);

impl NearDuplicate {
    /// Whether an alignment could make or unmake near-duplicates of a pair with this similarity.
    pub fn wants_evidence(&self, similarity: Similarity) -> bool {
        self.met_by(similarity) || HOPELESS.met_by(similarity.containment())
    }

    /// The least Jaccard similarity at which two sets of these sizes want evidence.
    pub fn least_jaccard(&self, a: u64, b: u64) -> Ratio {
        let containment = self.containment.min(HOPELESS);
        let shared = containment.of(a.min(b));
        let least = Ratio { shared, total: a + b - shared };
        let jaccard = Ratio { shared: self.jaccard.millionths.into(), total: MILLION };
        if least.compare(jaccard).is_gt() { jaccard } else { least }
    }

    /// What a pair is, by its shingles and its alignment.
    pub fn verdict(&self, similarity: Similarity, evidence: &Evidence) -> Verdict {
        let covered = Ratio { shared: evidence.covered.into(), total: evidence.words.into() };
        let template = evidence.is_template(similarity);
        if self.met_by(similarity) {
            if template { Verdict::Template } else { Verdict::NearDuplicates }
        } else if self.containment.met_by(covered) && !template && !evidence.is_short() {
            Verdict::NearDuplicates
        } else {
            Verdict::Apart
        }
    }

    /// Whether a pair is above the thresholds by its shingles alone.
    pub fn met_by(&self, similarity: Similarity) -> bool {
        self.jaccard.met_by(similarity.jaccard()) || self.containment.met_by(similarity.containment())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_compared_exactly() {
        let half: Threshold = "0.5".parse().expect("a half is a share");
        assert_eq!(half, Threshold::percent(50));
        assert!(half.met_by(Ratio { shared: 1, total: 2 }));
        assert!(!half.met_by(Ratio { shared: 499_999_999, total: 1_000_000_000 }));
        assert!(!half.met_by(Ratio { shared: 0, total: 0 }));
    }

    #[test]
    fn a_pair_is_judged_by_its_shingles_and_its_alignment() {
        let rule = NearDuplicate { jaccard: Threshold::percent(50), containment: Threshold::percent(80) };
        let evidence = |covered| Evidence { words: 200, covered, ..Evidence::default() };
        let similarity = |shared| Similarity { shared, a: 196, b: 300 };
        assert_eq!(rule.verdict(similarity(180), &evidence(190)), Verdict::NearDuplicates);
        assert_eq!(rule.verdict(similarity(120), &evidence(160)), Verdict::NearDuplicates);
        assert_eq!(rule.verdict(similarity(120), &evidence(159)), Verdict::Apart);
        let template = Evidence { figures_changed: 9, figures_distinct: 9, ..evidence(190) };
        assert_eq!(rule.verdict(similarity(180), &template), Verdict::Template);
        assert_eq!(rule.verdict(similarity(120), &template), Verdict::Apart);
        assert!(rule.wants_evidence(similarity(100)) && !rule.wants_evidence(similarity(80)));
        assert_eq!(rule.least_jaccard(196, 300), Ratio { shared: 88, total: 408 });
    }

    #[test]
    fn a_share_beyond_the_whole_is_refused_by_name() {
        for words in ["1.2", "0", "-1", "half", "", "NaN"] {
            assert_eq!(words.parse::<Threshold>(), Err(ThresholdError(words.to_owned())));
        }
    }
}
