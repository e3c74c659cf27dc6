use super::Passage;
use crate::text::Words;
use std::ops::Range;

/// How much of one text stands in the other: each word counted once, however many passages hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Words of this text that are equal in a shared passage.
    pub words: u32,
    /// All its words.
    pub of: u32,
    /// Paragraphs of which at least half of the words are among them.
    pub paragraphs: u32,
    /// All its paragraphs.
    pub of_paragraphs: u32,
}

impl Coverage {
    /// The coverage of A and of B by `passages`.
    pub fn of(a: &Words, b: &Words, passages: &[Passage]) -> [Self; 2] {
        let runs = || passages.iter().flat_map(Passage::runs);
        [Self::count(a, runs().map(|run| run.a..run.a_end())), Self::count(b, runs().map(|run| run.b..run.b_end()))]
    }

    fn count(words: &Words, runs: impl Iterator<Item = Range<u32>>) -> Self {
        let mut covered = vec![false; words.len()];
        for run in runs {
            covered[run.start as usize..run.end as usize].fill(true);
        }
        let count =
            |range: Range<u32>| covered[range.start as usize..range.end as usize].iter().filter(|x| **x).count() as u32;
        let repeated = |range: &Range<u32>| 2 * count(range.clone()) >= range.end - range.start;
        Self {
            words: count(0..words.len() as u32),
            of: words.len() as u32,
            paragraphs: words.paragraphs.iter().filter(|paragraph| repeated(&paragraph.words)).count() as u32,
            of_paragraphs: words.paragraphs.len() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::{Alignment, passages};

    #[test]
    fn a_paragraph_printed_twice_counts_where_it_is_printed() {
        let paragraph = "the old harbour crane was taken down after ninety years of daily service there";
        let (a, b) =
            (Words::cut(paragraph), Words::cut(&format!("{paragraph}\n\n{paragraph}\n\nnothing else was said")));
        let found = passages(&a, &b, Alignment { seed_words: 5, least_words: 12, rewording: None });
        let [of_a, of_b] = Coverage::of(&a, &b, &found);
        assert_eq!((of_a.words, of_a.of, of_a.paragraphs, of_a.of_paragraphs), (14, 14, 1, 1));
        assert_eq!((of_b.words, of_b.of, of_b.paragraphs, of_b.of_paragraphs), (28, 32, 2, 3));
    }
}
