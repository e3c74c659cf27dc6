//! The stable hash: the only place where bytes become numbers that are stored or printed.
//!
//! XXH3 (Yann Collet, 2019-) with a fixed seed, so that a number computed today on one machine is the number computed
//! tomorrow on another. Maps that live in memory and whose order never reaches an answer use `ahash` instead.

use xxhash_rust::xxh3::{xxh3_64_with_seed, xxh3_128_with_seed};

/// The seed of every stable hash: the bytes of "retold" as a little-endian number.
const SEED: u64 = 0x646c_6f74_6572;

/// The 64-bit stable hash of `bytes`.
#[inline]
pub fn stable(bytes: &[u8]) -> u64 {
    xxh3_64_with_seed(bytes, SEED)
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
    fn scattering_loses_nothing() {
        let mut seen: Vec<u64> = (0..10_000).map(scatter).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 10_000);
        assert_eq!(scatter(1), 0xb456_bcfc_34c2_cb2c);
    }
}
