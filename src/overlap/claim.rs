//! Claims: a stretch that both an exact passage and a reworded region hold is told once.
//!
//! A region that lies mostly in an exact passage is the lesser account and goes; an exact passage that lies mostly in a region becomes
//! part of it, and where a run of it that must be found sticks out, the region is widened to hold the run. Whatever neither holds
//! stays as it is. So every run of at least `least_words` words that an exact passage holds is in a passage still.

use super::Passage;
use super::reworded::Region;
use std::ops::Range;

/// The exact passages that stay, and the regions, in their order.
pub(super) fn settle(exact: Vec<Passage>, mut regions: Vec<Region>, least_words: usize) -> (Vec<Passage>, Vec<Region>) {
    let holder = |passage: &Passage, regions: &[Region]| {
        regions.iter().position(|region| mostly(&passage.a, &region.a) && mostly(&passage.b, &region.b))
    };
    // An exact passage much longer than the region within it.
    let outgrown = |region: &Region| {
        exact.iter().any(|passage| {
            mostly(&region.a, &passage.a)
                && mostly(&region.b, &passage.b)
                && !(mostly(&passage.a, &region.a) && mostly(&passage.b, &region.b))
        })
    };
    regions.retain(|region| !outgrown(region));
    let mut widened = regions.clone();
    let stays = |passage: &Passage| match holder(passage, &regions) {
        None => true,
        Some(number) => {
            let region = &mut widened[number];
            for run in passage.kept.iter().filter(|run| run.len as usize >= least_words) {
                region.a = region.a.start.min(run.a)..region.a.end.max(run.a_end());
                region.b = region.b.start.min(run.b)..region.b.end.max(run.b_end());
            }
            false
        }
    };
    let exact = exact.clone().into_iter().filter(stays).collect();
    (exact, widened)
}

/// Whether more than half of `range` lies in `other`.
pub(super) fn mostly(range: &Range<u32>, other: &Range<u32>) -> bool {
    let common = range.end.min(other.end).saturating_sub(range.start.max(other.start));
    2 * u64::from(common) > u64::from(range.end - range.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::{Grade, Match};

    fn exact(a: u32, b: u32, len: u32) -> Passage {
        let kept = vec![Match { a, b, len }];
        Passage { a: a..a + len, b: b..b + len, kept, moved: Vec::new(), grade: Grade::Verbatim, again: false }
    }

    fn region(a: Range<u32>, b: Range<u32>) -> Region {
        Region { a, b, score: 100.0, digest: false }
    }

    #[test]
    fn an_exact_passage_mostly_in_a_region_widens_it() {
        let (stay, regions) = settle(vec![exact(95, 195, 15)], vec![region(0..105, 100..205)], 12);
        assert_eq!((stay, regions), (vec![], vec![region(0..110, 100..210)]));
    }

    #[test]
    fn what_neither_holds_stays() {
        let found = vec![exact(0, 0, 100), exact(200, 50, 20)];
        let (stay, regions) = settle(found.clone(), vec![region(10..60, 10..60), region(200..260, 200..260)], 12);
        assert_eq!((stay, regions), (found, vec![region(200..260, 200..260)]));
    }
}
