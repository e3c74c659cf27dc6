//! The rivals: sketches of `K` slots, each written from its paper as portable scalar code, the library's among them.
//!
//! All take shingle hashes of 64 random bits and give slots of 32, so that time and error compare like with like.

use retold::hash::scatter;
use retold::neardup::Sketcher;
use std::array::from_fn;

/// A way to boil a shingle set down to `K` slots; the share of equal slots estimates the Jaccard similarity.
pub(crate) trait Rival<const K: usize> {
    /// What tables call it.
    fn name(&self) -> &'static str;

    /// The slots of a non-empty set.
    fn sketch(&self, shingles: &[u64]) -> [u32; K];

    /// The bias that the method admits for two sets of `size`, at most.
    fn bias(&self, _size: usize) -> f64 {
        0.0
    }

    /// The error that the method claims at most, as a multiple of `sqrt(J (1 - J) / K)`; `None` for no claim.
    fn claim(&self) -> Option<f64> {
        Some(1.0)
    }
}

/// Every rival, the library's sketch third.
pub(crate) fn rivals<const K: usize>() -> Vec<Box<dyn Rival<K>>> {
    vec![
        Box::new(Classic32::<K>::new()),
        Box::new(Classic64::<K>::new()),
        Box::new(Sketcher::<K>::default()),
        Box::new(Densified),
        Box::new(FastSimilarity::new(K)),
        Box::new(Circulant::new(K)),
        Box::new(Additive::new(K)),
    ]
}

/// Random numbers by name and place.
fn random(seed: u64, place: usize) -> u64 {
    scatter(scatter(seed) + place as u64)
}

/// A slot that no shingle chose yet.
const EMPTY: u32 = u32::MAX;

/// The slot that the top bits of a hash choose, `slots` being a power of two.
fn chosen(hash: u64, slots: usize) -> usize {
    (hash >> (64 - slots.trailing_zeros())) as usize
}

/// Filled one-permutation hashing: the library's own.
impl<const K: usize> Rival<K> for Sketcher<K> {
    fn name(&self) -> &'static str {
        "filled OPH"
    }

    fn sketch(&self, shingles: &[u64]) -> [u32; K] {
        *Sketcher::sketch(self, shingles).expect("the set is not empty").slots()
    }
}

/// Classic MinHash (Broder, 1997): `K` hashes of each shingle, multiply-add on 32 bits.
struct Classic32<const K: usize> {
    hashes: [(u32, u32); K],
}

impl<const K: usize> Classic32<K> {
    fn new() -> Self {
        Self { hashes: from_fn(|slot| (random(1, slot) as u32 | 1, random(2, slot) as u32)) }
    }
}

impl<const K: usize> Rival<K> for Classic32<K> {
    fn name(&self) -> &'static str {
        "classic, 32 bits"
    }

    fn sketch(&self, shingles: &[u64]) -> [u32; K] {
        let mut slots = [EMPTY; K];
        for &shingle in shingles {
            for (slot, &(factor, summand)) in slots.iter_mut().zip(&self.hashes) {
                *slot = (*slot).min((shingle as u32).wrapping_mul(factor).wrapping_add(summand));
            }
        }
        slots
    }
}

/// Classic MinHash, multiply-add on 64 bits of which the upper half is kept (Dietzfelbinger, 1996).
struct Classic64<const K: usize> {
    hashes: [(u64, u64); K],
}

impl<const K: usize> Classic64<K> {
    fn new() -> Self {
        Self { hashes: from_fn(|slot| (random(3, slot) | 1, random(4, slot))) }
    }
}

impl<const K: usize> Rival<K> for Classic64<K> {
    fn name(&self) -> &'static str {
        "classic, 64 bits"
    }

    fn sketch(&self, shingles: &[u64]) -> [u32; K] {
        let mut slots = [EMPTY; K];
        for &shingle in shingles {
            for (slot, &(factor, summand)) in slots.iter_mut().zip(&self.hashes) {
                *slot = (*slot).min((shingle.wrapping_mul(factor).wrapping_add(summand) >> 32) as u32);
            }
        }
        slots
    }
}

/// One-permutation hashing (Li, Owen, Zhang, 2012), optimally densified (Shrivastava, 2017): an empty slot tries others
/// in an order of its own and copies the first that a shingle chose.
struct Densified;

impl<const K: usize> Rival<K> for Densified {
    fn name(&self) -> &'static str {
        "densified OPH"
    }

    fn sketch(&self, shingles: &[u64]) -> [u32; K] {
        let mut hit = [EMPTY; K];
        for &shingle in shingles {
            let slot = &mut hit[chosen(shingle, K)];
            *slot = (*slot).min(shingle as u32 >> 1);
        }
        from_fn(|slot| {
            let mut value = hit[slot];
            let mut attempt = (slot as u64) << 32;
            while value == EMPTY {
                attempt += 1;
                value = hit[chosen(scatter(attempt), K)];
            }
            value
        })
    }

    fn claim(&self) -> Option<f64> {
        None
    }
}

/// Fast Similarity Sketching (Dahlgaard, Knudsen, Thorup, 2017): rounds until every slot is taken. In each of the first
/// `K` a shingle draws a slot, in each of the last `K` all shingles draw the same; an earlier round beats a later one.
struct FastSimilarity {
    rounds: Vec<(u64, u64)>,
}

impl FastSimilarity {
    fn new(slots: usize) -> Self {
        Self { rounds: (0..2 * slots).map(|round| (random(5, round) | 1, random(6, round))).collect() }
    }
}

impl<const K: usize> Rival<K> for FastSimilarity {
    fn name(&self) -> &'static str {
        "fast similarity"
    }

    fn sketch(&self, shingles: &[u64]) -> [u32; K] {
        let mut slots = [u64::MAX; K];
        let mut empty = K;
        for (round, &(factor, summand)) in self.rounds.iter().enumerate() {
            let forced = round.checked_sub(K);
            if forced.is_some_and(|slot| slots[slot] != u64::MAX) {
                continue;
            }
            for &shingle in shingles {
                let hash = shingle.wrapping_mul(factor).wrapping_add(summand);
                let slot = &mut slots[forced.unwrap_or(chosen(hash, K))];
                empty -= usize::from(*slot == u64::MAX);
                *slot = (*slot).min((round as u64) << 32 | (hash << K.trailing_zeros()) >> 32);
            }
            if empty == 0 {
                break;
            }
        }
        slots.map(|slot| slot as u32)
    }
}

/// C-MinHash (Li and Li, 2022): one permutation, turned by one place a slot. Shingles fall into [`CELLS`] places
/// (sigma: their hash is random already), and a table is the permutation (pi), its start repeated behind its end.
struct Circulant {
    turned: Vec<u32>,
}

/// The universe of the circulant permutation, 4 MiB of table. Shingles that meet in a cell count as one, which raises a
/// similarity by 0.02 at 3,000 words and J = 0.1 in 2^16 cells, and by a sixteenth of that here.
const CELLS: usize = 1 << 20;

impl Circulant {
    fn new(slots: usize) -> Self {
        let mut turned: Vec<u32> = (0..CELLS as u32).collect();
        turned.sort_unstable_by_key(|&cell| random(7, cell as usize));
        turned.extend_from_within(..slots);
        Self { turned }
    }
}

impl<const K: usize> Rival<K> for Circulant {
    fn name(&self) -> &'static str {
        "C-MinHash"
    }

    fn sketch(&self, shingles: &[u64]) -> [u32; K] {
        let mut slots = [EMPTY; K];
        for &shingle in shingles {
            for (slot, &place) in slots.iter_mut().zip(&self.turned[chosen(shingle, CELLS)..][..K]) {
                *slot = (*slot).min(place);
            }
        }
        slots
    }

    fn bias(&self, size: usize) -> f64 {
        size as f64 / CELLS as f64
    }
}

/// C-MinHash as some programs have it: the turning done by adding a multiple of one number to one hash. A slot then
/// holds the shingle that follows a point of a circle, and the shingle after a long gap wins many slots.
struct Additive {
    turns: Vec<u32>,
}

impl Additive {
    fn new(slots: usize) -> Self {
        Self { turns: (0..slots as u32).map(|slot| slot.wrapping_mul(random(8, 0) as u32 | 1)).collect() }
    }
}

impl<const K: usize> Rival<K> for Additive {
    fn name(&self) -> &'static str {
        "C-MinHash, additive"
    }

    fn sketch(&self, shingles: &[u64]) -> [u32; K] {
        let mut slots = [EMPTY; K];
        for &shingle in shingles {
            for (slot, &turn) in slots.iter_mut().zip(&self.turns) {
                *slot = (*slot).min((shingle as u32).wrapping_add(turn));
            }
        }
        slots
    }

    fn claim(&self) -> Option<f64> {
        None
    }
}
