/// Ranks as frequent as words are: that of rank `r`, from 0, with a probability proportional to `1 / (r + 2)` (the law of Zipf with
/// Mandelbrot's offset, exponent 1).
///
/// A table gives to each of 16,384 equal parts of all probability the rank at which it begins: frequent ranks have many parts; rare ranks,
/// several of which make a part, are as likely as each other. So drawing is one load, not a search.
#[derive(Debug)]
pub(super) struct Zipf {
    begins: Vec<u32>,
}

const PARTS: usize = 1 << 14;

impl Zipf {
    pub(super) fn new(ranks: usize) -> Self {
        let weight = |rank: usize| 1.0 / (rank + 2) as f64;
        let all: f64 = (0..ranks).map(weight).sum();
        let mut begins = Vec::with_capacity(PARTS + 1);
        let mut sum = 0.0;
        for rank in 0..ranks {
            sum += weight(rank);
            while begins.len() < PARTS && begins.len() as f64 * all < sum * PARTS as f64 {
                begins.push(rank as u32);
            }
        }
        begins.resize(PARTS + 1, ranks as u32);
        Self { begins }
    }

    /// The rank that 64 even bits stand for; bits 32 to 49 do not matter to it.
    #[inline]
    pub(super) fn rank(&self, bits: u64) -> u32 {
        let part = (bits >> 50) as usize;
        let (begin, end) = (self.begins[part], self.begins[part + 1]);
        let width = (end - begin).max(1);
        begin + (((bits & 0xffff_ffff) * u64::from(width)) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;

    #[test]
    fn ranks_are_as_frequent_as_the_law_says() {
        const RANKS: usize = 100_000;
        const DRAWN: usize = 500_000;
        let zipf = Zipf::new(RANKS);
        let mut counts = vec![0_usize; RANKS];
        (0..DRAWN as u64).for_each(|at| counts[zipf.rank(scatter(at + 1)) as usize] += 1);
        let all: f64 = (0..RANKS).map(|rank| 1.0 / (rank + 2) as f64).sum();
        for range in [0..1, 1..2, 9..10, 10..100, 100..1000, 1000..10_000, 10_000..50_000, 50_000..RANKS] {
            let wanted: f64 = range.clone().map(|rank| 1.0 / (rank + 2) as f64).sum::<f64>() / all;
            let found = counts[range.clone()].iter().sum::<usize>() as f64 / DRAWN as f64;
            assert!((found / wanted - 1.0).abs() < 0.05, "{range:?}: {found}, not {wanted}");
        }
    }
}
