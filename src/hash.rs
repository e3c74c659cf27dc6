//! The stable hash: the only place where bytes become numbers that are stored or printed.
//!
//! XXH3 (Yann Collet, 2019-) with a fixed seed, and for words of sixteen bytes at most a multiplication, so that a number
//! computed today on one machine is the number computed tomorrow on another. Maps that live in memory and whose order never
//! reaches an answer use `ahash` instead.

use xxhash_rust::xxh3::{xxh3_64_with_seed, xxh3_128_with_seed};

/// The seed of every stable hash: the bytes of "retold" as a little-endian number.
const SEED: u64 = 0x646c_6f74_6572;

/// The 64-bit stable hash of `bytes`.
#[inline]
pub fn stable(bytes: &[u8]) -> u64 {
    xxh3_64_with_seed(bytes, SEED)
}

/// The most bytes of a word that is hashed without a loop.
const SHORT_WORD: usize = 16;

/// Of sixteen bytes as one number, the first so many.
const FIRST: [u128; SHORT_WORD + 1] = {
    let mut first = [0; SHORT_WORD + 1];
    let mut bytes = 1;
    while bytes <= SHORT_WORD {
        first[bytes] = u128::MAX >> (8 * (SHORT_WORD - bytes));
        bytes += 1;
    }
    first
};

/// The 64-bit hash of a word, the first `length` of `bytes`, behind which at least sixteen more must follow; a word holds no byte 0.
///
/// Nearly all words have sixteen bytes at most: two numbers, multiplied, the halves of the product joined (the folded multiplication of wyhash, Wang Yi,
/// 2019), which takes a quarter of the time of a hash for bytes of any number. A longer word has its [`stable`] hash.
#[inline(always)]
pub fn word(bytes: &[u8], length: usize) -> u64 {
    // No byte of these stands in a text, so neither factor can be 0.
    const FACTORS: [u64; 2] = [0xf7fd_fbf6_fef9_f5fc, 0xfaf8_fdf5_fff7_fbf9];
    let Some(sixteen) = bytes.first_chunk::<SHORT_WORD>().filter(|_| (1..=SHORT_WORD).contains(&length)) else {
        return long_word(&bytes[..length]);
    };
    let kept = u128::from_le_bytes(*sixteen) & FIRST[length];
    let product = u128::from(kept as u64 ^ FACTORS[0]) * u128::from((kept >> 64) as u64 ^ FACTORS[1]);
    (product ^ (product >> 64)) as u64
}

#[cold]
fn long_word(bytes: &[u8]) -> u64 {
    stable(bytes)
}

/// The 128-bit stable hash of `bytes`, for identity rather than for buckets: two different inputs among 2^40 collide with
/// a probability below 2^-48.
#[inline]
pub fn identity(bytes: &[u8]) -> u128 {
    xxh3_128_with_seed(bytes, SEED)
}

/// Scatters the bits of one number over all 64 (the finaliser of MurmurHash3, Austin Appleby, 2011; a bijection).
#[inline]
pub fn scatter(mut value: u64) -> u64 {
    value ^= value >> 33;
    value = value.wrapping_mul(0xff51_afd7_ed55_8ccd);
    value ^= value >> 33;
    value = value.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    value ^ (value >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_another_implementation() {
        assert_eq!(stable(b""), 378_723_695_823_037_211);
        assert_eq!(stable(b"harbour"), 8_771_316_212_985_613_778);
        assert_eq!(identity(b"harbour"), 0x32cc_56f2_d12f_ebfb_5cd0_edb8_0630_c305);
    }

    #[test]
    fn words_are_hashed_by_their_bytes_alone() {
        const HARBOUR: u64 = 0xadd0_20df_0eb5_92b5;
        let hash = |text: &str, behind: u8| {
            let bytes = [text.as_bytes(), &[behind; 16]].concat();
            word(&bytes, text.len())
        };
        assert_eq!(hash("harbour", 0), HARBOUR);
        assert_eq!(hash("harbour", 7), HARBOUR);
        assert_eq!(hash("harbourmasterships", 9), stable(b"harbourmasterships"));
        // All words of one and two bytes and those of three to sixteen of one letter differ, and so do the halves of their hashes nearly always.
        let short = (1..=255).flat_map(|a: u8| (0..=255).map(move |b: u8| vec![a, b]));
        let long = (3..=16).flat_map(|length| (b'a'..=b'z').map(move |letter| vec![letter; length]));
        let all: Vec<u64> = short
            .chain(long)
            .map(|mut bytes| {
                bytes.retain(|&byte| byte != 0);
                let length = bytes.len();
                bytes.extend([0; 16]);
                word(&bytes, length)
            })
            .collect();
        let distinct =
            |shift: u32| all.iter().map(|hash| hash >> shift).collect::<std::collections::HashSet<u64>>().len();
        assert_eq!(distinct(0), all.len());
        assert!(distinct(32) + 8 > all.len(), "{} of {}", distinct(32), all.len());
    }

    #[test]
    fn scattering_loses_nothing() {
        let mut seen: Vec<u64> = (0..10_000).map(scatter).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 10_000);
        assert_eq!(scatter(1), 0xb456_bcfc_34c2_cb2c);
    }
}
