//! Which bytes of a text may belong to words, sixty-four at a time, and where runs of them start and end.
//!
//! Plain ASCII, nearly all of a Western text, needs no table of characters: a byte is a letter, a digit or a gap, and a capital letter is five
//! bits away from its small one. A block of 64 bytes gives 64 bits of each answer, so that the ends of words are found by counting zeros (Langdale and
//! Lemire, "Parsing gigabytes of JSON per second", 2019). Loops of 64 equal steps are what a compiler turns into vector code.

use std::ops::Range;

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;
/// Zeros that follow the lowered bytes, so that whoever reads from within them finds so many behind each.
pub(super) const PADDING: usize = 16;

/// What is known of the bytes of a block: bit `i` tells of its byte `i`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Block {
    /// ASCII letters and digits, and all that is no ASCII.
    pub(super) in_run: u64,
    /// What is no ASCII.
    pub(super) beyond: u64,
}

/// What is known of every block of `text`, the last filled up with gaps, of which one at least follows the text, and all bytes, capital ASCII letters as small ones, followed by zeros.
pub(super) fn lowered(text: &[u8]) -> (Vec<Block>, Vec<u8>) {
    let count = text.len() / BLOCK + 1;
    let mut lower = vec![0; count * BLOCK + PADDING];
    let (whole, rest) = text.as_chunks::<BLOCK>();
    let (into, _) = lower.as_chunks_mut::<BLOCK>();
    let mut blocks = Vec::with_capacity(count);
    blocks.extend(whole.iter().zip(&mut *into).map(|(block, into)| of_block(block, into)));
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    blocks.push(of_block(&last, &mut into[count - 1]));
    (blocks, lower)
}

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
fn bits(bytes: &[u8; BLOCK]) -> u64 {
    // The product gathers the lowest bits of eight bytes in its highest byte, in their order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = bytes.as_chunks::<8>();
    let gathered = eights.iter().map(|eight| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56);
    gathered.enumerate().fold(0, |all, (at, bits)| all | bits << (8 * at))
}

/// Blocks whose edges are found together.
pub(super) const GROUP: usize = 8;
/// Marks the end of a run that is not ASCII alone; the other bits of an edge are its place, so a text has less than 2 GiB.
const MIXED: u32 = 1 << 31;
const PLACE: u32 = !MIXED;

/// Where runs start and end, in turn.
pub(super) struct Edges {
    places: [u32; GROUP * BLOCK + 1],
    count: usize,
    /// Whether the byte before the next block is in a run, and in one that is not ASCII alone.
    in_run: u64,
    is_mixed: bool,
}

impl Default for Edges {
    fn default() -> Self {
        Self { places: [0; GROUP * BLOCK + 1], count: 0, in_run: 0, is_mixed: false }
    }
}

impl Edges {
    /// Adds those of a group of blocks that starts there.
    pub(super) fn add(&mut self, group: &[Block], first: usize) {
        for (number, block) in group.iter().enumerate() {
            let first = (first + number * BLOCK) as u32;
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
                *place = (first + bit) | ((mixed >> bit) as u32 & 1) << 31;
                edges &= edges - 1;
            }
            self.count += count;
        }
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
        fn blocks_are_what_their_bytes_are(text in prop::collection::vec(prop_oneof![any::<u8>(), b' '..b'~'], 0..200)) {
            let (blocks, lower) = lowered(&text);
            prop_assert_eq!(&lower[..text.len()], &text.to_ascii_lowercase()[..]);
            prop_assert!(lower[text.len()..].iter().all(|&byte| byte == 0) && lower.len() >= text.len() + PADDING);
            prop_assert_eq!(blocks.len(), text.len() / BLOCK + 1);
            for at in 0..blocks.len() * BLOCK {
                let byte = text.get(at).copied().unwrap_or(0);
                let bit = |bits: u64| bits >> (at % BLOCK) & 1 == 1;
                prop_assert_eq!(bit(blocks[at / BLOCK].beyond), !byte.is_ascii());
                prop_assert_eq!(bit(blocks[at / BLOCK].in_run), byte.is_ascii_alphanumeric() || !byte.is_ascii());
            }
        }
    }
}
