//! The order in which pairs are compared.

use super::propose::Pair;
use crate::text::TextId;
use rayon::prelude::*;

/// Puts pairs of so many texts in an order in which texts that hang together, by whatever pairs, come together, so that each is taken and cut
/// once and used while it is there.
pub(super) fn together(pairs: &mut [(Pair, bool)], texts: usize) {
    let mut above: Vec<TextId> = (0..texts as u32).map(TextId).collect();
    for &((a, b), _) in &*pairs {
        let (a, b) = (first_of(&mut above, a), first_of(&mut above, b));
        above[a.max(b).index()] = a.min(b);
    }
    pairs.par_sort_unstable();
    pairs.sort_by_cached_key(|((a, _), _)| first_of(&mut above, *a));
}

/// The first of all texts that hang together with this one (Tarjan 1975, with paths halved).
fn first_of(above: &mut [TextId], mut text: TextId) -> TextId {
    while above[text.index()] != text {
        above[text.index()] = above[above[text.index()].index()];
        text = above[text.index()];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_hang_together_come_together() {
        let pair = |(a, b): (u32, u32)| ((TextId(a), TextId(b)), a % 2 == 0);
        let mut pairs: Vec<_> = [(5, 6), (3, 8), (0, 4), (1, 2), (4, 7), (2, 9), (1, 7)].map(pair).to_vec();
        let wanted: Vec<_> = [(0, 4), (1, 2), (1, 7), (2, 9), (4, 7), (3, 8), (5, 6)].map(pair).to_vec();
        together(&mut pairs, 10);
        assert_eq!(pairs, wanted);
    }
}
