use crate::hash::scatter;

/// What numbers are drawn for; each purpose has a sequence of its own, so that one does not shift the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Phrase = 1,
    House,
    Role,
    Lineage,
    Length,
    Paragraph,
    Topic,
    Plant,
    Operation,
    Place,
    Headline,
}

/// A sequence of numbers: SplitMix (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014) with the finaliser of
/// the stable hash.
#[derive(Debug, Clone)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new(seed: u64, purpose: Purpose, number: u64) -> Self {
        Self(scatter(scatter(seed.wrapping_add((purpose as u64) << 56)).wrapping_add(number)))
    }

    /// Any number.
    #[inline]
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        scatter(self.0)
    }

    /// A number below `end`, at most 2^32, each as likely but for one part in 2^32.
    #[inline]
    pub(super) fn below(&mut self, end: u64) -> u64 {
        ((self.next() >> 32) * end) >> 32
    }

    /// Whether one of so many chances came up.
    pub(super) fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    /// A number of a normal distribution with mean 0 and variance 1, as near as a sum of twelve even ones comes: never beyond 6, the same
    /// on every machine.
    pub(super) fn normal(&mut self) -> f64 {
        let sum: u64 =
            (0..3).map(|_| self.next()).flat_map(|bits| (0..4).map(move |part| bits >> (16 * part) & 0xffff)).sum();
        sum as f64 / 65536.0 - 6.0
    }
}

/// e to the power of `exponent`, of a few, within a hundredth: by multiplication alone, so that no library of a system has a say in it.
pub(super) fn exp(exponent: f64) -> f64 {
    let mut power = 1.0 + exponent / 1024.0;
    (0..10).for_each(|_| power *= power);
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_numbers_have_the_mean_and_the_variance_of_their_kind() {
        let mut draw = Draw::new(7, Purpose::Length, 1);
        let drawn: Vec<f64> = (0..20_000).map(|_| draw.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let variance = drawn.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "mean {mean}, variance {variance}");
    }

    #[test]
    fn the_power_is_that_of_the_library() {
        for exponent in [-3.0_f64, -0.5, 0.0, 0.3, 1.0, 2.5] {
            assert!((exp(exponent) / exponent.exp() - 1.0).abs() < 0.01, "{exponent}");
        }
    }

    #[test]
    fn numbers_below_an_end_are_even() {
        let mut draw = Draw::new(7, Purpose::Place, 1);
        let mut counts = [0; 10];
        (0..10_000).for_each(|_| counts[draw.below(10) as usize] += 1);
        assert!(counts.iter().all(|count| (850..1150).contains(count)), "{counts:?}");
    }
}
