use super::area::common;
use super::region::Scored;
use std::ops::Range;

/// The regions without those that another explains much better: one gives way to a stronger that covers over half of the shorter of
/// the two on either side and scores `times` as much. Equals both stay, as where a text is quoted twice. The strongest come first.
pub(super) fn without_rivals(mut found: Vec<Scored>, times: f64) -> Vec<Scored> {
    found.sort_by(|x, y| y.score.total_cmp(&x.score));
    let mut kept: Vec<Scored> = Vec::new();
    for region in found {
        let over = |x: &Range<usize>, y: &Range<usize>| 2 * common(x, y) > x.len().min(y.len());
        let rival = |other: &Scored| {
            other.score >= times * region.score
                && (over(&region.area.a, &other.area.a) || over(&region.area.b, &other.area.b))
        };
        if !kept.iter().any(rival) {
            kept.push(region);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::area::Area;
    use super::*;

    #[test]
    fn the_weaker_gives_way_and_equals_stay() {
        let scored = |a, b, score| Scored { area: Area { a, b }, score, digest: false };
        let found = vec![scored(0..50, 200..250, 60.0), scored(0..50, 0..50, 100.0), scored(10..60, 300..350, 90.0)];
        let kept: Vec<f64> = without_rivals(found, 1.5).iter().map(|region| region.score).collect();
        assert_eq!(kept, [100.0, 90.0]);
    }
}
