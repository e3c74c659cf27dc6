//! Grams: runs of exactly `t` words, gathered where another text may hold the same.
//!
//! A shared run of at least `t` words is a chain of shared grams. Winnowing spares most of the work: each gram holds a fingerprint, chosen
//! alike wherever the gram stands, so a gram can only be shared if one of its fingerprints is. Where no fingerprint is shared nothing is gathered.
//!
//! **Exact but for chance.** A gram is known by 128 bits of its words: among 10^10 different grams two have the same with a probability
//! below 2^-62. **Cost.** 24 bytes for each gathered gram, of which a text has no more than words.
//!
//! Grams as in Broder's shingles (1997); the sampling is [`fingerprints`].

use super::winnow::{Winnowing, fingerprints};
use crate::hash;
use crate::text::{TextId, WordHash};
use bytemuck::{Pod, Zeroable};

/// A run of `t` words that may stand in another text; they sort by what they say, then by place.
///
/// Plain numbers without padding: what is sorted outside of memory is sorted as it is.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
pub struct Gram {
    /// What it says: equal for equal words. The bits are evenly spread, so any of them tell parts apart.
    pub hash: [u64; 2],
    /// Where it stands.
    pub text: TextId,
    /// Twice its first word; one more, if one of its words is not the article's own. Texts of 4 GiB have less than 2^31 words.
    place: u32,
}

impl Gram {
    /// The first word, counted from 0.
    pub fn at(&self) -> u32 {
        self.place >> 1
    }

    /// Whether all its words are the article's own, none of them house text.
    pub fn is_own(&self) -> bool {
        self.place & 1 == 0
    }
}

/// The grams of a text around its shared fingerprints; every gram, if the text itself has `copies`. `is_own` says of each word whether it is
/// the article's own; all are, if it is not given.
pub fn grams(
    (text, words): (TextId, &[WordHash]),
    winnowing: Winnowing,
    copies: bool,
    is_own: Option<&[bool]>,
    is_shared: impl Fn(u64) -> bool,
) -> Vec<Gram> {
    let run = winnowing.guaranteed_run();
    let Some(last) = words.len().checked_sub(run) else { return Vec::new() };
    let mut wanted = vec![copies; last + 1];
    if !copies {
        let reach = run - winnowing.size().words();
        for print in fingerprints(words, winnowing).into_iter().filter(|print| is_shared(print.hash)) {
            let at = print.word as usize;
            wanted[at.saturating_sub(reach).min(last + 1)..(at + 1).min(last + 1)].fill(true);
        }
    }
    if !wanted.contains(&true) {
        return Vec::new();
    }
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.0.to_le_bytes()).collect();
    let places = wanted.into_iter().enumerate().filter(|(_, wanted)| *wanted);
    let gram = |(at, _): (usize, bool)| {
        const WORD: usize = size_of::<u64>();
        let said = hash::identity(&bytes[at * WORD..(at + run) * WORD]);
        let house = is_own.is_some_and(|own| own[at..at + run].contains(&false));
        Gram { hash: [(said >> 64) as u64, said as u64], text, place: 2 * at as u32 + u32::from(house) }
    };
    places.map(gram).collect()
}
