//! Which bytes of a text may belong to words, sixty-four at a time, and where runs of them start and end.
//!
//! Plain ASCII, nearly all of a Western text, needs no table of characters: a byte is a letter, a digit or a gap, and a capital letter is five
//! bits away from its small one. A block of 64 bytes gives 64 bits of each answer, so that the ends of words are found by counting zeros (Langdale and
//! Lemire, "Parsing gigabytes of JSON per second", 2019). Loops of 64 equal steps are what a compiler turns into vector code.

use multiversion::multiversion;
use std::ops::Range;

/// Bytes of a block.
const BLOCK: usize = 64;
/// Bytes whose edges are found together.
pub(super) const SPAN: usize = 8 * BLOCK;

/// What is known of the bytes of a block: bit `i` tells of its byte `i`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Block {
    /// ASCII letters and digits, and all that is no ASCII.
    in_run: u64,
    /// What is no ASCII.
    beyond: u64,
}

#[inline(always)]
fn of_block(block: &[u8; BLOCK], lower: &mut [u8; BLOCK]) -> Block {
    let (mut in_run, mut beyond) = ([0; BLOCK], [0; BLOCK]);
    for at in 0..BLOCK {
        let byte = block[at];
        let small = byte | u8::from(byte.wrapping_sub(b'A') < 26) << 5;
        lower[at] = small;
        beyond[at] = byte >> 7;
        in_run[at] = u8::from(small.wrapping_sub(b'a') < 26) | u8::from(byte.wrapping_sub(b'0') < 10) | byte >> 7;
    }
    Block { in_run: bits(&in_run), beyond: bits(&beyond) }
}

/// The lowest bit of each byte.
#[inline(always)]
fn bits(bytes: &[u8; BLOCK]) -> u64 {
    // The product gathers the lowest bits of eight bytes in its highest byte, in their order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = bytes.as_chunks::<8>();
    let mut all = 0;
    for (at, eight) in eights.iter().enumerate() {
        all |= u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56 << (8 * at);
    }
    all
}

/// Marks the end of a run that is not ASCII alone; the other bits of an edge are its place, so a text has less than 2 GiB.
const MIXED: u32 = 1 << 31;
const PLACE: u32 = !MIXED;

/// Where runs start and end, in turn.
pub(super) struct Edges {
    places: [u32; SPAN + 1],
    count: usize,
    /// Whether the byte before the next block is in a run, and in one that is not ASCII alone.
    in_run: u64,
    is_mixed: bool,
}

/// Adds the edges of a span, behind whose end there are gaps.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2+bmi1+bmi2+popcnt", "aarch64+neon"))]
fn add(edges: &mut Edges, span: &[u8], first: usize, lower: &mut [u8; SPAN]) {
    let (whole, rest) = span.as_chunks::<BLOCK>();
    let (into, _) = lower.as_chunks_mut::<BLOCK>();
    for at in 0..whole.len() {
        edges.add_block(of_block(&whole[at], &mut into[at]), first + at * BLOCK);
    }
    if whole.len() < into.len() {
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        edges.add_block(of_block(&last, &mut into[whole.len()]), first + whole.len() * BLOCK);
    }
}

impl Default for Edges {
    fn default() -> Self {
        Self { places: [0; SPAN + 1], count: 0, in_run: 0, is_mixed: false }
    }
}

impl Edges {
    /// Adds those of a span of a text that starts there, of which `lower` takes the bytes, capital ASCII letters as small ones.
    pub(super) fn add(&mut self, span: &[u8], first: usize, lower: &mut [u8; SPAN]) {
        add(self, span, first, lower);
    }

    #[inline(always)]
    fn add_block(&mut self, block: Block, first: usize) {
        let mut edges = block.in_run ^ (block.in_run << 1 | self.in_run);
        self.in_run = block.in_run >> (BLOCK - 1);
        // A byte beyond ASCII, added to the ones of its run, carries a one to where that ends.
        let (sum, over) = block.in_run.overflowing_add(block.beyond);
        let (sum, carried) = sum.overflowing_add(u64::from(self.is_mixed));
        self.is_mixed = over | carried;
        let mixed = sum & !block.in_run;
        let count = edges.count_ones() as usize;
        for place in &mut self.places[self.count..self.count + count] {
            let bit = edges.trailing_zeros();
            *place = (first as u32 + bit) | ((mixed >> bit) as u32 & 1) << 31;
            edges &= edges - 1;
        }
        self.count += count;
    }

    /// Each run that was closed, and whether it is not ASCII alone.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
        let (pairs, _) = self.places[..self.count].as_chunks();
        pairs.iter().map(|&[start, end]| ((start & PLACE) as usize..(end & PLACE) as usize, end & MIXED != 0))
    }

    /// Leaves the start of a run that is open.
    pub(super) fn keep_open(&mut self) {
        if self.count % 2 == 1 {
            self.places[0] = self.places[self.count - 1];
        }
        self.count %= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn edges_are_where_runs_start_and_end(text in prop::collection::vec(prop_oneof![any::<u8>(), b' '..b'~'], 0..3 * SPAN)) {
            let mut edges = Edges::default();
            let mut found: Vec<(Range<usize>, bool)> = Vec::new();
            for first in (0..=text.len()).step_by(SPAN) {
                let span = &text[first..text.len().min(first + SPAN)];
                let mut lower = [9; SPAN];
                edges.add(span, first, &mut lower);
                prop_assert_eq!(&lower[..span.len()], &span.to_ascii_lowercase()[..]);
                found.extend(edges.runs());
                edges.keep_open();
            }
            let is_in_run = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
            let mut at = 0;
            let mut naive = Vec::new();
            for run in text.chunk_by(|x, y| is_in_run(x) == is_in_run(y)) {
                if is_in_run(&run[0]) {
                    naive.push((at..at + run.len(), !run.is_ascii()));
                }
                at += run.len();
            }
            prop_assert_eq!(found, naive);
        }
    }
}
