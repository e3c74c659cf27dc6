//! Points: words and runs that both texts have, each a place in A against a place in B.

use super::Rewording;
use super::pair::Pair;
use crate::shingle::shingle;
use ahash::AHashMap;

/// A meeting of the two texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Nats: how unlikely it is to meet it within a window by chance.
    pub(super) weight: f32,
}

/// A word or run makes points if its counts in the two texts multiply to at most this: the points stay linear in the words. Plagdet on PAN
/// 2013's training half is the same within 0.001 from 9 to 36.
const MOST_MEETINGS: u64 = 16;
/// Words of a run. Within 0.001 from 2 to 4; without runs 0.02 is lost, and text of common words is not found.
const RUN_WORDS: usize = 3;

/// The points of two texts: those of stems, then those of runs, each in the order of A, then of B.
pub(super) fn points(pair: &Pair<'_>, rewording: &Rewording) -> Vec<Point> {
    let mut found = Vec::new();
    let window = rewording.window_words as f64 / (pair.len() as f64 + pair.known_words);
    // The nats of a thing that occurs so often in both texts and, as far as is known, outside them.
    let weight = |count: f64| -(window * count).ln() as f32;
    meet(&pair.a.stems, &pair.b.stems, pair.kinds(), |stem, count| weight(count + pair.known(stem)), &mut found);
    let mut numbers: AHashMap<u64, u32> = AHashMap::new();
    let mut runs = |words: &[crate::text::WordHash]| -> Vec<u32> {
        let number = |run| {
            let next = numbers.len() as u32;
            *numbers.entry(shingle(run).0).or_insert(next)
        };
        words.windows(RUN_WORDS).map(number).collect()
    };
    let (of_a, of_b) = (runs(&pair.a.words.hashes), runs(&pair.b.words.hashes));
    meet(&of_a, &of_b, numbers.len(), |_, count| weight(count), &mut found);
    found
}

/// Appends the meetings of numbered things, each with its weight by kind and by how often both texts have it.
fn meet(a: &[u32], b: &[u32], kinds: usize, weight: impl Fn(u32, f64) -> f32, found: &mut Vec<Point>) {
    let (starts, places) = places(b, kinds);
    let mut counts = vec![0u32; kinds];
    a.iter().for_each(|&kind| counts[kind as usize] += 1);
    for (at, &kind) in a.iter().enumerate() {
        let there = &places[starts[kind as usize] as usize..starts[kind as usize + 1] as usize];
        let (in_a, in_b) = (u64::from(counts[kind as usize]), there.len() as u64);
        if in_a * in_b > MOST_MEETINGS || in_b == 0 {
            continue;
        }
        let weight = weight(kind, (in_a + in_b) as f64);
        if weight > 0.0 {
            found.extend(there.iter().map(|&place| Point { a: at as u32, b: place, weight }));
        }
    }
}

/// Where each kind stands: its places are those from `starts[kind]` to before `starts[kind + 1]` of one list, ascending.
fn places(kinds_there: &[u32], kinds: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; kinds + 1];
    for &kind in kinds_there {
        starts[kind as usize + 1] += 1;
    }
    for kind in 0..kinds {
        starts[kind + 1] += starts[kind];
    }
    let mut next = starts.clone();
    let mut places = vec![0; kinds_there.len()];
    for (at, &kind) in kinds_there.iter().enumerate() {
        places[next[kind as usize] as usize] = at as u32;
        next[kind as usize] += 1;
    }
    (starts, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    #[test]
    fn rare_words_meet_and_frequent_ones_do_not() {
        let filler = |letter: char| (0..300).map(|at| format!(" {letter}{at}")).collect::<String>();
        let a = Words::cut(&format!("ferry the the the the the{}", filler('a')));
        let b = Words::cut(&format!("the the the the the ferries{} ferry", filler('b')));
        let found = points(&Pair::new(&a, &b), &Rewording::default());
        let places: Vec<(u32, u32)> = found.iter().map(|point| (point.a, point.b)).collect();
        assert_eq!(places, [(0, 306), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2), (3, 0), (3, 1), (3, 2)]);
        assert!(found[0].weight > 1.6 && found[1].weight < found[0].weight);
    }

    #[test]
    fn a_repeated_word_makes_no_points() {
        let words = Words::cut(&"again ".repeat(100_000));
        assert!(points(&Pair::new(&words, &words), &Rewording::default()).is_empty());
    }
}
