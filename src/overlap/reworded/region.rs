//! Regions: from two texts to the stretches that say the same.

use super::Rewording;
use super::area::Area;
use super::border::settle;
use super::cell::clusters;
use super::digest::digest;
use super::likelihood::Likelihood;
use super::pair::{Pair, Side};
use super::point::points;
use super::rival::without_rivals;
use crate::overlap::Language;
use crate::text::Words;
use std::ops::Range;

/// A stretch of A that says what a stretch of B says.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::overlap) struct Region {
    /// The words of A.
    pub(in crate::overlap) a: Range<u32>,
    /// The words of B.
    pub(in crate::overlap) b: Range<u32>,
    /// Nats of evidence: of both sides or, of a digest, of the short side alone.
    pub(in crate::overlap) score: f64,
    /// Whether one side is a digest of the other text as a whole.
    pub(in crate::overlap) digest: bool,
}

/// An area with its score.
#[derive(Debug, Clone)]
pub(super) struct Scored {
    pub(super) area: Area,
    pub(super) score: f64,
    pub(super) digest: bool,
}

/// The regions of two texts, in the order of A, then of B.
pub(in crate::overlap) fn regions(
    a: &Words,
    b: &Words,
    rewording: &Rewording,
    language: Option<&Language>,
) -> Vec<Region> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let pair = Pair::new(a, b);
    let pair = match language {
        Some(language) => pair.among(language, rewording.language_words),
        None => pair,
    };
    let mut likelihood = Likelihood::new(&pair, rewording);
    let mut found = without_rivals(local(&mut likelihood), rewording.rival);
    // A digest shares too few words with the whole of the other to be proven among many texts.
    if language.is_none() {
        for side in [Side::A, Side::B] {
            digest(&mut found, &mut likelihood, side);
        }
    }
    let bytes = |words: &Words, range: &Range<u32>| {
        let span = words.span(range.clone());
        span.end - span.start
    };
    let mut regions: Vec<Region> = found
        .into_iter()
        .map(|region| Region {
            a: region.area.a.start as u32..region.area.a.end as u32,
            b: region.area.b.start as u32..region.area.b.end as u32,
            score: region.score,
            digest: region.digest,
        })
        .filter(|region| bytes(a, &region.a).min(bytes(b, &region.b)) >= rewording.least_bytes)
        .collect();
    regions.sort_unstable_by_key(|region| (region.a.start, region.b.start, region.a.end, region.b.end));
    regions
}

/// The regions around which points crowd, each with evidence enough.
fn local(likelihood: &mut Likelihood<'_, '_>) -> Vec<Scored> {
    let (pair, rewording) = (likelihood.pair, likelihood.rewording);
    let places = pair.a.len() as f64 * pair.b.len() as f64;
    let needed = likelihood.needed(rewording.least_nats) + 2.0 * places.ln();
    let mut found: Vec<Scored> = Vec::new();
    for cluster in clusters(&points(pair, rewording), rewording) {
        if found.iter().any(|region| region.area.holds(&cluster)) {
            continue;
        }
        let region = scored(likelihood, cluster);
        if region.score < needed {
            continue;
        }
        // Two clusters may come to rest on one region, or on two parts of it.
        match found.iter_mut().find(|other| other.area.meets(&region.area)) {
            Some(other) => {
                let joined = scored(likelihood, other.area.join(&region.area));
                for rival in [region, joined] {
                    if rival.score > other.score {
                        *other = rival;
                    }
                }
            }
            None => found.push(region),
        }
    }
    found
}

fn scored(likelihood: &mut Likelihood<'_, '_>, area: Area) -> Scored {
    let area = settle(likelihood, area);
    Scored { score: likelihood.score(&area), area, digest: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sentences of eight words, the words numbered.
    fn prose(numbers: &[u32]) -> Words {
        let sentence = |words: &[u32]| words.iter().map(|number| format!("w{number} ")).collect::<String>() + ". ";
        Words::cut(&numbers.chunks(8).map(sentence).collect::<String>())
    }

    #[test]
    fn shuffled_words_amid_others_are_a_region() {
        let shuffled: Vec<u32> = (0..80).map(|at| at ^ 5).collect();
        let a = prose(&[(1000..1080).collect::<Vec<u32>>(), (0..80).collect(), (1100..1180).collect()].concat());
        let b = prose(&[(2000..2160).collect::<Vec<u32>>(), shuffled, (2200..2280).collect()].concat());
        let found = regions(&a, &b, &Rewording::default(), None);
        let places: Vec<_> = found.iter().map(|region| (region.a.clone(), region.b.clone(), region.digest)).collect();
        assert_eq!(places, [(80..160, 160..240, false)]);
    }

    #[test]
    fn nothing_and_three_words_and_one_word_for_ever_have_no_region() {
        let rewording = Rewording::default();
        let (none, three, one) = (Words::cut(""), Words::cut("one two three"), Words::cut(&"again ".repeat(100_000)));
        for (a, b) in [(&none, &three), (&three, &three), (&one, &one), (&three, &one)] {
            assert_eq!(regions(a, b, &rewording, None), []);
        }
    }

    proptest! {
        #[test]
        fn regions_are_in_bounds_in_order_and_the_same_every_time(
            a in prop::collection::vec(0u32..200, 0..300), b in prop::collection::vec(0u32..200, 0..300),
            shared in prop::collection::vec(300u32..400, 0..60),
        ) {
            let (a, b) = (prose(&[a, shared.clone()].concat()), prose(&[shared, b].concat()));
            let rewording = Rewording { least_nats: 0.0, dense_nats: 6.0, least_bytes: 0, ..Rewording::default() };
            let found = regions(&a, &b, &rewording, None);
            for region in &found {
                prop_assert!(region.a.start < region.a.end && region.a.end as usize <= a.len());
                prop_assert!(region.b.start < region.b.end && region.b.end as usize <= b.len());
            }
            prop_assert!(found.is_sorted_by_key(|region| (region.a.start, region.b.start)));
            prop_assert_eq!(regions(&a, &b, &rewording, None), found);
        }
    }
}
