//! Where a record belongs: spread over parts that are sorted one by one, and within a part over buckets of a few records.

use bytemuck::Pod;

/// Into so many parts records are laid apart before each is sorted: enough that a part of ten million articles fits into memory.
pub const PARTS: usize = 256;

/// What can be sorted: plain numbers, as wide in a file as in memory.
pub trait Record: Copy + Ord + Pod + Send + Sync {}

impl<R: Copy + Ord + Pod + Send + Sync> Record for R {}

/// By what records are spread. Within a part they ascend by it, and records that are equal by it are equal in the first thing that they are ordered by.
#[derive(Debug)]
pub enum Rank<R> {
    /// A key whose low bits are scattered: of sampled keys, of which the lowest were taken, the high ones are not.
    Key(fn(&R) -> u64),
    /// A number below an end.
    Number(fn(&R) -> u32, u32),
}

/// Fewer records are sorted as they stand.
const FEW: usize = 64;
/// Records that share a bucket, about.
const BUCKET: usize = 2;
/// Places for each record by which keys that come once are told from others: of so many such keys one is taken for one that comes again.
const BITS: usize = 8;

impl<R> Clone for Rank<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Rank<R> {}

impl<R: Record> Rank<R> {
    /// The rank of a record: its first eight bits are the number of its part.
    #[inline]
    fn of(self, record: &R) -> u64 {
        match self {
            Self::Key(of) => of(record).rotate_right(PARTS.trailing_zeros()),
            Self::Number(of, end) => ((u64::from(of(record)) << 32) / u64::from(end.max(1))) << 32,
        }
    }

    /// The part of a record.
    #[inline]
    pub(super) fn part(self, record: &R) -> usize {
        (self.of(record) >> (u64::BITS - PARTS.trailing_zeros())) as usize
    }

    /// Drops most of the records of a part whose key no other has, and no others: marks of two bits in a table of eight places a record, in two passes, tell keys
    /// that come once from those that come again, as a Bloom filter of one hash does (1970). That takes less than to sort them. Of ranks by number none goes.
    pub(super) fn drop_lone(self, records: &mut Vec<R>) {
        let Self::Key(of) = self else { return };
        let bits = (records.len() * BITS).next_power_of_two().max(64);
        let (mut once, mut again) = (vec![0_u64; bits / 64], vec![0_u64; bits / 64]);
        // Neither the bits that choose a part nor those that may not be scattered.
        let place = |record: &R| {
            let bit = (of(record) >> PARTS.trailing_zeros()) as usize & (bits - 1);
            (bit / 64, 1 << (bit % 64))
        };
        for record in &*records {
            let (word, bit) = place(record);
            again[word] |= once[word] & bit;
            once[word] |= bit;
        }
        records.retain(|record| {
            let (word, bit) = place(record);
            again[word] & bit != 0
        });
    }

    /// Sorts the records of a part.
    pub(super) fn sort(self, records: Vec<R>) -> Vec<R> {
        by_buckets(records, |record| self.of(record) << PARTS.trailing_zeros())
    }
}

/// Sorts numbers that are scattered over all 64 bits: hashes.
pub fn sort_scattered(numbers: Vec<u64>) -> Vec<u64> {
    by_buckets(numbers, |number| *number)
}

/// Sorts records, laid apart into buckets by the first bits of their places, which ascend with them. Where places are spread evenly that takes two passes and a few
/// steps a record; where they are not, as long as any sort.
#[inline]
fn by_buckets<R: Record>(mut records: Vec<R>, place: impl Fn(&R) -> u64) -> Vec<R> {
    if records.len() < FEW {
        records.sort_unstable();
        records.shrink_to_fit();
        return records;
    }
    let bits = (records.len() / BUCKET).ilog2();
    let (mut apart, ends) = lay_apart(&records, 1 << bits, |record| (place(record) >> (u64::BITS - bits)) as usize);
    let mut rest = &mut apart[..];
    let mut start = 0;
    for end in ends {
        let (of_bucket, others) = rest.split_at_mut((end - start) as usize);
        if of_bucket.len() > 1 {
            of_bucket.sort_unstable();
        }
        (rest, start) = (others, end);
    }
    apart
}

/// Copies records, those of each of so many buckets behind each other in their order, and tells where each bucket ends.
pub(super) fn lay_apart<R: Record>(records: &[R], buckets: usize, bucket: impl Fn(&R) -> usize) -> (Vec<R>, Vec<u32>) {
    let mut ends = vec![0_u32; buckets];
    records.iter().for_each(|record| ends[bucket(record)] += 1);
    let mut at = 0;
    for end in &mut ends {
        (at, *end) = (at + *end, at);
    }
    let mut apart = vec![R::zeroed(); records.len()];
    for record in records {
        let end = &mut ends[bucket(record)];
        apart[*end as usize] = *record;
        *end += 1;
    }
    (apart, ends)
}

/// The part of a number below `end`.
pub fn part_of_number(number: u32, end: u32) -> usize {
    (u64::from(number) * PARTS as u64 / u64::from(end.max(1))) as usize
}

/// The lowest number below `end` that a part can hold.
pub fn start_of_part(part: u32, end: u32) -> u32 {
    (u64::from(part) * u64::from(end)).div_ceil(PARTS as u64) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;
    use proptest::prelude::*;

    #[test]
    fn parts_of_numbers_ascend() {
        let part = |number: u32| Rank::<u32>::Number(|number| *number, 1000).part(&number);
        assert!((1..1000).all(|n| part(n - 1) <= part(n) && part(n) == part_of_number(n, 1000)));
        assert_eq!((part(0), part(999)), (0, PARTS - 1));
        let key = |key: u64| Rank::<u64>::Key(|key| *key).part(&key);
        assert_eq!((key(1 << 60), key(u64::MAX)), (0, PARTS - 1));
        for end in [1, 5, 255, 256, 257, 1000, u32::MAX] {
            let start = |part: usize| start_of_part(part as u32, end);
            let holds = |n: u32, part: usize| start(part) <= n && (part + 1 == PARTS || n < start(part + 1));
            assert!((0..end.min(5000)).all(|n| holds(n, part_of_number(n, end))));
            assert_eq!(Rank::<u32>::Number(|number| *number, end).part(&(end - 1)), part_of_number(end - 1, end));
        }
    }

    #[test]
    fn most_keys_that_come_once_are_dropped() {
        let mut keys: Vec<u64> = (0..10_000).map(|key| scatter(key) & !255 | 7).collect();
        keys.extend_from_within(..500);
        Rank::Key(|key| *key).drop_lone(&mut keys);
        assert!((1_000..2_500).contains(&keys.len()), "{}", keys.len());
    }

    proptest! {
        #[test]
        fn a_part_is_sorted_as_by_any_sort(
            numbers in prop::collection::vec(0u64..300, 0..400), even: bool, part in 0u64..256, end in 1u32..100_000,
        ) {
            let hashes: Vec<u64> = numbers.iter().map(|&number| if even { scatter(number) } else { number }).collect();
            let mut wanted = hashes.clone();
            wanted.sort_unstable();
            prop_assert_eq!(sort_scattered(hashes), wanted);
            let key = |&number: &u64| (if even { scatter(number) } else { number << 8 }) & !255 | part;
            let keys: Vec<u64> = numbers.iter().map(key).collect();
            let mut wanted = keys.clone();
            wanted.sort_unstable();
            prop_assert_eq!(Rank::Key(|key| *key).sort(keys.clone()), wanted);
            let mut left = keys.clone();
            Rank::Key(|key| *key).drop_lone(&mut left);
            let times = |key: &u64| keys.iter().filter(|other| *other == key).count();
            let of_many = |keys: &[u64]| keys.iter().copied().filter(|key| times(key) > 1).collect::<Vec<_>>();
            prop_assert_eq!(of_many(&left), of_many(&keys));
            let rank = Rank::Number(|place: &[u32; 2]| place[0], end);
            let place = |&number: &u64| [(start_of_part(part as u32, end) + number as u32 / 9).min(end - 1), number as u32];
            let of_one = |place: &[u32; 2]| rank.part(place) == rank.part(&[start_of_part(part as u32, end).min(end - 1), 0]);
            let places: Vec<[u32; 2]> = numbers.iter().map(place).filter(of_one).collect();
            let mut wanted = places.clone();
            wanted.sort_unstable();
            prop_assert_eq!(rank.sort(places), wanted);
        }
    }
}
