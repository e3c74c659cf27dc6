//! Synthetic articles: two that share one tenth word for word and one tenth in other words, the same in every run.

use retold::hash::scatter;
use retold::overlap::Passage;
use retold::text::Words;
use std::ops::Range;

/// Words of the vocabulary; the one of rank r is 1 / r times as frequent as the first (Zipf).
const VOCABULARY: usize = 100_000;

/// Every so many words a sentence ends, and a paragraph.
const SENTENCE_WORDS: usize = 20;
const PARAGRAPH_WORDS: usize = 100;

/// A stretch of A that B repeats.
struct Stretch {
    a: Range<usize>,
    b: Range<usize>,
}

/// Two articles of equal length and what they share.
pub(crate) struct Articles {
    pub(crate) a: Words,
    pub(crate) b: Words,
    /// The tenth that is copied.
    copied: Stretch,
    /// The tenth of which every third word is another: no run is longer than two words, and no seed lies in it.
    reworded: Stretch,
}

impl Articles {
    /// Two articles of so many words, a multiple of 1,000.
    pub(crate) fn new(words: usize) -> Self {
        let tenths = |from: usize| from * words / 10..(from + 1) * words / 10;
        let zipf = Zipf::new();
        let (a, mut b, others) = (zipf.draw(1, words), zipf.draw(2, words), zipf.draw(3, words));
        let copied = Stretch { a: tenths(1), b: tenths(3) };
        let reworded = Stretch { a: tenths(5), b: tenths(7) };
        for stretch in [&copied, &reworded] {
            b[stretch.b.clone()].copy_from_slice(&a[stretch.a.clone()]);
        }
        reworded.b.clone().skip(1).step_by(3).for_each(|at| b[at] = others[at]);
        let [a, b] = [a, b].map(|numbers| Words::cut(&text(&numbers)));
        assert_eq!((a.len(), b.len()), (words, words), "each number is one word");
        Self { a, b, copied, reworded }
    }

    /// Panics unless the copied tenth was found, the reworded tenth just where it was looked for, and little else.
    pub(crate) fn check(&self, found: &[Passage], rewording: bool) {
        let words = self.a.len();
        let (copied, reworded) = (self.copied.found(found), self.reworded.found(found));
        assert!(copied == 1.0, "{words} words: of the copied tenth {copied} found");
        let as_asked = if rewording { reworded >= 0.9 } else { reworded <= 0.1 };
        assert!(as_asked, "{words} words, rewording {rewording}: of the reworded tenth {reworded} found");
        let all: usize = found.iter().map(|passage| passage.a.len().max(passage.b.len())).sum();
        let most = words / 10 + if rewording { words / 10 } else { 0 };
        assert!(
            all * 10 <= most * 12,
            "{words} words, rewording {rewording}: passages of {all} words, {most} are shared"
        );
    }
}

impl Stretch {
    /// The share of it that passages between its two sides hold, on the side of which less is held.
    fn found(&self, passages: &[Passage]) -> f64 {
        let held = |stretch: &Range<usize>, side: fn(&Passage) -> &Range<u32>| {
            let mut held = vec![false; stretch.len()];
            for passage in passages.iter().filter(|passage| self.meets(passage)) {
                let common = common(stretch, side(passage));
                held[common.start - stretch.start..common.end - stretch.start].fill(true);
            }
            held.iter().filter(|held| **held).count() as f64 / held.len() as f64
        };
        held(&self.a, |passage| &passage.a).min(held(&self.b, |passage| &passage.b))
    }

    /// Whether the passage has words of both its sides.
    fn meets(&self, passage: &Passage) -> bool {
        !common(&self.a, &passage.a).is_empty() && !common(&self.b, &passage.b).is_empty()
    }
}

/// What two ranges have in common; an empty range within the first where that is nothing.
fn common(stretch: &Range<usize>, words: &Range<u32>) -> Range<usize> {
    let start = stretch.start.max(words.start as usize).min(stretch.end);
    start..stretch.end.min(words.end as usize).max(start)
}

/// The vocabulary: to each rank the sum of the weights up to it.
struct Zipf {
    sums: Vec<f64>,
}

impl Zipf {
    fn new() -> Self {
        let mut sum = 0.0;
        let add = |rank| {
            sum += 1.0 / rank as f64;
            sum
        };
        Self { sums: (1..=VOCABULARY).map(add).collect() }
    }

    /// So many words, as ranks from 0; another seed draws others.
    fn draw(&self, seed: u64, words: usize) -> Vec<usize> {
        let rank = |at: u64| {
            let share = scatter(seed << 32 | at) as f64 / u64::MAX as f64;
            self.sums.partition_point(|sum| *sum < share * self.sums[VOCABULARY - 1]).min(VOCABULARY - 1)
        };
        (0..words as u64).map(rank).collect()
    }
}

/// The words as sentences and paragraphs.
fn text(ranks: &[usize]) -> String {
    let mut text = String::new();
    for (at, &rank) in ranks.iter().enumerate() {
        match at + 1 {
            end if end % PARAGRAPH_WORDS == 0 => push(&mut text, rank, ".\n\n"),
            end if end % SENTENCE_WORDS == 0 => push(&mut text, rank, ". "),
            _ => push(&mut text, rank, " "),
        }
    }
    text
}

/// Appends the word of a rank, one to three syllables, all of it stem, and what follows it.
fn push(text: &mut String, mut rank: usize, behind: &str) {
    const CONSONANTS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
    const VOWELS: &[u8; 5] = b"aeiou";
    loop {
        text.push(char::from(CONSONANTS[rank % 20]));
        text.push(char::from(VOWELS[rank / 20 % 5]));
        rank /= 100;
        if rank == 0 {
            return text.push_str(behind);
        }
    }
}
